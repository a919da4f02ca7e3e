"""Measures the gazetteer beside a bare prefix search over the same names, held in a sorted list.

The floor knows one name per place, no alternates, no word inside a name and no order but that of
the alphabet; it must read and fold the same file all the same.
"""

import gc
import statistics
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from db import gazetteer as module
from db.folding import fold
from db.gazetteer import SHORTEST, Gazetteer, Place
from db.vocabulary import PlaceKind
from tests.bench_measure import Measure, milliseconds

FILE = Path(__file__).parent.parent / "db" / "data" / "places.tsv"
OWN = 15_000  # places of a country file, made up
PREFIXES = 200  # of two to six letters
FIRSTS = 5
FIRST_MS, LATER_MS = 150.0, 30.0
LIMIT = 8


def completion() -> Iterator[Measure]:
    """Measure the first answer, which loads the names, and later ones."""
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[1:]]
    own = own_places([row[1] for row in rows])
    ours, floor = zip(*(firsts(own) for _time in range(FIRSTS)), strict=True)
    yield Measure("first completion, which loads", min(ours), min(floor), FIRST_MS, absolute=True)
    places, names = Gazetteer(frozenset({"MLI"}), (16.27, -0.04), own), sorted_names(own)
    places.load()
    typed = prefixes([row[1] for row in rows] + [place.name for place in own])
    each = [
        (best(lambda text=text: places.complete(text, LIMIT)),
         best(lambda text=text: beginning(names, text)))
        for text in typed
    ]  # fmt: skip
    later, bare = (statistics.median(pair[side] for pair in each) for side in (0, 1))
    yield Measure(f"later completions, median of {PREFIXES}", later, bare, LATER_MS, absolute=True)
    yield Measure("the slowest of them", *max(each), LATER_MS, absolute=True)


def firsts(own: list[Place]) -> tuple[float, float]:
    """Return the milliseconds to the first answer, ours and the floor, nothing being loaded."""
    module._shipped.cache_clear()
    gc.collect()
    ours = milliseconds(
        lambda: Gazetteer(frozenset({"MLI"}), (16.27, -0.04), own).complete("gao", LIMIT)
    )
    return ours, milliseconds(lambda: beginning(sorted_names(own), "gao"))


def sorted_names(own: list[Place]) -> list[tuple[str, int]]:
    """Return the folded names of all places, in order, each with the number of its row."""
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    names = [line.split("\t", 2)[1] for line in lines] + [place.name for place in own]
    return sorted((fold(name), number) for number, name in enumerate(names))


def beginning(names: list[tuple[str, int]], typed: str) -> list[tuple[str, int]]:
    """Return the first names that begin so."""
    sought = fold(typed)
    at = bisect_left(names, (sought, 0))
    return [each for each in islice(names, at, at + LIMIT) if each[0].startswith(sought)]


def own_places(names: list[str]) -> list[Place]:
    """Return as many places as a country file holds, of two known names each, all over Mali."""
    chance = Random(2016)
    return [
        Place(
            f"{chance.choice(names).split()[0]} {chance.choice(names)}",
            round(chance.uniform(11, 23), 5),
            round(chance.uniform(-11, 4), 5),
            "MLI",
            "Gao",
            0,
            PlaceKind.VILLAGE,
            f"{chance.choice(names)}|{chance.choice(names)}",
        )
        for _number in range(OWN)
    ]


def prefixes(names: list[str]) -> list[str]:
    """Return beginnings of names, two to six letters long, the same ones every time."""
    chance = Random(31)
    return [
        fold(chance.choice(names))[: chance.randint(SHORTEST, 6)] for _number in range(PREFIXES)
    ]


def best(work) -> float:
    """Return the milliseconds of the quickest of three runs: the machine does other things too."""
    return min(milliseconds(work) for _time in range(3))
