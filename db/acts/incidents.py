"""The acts on an incident's content and status."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.acts.record import Change, alive, circumstances, record, require
from db.content import Understood, understand
from db.current import State, station_of
from db.errors import Refused
from db.journal import Author, canonical, head
from db.models import Act, Draft, Incident, JournalEntry
from db.store import Logbook
from db.vocabulary import Status
from db.words import _


def log(book: Logbook, author: Author, raw: Mapping[str, Any], draft: str = "") -> Change:
    """Log a new incident from typed values and give it the next number of station and year.

    Args:
        draft: Uid of the draft that becomes the incident. It keeps this uid, so that saving
            twice logs once: the second time the Change of the first is returned.

    Raises:
        BadContent: Fields that can't be read; nothing was logged, no number is used.
        Refused: The draft was logged already, in other words.
    """
    with book.writing() as session:
        station = station_of(session)
        understood = understand(raw, circumstances(book, station))
        logged = _logged_as(session, draft, understood.content)
        if logged is not None:
            return logged
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
        change = record(book, session, Act.LOG, draft or str(uuid4()), payload, author)
        _forget(session, draft)
        return change._replace(doubts=understood.doubts)


def amend(
    book: Logbook, author: Author, uid: str, raw: Mapping[str, Any], reason: str, draft: str = ""
) -> Change:
    """Correct an incident: `raw` holds the fields that change, empty to take one back.

    The `draft` in which it was typed, if any, goes in the same transaction.

    Raises:
        BadContent: Fields that can't be read.
        Refused: No reason, nothing changed, or the incident is struck.
    """
    with book.writing() as session:
        station, state = station_of(session), alive(session, uid)
        require(reason, _("An amendment needs its reason."))
        understood = understand(raw, circumstances(book, station), state.content)
        if understood.content == state.content:
            raise Refused(_("Nothing was changed."), _("Change a field, or cancel."))
        change = _amended(book, session, author, uid, state, understood, reason)
        _forget(session, draft)
        return change


def tag(book: Logbook, author: Author, uid: str, tags: str, reason: str) -> Change | None:
    """Add tags to an incident by an amendment; None, and no entry, if it has all of them.

    A tag that it has is not added a second time, in capitals or not.

    Args:
        tags: Separated by commas.

    Raises:
        BadContent: There are too many.
        Refused: No reason, or the incident is struck.
    """
    with book.writing() as session:
        station, state = station_of(session), alive(session, uid)
        require(reason, _("An amendment needs its reason."))
        held = list(state.content.get("tags") or ())
        known = {one.casefold() for one in held}
        typed = (" ".join(one.split()) for one in tags.split(","))
        fresh = {one.casefold(): one for one in typed if one and one.casefold() not in known}
        if not fresh:
            return None
        raw = {"tags": [*held, *fresh.values()]}
        understood = understand(raw, circumstances(book, station), state.content)
        return _amended(book, session, author, uid, state, understood, reason)


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
        require(reason, _("Reopening needs its reason."))
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
        require(reason, _("Striking needs its reason."))
        return _with_status(book, session, Act.STRIKE, uid, state, Status.STRUCK, author, reason)


def mark_duplicate(
    book: Logbook, author: Author, uid: str, of_number: str, reason: str = ""
) -> Change:
    """Mark an incident as a duplicate of `of_number`; it counts nowhere from then on."""
    with book.writing() as session:
        state = alive(session, uid)
        number = of_number.strip().upper()
        other = session.scalar(select(Incident.uid).where(Incident.number == number))
        if other is None or other == uid:
            raise Refused(
                _("There is no other incident {number}.").format(number=of_number),
                _("Give the number of the incident that stays, e.g. MIN-GAO-2016-0147."),
            )
        alive(session, other)
        payload = {
            **state.payload,
            "status": str(Status.DUPLICATE),
            "duplicate_of": number,
        }
        return _revise(book, session, Act.DUPLICATE, uid, payload, author, reason or None)


def _amended(
    book: Logbook,
    session: Session,
    author: Author,
    uid: str,
    state: State,
    understood: Understood,
    reason: str,
) -> Change:
    payload = {
        **state.payload,
        "updates": state.payload["updates"] + 1,
        "status": str(Status.UPDATED),
        "content_by": str(author),
        "content": understood.content,
    }
    change = _revise(book, session, Act.AMEND, uid, payload, author, reason)
    return change._replace(doubts=understood.doubts)


def _logged_as(session: Session, draft: str, content: Mapping[str, Any]) -> Change | None:
    """Return what was changed when this draft was logged; None if it was not yet.

    Two windows may hold one draft: what only the second says must not be lost without a word.
    """
    entry = session.execute(
        select(Incident.number, JournalEntry.seq, JournalEntry.payload)
        .join(JournalEntry, JournalEntry.uid == Incident.entry)
        .where(Incident.uid == draft)
    ).first()
    if entry is None:
        return None
    if canonical(json.loads(entry.payload)["content"]) != canonical(content):
        raise Refused(
            _("This draft was logged in other words, as {number}.").format(number=entry.number),
            _("Amend that incident with what is new. Nothing was changed."),
        )
    return Change(Act.LOG, draft, entry.number, entry.seq, {})


def _forget(session: Session, draft: str) -> None:
    session.execute(delete(Draft).where(Draft.uid == draft))


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
