"""What a report asks of the log besides the one question: late entries, changes, watches, due work.

Every answer is as known at the `as_of` of its query, or at the moment that is given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from db.journal import Author
from db.models import Act, JournalEntry, Watch
from db.projection import REVISING
from db.query import CASUALTY, REVISION, WHOLE, IncidentQuery
from db.vocabulary import Sensitivity, Status

_Statement = TypeVar("_Statement", bound=Select[Any])
_REVISIONS = REVISION.id.table
_OTHER = _REVISIONS.alias("other").c  # another revision of the same incident
_BY_UID = "ix_incident_revision_incident_uid_revision"
_DUE_COLUMNS: tuple[Column[Any], ...] = (
    REVISION.number,
    REVISION.follow_up_due,
    REVISION.summary,
)


def newest_moment(session: Session) -> datetime | None:
    """Return when the newest entry was recorded, at whichever station; None without any."""
    return session.scalar(select(func.max(JournalEntry.recorded_at)))


def whole_revisions(session: Session, entries: Sequence[str]) -> Sequence[Row[Any]]:
    """Return every column of those revisions, in the order of occurrence."""
    return session.execute(
        select(*WHOLE).where(REVISION.entry.in_(entries)).order_by(REVISION.occurred, REVISION.id)
    ).all()


def late_entries(
    session: Session,
    query: IncidentQuery,
    columns: tuple[Column[Any], ...],
    since: datetime | None = None,
) -> tuple[Row[Any], ...]:
    """Return what occurred before the period and was logged within it, oldest first.

    With `since`, the moment that the last report knew, it is what was logged after that.
    """
    late = select(*columns).where(*_late(_as_known(session, query), since))
    return tuple(session.execute(_by_uid(late).order_by(REVISION.occurred, REVISION.id)))


def late_casualties(
    session: Session, query: IncidentQuery, since: datetime | None = None
) -> Iterator[Row[Any]]:
    """Yield the casualty rows of the late entries."""
    late = _late(_as_known(session, query), since)
    yield from session.execute(
        _by_uid(select(*CASUALTY).where(CASUALTY.entry == REVISION.entry, *late))
    )


def changed_since(session: Session, query: IncidentQuery, since: datetime) -> Sequence[str]:
    """Return the uids of the answer's incidents to which more than logging was done since then."""
    changed = _changed(_as_known(session, query), since)
    return session.scalars(_by_uid(select(REVISION.incident_uid).where(*changed))).all()


def first_recorded(session: Session, query: IncidentQuery) -> dict[str, datetime]:
    """Return when each incident of the answer was logged, by its uid."""
    asked = select(REVISION.incident_uid).where(*query.conditions())
    logged = select(_OTHER.incident_uid, _OTHER.recorded_at).where(
        _OTHER.revision == 1, _OTHER.incident_uid.in_(asked)
    )
    return {row.incident_uid: row.recorded_at for row in session.execute(logged)}


def verified(session: Session, query: IncidentQuery) -> set[str]:
    """Return the uids of the answer's incidents whose latest content was verified."""
    confirmed = select(REVISION.incident_uid).where(
        _OTHER.incident_uid == REVISION.incident_uid,
        _OTHER.status == Status.VERIFIED,
        _OTHER.updates == REVISION.updates,
        _OTHER.revision <= REVISION.revision,
        *query.conditions(),
    )
    return set(session.scalars(confirmed))


def to_follow_up(session: Session, query: IncidentQuery) -> Sequence[Row[Any]]:
    """Return number, follow_up_due and summary of what is due and not closed, first due first."""
    due = select(*_DUE_COLUMNS).where(*_due(_as_known(session, query)))
    return session.execute(due.order_by(REVISION.follow_up_due, REVISION.id)).all()


def count_to_follow_up(session: Session, query: IncidentQuery) -> int:
    """Return how many incidents of the answer have something due and are not closed."""
    return session.scalar(select(func.count()).where(*_due(_as_known(session, query)))) or 0


def sensitivities(session: Session, query: IncidentQuery, since: datetime) -> set[Sensitivity]:
    """Return the sensitivities among what is to be followed up or was changed since then."""
    known, sensitivity = _as_known(session, query), select(REVISION.sensitivity)
    due = session.scalars(sensitivity.where(*_due(known)).order_by(REVISION.follow_up_due))
    changed = session.scalars(_by_uid(sensitivity.where(*_changed(known, since))))
    return {*due, *changed}


