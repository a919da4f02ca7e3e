"""The one question that the table, the exports, the figures and the reports all ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Exists,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from db.base import Base
from db.basemap import Box
from db.models import FACTS_INDEX, SORT_KEYS, Attachment, Casualty, IncidentRevision
from db.search import count_hits, mentions, understand_search
from db.vocabulary import (
    COUNTS_NOWHERE,
    DONE,
    KILLED,
    PLOTTED,
    Category,
    Credibility,
    EventType,
    Harm,
    Outcome,
    Reliability,
    Status,
    TargetClass,
    Term,
)

# Columns of the tables, not attributes of the models: rows, never objects, come out, and sooner.
_REVISIONS = Base.metadata.tables[IncidentRevision.__tablename__]
REVISION = _REVISIONS.c
CASUALTY = Base.metadata.tables[Casualty.__tablename__].c
_UNCOUNTED = Base.metadata.tables[Casualty.__tablename__].alias("uncounted").c
_ATTACHED = Base.metadata.tables[Attachment.__tablename__].alias("attached").c
_UN = tuple(category for category in Category if category.is_un)
# What a row of the table, a line of a list or a dot on the map needs: no long text.
LISTED: tuple[Column[Any], ...] = (
    REVISION.id,
    REVISION.incident_uid,
    REVISION.entry,
    REVISION.number,
    REVISION.occurred,
    REVISION.time_precision,
    REVISION.reported,
    REVISION.recorded_at,
    REVISION.type,
    REVISION.subtype,
    REVISION.place,
    REVISION.region,
    REVISION.latitude,
    REVISION.longitude,
    REVISION.grid_digits,
    REVISION.location_precision,
    REVISION.target,
    REVISION.perpetrator,
    REVISION.attribution,
    REVISION.killed,
    REVISION.killed_un,
    REVISION.killed_open,
    REVISION.injured,
    REVISION.injured_open,
    REVISION.missing,
    REVISION.abducted,
    REVISION.severity,
    REVISION.reliability,
    REVISION.credibility,
    REVISION.status,
    REVISION.updates,
    REVISION.duplicate_of,
    REVISION.follow_up_due,
    REVISION.summary,
)
WHOLE: tuple[Column[Any], ...] = tuple(REVISION)
# Every order walks an index of the current rows; a tie is broken by the order of logging.
ORDERS: dict[str, tuple[Column[Any], ...]] = {
    name: tuple(REVISION[column] for column in columns) for name, columns in SORT_KEYS.items()
}


class Order(NamedTuple):
    """One sort key: a name of ORDERS, and which way."""

    name: str
    descending: bool = False


class Totals(NamedTuple):
    """What the answer adds up to; best estimates, struck and duplicate incidents left out.

    Attributes:
        killed: Including died of wounds; `killed_un` of them UN personnel.
        injured: Seriously and lightly.
        unknown: Incidents with a number of killed or injured that nobody knows yet.
    """

    killed: int
    killed_un: int
    injured: int
    unknown: int


def _at_least(grade: Term) -> list[Term]:
    """Return the grades from the best to this one: their codes are in the order of the scale."""
    return [one for one in type(grade) if one <= grade]


def _harmed(harm: Harm) -> ColumnElement[bool]:
    """Return whether an incident did that; a number that nobody knows yet is not nil."""
    is_some = REVISION.severity >= 2
    if harm is Harm.ANY:
        return is_some
    uncounted = exists().where(_UNCOUNTED.entry == REVISION.entry, _UNCOUNTED.best.is_(None))
    if harm is Harm.UN_KILLED:
        some = uncounted.where(_UNCOUNTED.outcome.in_(KILLED), _UNCOUNTED.category.in_(_UN))
        return or_(REVISION.killed_un > 0, and_(is_some, some))
    some = uncounted.where(_UNCOUNTED.outcome == Outcome.ABDUCTED)
    return or_(REVISION.abducted > 0, and_(is_some, some))


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """Which incidents, in which order. Immutable: vary one with `dataclasses.replace`.

    Attributes:
        since: Occurred at or after.
        before: Occurred before.
        regions: By name; "" stands for incidents without a region.
        targets: Main target class; "" stands for incidents without one.
        harms: Any of these; a number that nobody knows yet is not nil.
        reliability: The source at least so reliable; one that can't be judged never is.
        credibility: The information at least so credible; the same holds.
        groups: Perpetrator by name; "" stands for incidents without one.
        box: A part of the map: only incidents with a position exact enough for a dot in it.
        incidents: By uid; only these.
        with_attachment: At least one file is attached.
        to_follow_up: A follow-up is due, at whatever time, and the incident is not closed.
        text: What is searched for, as somebody types it: see `db.search`; "" for anything.
        counted_only: Leave struck and duplicate incidents out, as every figure does.
        as_of: What was known at that moment; None for what is known now.
    """

    since: datetime | None = None
    before: datetime | None = None
    types: frozenset[EventType] = frozenset()
    regions: frozenset[str] = frozenset()
    stations: frozenset[str] = frozenset()
    targets: frozenset[TargetClass | Literal[""]] = frozenset()
    statuses: frozenset[Status] = frozenset()
    harms: frozenset[Harm] = frozenset()
    reliability: Reliability | None = None
    credibility: Credibility | None = None
    groups: frozenset[str] = frozenset()
    box: Box | None = None
    incidents: frozenset[str] = frozenset()
    with_attachment: bool = False
    to_follow_up: bool = False
    text: str = ""
    counted_only: bool = False
    as_of: datetime | None = None
    order: tuple[Order, ...] = (Order("occurred", descending=True),)

    def count(self, session: Session) -> int:
        """Return how many incidents answer the question."""
        if self.text and self == IncidentQuery(text=self.text, order=self.order):
            match = understand_search(self.text).match  # all of it is in the index
            if match:
                return count_hits(session, match)
        return session.scalar(self.over(func.count())) or 0

    def page(
        self, session: Session, offset: int, limit: int, of: int | None = None
    ) -> Sequence[Row[Any]]:
        """Return at most `limit` rows from the `offset`-th on: LISTED, and `attached`.

        That one says whether a file was attached by then. If it is known how many there are, `of`,
        a page of the second half is found from the end: SQLite walks over all that lies before it.
        """
        columns = (*LISTED, self._attached().label("attached"))
        if of is None or offset <= of // 2:
            return session.execute(self._ordered(columns).offset(offset).limit(limit)).all()
        limit = max(min(limit, of - offset), 0)
        reverse = self._ordered(columns, backwards=True)
        return session.execute(reverse.offset(of - offset - limit).limit(limit)).all()[::-1]

    def stream(
        self, session: Session, columns: tuple[Column[Any], ...] = LISTED
    ) -> Iterator[Row[Any]]:
        """Yield every row, a few hundred held at a time."""
        yield from session.execute(self._ordered(columns).execution_options(yield_per=500))

    def casualties(self, session: Session) -> Iterator[Row[Any]]:
        """Yield (revision entry, casualty columns) of the answer, row by row of each incident."""
        yield from session.execute(
            select(*CASUALTY)
            .where(CASUALTY.entry == REVISION.entry, *self.conditions())
            .order_by(REVISION.occurred, REVISION.id, CASUALTY.ordinal)
            .execution_options(yield_per=500)
        )

    def totals(self, session: Session) -> Totals:
        """Return what the answer adds up to."""
        unknown = case((or_(REVISION.killed_open, REVISION.injured_open), 1), else_=0)
        sums = self.counted().over(
            func.sum(REVISION.killed),
            func.sum(REVISION.killed_un),
            func.sum(REVISION.injured),
            func.sum(unknown),
        )
        return Totals(*(number or 0 for number in session.execute(sums).one()))

    def position_of(self, session: Session, uid: str) -> int | None:
        """Return at which row of the answer the incident stands; None if it is not in it."""
        keys = [column for column, _descending in self._keys()]
        its_own = select(*keys).where(REVISION.incident_uid == uid, *self.conditions())
        row = session.execute(its_own).first()
        if row is None:
            return None
        # Each part is a stretch of an index: rows are not numbered, only those before counted.
        counts = [
            select(func.count()).where(*self.conditions(), *part).scalar_subquery()
            for part in _before(self._keys(), row)
        ]
        return session.scalar(select(sum(counts, literal(0)))) or 0

    @property
    def last_day(self) -> date | None:
        """The last UTC day of the period; None if it has no end."""
        return (self.before - timedelta(microseconds=1)).date() if self.before else None

    def counted(self) -> "IncidentQuery":
        """Return the same question without struck and duplicate incidents."""
        return replace(self, counted_only=True)

    def over(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return the select of `columns`, such as sums, from the whole answer.

        It walks the index of facts where that holds all that is asked; the planner, which knows
        no better than to look every row up that one filter finds, takes several times as long.
        """
        found = select(*columns).select_from(_REVISIONS).where(*self.conditions())
        if self._is_of_facts:
            found = found.with_hint(_REVISIONS, f"INDEXED BY {FACTS_INDEX}", "sqlite")
        return found

    @property
    def _is_of_facts(self) -> bool:
        """Whether the index of facts holds every column that is asked for."""
        further = (self.reliability, self.credibility, self.groups, self.incidents)
        flags = (self.with_attachment, self.to_follow_up, self.as_of, self.harms - {Harm.ANY})
        return not any((*further, *flags))

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield what a revision must satisfy to answer the question."""
        yield from self._known()
        yield from self._particular()
        if self.since:
            yield REVISION.occurred >= self.since
        if self.before:
            yield REVISION.occurred < self.before
        for column, wanted in (
            (REVISION.type, self.types),
            (REVISION.station, self.stations),
            (REVISION.status, self.statuses),
        ):
            if wanted:
                yield column.in_(wanted)
        if self.targets:
            named = REVISION.target.in_(self.targets - {""})
            yield or_(named, REVISION.target.is_(None)) if "" in self.targets else named
        if self.regions:
            yield func.coalesce(REVISION.region, "").in_(self.regions)
        if self.counted_only:
            yield REVISION.status.not_in(COUNTS_NOWHERE)
        yield from mentions(understand_search(self.text), self.as_of)

    def _particular(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions that are more than a column and its values."""
        if self.harms:
            yield or_(*map(_harmed, sorted(self.harms)))
        if self.reliability:
            yield REVISION.reliability.in_(_at_least(self.reliability))
        if self.credibility:
            yield REVISION.credibility.in_(_at_least(self.credibility))
        if self.groups:
            yield func.coalesce(REVISION.perpetrator, "").in_(self.groups)
        if self.incidents:
            yield REVISION.incident_uid.in_(self.incidents)
        if self.box:
            yield REVISION.location_precision.in_(PLOTTED)
            yield REVISION.longitude.between(self.box.west, self.box.east)
            yield REVISION.latitude.between(self.box.south, self.box.north)
        if self.with_attachment:
            yield self._attached()
        if self.to_follow_up:
            yield REVISION.follow_up_due.is_not(None)
            yield REVISION.status.not_in(DONE)

    def _known(self) -> Iterator[ColumnElement[bool]]:
        if self.as_of is None:
            yield REVISION.superseded_at.is_(None)
            return
        yield REVISION.recorded_at <= self.as_of
        yield or_(REVISION.superseded_at.is_(None), REVISION.superseded_at > self.as_of)

    def _attached(self) -> Exists:
        """Return whether a file is attached, as far as it was known."""
        files = exists().where(_ATTACHED.incident_uid == REVISION.incident_uid)
        return files if self.as_of is None else files.where(_ATTACHED.recorded_at <= self.as_of)

    def _ordered(
        self, columns: Sequence[ColumnElement[Any]], *, backwards: bool = False
    ) -> Select[Any]:
        keys = (
            key.desc() if descending is not backwards else key.asc()
            for key, descending in self._keys()
        )
        return select(*columns).where(*self.conditions()).order_by(*keys)

    def _keys(self) -> list[tuple[Column[Any], bool]]:
        """Return the columns of the order, and whether each descends; the last breaks any tie."""
        keys = [(column, key.descending) for key in self.order for column in ORDERS[key.name]]
        return [*keys, (REVISION.id, keys[-1][1] if keys else True)]


def _before(
    keys: Sequence[tuple[Column[Any], bool]], row: Sequence[Any]
) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield what holds for the rows that stand before `row`, in parts that share none.

    A part is: the same up to one key, and before it by that one. None is the least, as in SQLite.
    """
    same: tuple[ColumnElement[bool], ...] = ()
    for (column, descending), found in zip(keys, row, strict=True):
        value = literal(found, column.type)
        if found is None and descending:
            yield *same, column.is_not(None)
        elif found is not None and descending:
            yield *same, column > value
        elif found is not None:
            yield *same, column < value
            if column.nullable:
                yield *same, column.is_(None)
        same = *same, column.is_(None) if found is None else column == value
