"""The drafts that lie beside the log: what was typed and not saved yet, to go on with or drop."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db import drafts
from db.current import state_of
from db.drafts import DraftKept, drafts_of
from db.errors import LogbookError
from db.words import _, ngettext
from gui.ask import AskDialog
from gui.buttons import Button
from gui.desk import Desk
from gui.form_frame import age_in_words
from gui.theme import Theme
from gui.widgets import ElidedLabel, IconLabel, Label, Pane

ROW, MOST_ROWS = 34, 4  # pixels; more rows are scrolled to
AGED_MS = 30_000  # after which the ages are told anew


def recovered_words(kept: Iterable[DraftKept]) -> str:
    """Return for the banner at the start what was recovered: "1 draft recovered, 311430Z, Gao"."""
    told = [draft_in_words(draft, ("occurred", "place")) for draft in kept]
    count = ngettext("{n} draft recovered", "{n} drafts recovered", len(told)).format(n=len(told))
    return ", ".join(filter(None, [count, _("; ").join(filter(None, told))]))


def draft_in_words(
    draft: DraftKept, names: tuple[str, ...] = ("occurred", "place", "subtype")
) -> str:
    """Return in a few of its own words what a draft is about: these fields as they were typed."""
    told = [" ".join(str(draft.typed.get(name, "")).split()) for name in names]
    if not any(told):
        held = [draft.reason, *(text for text in draft.typed.values() if isinstance(text, str))]
        told = [next((" ".join(text.split())[:60] for text in held if text.strip()), "")]
    return ", ".join(filter(None, told))


class DraftList(QWidget):
    """A row for each draft, the newest first; nothing at all while there is none."""

    opened = Signal(str)  # uid of the draft that is to be gone on with
    recovered = Signal(object)  # once, at the start: the drafts found, if there are any
    listed = Signal(object)  # uids of the incidents of which an amendment is begun
    failed = Signal(object)  # a LogbookError

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._desk = theme, desk
        self._drafts: dict[str, DraftKept] = {}
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        desk.drafted.connect(self._age)
        aged = QTimer(self, interval=AGED_MS)
        aged.timeout.connect(self._age)
        aged.start()
        self.refresh()
        QTimer.singleShot(0, self, self._tell_recovered)  # once somebody can hear it

    def refresh(self) -> None:
        """Read again which drafts there are."""
        try:
            with self._desk.book.reading() as session:
                kept = drafts_of(session)
                numbers = {
                    draft.uid: str(state_of(session, draft.subject).payload["number"])
                    for draft in kept
                    if draft.subject
                }
        except LogbookError as error:
            self.failed.emit(error)
            return
        self._drafts = {draft.uid: draft for draft in kept}
        rows, column = Pane("bg1", "bottom"), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for draft in kept:
            column.addWidget(self._row(draft, numbers.get(draft.uid, "")))
        rows.setLayout(column)
        self._scroll.setWidget(rows)
        self.setFixedHeight(self._theme.px(ROW) * min(len(kept), MOST_ROWS) + 1)  # and the rule
        self.setVisible(bool(kept) and self._desk.as_of is None)
        self.listed.emit(self.subjects())

    def subjects(self) -> frozenset[str]:
        """Return the uids of the incidents of which an amendment is begun; none in the past."""
        kept = self._drafts.values() if self._desk.as_of is None else ()
        return frozenset(draft.subject for draft in kept if draft.subject)

    def draft(self, uid: str) -> DraftKept:
        """Return the draft of that uid; KeyError if it does not lie here."""
        return self._drafts[uid]

    def drafts(self) -> tuple[DraftKept, ...]:
        """Return all drafts, the newest first."""
        return tuple(self._drafts.values())

    def ask_to_discard(self, uid: str) -> None:
        """Ask once, and throw the draft away."""
        AskDialog(
            self._theme,
            _("Throw this draft away?"),
            _("{words}. It is not in the log. This cannot be undone.").format(
                words=draft_in_words(self._drafts[uid])
            ),
            _("Throw away"),
            lambda _typed: drafts.discard(self._desk.book, uid),
            danger=True,
            parent=self.window(),
        ).exec()
        QTimer.singleShot(0, self, self.refresh)  # not yet: its own button is still being pressed

    def _tell_recovered(self) -> None:
        if self._drafts:
            self.recovered.emit(self.drafts())

    def _age(self) -> None:
        """Tell the ages anew, but never take a row away from under the keyboard."""
        if self.focusWidget() is None or not self.focusWidget().hasFocus():
            self.refresh()

    def _row(self, draft: DraftKept, number: str) -> QWidget:
        theme, row = self._theme, QWidget()
        row.setFixedHeight(theme.px(ROW))
        amends = _("amends {number}").format(number=number) if number else ""
        words = ", ".join(filter(None, [amends, draft_in_words(draft)]))
        age = _("{age} ago").format(age=age_in_words(draft.saved_at, self._desk.book.clock()))
        go, drop = Button(theme, _("Open"), small=True), Button(theme, _("Discard"), small=True)
        go.setAccessibleName(_("Open the draft {words}").format(words=words))
        drop.setAccessibleName(_("Discard the draft {words}").format(words=words))
        go.clicked.connect(partial(self.opened.emit, draft.uid))
        drop.clicked.connect(partial(self.ask_to_discard, draft.uid))
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel(theme, "pencil", "stDraft", 14))
        line.addWidget(Label(_("Draft"), "factStrong"))
        line.addWidget(ElidedLabel(words, "fact"), 1)
        line.addWidget(Label(", ".join(filter(None, [age, draft.officer])), "note"))
        line.addWidget(go)
        line.addWidget(drop)
        return row
