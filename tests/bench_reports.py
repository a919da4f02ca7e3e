"""Makes reports and says how long they took: the log extract beside ReportLab's own long table.

Ours is the whole of it: reading the journal, wording, measuring, drawing. The floor is `LongTable`
over the same cells, which were read and worded for it beforehand.
`python -m tests.bench_reports FILE` makes one extract and prints its seconds and peak kB.
"""

import os
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
from db.store import Logbook
from db.vocabulary import ReportKind
from exports.reports.log_pages import ENTRIES
from exports.reports.make import make_report
from exports.reports.styles import HAIR
from exports.reports.text import Typesetter
from tests.bench_logbook import logbook_of, opened
from tests.bench_measure import Measure
from tests.bench_start import peak_kb
from tests.generator import YEARS

ROOT = Path(__file__).parent.parent
WHOLE = IncidentQuery(
    since=datetime(2000, 1, 1, tzinfo=UTC), before=datetime(2030, 1, 1, tzinfo=UTC)
)
MADE = datetime(2017, 6, 1, 12, 0, tzinfo=UTC)
STOPS = (0.02, 0.2, 0.4, 0.6, 0.8, 0.97)  # of the work, where it is stopped
ROUNDS = 2  # of an extract
DAYS = 5  # SITREPs of different days
MIDDLE = datetime(2015, 6, 1, tzinfo=UTC)  # of what the generator makes, towards the end
LARGE, SMALL = 8_000, 2_000  # incidents
ABOUT = 20  # incidents in a SITREP


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
    """Return the median seconds of SITREPs, each over so many hours that some 20 occurred."""
    book = open_book(path)
    with book.reading() as session:
        incidents = IncidentQuery().count(session)
    period = timedelta(seconds=round(YEARS.total_seconds() * ABOUT / incidents))
    orders = [
        ReportOrder(ReportKind.SITREP, IncidentQuery(since=since, before=since + period))
        for since in (MIDDLE - timedelta(days=300 * back) for back in range(DAYS))
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


def reporting(path: Path) -> Iterator[Measure]:
    """Measure reports: of two small logbooks, and of one day of the logbook at `path`."""
    large, small = logbook_of(LARGE), logbook_of(SMALL)
    ours, floor, shorter = extracts(large, small)
    yield Measure(f"log extract of {LARGE:,}, to LongTable", ours * 1000, floor * 1000, 0.6)
    yield Measure(f"log extract of {LARGE:,}, to {SMALL:,}", ours * 1000, shorter * 1000, 4.4)
    yield Measure(f"log extract of {LARGE:,}, peak", memory(large), 0, 300, "MB", absolute=True)
    gap, longest = latencies(large)
    yield Measure("log extract, longest silence", gap * 1000, 0, 200, absolute=True)
    yield Measure("log extract, from stop to end", longest * 1000, 0, 200, absolute=True)
    name = f"daily SITREP of about {ABOUT} incidents, median"
    yield Measure(name, sitreps(path) * 1000, 0, 1500, absolute=True)


def open_book(path: Path) -> Logbook:
    """Return the logbook open, its clock at one moment."""
    book = opened(path)
    book.clock = lambda: MADE
    return book


def seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    book = open_book(Path(sys.argv[1]))
    spent = seconds(lambda: extract(book))
    print(spent, peak_kb())  # noqa: T201
