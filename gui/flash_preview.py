"""The Flash as it will go out, line by line, while it is being typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.flash import FlashLine
from db.vocabulary import Sensitivity
from db.words import _
from gui.theme import Theme
from gui.widgets import Label, WrapLabel, rule


class FlashPreview(QFrame):
    """A card with the lines A to H; what could not be read stands in them, named as such."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: dict[str, tuple[WrapLabel, WrapLabel]] = {}
        self._grade = Label("", "section")
        self.setProperty("card", True)
        self.setAccessibleName(_("Flash as it will go out"))
        column, head, self._grid = QVBoxLayout(self), QHBoxLayout(), QGridLayout()
        column.setContentsMargins(12, 9, 12, 10)
        column.setSpacing(6)
        head.addWidget(Label(_("FLASH"), "flash"))
        head.addStretch(1)
        head.addWidget(self._grade)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(head)
        column.addWidget(rule())
        column.addLayout(self._grid)

    def show_flash(self, lines: Sequence[FlashLine], sensitivity: Sensitivity) -> None:
        """Show the lines under their classification."""
        self._grade.setText(_(sensitivity.label).upper())
        for line in lines:
            text, unread = self._lines.get(line.letter) or self._add(line)
            _say(text, line.text)
            _say(unread, line.unread)

    def _add(self, line: FlashLine) -> tuple[WrapLabel, WrapLabel]:
        """Make room for a line: its letter, and beside it what is told and what is not read."""
        letter, made = (
            Label(line.letter, "field"),
            (WrapLabel(role="fact"), WrapLabel(role="error")),
        )
        letter.setToolTip(line.label)
        letter.setAccessibleName(line.label)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in made:
            label.setFont(self._theme.font(12, zero=True))
            words.addWidget(label)
        row = self._grid.rowCount()
        self._grid.addWidget(letter, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(words, row, 1)
        self._lines[line.letter] = made
        return made


def _say(label: WrapLabel, words: str) -> None:
    """Show the words, and no label for none; what is said already costs no layout."""
    if words != label.text() or label.isHidden() == bool(words):
        label.setText(words)
        label.setVisible(bool(words))
