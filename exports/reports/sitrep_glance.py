"""The days that end with the period, beside each other: incidents and casualties of each."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Row

from db.dates import MONTHS, short_year
from db.vocabulary import INJURED, KILLED, Cause, Outcome
from db.words import _
from exports.reports.content import Count, Glance, GlanceColumn, GlanceRow
from exports.reports.sitrep_known import UN_TARGETS, Known, serials
from exports.reports.tally import tally

_MONTHLY = 28  # days; longer stretches are named by their month, shorter by their day


def glance(known: Known) -> Glance:
    """Return the days that end with the period, each with its incidents and casualties."""
    other_causes = _people(
        _("UN killed, other causes"),
        known,
        lambda row: _un(row, KILLED) and row.cause is not Cause.MALICIOUS_ACT,
    )
    rows = (
        *_incidents(known),
        _people(_("UN killed, malicious act"), known, lambda row: _malicious_un(row, KILLED)),
        *([other_causes] if other_causes.total.text != "0" else []),
        _people(_("UN injured, malicious act"), known, lambda row: _malicious_un(row, INJURED)),
        _people(
            _("Others killed"),
            known,
            lambda row: not row.category.is_un and row.outcome in KILLED,
        ),
    )
    return Glance(
        _title(known), _("By time of occurrence, UTC."), tuple(columns(known)), rows, _notes(known)
    )


def _people(label: str, known: Known, wanted: Callable[[Row[Any]], bool]) -> GlanceRow:
    """Return the casualties that are `wanted`, by day."""
    by_day: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for incident in known.rows:
        found = filter(wanted, known.people.get(incident.entry, ()))
        by_day[known.days.place_of(incident.occurred)] += found
    cells = [tally(by_day[place]).shown for place in range(known.days.number)]
    total = tally(row for rows in by_day.values() for row in rows)
    return GlanceRow(label, tuple(cells), total.shown)


def _un(row: Row[Any], outcomes: tuple[Outcome, ...]) -> bool:
    return row.category.is_un and row.outcome in outcomes


def _malicious_un(row: Row[Any], outcomes: tuple[Outcome, ...]) -> bool:
    return row.cause is Cause.MALICIOUS_ACT and _un(row, outcomes)


def _incidents(known: Known) -> tuple[GlanceRow, GlanceRow]:
    everything, on_un = [0] * known.days.number, [0] * known.days.number
    for row in known.rows:
        place = known.days.place_of(row.occurred)
        everything[place] += 1
        on_un[place] += row.target in UN_TARGETS
    return (
        GlanceRow(_("Incidents"), tuple(map(Count.of, everything)), Count.of(sum(everything))),
        GlanceRow(
            _("on UN personnel, sites, convoys"),
            tuple(map(Count.of, on_un)),
            Count.of(sum(on_un)),
            part=True,
        ),
    )


def columns(known: Known) -> Iterator[GlanceColumn]:
    """Yield the days that end with the period, or longer stretches if they are many."""
    for place in range(known.days.number):
        start = known.days.start + place * known.days.step
        month = MONTHS[start.month - 1]
        if known.days.step.days > _MONTHLY:
            label, group = month, short_year(start.year)
        else:
            label, group = str(start.day), month
        yield GlanceColumn(group, label, start >= known.since)


def _title(known: Known) -> str:
    if known.days.step.days > 1:
        return _("The period in stretches of {n} days").format(n=known.days.step.days)
    if known.days.number == 14:
        return _("Fourteen days at a glance")
    return _("{n} days at a glance").format(n=known.days.number)


def _notes(known: Known) -> tuple[str, ...]:
    notes = []
    rest = (known.before - known.days.start) % known.days.step
    if rest:
        notes.append(_("The last column holds {n} days.").format(n=rest.days))
    people = [row for incident in known.rows for row in known.people.get(incident.entry, ())]
    if any(row.best is not None and row.high > row.best for row in people):
        notes.append(_("10+: best estimate ten, the high estimate is more."))
    unknown = [row for row in known.rows if row.killed_open or row.injured_open]
    if unknown:
        notes.append(_("n/k: not known, {which}.").format(which=serials(unknown)))
    silent = [row for row in known.rows if row.killed is None]
    if silent:
        notes.append(_("No word of casualties: {which}.").format(which=serials(silent)))
    return tuple(notes)
