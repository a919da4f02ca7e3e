"""A small map around one position: land, rivers, the nearest names, and what else happened there.

It shows where something is, not whose land it is: no boundary on it is authoritative. The
projection is equirectangular, true to scale in the middle.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.basemap import Box, Line, Outlines, outlines_in
from db.gazetteer import Place
from db.words import _
from gui.painting import CENTRE, kept, text_width
from gui.task import Task, pool_of
from gui.theme import Theme

_DEGREE_KM = 111.195  # of latitude
_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_LEAST_COSINE = 0.01  # nearer to a pole the map would be wider than the world


class Mark(NamedTuple):
    """Another incident on the map, with the short number that stands beside it."""

    latitude: float
    longitude: float
    severity: int
    label: str


class _View(NamedTuple):
    """What the map is about."""

    latitude: float
    longitude: float
    severity: int
    others: tuple[Mark, ...]
    places: tuple[Place, ...]


class PlaceMap(QWidget):
    """The surroundings of a position, `km_across` wide. Empty, it says that there is none."""

    broke = Signal(object)  # a fault of ours while the land was read

    def __init__(
        self, theme: Theme, km_across: float, ring_km: float = 0.0, parent: QWidget | None = None
    ) -> None:
        """Make the map; with `ring_km` a circle of that radius is drawn around the position."""
        super().__init__(parent)
        self._theme, self._km_across, self._ring_km = theme, km_across, ring_km
        self._pool = pool_of(self)
        self._asked: Task | None = None
        self._view: _View | None = None
        self._land: Outlines | None = None
        self._painted: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Map"))
        self.clear()

    def show_at(
        self,
        latitude: float,
        longitude: float,
        severity: int,
        others: Iterable[Mark] = (),
        places: Iterable[Place] = (),
    ) -> None:
        """Show the position in the colour of `severity` (0 to 3), and others and names near it."""
        view = _View(latitude, longitude, severity, tuple(others), tuple(places))
        if view == self._view:
            return
        moved = self._view is None or view[:2] != self._view[:2]
        self._view = view
        names = (*(place.name for place in view.places), *(mark.label for mark in view.others))
        self.setAccessibleDescription(", ".join(names))
        self._repaint()
        if moved:
            self._ask_for_land()

    def clear(self) -> None:
        """Show no position."""
        self._view = self._asked = self._land = None
        self.setAccessibleDescription(_("No position yet"))
        self._repaint()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(316), self._theme.px(178))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._repaint()
        self._ask_for_land()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._repaint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._painted is None or self._painted.devicePixelRatio() != ratio:
            self._painted = QPixmap(self.size() * ratio)
            self._painted.setDevicePixelRatio(ratio)
            self._painted.fill(Qt.GlobalColor.transparent)
            with QPainter(self._painted) as painter, kept(painter):
                self._draw(painter)
        QPainter(self).drawPixmap(0, 0, self._painted)

    def _repaint(self) -> None:
        self._painted = None
        self.update()

    def _ask_for_land(self) -> None:
        """Have what is in sight read and cut out in the background; the newest answer wins."""
        self._land = None
        if self._view is None or self.size().isEmpty():
            return
        box = _Sight(self._view, self.size(), self._km_across).box()
        task = self._asked = Task(lambda _task: outlines_in(box), self)
        task.done.connect(lambda land: self._take(land) if task is self._asked else None)
        task.broke.connect(self.broke)
        task.start(self._pool)

    def _take(self, land: Outlines) -> None:
        self._land = land
        self._repaint()

    def _draw(self, painter: QPainter) -> None:
        theme, frame = self._theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, 4, 4)
        painter.setClipPath(outline)
        if self._view is None:
            painter.fillRect(self.rect(), theme["sunken"])
            painter.setFont(theme.font(12))
            painter.setPen(theme["text3"])
            painter.drawText(self.rect(), CENTRE, _("No position yet"))
        else:
            sight = _Sight(self._view, self.size(), self._km_across)
            _Drawing(painter, theme, sight).draw(self._view, self._land, self._ring_km)
        painter.setClipping(False)
        painter.setPen(theme["border"])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)


class _Sight:
    """What part of the world fills a widget, and where its points lie in it."""

    def __init__(self, view: _View, size: QSize, km_across: float) -> None:
        self.width, self.height = size.width(), size.height()
        self.px_per_km = self.width / km_across
        self._middle = view.longitude, view.latitude
        self._up = self.px_per_km * _DEGREE_KM  # pixels for a degree
        self._along = self._up * max(_LEAST_COSINE, math.cos(math.radians(view.latitude)))

    def box(self) -> Box:
        """Return the edges in degrees."""
        wide, tall = self.width / self._along / 2, self.height / self._up / 2
        x, y = self._middle
        return Box(x - wide, y - tall, x + wide, y + tall)

    def point(self, longitude: float, latitude: float) -> QPointF:
        """Return where a position lies, in pixels from the top left."""
        return QPointF(
            self.width / 2 + (longitude - self._middle[0]) * self._along,
            self.height / 2 - (latitude - self._middle[1]) * self._up,
        )

    def path(self, lines: Iterable[Line]) -> QPainterPath:
        """Return lines of positions as one path."""
        path = QPainterPath()
        for line in lines:
            path.addPolygon(QPolygonF([self.point(*position) for position in line]))
        return path


class _Drawing:
    """One drawing of the map, from the ground up. A label stands where it covers nothing."""

    def __init__(self, painter: QPainter, theme: Theme, sight: _Sight) -> None:
        self._painter, self._theme, self._sight = painter, theme, sight
        self._taken: list[QRectF] = []

    def draw(self, view: _View, land: Outlines | None, ring_km: float) -> None:
        """Draw everything; `land` is None while it is being read."""
        self._ground(land)
        middle = self._sight.point(view.longitude, view.latitude)
        if ring_km:
            self._pen("text2", 1, Qt.PenStyle.DashLine)
            radius = ring_km * self._sight.px_per_km
            self._painter.drawEllipse(middle, radius, radius)
        self._taken = [_around(middle, 9)]
        self._scale()
        for mark in view.others:
            self._other(mark)
        for place in view.places:
            self._place(place)
        self._own(middle, view.severity)

    def _ground(self, land: Outlines | None) -> None:
        whole = QRectF(0, 0, self._sight.width, self._sight.height)
        if land is None:
            self._painter.fillRect(whole, self._theme["land"])
            return
        self._painter.fillRect(whole, self._theme["sea"])
        self._painter.fillPath(self._sight.path(land.land), self._theme["land"])
        self._painter.fillPath(self._sight.path(land.lakes), self._theme["water"])
        for lines, token, width, style in (
            (land.rivers, "water", 1.6, Qt.PenStyle.SolidLine),
            (land.regions, "mapLine", 0.8, Qt.PenStyle.DotLine),
            (land.borders, "mapLine", 1.4, Qt.PenStyle.SolidLine),
        ):
            self._pen(token, width, style)
            self._painter.drawPath(self._sight.path(lines))

    def _other(self, mark: Mark) -> None:
        at = self._sight.point(mark.longitude, mark.latitude)
        self._painter.setPen(QPen(self._theme["land"], 1.5))
        self._painter.setBrush(self._theme[f"sev{mark.severity}"])
        self._painter.drawEllipse(at, 5, 5)
        self._taken.append(_around(at, 5))
        self._label(at, mark.label, self._theme.font(11, 600, zero=True), self._theme["text"])

    def _place(self, place: Place) -> None:
        at = self._sight.point(place.longitude, place.latitude)
        self._painter.fillRect(_around(at, 1.5), self._theme["text2"])
        self._taken.append(_around(at, 2))
        self._label(at, place.name, self._theme.font(11), self._theme["text2"])

    def _own(self, at: QPointF, severity: int) -> None:
        for radius, token in ((8, "land"), (6.5, f"sev{severity}"), (2.5, "land")):
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._theme[token])
            self._painter.drawEllipse(at, radius, radius)

    def _label(self, at: QPointF, words: str, font: QFont, colour: QColor) -> None:
        """Write the words at the first side of their mark with room; nowhere if there is none."""
        wide, tall = text_width(words, font), font.pixelSize() * 1.3
        inside = QRectF(2, 2, self._sight.width - 4, self._sight.height - 4)
        for right, down in ((8, -0.5), (-8 - wide, -0.5), (-wide / 2, 0.4), (-wide / 2, -1.5)):
            box = QRectF(at.x() + right, at.y() + down * tall, wide, tall)
            if inside.contains(box) and not any(box.intersects(other) for other in self._taken):
                self._taken.append(box)
                self._painter.setFont(font)
                self._painter.setPen(colour)
                self._painter.drawText(box, CENTRE, words)
                return

    def _scale(self) -> None:
        """Draw a bar of a round number of kilometres at the bottom left."""
        sight, font = self._sight, self._theme.font(11)
        fitting = [km for km in _STEPS_KM if km * sight.px_per_km <= sight.width / 5]
        km = max(fitting, default=_STEPS_KM[0])
        words, left, low = _("{n} km").format(n=km), 7.5, sight.height - 7.5
        right, tall = left + km * sight.px_per_km, font.pixelSize() * 1.3
        self._pen("text2", 1)
        ends = (QPointF(left, low - 4), QPointF(left, low), QPointF(right, low))
        self._painter.drawPolyline([*ends, QPointF(right, low - 4)])
        box = QRectF(right + 4, low - tall + 2, text_width(words, font), tall)
        self._painter.setFont(font)
        self._painter.drawText(box, CENTRE, words)
        self._taken.append(QRectF(left, box.top(), box.right() - left, tall))

    def _pen(self, token: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme[token], width, style))


def _around(at: QPointF, radius: float) -> QRectF:
    return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
