"""What every map is drawn on: sea, land, water and borders; its scale, and room for its labels."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from db.basemap import Outlines
from db.words import _
from gui.map_sight import Sight, path_of
from gui.painting import CENTRE, text_width
from gui.theme import Theme

_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class Ground(NamedTuple):
    """Outlines as paths of the square world, made once and drawn at any scale."""

    land: QPainterPath
    home: QPainterPath
    lakes: QPainterPath
    regions: QPainterPath
    borders: QPainterPath
    rivers: QPainterPath

    @classmethod
    def of(cls, outlines: Outlines) -> "Ground":
        """Return the paths of the outlines."""
        return cls(*map(path_of, outlines))


class Room:
    """What of a picture is taken; a label stands where it covers nothing."""

    def __init__(self, width: float, height: float) -> None:
        self._inside = QRectF(2, 2, width - 4, height - 4)
        self._taken: list[QRectF] = []

    def take(self, box: QRectF) -> None:
        """Let nothing stand there."""
        self._taken.append(box)

    def find(self, boxes: Iterable[QRectF]) -> QRectF | None:
        """Return, and take, the first of the boxes that is free; None if none is."""
        for box in boxes:
            if self._inside.contains(box) and not any(map(box.intersects, self._taken)):
                self._taken.append(box)
                return box
        return None

    def label(
        self,
        painter: QPainter,
        at: QPointF,
        words: str,
        font: QFont,
        colour: QColor,
        aside: float = 8,
    ) -> bool:
        """Write at the first side of a mark with room, so far from it; whether there was any."""
        wide, tall = text_width(words, font), font.pixelSize() * 1.3
        sides = (
            (aside, -0.5 * tall),
            (-aside - wide, -0.5 * tall),
            (-wide / 2, aside - 0.2 * tall),
            (-wide / 2, -aside - 0.9 * tall),
        )
        box = self.find(QRectF(at.x() + right, at.y() + down, wide, tall) for right, down in sides)
        if box is not None:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(box, CENTRE, words)
        return box is not None


def around(at: QPointF, radius: float) -> QRectF:
    """Return the square around a point."""
    return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)


def draw_ground(painter: QPainter, theme: Theme, sight: Sight, ground: Ground | None) -> None:
    """Draw land and water; `ground` is None while it is being read."""
    whole = QRectF(0, 0, sight.width, sight.height)
    if ground is None:
        painter.fillRect(whole, theme["land"])
        return
    painter.fillRect(whole, theme["sea"])
    painter.save()
    painter.setTransform(sight.transform(), True)
    apart = not ground.home.isEmpty()
    painter.fillPath(ground.land, theme["land2" if apart else "land"])
    painter.fillPath(ground.home, theme["land"])
    painter.fillPath(ground.lakes, theme["water"])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path, token, width, style in (
        (ground.rivers, "water", 1.6, Qt.PenStyle.SolidLine),
        (ground.regions, "mapLine", 0.8, Qt.PenStyle.DotLine),
        (ground.borders, "mapLine", 1.0 if apart else 1.4, Qt.PenStyle.SolidLine),
        (ground.home, "mapLabel", 1.6, Qt.PenStyle.SolidLine),
    ):
        painter.setPen(_pen(theme[token], width * painter.device().devicePixelRatio(), style))
        painter.drawPath(path)
    painter.restore()


def draw_scale(painter: QPainter, theme: Theme, sight: Sight, low: QPointF) -> QRectF:
    """Draw a bar of a round number of kilometres, its lower left at `low`; return its room."""
    font = theme.font(11)
    fitting = [km for km in _STEPS_KM if km * sight.px_per_km <= sight.width / 5]
    km = max(fitting, default=_STEPS_KM[0])
    words = _("{n} km").format(n=km)
    right, tall = low.x() + km * sight.px_per_km, font.pixelSize() * 1.3
    painter.setPen(QPen(theme["text2"], 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ends = (low - QPointF(0, 4), low, QPointF(right, low.y()))
    painter.drawPolyline([*ends, QPointF(right, low.y() - 4)])
    box = QRectF(right + 4, low.y() - tall + 2, text_width(words, font), tall)
    painter.setFont(font)
    painter.drawText(box, CENTRE, words)
    return QRectF(low.x(), box.top(), box.right() - low.x(), tall)


def _pen(colour: QColor, width: float, style: Qt.PenStyle) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen
