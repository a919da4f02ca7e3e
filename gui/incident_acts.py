"""What the main window does to the selected incident: each act with the question it needs."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from db import acts
from db.current import state_of
from db.errors import NotUnderstood
from db.fields import field_named
from db.journal import Author
from db.models import Remark
from db.numbers import Numbered, numbered
from db.time import write_dtg
from db.vocabulary import LinkKind
from db.words import _
from gui.ask import AskDialog, NumberBox
from gui.attaching import Attaching
from gui.desk import Desk
from gui.theme import Theme

OFFERED = 8  # numbers, while one is being typed


class IncidentActs:
    """Remark, attach, link, close, reopen, strike, duplicate: on one incident.

    Every method takes the incident's uid; those with a question open a dialog over `window`.
    """

    def __init__(self, theme: Theme, desk: Desk, attaching: Attaching, window: QWidget) -> None:
        self._theme, self._desk, self._window = theme, desk, window
        self._attaching = attaching

    def number_of(self, uid: str) -> str:
        """Return the incident's number."""
        with self._desk.book.reading() as session:
            return str(state_of(session, uid).payload["number"])

    def copy_number(self, uid: str) -> None:
        """Put the number into the clipboard."""
        QGuiApplication.clipboard().setText(self.number_of(uid))

    def remark(self, uid: str) -> None:
        """Ask for a remark and add it."""
        title = _("Remark on {number}").format(number=self.number_of(uid))
        meaning = _("Added to the history at {dtg}; the content stays as it is.").format(
            dtg=write_dtg(self._desk.book.clock())
        )
        dialog = self._ask(
            title,
            meaning,
            _("Add remark"),
            lambda typed: (acts.remark, uid, typed["text"], typed["source"], typed["heard_at"]),
        )
        dialog.add("text", _("What was heard or done"), QPlainTextEdit(tabChangesFocus=True))
        for name in ("source", "heard_at"):
            known = field_named(Remark, name)
            dialog.add(name, _(known.label), QLineEdit(), _(known.help))
        dialog.exec()

    def attach(self, uid: str) -> None:
        """Ask for files and attach them."""
        self._attaching.choose(uid)

    def paste_attachment(self, uid: str) -> None:
        """Attach what lies in the clipboard: files, or a picture."""
        self._attaching.paste(uid)

    def link(self, uid: str) -> None:
        """Ask to which other incident it belongs, and how."""
        other, how = self._number_box(uid), QComboBox()
        kinds = {_(one.label): one for one in LinkKind}
        how.addItems(list(kinds))
        dialog = self._ask(
            _("Link {number}").format(number=self.number_of(uid)),
            _("The link is shown on both incidents; neither is changed."),
            _("Link"),
            lambda typed: (acts.link, uid, other.number(), kinds[typed["kind"]]),
        )
        dialog.add("kind", _("It is"), how)
        hint = _("Its last figures will do, e.g. 146")
        dialog.add("of", _("Number of the other incident"), other, hint).setFocus()
        dialog.exec()

    def close_incident(self, uid: str) -> None:
        """Close it: no more is expected."""
        self._desk.do(acts.close, self._author(), uid)

    def reopen(self, uid: str) -> None:
        """Ask why and take it up again."""
        title = _("Reopen {number}").format(number=self.number_of(uid))
        self._reason(
            title, _("It can be amended and verified again."), _("Reopen"), acts.reopen, uid
        )

    def strike(self, uid: str) -> None:
        """Ask why and strike it: this cannot be undone."""
        meaning = _(
            "The entry stays in the log with a line through it, on screen and in every PDF. "
            "The number is never used again. This cannot be undone."
        )
        title = _("Strike {number}?").format(number=self.number_of(uid))
        self._reason(title, meaning, _("Strike entry"), acts.strike, uid, danger=True)

    def duplicate(self, uid: str) -> None:
        """Ask of which incident it is a duplicate; this cannot be undone."""
        title = _("Mark {number} as a duplicate?").format(number=self.number_of(uid))
        meaning = _("It stays visible and counts nowhere. This cannot be undone.")
        other = self._number_box(uid)
        dialog = self._ask(
            title,
            meaning,
            _("Mark as duplicate"),
            lambda typed: (acts.mark_duplicate, uid, other.number(), typed["reason"]),
            danger=True,
        )
        hint = _("Its last figures will do; both stay in the log")
        dialog.add("of", _("Number of the incident that stays"), other, hint)
        dialog.add("reason", _("Reason"), QLineEdit())
        dialog.exec()

    def close_watch(self) -> None:
        """Close the watch of the officer who has it."""
        self._desk.do(acts.close_watch, self._author())

    def _number_box(self, uid: str, number: str = "") -> NumberBox:
        """Return a line for the number of any incident but this one."""

        def find(typed: str) -> list[Numbered]:
            with self._desk.book.reading() as session:
                found = numbered(session, typed, OFFERED)
            return [one for one in found if one.incident_uid != uid]

        return NumberBox(find, number)

    def _reason(
        self,
        title: str,
        meaning: str,
        confirm: str,
        act: Callable[..., acts.Change],
        uid: str,
        *,
        danger: bool = False,
    ) -> None:
        dialog = self._ask(
            title, meaning, confirm, lambda typed: (act, uid, typed["reason"]), danger=danger
        )
        dialog.add("reason", _("Reason (required)"), QLineEdit())
        dialog.exec()

    def _ask(
        self,
        title: str,
        meaning: str,
        confirm: str,
        chosen: Callable[[Mapping[str, str]], tuple[Callable[..., acts.Change], *tuple[Any, ...]]],
        *,
        danger: bool = False,
    ) -> AskDialog:
        """Return a dialog that does the `chosen` act with what was typed."""

        def do(typed: Mapping[str, str]) -> None:
            act, *arguments = chosen(typed)
            self._desk.attempt(act, self._author(), *arguments)

        return AskDialog(
            self._theme, title, meaning, confirm, do, danger=danger, parent=self._window
        )

    def _author(self) -> Author:
        """Return who writes; the actions are off while nobody has the watch."""
        author = self._desk.author
        if author is None:
            raise NotUnderstood(_("Nobody has the watch: assume it first."))
        return author
