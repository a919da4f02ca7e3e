"""Types searches and says how long the first rows took, beside the bare query of the index.

Ours is what the window waits for before it paints: how many there are, and the first page of them
in the order of the table. The floor is SQLite's answer to the same expression, no more than ids.
"""

import statistics
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from db.pages import Pages
from db.query import IncidentQuery
from db.search import INDEX, understand_search
from tests.bench_logbook import bare, opened
from tests.bench_measure import Measure, milliseconds

# A place, a group, a choice of what most incidents say, one without the other, a number.
TYPED = ("menaka", "ansar dine", "mortar OR rounds", "kidal -market", "GAO-0147")
ROUNDS = 5
RATIO, MS = 3, 50  # times the floor, and in time at 200,000 incidents


def searching(path: Path, *, in_time: bool) -> Iterator[Measure]:
    """Measure keystrokes until their first rows; `in_time` holds the milliseconds to a bar."""
    pairs = list(keystrokes(path))
    ours, floor = (statistics.median(times) for times in zip(*pairs, strict=True))
    yield Measure("keystroke in search to first rows, median", ours, floor, RATIO)
    yield Measure("the same, in time", ours, floor, MS if in_time else None, absolute=True)
    yield Measure("the slowest of them", *max(pairs), None)


def keystrokes(path: Path) -> Iterator[tuple[float, float]]:
    """Yield (ours, floor) in ms for every keystroke, in the median of some rounds."""
    book, connection = opened(path), bare(path)

    def ours(typed: str) -> None:
        rows = Pages(book, IncidentQuery(text=typed))
        if len(rows):
            rows[0]

    def floor(typed: str) -> None:
        match = understand_search(typed).match
        connection.execute(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ?", [match]).fetchall()

    for text in TYPED:
        for typed in accumulate(text):
            if understand_search(typed).match:
                yield median_ms(ours, typed), median_ms(floor, typed)
    connection.close()
    book.close()


def median_ms(ask, typed: str) -> float:
    """Return the median milliseconds of asking."""
    return statistics.median(milliseconds(lambda: ask(typed)) for _round in range(ROUNDS))
