"""What the map draws on any thread: the land, and on it marks and names, none over another."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from db.basemap import Box, Name, bounds_of, names_in, outlines_in
from db.gazetteer import Gazetteer, Place
from db.words import _
from gui.map_clusters import Cluster, Clusters
from gui.map_ground import Ground, Room, around, draw_ground
from gui.map_layer import WIDER
from gui.map_marks import draw_donut, draw_one, haloed, spaced
from gui.map_sight import Sight
from gui.painting import text_width
from gui.theme import Theme

_MORE = 2.0  # how much more land than is drawn is cut out, so that it is seldom cut again
_FINER = 12.0  # how many times narrower a sight is before the land is cut out anew
_BIG = 30_000  # inhabitants of a place that stands out
_BESIDE_MARK = 20.0  # pixels from a place that a mark covers to its name
_FIELD = 190.0  # pixels: the edge of a field of which the biggest places are named
_EACH = 3


class Land:
    """The ground, cut out once for wherever one looks; drawn by one thread at a time."""

    def __init__(self, home: frozenset[str]) -> None:
        self._home = home
        self._cut: tuple[Box, Ground] | None = None

    def prepare(self, size: QRectF) -> None:
        """Cut out the surroundings of the theatre, where the first look will fall."""
        box = bounds_of(self._home)
        if box is not None:
            self._ground(Sight.of(box, size).widened(WIDER))

    def draw(self, painter: QPainter, theme: Theme, sight: Sight) -> None:
        """Draw sea, land, water and borders of a sight."""
        draw_ground(painter, theme, sight, self._ground(sight))

    def _ground(self, sight: Sight) -> Ground:
        box = sight.box()
        if self._cut is None or not _holds(self._cut[0], box):
            wide = sight.widened(_MORE).box()
            self._cut = wide, Ground.of(outlines_in(wide, self._home))
        return self._cut[1]


class Scene(NamedTuple):
    """What stands on the land: the dots of a time, names, and how many are known by region only."""

    clusters: Clusters | None
    shown: slice
    left_out: Mapping[str, int]
    home: frozenset[str]
    gazetteer: Callable[[], Gazetteer]
    covered: tuple[QRectF, ...] = ()  # of the middle, by what floats on it: no name stands there

    def draw(self, painter: QPainter, theme: Theme, sight: Sight) -> tuple[Cluster, ...]:
        """Draw names and marks; return the clusters that are marked."""
        room = Room(sight.width, sight.height)
        clusters = self.clusters.within(sight, self.shown) if self.clusters else ()
        for cluster in reversed(clusters):  # the biggest on top
            room.take(self._mark(painter, theme, sight, cluster))
        inner = sight.widened(1 / WIDER) if self.covered else sight
        off = QPointF(sight.width - inner.width, sight.height - inner.height) / 2
        for covered in self.covered:
            room.take(covered.translated(off))
        box = sight.box()
        names = names_in(inner.box(), self.home)
        fine = sight.px_per_km > 1  # so near that the names of regions give way to places
        for name in sorted(names, key=lambda one: -self.left_out.get(one.words, 0)):
            self._name(painter, theme, sight, room, name)
        across, down = (max(1, round(edge / _FIELD)) for edge in (sight.width, sight.height))
        for place in self.gazetteer().biggest(box, across, down, _EACH * (1 + fine)):
            _place(painter, theme, sight, room, place)
        return clusters

    def _mark(self, painter: QPainter, theme: Theme, sight: Sight, cluster: Cluster) -> QRectF:
        at = sight.spot(cluster.x, cluster.y)
        if cluster.number == 1:
            return draw_one(painter, theme, cluster.parts[0][0], at, cluster.killed)
        return draw_donut(painter, theme, at, cluster.parts, cluster.number, cluster.killed)

    def _name(self, painter: QPainter, theme: Theme, sight: Sight, room: Room, name: Name) -> None:
        """Write the name of a region, and how many are known to lie somewhere in it."""
        words, font = name.words.upper(), spaced(theme.font(11 if name.is_region else 12))
        left = self.left_out.get(name.words, 0) if name.is_region else 0
        lines = [(words, font)]
        if left:
            told = _("{name} region: {n}").format(name=name.words, n=left)
            lines = [(told, theme.font(11, 600))]
        wide, tall = max(text_width(*line) for line in lines) + 6, font.pixelSize() * 1.4
        if not left and wide > name.span / 360 * sight.scale:
            return
        at = sight.point(name.longitude, name.latitude)
        shifts = (0, 1.2, -1.2, 2.4, -2.4)
        boxes = (
            QRectF(at.x() - wide / 2, at.y() + (shift - 0.5) * tall, wide, tall) for shift in shifts
        )
        box = room.find(boxes)
        for line, (told, style) in enumerate(lines):
            if box is not None:
                painter.setFont(style)
                token = "text2" if left else "mapLabel"
                ground = theme["land"]
                haloed(painter, box.translated(0, line * tall), told, theme[token], ground)


def _place(painter: QPainter, theme: Theme, sight: Sight, room: Room, place: Place) -> None:
    """Draw a place with its name where there is room; the bigger ones stand out."""
    at = sight.point(place.longitude, place.latitude)
    big = place.population >= _BIG
    spot = around(at, 2.5 if big else 1.5)
    is_free = room.find([spot]) is not None
    font = theme.font(12, 600) if big else theme.font(11)
    aside = 8 if is_free else _BESIDE_MARK
    colour = theme["text" if big else "text2"]
    if room.label(painter, at, place.name, font, colour, aside) and is_free:
        painter.fillRect(spot, theme["text2"])


def _holds(cut: Box, box: Box) -> bool:
    """Whether what was cut out reaches to the edges of a box, and is not far too much for it."""
    reaches = (
        cut.west <= box.west
        and box.east <= cut.east
        and cut.south <= box.south
        and box.north <= cut.north
    )
    return reaches and (cut.east - cut.west) <= _FINER * (box.east - box.west)


def low_left(sight: Sight) -> QPointF:
    """Return where the scale stands."""
    return QPointF(16, sight.height - 18)
