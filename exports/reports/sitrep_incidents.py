"""The incidents of a situation report: in a table, on the map, and what the returns ask for."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row

from db.regions import region_in_words
from db.text import labelled, show_status, show_subtype
from db.time import write_dtg
from db.vocabulary import (
    KILLED,
    PLOTTED,
    Age,
    Attribution,
    EventType,
    LocationPrecision,
    Outcome,
    Subtype,
    TimePrecision,
)
from db.words import N_, _
from exports.reports.content import Count, Dot, IncidentRow, Incidents, Map, Return
from exports.reports.sitrep_known import UN_TARGETS, Known, serial, serials
from exports.reports.tally import pair, tally

_NONE_USED = re.compile(
    r"(?:nil|none|n/a|néant|no (?:rounds?|shots?|fire|force|use of force|weapons?))\b",
    re.IGNORECASE,
)
_TAKEN = (Subtype.HIJACKING, Subtype.ROBBERY, Subtype.THEFT, Subtype.BREAK_IN)
_ATTACKS = frozenset({EventType.DIR, EventType.EXP, EventType.IDF, EventType.ABD, EventType.KIL})
MOST_TOLD = 12  # significant incidents in full; the rest stand in the table
_MOST_SERIALS = 12  # in the answer to one heading


def incidents(known: Known) -> Incidents:
    """Return the table, and how many significant incidents stand in it only."""
    rows = known.period
    aside = _(
        "{n} occurred in the period, {late} late entries."
        " P location precision · K killed · S serious · L light."
    )
    notes = [_("1+2: UN personnel + others; killed includes died of wounds; n/k: not known.")]
    more = sum(is_significant(known, row) for row in rows) - MOST_TOLD
    if more > 0:
        notes.append(_("{n} more significant incidents stand in this table only.").format(n=more))
    return Incidents(
        aside.format(n=len(rows), late=len(known.late)),
        tuple(_incident(known, row) for row in rows),
        tuple(_incident(known, row) for row in known.late),
        tuple(notes) if rows or known.late else (),
    )


def is_significant(known: Known, row: Row[Any]) -> bool:
    """Whether it is told in full.

    So it is if anybody was killed, seriously injured, missing or abducted, as far as known; if it
    was a complex attack, or an attack on UN personnel, whatever came of it; if the UN was harmed.
    """
    grave = (*KILLED, Outcome.SERIOUSLY_INJURED, Outcome.MISSING, Outcome.ABDUCTED)
    people = known.people.get(row.entry, ())
    return (
        row.type is EventType.CPX
        or bool(tally(one for one in people if one.outcome in grave))
        or ((row.severity > 0 or row.type in _ATTACKS) and row.target in UN_TARGETS)
    )


def _incident(known: Known, row: Row[Any]) -> IncidentRow:
    return IncidentRow(
        serial=serial(row.number),
        status=show_status(row.status, row.updates, row.duplicate_of).upper(),
        occurred=known.narrow_dtg(row.occurred, row.time_precision, letters=14),
        what=show_subtype(row.subtype) or _(row.type.label),
        place=row.bearing or row.place or _("not known"),
        region=region_in_words(row.region) or _("region not known"),
        precision=row.location_precision or LocationPrecision.UNKNOWN,
        target=_(row.target.label) if row.target else _("not known"),
        attributed=_attributed(row),
        killed=_counted(known, row, KILLED),
        serious=_counted(known, row, (Outcome.SERIOUSLY_INJURED,)),
        light=_counted(known, row, (Outcome.LIGHTLY_INJURED,)),
        grade=f"{row.reliability}{row.credibility}",
    )


def _attributed(row: Row[Any]) -> str:
    """Return e.g. "claimed: AQIM"; a claim is not responsibility, so the word stands before it."""
    word = _((row.attribution or Attribution.UNKNOWN).label).lower()
    group = row.claimed_by if row.attribution is Attribution.CLAIMED else row.perpetrator
    return _("{label}: {value}").format(label=word, value=group) if group else word


def _counted(known: Known, row: Row[Any], outcomes: tuple[Outcome, ...]) -> Count:
    if row.killed is None:  # no casualty row, and no word that there were none
        return Count.of(None)
    people = [one for one in known.people.get(row.entry, ()) if one.outcome in outcomes]
    un, others = (tally(one for one in people if one.category.is_un is un) for un in (True, False))
    return pair(un, others)


def where(known: Known) -> Map:
    """Return the map: the period filled, the days before it open; dots only where exact enough."""
    dots = tuple(_dot(row, row.occurred >= known.since) for row in known.rows if is_plotted(row))
    missing = [row for row in known.rows if not is_plotted(row)]
    within = [row for row in known.rows if row.occurred >= known.since]
    before = known.rows[: len(known.rows) - len(within)]
    notes = [_("Plotted only with a grid, at location precision 1 (exact) or 2 (near a place).")]
    if missing:
        notes.append(_("Not plotted: {n}, {which}.").format(n=len(missing), which=some(missing)))
    return Map(
        countries=tuple(sorted(known.station.theatre)),
        dots=dots,
        within=_plotted(_("in the period"), within),
        before=_plotted(_before(known), list(before)) if known.days.start < known.since else "",
        notes=tuple(notes),
    )


def _before(known: Known) -> str:
    return _("from {day} on").format(day=write_dtg(known.days.start, TimePrecision.DAY))


def _plotted(when: str, rows: list[Row[Any]]) -> str:
    return _("occurred {when}: {n} of {total} plotted").format(
        when=when, n=sum(map(is_plotted, rows)), total=len(rows)
    )


def is_plotted(row: Row[Any]) -> bool:
    """Whether its place is exact enough for a dot on a map."""
    return row.latitude is not None and row.location_precision in PLOTTED


def _dot(row: Row[Any], in_period: bool) -> Dot:
    label = f"{serial(row.number)} {row.place or ''}".rstrip() if in_period else ""
    return Dot(row.longitude, row.latitude, label, in_period)


def _used_force(row: Row[Any], people: tuple[Row[Any], ...]) -> bool:
    said = (row.use_of_force or "").strip()
    return row.type is EventType.UOF or bool(said and not _NONE_USED.match(said))


_Asked = Callable[[Row[Any], tuple[Row[Any], ...]], bool]
_HEADINGS: tuple[tuple[str, _Asked], ...] = (
    (N_("Use of force by UN"), _used_force),
    (
        N_("Persons detained"),
        lambda row, people: (
            row.subtype == Subtype.DETENTION
            or any(one.outcome is Outcome.DETAINED for one in people)
        ),
    ),
    (
        N_("Abductions, hostages"),
        lambda row, people: (
            row.type is EventType.ABD or any(one.outcome is Outcome.ABDUCTED for one in people)
        ),
    ),
    (N_("Conflict-related sexual violence"), lambda row, people: row.type is EventType.SXV),
    (
        N_("Children among casualties"),
        lambda row, people: any(one.age is Age.CHILD for one in people),
    ),
    (
        N_("UN property seized or stolen"),
        lambda row, people: row.subtype in _TAKEN and row.target in UN_TARGETS,
    ),
    (N_("Cease-fire violations"), lambda row, people: row.subtype == Subtype.CEASE_FIRE),
    (N_("Movement denied"), lambda row, people: row.subtype == Subtype.MOVEMENT_DENIED),
    (N_("IED found and cleared"), lambda row, people: row.subtype == Subtype.IED_FOUND),
    (
        N_("Air incidents, UAV"),
        lambda row, people: row.type is EventType.AIR or row.subtype == Subtype.AIR_ACCIDENT,
    ),
)


def returns(known: Known) -> tuple[Return, ...]:
    """Return the headings that every report answers; "" where none was reported."""
    rows = known.period
    answered = []
    for heading, asked in _HEADINGS:
        found = [row for row in rows if asked(row, known.people.get(row.entry, ()))]
        answer = labelled(str(len(found)), some(found)) if found else ""
        answered.append(Return(_(heading), answer))
    return tuple(answered)


def some(rows: Sequence[Row[Any]]) -> str:
    """Return the serials, the first dozen if there are more."""
    named = serials(rows[:_MOST_SERIALS])
    more = len(rows) - _MOST_SERIALS
    return _("{which} and {n} more").format(which=named, n=more) if more > 0 else named
