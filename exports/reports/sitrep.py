"""The situation report of a period, from the log as it was known at a moment."""

from collections.abc import Callable
from typing import Any

from db.errors import Progress
from db.reporting import watch_at
from db.time import write_dtg
from db.vocabulary import Precedence, ReportKind, Status
from db.words import _
from exports.reports import sections, tabled
from exports.reports.content import Fact, Header, SitrepContent
from exports.reports.days import days_from_to
from exports.reports.header import (
    addressed,
    header_of,
    reference,
    signature,
)
from exports.reports.opening import opening
from exports.reports.reading import Reading
from exports.reports.sitrep_answer import answer
from exports.reports.sitrep_casualties import casualties
from exports.reports.sitrep_glance import glance
from exports.reports.sitrep_incidents import incidents, returns, where
from exports.reports.sitrep_known import Known, known, serials
from exports.reports.sitrep_record import (
    assessments,
    changes,
    classification,
    follow_ups,
    period_of,
    shift,
)
from exports.reports.sitrep_significant import significant
from exports.reports.sitrep_week import week


def content(reading: Reading, progress: Progress | None = None) -> SitrepContent:
    """Return what the report says, after the daily SITREP of UN military observers.

    `progress(parts made, of how many)` may raise to stop.

    Raises:
        ValueError: The period lacks its start or its end.
    """
    log = known(reading)
    told: dict[str, Any] = {}
    for made, (name, part) in enumerate(_PARTS.items(), start=1):
        told[name] = part(log)
        if progress:
            progress(made, len(_PARTS))
    told["answer"] = reading.order.answer or told["answer"]
    if reading.order.kind is ReportKind.WEEKLY:
        told["further"] = week(log)
    return SitrepContent(header=_header(reading, log), **told)


def _header(reading: Reading, log: Known) -> Header:
    title = _("Situation report")
    if log.is_daily or reading.order.kind is ReportKind.WEEKLY:
        title = _(reading.order.kind.label)
    return header_of(
        reading,
        title=title,
        running=f"{title} · {days_from_to(log.since, log.before)}",
        classification=classification(log),
        precedence=Precedence.ROUTINE,
        facts=addressed(
            reading, Fact(_("Last report"), _last(log)), (period_of(log), reference(reading))
        ),
        signatures=(
            signature(_("Prepared"), watch_at(log.session, log.at)),
            signature(_("Verified")),
            signature(_("Approved"), named=reading.order.approved),
        ),
    )


def _last(log: Known) -> str:
    if log.last is None:
        return _("n/a")
    words = _("{number}, as known at {dtg}")
    return words.format(number=log.last.number, dtg=write_dtg(log.last.as_of))


def _end_notes(log: Known) -> tuple[str, ...]:
    """Return how the numbers are to be read, and what is in none of them."""
    notes = [
        _(
            "Numbers are best estimates. Killed includes died of wounds, but in section 4, where"
            " they stand apart. Casualties count on the day of the incident."
        )
    ]
    for status, words in (
        (Status.STRUCK, _("Struck, counted nowhere: {n}, {which}.")),
        (Status.DUPLICATE, _("Duplicates, counted nowhere: {n}, {which}.")),
    ):
        found = [row for row in log.left_out if row.status is status]
        if found:
            notes.append(words.format(n=len(found), which=serials(found)))
    if log.at < log.before:
        notes.append(_("The period had not ended at the moment of which this is the knowledge."))
    if not log.left_out:
        notes.append(_("Struck or duplicate incidents of the period: NIL."))
    return tuple(notes)


_PARTS: dict[str, Callable[[Known], Any]] = {  # by their names in SitrepContent
    "answer": answer,
    "glance": glance,
    "significant": significant,
    "map": where,
    "incidents": incidents,
    "casualties": casualties,
    "changes": changes,
    "returns": returns,
    "assessments": assessments,
    "shift": shift,
    "follow_ups": follow_ups,
    "end_notes": _end_notes,
}
SECTIONS = (
    opening,
    tabled.glance,
    sections.significant,
    tabled.incidents,
    tabled.casualties,
    tabled.changes,
    sections.returns,
    sections.assessment,
    tabled.shift,
    tabled.follow_ups,
    sections.ending,
)
