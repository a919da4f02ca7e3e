"""Casualties: a quick line that reads `5 TCD k`, and below it the rows that came of it."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.casualties import read_casualties
from db.casualty_words import has_doubtful_count, read_quick
from db.errors import NotUnderstood
from db.text import show_casualty
from db.words import _
from gui.buttons import IconButton
from gui.casualty_row import CasualtyRow, asks_for_row, heading, wrong_cells
from gui.stylesheet import restyle
from gui.theme import Theme

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CasualtyEditor(QWidget):
    """Rows of casualties, and the quick line that makes them.

    Enter in the quick line, or leaving it, turns what can be read there into rows; what can't
    stays and is an error. Down leads to the rows. Ctrl++ adds an empty row, Ctrl+- takes away the
    one with the cursor. A row in which nothing is typed is no row.

    `table` holds the rows. It stands below the line until a form puts it where more room is.
    """

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._cause = theme, ""
        self._rows: list[CasualtyRow] = []
        self._quick, self.table = _QuickLine(), QWidget()
        self._quick.textChanged.connect(self._listen)
        self._quick.entered.connect(self.take_quick)
        self._quick.lowered.connect(self._go_to_rows)
        self._quick.added.connect(self.add_row)
        add = IconButton(theme, "plus", _("Add row (Ctrl++)"), 24)
        add.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on to the next field
        add.clicked.connect(self.add_row)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._quick, 1)
        line.addWidget(add)
        self._column, whole = QVBoxLayout(self.table), QVBoxLayout(self)
        for column in (self._column, whole):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
        self.table.setContentsMargins(0, 0, 0, theme.px(6))
        self._column.addWidget(heading(theme))
        whole.addLayout(line)
        whole.addWidget(self.table)
        self.table.hide()
        self.setFocusProxy(self._quick)

    def rows(self) -> list[dict[str, str] | str]:
        """Return the rows as typed, each with the columns that hold something.

        The rows of a quick line that was not taken yet come last; if it can't be read, its text
        does, for which `read_casualties` says why.
        """
        typed = [row.typed() for row in self._rows if not row.is_blank()]
        try:
            return [*typed, *self._quick_rows()]
        except NotUnderstood:
            return [*typed, self._quick.text().strip()]

    def told(self) -> str:
        """Return how the quick line reads, in words; "" if it is empty or can't be read yet."""
        text = self._quick.text().strip()
        try:
            return _in_words(text) if text else ""
        except NotUnderstood:
            return ""

    def show_rows(self, kept: list[dict[str, Any]]) -> None:
        """Put kept rows into the editor, in place of all that is there."""
        self._empty()
        for values in kept:
            self._append().show_kept(values)

    def held(self) -> dict[str, Any]:
        """Return all that is typed to the letter: `rows`, cell by cell, and the `quick` line."""
        rows = [row.held() for row in self._rows if not row.is_blank()]
        return {"rows": rows, "quick": self._quick.text()} if rows or self._quick.text() else {}

    def restore(self, held: dict[str, Any]) -> None:
        """Put back what `held` returned, in place of all that is there."""
        self._empty()
        for cells in held.get("rows", ()):
            self._append().restore(cells)
        self._quick.setText(held.get("quick", ""))

    def set_usual_cause(self, code: str) -> None:
        """Propose a cause in rows to come, and in those that still have the one proposed before."""
        self._cause = code
        for row in self._rows:
            row.propose_cause(code)

    def show_problems(self) -> None:
        """Mark every cell that can't be read, and the quick line; the field says why."""
        for row in self._rows:
            row.mark(set() if row.is_blank() else wrong_cells(row.typed()))
        try:
            self._quick_rows()
        except NotUnderstood:
            restyle(self._quick, "state", "error")

    def add_row(self) -> None:
        """Append an empty row and put the cursor into it."""
        self._append().focus_first()

    def take_quick(self) -> None:
        """Make rows of the quick line and empty it; what can't be read stays there."""
        try:
            taken = self._quick_rows()
        except NotUnderstood:
            restyle(self._quick, "state", "error")
            return
        for typed in taken:
            self._append().show_typed(typed)
        self._quick.setText("")

    def _quick_rows(self) -> list[dict[str, str]]:
        """Return the rows of the quick line, with the usual cause; none if it is empty."""
        text = self._quick.text().strip()
        if not text:
            return []
        read_casualties([text])
        usual = {"cause": self._cause} if self._cause else {}
        return [{**usual, **row} for row in read_quick(text)]

    def _listen(self) -> None:
        restyle(self._quick, "state", "")
        self.edited.emit()

    def _go_to_rows(self) -> None:
        self.take_quick()
        if self._rows:
            self._rows[0].focus_first()
        elif not self._quick.text():
            self.add_row()

    def _append(self) -> CasualtyRow:
        row = CasualtyRow(self._theme, len(self._rows) + 1)
        row.clear(self._cause)
        row.edited.connect(self.edited)
        row.added.connect(self.add_row)
        row.removed.connect(lambda: self._remove(row))
        self._column.addWidget(row)
        self.table.show()
        row.show()  # at once: what is not visible yet takes no cursor
        before = self._rows[-1].stops[-1] if self._rows else self._quick
        for one, next_one in pairwise([before, *row.stops]):
            QWidget.setTabOrder(one, next_one)
        self._rows.append(row)
        return row

    def _remove(self, row: CasualtyRow) -> None:
        """Take a row away and go to the one in its place, or to the quick line."""
        place = self._rows.index(row)
        self._drop(row)
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].focus_first()
        else:
            self._quick.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, row: CasualtyRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.table.setVisible(bool(self._rows))
        for number, left in enumerate(self._rows, start=1):
            left.set_number(number)

    def _empty(self) -> None:
        for row in tuple(self._rows):
            self._drop(row)
        self._quick.setText("")


class _QuickLine(QLineEdit):
    """The line for a few words per group of people."""

    entered = Signal()  # by Enter, or when the cursor leaves for another field
    lowered = Signal()  # by Down
    added = Signal()  # an empty row is asked for

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("5 TCD k, un mil 2li 1k, ? civ m"))
        self.setAccessibleName(_("Casualties in a line"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            enters
            and self.text()
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            == (Qt.KeyboardModifier.NoModifier)
        ):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.lowered.emit()
        elif asks_for_row(event):
            self.added.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.text() and event.reason() not in _STAYS:
            self.entered.emit()


def _in_words(text: str) -> str:
    """Return what a quick line reads as."""
    told = _("; ").join(show_casualty(row) for row in read_casualties([text]))
    if has_doubtful_count(text):
        return _("{rows} (a number with ? is kept as certain; for a range type 8-10-12)").format(
            rows=told
        )
    return told
