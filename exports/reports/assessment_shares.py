"""The incidents of the period by type, region and target, beside what is usual."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import Row

from db.dates import MONTHS
from db.figures import UNKNOWN
from db.regions import region_in_words, regions_of
from db.vocabulary import EventType, Intent, Status, TargetClass, TimePrecision
from db.words import _, ngettext
from exports.reports.assessment_content import (
    ComparedRow,
    Comparison,
    Mark,
    Range,
    Square,
    Tick,
    TypeRow,
    Types,
)
from exports.reports.assessment_known import Assessed, half, length_in_words, share
from exports.reports.content import Count
from exports.reports.days import days_from_to
from exports.reports.sitrep_incidents import some
from exports.reports.sitrep_known import UN_TARGETS
from exports.reports.tally import pair

_MOST_SQUARES = 150  # incidents that can be told apart in the chart
_MOST_DAYS = 31
_EXACT = (TimePrecision.MINUTE, TimePrecision.HOUR)
_FORCES = frozenset({TargetClass.NATIONAL_FORCES, TargetClass.INTERNATIONAL_FORCE})
_CIVILIANS = frozenset({TargetClass.CIVILIANS, TargetClass.AID})


def types(log: Assessed) -> Types:
    """Return the incidents by type, each a square on its day unless they are too many."""
    rows = log.known.period
    drawn = len(rows) <= _MOST_SQUARES and 0 < log.days <= _MOST_DAYS
    initial = sum(row.status is Status.INITIAL for row in rows)
    aside = ngettext(
        "{n} incident as known, {initial} still INITIAL.",
        "{n} incidents as known, {initial} still INITIAL.",
        len(rows),
    ).format(n=len(rows), initial=initial)
    return Types(
        title=_("Every incident of the {length}").format(length=length_in_words(log)),
        aside=aside,
        group=MONTHS[log.known.since.month - 1],
        ticks=tuple(_days(log)) if drawn and rows else (),
        rows=tuple(_types(log, rows, drawn)) if rows else (),
        legend=(
            (Mark.FULL, _("UN personnel killed")),
            (Mark.GREY, _("others killed")),
            (Mark.OPEN, _("none killed, or n/k")),
        ),
        notes=tuple(_type_notes(log, rows, drawn)) if rows else (),
    )


def _days(log: Assessed) -> Iterator[Tick]:
    for day in range(log.days):
        at = log.known.since + timedelta(days=day)
        month = f"{MONTHS[at.month - 1]} " if at.day == 1 and day else ""
        yield Tick(day / log.days, f"{month}{at.day}")


def _types(log: Assessed, rows: Sequence[Row[Any]], drawn: bool) -> Iterator[TypeRow]:
    by_type = {one: [row for row in rows if row.type is one] for one in EventType}
    for kind, found in sorted(by_type.items(), key=lambda item: -len(item[1])):
        squares = tuple(_square(log, row) for row in found) if drawn else ()
        yield TypeRow(_(kind.label), squares, Count.of(len(found)), *_killed(log, found))
    yield TypeRow(_("All types"), (), Count.of(len(rows)), *_killed(log, rows))


def _square(log: Assessed, row: Row[Any]) -> Square:
    """Return an incident's square: at its hour, or the middle of its day if that is not known."""
    at = row.occurred
    if row.time_precision not in _EXACT:
        at = at.replace(hour=12, minute=0)
    at = min(at, log.known.before)
    un, others = log.killed([row], un=True), log.killed([row], un=False)
    place = (at - log.known.since) / (log.known.before - log.known.since)
    label = pair(un, others).text if un or others else ""
    return Square(place, killed_mark(log, row), label)


def killed_mark(log: Assessed, row: Row[Any]) -> Mark:
    """Return how an incident is drawn: full where UN personnel were killed, grey where others."""
    if log.killed([row], un=True).best:
        return Mark.FULL
    return Mark.GREY if log.killed([row], un=False).best else Mark.OPEN


def _type_notes(log: Assessed, rows: Sequence[Row[Any]], drawn: bool) -> Iterator[str]:
    vague = [row for row in rows if row.time_precision not in _EXACT]
    if not drawn:
        yield _("Not drawn one by one: too many incidents, or days, to be told apart.")
    elif vague:
        yield _("Without an hour, placed at midday: {which}.").format(which=some(vague))
    silent = log.known.unreported
    if silent:
        yield _("No word of casualties: {n}, {which}.").format(n=len(silent), which=some(silent))


def _killed(log: Assessed, rows: Iterable[Row[Any]]) -> tuple[Count, Count]:
    """Return UN personnel and others killed in these incidents."""
    found = list(rows)
    return log.killed(found, un=True).shown, log.killed(found, un=False).shown


