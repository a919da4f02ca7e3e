"""Incidents found by their number, or by as much of it as somebody types."""

import re
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from db.base import Base
from db.models import Incident, Station
from db.query import REVISION
from db.vocabulary import TimePrecision

_INCIDENT = Base.metadata.tables[Incident.__tablename__].c
_DIGITS = 4  # of a serial, filled up with zeros in front


class Numbered(NamedTuple):
    """An incident as a list of numbers shows it."""

    incident_uid: str
    number: str
    occurred: datetime
    time_precision: TimePrecision
    summary: str


_COLUMNS: tuple[Column[Any], ...] = tuple(REVISION[name] for name in Numbered._fields)


def numbered(session: Session, typed: str, limit: int) -> tuple[Numbered, ...]:
    """Return at most `limit` incidents by what is typed of their number, the newest first.

    `147` and `0147` are serial 147 of any station and year; `014` is serial 14, and after it
    those that begin so. `GAO-0147`, `2016 147` and the whole number narrow it. Empty for words.
    """
    *before, serial = re.split(r"[\s-]+", typed.strip().upper())
    if not re.fullmatch(r"\d{1,9}", serial):
        return ()
    stations, years = _series(session)
    missions = set(session.scalars(select(Station.mission)))
    if not set(before) <= missions | stations | years:
        return ()
    ranges = ((int(serial), int(serial)), _beginning(serial))
    within = (
        _INCIDENT.station.in_(stations & set(before) or stations),
        _INCIDENT.year.in_(map(int, years & set(before) or years)),
    )
    uids = (uid for bounds in ranges for uid in session.scalars(_logged(within, bounds, limit)))
    found = tuple(islice(dict.fromkeys(uids), limit))
    rows = session.execute(
        select(*_COLUMNS).where(REVISION.incident_uid.in_(found), REVISION.superseded_at.is_(None))
    )
    known = {row.incident_uid: Numbered(*row) for row in rows}
    return tuple(known[uid] for uid in found)


def _series(session: Session) -> tuple[set[str], set[str]]:
    """Return the stations and years with incidents; each step is one look at the index."""
    stations: set[str] = set()
    years: set[str] = set()
    station = session.scalar(select(func.min(_INCIDENT.station)))
    while station is not None:
        stations.add(station)
        of_station = _INCIDENT.station == station
        first = session.scalar(select(func.min(_INCIDENT.year)).where(of_station)) or 0
        last = session.scalar(select(func.max(_INCIDENT.year)).where(of_station)) or 0
        years |= set(map(str, range(first, last + 1)))
        after = select(func.min(_INCIDENT.station)).where(_INCIDENT.station > station)
        station = session.scalar(after)
    return stations, years


def _beginning(serial: str) -> tuple[int, int]:
    """Return the lowest and the highest serial that, written out, begins with these digits.

    A single digit stands for itself: too many begin with it.
    """
    open_digits = max(0, _DIGITS - len(serial)) if len(serial) > 1 else 0
    low = int(serial) * 10**open_digits
    return low, low + 10**open_digits - 1


def _logged(
    within: tuple[ColumnElement[bool], ...], bounds: tuple[int, int], limit: int
) -> Select[tuple[str]]:
    return (
        select(_INCIDENT.uid)
        .where(*within, _INCIDENT.serial.between(*bounds))
        .order_by(_INCIDENT.year.desc(), _INCIDENT.serial.desc(), _INCIDENT.station)
        .limit(limit)
    )
