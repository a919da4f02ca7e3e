"""What a special incident report says: plain data, after the body of UN military observers (ours).

Thirteen numbered headings, each with the grade of its source and when it was entered; then what
hangs on the incident, and everything that was corrected. What nobody reported is n/k, never nil.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from db.errors import Progress
from db.models import Act
from db.reporting import watch_at
from db.time import write_dtg
from db.vocabulary import Precedence, Sensitivity, Status
from db.words import _
from exports.reports import sincrep_body
from exports.reports.amendments import amended_in
from exports.reports.content import Assessment, Fact, Header, Map, Prose, Tone
from exports.reports.flash_answer import answer
from exports.reports.header import (
    header_of,
    number_of,
    reference,
    sent,
    signature,
)
from exports.reports.incident_casualties import People, people_of
from exports.reports.incident_lines import map_of, status_in_words
from exports.reports.incident_told import Told, told_of
from exports.reports.reading import Reading
from exports.reports.sincrep_body import Passage, Teller, is_long, nobody
from exports.reports.sincrep_record import Changed, Listed, changed_in, linked_to, record_of
from exports.reports.sincrep_series import Series, Step, references, series_of, steps_of


@dataclass(frozen=True, slots=True)
class SincrepContent:
    """A SINCREP, a `Report`.

    Attributes:
        series: This report among those on the incident.
        event: Headings 1 to 5, from what to how.
        casualties: Heading 6; `people` is its table.
        after: Headings 7 to 11, from damage to the source.
        assessment: Heading 12; None if nobody wrote one.
        follow_up: Heading 13.
        narrative: In full under its own number, if it is long; else it stands in heading 5.
        record: What hangs on the incident: remarks, files, links.
        changed: What was entered since the report before, then all earlier amendments.
    """

    header: Header
    answer: str
    map: Map
    series: tuple[Step, ...]
    event: tuple[Passage, ...]
    casualties: Passage
    people: People
    after: tuple[Passage, ...]
    assessment: Assessment | None
    follow_up: Passage
    narrative: Passage | None
    record: tuple[Listed, ...]
    changed: tuple[Changed, ...]
    end_notes: tuple[str, ...] = ()


def content(reading: Reading, _progress: Progress | None = None) -> SincrepContent:
    """Return the report on an incident as the log knew it at the moment of the order.

    That of a struck incident or a duplicate says so first: whoever got a report must learn of it.

    Raises:
        Refused: There is no such incident, or it was not in the log yet.
    """
    told = told_of(reading)
    amended = amended_in(told.past)
    series = series_of(reading)
    teller = Teller(told, amended)
    parts: dict[str, Any] = {
        "event": tuple(sincrep_body.event(teller)),
        "casualties": teller.passage(_("Casualties"), ("casualties",), (nobody(told),)),
        "after": tuple(sincrep_body.after(teller)),
        "follow_up": sincrep_body.follow_up(teller),
        "narrative": sincrep_body.narrative(teller) if is_long(told) else None,
    }
    whole = SincrepContent(
        header=_header(reading, told, series),
        answer=reading.order.answer or _answer(told),
        map=map_of(told),
        series=steps_of(series),
        people=people_of(told.content.get("casualties", ()), amended),
        assessment=_assessment(told),
        record=record_of(reading, told),
        changed=changed_in(reading, told, amended, series, _places(parts)),
        **parts,
    )
    return _struck(whole) if told.state.status is Status.STRUCK else whole


def _places(parts: Mapping[str, Any]) -> Mapping[str, int]:
    """Return under which number of the body each field stands."""
    judged = Passage(_("Assessment"), (), ("assessment",))
    body = (*parts["event"], parts["casualties"], *parts["after"], judged, parts["follow_up"])
    body += (parts["narrative"],) if parts["narrative"] else ()
    return {name: number for number, one in enumerate(body, start=1) for name in one.fields}


def _answer(told: Told) -> str:
    """Return what happened; of an incident that counts nowhere, that and why."""
    status, entry = told.state.status, told.past[-1].entry
    for happened in told.past:
        if happened.entry.act in (Act.STRIKE, Act.DUPLICATE):
            entry = happened.entry
    reason = (entry.reason or _("n/k")).rstrip(".")
    if status is Status.STRUCK:
        return _("{number} is STRUCK and counts nowhere. Reason: {reason}.").format(
            number=told.number, reason=reason
        )
    if status is Status.DUPLICATE:
        return _("{number} is a DUPLICATE of {other} and counts nowhere. Reason: {reason}.").format(
            number=told.number,
            other=told.state.payload["duplicate_of"],
            reason=reason,
        )
    return answer(told)


def _header(reading: Reading, told: Told, series: Series) -> Header:
    sender, to, info = sent(reading)
    others = linked_to(reading)
    refers = reference(reading)
    told_before = (*references(series.former), *(one.reference for one in others))
    lines = "\n".join((refers.value, *told_before)) if told_before else refers.value
    if told_before and refers.value == _("n/a"):
        lines = "\n".join(told_before)
    watch = watch_at(reading.session, reading.at)
    verifier = told.verified_by.author if told.verified_by else None
    return header_of(
        reading,
        title=_("Special incident report"),
        running=_("SINCREP {mark} · {number}").format(mark=series.mark, number=told.number),
        beside=write_dtg(reading.now),
        classification=max(
            (Sensitivity(told.content["sensitivity"]), *(one.sensitivity for one in others)),
            key=list(Sensitivity).index,
        ),
        precedence=Precedence.IMMEDIATE,
        facts=(
            (sender, Fact(_("Report no."), f"{number_of(reading)} {series.mark}", strong=True)),
            (to, Fact(_("Incident"), f"{told.number} · {status_in_words(told.state).upper()}")),
            (info, replace(refers, value=lines)),
        ),
        signatures=(
            signature(_("Prepared"), watch),
            signature(_("Verified"), verifier if verifier != watch else None),
            signature(_("Approved"), named=reading.order.approved),
        ),
    )


def _assessment(told: Told) -> Assessment | None:
    """Return the judgement, with who wrote it and when."""
    text = told.content.get("assessment")
    if not text:
        return None
    entry = told.entered(("assessment",))
    basis = f"{entry.author.in_full()}, {write_dtg(entry.recorded_at)}."
    return Assessment(tuple(part for part in text.split("\n\n") if part.strip()), basis)


def _struck(content: SincrepContent) -> SincrepContent:
    """Return the same with every fact struck, so that nobody takes it for one."""

    def lined(passage: Passage) -> Passage:
        paragraphs = tuple(_lined(prose) for prose in passage.paragraphs)
        particulars = tuple((label, _lined(value)) for label, value in passage.particulars)
        return replace(passage, paragraphs=paragraphs, particulars=particulars)

    rows = tuple(replace(row, is_struck=True) for row in content.people.rows)
    return replace(
        content,
        people=replace(content.people, rows=rows),
        event=tuple(map(lined, content.event)),
        after=tuple(map(lined, content.after)),
        narrative=lined(content.narrative) if content.narrative else None,
    )


def _lined(prose: Prose) -> Prose:
    plain = (Tone.PLAIN, Tone.STRONG)
    return tuple(replace(one, tone=Tone.STRUCK) if one.tone in plain else one for one in prose)
