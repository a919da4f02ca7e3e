"""The answer of an assessment, its map, and how everything in it was counted."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row

from db.text import show_number
from db.time import write_dtg
from db.vocabulary import KILLED, Cause, Status, TimePrecision
from db.windows import Spread
from db.words import N_, _, ngettext
from exports.reports.assessment_content import Mark, Method
from exports.reports.assessment_known import Assessed, length_in_words
from exports.reports.assessment_shares import killed_mark
from exports.reports.assessment_windows import killed_before, killed_now, usual
from exports.reports.content import Dot, Map
from exports.reports.days import day_and_month, days_from_to
from exports.reports.sitrep_incidents import is_plotted, some
from exports.reports.tally import pair, tally

_METHOD = (
    (
        N_("Deaths"),
        N_(
            "Of UN personnel, from the casualty rows of this log; died of wounds is killed, on the"
            " date of the incident. Causes and personnel types are those of the UN fatalities"
            " data. Best estimates; n/k is not known and never zero."
        ),
    ),
    (
        N_("Killed"),
        N_(
            "In sections 3 to 7 and 9: by malicious acts, or by a cause that is not known."
            " Accidents, illness and self-inflicted deaths stand in sections 1 and 2. UN personnel"
            " and others are never added."
        ),
    ),
    (
        N_("Percentages"),
        N_("Only where both counts are 10 or more, always with their n. Whole per cents."),
    ),
    (
        N_("Count, not risk"),
        N_(
            "Nobody entered strength, movements or convoys: no rate can be given. Many dots may"
            " mean many patrols, or many reports."
        ),
    ),
    (
        N_("Status"),
        N_("Initial reports are counted and can change. Struck and duplicate ones never are."),
    ),
)


def answer(log: Assessed) -> str:
    """Return what the period brought beside what is usual, in three lines at most."""
    return " ".join(_sentences(log))


def _sentences(log: Assessed) -> Iterator[str]:
    now = killed_now(log, log.malicious)
    fatal = sum(_is_fatal(log, row) for row in log.known.period)
    length = length_in_words(log)
    if not log.known.period:
        yield _("NIL. No incident is known to have occurred in the period.")
    elif now:
        yield ngettext(
            "Malicious acts killed {killed} UN personnel in these {length}, in {n} incident.",
            "Malicious acts killed {killed} UN personnel in these {length}, in {n} incidents.",
            fatal,
        ).format(killed=now.shown.text, length=length, n=fatal)
    else:
        yield _(
            "Malicious acts are not known to have killed UN personnel in these {length}."
        ).format(length=length)
    spread = usual(log)
    if spread is None:
        yield _("The log covers no earlier window to compare with.")
    else:
        yield from _beside(log, now.best, spread)


def _is_fatal(log: Assessed, row: Row[Any]) -> bool:
    """Whether a malicious act killed UN personnel in the incident, as far as known."""
    return bool(
        tally(
            one
            for one in log.known.people.get(row.entry, ())
            if one.cause is Cause.MALICIOUS_ACT and one.category.is_un and one.outcome in KILLED
        )
    )


def _beside(log: Assessed, now: int, spread: Spread) -> Iterator[str]:
    before = killed_before(log, log.malicious)
    if before is not None:
        yield _("The previous {length}: {n}.").format(
            length=length_in_words(log), n=before.shown.text
        )
    if not spread.highest:
        yield ngettext(
            "None in the {n} earlier window.", "None in the {n} earlier windows.", spread.n
        ).format(n=spread.n)
        return
    words = (
        ngettext(
            "No more than {highest} in the {n} earlier window, {mean} on average.",
            "No more than {highest} in any of the {n} earlier windows, {mean} on average.",
            spread.n,
        )
        if now > spread.highest
        else ngettext(
            "The {n} earlier window: {mean} on average, at most {highest}.",
            "The {n} earlier windows: {mean} on average, at most {highest}.",
            spread.n,
        )
    )
    yield words.format(highest=spread.highest, n=spread.n, mean=show_number(spread.mean, 2))


def on_map(log: Assessed) -> Map:
    """Return the incidents of the period whose place is exact enough, by what came of them."""
    rows = log.known.period
    plotted = [row for row in rows if is_plotted(row)]
    left = [row for row in rows if not is_plotted(row)]
    return Map(
        countries=tuple(sorted(log.known.station.theatre)),
        dots=tuple(_dot(log, row) for row in plotted),
        within=_("Location precision 1 or 2, with a grid: {n} of {whole} plotted.").format(
            n=len(plotted), whole=len(rows)
        ),
        notes=(
            _("● UN killed   ● grey: others killed   ○ none killed. Dots are incidents, not risk."),
            _("Not plotted: {n}, {which}.").format(
                n=len(left), which=some(left) if left else _("NIL")
            ),
        ),
    )


def _dot(log: Assessed, row: Row[Any]) -> Dot:
    mark = killed_mark(log, row)
    label = ""
    if mark is not Mark.OPEN:
        killed = pair(log.killed([row], un=True), log.killed([row], un=False)).text
        label = _("{n} killed, {day}").format(n=killed, day=day_and_month(row.occurred))
    return Dot(row.longitude, row.latitude, label, mark is not Mark.OPEN, mark is Mark.GREY)


def method(log: Assessed) -> tuple[Method, ...]:
    """Return how the figures were made, and what they can't say."""
    told = [Method(_(subject), _(words)) for subject, words in _METHOD]
    return (told[0], Method(_("Windows"), _on_windows(log)), *told[1:])


def _on_windows(log: Assessed) -> str:
    length = length_in_words(log)
    words = _("Windows of {length}, counted back from the start of the period.")
    told = [words.format(length=length)]
    if log.begun and log.windows.number:
        first, oldest = (write_dtg(at, TimePrecision.DAY) for at in (log.begun, log.windows.start))
        words = _(
            "The oldest begins on {day}; the first incident of the log is of {first}. Only windows"
            " complete at the moment of knowledge are counted. Mean and median leave the period"
            " out."
        )
        told.append(words.format(day=oldest, first=first))
    return " ".join(told)


def end_notes(log: Assessed) -> tuple[str, ...]:
    """Return what is in none of the numbers."""
    found = {
        status: [row for row in log.known.left_out if row.status is status]
        for status in (Status.STRUCK, Status.DUPLICATE)
    }
    struck, duplicate = (f"{len(rows)}, {some(rows)}" if rows else "0" for rows in found.values())
    return (
        _(
            "Excluded from every count of the period: struck {struck}; duplicates {duplicate}."
        ).format(struck=struck, duplicate=duplicate),
        _("{days}, as known at {at}.").format(
            days=days_from_to(log.known.since, log.known.before), at=write_dtg(log.known.at)
        ),
    )
