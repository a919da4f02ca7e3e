"""Windows of time: a period beside those of its length before it, and what is usual in them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple


class Windows(NamedTuple):
    """The complete windows before a period, each as long as it, counted back from its start.

    Attributes:
        start: When the oldest begins; that of the period if there is none.
        number: How many there are; the youngest has the number `number - 1`.
    """

    start: datetime
    length: timedelta
    number: int

    def place_of(self, at: datetime) -> int | None:
        """Return which window holds `at`; None if none does."""
        place = (at - self.start) // self.length
        return place if 0 <= place < self.number else None

    def bounds(self, place: int) -> tuple[datetime, datetime]:
        """Return when the window begins and when it has ended."""
        since = self.start + place * self.length
        return since, since + self.length


class Spread(NamedTuple):
    """What is usual: of `n` windows, `without` had nothing; `highest_in` is the first so high."""

    n: int
    mean: float
    median: float
    lowest: int
    highest: int
    highest_in: int
    without: int


def windows_before(
    since: datetime, before: datetime, first: datetime | None, at: datetime
) -> Windows:
    """Return the windows before a period that the log covers whole.

    Args:
        since: The period's start; `before` its end.
        first: When the first incident of the log occurred; None if there is none.
        at: The moment of knowledge: a window that had not ended then is no measure of anything.
    """
    length = before - since
    number = max(0, (since - first) // length) if first else 0
    start = since - number * length
    complete = max(0, (at - start) // length)
    return Windows(start, length, min(number, complete))


def spread_of(windows: Windows, counts: Mapping[int, int]) -> Spread | None:
    """Return what is usual, given the count of each window that had any; None without windows."""
    if not windows.number:
        return None
    numbers = [counts.get(place, 0) for place in range(windows.number)]
    highest = max(numbers)
    return Spread(
        n=windows.number,
        mean=sum(numbers) / windows.number,
        median=median(numbers),
        lowest=min(numbers),
        highest=highest,
        highest_in=numbers.index(highest),
        without=numbers.count(0),
    )
