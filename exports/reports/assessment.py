"""The assessment of a period: is it getting worse, for whom, where, by whom; counts, not risk."""

from collections.abc import Callable
from typing import Any

from db.errors import Progress
from db.reporting import watch_at
from db.time import write_dtg
from db.vocabulary import Precedence
from db.words import _
from exports.reports import assessment_page as page
from exports.reports import sections
from exports.reports.assessment_answer import answer, end_notes, method, on_map
from exports.reports.assessment_content import AssessmentContent
from exports.reports.assessment_deaths import deaths, nations
from exports.reports.assessment_groups import groups, hours, lethality
from exports.reports.assessment_known import BESIDE, Assessed, assessed
from exports.reports.assessment_shares import regions, targets, types
from exports.reports.assessment_windows import windows
from exports.reports.content import Fact, Header
from exports.reports.days import days_from_to
from exports.reports.header import (
    addressed,
    header_of,
    reference,
    signature,
)
from exports.reports.opening import opening
from exports.reports.reading import Reading
from exports.reports.sitrep_incidents import incidents
from exports.reports.sitrep_record import assessments, classification, period_of


def content(reading: Reading, progress: Progress | None = None) -> AssessmentContent:
    """Return what the report says; every figure follows section 10 of the field's own rules.

    `progress(parts made, of how many)` may raise to stop.

    Raises:
        ValueError: The period lacks its start or its end.
    """
    total = BESIDE + 1 + len(_PARTS)

    def made(done: int) -> None:
        if progress:
            progress(done, total)

    log = assessed(reading, lambda done, _of: made(done))
    told: dict[str, Any] = {}
    for number, (name, part) in enumerate(_PARTS.items(), start=1):
        told[name] = part(log)
        made(BESIDE + 1 + number)
    told["answer"] = reading.order.answer or told["answer"]
    return AssessmentContent(header=_header(reading, log), **told)


def _header(reading: Reading, log: Assessed) -> Header:
    known, title = log.known, _("Period assessment")
    days = days_from_to(known.since, known.before)
    return header_of(
        reading,
        title=title,
        running=f"{title} · {days}",
        beside=days,
        classification=classification(known),
        precedence=Precedence.ROUTINE,
        facts=addressed(
            reading,
            Fact(_("As known at"), write_dtg(known.at), strong=True),
            (period_of(known), reference(reading)),
        ),
        signatures=(
            signature(_("Prepared"), watch_at(known.session, known.at)),
            signature(_("Checked")),
            signature(_("Approved"), named=reading.order.approved),
        ),
    )


_PARTS: dict[str, Callable[[Assessed], Any]] = {  # by their names in AssessmentContent
    "answer": answer,
    "deaths": deaths,
    "windows": windows,
    "types": types,
    "regions": regions,
    "targets": targets,
    "groups": groups,
    "map": on_map,
    "hours": hours,
    "lethality": lethality,
    "nations": nations,
    "assessments": lambda log: assessments(log.known),
    "incidents": lambda log: incidents(log.known),
    "method": method,
    "end_notes": end_notes,
}
SECTIONS = (
    opening,
    page.deaths,
    page.windows,
    page.types,
    page.regions,
    page.targets,
    page.groups,
    page.where,
    page.when_and_whom,
    page.assessment,
    page.annex,
    page.method,
    sections.ending,
)
