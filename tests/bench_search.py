"""Types searches and says how long the first rows took, beside the bare query of the index.

Ours is what the window waits for before it paints: how many there are, and the first page of them
in the order of the table. The floor is SQLite's answer to the same expression, no more than ids.
"""

import statistics
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import sqlcipher3.dbapi2

from db.pages import Pages
from db.query import IncidentQuery
from db.search import INDEX, understand_search
from db.store import open_logbook

# A place, a group, a choice of what most incidents say, one without the other, a number.
TYPED = ("menaka", "ansar dine", "mortar OR rounds", "kidal -market", "GAO-0147")
ROUNDS = 5


def keystrokes(path: Path) -> Iterator[tuple[float, float]]:
    """Yield (ours, floor) in seconds for every keystroke, in the median of some rounds."""
    book, bare = open_logbook(path), sqlcipher3.dbapi2.connect(str(path))

    def ours(typed: str) -> None:
        rows = Pages(book, IncidentQuery(text=typed))
        if len(rows):
            rows[0]

    def floor(typed: str) -> None:
        match = understand_search(typed).match
        bare.execute(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ?", [match]).fetchall()

    for text in TYPED:
        for typed in accumulate(text):
            if understand_search(typed).match:
                yield median_s(ours, typed), median_s(floor, typed)
    bare.close()
    book.close()


def median_s(ask, typed: str) -> float:
    """Return the median seconds of asking."""
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        ask(typed)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)
