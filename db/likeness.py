"""Incidents that a new one may already be: near in time and place, and of a like type.

What counts as alike is ours: within 60 minutes and 5 km, or under the same place name where one
of the two has no position. It is a question to the officer, never a finding of the log.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Column, Row, select
from sqlalchemy.orm import Session

from db.bearing import distance_km
from db.folding import fold
from db.query import REVISION
from db.text import show_count, show_subtype
from db.vocabulary import COUNTS_NOWHERE, EventType, TimePrecision
from db.words import _

WITHIN = timedelta(minutes=60)
WITHIN_KM = 5.0
MOST = 3
# What a first report takes for one another: shots, blasts, and who was hit by them.
ATTACKS = frozenset(
    {
        EventType.DIR,
        EventType.EXP,
        EventType.IDF,
        EventType.CPX,
        EventType.ABD,
        EventType.KIL,
        EventType.CFV,
        EventType.AIR,
        EventType.UOF,
    }
)
_COLUMNS: tuple[Column[Any], ...] = (
    REVISION.incident_uid,
    REVISION.number,
    REVISION.occurred,
    REVISION.time_precision,
    REVISION.type,
    REVISION.subtype,
    REVISION.place,
    REVISION.latitude,
    REVISION.longitude,
    REVISION.killed,
    REVISION.killed_open,
    REVISION.injured,
    REVISION.injured_open,
    REVISION.severity,
)


class Alike(NamedTuple):
    """An incident of the log that the typed one may be.

    Attributes:
        minutes: From the typed time to its own; negative if it happened earlier.
        km: Between the two positions; None where one of them has none.
        is_same_type: False for another type of attack, and while no type is typed.
        killed: As the table shows it: "" not reported, "?" not known. So is `injured`.
        severity: 0 to 3, as in the log.
    """

    uid: str
    number: str
    occurred: datetime
    time_precision: TimePrecision
    minutes: int
    km: float | None
    type_words: str
    is_same_type: bool
    place: str
    latitude: float | None
    longitude: float | None
    killed: str
    injured: str
    severity: int


def alikes(
    session: Session, content: Mapping[str, Any], skip: Collection[str] = ()
) -> tuple[Alike, ...]:
    """Return the incidents that `content` may be a second report of, the likest first.

    Struck and duplicate ones are left out. Any type is like one that is not typed yet; otherwise
    the types must be equal, or both attacks: a mortar at first light is a car bomb by noon.

    Args:
        session: Of the open logbook.
        content: As the log would keep it; anything may be missing.
        skip: Incidents not to return, by uid.

    Returns:
        At most three; none until a time and a place or position are there.
    """
    if "occurred" not in content:
        return ()
    at = datetime.fromisoformat(content["occurred"])
    found = (
        _alike(row, content, at) for row in _around(session, at) if row.incident_uid not in skip
    )
    return tuple(sorted(filter(None, found), key=_unlikeness)[:MOST])


def _around(session: Session, at: datetime) -> Iterator[Row[Any]]:
    """Yield the incidents of the hour before and after: a short walk of the index."""
    yield from session.execute(
        select(*_COLUMNS).where(
            REVISION.superseded_at.is_(None),
            REVISION.occurred.between(at - WITHIN, at + WITHIN),
            REVISION.status.not_in(COUNTS_NOWHERE),
        )
    )


def _alike(row: Row[Any], content: Mapping[str, Any], at: datetime) -> Alike | None:
    """Return the incident of `row` if it is like `content`, else None."""
    km = _km(row, content)
    is_near = _has_name_of(row, content) if km is None else km <= WITHIN_KM
    if not (is_near and _is_like(row.type, content.get("type"))):
        return None
    return Alike(
        row.incident_uid,
        row.number,
        row.occurred,
        row.time_precision,
        round((row.occurred - at) / timedelta(minutes=1)),
        km,
        show_subtype(row.subtype) or _(row.type.label),
        row.type == content.get("type"),
        row.place or "",
        row.latitude,
        row.longitude,
        show_count(row.killed, is_open=row.killed_open),
        show_count(row.injured, is_open=row.injured_open),
        row.severity,
    )


def _km(row: Row[Any], content: Mapping[str, Any]) -> float | None:
    point = content.get("position")
    if not point or row.latitude is None:
        return None
    return distance_km(point["latitude"], point["longitude"], row.latitude, row.longitude)


def _has_name_of(row: Row[Any], content: Mapping[str, Any]) -> bool:
    return fold(content.get("place", "")) == fold(row.place or "") != ""


def _is_like(known: EventType, typed: str | None) -> bool:
    return typed is None or typed == known or {known, EventType(typed)} <= ATTACKS


def _unlikeness(one: Alike) -> tuple[float, str]:
    """Return the share of the hour and of the 5 km, a name counting as half; then the number."""
    away = 0.5 if one.km is None else one.km / WITHIN_KM
    hours = abs(one.minutes) * timedelta(minutes=1) / WITHIN
    return hours + away + (0 if one.is_same_type else 0.5), one.number
