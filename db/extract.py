"""The journal of a stretch of time, entry by entry, as an extract of the log tells it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.journal import Author
from db.models import Act, Incident, JournalEntry
from db.projection import REVISING
from db.query import REVISION, IncidentQuery
from db.vocabulary import Sensitivity

_BEFORE = aliased(JournalEntry)
_STRIKE = aliased(JournalEntry)


class Recorded(NamedTuple):
    """One entry of the journal, its payload read.

    Attributes:
        number: Of the incident that it is about; "" for none.
        former: What the incident's latest entry before it said, if it revises one.
        is_struck: Whether that incident was struck by the moment that is asked about.
    """

    station: str
    seq: int
    act: Act
    recorded_at: datetime
    author: Author
    reason: str | None
    payload: dict[str, Any]
    hash: str
    number: str
    former: dict[str, Any] | None
    is_struck: bool


class Stretch(NamedTuple):
    """What a station recorded in the period of a question, as known at its moment.

    Whatever else the question asks for narrows the incidents that are told of; entries that are
    about no incident are always told.
    """

    station: str
    query: IncidentQuery

    def count(self, session: Session) -> int:
        """Return how many entries are told."""
        return self._number(session, (*self._recorded(), *self._narrowed()))

    def left_out(self, session: Session) -> int:
        """Return how many entries were recorded, but are about incidents not asked for."""
        return self._number(session, self._recorded()) - self.count(session)

    def entries(self, session: Session) -> Iterator[Recorded]:
        """Yield the entries in the order in which they were recorded."""
        found = (
            select(*_COLUMNS, _number_of(), _former(), self._struck())
            .where(*self._recorded(), *self._narrowed())
            .order_by(JournalEntry.seq)
        )
        for row in session.execute(found.execution_options(yield_per=500)):
            seq, act, at, rank, name, role, reason, payload, digest, number, former, struck = row
            yield Recorded(
                self.station,
                seq,
                act,
                at,
                Author(rank, name, role),
                reason,
                json.loads(payload),
                digest,
                number or "",
                json.loads(former) if former else None,
                bool(struck),
            )

    def sensitivities(self, session: Session) -> set[Sensitivity]:
        """Return the sensitivities that the incidents told of have had until that moment."""
        subjects = select(JournalEntry.subject).where(*self._recorded(), *self._narrowed())
        found = select(REVISION.sensitivity).where(
            REVISION.incident_uid.in_(subjects), *self._known(REVISION.recorded_at)
        )
        return set(session.scalars(found.distinct()))

    def _number(self, session: Session, conditions: tuple[ColumnElement[bool], ...]) -> int:
        return session.scalar(select(func.count()).where(*conditions)) or 0

    def _known(self, recorded_at: Any) -> tuple[ColumnElement[bool], ...]:
        return () if self.query.as_of is None else (recorded_at <= self.query.as_of,)

    def _recorded(self) -> tuple[ColumnElement[bool], ...]:
        since, before = self.query.since, self.query.before
        return (
            JournalEntry.station == self.station,
            *(() if since is None else (JournalEntry.recorded_at >= since,)),
            *(() if before is None else (JournalEntry.recorded_at < before,)),
            *self._known(JournalEntry.recorded_at),
        )

    def _narrowed(self) -> tuple[ColumnElement[bool], ...]:
        """Return what leaves out the entries about incidents that are not asked for, if any."""
        asked = replace(self.query, since=None, before=None, order=())
        if asked == IncidentQuery(as_of=asked.as_of, order=()):
            return ()
        wanted = select(REVISION.incident_uid).where(*asked.conditions())
        return (
            or_(
                JournalEntry.subject.in_(wanted),
                JournalEntry.subject.not_in(select(Incident.uid)),
            ),
        )

    def _struck(self) -> ColumnElement[bool]:
        return exists().where(
            _STRIKE.subject == JournalEntry.subject,
            _STRIKE.act == Act.STRIKE,
            *self._known(_STRIKE.recorded_at),
        )


_COLUMNS = (
    JournalEntry.seq,
    JournalEntry.act,
    JournalEntry.recorded_at,
    JournalEntry.rank,
    JournalEntry.officer,
    JournalEntry.role,
    JournalEntry.reason,
    JournalEntry.payload,
    JournalEntry.hash,
)


def _number_of() -> ColumnElement[str]:
    return select(Incident.number).where(Incident.uid == JournalEntry.subject).scalar_subquery()


def _former() -> ColumnElement[str]:
    """Return the payload of the incident's latest revision before the entry."""
    earlier = or_(
        _BEFORE.recorded_at < JournalEntry.recorded_at,
        and_(_BEFORE.station == JournalEntry.station, _BEFORE.seq < JournalEntry.seq),
    )
    found = (
        select(_BEFORE.payload)
        .where(_BEFORE.subject == JournalEntry.subject, _BEFORE.act.in_(REVISING), earlier)
        .order_by(_BEFORE.recorded_at.desc(), _BEFORE.seq.desc())
        .limit(1)
    )
    return case((JournalEntry.act.in_(REVISING - {Act.LOG}), found.scalar_subquery()))
