"""Measures windows, each opened in a process of its own: started, typed into, and used.

The floor of a start is a bare window with an empty table, that of use a bare table over the bare
driver.
"""

import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.bench_logbook import CACHE
from tests.bench_measure import Measure, middle, run

STARTS = 5
START, GROWTH = 2.5, 1.3  # times the bare window; times the start with the smaller logbook
MEMORY = {True: 2.5, False: 2}  # times the bare window, with a big logbook or not
TYPING_MS, SORT_MS, COUNT_MS, BLOCKED_MS = 16, 50, 300, 50
JUMP_MS = {True: 100, False: 33}


def starting(path: Path, smaller: Path | None) -> Iterator[Measure]:
    """Measure from process start to the first rows painted, and the peak memory until then."""
    windows = {"ours": str(path), "bare": "bare", "loaded": "loaded", "smaller": str(smaller)}
    if smaller is None:
        del windows["smaller"]
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in windows}
    for _time in range(STARTS + 1):
        for name, window in windows.items():
            times[name].append(started(window))
    ms, mb = (
        {name: middle(each[1:], place) for name, each in times.items()}  # the first warms the disk
        for place in range(2)
    )
    yield Measure("start to first rows painted", ms["ours"], ms["bare"], START)
    yield Measure("of which Qt and SQLAlchemy alone", ms["loaded"], ms["bare"], None)
    if smaller is not None:
        yield Measure("the same, against 200,000 incidents", ms["ours"], ms["smaller"], GROWTH)
    bar = MEMORY[smaller is not None]
    yield Measure("peak memory at first rows", mb["ours"], mb["bare"], bar, "MB")


def started(window: str) -> tuple[float, float]:
    """Return (ms until painted, peak MB) of a process that opens `window`."""
    begun = time.monotonic()
    painted, peak_kb = run("tests.bench_start", window).split()[-2:]
    return (float(painted) - begun) * 1000, float(peak_kb) / 1024


def typing(path: Path) -> Measure:
    """Measure a keystroke in the form until it is painted, look-alikes and drafts included."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-bench-", dir=CACHE) as folder:
        copy = str(Path(shutil.copy(path, folder)))
        ours, floor = (
            float(run("tests.bench_form", where).split()[-2]) for where in (copy, "bare")
        )
    name = "keystroke in the form to repaint, median"
    return Measure(name, ours, floor, TYPING_MS, absolute=True)


def using(path: Path, *, is_big: bool) -> Iterator[Measure]:
    """Measure a window in use: sorted, scrolled, narrowed, searched; and whether it stood still."""
    ours, floor = (
        json.loads(run("tests.bench_use", which, str(path))) for which in ("ours", "bare")
    )
    in_time = None if is_big else SORT_MS
    slowest = max(ours["sort"], key=lambda name: max(ours["sort"][name]))
    worst = [max(each["sort"][slowest]) for each in (ours, floor)]
    yield Measure(f"re-sort to repaint, slowest ({slowest})", *worst, in_time, absolute=True)
    each_way = [statistics.median(chain(*each["sort"].values())) for each in (ours, floor)]
    yield Measure("re-sort to repaint, median", *each_way, in_time, absolute=True)
    jumps = [statistics.median(each["jump"]) for each in (ours, floor)]
    yield Measure("jump to any row, median", *jumps, JUMP_MS[is_big], absolute=True)
    for name, bar in (("rows", None), ("count", None if is_big else COUNT_MS)):
        times = [statistics.median(each["facets"][name]) for each in (ours, floor)]
        yield Measure(f"two facets to {name}, median", *times, bar, absolute=True)
    nothing = ours["blocked"].pop("idle")  # what the machine itself does
    for name, longest in ours["blocked"].items():
        yield Measure(
            f"window's thread blocked, {name}", longest, nothing, BLOCKED_MS, absolute=True
        )
    mb = (each["peak_kb"] / 1024 for each in (ours, floor))
    yield Measure("peak memory after all that", *mb, None, "MB")


def mapping(path: Path, *, is_big: bool) -> Iterator[Measure]:
    """Measure the map's first drawing, and a frame of panning and zooming."""
    for name, ours, floor, bar in json.loads(run("tests.bench_map", str(path))):
        yield Measure(name, ours, floor, None if is_big else bar, absolute=True)
