"""What stands now: the station, its officers and watch, an incident's state and its past."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from db.errors import Refused
from db.gazetteer import Gazetteer, Place
from db.journal import Author
from db.models import (
    Act,
    GazetteerPlace,
    Incident,
    JournalEntry,
    LocalPlace,
    Officer,
    Station,
    Watch,
)
from db.projection import REVISING
from db.store import Logbook
from db.time import write_dtg
from db.vocabulary import Status
from db.words import _


class Home(NamedTuple):
    """The station whose logbook it is, its mission, its countries (ISO 3166) and its clock.

    `position` is latitude and longitude in degrees; None if nobody said where it stands.
    """

    code: str
    mission: str
    theatre: frozenset[str]
    utc_offset: timedelta
    position: tuple[float, float] | None = None


class State(NamedTuple):
    """An incident as its latest entry left it."""

    payload: dict[str, Any]
    status: Status

    @property
    def content(self) -> dict[str, Any]:
        """Return the typed fields, as the log keeps them."""
        content: dict[str, Any] = self.payload["content"]
        return content


class OnWatch(NamedTuple):
    """The open watch: who has it, since when."""

    uid: str
    author: Author
    opened_at: datetime


class PastEntry(NamedTuple):
    """One entry of an incident's history, with its payload read."""

    seq: int
    act: Act
    recorded_at: datetime
    author: Author
    reason: str | None
    payload: dict[str, Any]


def station_of(session: Session) -> Home:
    """Return the station whose logbook this is."""
    station = session.scalars(select(Station).order_by(Station.created_at).limit(1)).one()
    return Home(
        station.code,
        station.mission,
        frozenset(station.theatre.split()),
        timedelta(minutes=station.utc_offset_min),
        None
        if station.latitude is None or station.longitude is None
        else (station.latitude, station.longitude),
    )


def gazetteer_of(book: Logbook, as_of: datetime | None = None) -> Gazetteer:
    """Return the places that this log knows, by name; those of its own are read when needed.

    Of the officers' own places only those that were recorded by `as_of`, if it is given; places of
    a country file are reference, and no record of when anybody knew them.
    """
    if as_of is not None:
        with book.reading() as session:
            home = station_of(session)
        return Gazetteer(home.theatre, home.position, _OwnPlaces(book, as_of))
    known = book.gazetteer  # held fast: another thread may take it away when a place is added
    if known is None:
        with book.reading() as session:
            home = station_of(session)
        known = book.gazetteer = Gazetteer(home.theatre, home.position, _OwnPlaces(book))
    return known


@dataclass(frozen=True, slots=True)
class _OwnPlaces:
    """The places that the officers added, then those of the country files; read at each turn."""

    book: Logbook
    as_of: datetime | None = None

    def __iter__(self) -> Iterator[Place]:
        local = select(
            LocalPlace.name,
            LocalPlace.latitude,
            LocalPlace.longitude,
            func.coalesce(LocalPlace.country, ""),
            func.coalesce(LocalPlace.region, ""),
            literal(0),
            LocalPlace.kind,
            literal(""),
        )
        if self.as_of is not None:
            local = local.where(LocalPlace.recorded_at <= self.as_of)
        loaded = select(
            GazetteerPlace.name,
            GazetteerPlace.latitude,
            GazetteerPlace.longitude,
            GazetteerPlace.country,
            GazetteerPlace.region,
            GazetteerPlace.population,
            GazetteerPlace.kind,
            GazetteerPlace.alternates,
        )
        with self.book.reading() as session:
            for rows in (local, loaded):
                for row in session.execute(rows):
                    yield Place(*row)


def officers_of(session: Session) -> tuple[Author, ...]:
    """Return the enrolled officers, by rank and name."""
    rows = session.execute(
        select(Officer.rank, Officer.name, Officer.role).order_by(Officer.rank, Officer.name)
    )
    return tuple(Author(*row) for row in rows)


def open_watch_of(session: Session) -> OnWatch | None:
    """Return the open watch; None if nobody has it."""
    watch = session.scalars(select(Watch).where(Watch.closed_at.is_(None))).first()
    if watch is None:
        return None
    return OnWatch(watch.uid, Author(watch.rank, watch.name, watch.role), watch.opened_at)


def state_of(session: Session, uid: str, as_of: datetime | None = None) -> State:
    """Return the incident's state as known at `as_of` (None: now).

    Raises:
        Refused: There is no such incident, or it was not in the log yet.
    """
    query = select(JournalEntry.payload).where(
        JournalEntry.subject == uid, JournalEntry.act.in_(REVISING)
    )
    if as_of is not None:
        query = query.where(JournalEntry.recorded_at <= as_of)
    payload = session.scalar(
        query.order_by(JournalEntry.recorded_at.desc(), JournalEntry.seq.desc()).limit(1)
    )
    if payload is None:
        raise _unknown(session, uid, as_of)
    known = json.loads(payload)
    return State(known, Status(known["status"]))


def _unknown(session: Session, uid: str, as_of: datetime | None) -> Refused:
    """Return why there is no state: no such incident, or none at that moment."""
    number = session.scalar(select(Incident.number).where(Incident.uid == uid))
    if number is None or as_of is None:
        return Refused(_("There is no such incident."), _("Choose one from the table."))
    return Refused(
        _("{number} was not in the log at {dtg}.").format(number=number, dtg=write_dtg(as_of)),
        _("Choose a later moment, or another incident."),
    )


def uid_of(session: Session, number: str) -> str:
    """Return the uid of the incident with that number; Refused if there is none."""
    uid = session.scalar(select(Incident.uid).where(Incident.number == number.strip().upper()))
    if uid is None:
        raise Refused(
            _("There is no incident {number}.").format(number=number),
            _("Give its whole number, e.g. MIN-GAO-2016-0147."),
        )
    return uid


def history_of(session: Session, uid: str, as_of: datetime | None = None) -> tuple[PastEntry, ...]:
    """Return every act on the incident in order of time, known at `as_of` (None: now)."""
    query = select(JournalEntry).where(JournalEntry.subject == uid)
    if as_of is not None:
        query = query.where(JournalEntry.recorded_at <= as_of)
    entries = session.scalars(query.order_by(JournalEntry.recorded_at, JournalEntry.seq))
    return tuple(
        PastEntry(
            entry.seq,
            entry.act,
            entry.recorded_at,
            Author(entry.rank, entry.officer, entry.role),
            entry.reason,
            json.loads(entry.payload),
        )
        for entry in entries
    )


def author_named(book: Logbook, named: str | None = None) -> Author:
    """Return the enrolled officer called `named`, or the one on watch if nobody is named.

    Raises:
        Refused: Nobody of that name is enrolled, or no watch is open.
    """
    with book.reading() as session:
        watch, officers = open_watch_of(session), officers_of(session)
    if named is None and watch is not None:
        return watch.author
    for officer in officers:
        if str(officer) == named:
            return officer
    raise Refused(
        _("No watch is open.") if named is None else _("No officer {name}.").format(name=named),
        _("Name an enrolled officer: {names}.").format(names=", ".join(map(str, officers))),
    )
