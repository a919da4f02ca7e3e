"""What every act has in common: one entry, its rows, and what changed."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from db.content import Circumstances
from db.current import Home, State, gazetteer_of, state_of, station_of
from db.errors import Refused
from db.journal import Author, append, entry_after, head
from db.models import Act
from db.projection import project
from db.store import Logbook
from db.vocabulary import COUNTS_NOWHERE
from db.words import _


class Change(NamedTuple):
    """What an act changed.

    Attributes:
        act: The act that was done.
        subject: Uid of the incident, officer or watch that it was done to.
        number: The incident's number; "" where it was no incident.
        seq: The journal entry that records it.
        doubts: What is doubtful in the content, by field name.
    """

    act: Act
    subject: str
    number: str
    seq: int
    doubts: Mapping[str, str]


def circumstances(book: Logbook, station: Home) -> Circumstances:
    """Return when and where something is typed now."""
    return Circumstances(book.clock(), station.utc_offset, station.theatre, gazetteer_of(book))


def alive(session: Session, uid: str) -> State:
    """Return the state of an incident that can still be acted on; Refused if it is struck."""
    state = state_of(session, uid)
    if state.status in COUNTS_NOWHERE:
        raise Refused(
            _("{number} is struck or a duplicate.").format(number=state.payload["number"]),
            _("It stays in the log as it is; add a remark if there is more to say."),
        )
    return state


def record(
    book: Logbook,
    session: Session,
    act: Act,
    subject: str,
    payload: dict[str, Any],
    author: Author,
    *,
    station: str = "",
    reason: str | None = None,
) -> Change:
    """Append the act and write its rows, in the caller's transaction; `station` for a new log."""
    station = station or station_of(session).code
    entry = entry_after(
        head(session, station),
        act,
        subject,
        payload,
        station=station,
        author=author,
        at=book.clock(),
        workstation=book.workstation,
        reason=reason.strip() if reason else None,
    )
    append(session, entry)
    project(session, entry)
    return Change(act, subject, str(payload.get("number", "")), entry.seq, {})


def require(text: str, what: str, remedy: str = "") -> None:
    """Refuse an act whose `text`, such as its reason, is empty."""
    if not text.strip():
        raise Refused(what, remedy or _("Say why, in a few words."))
