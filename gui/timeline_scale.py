"""The axis of the timeline: which days are in sight, how they are put together and named.

Days are counted as `date.toordinal` does, with fractions for moments within them; all are UTC.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from itertools import groupby
from math import ceil
from typing import NamedTuple

from db.counts import Day
from db.dates import midnight, show_month

DAY = timedelta(days=1)
NARROWEST = 3  # pixels for a bar; below that more days are put together
APART = 58  # pixels from one label of the axis to the next
SHORTEST = 7  # days that are in sight at least


class Step(Enum):
    """What one bar stands for, by about how many days it is long."""

    DAY = 1
    WEEK = 7
    MONTH = 30


class Bar(NamedTuple):
    """What occurred from the day `first` until before the day `after`."""

    first: date
    after: date
    incidents: int
    killed_un: int
    unknown: int


class Tick(NamedTuple):
    """A day that is named on the axis; a `strong` one begins a month or a year."""

    day: date
    words: str
    strong: bool


class Scale(NamedTuple):
    """The days from `begin` until `end`, on so many pixels from 0."""

    begin: float
    end: float
    width: float

    @property
    def day_width(self) -> float:
        """How many pixels a day has."""
        return self.width / (self.end - self.begin)

    def x(self, day: float) -> float:
        """Return where a day begins, in pixels."""
        return (day - self.begin) * self.day_width

    def day_at(self, x: float) -> float:
        """Return the day at a pixel, with its fraction."""
        return self.begin + x / self.day_width

    def zoomed(self, factor: float, x: float) -> "Scale":
        """Return the axis with days `factor` times as wide, the one at `x` where it was."""
        still = self.day_at(x)
        length = max(SHORTEST, (self.end - self.begin) / factor)
        begin = still - length * x / self.width
        return self._replace(begin=begin, end=begin + length)

    def panned(self, pixels: float) -> "Scale":
        """Return the axis moved to the right by so many pixels."""
        days = pixels / self.day_width
        return self._replace(begin=self.begin - days, end=self.end - days)

    def within(self, first: float, last: float) -> "Scale":
        """Return the axis brought back between two days; it shows no more than these."""
        length = min(self.end - self.begin, last - first)
        begin = min(max(self.begin, first), last - length)
        return self._replace(begin=begin, end=begin + length)


def day_number(moment: datetime) -> float:
    """Return a UTC moment as a day and its fraction."""
    return moment.toordinal() + (moment - midnight(moment.date())) / DAY


def step_for(day_width: float) -> Step:
    """Return the finest step whose bars are not too narrow, with days of that many pixels."""
    fine = (step for step in Step if step.value * day_width >= NARROWEST)
    return next(fine, Step.MONTH)


def begin_of(day: date, step: Step) -> date:
    """Return the first day of the bar in which a day lies; weeks begin on Monday, as in ISO."""
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step is Step.MONTH else day


def end_of(first: date, step: Step) -> date:
    """Return the day after the last one of the bar that begins on `first`."""
    if step is Step.MONTH:
        return (first.replace(day=28) + 4 * DAY).replace(day=1)
    return first + timedelta(days=step.value)


def bars_of(days: Sequence[Day], step: Step) -> list[Bar]:
    """Return the days, which stand in order, put together; none where nothing occurred."""
    bars = []
    for first, group in groupby(days, lambda one: begin_of(one.day, step)):
        held = list(group)
        sums = (sum(numbers) for numbers in zip(*(one[1:] for one in held), strict=True))
        bars.append(Bar(first, end_of(first, step), *sums))
    return bars


@lru_cache(maxsize=4)
def ticks_of(scale: Scale) -> tuple[Tick, ...]:
    """Return the days to be named: as many as have room for their names."""
    is_named, is_fine = next(
        (named, length < _MONTH)
        for length, named in _NAMED
        if length * scale.day_width >= APART or length == _COARSEST
    )
    days = map(date.fromordinal, range(ceil(scale.begin), ceil(scale.end)))
    return tuple(_tick(day, is_fine) for day in days if is_named(day))


def _tick(day: date, is_fine: bool) -> Tick:
    month = show_month(day.month)
    is_year = is_new_year(day)
    if is_fine:
        words = f"{day.day} {month} {day.year}" if is_year else f"{day.day} {month}"
        return Tick(day, words, day.day == 1)
    return Tick(day, str(day.year) if is_year else month, is_year)


def is_new_year(day: date) -> bool:
    """Return whether a year begins on the day: its name tells which."""
    return day.month == day.day == 1


_MONTH, _COARSEST = 28, 7300
# How many days from one name to the next at least, and which days are named.
_NAMED: tuple[tuple[int, Callable[[date], bool]], ...] = (
    (1, lambda _day: True),
    (7, lambda day: day.day in (1, 8, 15, 22)),  # a week apart, and every month is in sight
    (_MONTH, lambda day: day.day == 1),
    (89, lambda day: day.day == 1 and day.month % 3 == 1),
    (365, is_new_year),
    (1826, lambda day: is_new_year(day) and day.year % 5 == 0),
    (_COARSEST, lambda day: is_new_year(day) and day.year % 20 == 0),
)
