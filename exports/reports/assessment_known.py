"""What an assessment is made from: its period, the windows before it, the dead since deployment."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Row

from db.errors import Progress
from db.figures import (
    CasualtyTotal,
    Death,
    Figures,
    all_targets,
    figures,
    first_occurred,
    un_deaths,
)
from db.query import REVISION, IncidentQuery
from db.reporting import late_entries
from db.text import show_number
from db.vocabulary import KILLED, Cause
from db.windows import Windows, windows_before
from db.words import _, ngettext
from exports.reports.reading import Reading
from exports.reports.sitrep_known import Known, known
from exports.reports.tally import Tally, tally

NO_ACT = (Cause.ACCIDENT, Cause.ILLNESS, Cause.SELF_INFLICTED)  # nobody killed them
BESIDE = 12  # windows that stand beside the period, one by one
_FEW = 10  # no percentage of fewer, nor of so few
_STEPS_BETWEEN = 500  # deaths read between two reports of progress


class Window(NamedTuple):
    """One window in figures; `targets` counts an incident once in each class that it has."""

    since: datetime
    before: datetime
    figures: Figures
    targets: Counter[str]


@dataclass(frozen=True)
class Assessed:
    """The log as the assessment sees it.

    Attributes:
        known: The incidents of the period.
        begun: When the first incident of the log occurred; None if there is none.
        windows: The complete ones before the period, all of them.
        beside: The last twelve of those at most, the oldest first; then the period itself.
        late: When those incidents occurred that were logged after the end of the period.
        late_before: When those before the period did that were logged after its start.
        deaths: UN personnel, from the first incident to the period's end, in order of time.
    """

    known: Known
    begun: datetime | None
    windows: Windows
    beside: tuple[Window, ...]
    late: tuple[datetime, ...]
    late_before: tuple[datetime, ...]
    deaths: tuple[Death, ...]

    @property
    def first(self) -> datetime:
        """When the deaths begin to be counted: with the first incident, or with the period."""
        return min(self.begun or self.known.since, self.known.since)

    @property
    def earlier(self) -> tuple[Window, ...]:
        """The windows that stand beside the period."""
        return self.beside[:-1]

    @property
    def now(self) -> Window:
        """The period itself."""
        return self.beside[-1]

    @property
    def previous(self) -> Window | None:
        """The window that ends where the period begins; None if the log does not cover it."""
        last = self.earlier[-1] if self.earlier else None
        return last if last and last.before == self.known.since else None

    @cached_property
    def malicious(self) -> tuple[Death, ...]:
        """The dead by malicious acts."""
        return tuple(death for death in self.deaths if death.cause is Cause.MALICIOUS_ACT)

    @property
    def days(self) -> int:
        """How many whole days the period has; 0 if it is shorter than one."""
        return (self.known.before - self.known.since).days

    def in_period(self, at: datetime) -> bool:
        """Whether `at` lies in the period."""
        return self.known.since <= at < self.known.before

    def by_window(self, deaths: Iterable[Death]) -> Counter[int]:
        """Return how many died in each earlier window, as far as known, by its number."""
        found: Counter[int] = Counter()
        for death in deaths:
            place = self.windows.place_of(death.occurred)
            if place is not None:
                found[place] += death.best or 0
        return found

    def killed(self, rows: Iterable[Row[Any]], un: bool) -> Tally:
        """Return who was killed in these incidents, UN personnel or others.

        A cause that is not known may be an act; deaths that are known to be none are left out.
        """
        people = (one for row in rows for one in self.known.people.get(row.entry, ()))
        return tally(
            one
            for one in people
            if one.outcome in KILLED and one.category.is_un is un and one.cause not in NO_ACT
        )


def assessed(reading: Reading, progress: Progress) -> Assessed:
    """Return what the log knew.

    Args:
        progress: Told (windows read, how many); may raise to stop.

    Raises:
        ValueError: The period lacks its start or its end.
    """
    session, order = reading.session, reading.order
    log = known(reading)
    # What is known now is found by a shorter way than what was known at its moment: the same.
    asked = replace(log.query, as_of=log.at if order.query.as_of else None)
    begun = first_occurred(session, IncidentQuery(before=log.before, as_of=asked.as_of))
    windows = windows_before(log.since, log.before, begun, log.at)
    oldest = max(0, windows.number - BESIDE)
    bounds = [windows.bounds(place) for place in range(oldest, windows.number)]
    bounds.append((log.since, log.before))
    beside = []
    for since, before in bounds:
        of_it = replace(asked, since=since, before=before)
        beside.append(Window(since, before, figures(session, of_it), all_targets(session, of_it)))
        progress(len(beside), len(bounds))
    deaths = un_deaths(session, replace(asked, since=None))
    return Assessed(
        known=log,
        begun=begun,
        windows=windows,
        beside=tuple(beside),
        late=_logged_after(log, log.before, log.before),
        late_before=_logged_after(log, log.since, log.since),
        deaths=tuple(_counted(deaths, progress)),
    )


def _logged_after(log: Known, before: datetime, after: datetime) -> tuple[datetime, ...]:
    """Return when the incidents occurred, before one moment, that were logged after another."""
    asked = replace(log.query, since=before)
    return tuple(
        row.occurred for row in late_entries(log.session, asked, (REVISION.occurred,), after)
    )


def _counted(deaths: Iterable[Death], progress: Progress) -> Iterator[Death]:
    for number, death in enumerate(deaths):
        if not number % _STEPS_BETWEEN:
            progress(BESIDE, BESIDE)
        yield death


def killed_in(window: Window, wanted: Callable[[CasualtyTotal], bool]) -> Tally:
    """Return how many of those that are `wanted` were killed in a window."""
    return tally(
        total for total in window.figures.casualties if total.outcome in KILLED and wanted(total)
    )


def share(part: int, whole: int) -> str:
    """Return "68 of 101 (67%)"; without a percentage if either count is under ten."""
    words = _("{n} of {whole} ({percent}%)") if min(part, whole) >= _FEW else _("{n} of {whole}")
    percent = int(100 * part / whole + 0.5) if whole else 0
    return words.format(n=part, whole=whole, percent=percent)


def share_of(part: Tally, whole: Tally) -> str:
    """Return the share by best estimates; without a percentage where a number is not known."""
    if not (part.unknown or whole.unknown):
        return share(part.best, whole.best)
    return _("{n} of {whole}").format(n=part.shown.text, whole=whole.shown.text)


def half(value: float) -> str:
    """Return a median: whole, or a half."""
    return show_number(value, 0 if value == int(value) else 1)


def length_in_words(log: Assessed) -> str:
    """Return how long the period and its windows are: "14 days"."""
    if log.windows.length % timedelta(days=1):
        hours = round(log.windows.length / timedelta(hours=1))
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return ngettext("{n} day", "{n} days", log.days).format(n=log.days)
