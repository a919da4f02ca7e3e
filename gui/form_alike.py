"""What the officer decides on an incident in the log that looks like the one being typed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from db import acts
from db.acts import Change
from db.current import state_of
from db.errors import LogbookError
from db.text import labelled
from db.vocabulary import LinkKind
from db.words import _
from gui.ask import AskDialog
from gui.desk import Desk
from gui.form_cell import Cell
from gui.theme import Theme


class Alike(QObject):
    """Remembers the links to make once the incident is saved, or adds it to the other instead."""

    remarked = Signal()  # it stands in the log as a remark: nothing is left to save
    failed = Signal(object)  # a LogbookError

    def __init__(
        self, theme: Theme, desk: Desk, may_write: Callable[[], bool], parent: QWidget
    ) -> None:
        """`may_write` asks who is typing where that is not known, and says whether it is now."""
        super().__init__(parent)
        self._theme, self._desk, self._may_write, self._window = theme, desk, may_write, parent
        self._links: list[str] = []

    def forget(self) -> None:
        """Drop the links of a form that was left."""
        self._links.clear()

    def remember_link(self, uid: str) -> None:
        """Link to this incident once the one in the form has its number."""
        self._links.append(uid)

    def link(self, change: Change) -> None:
        """Make the links of what was just logged; what the world refuses is told by the desk."""
        for uid in self._links:
            number = self._number(uid)
            if number:
                self._desk.do(
                    acts.link,
                    self._desk.author,
                    change.subject,
                    number,
                    LinkKind.POSSIBLY_SAME,
                )
        self._links.clear()

    def ask_to_remark(self, uid: str, cells: Mapping[str, Cell]) -> None:
        """Show what was typed as a remark on the other incident, and add it if it is wanted."""
        number = self._number(uid)
        if not number or not self._may_write():
            return

        def add(typed: Mapping[str, str]) -> None:
            author = self._desk.author
            self._desk.attempt(acts.remark, author, uid, typed["text"], typed["source"])

        dialog = AskDialog(
            self._theme,
            _("Add to {number}").format(number=number),
            _("What you typed becomes a remark on that incident; no new one is logged."),
            _("Add remark"),
            add,
            parent=self._window,
        )
        text = QPlainTextEdit(told(cells), tabChangesFocus=True)
        dialog.add("text", _("Remark"), text)
        source = QLineEdit(cells["source"].held())
        dialog.add("source", _("Source"), source, _("Who reported it, by what means"))
        if dialog.exec():
            self.remarked.emit()

    def _number(self, uid: str) -> str:
        try:
            with self._desk.book.reading() as session:
                return str(state_of(session, uid).payload["number"])
        except LogbookError as error:
            self.failed.emit(error)
            return ""


def told(cells: Mapping[str, Cell]) -> str:
    """Return all that was typed as plain text: the summary, then a line for each other field."""
    typed = {name: cell.held() for name, cell in cells.items() if cell.input.is_changed()}
    typed.pop("source", None)
    summary = typed.pop("summary", "")
    lines = [labelled(_(cells[name].field.label), held) for name, held in typed.items()]
    return "\n".join(filter(None, [summary, *lines]))
