"""What one does on the map with the mouse besides looking: measure, and draw a rectangle."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from db.basemap import Box
from db.bearing import bearing_degrees, compass_point, distance_km
from db.text import show_number
from db.words import _
from gui.map_sight import Sight
from gui.painting import CENTRE, paint_box, text_width
from gui.theme import Theme

Where = tuple[float, float]  # longitude, latitude


class Measure:
    """A line over clicked positions, with the length of it all and the last leg's direction."""

    def __init__(self) -> None:
        self.points: list[Where] = []
        self.loose: Where | None = None  # where the cursor is

    def words(self) -> str:
        """Return kilometres and bearing; what to do while there is nothing to measure."""
        line = self._line()
        if len(line) < 2:
            return _("Click where the distance begins; Esc ends")
        legs = list(pairwise(line))
        whole = sum(distance_km(*_lat_lon(a), *_lat_lon(b)) for a, b in legs)
        bearing = bearing_degrees(*_lat_lon(line[-2]), *_lat_lon(line[-1]))
        told = _("{km} km, {bearing:03.0f}° {compass}")
        if len(legs) > 1:
            told = _("{km} km in all, last leg {bearing:03.0f}° {compass}")
        return told.format(
            km=show_number(whole, 1), bearing=bearing % 360, compass=compass_point(bearing)
        )

    def draw(self, painter: QPainter, theme: Theme, sight: Sight) -> None:
        """Draw the line, and the words at its end or at the top."""
        spots = [sight.point(*where) for where in self._line()]
        painter.setPen(QPen(theme["surface"], 4))
        painter.drawPolyline(spots)
        painter.setPen(QPen(theme["accent"], 2, Qt.PenStyle.DashLine))
        painter.drawPolyline(spots)
        painter.setPen(QPen(theme["surface"], 1.5))
        painter.setBrush(theme["accent"])
        for spot in spots:
            painter.drawEllipse(spot, 4, 4)
        at = spots[-1] + QPointF(12, -28) if len(spots) > 1 else QPointF(sight.width / 2, 14)
        _tell(painter, theme, sight, at, self.words())

    def _line(self) -> list[Where]:
        return [*self.points, *([self.loose] if self.loose and self.points else [])]


class Rectangle:
    """A rectangle that is being drawn from `start` on, in pixels."""

    def __init__(self, start: QPointF) -> None:
        self._start = self._end = start

    def stretch(self, end: QPointF) -> None:
        """Take the rectangle to a point."""
        self._end = end

    def box(self, sight: Sight) -> Box | None:
        """Return the rectangle in degrees; None if it is none, but a click."""
        rect = QRectF(self._start, self._end).normalized()
        if min(rect.width(), rect.height()) < 4:
            return None
        west, north = sight.position(rect.topLeft())
        east, south = sight.position(rect.bottomRight())
        return Box(west, south, east, north)

    def draw(self, painter: QPainter, theme: Theme, sight: Sight) -> None:
        """Draw the rectangle with its extent."""
        fill = QColor(theme["accent"])
        fill.setAlphaF(0.12)
        rect = QRectF(self._start, self._end).normalized()
        paint_box(painter, rect, fill, theme["accent"], 2, 1.5)
        box = self.box(sight)
        if box is not None:
            _tell(painter, theme, sight, rect.bottomRight() + QPointF(8, 8), extent_words(box))


def extent_words(box: Box) -> str:
    """Return how wide and how high a box is: "120 x 80 km"."""
    middle = (box.south + box.north) / 2
    wide = distance_km(middle, box.west, middle, box.east)
    tall = distance_km(box.south, box.west, box.north, box.west)
    return _("{wide} x {tall} km").format(wide=show_number(wide), tall=show_number(tall))


def _lat_lon(where: Where) -> Where:
    return where[1], where[0]


def _tell(painter: QPainter, theme: Theme, sight: Sight, at: QPointF, words: str) -> None:
    """Write words on a ground of their own, wholly in sight."""
    font = theme.font(12, 600)
    wide, tall = text_width(words, font) + 14, font.pixelSize() * 1.7
    left = min(max(at.x(), 4), sight.width - wide - 4)
    top = min(max(at.y(), 4), sight.height - tall - 4)
    box = QRectF(left, top, wide, tall)
    paint_box(painter, box, theme["raised"], theme["border"], 4)
    painter.setFont(font)
    painter.setPen(theme["text"])
    painter.drawText(box, CENTRE, words)
