"""What a casualty list is made from: who was hurt in the period, as known at one moment."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from db.query import LISTED, REVISION, IncidentQuery, Order
from db.reporting import first_recorded, late_entries, verified
from db.vocabulary import COUNTS_NOWHERE
from exports.reports.reading import Reading

_COLUMNS = (*LISTED, REVISION.bearing, REVISION.sensitivity)


@dataclass(frozen=True, slots=True)
class Hurt:
    """The incidents of the period in the order of occurrence.

    Attributes:
        query: With the moment whose knowledge is told.
        since: The start of the period; `before` its end.
        rows: Of the incidents that count; `left_out` those struck and the duplicates.
        people: The casualty rows by the entry of the revision.
        checked: Uids of the incidents whose latest content somebody else confirmed.
        late: Uids of those that were logged after the period had ended.
        earlier: Incidents from before the period that were logged within it.
    """

    reading: Reading
    query: IncidentQuery
    since: datetime
    before: datetime
    rows: tuple[Row[Any], ...]
    left_out: tuple[Row[Any], ...]
    people: dict[str, list[Row[Any]]]
    checked: frozenset[str]
    late: frozenset[str]
    earlier: tuple[Row[Any], ...]

    @property
    def everybody(self) -> Iterator[Row[Any]]:
        """Every group of people of the incidents that count."""
        for row in self.rows:
            yield from self.people.get(row.entry, ())

    @property
    def hurting(self) -> tuple[Row[Any], ...]:
        """The incidents with casualties."""
        return tuple(row for row in self.rows if self.people.get(row.entry))

    @property
    def silent(self) -> tuple[Row[Any], ...]:
        """The incidents of which nobody said whether anybody was hurt."""
        return tuple(row for row in self.rows if row.killed is None)

    def is_provisional(self, row: Row[Any]) -> bool:
        """Whether its numbers may still change: logged late, or not verified."""
        return row.incident_uid in self.late or row.incident_uid not in self.checked


def hurt_in(reading: Reading) -> Hurt:
    """Return who was hurt in the period; ValueError if that lacks its start or its end."""
    order, session = reading.order, reading.session
    if order.query.since is None or order.query.before is None:
        raise ValueError("a casualty list needs a period with start and end")
    query = replace(order.query, as_of=reading.at, order=(Order("occurred"),))
    found = tuple(query.stream(session, _COLUMNS))
    people: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for one in query.counted().casualties(session):
        people[one.entry].append(one)
    first = first_recorded(session, query)
    return Hurt(
        reading=reading,
        query=query,
        since=order.query.since,
        before=order.query.before,
        rows=tuple(row for row in found if row.status not in COUNTS_NOWHERE),
        left_out=tuple(row for row in found if row.status in COUNTS_NOWHERE),
        people=dict(people),
        checked=frozenset(verified(session, query)),
        late=frozenset(uid for uid, at in first.items() if at >= order.query.before),
        earlier=late_entries(session, query, _COLUMNS),
    )
