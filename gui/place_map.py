"""A small map around one position: land, rivers, the nearest names, and what else happened there.

It shows where something is, not whose land it is: no boundary on it is authoritative.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.basemap import outlines_in
from db.gazetteer import Place
from db.words import _
from gui.map_ground import Ground, Room, around, draw_ground, draw_scale
from gui.map_sight import Sight
from gui.painting import CENTRE, kept
from gui.task import Task, pool_of
from gui.theme import Theme


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
        self._land: Ground | None = None
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
        box = self._sight(self._view).box()
        task = self._asked = Task(lambda _task: Ground.of(outlines_in(box)), self)
        task.done.connect(lambda land: self._take(land) if task is self._asked else None)
        task.broke.connect(self.broke)
        task.start(self._pool)

    def _take(self, land: Ground) -> None:
        self._land = land
        self._repaint()

    def _sight(self, view: _View) -> Sight:
        size = QRectF(self.rect())
        return Sight.at(view.latitude, view.longitude, self._km_across, size)

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
            drawing = _Drawing(painter, theme, self._sight(self._view))
            drawing.draw(self._view, self._land, self._ring_km)
        painter.setClipping(False)
        painter.setPen(theme["border"])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)


class _Drawing:
    """One drawing of the map, from the ground up."""

    def __init__(self, painter: QPainter, theme: Theme, sight: Sight) -> None:
        self._painter, self._theme, self._sight = painter, theme, sight
        self._room = Room(sight.width, sight.height)

    def draw(self, view: _View, ground: Ground | None, ring_km: float) -> None:
        """Draw everything; `ground` is None while it is being read."""
        draw_ground(self._painter, self._theme, self._sight, ground)
        middle = self._sight.point(view.longitude, view.latitude)
        if ring_km:
            self._painter.setPen(QPen(self._theme["text2"], 1, Qt.PenStyle.DashLine))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = ring_km * self._sight.px_per_km
            self._painter.drawEllipse(middle, radius, radius)
        self._room.take(around(middle, 9))
        low = QPointF(7.5, self._sight.height - 7.5)
        self._room.take(draw_scale(self._painter, self._theme, self._sight, low))
        for mark in view.others:
            self._other(mark)
        for place in view.places:
            self._place(place)
        self._own(middle, view.severity)

    def _other(self, mark: Mark) -> None:
        at = self._sight.point(mark.longitude, mark.latitude)
        self._painter.setPen(QPen(self._theme["land"], 1.5))
        self._painter.setBrush(self._theme[f"sev{mark.severity}"])
        self._painter.drawEllipse(at, 5, 5)
        self._room.take(around(at, 5))
        font = self._theme.font(11, 600, zero=True)
        self._room.label(self._painter, at, mark.label, font, self._theme["text"])

    def _place(self, place: Place) -> None:
        at = self._sight.point(place.longitude, place.latitude)
        self._painter.fillRect(around(at, 1.5), self._theme["text2"])
        self._room.take(around(at, 2))
        font = self._theme.font(11)
        self._room.label(self._painter, at, place.name, font, self._theme["text2"])

    def _own(self, at: QPointF, severity: int) -> None:
        for radius, token in ((8, "land"), (6.5, f"sev{severity}"), (2.5, "land")):
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._theme[token])
            self._painter.drawEllipse(at, radius, radius)
