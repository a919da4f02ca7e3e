"""What one watch leaves to the next: what it logged and amended, and what is still open.

Everything is counted; of each sort of incident no more than `MOST` are listed.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from db.current import officers_of
from db.drafts import DraftKept, drafts_of
from db.journal import Author
from db.models import Act, JournalEntry, Watch
from db.query import REVISION, IncidentQuery
from db.reporting import author_of
from db.vocabulary import DONE, EventType, Sensitivity, Status, TimePrecision

MOST = 200  # nobody reads more of one sort at a handover
SOON = timedelta(hours=24)  # what is due within it is for the relief
UNVERIFIED = frozenset({Status.INITIAL, Status.UPDATED})
_CORRECTING = (Act.AMEND, Act.REOPEN, Act.STRIKE, Act.DUPLICATE)


class HandoverRow(NamedTuple):
    """An incident as it stands now: enough to say which it is, and to open it."""

    incident_uid: str
    number: str
    occurred: datetime
    time_precision: TimePrecision
    type: EventType
    subtype: str | None
    place: str | None
    region: str | None
    killed: int | None
    killed_open: bool
    injured: int | None
    injured_open: bool
    sensitivity: Sensitivity
    status: Status
    updates: int
    duplicate_of: str | None
    follow_up_due: datetime | None
    summary: str


class ReportWritten(NamedTuple):
    """A report that was written to a file: its sort, the file's name and SHA-256, when, by whom."""

    kind: str
    name: str
    sha256: str
    recorded_at: datetime
    author: Author


class Counts(NamedTuple):
    """How many there are, listed or not; `unverified` in the whole log, the rest of the watch."""

    fresh: int
    amended: int
    unverified: int
    due: int
    remarks: int


class Handover(NamedTuple):
    """What is handed over. Incidents of the watch stand in the order of occurrence.

    Attributes:
        since: When the watch was taken; the log's first moment if nobody ever took one.
        officer: Who took it; None if nobody ever did.
        closed_at: When it was closed, if no watch is open; what was done since then is told too.
        reliefs: The enrolled officers who may take over.
        fresh: Logged since.
        amended: Logged before, and amended, reopened, struck or marked as duplicate since.
        unverified: Of these two, what no second person has confirmed.
        due: To be followed up within 24 hours, or overdue; first due first.
        drafts: Begun and not logged, newest first.
        reports: Written since, oldest first.
        sensitivity: The highest of what is listed, drafts too.
    """

    since: datetime
    officer: Author | None
    closed_at: datetime | None
    reliefs: tuple[Author, ...]
    fresh: tuple[HandoverRow, ...]
    amended: tuple[HandoverRow, ...]
    unverified: tuple[HandoverRow, ...]
    due: tuple[HandoverRow, ...]
    drafts: tuple[DraftKept, ...]
    reports: tuple[ReportWritten, ...]
    sensitivity: Sensitivity
    counts: Counts


_COLUMNS: tuple[Column[Any], ...] = tuple(REVISION[name] for name in HandoverRow._fields)


def handover_of(session: Session, now: datetime) -> Handover:
    """Return what the open watch has to hand over, or the last one if none is open."""
    watch = session.scalars(select(Watch).order_by(Watch.opened_at.desc()).limit(1)).first()
    since = watch.opened_at if watch else _first_moment(session) or now
    officer = author_of(watch) if watch else None
    since_taken = _since_taken(watch, since)
    log = (*since_taken, JournalEntry.act == Act.LOG)
    earlier = JournalEntry.subject.not_in(select(JournalEntry.subject).where(*log))
    logged, fresh = _subjects(session, *log)
    corrected = JournalEntry.act.in_(_CORRECTING)
    changed, amended = _subjects(session, *since_taken, corrected, earlier)
    of_watch = _standing(session, [*logged, *changed])
    due, due_in_all = _due(session, now + SOON)
    drafts = drafts_of(session)
    return Handover(
        since=since,
        officer=officer,
        closed_at=watch.closed_at if watch else None,
        reliefs=tuple(one for one in officers_of(session) if str(one) != str(officer)),
        fresh=tuple(row for row in of_watch if row.incident_uid in logged),
        amended=tuple(row for row in of_watch if row.incident_uid not in logged),
        unverified=tuple(row for row in of_watch if row.status in UNVERIFIED),
        due=due,
        drafts=drafts,
        reports=_reports(session, since_taken),
        sensitivity=_highest(session, (*of_watch, *due), drafts),
        counts=Counts(
            fresh=fresh,
            amended=amended,
            unverified=IncidentQuery(statuses=UNVERIFIED).count(session),
            due=due_in_all,
            remarks=_entries(session, *since_taken, JournalEntry.act == Act.REMARK),
        ),
    )


