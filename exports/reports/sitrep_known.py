"""What a situation report is made from: the incidents of its days, all as known at one moment."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlalchemy.orm import Session

from db.current import Home, station_of
from db.dates import short_year
from db.query import LISTED, REVISION, IncidentQuery, Order
from db.regions import region_in_words
from db.reporting import late_casualties, late_entries
from db.reports import Issued, issued_report, issued_reports
from db.text import show_occurred
from db.vocabulary import COUNTS_NOWHERE, TargetClass, TimePrecision
from db.words import _
from exports.reports.reading import Reading

UN_TARGETS = frozenset(
    {
        TargetClass.UN_MILITARY,
        TargetClass.UN_POLICE,
        TargetClass.UN_CIVILIAN_STAFF,
        TargetClass.UN_CONTRACTOR,
    }
)
_COLUMNS = (
    *LISTED,
    REVISION.bearing,
    REVISION.claimed_by,
    REVISION.attribution_basis,
    REVISION.further_targets,
    REVISION.intent,
    REVISION.effect,
    REVISION.use_of_force,
    REVISION.assessment,
    REVISION.sensitivity,
)
_DAYS_BEFORE = 13  # that stand beside the last day of the period
_MOST_COLUMNS = 16  # more, and a number no longer fits its column
_RECORDED_TO = timedelta(milliseconds=1)  # how exactly the journal keeps its moments
_STRETCHES = (1, 7, 28, 91, 364)  # days


class Days(NamedTuple):
    """The stretches of time that stand side by side: the first midnight and their length."""

    start: datetime
    step: timedelta
    number: int

    def place_of(self, at: datetime) -> int:
        """Return which stretch `at` lies in."""
        return (at - self.start) // self.step


@dataclass(frozen=True, slots=True)
class Known:
    """The log as the report sees it. Rows stand in the order of occurrence.

    Attributes:
        query: The period, and `as_of` the moment below.
        at: The moment at which all of it was known: that asked for, or the newest there is.
        last: The report since which changes are told; None if none was issued.
        days: For the table at a glance: fourteen, or the whole period if that is longer.
        rows: Incidents of those days; struck and duplicate ones are left out, but see `left_out`.
        left_out: Of the period.
        late: Occurred before the period, logged within it, or since the last report.
        people: The casualty rows of an incident, by its entry.
    """

    session: Session
    query: IncidentQuery
    at: datetime
    last: Issued | None
    station: Home
    days: Days
    rows: tuple[Row[Any], ...]
    left_out: tuple[Row[Any], ...]
    late: tuple[Row[Any], ...]
    people: Mapping[str, tuple[Row[Any], ...]]

    @property
    def since(self) -> datetime:
        """The first midnight of the period."""
        assert self.query.since is not None  # known() refuses a question without it
        return self.query.since

    @property
    def before(self) -> datetime:
        """The midnight after its last day."""
        assert self.query.before is not None
        return self.query.before

    @property
    def told_until(self) -> datetime:
        """The moment after that of which the last report knew; without one, the first midnight."""
        return self.last.as_of + _RECORDED_TO if self.last else self.since

    @property
    def period(self) -> tuple[Row[Any], ...]:
        """The incidents that occurred in the period."""
        return tuple(row for row in self.rows if row.occurred >= self.since)

    @property
    def is_daily(self) -> bool:
        """Whether the period is one day."""
        return self.before - self.since <= timedelta(days=1)

    def dtg(self, at: datetime, precision: TimePrecision = TimePrecision.MINUTE) -> str:
        """Return the DTG, without its year where that is the year of the period."""
        text = show_occurred(at, precision)
        if at.year != self.since.year:
            return text
        head, _year, tail = text.rpartition(f" {short_year(at.year)}")
        return head + tail

    @property
    def unreported(self) -> tuple[Row[Any], ...]:
        """The incidents of the period of which nobody said whether anybody was hurt."""
        return tuple(row for row in self.period if row.killed is None)

    def narrow_dtg(
        self, at: datetime, precision: TimePrecision = TimePrecision.MINUTE, letters: int = 11
    ) -> str:
        """Return the same for a column of so many letters: if longer, the month stands below."""
        text = self.dtg(at, precision)
        return text if len(text) <= letters else text.replace(" ", "\n", 1)


def known(reading: Reading) -> Known:
    """Return what the log knew; ValueError if the period ordered lacks its start or end."""
    session, query, at = reading.session, reading.order.query, reading.at
    if query.since is None or query.before is None:
        raise ValueError("a report needs a period with start and end")
    asked = replace(query, as_of=at, order=(Order("occurred"),))
    days = _days(query.since, query.before)
    wide = replace(asked, since=days.start)
    found = tuple(wide.stream(session, _COLUMNS))
    last = _last_report(reading)
    told = last.as_of if last else None
    late = late_casualties(session, asked, told)
    return Known(
        session=session,
        query=asked,
        at=at,
        last=last,
        station=station_of(session),
        days=days,
        rows=tuple(row for row in found if row.status not in COUNTS_NOWHERE),
        left_out=tuple(
            row for row in found if row.status in COUNTS_NOWHERE and row.occurred >= query.since
        ),
        late=late_entries(session, asked, _COLUMNS, told),
        people=_people(chain(wide.casualties(session), late)),
    )


def _last_report(reading: Reading) -> Issued | None:
    """Return the report named in the order, or the last of its kind that was issued before.

    A corrected copy is told beside what came before the report that it replaces.
    """
    session, order = reading.session, reading.order
    if order.since:
        return issued_report(session, order.since)
    replaced = issued_report(session, order.replaces) if order.replaces else None
    former = issued_reports(session, order.kind, as_of=reading.at)
    return next((one for one in former if replaced is None or one.serial < replaced.serial), None)


def serial(number: str) -> str:
    """Return `GAO-0147` of `MIN-GAO-2016-0147`."""
    _mission, station, _year, count = number.split("-")
    return f"{station}-{count}"


def serials(rows: Iterable[Row[Any]]) -> str:
    """Return the serials of `rows`, with commas."""
    return ", ".join(serial(row.number) for row in rows)


def where_and_when(row: Row[Any]) -> str:
    """Return place and DTG, e.g. "UN camp, Gao, 312045Z MAY 16"."""
    place, bearing = row.place or "", row.bearing or ""
    places = [bearing, "" if place and place in bearing else place]
    told = [part for part in places if part] or [
        region_in_words(row.region) or _("place not known")
    ]
    return ", ".join([*told, show_occurred(row.occurred, row.time_precision)])


def _days(since: datetime, before: datetime) -> Days:
    start = min(since, before - timedelta(days=_DAYS_BEFORE + 1))
    days = math.ceil((before - start) / timedelta(days=1))
    length = next(
        (one for one in _STRETCHES if days <= one * _MOST_COLUMNS), math.ceil(days / _MOST_COLUMNS)
    )
    return Days(start, timedelta(days=length), math.ceil(days / length))


def _people(casualties: Iterable[Row[Any]]) -> Mapping[str, tuple[Row[Any], ...]]:
    """Return the casualty rows by entry; a late one may have come twice, and counts once."""
    people: defaultdict[str, dict[int, Row[Any]]] = defaultdict(dict)
    for row in casualties:
        people[row.entry][row.ordinal] = row
    return {entry: tuple(rows.values()) for entry, rows in people.items()}
