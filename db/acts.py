"""Every write: one function per act of an officer, one transaction, returning what changed."""

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.content import Circumstances, Understood, understand
from db.current import State, open_watch_of, state_of, station_of
from db.errors import AlreadyExists, NoSuchFile, ReadOnly, Refused
from db.journal import Author, append, entry_after, head
from db.models import Act, Incident, Officer, Station
from db.projection import project
from db.store import SCHEMA, Clock, Logbook, engine_for, now, told
from db.upgrade import create_schema
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


def create_logbook(
    path: Path,
    *,
    mission: str,
    station: str,
    theatre: str,
    author: Author,
    utc_offset_min: int = 0,
    clock: Clock = now,
    workstation: str = "",
) -> Logbook:
    """Make a new logbook at `path` and return it open, its officer enrolled and on watch.

    Raises:
        AlreadyExists: There is a file at `path`; it is left as it is.
        LogbookError: The place can't be written to, or is full.
        Refused: Mission, station or theatre are no codes.
    """
    code, mission = _code(_("station"), station), _code(_("mission"), mission)
    known = {"mission": mission, "theatre": _countries(theatre)}
    identity = {**known, "utc_offset_min": utc_offset_min, "schema": SCHEMA}
    _check_free(path)
    part = path.with_name(path.name + ".new")  # renamed when whole: no half logbook is ever seen
    part.unlink(missing_ok=True)
    book = Logbook(part, engine_for(part), clock, workstation=workstation)
    try:
        with told(path):
            create_schema(book.engine)
        with book.writing() as session:
            _record(book, session, Act.CREATE, str(uuid4()), identity, author, station=code)
        enrol(book, author)
        open_watch(book, author)
        book.close()
        part.rename(path)
    finally:
        book.close()
        part.unlink(missing_ok=True)
    return Logbook(path, engine_for(path), clock, workstation=workstation)


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
        return _record(book, session, Act.ENROL, str(uuid4()), officer._asdict(), by or officer)


def open_watch(book: Logbook, author: Author) -> Change:
    """Assume the watch; Refused while another watch is open."""
    with book.writing() as session:
        running = open_watch_of(session)
        if running is not None:
            raise Refused(
                _("{officer} has the watch.").format(officer=running.author),
                _("Close that watch first."),
            )
        return _record(book, session, Act.OPEN_WATCH, str(uuid4()), author._asdict(), author)


def close_watch(book: Logbook, author: Author) -> Change:
    """Close the open watch; Refused if none is open."""
    with book.writing() as session:
        running = open_watch_of(session)
        if running is None:
            raise Refused(_("No watch is open."), _("Assume the watch first."))
        return _record(book, session, Act.CLOSE_WATCH, running.uid, {}, author)


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
        change = _record(book, session, Act.LOG, str(uuid4()), payload, author)
        return change._replace(doubts=understood.doubts)


def amend(book: Logbook, author: Author, uid: str, raw: Mapping[str, Any], reason: str) -> Change:
    """Correct an incident: `raw` holds the fields that change, empty to take one back.

    Raises:
        BadContent: Fields that can't be read.
        Refused: No reason, nothing changed, or the incident is struck.
    """
    with book.writing() as session:
        station, state = station_of(session), _alive(session, uid)
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
        _require(text, _("The remark is empty."))
        change = _record(book, session, Act.REMARK, uid, {"text": text.strip()}, author)
        return change._replace(number=state.payload["number"])


def verify(book: Logbook, author: Author, uid: str) -> Change:
    """Confirm the content of an incident; Refused to the author of its latest content."""
    with book.writing() as session:
        state = _alive(session, uid)
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
        state = _alive(session, uid)
        if state.status is Status.CLOSED:
            raise Refused(
                _("{number} is closed already.").format(number=state.payload["number"]),
                _("Reopen it to go on."),
            )
        return _with_status(book, session, Act.CLOSE, uid, state, Status.CLOSED, author)


def reopen(book: Logbook, author: Author, uid: str, reason: str) -> Change:
    """Take a closed incident up again, with the reason."""
    with book.writing() as session:
        state = _alive(session, uid)
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
        state = _alive(session, uid)
        _require(reason, _("Striking needs its reason."))
        return _with_status(book, session, Act.STRIKE, uid, state, Status.STRUCK, author, reason)


def mark_duplicate(
    book: Logbook, author: Author, uid: str, of_number: str, reason: str = ""
) -> Change:
    """Mark an incident as a duplicate of `of_number`; it counts nowhere from then on."""
    with book.writing() as session:
        state = _alive(session, uid)
        other = session.scalar(select(Incident.uid).where(Incident.number == of_number.strip()))
        if other is None or other == uid:
            raise Refused(
                _("There is no other incident {number}.").format(number=of_number),
                _("Give the number of the incident that stays, e.g. MIN-GAO-2016-0147."),
            )
        _alive(session, other)
        payload = {
            **state.payload,
            "status": str(Status.DUPLICATE),
            "duplicate_of": of_number.strip(),
        }
        return _revise(book, session, Act.DUPLICATE, uid, payload, author, reason or None)


def circumstances(book: Logbook, station: Station) -> Circumstances:
    """Return when and where something is typed now."""
    return Circumstances(
        book.clock(),
        timedelta(minutes=station.utc_offset_min),
        frozenset(station.theatre.split()),
    )


def _alive(session: Session, uid: str) -> State:
    """Return the incident's state; Refused if it is struck or a duplicate."""
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
    return _record(book, session, act, uid, revised, author, reason=reason)


def _record(
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
    """Append the act and write its rows, in the caller's transaction."""
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


def _check_free(path: Path) -> None:
    """Refuse a place where no logbook can be made."""
    if path.exists():
        raise AlreadyExists(
            _("There is a file {path} already.").format(path=path),
            _("Choose another name. The file was left as it is."),
        )
    if not path.parent.is_dir():
        raise NoSuchFile(
            _("There is no folder {path}.").format(path=path.parent),
            _("Choose a folder that exists."),
        )
    if not os.access(path.parent, os.W_OK):
        raise ReadOnly(
            _("The folder {path} is write-protected.").format(path=path.parent),
            _("Choose another folder."),
        )


def _require(text: str, what: str) -> None:
    if not text.strip():
        raise Refused(what, _("Say why, in a few words."))


def _code(name: str, text: str, shortest: int = 2, longest: int = 8) -> str:
    code = text.strip().upper()
    if not (shortest <= len(code) <= longest and code.isascii() and code.isalnum()):
        raise Refused(
            _("“{text}” is no code for a {name}.").format(text=text, name=name),
            _("Give {shortest} to {longest} letters or digits.").format(
                shortest=shortest, longest=longest
            ),
        )
    return code


def _countries(text: str) -> str:
    codes = " ".join(_code(_("theatre"), part, 3, 3) for part in text.split())
    if not codes:
        raise Refused(_("The theatre is missing."), _("Give ISO codes of countries, e.g. MLI."))
    return codes
