"""What stands behind the lists of the form: subtypes, groups, regions, and what was used before."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.content import read_field
from db.current import gazetteer_of
from db.errors import NotUnderstood
from db.models import Act
from db.position import read_position
from db.regions import region_at, regions_of
from db.suggestions import last_used
from db.text import as_time
from db.vocabulary import (
    FREE_SUBTYPE,
    Cause,
    EventType,
    Subtype,
    groups_on,
    subtypes_of,
)
from gui.casualty_editor import CasualtyEditor
from gui.desk import Desk
from gui.editors import SUGGESTED
from gui.finding import FindBox, Offer, offers_of
from gui.form_cell import Cell
from gui.task import Task, pool_of

ATTACKS = frozenset(
    {EventType.DIR, EventType.EXP, EventType.IDF, EventType.CPX, EventType.ABD, EventType.KIL}
)
_ANYWHERE = "30QZD1583604274"


class FormLists(QObject):
    """Keeps the lists in step with what is typed. Nothing of them is ever filled in by itself."""

    failed = Signal(object)  # a LogbookError: what was used before could not be read
    broke = Signal(object)  # a fault of ours

    def __init__(self, desk: Desk, cells: dict[str, Cell], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._cells = desk, cells
        self._pool = pool_of(self)
        cells["type"].input.edited.connect(self._follow_type)
        self._box("type").settled.connect(self._take_subtype)
        self._warm_up()
        desk.changed.connect(
            lambda change: self._warm_up() if change.act is Act.ADD_PLACE else None
        )

    def event_type(self) -> EventType | None:
        """Return the type that the form holds, if only by one of its subtypes."""
        typed = self._cells["type"].input.typed()
        within = next((term.within for term in Subtype if term == typed), typed)
        return next((term for term in EventType if term == within), None)

    def offer_names(self) -> None:
        """Offer the theatre's regions, and the groups that bore their name on the day."""
        around = self._desk.circumstances()
        occurred = self._cells["occurred"].input
        try:
            at = read_field(occurred.field, occurred.raw(), around)
        except NotUnderstood:
            at = None
        day = (as_time(at) if at else around.now).date()
        groups = [Offer(group.name, group.name) for group in groups_on(day, around.theatre)]
        regions = [Offer(region.name, region.name) for region in regions_of(around.theatre)]
        for name, offers in (("perpetrator", groups), ("claimed_by", groups), ("region", regions)):
            self._box(name).offer(offers, is_open=True)

    def offer_last_used(self) -> None:
        """Read in the background what the officer wrote into the short lines, and offer it."""
        author, book = self._desk.author, self._desk.book

        def read(_task: Task) -> Mapping[str, tuple[str, ...]]:
            with book.reading() as session:
                return last_used(session, str(author), SUGGESTED)

        if author is not None:
            self._start(Task(read, self), self._suggest)

    def _warm_up(self) -> None:
        """Read what the first keys would have to wait for: gazetteer, areas, the grid's library."""
        book = self._desk.book

        def read(_task: Task) -> None:
            read_position(_ANYWHERE)
            region_at(0, 0)
            gazetteer_of(book).load()

        self._start(Task(read, self))

    def _start(self, task: Task, then: Callable[[Any], None] | None = None) -> None:
        if then is not None:
            task.done.connect(then)
        task.failed.connect(self.failed)
        task.broke.connect(self.broke)
        task.start(self._pool)

    def _suggest(self, used: Mapping[str, tuple[str, ...]]) -> None:
        for name, values in used.items():
            self._box(name).offer([Offer(value, value) for value in values], is_open=True)

    def _box(self, name: str) -> FindBox:
        box = self._cells[name].editor
        if not isinstance(box, FindBox):
            raise TypeError(name)
        return box

    def _follow_type(self) -> None:
        """Offer the subtypes of the type, and the cause that its casualties mostly have."""
        typed = self._cells["type"].input.typed()
        event_type = next((term for term in EventType if term == typed), None)
        terms = subtypes_of(event_type) if event_type else ()
        is_open = event_type is None or event_type in FREE_SUBTYPE
        self._box("subtype").offer(offers_of(terms), is_open)
        casualties = self._cells["casualties"].editor
        if isinstance(casualties, CasualtyEditor):
            usual = self.event_type() in ATTACKS
            casualties.set_usual_cause(Cause.MALICIOUS_ACT if usual else "")

    def _take_subtype(self, value: str) -> None:
        """Split what was found in the type's line into type and subtype, if it was a subtype."""
        subtype = next((term for term in Subtype if term == value), None)
        if subtype is not None and subtype.within:
            self._box("type").take(subtype.within)
            self._box("subtype").take(str(subtype))
