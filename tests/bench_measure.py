"""What every part of the bench is made of: a line of its table, medians, and processes of its own.

Ours and the floor are measured in turn, so that a slow machine slows both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench_logbook import CACHE

ROOT = Path(__file__).parent.parent
TIMEOUT_S = 300  # of a process that opens a window


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: ours, its floor, and what ours may be at most.

    `bar` is how often the floor ours may be; where `absolute`, it is in `unit` itself, and where
    `at_least`, ours may not be less. Without a bar the line only tells.
    """

    name: str
    ours: float
    floor: float
    bar: float | None
    unit: str = "ms"
    absolute: bool = False
    at_least: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else 0.0

    @property
    def holds(self) -> bool:
        if self.bar is None:
            return True
        ours = self.ours if self.absolute else self.ratio
        return ours >= self.bar if self.at_least else ours <= self.bar

    def told(self) -> dict:
        """Return the measure as plain data, rounded for people."""
        return {
            "name": self.name,
            "ours": round(self.ours, 2),
            "floor": round(self.floor, 2),
            "ratio": round(self.ratio, 2),
            "bar": self.bar,
            "holds": self.holds,
            "unit": self.unit,
            "bar_unit": self.unit if self.absolute else "x",
        }


def run(module: str, *arguments: str) -> str:
    """Return what a process says that opens a window without a screen, and ends itself."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-bench-") as folder:
        environment = {
            "QT_QPA_PLATFORM": "offscreen",
            "WATCHKEEPER_SETTINGS": str(Path(folder) / "settings.ini"),
            "PYTHONDONTWRITEBYTECODE": "",  # compiled once, as where the program is installed
            "PYTHONPYCACHEPREFIX": str(CACHE / "bytecode"),
        }
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=TIMEOUT_S,
        ).stdout


def medians(
    ours: Callable[[], object], floor: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Return the median milliseconds of each, run in turn after one round to warm up."""
    times = [(milliseconds(ours), milliseconds(floor)) for _round in range(rounds + 1)][1:]
    return middle(times, 0), middle(times, 1)


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def middle(rows: list[tuple[float, ...]], place: int) -> float:
    return statistics.median(row[place] for row in rows)
