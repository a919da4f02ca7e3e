"""The answer: what happened in the period, in three lines at most, from the figures alone."""

from collections.abc import Iterator

from db.figures import CasualtyTotal, casualty_totals
from db.text import one_stop
from db.vocabulary import INJURED, KILLED
from db.words import _, ngettext
from exports.reports.sitrep_known import Known, where_and_when
from exports.reports.tally import Detail, tally, who

_THREE_LINES = 235  # characters


def answer(known: Known) -> str:
    """Return what happened in the period, in three lines at most."""
    if not known.period:
        return _("NIL. No incident is known to have occurred in the period.")
    totals = casualty_totals(known.session, known.query.counted())
    said = ""
    for detail in Detail:
        said = " ".join(map(one_stop, _sentences(known, totals, detail)))
        if len(said) <= _THREE_LINES:
            break
    return said


def _sentences(known: Known, totals: tuple[CasualtyTotal, ...], detail: Detail) -> Iterator[str]:
    number = len(known.period)
    yield ngettext("{n} incident.", "{n} incidents.", number).format(n=number)
    silent = len(known.unreported)
    no_un = _("No UN personnel reported killed.") if silent else _("No UN personnel killed.")
    for heading, nobody, un in (
        (_("UN personnel killed: {who}."), no_un, True),
        (_("Others killed: {who}."), _("No others known killed."), False),
    ):
        dead = [row for row in totals if row.outcome in KILLED and row.category.is_un is un]
        yield heading.format(who=who(dead, detail)) if tally(dead) else nobody
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
    if worst.severity > 1 and detail >= Detail.PLACE:
        yield _("Worst: {where}.").format(where=where_and_when(worst))
