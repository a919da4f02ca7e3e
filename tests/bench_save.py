"""Saves reports, beside the bare inserts of the same rows in one synced transaction."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from db import acts
from db.current import author_named
from tests.bench_logbook import CACHE, bare, opened
from tests.bench_measure import Measure, medians

ROUNDS = 60
BAR = 8  # times the floor
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


def save(path: Path) -> Measure:
    """Measure one save into a copy of the logbook."""
    with tempfile.TemporaryDirectory(prefix="watchkeeper-bench-", dir=CACHE) as folder:
        copy = Path(shutil.copy(path, folder))
        book, connection = opened(copy), bare(copy)
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        author = author_named(book, "Maj. A.")
        acts.log(book, author, REPORT)
        twins = same_rows(connection)
        ours, floor = medians(
            lambda: acts.log(book, author, REPORT), lambda: insert(connection, next(twins)), ROUNDS
        )
        connection.close()
        book.close()
    return Measure("one save", ours, floor, BAR)


def same_rows(connection: Any) -> Iterator[list[tuple[str, list]]]:
    """Yield, over and over, the rows of the newest entry under another station's name."""
    newest = "(SELECT uid FROM journal WHERE station = 'GAO' ORDER BY seq DESC LIMIT 1)"
    found = []
    for name in ("journal", "incident", "incident_revision", "casualty"):
        key = "uid" if name == "journal" else "entry"
        rows = connection.execute(f"SELECT * FROM {name} WHERE {key} = {newest}")
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


def insert(connection: Any, rows: list[tuple[str, list]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in rows:
        connection.execute(statement, values)
    connection.execute("COMMIT")
