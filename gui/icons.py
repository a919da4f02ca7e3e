"""Lucide icons, drawn from their SVG in any colour and sharp at every screen density."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent / "data" / "icons"


def pixmap(name: str, colour: QColor, size: int = 16, ratio: float = 0.0) -> QPixmap:
    """Return the icon as a square of `size` logical pixels.

    Args:
        name: File name in `data/icons` without `.svg`.
        colour: Takes the place of the drawing's current colour.
        size: Edge in logical pixels.
        ratio: Device pixels per logical pixel; 0 means the densest screen's.

    Raises:
        FileNotFoundError: There is no such icon.
    """
    ratio = ratio or _densest()
    key = f"icon/{name}/{colour.rgba()}/{size}/{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        paint_icon(painter, QRectF(0, 0, size, size), name, colour)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, colour: QColor, size: int = 16) -> QIcon:
    """Return the icon for menus and actions; made anew when the theme changes."""
    return QIcon(pixmap(name, colour, size))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw the icon into `rect`, keeping it square and centred."""
    edge = min(rect.width(), rect.height())
    square = QRectF(0, 0, edge, edge)
    square.moveCenter(rect.center())
    _renderer(name, colour.name()).render(painter, square)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def _densest() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
