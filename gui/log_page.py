"""The log: filter bar, the line that says what is shown, then table and detail, or the map."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.asked import Asked
from db.errors import LogbookError, Refused
from db.pages import Pages
from db.query import IncidentQuery, Order, Totals
from db.search import understand_search
from db.words import _
from gui.asking import Asking
from gui.buttons import Button
from gui.desk import Desk
from gui.detail_pane import DetailPane
from gui.draft_list import DraftList
from gui.facets import Facets
from gui.filter_bar import FilterBar
from gui.incident_view import NOTHING, IncidentView
from gui.notices import EmptyState
from gui.result_line import ResultLine
from gui.stylesheet import restyle
from gui.task import Task
from gui.theme import Theme
from gui.timeline import Timeline

if TYPE_CHECKING:
    from gui.map_page import MapPage

WIDE = 1600  # pixels of a window that has room for the facets beside the table
PAINTED_MS = 20  # the rows are painted before anything else about them is asked


class Answer(NamedTuple):
    """What the table shows; its totals take longer and follow."""

    query: IncidentQuery
    rows: Pages
    whole: int  # incidents in the whole log
    at: int | None  # row of the incident that was selected before
    stays: bool  # the same question: the rows in sight stay where they are
    marked: frozenset[str]  # incidents that were selected, and are to be again


class LogPage(QWidget):
    """Asks the log off the window's thread and shows the newest answer only.

    It asks first when it is told what, see `take`. The rows come first, then their totals;
    then, `shown` says, everybody may ask what else there is to know of the question.
    """

    shown = Signal(object)  # the IncidentQuery whose first rows and totals are painted
    answered = Signal()  # the totals are there too
    table_wanted = Signal()  # the incident that is selected on the map is wanted in the table
    failed = Signal(object)  # a LogbookError
    broke = Signal(object)  # a fault of ours

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._desk = theme, desk
        self._rows, self._totals, self._places = Asking(self), Asking(self), Asking(self)
        self._table_page, self._with_detail = 0, True
        self._kept = ""  # the incident that somebody chose; a search that lacks it comes and goes
        self._added: tuple[object, Totals] | None = None  # up last, and of which question
        self._sought, self._answering = "", False  # to be shown whatever the filters say
        self._shows: object = None  # the question whose answer the table shows
        self.query = IncidentQuery()  # what the table shows, so what is exported
        self._order = self.query.order
        self.filters = FilterBar(theme, desk)
        self.drafts = DraftList(theme, desk)
        self.view = IncidentView(theme)
        self.view.setAccessibleName(_("Incidents"))
        self.detail = DetailPane(theme, desk)
        self.result = ResultLine(theme)
        self._map: MapPage | None = None
        self.on_map = False
        self.timeline, self.facets = Timeline(theme, desk), Facets(theme, desk)
        self._facets_wanted: bool | None = None
        self._timeline_wanted = self._timeline_below = False
        self._body, self._column = QStackedWidget(), QVBoxLayout()
        self._lay_out()
        self.view.chosen.connect(self._choose)
        self.view.header.asked.connect(self.sort)
        self.filters.changed.connect(self.ask)
        for beside in (self.timeline, self.facets):
            self.shown.connect(beside.show_query)
        background = (self._rows, self._totals, self._places, self.view.incidents)
        for asking in (*background, self.timeline, self.facets):
            asking.failed.connect(self._fail)
            asking.broke.connect(self.broke)
        self.drafts.listed.connect(self.view.mark_drafts)
        self.view.mark_drafts(self.drafts.subjects())
        self.timeline.period_chosen.connect(self.filters.set_period)
        self.facets.pressed.connect(lambda name, value: self.filters.menus[name].toggle(value))
        desk.changed.connect(lambda change: self.ask(change.subject if change.number else ""))
        desk.looked.connect(self.ask)
        desk.overtaken.connect(lambda: self.ask(stay=True))

    def asked(self) -> Asked:
        """Return what is asked, and the columns of the answer."""
        query = self.filters.query(IncidentQuery(order=self._order))
        return Asked(query, self.filters.moving, self.view.columns_shown(), self.on_map)

    def take(self, asked: Asked) -> None:
        """Ask that, in place of what was asked; show the answer in its columns, or on the map."""
        self._order = asked.query.order
        self.view.header.show_order(self._order)
        self.view.show_columns(asked.columns)
        self.filters.ask(asked.query, asked.moving)
        if asked.on_map:
            self.show_map()
        else:
            self.show_table()

    def sort(self, order: tuple[Order, ...]) -> None:
        """Ask the same question in another order."""
        self._order = order
        self.view.header.show_order(order)
        is_counted = self._rows.newest is self._shows and self.filters.beginning is None
        self.ask(count=self.view.incidents.rowCount() if is_counted else None)

    def show_incident(self, uid: str) -> None:
        """Select an incident; filters that leave it out are cleared."""
        self._sought = uid
        self.ask(uid)

    @property
    def map(self) -> "MapPage":
        """The map of the question, made when first wanted."""
        if self._map is None:
            from gui.map_page import MapPage  # not before somebody looks at it

            page = self._map = MapPage(self._theme, self._desk)
            self._body.addWidget(page)
            page.selected.connect(self._select)
            page.opened.connect(self.table_wanted)
            page.narrowed.connect(self.filters.point)
            page.told.connect(self._tell_map)
            page.pointed.connect(self.result.beside.setText)
            page.failed.connect(self.failed)
            page.broke.connect(self.broke)
            page.view.stepped.connect(self.timeline.strip.shift)
            page.view.played.connect(self.timeline.toggle_play)
            self.timeline.window_moved.connect(page.set_window)
            page.show_query(self.query)
        return self._map

    def prepare(self) -> None:
        """Make the map before it is wanted, whose land and places are read in the background."""
        self.map.hide()

    def show_map(self) -> None:
        """Show the map of the question in the place of table and detail."""
        if not self.on_map:
            self.on_map, self._with_detail = True, not self.detail.isHidden()
            self.detail.hide()
            self.place_timeline(True)
        self.map.show_row(self.view.row())
        self._body.setCurrentWidget(self.map)
        self.result.tell_map(*self.map.shown_words())
        self.map.point_middle()

    def show_table(self) -> None:
        """Show the table, and the detail if it was there before."""
        if self.on_map:
            self.on_map = False
            self.place_timeline(False)
            self.detail.setVisible(self._with_detail)
            self._body.setCurrentIndex(self._table_page)
            self.result.tell_map("", "")
        self.view.setFocus()

    def want_facets(self, wanted: bool | None) -> None:
        """Show or hide the facets; with None they are shown while the window is wide."""
        self._facets_wanted = wanted
        self._show_panels()

    def want_timeline(self, wanted: bool) -> None:
        """Show or hide the timeline above the table."""
        self._timeline_wanted = wanted
        self._show_panels()

    def place_timeline(self, below: bool) -> None:
        """Put the timeline above the table, or below the map, where it always is and plays."""
        self._timeline_below = below
        self._column.removeWidget(self.timeline)
        self._column.insertWidget(self._column.count() - (not below), self.timeline)
        restyle(self.timeline, "edge", "top" if below else "bottom")
        self.timeline.set_playable(below)
        self._show_panels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_panels()

    def _show_panels(self) -> None:
        is_wide = self.window().width() >= self._theme.px(WIDE)
        wanted = is_wide if self._facets_wanted is None else self._facets_wanted
        self.facets.setVisible(wanted)
        self.timeline.setVisible(self._timeline_wanted or self._timeline_below)

    def finish(self) -> None:
        """Wait for the questions under way, before the logbook is let go."""
        asking = (self._rows, self._totals, self._places, self.view.incidents)
        for part in (*asking, self.timeline, self.facets, self.detail, self._map):
            if part is not None:
                part.finish()

    def ask(self, select: str = "", *, stay: bool = False, count: int | None = None) -> None:
        """Ask the log what the filters say; the selected incident stays selected if it can.

        With `stay` it is the question of before, and nothing in sight moves. Give the `count` of
        the answer only if it is known.
        """
        asked = self.filters.query(IncidentQuery(as_of=self._desk.as_of, order=self._order))
        beginning = self.filters.beginning
        self._kept = select or self._kept
        keep = self.view.uid() if stay else self._kept
        book = self._desk.book
        moment = asked.as_of or book.clock()
        former, selected = self.query, self.view.selected()

        def rows(task: Task) -> Answer:
            with book.reading() as session:
                query = replace(asked, since=beginning(session, moment)) if beginning else asked
            rows = Pages(book, query, count)
            with book.reading(task.is_cancelled) as session:
                all_known = IncidentQuery(as_of=query.as_of, order=query.order)
                whole = len(rows) if query == all_known else all_known.count(session)
                at = query.position_of(session, keep) if keep else None
            again = selected if query == former and keep in selected.uids else NOTHING
            rows.fetch((0, at or 0, *again.rows))  # here, not while they are painted
            return Answer(query, rows, whole, at, stay, again.uids)

        self._totals.drop()
        self._rows.ask(rows, self._show)

    def _fail(self, error: LogbookError) -> None:
        """Say what went wrong; a period that can't begin is taken away again."""
        self.failed.emit(error)
        if isinstance(error, Refused):
            self.filters.set_period("", None, None)

    def _show(self, answer: Answer) -> None:
        self.query = answer.query
        self._answering = True
        self.view.answer(answer.rows, answer.at, stay=answer.stays)
        self.view.mark(answer.marked)
        self._answering = False
        self._table_page = self._page_for(answer)
        if not self.on_map:
            self._body.setCurrentIndex(self._table_page)
        sought, self._sought = self._sought, ""
        if sought and answer.at is None:
            self._seek(answer)
        mine = self._shows = self._rows.newest
        QTimer.singleShot(PAINTED_MS, self, lambda: self._go_on(answer, mine))

    def _go_on(self, answer: Answer, mine: object) -> None:
        """Ask for the rest, unless a newer question is under way, with a rest of its own."""
        if self._rows.newest is not mine:
            return
        book, known = self._desk.book, self._added
        mark = replace(answer.query, order=()), self._desk.seen

        def totals(task: Task) -> Totals:
            if known and known[0] == mark:
                return known[1]  # only the order is another
            with book.reading(task.is_cancelled) as session:
                return answer.query.totals(session)

        def tell(found: Totals) -> None:
            self._added = mark, found
            self._tell(answer, found)
            self.shown.emit(answer.query)
            if self._map is not None:
                self._map.show_query(answer.query)

        self._totals.ask(totals, tell)

    def _seek(self, answer: Answer) -> None:
        """Show the whole log for an incident that the filters left out, if it was known then."""
        if answer.query == IncidentQuery(as_of=answer.query.as_of, order=answer.query.order):
            self.failed.emit(Refused(_("It was not in the log then."), _("Go back to now.")))
        else:
            self.filters.clear()

    def _choose(self, uid: str) -> None:
        if not self._answering:
            self._kept = uid
        self.detail.show_incident(uid, understand_search(self.query.text).marks)
        if self._map is not None and self.on_map:
            self._map.show_row(self.view.row())

    def _select(self, uid: str) -> None:
        """Select in the table what was chosen on the map; where it stands is found meanwhile."""
        book, query = self._desk.book, self.query

        def place(task: Task) -> int | None:
            with book.reading(task.is_cancelled) as session:
                return query.position_of(session, uid)

        def select(at: int | None) -> None:
            if at is not None and query is self.query:
                self.view.select(at)

        self._kept = uid
        self._places.ask(place, select)

    def _tell_map(self, mapped: str, unmapped: str) -> None:
        if self.on_map:
            self.result.tell_map(mapped, unmapped)

    def _page_for(self, answer: Answer) -> int:
        if len(answer.rows):
            return 0
        return 2 if answer.whole or answer.query.as_of else 1

    def _tell(self, answer: Answer, totals: Totals) -> None:
        self.result.tell(answer.query, len(answer.rows), answer.whole, totals)
        self.answered.emit()

    def _lay_out(self) -> None:
        self._body.addWidget(self.view)
        self._body.addWidget(self._nothing_yet())
        self._body.addWidget(self._no_match())
        left = QWidget()
        column = self._column
        left.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.filters, self.drafts, self.result):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.facets)
        row.addWidget(self._body, 1)
        column.addWidget(self.timeline)
        column.addLayout(row, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([10_000, self._theme.px(346)])
        for before, after in (
            (self.result.export_button, self.timeline.play_button),
            (self.timeline.play_button, self.timeline.strip),
            (self.timeline.strip, self.facets.list),
            (self.facets.list, self.view),
        ):
            self.setTabOrder(before, after)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _nothing_yet(self) -> EmptyState:
        button = Button(self._theme, _("New incident"), "plus", "Ctrl+N", "primary")
        button.clicked.connect(self.filters.new_button.click)
        return EmptyState(
            self._theme,
            "list",
            _("No incidents yet"),
            _("The first one gets number 0001."),
            (button,),
        )

    def _no_match(self) -> EmptyState:
        button = Button(self._theme, _("Clear filters"), "", "Ctrl+Backspace")
        button.clicked.connect(self.filters.clear)
        return EmptyState(
            self._theme,
            "search-x",
            _("Nothing matches"),
            _("Within these filters there is no incident. The rest of the log is still there."),
            (button,),
        )