def regions(log: Assessed) -> Comparison:
    """Return the incidents by region; regions that had none stand in one row."""
    by_window = [window.figures.by_region for window in log.beside]
    names = sorted(
        {name for found in by_window for name in found if name != UNKNOWN},
        key=lambda name: (-by_window[-1].get(name, 0), name),
    )
    rows = [_row(log, region_in_words(name), name, by_window, _in_region) for name in names]
    if any(UNKNOWN in found for found in by_window):
        rows.append(_row(log, _("Region not known"), UNKNOWN, by_window, _in_region))
    quiet = [one.name for one in regions_of(log.known.station.theatre) if one.name not in names]
    whole = [{"": window.figures.total} for window in log.beside]
    rows.append(_row(log, _("All regions"), "", whole, lambda row, name: True))
    notes = [_("Count, not risk: strength and movements are not in the log.")]
    if quiet:
        notes.append(
            _("None in any of these windows: {names}.").format(
                names=", ".join(map(region_in_words, quiet))
            )
        )
    return _compared(log, _("By region"), _("Region"), rows, tuple(notes))


def _in_region(row: Row[Any], name: str) -> bool:
    return (row.region or UNKNOWN) == name


def targets(log: Assessed) -> Comparison:
    """Return the incidents by target class, in each class that an incident names."""
    by_window = [window.targets for window in log.beside]
    classes = sorted(TargetClass, key=lambda one: -by_window[-1].get(one, 0))
    known = [one for one in classes if one is not TargetClass.UNKNOWN]
    rows = [_row(log, _(one.label), one, by_window, _has_target) for one in known]
    rows.append(_row(log, _("Not known"), UNKNOWN, by_window, _has_target))
    return _compared(log, _("By target class"), _("Target"), rows, tuple(_shares(log)))


def targets_of(row: Row[Any]) -> frozenset[str]:
    """Return the target classes of an incident, the main one and the further ones."""
    return frozenset({row.target or UNKNOWN, *(row.further_targets or ())})


def _has_target(row: Row[Any], name: str) -> bool:
    return name in targets_of(row)


def _shares(log: Assessed) -> Iterator[str]:
    """Yield the rule for several targets, then the shares with their n."""
    rows = log.known.period
    several = [row for row in rows if len(targets_of(row)) > 1]
    yield _(
        "{n} targets in {incidents} incidents: one with several targets counts once in each"
        " ({which})."
    ).format(
        n=sum(log.now.targets.values()),
        incidents=len(rows),
        which=some(several) if several else _("none here"),
    )
    if not rows:
        return
    told = (
        (_("UN personnel, sites or convoys"), UN_TARGETS),
        (_("national or international forces"), _FORCES),
        (_("civilians or aid"), _CIVILIANS),
        (_("not known"), frozenset({UNKNOWN})),
    )
    shares = [
        _("{who} {share}").format(
            who=who, share=share(sum(bool(targets_of(row) & wanted) for row in rows), len(rows))
        )
        for who, wanted in told
    ]
    yield _("Incidents with such a target: {shares}. Under 10, no percentage.").format(
        shares=_("; ").join(shares)
    )
    ungraded = sum(row.intent in (None, Intent.UNKNOWN) for row in rows)
    yield _("Intent not known in {share}.").format(share=share(ungraded, len(rows)))


def _row(
    log: Assessed,
    label: str,
    name: str,
    by_window: Sequence[Mapping[str, int]],
    is_of: Callable[[Row[Any], str], bool],
) -> ComparedRow:
    *earlier, now = (found.get(name, 0) for found in by_window)
    before = earlier[-1] if log.previous else None
    drawn = None
    if earlier and before is not None:
        drawn = Range(min(earlier), median(earlier), max(earlier), before, now)
    return ComparedRow(
        label,
        Count.of(now),
        _none_such() if before is None else Count.of(before),
        Count(half(median(earlier)), median(earlier) > 0) if earlier else _none_such(),
        drawn,
        *_killed(log, (row for row in log.known.period if is_of(row, name))),
    )


def _none_such() -> Count:
    """Return what stands where there is no earlier window."""
    return Count(_("n/a"), False)


def _compared(
    log: Assessed, title: str, head: str, rows: Sequence[ComparedRow], notes: tuple[str, ...]
) -> Comparison:
    previous, known = log.previous, log.known
    heads = (
        head,
        days_from_to(known.since, known.before),
        days_from_to(previous.since, previous.before) if previous else _("before"),
        ngettext("median of {n}", "median of {n}", len(log.earlier)).format(n=len(log.earlier)),
    )
    drawn = [row.drawn for row in rows if row.drawn and row.label != _("All regions")]
    most = max((max(one.highest, one.before, one.now) for one in drawn), default=0)
    nothing = "" if any(window.figures.total for window in log.beside) else _("No incident.")
    aside = _("Incidents, all targets. Count, not risk.")
    return Comparison(title, aside, heads, tuple(rows), most, notes, nothing)
