"""The period beside the windows before it: the deaths of each, and what is usual in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from statistics import mean, median

from db.dates import MONTHS
from db.figures import Death
from db.text import show_number
from db.time import write_dtg
from db.vocabulary import Category, Cause, TimePrecision
from db.windows import Spread, spread_of
from db.words import _, ngettext
from exports.reports.assessment_content import Mark, Stack, Tick, WindowChart, Windows
from exports.reports.assessment_known import (
    NO_ACT,
    Assessed,
    Window,
    half,
    killed_in,
    length_in_words,
)
from exports.reports.content import Glance, GlanceColumn, GlanceRow
from exports.reports.days import days_from_to
from exports.reports.tally import Tally, tally, together

_MOST_SLOTS = 160  # windows that fit side by side, a dot wide
_NAMED = 8  # stacks, the highest, that have their number above them
_LEAST_NAMED = 5  # deaths; fewer are counted at a glance
_MOST_DOTS = 75  # deaths of one window that can be drawn one by one
_FEW = 10  # no percentage of fewer


def windows(log: Assessed) -> Windows:
    """Return the period beside the windows before it."""
    chart = _chart(log)
    return Windows(
        _("Deaths by malicious acts in windows of {length}").format(length=length_in_words(log)),
        _counted_back(log),
        tuple(_words(log)),
        _table(log),
        chart,
        tuple(_notes(log, chart)),
    )


def usual(log: Assessed) -> Spread | None:
    """Return what is usual of deaths by malicious acts; None without an earlier window."""
    return spread_of(log.windows, log.by_window(log.malicious))


def killed_now(log: Assessed, deaths: Iterable[Death]) -> Tally:
    """Return how many of these died in the period."""
    return tally(death for death in deaths if log.in_period(death.occurred))


def killed_before(log: Assessed, deaths: Iterable[Death]) -> Tally | None:
    """Return how many of these died in the window before the period; None if there is none."""
    if log.previous is None:
        return None
    last = log.windows.number - 1
    return tally(death for death in deaths if log.windows.place_of(death.occurred) == last)


def _counted_back(log: Assessed) -> str:
    n = log.windows.number
    return ngettext(
        "{n} complete window before the period, counted back from its start.",
        "{n} complete windows before the period, counted back from its start.",
        n,
    ).format(n=n)


def _words(log: Assessed) -> Iterator[str]:
    """Yield a sentence for each thing that is counted."""
    if log.begun is None:
        yield _("The log has no incident: there is no complete window to compare with.")
    elif not log.windows.number:
        yield _(
            "The log begins with {day}: it covers no complete window before the period, so there"
            " is nothing to compare with."
        ).format(day=write_dtg(log.begun, TimePrecision.DAY))
    for label, deaths in (
        (_("UN personnel killed by malicious acts"), log.malicious),
        (_("UN personnel dead of all causes"), log.deaths),
    ):
        now = killed_now(log, deaths)
        before = killed_before(log, deaths)
        spread = spread_of(log.windows, log.by_window(deaths))
        yield _sentence(log, label, now, before, _of_all(log, spread))
    numbers = [window.figures.total for window in log.earlier]
    before = _exactly(numbers[-1]) if log.previous else None
    total = _exactly(log.now.figures.total)
    yield _sentence(log, _("Incidents"), total, before, _of_twelve(numbers))


def _exactly(number: int) -> Tally:
    return Tally(number, number, False)


def _sentence(log: Assessed, label: str, now: Tally, before: Tally | None, rest: str) -> str:
    parts = [_("{what}: {n}").format(what=label, n=now.shown.text)]
    if before is not None:
        words = _("previous {length}: {n}{change}")
        parts.append(
            words.format(length=length_in_words(log), n=before.shown.text, change=_to(now, before))
        )
    parts += [rest] if rest else []
    return _("; ").join(parts) + "."


def _to(now: Tally, before: Tally) -> str:
    """Return the change in per cent, or nothing where a count is under ten or not known."""
    if now.unknown or before.unknown or min(now.best, before.best) < _FEW:
        return ""
    return _(" ({change:+d}%)").format(change=round(100 * (now.best - before.best) / before.best))


def _of_all(log: Assessed, spread: Spread | None) -> str:
    if spread is None:
        return ""
    words = ngettext(
        "in the {n} earlier window mean {mean}, median {median}, highest {highest};"
        " {without} without a death",
        "in the {n} earlier windows mean {mean}, median {median}, highest {highest};"
        " {without} without a death",
        spread.n,
    )
    highest = str(spread.highest)
    if spread.highest:
        highest = f"{highest} ({days_from_to(*log.windows.bounds(spread.highest_in))})"
    return words.format(
        n=spread.n,
        mean=show_number(spread.mean, 2),
        median=half(spread.median),
        highest=highest,
        without=spread.without,
    )


def _of_twelve(numbers: list[int]) -> str:
    if not numbers:
        return ""
    return ngettext(
        "in the {n} window before the period mean {mean}, median {median}, highest {highest}",
        "in the {n} windows before the period mean {mean}, median {median}, highest {highest}",
        len(numbers),
    ).format(
        n=len(numbers),
        mean=show_number(mean(numbers), 2),
        median=half(median(numbers)),
        highest=max(numbers),
    )


def _table(log: Assessed) -> Glance:
    """Return the last windows side by side, the period in a frame."""
    late = log.late_before
    columns = []
    for window in log.beside:
        in_period = window is log.now
        changed = in_period or any(window.since <= at < window.before for at in late)
        label = f"{window.since.day}{'*' if changed else ''}"
        columns.append(GlanceColumn(MONTHS[window.since.month - 1], label, in_period))
    return Glance(
        _("The windows by the day on which they begin"), "", tuple(columns), tuple(_rows(log))
    )


def _rows(log: Assessed) -> Iterator[GlanceRow]:
    def row(label: str, counted: Callable[[Window], Tally], part: bool = False) -> GlanceRow:
        tallies = [counted(window) for window in log.beside]
        counts = tuple(one.shown for one in tallies)
        return GlanceRow(label, counts, together(tallies).shown, part)

    yield row(_("Incidents"), lambda window: _exactly(window.figures.total))
    yield row(_("UN killed, malicious act"), _malicious)
    for category in (one for one in Category if one.is_un):
        of_it = row(_(category.label), _of_category(category), part=True)
        if of_it.total.text != "0":
            yield of_it
    yield row(_("UN dead, other causes"), _other_causes)
    yield row(_("Others killed"), _others)


def _malicious(window: Window) -> Tally:
    return killed_in(window, lambda one: one.category.is_un and one.cause is Cause.MALICIOUS_ACT)


def _others(window: Window) -> Tally:
    return killed_in(window, lambda one: not one.category.is_un and one.cause not in NO_ACT)


def _other_causes(window: Window) -> Tally:
    return killed_in(
        window, lambda one: one.category.is_un and one.cause is not Cause.MALICIOUS_ACT
    )


def _of_category(category: Category) -> Callable[[Window], Tally]:
    return lambda window: killed_in(
        window, lambda one: one.category is category and one.cause is Cause.MALICIOUS_ACT
    )


def _chart(log: Assessed) -> WindowChart | None:
    """Return the deaths of each window; of the youngest only, if there are very many."""
    number = log.windows.number
    now = killed_now(log, log.malicious).best
    counts = log.by_window(log.malicious)
    if not (now or counts.total()):
        return None
    oldest = max(0, number + 1 - _MOST_SLOTS)
    drawn = {place: n for place, n in sorted(counts.items()) if n and place >= oldest}
    named = Counter(drawn).most_common(_NAMED)
    least = max(_LEAST_NAMED, min((n for _place, n in named), default=0))
    stacks = [
        Stack(place - oldest, n, Mark.GREY, str(n) if (place, n) in named and n >= least else "")
        for place, n in drawn.items()
    ]
    label = f"{days_from_to(log.known.since, log.known.before)}  {now}"
    stacks.append(Stack(number - oldest, now, Mark.FULL if now else Mark.OPEN, label))
    start = log.windows.start + oldest * log.windows.length
    whole = log.known.before - start
    ticks = [Tick(0.0, write_dtg(start, TimePrecision.DAY))]
    for year in range(start.year + 1, log.known.before.year + 1):
        ticks.append(Tick((datetime(year, 1, 1, tzinfo=UTC) - start) / whole, str(year)))
    one_by_one = max(stack.number for stack in stacks) <= _MOST_DOTS
    return WindowChart(number + 1 - oldest, one_by_one, tuple(stacks), tuple(ticks))


def _notes(log: Assessed, chart: WindowChart | None) -> Iterator[str]:
    if chart and chart.one_by_one:
        yield _("Each dot is one death; black: this period.")
    elif chart:
        yield _("Each bar is as high as the deaths of its window; black: this period.")
    before = [death for death in log.deaths if death.occurred < log.windows.start]
    if before and log.windows.number:
        yield _("In no window, as they fall before the first complete one: {n} deaths.").format(
            n=tally(before).shown.text
        )
    if log.windows.number + 1 > _MOST_SLOTS:
        yield _("The last {n} windows are drawn.").format(n=_MOST_SLOTS)
    now = killed_now(log, log.malicious)
    if log.previous and min(now.best, _malicious(log.previous).best) < _FEW:
        yield _("No percentage change of deaths is given: a count is under 10.")
    if log.known.at < log.known.before:
        yield _("The period had not ended at the moment of which this is the knowledge.")
    yield _(
        "* Provisional: later deaths from wounds keep the date of the incident, and late entries"
        " change what was counted. {here} of the period were logged after it ended, {earlier} of"
        " earlier windows since it began."
    ).format(here=_late(list(filter(log.in_period, log.late))), earlier=_late(log.late_before))


def _late(moments: Sequence[datetime]) -> str:
    n = len(moments)
    return ngettext("{n} incident", "{n} incidents", n).format(n=n)
