"""The map's picture: land and marks drawn in the background, moved and scaled until they are new.

What is painted here itself is little: the two pictures where they lie now, the ring around the
selected incident, and the scale.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.basemap import Box
from db.dots import Dots
from db.gazetteer import Gazetteer
from db.words import _
from gui.map_clusters import Cluster, Clusters
from gui.map_ground import draw_scale
from gui.map_layer import Layer
from gui.map_marks import donut_radius, radius_of
from gui.map_picture import Land, Scene, low_left
from gui.map_sight import Sight
from gui.painting import kept, paint_focus
from gui.theme import Theme

REST_MS = 50  # without a movement: only then a new picture is begun
_AROUND = 1.3  # how much more than the dots is shown
_SCALE = 240.0, 38.0  # pixels at the lower left that the scale takes
_USUAL = 1300, 660  # pixels
_LEAST = 1.0  # degrees that are shown at least
_WORLD = Box(-20.0, -40.0, 60.0, 40.0)  # if neither a dot nor the theatre says where to look


class MapCanvas(QWidget):
    """The dots of a question on the land, those of a window of time or all."""

    moved = Signal()  # another part of the world is in sight
    drawn = Signal()  # what is in sight is as it is
    broke = Signal(object)  # a fault of ours

    def __init__(
        self, theme: Theme, home: frozenset[str], gazetteer: Callable[[], Gazetteer]
    ) -> None:
        super().__init__()
        self._theme, self._home, self._gazetteer = theme, home, gazetteer
        self.start: Box = _WORLD  # what is shown while there is no dot
        self.clusters: Clusters | None = None
        self.selected: int | None = None  # place in the dots
        self.sight = Sight.of(_WORLD, QRectF(0, 0, 800, 600))
        self._fitted = False
        self._window: tuple[datetime | None, datetime | None] = (None, None)
        self._land, self._ground, self._marks = Land(home), Layer(self), Layer(self)
        self._ground.warm(lambda: self._land.prepare(QRectF(0, 0, *_USUAL)))
        self._marks.warm(lambda: gazetteer().load())
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask_pictures)
        for layer in (self._ground, self._marks):
            layer.changed.connect(self._take_picture)
            layer.broke.connect(self.broke)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 150)
        self.setAccessibleName(_("Map"))

    def show_dots(self, dots: Dots) -> None:
        """Show the dots of an answer; the first time so that all are in sight."""
        self.clusters, self.selected = Clusters(dots), None
        if not self._fitted:
            self._fitted = True
            self.whole_question()
        self._ask_marks()

    def set_window(self, since: datetime | None, before: datetime | None) -> None:
        """Show, of the dots, what occurred at or after `since` and before `before`."""
        if self._window != (since, before):
            self._window = since, before
            self._ask_marks()

    def select(self, revision: int | None) -> None:
        """Ring the incident of a revision, if it has a dot."""
        self.selected = None
        if self.dots is not None and revision is not None:
            for place in (self.dots.ids == revision).nonzero()[0][:1]:
                self.selected = int(place)
        self.update()

    def look(self, sight: Sight) -> None:
        """Look elsewhere: what is drawn is moved there at once, and drawn anew after a rest."""
        self.sight = sight
        self.update()
        self.moved.emit()
        if not self._fitted:
            return  # nothing is known yet of where to look
        if not self._ground.reaches(sight) and not self._ground.is_busy:
            self._ask_pictures()
        else:
            self._rest.start()

    def whole_question(self) -> None:
        """Show every dot of the time that is shown; without one, where the map starts."""
        box, dots, shown = self.start, self.dots, self.shown
        if dots is not None and shown.start < shown.stop:
            east, north = dots.longitude[shown], dots.latitude[shown]
            box = Box(*(float(edge) for edge in (east.min(), north.min(), east.max(), north.max())))
        x, y = (box.west + box.east) / 2, (box.south + box.north) / 2
        wide = max(box.east - box.west, _LEAST) * _AROUND / 2
        tall = max(box.north - box.south, _LEAST) * _AROUND / 2
        self.look(Sight.of(Box(x - wide, y - tall, x + wide, y + tall), QRectF(self.rect())))

    @property
    def dots(self) -> Dots | None:
        """The dots of the answer, of whatever time."""
        return self.clusters.dots if self.clusters else None

    @property
    def shown(self) -> slice:
        """Which of the dots lie in the time that is shown."""
        return self.dots.between(*self._window) if self.dots is not None else slice(0, 0)

    @property
    def left_out(self) -> dict[str, int]:
        """How many of the time that is shown have no dot, by region."""
        return self.dots.left_out(*self._window) if self.dots is not None else {}

    @property
    def marked(self) -> tuple[Cluster, ...]:
        """What is marked in the picture, the biggest first."""
        return self._marks.told or ()

    @property
    def is_drawn(self) -> bool:
        """Whether what is seen is as it is, and nothing is being drawn."""
        layers = (self._ground, self._marks)
        return all(layer.is_of(self.sight) for layer in layers)

    def scene(self) -> Scene:
        """Return what stands on the land now."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        floating = self.findChildren(QWidget, options=direct)
        covered = [QRectF(one.geometry()) for one in floating if one.isVisible()]
        covered.append(QRectF(low_left(self.sight) - QPointF(8, 20), QSizeF(*_SCALE)))
        return Scene(
            self.clusters, self.shown, self.left_out, self._home, self._gazetteer, tuple(covered)
        )

    def spot_of(self, dot: int) -> tuple[QPointF, float]:
        """Return where a dot is drawn, or the cluster that holds it, and how large."""
        assert self.clusters is not None
        cluster, sight = None, self._marks.sight
        if sight is not None:
            cluster = self.clusters.cluster_of(self.marked, dot, sight)
        if cluster is not None and cluster.number > 1:
            return self.sight.spot(cluster.x, cluster.y), donut_radius(self._theme, cluster.number)
        at = self.sight.spot(float(self.clusters.x[dot]), float(self.clusters.y[dot]))
        return at, radius_of(int(self.clusters.dots.killed[dot]))

    def members(self, cluster: Cluster) -> list[int]:
        """Return the places of the dots that a cluster of the picture holds."""
        if self.clusters is None or self._marks.sight is None:
            return []
        found: list[int] = self.clusters.members(cluster, self._marks.sight, self.shown).tolist()
        return found

    def finish(self) -> None:
        """Wait for what is being drawn."""
        self._rest.stop()
        for layer in (self._ground, self._marks):
            layer.finish()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme["land2"])
            for layer in (self._ground, self._marks):
                layer.paint(painter, self.sight)
            with kept(painter):
                self._ring(painter)
                draw_scale(painter, self._theme, self.sight, low_left(self.sight))
                self.draw_more(painter)
            if self.hasFocus():
                paint_focus(painter, QRectF(self.rect()), self._theme, 0)

    def draw_more(self, painter: QPainter) -> None:
        """Draw what a subclass has on top of everything."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look(self.sight.sized(QRectF(self.rect())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._fitted:
            self._ask_ground()
            self._ask_marks()

    def _ring(self, painter: QPainter) -> None:
        """Draw a ring around the selected incident, or around the cluster that holds it."""
        shown = self.shown
        if self.selected is None or not shown.start <= self.selected < shown.stop:
            return
        at, radius = self.spot_of(self.selected)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, token in ((5, "surface"), (2.5, "accent")):
            painter.setPen(QPen(self._theme[token], width))
            painter.drawEllipse(at, radius + 4, radius + 4)

    def _ask_pictures(self) -> None:
        self._rest.stop()
        if not self._ground.is_of(self.sight):
            self._ask_ground()
        if not self._marks.is_of(self.sight):
            self._ask_marks()

    def _ask_ground(self) -> None:
        theme, land = Theme(self._theme.name, self._theme.scale), self._land
        self._ground.ask(
            self.sight,
            self.devicePixelRatioF(),
            lambda painter, sight: land.draw(painter, theme, sight),
        )

    def _ask_marks(self) -> None:
        theme, scene = Theme(self._theme.name, self._theme.scale), self.scene()
        self._marks.ask(
            self.sight,
            self.devicePixelRatioF(),
            lambda painter, sight: scene.draw(painter, theme, sight),
        )

    def _take_picture(self) -> None:
        self.update()
        if self.is_drawn:
            self.drawn.emit()
        elif not (self._ground.is_busy or self._marks.is_busy):
            self._rest.start()
