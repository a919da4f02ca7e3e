"""Every write: one function per act of an officer, one transaction, returning what changed."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.content import Circumstances, Understood, understand
from db.current import Home, State, open_watch_of, state_of, station_of
from db.errors import Refused
from db.journal import Author, append, entry_after, head
from db.models import Act, Incident, Officer
from db.projection import project
from db.store import Logbook
from db.vocabulary import COUNTS_NOWHERE, Status
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


def enrol(book: Logbook, officer: Author, *, by: Author | None = None) -> Change:
    """Let an officer write in the log, once; Refused if already enrolled or without a name."""
    if not officer.name.strip():
        raise Refused(_("The officer has no name."), _("Give rank and name, e.g. Maj. A."))
    with book.writing() as session:
        known = select(func.count(Officer.uid)).where(
            Officer.rank == officer.rank, Officer.name == officer.name
        )
        if session.scalar(known):
            raise Refused(
                _("{officer} is enrolled already.").format(officer=officer),
                _("Choose the name from the list."),
            )
        return record(book, session, Act.ENROL, str(uuid4()), officer._asdict(), by or officer)


def open_watch(book: Logbook, author: Author) -> Change:
    """Assume the watch; Refused while another watch is open."""
    with book.writing() as session:
        running = open_watch_of(session)
        if running is not None:
            raise Refused(
                _("{officer} has the watch.").format(officer=running.author),
                _("Close that watch first."),
            )
        return record(book, session, Act.OPEN_WATCH, str(uuid4()), author._asdict(), author)


def relieve(book: Logbook, relieved: Author, relief: Author) -> Change:
    """Hand the watch over: the former officer closes it and the relief assumes it, as one.

    Refused if `relieved` does not have the watch, or would relieve himself.
    """
    if str(relief) == str(relieved):
        raise Refused(
            _("{officer} has the watch.").format(officer=relieved),
            _("Choose or enrol another officer."),
        )
    with book.writing() as session:
        running = open_watch_of(session)
        if running is None or running.author != relieved:
            raise Refused(
                _("{officer} does not have the watch.").format(officer=relieved),
                _("Assume it without a relief."),
            )
        record(book, session, Act.CLOSE_WATCH, running.uid, {}, relieved)
        return record(book, session, Act.OPEN_WATCH, str(uuid4()), relief._asdict(), relief)


def close_watch(book: Logbook, author: Author) -> Change:
    """Close the open watch; Refused if none is open."""
    with book.writing() as session:
        running = open_watch_of(session)
        if running is None:
            raise Refused(_("No watch is open."), _("Assume the watch first."))
        return record(book, session, Act.CLOSE_WATCH, running.uid, {}, author)


def log(book: Logbook, author: Author, raw: Mapping[str, Any]) -> Change:
    """Log a new incident from typed values and give it the next number of station and year.

    Raises:
        BadContent: Fields that can't be read; nothing was logged, no number is used.
    """
    with book.writing() as session:
        station = station_of(session)
        understood = understand(raw, circumstances(book, station))
        # The chain's time, not the machine's: a clock set back must not reopen an old year.
        year = max(book.clock(), head(session, station.code).recorded_at or book.clock()).year
        last = select(func.max(Incident.serial)).where(
            Incident.station == station.code, Incident.year == year
        )
        serial = (session.scalar(last) or 0) + 1
        payload = {
            "number": f"{station.mission}-{station.code}-{year}-{serial:04}",
            "station": station.code,
            "year": year,
            "serial": serial,
            "revision": 1,
            "updates": 0,
            "status": str(Status.INITIAL),
            "content_by": str(author),
            "content": understood.content,
        }
        change = record(book, session, Act.LOG, str(uuid4()), payload, author)
        return change._replace(doubts=understood.doubts)


def amend(book: Logbook, author: Author, uid: str, raw: Mapping[str, Any], reason: str) -> Change:
    """Correct an incident: `raw` holds the fields that change, empty to take one back.

    Raises:
        BadContent: Fields that can't be read.
        Refused: No reason, nothing changed, or the incident is struck.
    """
    with book.writing() as session:
        station, state = station_of(session), alive(session, uid)
        _require(reason, _("An amendment needs its reason."))
        understood: Understood = understand(raw, circumstances(book, station), state.content)
        if understood.content == state.content:
            raise Refused(_("Nothing was changed."), _("Change a field, or cancel."))
        payload = {
            **state.payload,
            "updates": state.payload["updates"] + 1,
            "status": str(Status.UPDATED),
            "content_by": str(author),
            "content": understood.content,
        }
        change = _revise(book, session, Act.AMEND, uid, payload, author, reason)
        return change._replace(doubts=understood.doubts)


def remark(book: Logbook, author: Author, uid: str, text: str) -> Change:
    """Add a remark to an incident, whatever its status; its content stays as it is."""
    with book.writing() as session:
        state = state_of(session, uid)
        _require(text, _("The remark is empty."), _("Say what was heard or done."))
        change = record(book, session, Act.REMARK, uid, {"text": text.strip()}, author)
        return change._replace(number=state.payload["number"])


def verify(book: Logbook, author: Author, uid: str) -> Change:
    """Confirm the content of an incident; Refused to the author of its latest content."""
    with book.writing() as session:
        state = alive(session, uid)
        if state.status in (Status.VERIFIED, Status.CLOSED):
            raise Refused(
                _("{number} is {status} already.").format(
                    number=state.payload["number"], status=_(state.status.label).lower()
                ),
                _("There is nothing to verify."),
            )
        if state.payload["content_by"] == str(author):
            raise Refused(
                _("{officer} wrote the latest content of {number}.").format(
                    officer=author, number=state.payload["number"]
                ),
                _("Let a second person verify it."),
            )
        return _with_status(book, session, Act.VERIFY, uid, state, Status.VERIFIED, author)


def close(book: Logbook, author: Author, uid: str) -> Change:
    """Close an incident: no more is expected; Refused if it is closed."""
    with book.writing() as session:
        state = alive(session, uid)
        if state.status is Status.CLOSED:
            raise Refused(
                _("{number} is closed already.").format(number=state.payload["number"]),
                _("Reopen it to go on."),
            )
        return _with_status(book, session, Act.CLOSE, uid, state, Status.CLOSED, author)


def reopen(book: Logbook, author: Author, uid: str, reason: str) -> Change:
    """Take a closed incident up again, with the reason."""
    with book.writing() as session:
        state = alive(session, uid)
        _require(reason, _("Reopening needs its reason."))
        if state.status is not Status.CLOSED:
            raise Refused(
                _("{number} is not closed.").format(number=state.payload["number"]),
                _("There is nothing to reopen."),
            )
        return _with_status(book, session, Act.REOPEN, uid, state, Status.REOPENED, author, reason)


def strike(book: Logbook, author: Author, uid: str, reason: str) -> Change:
    """Strike an incident, with the reason: it stays visible, keeps its number, counts nowhere."""
    with book.writing() as session:
        state = alive(session, uid)
        _require(reason, _("Striking needs its reason."))
        return _with_status(book, session, Act.STRIKE, uid, state, Status.STRUCK, author, reason)


def mark_duplicate(
    book: Logbook, author: Author, uid: str, of_number: str, reason: str = ""
) -> Change:
    """Mark an incident as a duplicate of `of_number`; it counts nowhere from then on."""
    with book.writing() as session:
        state = alive(session, uid)
        other = session.scalar(select(Incident.uid).where(Incident.number == of_number.strip()))
        if other is None or other == uid:
            raise Refused(
                _("There is no other incident {number}.").format(number=of_number),
                _("Give the number of the incident that stays, e.g. MIN-GAO-2016-0147."),
            )
        alive(session, other)
        payload = {
            **state.payload,
            "status": str(Status.DUPLICATE),
            "duplicate_of": of_number.strip(),
        }
        return _revise(book, session, Act.DUPLICATE, uid, payload, author, reason or None)


def circumstances(book: Logbook, station: Home) -> Circumstances:
    """Return when and where something is typed now."""
    return Circumstances(book.clock(), station.utc_offset, station.theatre)


def alive(session: Session, uid: str) -> State:
    """Return the state of an incident that can still be acted on; Refused if it is struck."""
    state = state_of(session, uid)
    if state.status in COUNTS_NOWHERE:
        raise Refused(
            _("{number} is struck or a duplicate.").format(number=state.payload["number"]),
            _("It stays in the log as it is; add a remark if there is more to say."),
        )
    return state


def _with_status(
    book: Logbook,
    session: Session,
    act: Act,
    uid: str,
    state: State,
    status: Status,
    author: Author,
    reason: str | None = None,
) -> Change:
    return _revise(
        book, session, act, uid, {**state.payload, "status": str(status)}, author, reason
    )


def _revise(
    book: Logbook,
    session: Session,
    act: Act,
    uid: str,
    payload: dict[str, Any],
    author: Author,
    reason: str | None,
) -> Change:
    revised = {**payload, "revision": payload["revision"] + 1}
    revised.pop("clock", None)
    return record(book, session, act, uid, revised, author, reason=reason)


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


def _require(text: str, what: str, remedy: str = "") -> None:
    if not text.strip():
        raise Refused(what, remedy or _("Say why, in a few words."))
