"""Measures the program beside its floor: the same work done by the bare libraries.

`python -m tests.bench [--json] [--incidents N]`. Ours and floor are measured in turn, in the same
run, on the same logbook, so that a slow machine slows both.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import sqlcipher3.dbapi2

from db import acts
from db.current import author_named
from db.query import LISTED, IncidentQuery, Order
from db.store import SCHEMA, Logbook, open_logbook
from tests.bench_places import completions
from tests.bench_search import keystrokes
from tests.generator import generate

ROOT = Path(__file__).parent.parent
CACHE = Path(tempfile.gettempdir()) / "watchkeeper-bench"  # logbooks and bytecode, reused
PAGE = 200  # rows
ROUNDS = 50  # of a page, after one to warm up
SAVES = 60
STARTS = 5
REPORT = {
    "occurred": "151430Z JUN 16",
    "type": "EXP",
    "subtype": "roadside_ied_pressure",
    "place": "Gao",
    "position": "30QZD1583604274",
    "target": "un_military",
    "casualties": [{"category": "un_contingent", "outcome": "killed", "count": 2}],
    "summary": "Truck of the convoy hit by a pressure-plate IED; two killed.",
    "narrative": "The third of nine trucks drove onto the device. " * 8,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: ours, its floor, and what ours may be at most.

    `bar` is how often the floor ours may be; where `absolute`, it is in `unit` itself.
    """

    name: str
    ours: float
    floor: float
    bar: float
    unit: str
    absolute: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def holds(self) -> bool:
        return (self.ours if self.absolute else self.ratio) <= self.bar

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


def main() -> int:
    """Measure everything and print it; return 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--incidents", type=int, default=200_000)
    known = parser.parse_args()
    path = logbook_of(known.incidents)
    measures = [*pages(path), *searching(path), save(path)]
    measures += [*completion(), typing(path), *start(path)]
    told = [measure.told() for measure in measures]
    print(json.dumps(told, indent=2) if known.json else table(told))  # noqa: T201
    return 0 if all(measure.holds for measure in measures) else 1


def logbook_of(incidents: int) -> Path:
    """Return a logbook of so many incidents, made once and kept outside the tree."""
    kept = CACHE
    kept.mkdir(exist_ok=True)
    path = kept / f"{SCHEMA}-{incidents}.watch"
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        generate(part, incidents).close()
        part.rename(path)
    return path


def pages(path: Path) -> Iterator[Measure]:
    """Measure the first page and the last one, in the default and in another order."""
    book, bare = open_logbook(path), sqlcipher3.dbapi2.connect(str(path))
    with book.reading() as session:
        last = IncidentQuery().count(session) - PAGE
    for order, keys in (
        (IncidentQuery().order, "occurred DESC, id DESC"),
        ((Order("place"),), "place, id"),
    ):
        for offset, where in ((0, "first"), (last, "last")):
            query = IncidentQuery(order=order)
            ours, floor = medians(
                lambda query=query, offset=offset: our_page(book, query, offset),
                lambda keys=keys, offset=offset: bare_page(bare, keys, offset),
                ROUNDS,
            )
            name = f"{where} page of {PAGE} rows by {order[0].name}"
            yield Measure(name, ours * 1000, floor * 1000, 4, "ms")
    bare.close()
    book.close()


def our_page(book: Logbook, query: IncidentQuery, offset: int) -> list[tuple]:
    with book.reading() as session:
        return query.page(session, offset, PAGE)


def bare_page(bare, keys: str, offset: int) -> list[tuple]:
    columns = ", ".join(column.key for column in LISTED)
    return bare.execute(
        f"SELECT {columns} FROM incident_revision WHERE superseded_at IS NULL "
        f"ORDER BY {keys} LIMIT {PAGE} OFFSET {offset}"
    ).fetchall()


def searching(path: Path) -> Iterator[Measure]:
    """Measure keystrokes in the search until their first rows, against the bare index."""
    ours, floor = (statistics.median(times) * 1000 for times in zip(*keystrokes(path), strict=True))
    yield Measure("keystroke in search to first rows", ours, floor, 3, "ms")
    yield Measure("the same, in time", ours, floor, 50, "ms", absolute=True)


def save(path: Path) -> Measure:
    """Measure one save against the bare inserts of the same rows in one synced transaction."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-bench-") as folder:
        copy = Path(shutil.copy(path, folder))
        book, bare = open_logbook(copy), sqlcipher3.dbapi2.connect(str(copy))
        bare.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            bare.execute(f"PRAGMA {pragma}")
        author = author_named(book, "Maj. A.")
        acts.log(book, author, REPORT)
        twins = same_rows(bare)
        ours, floor = medians(
            lambda: acts.log(book, author, REPORT), lambda: insert(bare, next(twins)), SAVES
        )
        bare.close()
        book.close()
    return Measure("one save", ours * 1000, floor * 1000, 8, "ms")


