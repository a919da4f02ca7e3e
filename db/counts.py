"""What an answer is made of: how many of each kind, and how many on each day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Column, String, case, func, type_coerce
from sqlalchemy.orm import Session

from db.query import REVISION, IncidentQuery

# The facets, by the attribute of IncidentQuery that narrows to one of their values.
FACETS: dict[str, Column[Any]] = {
    "types": REVISION.type,
    "regions": REVISION.region,
    "targets": REVISION.target,
    "statuses": REVISION.status,
}


class Counted(NamedTuple):
    """How many incidents have a value, as it is kept; "" for none."""

    value: str
    incidents: int


class Day(NamedTuple):
    """What occurred on a UTC day.

    Attributes:
        killed_un: By best estimates; what is not known is left out.
        unknown: Incidents with a number of killed that nobody knows yet.
    """

    day: date
    incidents: int
    killed_un: int
    unknown: int


def facet(session: Session, query: IncidentQuery, name: str) -> Sequence[Counted]:
    """Return how the answer falls into the values of the facet called `name`, most first.

    The facet's own filter is lifted, so that what could be added to it is counted too.
    """
    nothing: dict[str, Any] = {name: frozenset()}
    return count_by(session, replace(query, **nothing), name)


def count_by(session: Session, query: IncidentQuery, name: str) -> Sequence[Counted]:
    """Return the same with every filter in force."""
    value = func.coalesce(type_coerce(FACETS[name], String), "").label("value")
    counted = func.count().label("incidents")
    found = query.over(value, counted).group_by("value").order_by(counted.desc(), value)
    return [Counted(*row) for row in session.execute(found)]


def days(session: Session, query: IncidentQuery) -> Sequence[Day]:
    """Return the days on which incidents of the answer occurred, in order; none without any.

    Struck and duplicate incidents are left out, as of every figure.
    """
    day = func.substr(type_coerce(REVISION.occurred, String), 1, 10).label("day")
    unknown = func.sum(case((REVISION.killed_open, 1), else_=0))
    killed_un = func.coalesce(func.sum(REVISION.killed_un), 0)
    told = query.counted().over(day, func.count(), killed_un, unknown)
    return [
        Day(date.fromisoformat(day), *sums)
        for day, *sums in session.execute(told.group_by("day").order_by("day"))
    ]
