"""The one question that the table, the exports, the figures and the reports all ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import Casualty
from db.models import IncidentRevision as Revision
from db.vocabulary import COUNTS_NOWHERE, EventType, Status, TargetClass

# What a row of the table, a line of a list or a dot on the map needs: no long text.
LISTED: tuple[InstrumentedAttribute[Any], ...] = (
    Revision.id,
    Revision.incident_uid,
    Revision.entry,
    Revision.number,
    Revision.occurred,
    Revision.time_precision,
    Revision.reported,
    Revision.recorded_at,
    Revision.type,
    Revision.subtype,
    Revision.place,
    Revision.region,
    Revision.latitude,
    Revision.longitude,
    Revision.grid_digits,
    Revision.location_precision,
    Revision.target,
    Revision.perpetrator,
    Revision.attribution,
    Revision.killed,
    Revision.killed_un,
    Revision.killed_open,
    Revision.injured,
    Revision.injured_open,
    Revision.missing,
    Revision.abducted,
    Revision.severity,
    Revision.reliability,
    Revision.credibility,
    Revision.status,
    Revision.updates,
    Revision.duplicate_of,
    Revision.follow_up_due,
    Revision.summary,
)
WHOLE: tuple[InstrumentedAttribute[Any], ...] = tuple(
    getattr(Revision, column.key) for column in Revision.__mapper__.column_attrs
)
# Every order walks an index of the current rows; a tie is broken by the order of logging.
ORDERS: dict[str, tuple[InstrumentedAttribute[Any], ...]] = {
    "number": (Revision.station, Revision.year, Revision.serial),
    "grade": (Revision.reliability, Revision.credibility),
    **{
        name: (getattr(Revision, name),)
        for name in (
            "occurred",
            "reported",
            "recorded_at",
            "type",
            "place",
            "region",
            "target",
            "perpetrator",
            "killed",
            "injured",
            "status",
            "follow_up_due",
            "summary",
        )
    },
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


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """Which incidents, in which order. Immutable: vary one with `dataclasses.replace`.

    Attributes:
        since: Occurred at or after.
        before: Occurred before.
        regions: By name; "" stands for incidents without a region.
        targets: Main target class.
        text: In number, summary, narrative, place, group or tags; "" for any.
        counted_only: Leave struck and duplicate incidents out, as every figure does.
        as_of: What was known at that moment; None for what is known now.
    """

    since: datetime | None = None
    before: datetime | None = None
    types: frozenset[EventType] = frozenset()
    regions: frozenset[str] = frozenset()
    stations: frozenset[str] = frozenset()
    targets: frozenset[TargetClass] = frozenset()
    statuses: frozenset[Status] = frozenset()
    text: str = ""
    counted_only: bool = False
    as_of: datetime | None = None
    order: tuple[Order, ...] = (Order("occurred", descending=True),)

    def count(self, session: Session) -> int:
        """Return how many incidents answer the question."""
        return session.scalar(select(func.count()).where(*self.conditions())) or 0

    def page(self, session: Session, offset: int, limit: int) -> Sequence[Row[Any]]:
        """Return at most `limit` rows of LISTED from the `offset`-th on."""
        return session.execute(self._ordered(LISTED).offset(offset).limit(limit)).all()

    def stream(
        self, session: Session, columns: tuple[InstrumentedAttribute[Any], ...] = LISTED
    ) -> Iterator[Row[Any]]:
        """Yield every row, a few hundred held at a time."""
        yield from session.execute(self._ordered(columns).execution_options(yield_per=500))

    def casualties(self, session: Session) -> Iterator[Row[Any]]:
        """Yield (revision entry, casualty columns) of the answer, row by row of each incident."""
        columns = (column for column in Casualty.__mapper__.column_attrs)
        yield from session.execute(
            select(*(getattr(Casualty, column.key) for column in columns))
            .join(Revision, Revision.entry == Casualty.entry)
            .where(*self.conditions())
            .order_by(Revision.occurred, Revision.id, Casualty.ordinal)
            .execution_options(yield_per=500)
        )

    def totals(self, session: Session) -> Totals:
        """Return what the answer adds up to."""
        unknown = case((or_(Revision.killed_open, Revision.injured_open), 1), else_=0)
        sums = select(
            func.sum(Revision.killed),
            func.sum(Revision.killed_un),
            func.sum(Revision.injured),
            func.sum(unknown),
        ).where(*self.counted().conditions())
        return Totals(*(number or 0 for number in session.execute(sums).one()))

    def position_of(self, session: Session, uid: str) -> int | None:
        """Return at which row of the answer the incident stands; None if it is not in it."""
        placed = select(
            Revision.incident_uid,
            func.row_number().over(order_by=self._order_by()).label("place"),
        ).where(*self.conditions())
        rows = placed.subquery()
        place = session.scalar(select(rows.c.place).where(rows.c.incident_uid == uid))
        return None if place is None else place - 1

    @property
    def last_day(self) -> date | None:
        """The last UTC day of the period; None if it has no end."""
        return (self.before - timedelta(microseconds=1)).date() if self.before else None

    def counted(self) -> "IncidentQuery":
        """Return the same question without struck and duplicate incidents."""
        return replace(self, counted_only=True)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield what a revision must satisfy to answer the question."""
        yield from self._known()
        if self.since:
            yield Revision.occurred >= self.since
        if self.before:
            yield Revision.occurred < self.before
        for column, wanted in (
            (Revision.type, self.types),
            (Revision.station, self.stations),
            (Revision.target, self.targets),
            (Revision.status, self.statuses),
        ):
            if wanted:
                yield column.in_(wanted)
        if self.regions:
            yield func.coalesce(Revision.region, "").in_(self.regions)
        if self.counted_only:
            yield Revision.status.not_in(COUNTS_NOWHERE)
        if self.text:
            yield _mentions(self.text)

    def _known(self) -> Iterator[ColumnElement[bool]]:
        if self.as_of is None:
            yield Revision.superseded_at.is_(None)
            return
        yield Revision.recorded_at <= self.as_of
        yield or_(Revision.superseded_at.is_(None), Revision.superseded_at > self.as_of)

    def _ordered(self, columns: tuple[InstrumentedAttribute[Any], ...]) -> Select[Any]:
        return select(*columns).where(*self.conditions()).order_by(*self._order_by())

    def _order_by(self) -> list[ColumnElement[Any]]:
        keys = [(column, key.descending) for key in self.order for column in ORDERS[key.name]]
        tie = keys[-1][1] if keys else True
        return [
            column.desc() if descending else column.asc()
            for column, descending in (*keys, (Revision.id, tie))
        ]


def _mentions(text: str) -> ColumnElement[bool]:
    """Return whether every word of `text` stands somewhere in an incident."""
    looked_in = (
        Revision.number,
        Revision.summary,
        Revision.narrative,
        Revision.place,
        Revision.region,
        Revision.perpetrator,
        Revision.tags,
    )
    return and_(
        *(
            or_(*(column.icontains(word, autoescape=True) for column in looked_in))
            for word in text.split()
        )
    )
