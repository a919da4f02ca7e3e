"""The map under mouse and keys: looking about, choosing, measuring, narrowing the question."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QPainter, QShortcut, QWheelEvent

from db.gazetteer import Gazetteer
from gui.actions import ACTIONS
from gui.keys import sequences
from gui.map_canvas import MapCanvas
from gui.map_clusters import Cluster
from gui.map_marks import donut_radius, radius_of
from gui.map_sight import NEAREST
from gui.map_tools import Measure, Rectangle
from gui.theme import Theme

_STEP = 1.5  # a key's zoom
_NOTCH = 240.0  # of a wheel, for as much
_SHARE = 6  # of the map's width or height that a key goes
_REACH = 4.0  # pixels: a press that goes no farther is a click
_SAME_SPOT = 2.0  # pixels apart at the nearest: no zoom parts them


class MapView(MapCanvas):
    """Drag pans, the wheel zooms at the cursor, a click selects or opens, Shift+drag narrows."""

    chosen = Signal(int)  # a revision's id
    opened = Signal()  # the selected incident is wanted in the log
    crowded = Signal(object)  # ids of incidents that lie on the same spot
    boxed = Signal(object)  # a Box that narrows the question
    pointed = Signal(float, float)  # longitude and latitude below the cursor
    stepped = Signal(int)  # the period is to go so many days on
    played = Signal()  # the days are to pass, or to stop

    def __init__(
        self, theme: Theme, home: frozenset[str], gazetteer: Callable[[], Gazetteer]
    ) -> None:
        super().__init__(theme, home, gazetteer)
        self._pressed: QPointF | None = None
        self._panned = False
        self.tool: Measure | Rectangle | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for spec in ACTIONS:
            for sequence in sequences(spec.key) if spec.place == "map" else ():
                self._bind(sequence, getattr(self, spec.name))

    # What the keys do, named as in `ACTIONS`.

    def zoom_in(self) -> None:
        """Look nearer."""
        self._zoom(_STEP, self._anchor())

    def zoom_out(self) -> None:
        """Look from farther away."""
        self._zoom(1 / _STEP, self._anchor())

    def pan_west(self) -> None:
        """Look further west."""
        self.look(self.sight.moved(-self.width() / _SHARE, 0))

    def pan_east(self) -> None:
        """Look further east."""
        self.look(self.sight.moved(self.width() / _SHARE, 0))

    def pan_north(self) -> None:
        """Look further north."""
        self.look(self.sight.moved(0, -self.height() / _SHARE))

    def pan_south(self) -> None:
        """Look further south."""
        self.look(self.sight.moved(0, self.height() / _SHARE))

    def day_back(self) -> None:
        """Ask for the period a day earlier."""
        self.stepped.emit(-1)

    def day_on(self) -> None:
        """Ask for the period a day later."""
        self.stepped.emit(1)

    def play(self) -> None:
        """Let the days pass, or stop."""
        self.played.emit()

    def show_in_log(self) -> None:
        """Go to the selected incident in the table."""
        self.opened.emit()

    def next_dot(self) -> None:
        """Select the incident in sight that occurred next."""
        self._go(1)

    def previous_dot(self) -> None:
        """Select the incident in sight that occurred before."""
        self._go(-1)

    def narrow_to_sight(self) -> None:
        """Narrow the question to what is in sight."""
        self.boxed.emit(self.sight.box())

    def measure(self) -> None:
        """Begin to measure, from the selected incident if there is one, or end it."""
        if self.tool:
            self.leave_tool()
            return
        self.tool = Measure()
        if self.dots is not None and self.selected is not None:
            longitude = float(self.dots.longitude[self.selected])
            self.tool.points.append((longitude, float(self.dots.latitude[self.selected])))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.update()

    def leave_tool(self) -> None:
        """End what is being measured or drawn."""
        self.tool = None
        self.unsetCursor()
        self.update()

    def draw_more(self, painter: QPainter) -> None:
        """Draw the tool that is in use."""
        if self.tool:
            self.tool.draw(painter, self._theme, self.sight)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._panned = event.position(), False
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.tool = Rectangle(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, where = event.position(), self.sight.position(event.position())
        if not self._panned:
            self.pointed.emit(*where)
        if isinstance(self.tool, Rectangle):
            self.tool.stretch(at)
            self.update()
            return
        if isinstance(self.tool, Measure):
            self.tool.loose = where
            self.update()
        if self._pressed is not None:
            off = self._pressed - at
            if self._panned or off.manhattanLength() > _REACH:
                self._panned, self._pressed = True, at
                self.look(self.sight.moved(off.x(), off.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        panned, self._panned = self._panned, False
        if isinstance(self.tool, Rectangle):
            box = self.tool.box(self.sight)
            self.leave_tool()
            if box is not None:
                self.boxed.emit(box)
        elif pressed is not None and not panned:
            if isinstance(self.tool, Measure):
                self.tool.points.append(self.sight.position(event.position()))
                self.update()
            else:
                self._click(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(_STEP ** (event.angleDelta().y() / _NOTCH), event.position())
        event.accept()

    def cluster_at(self, at: QPointF) -> Cluster | None:
        """Return what is marked at a point, the one on top; None if nothing is."""
        for cluster in self.marked:
            reach = donut_radius(self._theme, cluster.number)
            if cluster.number == 1:
                reach = radius_of(cluster.killed) + _REACH
            off = self.sight.spot(cluster.x, cluster.y) - at
            if off.x() ** 2 + off.y() ** 2 <= reach**2:
                return cluster
        return None

    def _bind(self, sequence: QKeySequence, act: Callable[[], None]) -> None:
        shortcut = QShortcut(sequence, self, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _anchor(self) -> QPointF:
        """Return what stays in its place when keys zoom: the selected incident, or the middle."""
        return self.selected_spot() or self._middle()

    def selected_spot(self) -> QPointF | None:
        """Return where the selected incident is seen; None if it is not in sight."""
        if self.selected is None:
            return None
        spot = self.spot_of(self.selected)[0]
        return spot if self.rect().contains(spot.toPoint()) else None

    def _zoom(self, factor: float, around: QPointF) -> None:
        self.look(self.sight.zoomed(factor, around))

    def _click(self, at: QPointF) -> None:
        """Select the incident at a point; go so near to several that they come apart."""
        cluster = self.cluster_at(at)
        if cluster is None or self.clusters is None:
            return
        if cluster.number == 1:
            self._choose(cluster.dot)
            return
        held = self.members(cluster)
        x, y = self.clusters.x[held], self.clusters.y[held]
        spread = max(float(x.max() - x.min()), float(y.max() - y.min()))
        if spread * NEAREST < _SAME_SPOT or self.sight.scale == NEAREST:
            self.crowded.emit(self.clusters.dots.ids[held].tolist())
            return
        fitting = min(self.width(), self.height()) / 1.6 / spread
        nearer = self.sight.scaled(max(fitting, self.sight.scale * _STEP))
        middle = float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2
        self.look(nearer._replace(x=middle[0], y=middle[1]))

    def _choose(self, dot: int) -> None:
        if self.dots is not None:
            self.selected = dot
            self.update()
            self.chosen.emit(int(self.dots.ids[dot]))

    def _go(self, step: int) -> None:
        """Select the next dot in time, of those in sight; after the last comes the first."""
        dots, shown, box = self.dots, self.shown, self.sight.box()
        if dots is None:
            return
        inside = (
            (dots.longitude[shown] > box.west)
            & (dots.longitude[shown] < box.east)
            & (dots.latitude[shown] > box.south)
            & (dots.latitude[shown] < box.north)
        )
        seen = inside.nonzero()[0] + shown.start
        if not len(seen):
            return
        place = 0 if step > 0 else -1
        if self.selected is not None:
            side = "right" if step > 0 else "left"
            place = int(seen.searchsorted(self.selected, side)) - (step < 0)
        self._choose(int(seen[place % len(seen)]))