def watches_between(
    session: Session, since: datetime, before: datetime, at: datetime
) -> Sequence[Watch]:
    """Return the watches that overlap the stretch, as known at `at`, by when they were assumed."""
    return session.scalars(
        select(Watch)
        .where(
            Watch.opened_at < before,
            Watch.opened_at <= at,
            or_(Watch.closed_at.is_(None), Watch.closed_at > since),
        )
        .order_by(Watch.opened_at)
    ).all()


def watch_at(session: Session, at: datetime) -> Author | None:
    """Return who had the watch at `at`; None if nobody had."""
    kept = or_(Watch.closed_at.is_(None), Watch.closed_at > at)
    had = select(Watch).where(Watch.opened_at <= at, kept).order_by(Watch.opened_at.desc())
    watch = _first(session, had)
    return author_of(watch) if watch else None


def watch_after(session: Session, closed: datetime, at: datetime) -> Watch | None:
    """Return the first watch assumed from `closed` on, as known at `at`; None if there is none."""
    next_one = select(Watch).where(Watch.opened_at >= closed, Watch.opened_at <= at)
    return _first(session, next_one.order_by(Watch.opened_at))


def author_of(watch: Watch) -> Author:
    """Return whose watch it is."""
    return Author(watch.rank, watch.name, watch.role)


def entries_between(session: Session, station: str, since: datetime, until: datetime) -> int:
    """Return how many entries the station recorded from `since` to `until`, both included."""
    last = _last_entry(session, station, JournalEntry.recorded_at <= until)
    return max(0, last - _last_entry(session, station, JournalEntry.recorded_at < since))


def _last_entry(session: Session, station: str, recorded: ColumnElement[bool]) -> int:
    """Return the number of the station's newest entry of those; 0 without any.

    Entries are numbered without gaps, so that numbers count them and nothing need be scanned.
    """
    found = select(JournalEntry.seq).where(JournalEntry.station == station, recorded)
    found = found.with_hint(JournalEntry, "INDEXED BY ix_journal_recorded_at", "sqlite")
    by_time = found.order_by(JournalEntry.recorded_at.desc(), JournalEntry.seq.desc())
    return session.scalar(by_time.limit(1)) or 0


def _as_known(session: Session, query: IncidentQuery) -> IncidentQuery:
    """Return the same question; of now, if nothing was recorded after its moment.

    Only what is known now is indexed by all that a report asks for.
    """
    newest = newest_moment(session)
    if query.as_of is None or newest is None or query.as_of < newest:
        return query
    return replace(query, as_of=None)


def _by_uid(statement: _Statement) -> _Statement:
    """Return the statement, told to look its incidents up one by one: they are few."""
    return statement.with_hint(_REVISIONS, f"INDEXED BY {_BY_UID}", "sqlite")


def _first(session: Session, watches: Select[Watch]) -> Watch | None:
    return session.scalars(watches.limit(1)).first()


def _late(query: IncidentQuery, since: datetime | None) -> Iterator[ColumnElement[bool]]:
    recorded_at = JournalEntry.recorded_at
    logged = (
        (recorded_at >= query.since, recorded_at < query.before)
        if since is None
        else (recorded_at > since,)
    )
    first_logged = select(JournalEntry.subject).where(JournalEntry.act == Act.LOG, *logged)
    yield from replace(query, since=None, before=query.since).counted().conditions()
    yield REVISION.incident_uid.in_(first_logged)


def _changed(query: IncidentQuery, since: datetime) -> Iterator[ColumnElement[bool]]:
    entered = select(JournalEntry.subject).where(
        JournalEntry.recorded_at >= since, JournalEntry.act.in_(REVISING - {Act.LOG})
    )
    if query.as_of:
        entered = entered.where(JournalEntry.recorded_at <= query.as_of)
    yield from query.conditions()
    yield REVISION.incident_uid.in_(entered)


def _due(query: IncidentQuery) -> Iterator[ColumnElement[bool]]:
    yield from replace(query, to_follow_up=True).conditions()
