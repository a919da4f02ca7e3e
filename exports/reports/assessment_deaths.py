"""The dead of UN personnel since the first incident: by cause, type, year and nationality."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import accumulate, groupby

from db.figures import Death
from db.text import labelled
from db.time import write_dtg
from db.vocabulary import Category, Cause, TimePrecision
from db.vocabulary.countries import country_in_words
from db.words import _, ngettext
from exports.reports.assessment_content import (
    Cumulative,
    Curve,
    Deaths,
    Mark,
    Nation,
    Nations,
    Peak,
    Tick,
    YearRow,
    YearTable,
)
from exports.reports.assessment_known import Assessed, share, share_of
from exports.reports.days import day_and_month, days_from_to
from exports.reports.tally import Tally, tally, together

_MOST_YEARS = 8  # columns; what is earlier stands in one
_PEAKS = 9  # steps that are named beside the curve
_WORST = 5  # days of which the share is told
_Key = tuple[Cause, Category, int]
_UN = tuple(category for category in Category if category.is_un)


def deaths(log: Assessed) -> Deaths:
    """Return the dead by cause and by UN personnel type, with their curve."""
    total = tally(log.deaths).shown
    aside = _("UN personnel, {days}: {n} deaths, as known at {at}.").format(
        days=days_from_to(log.first, log.known.before), n=total.text, at=write_dtg(log.known.at)
    )
    if not log.deaths:
        return Deaths(aside, None, (), ())
    causes = [(_(cause.label), cause) for cause in Cause]
    types = [(_(str(category.un)), category) for category in _UN]
    return Deaths(
        aside,
        _curves(log),
        (
            _table(log, _("Cause"), causes, _("All causes")),
            _table(log, _("Personnel type"), types, _("All types")),
        ),
        _notes(log),
    )


def _tallied(log: Assessed) -> dict[_Key, Tally]:
    """Return the deaths of each cause, category and year."""
    found: defaultdict[_Key, list[Death]] = defaultdict(list)
    for death in log.deaths:
        found[death.cause, death.category, death.occurred.year].append(death)
    return {key: tally(dead) for key, dead in found.items()}


def _table(
    log: Assessed, head: str, kinds: Sequence[tuple[str, Cause | Category]], total: str
) -> YearTable:
    years = list(range(log.first.year, _last(log).year + 1))
    columns = [[year] for year in years[-_MOST_YEARS:]]
    columns[0] = years[: len(years) - len(columns) + 1]
    tallied = _tallied(log)
    everybody = together(tallied.values())

    def row(label: str, kind: Cause | Category | None) -> YearRow:
        found = {key: n for key, n in tallied.items() if kind is None or kind in key[:2]}
        counts = (together(n for key, n in found.items() if key[2] in years) for years in columns)
        sum_ = together(found.values())
        shown = tuple(n.shown for n in counts)
        return YearRow(label, shown, sum_.shown, share_of(sum_, everybody))

    return YearTable(
        head,
        tuple(_year(log, column) for column in columns),
        tuple(row(label, kind) for label, kind in kinds),
        row(total, None),
    )


def _year(log: Assessed, years: list[int]) -> str:
    """Return the head of a column; of a year that is not whole, from or to when."""
    if len(years) > 1:
        return _("to {year}").format(year=years[-1])
    last = _last(log)
    if years[0] == last.year and (last.month, last.day) != (12, 31):
        return _("{year} to {day}").format(year=last.year, day=day_and_month(last))
    if years[0] == log.first.year and (log.first.month, log.first.day) != (1, 1):
        return _("{year} from {day}").format(year=log.first.year, day=day_and_month(log.first))
    return str(years[0])


def _last(log: Assessed) -> datetime:
    """Return the last moment of the period."""
    return log.known.before - datetime.resolution


def _notes(log: Assessed) -> tuple[str, ...]:
    notes = []
    days: Counter[datetime] = Counter()
    for death in log.malicious:
        days[death.occurred.replace(hour=0, minute=0)] += death.best or 0
    days += Counter()  # without those of which no number is known
    if len(days) > _WORST:
        worst = sum(number for _day, number in days.most_common(_WORST))
        notes.append(
            _(
                "Deaths by malicious acts fall on few days: all {n} on {days} days; the five worst"
                " days hold {share}."
            ).format(n=days.total(), days=len(days), share=share(worst, days.total()))
        )
    notes.append(_("A line of sums can't fall: read the steps, not the height."))
    unknown = sum(death.best is None for death in log.deaths)
    if unknown:
        notes.append(
            ngettext(
                "n/k: {n} report of deaths gives no number yet; it is in no sum.",
                "n/k: {n} reports of deaths give no number yet; they are in no sum.",
                unknown,
            ).format(n=unknown)
        )
    return tuple(notes)


def _curves(log: Assessed) -> Cumulative:
    """Return a curve for each cause that anybody died of, the malicious acts first."""
    start, end = log.first, log.known.before

    def at(moment: datetime) -> float:
        return (moment - start) / (end - start)

    curves = []
    for cause in Cause:
        dead = [death for death in log.deaths if death.cause is cause]
        if dead:
            sums = accumulate(death.best or 0 for death in dead)
            steps = tuple(zip((at(death.occurred) for death in dead), sums, strict=True))
            curves.append(Curve(_(cause.label), tally(dead).shown, _thinned(steps)))
    years = range(start.year, end.year + 1)
    ticks = [Tick(max(0.0, at(datetime(year, 1, 1, tzinfo=UTC))), str(year)) for year in years]
    ticks = [tick for tick in ticks if tick.at < 1]
    return Cumulative(
        tuple(curves), tuple(_peaks(log, at)), tuple(ticks), (at(log.known.since), 1.0)
    )


def _thinned(steps: tuple[tuple[float, int], ...]) -> tuple[tuple[float, int], ...]:
    """Return the steps without those that no eye could tell from the next."""
    fine = {round(at * 2000): (at, level) for at, level in steps}
    return tuple(fine.values())


def _peaks(log: Assessed, at: Callable[[datetime], float]) -> Iterable[Peak]:
    """Yield the days of the period with deaths by malicious acts, then the worst before it."""
    level = 0
    found = []
    for day, group in groupby(log.malicious, key=lambda death: death.occurred.date()):
        dead = list(group)
        number = sum(death.best or 0 for death in dead)
        level += number
        nations = Counter[str]()
        for death in dead:
            nations[country_in_words(death.nationality) or _("n/k")] += death.best or 0
        who = ", ".join(f"{n} {nation}" for nation, n in nations.most_common(3) if n)
        last = dead[-1].occurred
        label = labelled(write_dtg(last, TimePrecision.DAY), who)
        if number > 1:
            rank = (not log.in_period(last), -number, day)
            found.append((rank, day, Peak(at(last), level, label)))
    greatest = sorted(found)[:_PEAKS]
    return (peak for _rank, _day, peak in sorted(greatest, key=lambda one: one[1]))


def nations(log: Assessed) -> Nations:
    """Return the dead by malicious acts by nationality, those of the period told apart."""
    named = sorted(log.malicious, key=lambda death: death.nationality or "")
    rows = []
    for nation, group in groupby(named, key=lambda death: death.nationality or ""):
        dead = list(group)
        now = sum(death.best or 0 for death in dead if log.in_period(death.occurred))
        earlier = sum(death.best or 0 for death in dead) - now
        marks = ((Mark.GREY, earlier), (Mark.FULL, now))
        rows.append(Nation(country_in_words(nation) or _("not reported"), tally(dead).shown, marks))
    rows.sort(key=lambda row: (-sum(number for _mark, number in row.marks), row.label))
    aside = _("{n} deaths by malicious acts; black: this period.")
    return Nations(aside.format(n=tally(log.malicious).shown.text), tuple(rows))
