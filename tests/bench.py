"""Measures the program beside its floor: the same work done by the bare libraries.

`python -m tests.bench [--json] [--incidents N ...] [--encrypted]`. Ours and floor are measured in
turn, in the same run, on the same logbook, so that a slow machine slows both. Without `--incidents`
it measures 200,000 of them, plain and encrypted, and 1,000,000 where those logbooks were made once:
`--incidents 1000000 --encrypted` makes them, which takes some twenty minutes and 12 GB of the
folder for temporary files.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import NamedTuple

from tests.bench_logbook import kept_at, logbook_of
from tests.bench_measure import Measure
from tests.bench_pages import pages
from tests.bench_places import completion
from tests.bench_reports import reporting
from tests.bench_save import save
from tests.bench_search import searching
from tests.bench_windows import mapping, starting, typing, using

USUAL, MILLION = 200_000, 1_000_000


class Ground(NamedTuple):
    """What is measured on: a logbook."""

    incidents: int
    encrypted: bool

    def __str__(self) -> str:
        return f"{self.incidents:,} incidents, {'encrypted' if self.encrypted else 'plain'}"


def main() -> int:
    """Measure everything and print it; return 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--incidents", type=int, nargs="+")
    parser.add_argument("--encrypted", action="store_true", help="the same encrypted, too")
    known = parser.parse_args()
    told = []
    for ground in grounds(known.incidents, encrypted=known.encrypted):
        print(f"-- {ground}", file=sys.stderr)  # noqa: T201
        for measure in measured(ground):
            told.append({**ground._asdict(), **measure.told()})
            print(line(told[-1]), file=sys.stderr)  # noqa: T201
    print(json.dumps(told, indent=2) if known.json else table(told))  # noqa: T201
    return 0 if all(one["holds"] for one in told) else 1


def grounds(asked: list[int] | None, *, encrypted: bool) -> Iterator[Ground]:
    """Yield what to measure on; of what nobody asked for only what is quickly there."""
    if asked is None:
        yield from (Ground(USUAL, False), Ground(USUAL, True))
        for is_encrypted in (False, True):
            if kept_at(MILLION, encrypted=is_encrypted).exists():
                yield Ground(MILLION, is_encrypted)
        return
    for is_encrypted in (False, True) if encrypted else (False,):
        yield from (Ground(incidents, is_encrypted) for incidents in asked)


def measured(ground: Ground) -> Iterator[Measure]:
    """Yield every measure of one logbook; saves and typing, into copies, only of a small one."""
    path = logbook_of(ground.incidents, encrypted=ground.encrypted)
    is_big = ground.incidents > USUAL
    yield from starting(path, logbook_of(USUAL, encrypted=ground.encrypted) if is_big else None)
    yield from pages(path)
    yield from searching(path, in_time=not is_big)
    yield from using(path, is_big=is_big)
    yield from mapping(path, is_big=is_big)
    if not is_big:
        yield save(path)
        yield typing(path)
    if not is_big:
        yield from reporting(path)
    if not ground.encrypted:
        yield from completion()


def table(told: list[dict]) -> str:
    """Return the measures as lines for people, those of a logbook under its name."""
    lines, ground = [], None
    for one in told:
        if ground != (ground := Ground(one["incidents"], one["encrypted"])):
            lines += ["", f"{ground!s:48} {'ours':>9} {'floor':>9} {'ratio':>6}    {'bar':>6}"]
        lines.append(line(one))
    return "\n".join(lines)


def line(one: dict) -> str:
    """Return one measure as a line for people."""
    told = f"{one['name']:48} {one['ours']:>9.2f} {one['floor']:>9.2f} {one['ratio']:>6.2f}"
    if one["bar"] is None:
        return f"{told} {one['unit']:3}"
    verdict = "holds" if one["holds"] else "DOES NOT HOLD"
    return f"{told} {one['unit']:3} {one['bar']:>5g} {one['bar_unit']:3} {verdict}"


if __name__ == "__main__":
    sys.exit(main())