def _first_moment(session: Session) -> datetime | None:
    return session.scalar(select(func.min(JournalEntry.recorded_at)))


def _since_taken(watch: Watch | None, since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return which entries were written since the watch was taken.

    The moment alone does not tell: while a clock that was set back catches up, every entry has
    the same.
    """
    later = JournalEntry.recorded_at >= since
    if watch is None:
        return (later,)
    taken = select(JournalEntry.seq).where(JournalEntry.uid == watch.entry).scalar_subquery()
    return later, or_(JournalEntry.station != watch.station, JournalEntry.seq > taken)


def _subjects(session: Session, *conditions: ColumnElement[bool]) -> tuple[Sequence[str], int]:
    """Return the incidents of such entries, the latest of them, and how many there are in all."""
    subject, latest = JournalEntry.subject, func.max(JournalEntry.recorded_at)
    found = select(subject).where(*conditions).group_by(subject).order_by(latest.desc())
    number = select(func.count(subject.distinct())).where(*conditions)
    return session.scalars(found.limit(MOST)).all(), session.scalar(number) or 0


def _entries(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(JournalEntry.seq)).where(*conditions)) or 0


def _standing(session: Session, uids: Sequence[str]) -> tuple[HandoverRow, ...]:
    """Return how those incidents stand now, in the order of occurrence."""
    found = session.execute(
        select(*_COLUMNS).where(REVISION.incident_uid.in_(uids), REVISION.superseded_at.is_(None))
    )  # sorted here: asked to, SQLite would walk the whole log in that order instead
    return tuple(sorted((HandoverRow(*row) for row in found), key=lambda row: row.occurred))


def _due(session: Session, before: datetime) -> tuple[tuple[HandoverRow, ...], int]:
    """Return what is due before then and not closed, and how many that are."""
    conditions = (
        REVISION.superseded_at.is_(None),
        REVISION.follow_up_due < before,
        REVISION.status.not_in(DONE),
    )
    first = select(*_COLUMNS).where(*conditions).order_by(REVISION.follow_up_due).limit(MOST)
    number = session.scalar(select(func.count()).where(*conditions)) or 0
    return tuple(HandoverRow(*row) for row in session.execute(first)), number


def _highest(
    session: Session, listed: Sequence[HandoverRow], drafts: Sequence[DraftKept]
) -> Sensitivity:
    """Return the highest sensitivity; a draft has what was typed, and its incident's."""
    amended = [draft.subject for draft in drafts if draft.subject]
    found: set[str] = {row.sensitivity for row in (*listed, *_standing(session, amended))}
    found |= {str(draft.typed.get("sensitivity")) for draft in drafts}
    return next((one for one in reversed(Sensitivity) if one in found), Sensitivity.UNCLASSIFIED)


def _reports(
    session: Session, conditions: tuple[ColumnElement[bool], ...]
) -> tuple[ReportWritten, ...]:
    written = session.scalars(
        select(JournalEntry)
        .where(*conditions, JournalEntry.act == Act.REPORT)
        .order_by(JournalEntry.recorded_at, JournalEntry.seq)
    )
    return tuple(_report(entry) for entry in written)


def _report(entry: JournalEntry) -> ReportWritten:
    told = json.loads(entry.payload)
    return ReportWritten(
        told["kind"],
        told["name"],
        told["sha256"],
        entry.recorded_at,
        Author(entry.rank, entry.officer, entry.role),
    )
