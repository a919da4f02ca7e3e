"""Casualties by category and nationality; UN personnel and others are never added."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from db.figures import CasualtyTotal, casualty_totals
from db.text import show_people
from db.time import write_dtg
from db.vocabulary import INJURED, KILLED, Category, Cause, Outcome, TimePrecision
from db.vocabulary.countries import country_in_words, country_order
from db.words import N_, _
from exports.reports.content import Casualties, CasualtyGroup, CasualtyRow, Count, Prose, Span, Tone
from exports.reports.sitrep_incidents import some
from exports.reports.sitrep_known import Known
from exports.reports.tally import tally

_ALWAYS = (*KILLED, *INJURED, Outcome.MISSING)
_SHORT = {  # the heads of the counts
    Outcome.SERIOUSLY_INJURED: N_("Serious"),
    Outcome.LIGHTLY_INJURED: N_("Light"),
}


def casualties(known: Known) -> Casualties:
    """Return the casualties of malicious acts by category and nationality, others in words."""
    totals = casualty_totals(known.session, known.query.counted())
    malicious = [row for row in totals if row.cause is Cause.MALICIOUS_ACT]
    occurring = {row.outcome for row in malicious}
    outcomes = tuple(one for one in Outcome if one in _ALWAYS or one in occurring)
    nil = _("none reported") if known.unreported else ""
    return Casualties(
        aside=_("Malicious acts in the period. n/k: not known, never zero."),
        outcomes=tuple(_(_SHORT.get(one, one.label)) for one in outcomes),
        groups=(
            _group(malicious, outcomes, True, nil, _("UN personnel")),
            _group(malicious, outcomes, False, nil, _("Not UN, as far as known")),
        ),
        summary=(
            _since_the_first(known, totals),
            _other_causes(totals),
            *_not_reported(known.unreported),
        ),
    )


def _group(
    totals: list[CasualtyTotal], outcomes: tuple[Outcome, ...], un: bool, nil: str, subtotal: str
) -> CasualtyGroup:
    rows: list[CasualtyRow] = []
    everyone = [row for row in totals if row.category.is_un is un]
    for category in (one for one in Category if one.is_un is un):
        nations = sorted(
            {row.nationality for row in everyone if row.category is category},
            key=country_order,
        )
        for nation in nations:
            alike = [
                row for row in everyone if (row.category, row.nationality) == (category, nation)
            ]
            rows.append(
                CasualtyRow(
                    _(category.label),
                    country_in_words(nation) or _("not yet known"),
                    _counts(alike, outcomes),
                )
            )
        if not nations and category is not Category.UNKNOWN:
            rows.append(CasualtyRow(_(category.label), nil, _counts([], outcomes)))
    return CasualtyGroup(tuple(rows), subtotal, _counts(everyone, outcomes))


def _counts(rows: list[CasualtyTotal], outcomes: tuple[Outcome, ...]) -> tuple[Count, ...]:
    return tuple(tally(row for row in rows if row.outcome is outcome).shown for outcome in outcomes)


def _since_the_first(known: Known, totals: tuple[CasualtyTotal, ...]) -> Prose:
    """Return the UN killed of the period beside those of the whole log until its end."""
    whole = replace(known.query, since=None).counted()
    log = casualty_totals(known.session, whole, un_killed_only=True)
    numbers = [
        tally(
            row
            for row in rows
            if row.cause is Cause.MALICIOUS_ACT and row.category.is_un and row.outcome in KILLED
        ).shown.text
        for rows in (totals, log)
    ]
    words = _("{period} in the period · {log} in the whole log up to {day}.").format(
        period=numbers[0],
        log=numbers[1],
        day=write_dtg(known.before - timedelta(days=1), TimePrecision.DAY),
    )
    return (
        Span(_("UN killed by malicious act, died of wounds included: "), Tone.STRONG),
        Span(words),
    )


def _not_reported(rows: tuple[Row[Any], ...]) -> tuple[Prose, ...]:
    """Return which incidents the counts can't speak of: not reported is never nil."""
    if not rows:
        return ()
    heading = Span(_("Casualties not reported: "), Tone.STRONG)
    return ((heading, Span(f"{len(rows)}, {some(rows)}.")),)


def _other_causes(totals: tuple[CasualtyTotal, ...]) -> Prose:
    told = [
        _("{who} {outcome}, {cause}").format(
            who=show_people(tally([row]).shown.text, row.category)
            + f" ({country_in_words(row.nationality) or _('nationality not yet known')})",
            outcome=_(row.outcome.label).lower(),
            cause=_(row.cause.label).lower()
            if row.cause is not Cause.UNKNOWN
            else _("cause not known"),
        )
        for row in totals
        if row.cause is not Cause.MALICIOUS_ACT and tally([row])
    ]
    heading = Span(_("Other causes in the period: "), Tone.STRONG)
    return (heading, Span(_("; ").join(told) + ".") if told else Span(_("NIL"), Tone.STRONG))
