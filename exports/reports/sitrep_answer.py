"""The answer: what happened in the period, in three lines at most, from the figures alone."""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import groupby

from db.figures import CasualtyTotal, casualty_totals
from db.vocabulary import INJURED, KILLED, Category, Cause
from db.words import _, ngettext
from exports.reports.sitrep_known import Known, where_and_when
from exports.reports.tally import tally

_THREE_LINES = 235  # characters


class _Detail(IntEnum):
    """How much is told; as much as three lines hold."""

    NATIONALITY = 3
    PLACE = 2
    CATEGORY = 1
    NUMBER = 0


def answer(known: Known) -> str:
    """Return what happened in the period, in three lines at most."""
    if not known.period:
        return _("NIL. No incident is known to have occurred in the period.")
    totals = casualty_totals(known.session, known.query.counted())
    said = ""
    for detail in _Detail:
        said = " ".join(_sentences(known, totals, detail))
        if len(said) <= _THREE_LINES:
            break
    return said


def _sentences(known: Known, totals: tuple[CasualtyTotal, ...], detail: _Detail) -> Iterator[str]:
    number = len(known.period)
    yield ngettext("{n} incident.", "{n} incidents.", number).format(n=number)
    silent = len(known.unreported)
    no_un = _("No UN personnel reported killed.") if silent else _("No UN personnel killed.")
    for heading, nobody, un in (
        (_("UN personnel killed: {who}."), no_un, True),
        (_("Others killed: {who}."), _("No others known killed."), False),
    ):
        dead = [row for row in totals if row.outcome in KILLED and row.category.is_un is un]
        yield heading.format(who=_who(dead, detail)) if tally(dead) else nobody
    hurt = [row for row in totals if row.outcome in INJURED]
    if hurt:
        un_hurt, others_hurt = (
            tally(row for row in hurt if row.category.is_un is un).shown.text
            for un in (True, False)
        )
        yield _("Injured: UN {un}, others {others}.").format(un=un_hurt, others=others_hurt)
    if silent:
        yield ngettext(
            "Casualties of {n} incident not reported.",
            "Casualties of {n} incidents not reported.",
            silent,
        ).format(n=silent)
    worst = max(known.period, key=lambda row: (row.severity, row.killed or 0, row.injured or 0))
    if worst.severity > 1 and detail >= _Detail.PLACE:
        yield _("Worst: {where}.").format(where=where_and_when(worst))


def _who(totals: list[CasualtyTotal], detail: _Detail) -> str:
    """Return e.g. "11 UN contingent (5 TCD, 6 TGO), 1 UN police (accident)"."""
    if detail is _Detail.NUMBER:
        return tally(totals).shown.text
    told = []
    for (category, cause), group in groupby(
        sorted(totals, key=lambda row: (list(Category).index(row.category), row.cause)),
        key=lambda row: (row.category, row.cause),
    ):
        rows = [row for row in group if tally([row])]
        if rows:
            told.append(_category(category, cause, rows, detail))
    return ", ".join(told)


def _category(category: Category, cause: Cause, rows: list[CasualtyTotal], detail: _Detail) -> str:
    label = _(category.label) if category.is_un else _(category.label).lower()
    named = category.is_un and detail is _Detail.NATIONALITY
    beside = [
        _nations(rows) if named else "",
        "" if cause in (Cause.MALICIOUS_ACT, Cause.UNKNOWN) else _(cause.label).lower(),
    ]
    words = f"{tally(rows).shown.text} {label}"
    told = "; ".join(part for part in beside if part)
    return f"{words} ({told})" if told else words


def _nations(rows: Iterable[CasualtyTotal]) -> str:
    """Return "5 TCD, 6 TGO", or "TCD" alone; those not reported are said only beside others."""
    named = [
        (tally(group), nation)
        for nation, group in groupby(
            sorted(rows, key=lambda row: row.nationality or "~"), key=lambda row: row.nationality
        )
    ]
    if len(named) == 1:
        return named[0][1] or ""
    return ", ".join(f"{number.shown.text} {nation or _('n/k')}" for number, nation in named)
