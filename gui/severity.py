"""The severity bar beside a number, as the table paints it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from db.words import _
from gui.painting import paint_severity
from gui.theme import Theme


class SeverityBar(QWidget):
    """4 px wide; its height is the level, 0 to 3."""

    def __init__(self, theme: Theme, level: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(QSize(4, theme.px(16)))
        self.show_level(level)

    def show_level(self, level: int) -> None:
        """Show another level."""
        self._level = level
        self.setAccessibleName(_("Severity {level} of 3").format(level=level))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_severity(painter, QRectF(self.rect()), self._theme, self._level)
