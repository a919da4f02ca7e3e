"""Totals that a sceptic would accept: plain numbers, with what was left out beside them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, func, or_, select
from sqlalchemy.orm import Session

from db.query import CASUALTY, REVISION, IncidentQuery
from db.vocabulary import KILLED, Category, Cause, Outcome, Status

_UN = tuple(category for category in Category if category.is_un)
_BY_ENTRY = "sqlite_autoindex_incident_revision_1"
UNKNOWN = "unknown"  # the key of what was not reported: it is shown, never dropped
_UN = tuple(category for category in Category if category.is_un)


class CasualtyTotal(NamedTuple):
    """The people of one category, nationality, outcome and cause.

    Attributes:
        nationality: ISO 3166 alpha-3, None if not reported.
        low: Sum of the low estimates; None if no number is known at all. So best and high.
        not_known: Rows whose number nobody knows yet; they add nothing to the sums.
    """

    category: Category
    nationality: str | None
    outcome: Outcome
    cause: Cause
    low: int | None
    best: int | None
    high: int | None
    not_known: int


class Death(NamedTuple):
    """UN personnel killed, or died of wounds, by one incident; the date is the incident's.

    Attributes:
        best: How many; None if nobody knows yet. So `high`.
    """

    occurred: datetime
    category: Category
    nationality: str | None
    cause: Cause
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The answer to "how many, who, where": struck and duplicate incidents count nowhere."""

    total: int
    by_type: dict[str, int]
    by_region: dict[str, int]
    by_target: dict[str, int]
    by_status: dict[str, int]
    casualties: tuple[CasualtyTotal, ...]
    struck: int
    duplicate: int


def figures(session: Session, query: IncidentQuery) -> Figures:
    """Return the figures of the question, all from one moment of the log."""
    counted = query.counted()
    left_out = _counts(session, query, REVISION.status)
    return Figures(
        total=counted.count(session),
        by_type=_counts(session, counted, REVISION.type),
        by_region=_counts(session, counted, REVISION.region),
        by_target=_counts(session, counted, REVISION.target),
        by_status=_counts(session, counted, REVISION.status),
        casualties=casualty_totals(session, counted),
        struck=left_out.get(Status.STRUCK, 0),
        duplicate=left_out.get(Status.DUPLICATE, 0),
    )


def casualty_totals(
    session: Session, query: IncidentQuery, *, un_killed_only: bool = False
) -> tuple[CasualtyTotal, ...]:
    """Return one total per combination that occurs, in the order of the vocabularies.

    Args:
        un_killed_only: Of UN personnel killed; much sooner, over a whole log.
    """
    keys = (CASUALTY.category, CASUALTY.nationality, CASUALTY.outcome, CASUALTY.cause)
    sums = (func.sum(CASUALTY.low), func.sum(CASUALTY.best), func.sum(CASUALTY.high))
    not_known = func.count() - func.count(CASUALTY.best)
    found = select(*keys, *sums, not_known).where(
        CASUALTY.entry == REVISION.entry, *query.conditions()
    )
    if un_killed_only:
        found = found.where(CASUALTY.category.in_(_UN), CASUALTY.outcome.in_(KILLED))
        # Casualties first: there are far fewer of these than revisions.
        found = found.with_hint(REVISION.id.table, f"INDEXED BY {_BY_ENTRY}", "sqlite")
    rows = session.execute(found.group_by(*keys))
    totals = (CasualtyTotal(*row) for row in rows)
    return tuple(sorted(totals, key=_in_order))


def un_deaths(session: Session, query: IncidentQuery) -> Iterator[Death]:
    """Yield the dead of UN personnel, the earliest first; struck and duplicates left out."""
    rows = session.execute(
        select(
            REVISION.occurred,
            CASUALTY.category,
            CASUALTY.nationality,
            CASUALTY.cause,
            CASUALTY.best,
            CASUALTY.high,
        )
        .where(
            CASUALTY.entry == REVISION.entry,
            *query.counted().conditions(),
            or_(REVISION.killed_un > 0, REVISION.killed_open),  # few incidents are of this sort
            CASUALTY.outcome.in_(KILLED),
            CASUALTY.category.in_(_UN),
        )
        .order_by(REVISION.occurred, REVISION.id, CASUALTY.ordinal)
        .execution_options(yield_per=500)
    )
    yield from (Death(*row) for row in rows)


def all_targets(session: Session, query: IncidentQuery) -> Counter[str]:
    """Return how many incidents have each class among their targets, the main one or a further."""
    counted = query.counted()
    found = Counter(_counts(session, counted, REVISION.target))
    rows = session.execute(
        select(REVISION.target, REVISION.further_targets).where(
            *counted.conditions(), REVISION.further_targets.is_not(None)
        )
    )
    for main, further in rows:
        found.update(set(further) - {main})
    return found


def first_occurred(session: Session, query: IncidentQuery) -> datetime | None:
    """Return when the first incident of the answer occurred; None if there is none."""
    found = select(REVISION.occurred).where(*query.counted().conditions())
    return session.scalars(found.order_by(REVISION.occurred).limit(1)).first()


def _in_order(total: CasualtyTotal) -> tuple[int, str, int, int]:
    return (
        list(Category).index(total.category),
        total.nationality or "~",  # not reported comes last
        list(Outcome).index(total.outcome),
        list(Cause).index(total.cause),
    )


def _counts(session: Session, query: IncidentQuery, column: Column[Any]) -> dict[str, int]:
    rows = session.execute(
        select(column, func.count()).where(*query.conditions()).group_by(column).order_by(column)
    )
    return {UNKNOWN if key is None else str(key): number for key, number in rows}
