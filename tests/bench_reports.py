"""Makes reports and says how long they took: the log extract beside ReportLab's own long table.

Ours is the whole of it: reading the journal, wording, measuring, drawing. The floor is `LongTable`
over the same cells, which were read and worded for it beforehand.
`python -m tests.bench_reports FILE OUT.pdf` makes one extract and prints its seconds and peak kB.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

from db.errors import Stopped
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.store import Logbook, open_logbook
from db.vocabulary import ReportKind
from exports.reports.log_pages import ENTRIES
from exports.reports.make import make_report
from exports.reports.styles import HAIR
from exports.reports.text import Typesetter

ROOT = Path(__file__).parent.parent
WHOLE = IncidentQuery(
    since=datetime(2000, 1, 1, tzinfo=UTC), before=datetime(2030, 1, 1, tzinfo=UTC)
)
MADE = datetime(2017, 6, 1, 12, 0, tzinfo=UTC)
STOPS = (0.02, 0.2, 0.4, 0.6, 0.8, 0.97)  # of the work, where it is stopped
ROUNDS = 2  # of an extract
DAYS = 5  # SITREPs of different days


def extracts(large: Path, small: Path) -> tuple[float, float, float]:
    """Return the seconds of an extract of `large`, of its floor, and of an extract of `small`."""
    book, less = open_book(large), open_book(small)
    extract(less)  # fonts and gazetteer are read once
    shorter = min(seconds(lambda: extract(less)) for _round in range(ROUNDS))
    ours = min(seconds(lambda: extract(book)) for _round in range(ROUNDS))
    made = extract(book).content
    floor = seconds(lambda: long_table(made))
    for one in (book, less):
        one.close()
    return ours, floor, shorter


def extract(book: Logbook, progress=None):
    """Return the log extract of everything in the book."""
    return make_report(book, ReportOrder(ReportKind.LOG, WHOLE), progress)


def long_table(content) -> bytes:
    """Return the same cells as ReportLab's own table sets them."""
    setter = Typesetter()
    rows = [
        [
            setter.prose(entry.seq, "CellRight"),
            setter.prose(entry.recorded, "Cell"),
            [
                setter.prose(entry.act, "CellStrong"),
                *(setter.prose(text, "Status") for text in (entry.incident, entry.state) if text),
            ],
            [
                *(setter.prose(prose, "Cell") for prose in entry.told),
                *([setter.prose(entry.details, "Note")] if entry.details else []),
            ],
            [setter.prose(entry.by, "Cell"), setter.prose(entry.hash, "Status")],
        ]
        for entry in content.entries
    ]
    widths = [right - left for left, right in ENTRIES]
    ruled = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.25, HAIR)])
    file = BytesIO()
    SimpleDocTemplate(file, invariant=1).build([LongTable(rows, widths, style=ruled)])
    return file.getvalue()


def sitreps(path: Path) -> float:
    """Return the median seconds of daily SITREPs, a few days of a large logbook."""
    book = open_book(path)
    days = [MADE.replace(hour=0) - timedelta(days=300 * back) for back in range(1, DAYS + 1)]
    orders = [
        ReportOrder(ReportKind.SITREP, IncidentQuery(since=day, before=day + timedelta(days=1)))
        for day in days
    ]
    make_report(book, orders[0])  # fonts and gazetteer are read once
    times = [seconds(partial(make_report, book, order)) for order in orders]
    book.close()
    return statistics.median(times)


def latencies(path: Path) -> tuple[float, float]:
    """Return the longest seconds between two reports of progress, and from a stop to its end."""
    book = open_book(path)
    moments = [time.perf_counter()]
    extract(book, lambda _done, _total: moments.append(time.perf_counter()))
    moments.append(time.perf_counter())
    gaps = [after - before for before, after in pairwise(moments)]
    longest = max(stopped(book, int(len(moments) * part)) for part in STOPS)
    book.close()
    return max(gaps), longest


def stopped(book: Logbook, calls: int) -> float:
    """Return the seconds from a stop at so many reports of progress until the work has ended."""
    left = iter(range(calls))
    asked = [0.0]

    def stop(_done: int, _total: int) -> None:
        if next(left, None) is None:
            asked[0] = time.perf_counter()
            raise Stopped

    try:
        extract(book, stop)
    except Stopped:
        return time.perf_counter() - asked[0]
    raise AssertionError("the work was over before it was stopped")


def memory(path: Path) -> float:
    """Return the peak MB of a process that makes an extract of everything in the logbook."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench_reports", str(path)],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return float(ran.stdout.split()[-1]) / 1024


def measures(
    large: Path, small: Path, huge: Path
) -> Iterator[tuple[str, float, float, float, str]]:
    """Yield (name, ours, floor, bar, unit) of each measure; a floor of 0: the bar is in `unit`."""
    ours, floor, shorter = extracts(large, small)
    yield "log extract of 8,000 beside LongTable", ours * 1000, floor * 1000, 0.6, "ms"
    yield "log extract of 8,000 beside 2,000", ours * 1000, shorter * 1000, 4.4, "ms"
    yield "peak memory of the 8,000", memory(large), 0, 300, "MB"
    gap, longest = latencies(large)
    yield "longest silence of the 8,000", gap * 1000, 0, 200, "ms"
    yield "stopping the 8,000", longest * 1000, 0, 200, "ms"
    yield "daily SITREP of 200,000", sitreps(huge) * 1000, 0, 1500, "ms"


def open_book(path: Path) -> Logbook:
    """Return the logbook open, its clock at one moment."""
    return open_logbook(path, clock=lambda: MADE)


def seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    book = open_book(Path(sys.argv[1]))
    spent = seconds(lambda: extract(book))
    print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # noqa: T201
