"""The map of the log page: the dots of its question, legend, card, and what is not on it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QCursor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget
from sqlalchemy import Row

from db.basemap import Box, bounds_of
from db.current import gazetteer_of
from db.dots import KINDS, Dots, dots, rows_of
from db.position import Position, spaced_mgrs, write_latlon
from db.query import IncidentQuery
from db.time import write_dtg
from db.vocabulary import MapMark
from db.wording import in_words
from db.words import N_, _, ngettext
from gui.actions import key_of, text_of
from gui.asking import Asking
from gui.buttons import IconButton
from gui.desk import Desk
from gui.keys import key_words
from gui.map_card import MapCard
from gui.map_file import MapFile
from gui.map_legend import MapLegend, counted_words
from gui.map_tools import extent_words
from gui.map_view import MapView
from gui.task import Task
from gui.theme import Theme
from gui.widgets import Label, WrapLabel

BOUNDARIES = N_("Boundaries are not authoritative. Natural Earth 1:10m, GeoNames.")
_EDGE = 15  # pixels between what floats and the edge
_LISTED = 12  # incidents on one spot that a menu lists
_GRID_DIGITS = 6
_POLAR = 80.0  # degrees beyond which there is no zone

# Action and icon of each button at the left.
_BUTTONS = (
    ("zoom_in", "plus"),
    ("zoom_out", "minus"),
    ("whole_question", "maximize"),
    ("narrow_to_sight", "filter"),
    ("measure", "ruler"),
)


class MapPage(QWidget):
    """Shows the newest question's dots; what it is asked while nobody looks is asked later."""

    selected = Signal(str)  # uid of the incident that was chosen on the map
    opened = Signal()  # it is wanted in the log
    narrowed = Signal(str, object, str)  # as `FilterBar.point` takes it
    told = Signal(str, str)  # what is on the map, and what is not
    pointed = Signal(str)  # the position below the cursor
    answered = Signal()
    failed = Signal(object)  # a LogbookError
    broke = Signal(object)  # a fault of ours

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__()
        self._theme, self._desk = theme, desk
        self._query: IncidentQuery | None = None  # what is to be shown
        self._asked: IncidentQuery | None = None  # what is shown, or being asked
        self._window: tuple[datetime | None, datetime | None] | None = None
        self._row: Row[Any] | None = None
        self._asking = Asking(self)
        home = desk.station.theatre
        self.view = MapView(theme, home, partial(gazetteer_of, desk.book))
        self.legend = MapLegend(theme, self.view)
        self.card = MapCard(theme, self.view)
        self.nothing = WrapLabel("", "note", self.view)
        self._tools = self._tool_pane()
        self._boundaries = Label(_(BOUNDARIES), "meta", self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()

    def show_query(self, query: IncidentQuery) -> None:
        """Show the answer to a question, now or when somebody looks."""
        self._query, self._window, self._asked = query, None, None
        if self.isVisible():
            self._ask(query)

    def show_row(self, row: Row[Any] | None) -> None:
        """Ring an incident of the answer and tell of it, given its row of LISTED; None for none."""
        self._row = row
        self.view.select(row.id if row is not None else None)
        if row is None:
            self.card.hide()
        else:
            self.card.show_row(row)
            self._place()

    def set_window(self, since: datetime | None, before: datetime | None) -> None:
        """Show of the question what occurred in a time, whatever its period; at once if it can."""
        if self._query is None:
            return
        self._window = since, before
        whole = replace(self._query, since=None, before=None)
        if self._asked not in (self._query, whole) or not _within(self._asked, since, before):
            self._ask(whole)
        self.view.set_window(since, before)
        self._tell()

    def shown_words(self) -> tuple[str, str]:
        """Return how many are on the map, and how many are not and why."""
        shown = self.view.shown
        n = shown.stop - shown.start
        told = ngettext("{n} on the map", "{n} on the map", n).format(n=n)
        if self._window and all(self._window):
            ends = [write_dtg(moment) for moment in self._window if moment]
            told = _("{told}, {since} to {before}").format(told=told, since=ends[0], before=ends[1])
        left = self.view.left_out
        if not left:
            return told, ""
        each = (
            _("{region} {n}").format(region=region or _("no region"), n=n)
            for region, n in left.items()
        )
        missing = _("{n} not mapped, no exact position: {each}").format(
            n=sum(left.values()), each=", ".join(each)
        )
        return told, missing

    def point_middle(self) -> None:
        """Tell where the middle of the map lies; so it is while the cursor is elsewhere."""
        self._point(*self.view.sight.position(QRectF(self.view.rect()).center()))

    def file(self) -> MapFile:
        """Return the picture of what is in sight, with the question in words above it."""
        query = self._query or IncidentQuery()
        whole = in_words(query)
        known = query.as_of or self._desk.book.clock()
        station = self._desk.station
        return MapFile(
            self.view.sight,
            self.view.scene(),
            station.theatre,
            (
                _("{mission} {station}: {question}").format(
                    mission=station.mission, station=station.code, question=whole
                ),
                _("; ").join(filter(None, self.shown_words())),
                _("As known at {moment}").format(moment=write_dtg(known)),
            ),
            _(BOUNDARIES),
        )

    def finish(self) -> None:
        """Wait for what is under way, before the logbook is let go."""
        self._asking.finish()
        self.view.finish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._query is not None and self._asked is None:
            self._ask(self._query)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _ask(self, query: IncidentQuery) -> None:
        self._asked = query
        book, home = self._desk.book, self._desk.station.theatre

        def ask(task: Task) -> tuple[Dots, Box | None]:
            with book.reading(task.is_cancelled) as session:
                found = dots(session, query)
            return found, None if len(found.ids) else bounds_of(home)

        self._asking.ask(ask, lambda found: self._show(*found))

    def _show(self, found: Dots, start: Box | None) -> None:
        self.view.start = start or self.view.start
        self.view.show_dots(found)
        if self._window:
            self.view.set_window(*self._window)
        else:
            self.view.set_window(None, None)
        self.view.select(self._row.id if self._row is not None else None)
        self._tell()
        self.answered.emit()

    def _tell(self) -> None:
        """Say in the legend, above the map and to a screen reader what is shown."""
        on_map, missing = self.shown_words()
        counts = self._counts()
        self.legend.show_counts(counts)
        self.view.setAccessibleDescription(". ".join((counted_words(counts), missing)))
        self.nothing.setVisible(not any(counts.values()))
        self.nothing.setText(_("Nothing that is asked for has a place on the map."))
        self._place()
        self.told.emit(on_map, missing)

    def _counts(self) -> dict[MapMark, int]:
        found = self.view.dots
        if found is None:
            return {}
        import numpy as np  # here, for it would slow every start; who read the dots imported it

        numbers = np.bincount(found.kinds[self.view.shown], minlength=len(KINDS)).tolist()
        return dict(zip(KINDS, numbers, strict=True))

    def _choose(self, revision: int) -> None:
        """Tell of an incident that was chosen on the map."""
        with self._desk.book.reading() as session:
            rows = rows_of(session, [revision])
        for row in rows:
            self.show_row(row)
            self.selected.emit(row.incident_uid)

    def _list(self, ids: Sequence[int]) -> None:
        """Offer the incidents that lie on the same spot, the latest first."""
        with self._desk.book.reading() as session:
            rows = rows_of(session, ids)
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in rows[:_LISTED]:
            words = f"{row.number}   {write_dtg(row.occurred)}   {_(row.type.label)}"
            menu.addAction(words.replace("&", "&&"), partial(self._choose, row.id))
        menu.addSeparator()
        chosen = frozenset(row.incident_uid for row in rows)
        n = len(chosen)
        words = ngettext("Only this one", "Only these {n}", n).format(n=n)
        menu.addAction(words, partial(self.narrowed.emit, "incidents", chosen, str(n)))
        menu.popup(QCursor.pos())

    def _point(self, longitude: float, latitude: float) -> None:
        position = Position(latitude, min(max(longitude, -180.0), 180.0), _GRID_DIGITS)
        told = [write_latlon(position)]
        if abs(latitude) < _POLAR:
            told.append(spaced_mgrs(position))
        self.pointed.emit("   ".join(told))

    def _settle(self) -> None:
        self._place_card()
        if not self.view.underMouse():
            self.point_middle()

    def _connect(self) -> None:
        view = self.view
        view.chosen.connect(self._choose)
        view.crowded.connect(self._list)
        view.opened.connect(self.opened)
        view.boxed.connect(lambda box: self.narrowed.emit("box", box, extent_words(box)))
        view.pointed.connect(self._point)
        view.moved.connect(self._place_card)
        view.drawn.connect(self._settle)
        view.broke.connect(self.broke)
        self.card.opened.connect(self.opened)
        self._asking.failed.connect(self.failed)
        self._asking.broke.connect(self.broke)

    def _place(self) -> None:
        """Put what floats on the map in its corners."""
        room, edge = self.view.rect(), _EDGE
        self._tools.move(edge, edge)
        self.legend.resize(self.legend.sizeHint())
        self.legend.move(room.width() - self.legend.width() - edge, edge)
        self._boundaries.adjustSize()
        foot = self._boundaries.size()
        self._boundaries.move(
            room.width() - foot.width() - edge, room.height() - foot.height() - edge
        )
        self.nothing.setFixedWidth(self._theme.px(330))
        self.nothing.adjustSize()
        self.nothing.move(QPoint((room.width() - self.nothing.width()) // 2, edge))
        self._place_card()

    def _place_card(self) -> None:
        if self.card.isHidden():
            return
        right = self.legend.width() + 2 * _EDGE
        self.card.stand_by(self.view.selected_spot(), self.view.sight, right)

    def _tool_pane(self) -> QFrame:
        pane = QFrame(self.view)
        pane.setProperty("card", True)
        column = QVBoxLayout(pane)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(2)
        for name, icon in _BUTTONS:
            column.addWidget(self._tool(name, icon))
        return pane

    def _tool(self, name: str, icon: str) -> IconButton:
        act: Callable[[], None] = getattr(self.view, name)
        button = IconButton(
            self._theme, icon, f"{_(text_of(name))} ({key_words(key_of(name))})", 30
        )
        button.clicked.connect(lambda _checked=False: act())
        return button


def _within(asked: IncidentQuery | None, since: datetime | None, before: datetime | None) -> bool:
    """Whether what was asked for holds all of a time."""
    if asked is None:
        return False
    begins = asked.since is None or (since is not None and asked.since <= since)
    return begins and (asked.before is None or (before is not None and before <= asked.before))
