"""The facets: how the answer falls into types, regions, targets and states, each a click away."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from db.counts import FACETS, Counted, facet
from db.query import IncidentQuery
from db.words import _
from gui.beside import Beside
from gui.desk import Desk
from gui.facet_list import FacetList, Line
from gui.filters import FILTERS
from gui.task import Task
from gui.theme import Theme

WIDTH = 208  # pixels
MOST = 8  # values of a facet that are listed before it is unfolded
LATE_MS = 300  # from then on counts of the former question are dimmed
_FILTERS = {one.name: one for one in FILTERS}


class Facets(Beside):
    """Counts by type, region, target and status; a line that is pressed narrows to its value.

    Each facet is counted with its own filter lifted: what could be added to it is seen too.
    """

    pressed = Signal(str, str)  # a name of FACETS, and the value to tick or untick

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(desk, "right")
        self.list = FacetList(theme)
        self._counts: dict[str, Sequence[Counted]] = {}
        self._missing: list[str] = []  # facets that are not counted yet for this question
        self._unfolded: set[str] = set()
        self._lateness = QTimer(self, singleShot=True, interval=LATE_MS)
        self._lateness.timeout.connect(self._list_anew)
        self.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.pressed_line.connect(self._press)

    def _follow(self, query: IncidentQuery) -> None:
        self._list_anew()

    def _own(self, query: IncidentQuery) -> IncidentQuery:
        return replace(query, order=())

    def _ask(self, query: IncidentQuery) -> None:
        self._missing = list(FACETS)
        self._lateness.start()
        self._ask_next(query)

    def _ask_next(self, query: IncidentQuery) -> None:
        """Count one facet after the other: each is shown as soon as it is there."""
        name, book = self._missing[0], self._desk.book

        def count(task: Task) -> Sequence[Counted]:
            with book.reading(task.is_cancelled) as session:
                return facet(session, query, name)

        def take(found: Sequence[Counted]) -> None:
            self._counts[name] = found
            self._missing.remove(name)
            self._list_anew()
            if self._missing:
                self._ask_next(query)
            else:
                self._lateness.stop()

        self._asking.ask(count, take)

    def _list_anew(self) -> None:
        late = () if self._lateness.isActive() else self._missing
        self.list.show_lines([line for name in self._counts for line in self._lines(name, late)])

    def _lines(self, name: str, late: Sequence[str]) -> Iterator[Line]:
        """Yield the lines of a facet: what is ticked stays listed, whatever it counts."""
        ticked = {str(value) for value in getattr(self._query, name)}
        counted = [*self._counts[name]]
        counted += [Counted(one, 0) for one in sorted(ticked - {one.value for one in counted})]
        if not counted:
            return
        most = counted[0].incidents or 1
        yield Line(name, "head", _(_FILTERS[name].label))
        folded = 0
        for place, (value, incidents) in enumerate(counted):
            if place >= MOST and name not in self._unfolded and value not in ticked:
                folded += 1
                continue
            words = _FILTERS[name].words(value)
            yield Line(
                name,
                "value",
                words,
                value,
                incidents,
                incidents / most,
                value in ticked,
                name in late,
            )
        if folded:
            yield Line(name, "more", _("{n} more").format(n=folded))
        elif name in self._unfolded:
            yield Line(name, "more", _("fewer"))

    def _press(self, line: Line) -> None:
        if line.kind == "more":
            self._unfolded ^= {line.facet}
            self._list_anew()
        else:
            self.pressed.emit(line.facet, line.value)
