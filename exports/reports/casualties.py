"""The casualty list of a period, after the UN fatalities data: rows are groups, without names.

UN fatalities come first, then other UN personnel, then everybody else; UN personnel and others
are never in one number.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from db.errors import Progress
from db.fields import field_named
from db.history import chronology
from db.models import Act, IncidentRevision
from db.regions import region_in_words
from db.reporting import watch_at
from db.text import show, show_occurred, show_status, show_subtype
from db.time import write_dtg
from db.vocabulary import (
    INJURED,
    KILLED,
    Age,
    Category,
    Cause,
    Outcome,
    Precedence,
    Sensitivity,
    Sex,
)
from db.vocabulary.countries import country_in_words, country_order
from db.wording import in_words
from db.words import _
from exports.reports import casualties_pages
from exports.reports.casualties_content import (
    CasualtiesContent,
    CasualtyAmendment,
    CasualtyIncident,
    CasualtyLine,
    CasualtyTable,
    CountRow,
    CountTable,
)
from exports.reports.casualties_known import Hurt, hurt_in
from exports.reports.casualties_words import answer, end_notes
from exports.reports.content import Count, Fact, Header
from exports.reports.days import days_from_to
from exports.reports.header import (
    addressed,
    header_of,
    reference,
    signature,
)
from exports.reports.opening import opening
from exports.reports.reading import Reading
from exports.reports.sections import ending
from exports.reports.sitrep_known import serial
from exports.reports.tally import tally

_SHOWN = (*KILLED, *INJURED, Outcome.MISSING)  # in the table by nationality, asked or not
_UN = tuple(category for category in Category if category.is_un)
_People = Iterable[Row[Any]]


def content(reading: Reading, progress: Progress | None = None) -> CasualtiesContent:
    """Return who was hurt in the period, as known at the moment.

    `progress(parts made, of how many)` may raise to stop.

    Raises:
        ValueError: The period lacks its start or its end.
    """
    hurt = hurt_in(reading)
    tables = []
    for number, make in enumerate(_TABLES, start=1):
        tables.append(make(hurt))
        if progress:
            progress(number, len(_TABLES))
    return CasualtiesContent(
        header=_header(hurt),
        answer=reading.order.answer or answer(hurt),
        counts=(_by_nationality(hurt), _by_cause(hurt)),
        tables=tuple(tables),
        amendments=tuple(_amendments(hurt, progress)),
        end_notes=end_notes(hurt),
    )


def _header(hurt: Hurt) -> Header:
    reading = hurt.reading
    found = {row.sensitivity for row in (*hurt.rows, *hurt.left_out, *hurt.earlier)}
    title = _("Casualty list")
    period = in_words(replace(hurt.query, as_of=None))
    return header_of(
        reading,
        title=title,
        running=f"{title} · {days_from_to(hurt.since, hurt.before)}",
        classification=max(found, key=list(Sensitivity).index, default=Sensitivity.UNCLASSIFIED),
        precedence=Precedence.PRIORITY,
        facts=addressed(
            reading,
            reference(reading),
            (Fact(_("Period"), period, strong=True), Fact(_("Names"), _("none, by rule"))),
        ),
        signatures=(
            signature(_("Prepared"), watch_at(reading.session, reading.at)),
            signature(_("Checked")),
            signature(_("Released to addressees"), named=reading.order.approved),
        ),
    )


def _by_nationality(hurt: Hurt) -> CountTable:
    un = [one for one in hurt.everybody if one.category.is_un]
    occurring = {one.outcome for one in un}
    outcomes = tuple(one for one in Outcome if one in _SHOWN or one in occurring)
    nations = sorted({one.nationality for one in un}, key=country_order)
    return CountTable(
        title=_("UN personnel by nationality"),
        aside=_("All causes. n/k: not known, never zero."),
        heads=(_("Nationality"), *(_(outcome.label) for outcome in outcomes)),
        rows=tuple(
            CountRow(
                country_in_words(nation) or _("not yet known"),
                _counts((one for one in un if one.nationality == nation), "outcome", outcomes),
            )
            for nation in nations
        ),
        total=CountRow(_("Total"), _counts(un, "outcome", outcomes)),
        nothing=_("No casualty among UN personnel is known in the period."),
    )


def _by_cause(hurt: Hurt) -> CountTable:
    dead = [one for one in hurt.everybody if one.category.is_un and one.outcome in KILLED]
    rows = []
    for category in _UN if dead else ():
        alike = [one for one in dead if one.category is category]
        counts = (*_counts(alike, "cause", tuple(Cause)), tally(alike).shown)
        rows.append(CountRow(_(category.label), counts))
    return CountTable(
        title=_("UN fatalities by personnel type and cause"),
        aside=_("Killed and died of wounds."),
        heads=(_("Personnel type"), *(_(cause.label) for cause in Cause), _("Total")),
        rows=tuple(rows),
        total=CountRow(_("Total"), (*_counts(dead, "cause", tuple(Cause)), tally(dead).shown)),
        nothing=_("No fatality among UN personnel is known in the period."),
    )


def _counts(people: _People, column: str, values: tuple[Any, ...]) -> tuple[Count, ...]:
    rows = list(people)
    return tuple(
        tally(one for one in rows if getattr(one, column) is value).shown for value in values
    )


def _un_fatalities(hurt: Hurt) -> CasualtyTable:
    return _table(
        hurt,
        lambda one: one.category.is_un and one.outcome in KILLED,
        _("UN fatalities, by incident"),
        _("No fatality among UN personnel is known in the period."),
    )


def _un_others(hurt: Hurt) -> CasualtyTable:
    return _table(
        hurt,
        lambda one: one.category.is_un and one.outcome not in KILLED,
        _("UN personnel injured, missing, abducted or detained"),
        _("No other casualty among UN personnel is known in the period."),
    )


def _not_un(hurt: Hurt) -> CasualtyTable:
    return _table(
        hurt,
        lambda one: not one.category.is_un,
        _("Not UN personnel, same period"),
        _("No casualty among others is known in the period."),
        _("As far as known. Not in the UN fatalities data."),
    )


_TABLES = (_un_fatalities, _un_others, _not_un)


def _table(
    hurt: Hurt, wanted: Callable[[Row[Any]], bool], title: str, nothing: str, aside: str = ""
) -> CasualtyTable:
    people = list(filter(wanted, hurt.everybody))
    incidents = []
    for row in hurt.hurting:
        lines = tuple(_line(row, one) for one in hurt.people[row.entry] if wanted(one))
        if lines:
            incidents.append(_incident(hurt, row, lines))
    outcomes = [outcome for outcome in Outcome if any(one.outcome is outcome for one in people)]
    subtotals = [
        CountRow(_(outcome.label), _counts(people, "outcome", (outcome,))) for outcome in outcomes
    ]
    if set(outcomes) == set(KILLED):
        subtotals.append(CountRow(_("Total"), (tally(people).shown,)))
    words = aside or _("Line: serial of the incident / group in it.")
    return CasualtyTable(title, words, tuple(incidents), tuple(subtotals), nothing)


def _incident(hurt: Hurt, row: Row[Any], lines: tuple[CasualtyLine, ...]) -> CasualtyIncident:
    what = show_subtype(row.subtype) or _(row.type.label)
    where = row.bearing or row.place or region_in_words(row.region) or _("place not known")
    states = (
        show_status(row.status, row.updates).upper(),
        _("LATE") if row.incident_uid in hurt.late else "",
        _("PROVISIONAL") if hurt.is_provisional(row) else "",
    )
    return CasualtyIncident(
        serial=serial(row.number),
        occurred=show_occurred(row.occurred, row.time_precision),
        what=f"{what}, {where}",
        state=" · ".join(filter(None, states)),
        is_provisional=hurt.is_provisional(row),
        lines=lines,
    )


def _line(row: Row[Any], one: Row[Any]) -> CasualtyLine:
    unknown = _("n/k")
    return CasualtyLine(
        line=f"{row.number.rpartition('-')[2]} / {one.ordinal + 1}",
        personnel=_(one.category.label),
        nationality=country_in_words(one.nationality) or unknown,
        sex=unknown if one.sex is Sex.UNKNOWN else _(one.sex.label),
        age=unknown if one.age is Age.UNKNOWN else _(one.age.label),
        outcome=_(one.outcome.label),
        cause=unknown if one.cause is Cause.UNKNOWN else _(one.cause.label),
        number=_number(one),
        updated=write_dtg(row.recorded_at),
    )


def _number(one: Row[Any]) -> Count:
    if one.best is None or one.low == one.high:
        return Count.of(one.best)
    words = _("about {best} ({low}-{high})")
    return Count(words.format(best=one.best, low=one.low, high=one.high), one.best > 0)


def _amendments(hurt: Hurt, progress: Progress | None) -> Iterator[CasualtyAmendment]:
    """Yield what was said otherwise of the casualties of the incidents before, oldest first."""
    field = field_named(IncidentRevision, "casualties")
    amended = [row for row in hurt.rows if row.updates]
    for number, row in enumerate(amended, start=1):
        for happened in chronology(hurt.reading.session, row.incident_uid, hurt.reading.at):
            for change in happened.changes:
                if happened.entry.act is Act.AMEND and change.field.name == field.name:
                    yield CasualtyAmendment(
                        serial=serial(row.number),
                        entered=write_dtg(happened.entry.recorded_at),
                        was=show(field, change.was),
                        now=show(field, change.now) or _("not reported"),
                        reason=happened.entry.reason or _("n/a"),
                    )
        if progress:
            progress(number, len(amended))


SECTIONS = (
    opening,
    casualties_pages.counts,
    casualties_pages.tables,
    casualties_pages.amendments,
    ending,
)
