"""What is being typed and not logged yet: kept as it is typed, offered again, thrown away."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.base import Base
from db.models import Draft, Incident
from db.store import Logbook

_DRAFT = Base.metadata.tables[Draft.__tablename__]


class DraftKept(NamedTuple):
    """A form as somebody left it.

    Attributes:
        uid: Its own; the incident that is logged from it takes it over.
        subject: Uid of the incident being amended; None for a new one.
        typed: By field name what the editor held, of the fields that were changed.
        reason: Of an amendment, as far as it was typed.
        officer: Who typed it, by rank and name; "" if nobody had the watch.
    """

    uid: str
    subject: str | None
    typed: dict[str, Any]
    reason: str
    begun_at: datetime
    saved_at: datetime
    officer: str


def keep(book: Logbook, draft: DraftKept) -> None:
    """Put the draft safely on disk, in place of what was kept of it before.

    One that has been logged meanwhile is not kept: it is in the log.
    """
    with book.writing() as session:
        logged = session.scalar(select(Incident.uid).where(Incident.uid == draft.uid))
        if logged is None:
            session.merge(Draft(**draft._asdict()))


def drafts_of(session: Session) -> tuple[DraftKept, ...]:
    """Return every draft, the one typed in last first."""
    rows = session.execute(
        select(*(_DRAFT.c[name] for name in DraftKept._fields)).order_by(_DRAFT.c.saved_at.desc())
    )
    return tuple(DraftKept(*row) for row in rows)


def discard(book: Logbook, uid: str) -> None:
    """Throw a draft away; nothing if there is none."""
    with book.writing() as session:
        session.execute(delete(_DRAFT).where(_DRAFT.c.uid == uid))
