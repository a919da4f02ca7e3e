"""The program's mark: a page of the log on the accent colour; also the window's icon."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme

EDGE = 44


class Mark(QWidget):
    """The mark, 44 logical pixels wide."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(EDGE), self._theme.px(EDGE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_mark(painter, QRectF(self.rect()), self._theme)


def paint_mark(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paint the mark into the square `box`."""
    unit = box.width() / EDGE
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["accent"])
    painter.drawRoundedRect(box, 9 * unit, 9 * unit)
    painter.setBrush(QColor(theme["onAccent"]))
    for line, length in enumerate((18, 14, 20)):
        top = box.top() + (12.5 + 8 * line) * unit
        painter.drawEllipse(QRectF(box.left() + 9 * unit, top, 3.6 * unit, 3.6 * unit))
        bar = QRectF(box.left() + 15 * unit, top, (length - 3) * unit, 3.6 * unit)
        painter.drawRoundedRect(bar, 1.8 * unit, 1.8 * unit)


def window_icon(theme: Theme) -> QIcon:
    """Return the mark as the icon of the program's windows."""
    pixmap = QPixmap(128, 128)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        paint_mark(painter, QRectF(0, 0, 128, 128), theme)
    return QIcon(pixmap)
