"""Significant incidents, told in full: fact, whom it is laid to, and what was corrected since."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row

from db.history import Happened, changes_between, chronology
from db.models import Act
from db.position import Position, spaced_mgrs
from db.reporting import whole_revisions
from db.text import show, show_status
from db.time import write_dtg
from db.vocabulary import Attribution, LocationPrecision
from db.words import _, ngettext
from exports.reports.content import Prose, Significant, Span, Tone
from exports.reports.sitrep_incidents import MOST_TOLD, is_significant
from exports.reports.sitrep_known import Known, serial, where_and_when

_CORRECTED = frozenset(
    {"occurred", "type", "subtype", "target", "place", "position", "region", "casualties", "means"}
)
_GRID_DIGITS = {LocationPrecision.EXACT: 8, LocationPrecision.NEAR: 4}


def significant(known: Known) -> tuple[Significant, ...]:
    """Return the gravest incidents of the period, at most a dozen, in the order of occurrence."""
    found = [row for row in known.period if is_significant(known, row)]
    found.sort(key=lambda row: (row.severity, row.killed_un or 0, row.killed or 0), reverse=True)
    entries = [row.entry for row in found[:MOST_TOLD]]
    return tuple(_told(known, incident) for incident in whole_revisions(known.session, entries))


def _told(known: Known, incident: Row[Any]) -> Significant:
    past = chronology(known.session, incident.incident_uid, known.at)
    return Significant(
        heading=where_and_when(incident),
        paragraphs=tuple(_paragraphs(incident, past)),
        serial=serial(incident.number),
        status=show_status(incident.status, incident.updates).upper(),
        margin=tuple(_margin(incident, past)),
    )


def _paragraphs(incident: Row[Any], past: tuple[Happened, ...]) -> Iterator[Prose]:
    for paragraph in (incident.narrative or incident.summary).split("\n\n"):
        if paragraph.strip():
            yield (Span(paragraph.strip()),)
    yield from _corrections(past)
    yield (Span(_laid_to(incident)),)
    for label, text in (
        (_("Own action"), incident.own_action),
        (_("Use of force"), incident.use_of_force),
        (_("CASEVAC"), incident.casevac),
        (_("Damage"), incident.damage),
        (_("Situation now"), incident.situation),
    ):
        if text:
            yield (Span(_("{label}: ").format(label=label), Tone.STRONG), Span(text))


def _corrections(past: tuple[Happened, ...]) -> Iterator[Prose]:
    """Yield the facts that were first reported otherwise, with what they were."""
    spans: list[Span] = []
    for change in changes_between(_content(past[0]), _content(_latest(past))):
        if change.field.name in _CORRECTED:
            was, now = show(change.field, change.was), show(change.field, change.now)
            spans += (
                Span(f"{_('; ') if spans else ''}{_(change.field.label)} "),
                Span(was or _("not reported"), Tone.WAS),
                Span(" "),
                Span(now or _("not reported"), Tone.STRONG),
            )
    if spans:
        yield (Span(_("Corrected: "), Tone.STRONG), *spans, Span("."))


def _content(happened: Happened) -> Mapping[str, Any]:
    content: Mapping[str, Any] = happened.entry.payload["content"]
    return content


def _latest(past: tuple[Happened, ...]) -> Happened:
    return [one for one in past if one.entry.act in (Act.AMEND, Act.LOG)][-1]


def _laid_to(incident: Row[Any]) -> str:
    """Return who is held to have done it, in words that keep a claim apart from responsibility."""
    group = incident.perpetrator or _label(incident.group_type) or _("a group not named")
    basis = f" ({incident.attribution_basis})" if incident.attribution_basis else ""
    match incident.attribution:
        case Attribution.SUSPECTED:
            said = _("Suspected: {group}{basis}.").format(group=group, basis=basis)
        case Attribution.CONFIRMED:
            said = _("Confirmed: {group}{basis}.").format(group=group, basis=basis)
        case Attribution.DENIED:
            said = _("Denied by {group}{basis}.").format(group=group, basis=basis)
        case Attribution.COMPETING:
            said = _("Competing claims; perpetrator unknown.")
        case _:
            said = _("Perpetrator unknown.")
    if incident.claimed_by or incident.attribution is Attribution.CLAIMED:
        said = f"{said} {_claim(incident)}"
    elif incident.attribution is not Attribution.COMPETING:
        return f"{said} {_('No claim known.')}"
    return f"{said} {_('A claim is not responsibility.')}"


def _claim(incident: Row[Any]) -> str:
    told = [
        _("Claimed by {group}").format(
            group=incident.claimed_by or incident.perpetrator or _("a group not named")
        ),
        incident.claim_channel or "",
        write_dtg(incident.claimed_at) if incident.claimed_at else "",
    ]
    return f"{', '.join(part for part in told if part)}."


def _label(term: Any) -> str:
    return _(term.label) if term else ""


def _margin(incident: Row[Any], past: tuple[Happened, ...]) -> Iterator[Prose]:
    precision = incident.location_precision or LocationPrecision.UNKNOWN
    where = [_("precision {n}").format(n=precision)]
    if incident.latitude is not None and incident.longitude is not None:
        digits = min(incident.grid_digits or 10, _GRID_DIGITS.get(precision, 2))
        where.insert(0, spaced_mgrs(Position(incident.latitude, incident.longitude), digits))
    yield (Span(" · ".join(where)),)
    verified = _("verified") if is_verified(past) else _("not yet verified")
    grade = f"{incident.reliability}{incident.credibility}"
    yield (
        Span(
            _("Grade "),
        ),
        Span(grade, Tone.STRONG),
        Span(f", {verified}"),
    )
    if incident.source:
        yield (Span(incident.source),)
    amended = [one.entry.recorded_at for one in past if one.entry.act is Act.AMEND]
    if amended:
        words = ngettext(
            "{n} amendment, {dtg}", "{n} amendments, the last {dtg}", len(amended)
        ).format(n=len(amended), dtg=write_dtg(amended[-1]))
        yield (Span(words),)


def is_verified(past: tuple[Happened, ...]) -> bool:
    """Whether somebody confirmed the latest content."""
    judged = (Act.VERIFY, Act.AMEND, Act.LOG)
    return next(one.entry.act for one in reversed(past) if one.entry.act in judged) is Act.VERIFY