def same_rows(bare) -> Iterator[list[tuple[str, list]]]:
    """Yield, over and over, the rows of the newest entry under another station's name."""
    newest = "(SELECT uid FROM journal WHERE station = 'GAO' ORDER BY seq DESC LIMIT 1)"
    found = []
    for name in ("journal", "incident", "incident_revision", "casualty"):
        key = "uid" if name == "journal" else "entry"
        rows = bare.execute(f"SELECT * FROM {name} WHERE {key} = {newest}")
        columns = [column[0] for column in rows.description]
        found += [(name, dict(zip(columns, row, strict=True))) for row in rows]
    serial = 0
    while True:
        serial += 1
        entry, subject = str(uuid4()), str(uuid4())
        mine = {"entry": entry, "incident_uid": subject, "subject": subject, "id": None}
        mine |= {"station": "ZZZ", "seq": serial, "serial": serial, "number": f"ZZZ-{serial}"}
        uids = {"journal": entry, "incident": subject}
        batch = []
        for name, row in found:
            own = {**row, **{key: value for key, value in mine.items() if key in row}}
            if name in uids:
                own["uid"] = uids[name]
            statement = f"INSERT INTO {name} VALUES ({', '.join('?' * len(own))})"
            batch.append((statement, list(own.values())))
        yield [*batch, index_row(dict(found)["incident_revision"], mine["number"])]


def index_row(revision: dict, number: str) -> tuple[str, list]:
    """Return the insert of the newest revision's row into the search index."""
    columns = ("summary", "narrative", "place", "perpetrator", "tags")
    statement = (
        "INSERT INTO incident_text(rowid, number, summary, narrative, place, groups, tags)"
        " SELECT max(id), ?, ?, ?, ?, ?, ? FROM incident_revision"
    )
    return statement, [number, *(revision[column] for column in columns)]


def insert(bare, rows: list[tuple[str, list]]) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for statement, values in rows:
        bare.execute(statement, values)
    bare.execute("COMMIT")


def start(path: Path) -> Iterator[Measure]:
    """Measure from process start to the first rows painted, and the peak memory until then."""
    ours, floor = [], []
    for _time in range(STARTS + 1):  # the first only warms the disk cache
        ours.append(started(str(path)))
        floor.append(started("bare"))
    seconds, kilobytes = ((middle(ours[1:], place), middle(floor[1:], place)) for place in range(2))
    yield Measure("start to first rows painted", *(each * 1000 for each in seconds), 2.5, "ms")
    yield Measure("peak memory at first rows", *(each / 1024 for each in kilobytes), 2, "MB")


def completion() -> Iterator[Measure]:
    """Measure the gazetteer against a bare prefix search over the same names."""
    for name, ours, floor, bar_ms in completions():
        yield Measure(name, ours, floor, bar_ms, "ms", absolute=True)


def typing(path: Path) -> Measure:
    """Measure a keystroke in the form until it is painted, look-alikes and drafts included."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-bench-", dir=CACHE) as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        ours, floor = (float(run("tests.bench_form", where)[0]) for where in (str(copy), "bare"))
    return Measure("keystroke in the form to repaint, median", ours, floor, 16, "ms", absolute=True)


def started(window: str) -> tuple[float, float]:
    """Return (seconds until painted, peak kB) of a process that opens `window`."""
    begun = time.monotonic()
    painted, peak_kb = run("tests.bench_start", window)
    return float(painted) - begun, float(peak_kb)


def run(module: str, window: str) -> list[str]:
    """Return the last two words that a process says which opens `window` without a screen."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-bench-") as folder:
        settings = str(Path(folder) / "settings.ini")
        environment = {
            "QT_QPA_PLATFORM": "offscreen",
            "WATCHKEEPER_SETTINGS": settings,
            "PYTHONDONTWRITEBYTECODE": "",  # compiled once, as where the program is installed
            "PYTHONPYCACHEPREFIX": str(CACHE / "bytecode"),
        }
        ran = subprocess.run(
            [sys.executable, "-m", module, window],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    return ran.stdout.split()[-2:]


def medians(
    ours: Callable[[], object], floor: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Return the median seconds of each, run in turn so that both meet the same machine."""
    times = [(seconds(ours), seconds(floor)) for _round in range(rounds + 1)][1:]
    return middle(times, 0), middle(times, 1)


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def middle(rows: list[tuple[float, float]], place: int) -> float:
    return statistics.median(row[place] for row in rows)


def table(told: list[dict]) -> str:
    """Return the measures as lines for people."""
    lines = [f"{'':40} {'ours':>9} {'floor':>9} {'ratio':>6}    {'bar':>6}"]
    for line in told:
        verdict = "holds" if line["holds"] else "DOES NOT HOLD"
        lines.append(
            f"{line['name']:40} {line['ours']:>9.2f} {line['floor']:>9.2f} {line['ratio']:>6.2f} "
            f"{line['unit']:2} {line['bar']:>5g} {line['bar_unit']:2} {verdict}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
