"""Incidents as CSV: UTF-8 with BOM, ISO 8601 times in UTC, one row per incident.

Text that a spreadsheet would run as a formula gets an apostrophe before it; so does text that
begins with one, and taking one apostrophe away gives every cell back unchanged.
"""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from db.base import stamp
from db.errors import Progress
from db.fields import Kind, fields_of
from db.models import IncidentRevision
from db.position import Position, write_mgrs
from db.query import WHOLE, IncidentQuery
from db.spreadsheet import harmless
from db.store import Logbook
from exports.files import replacing

_FIELDS = tuple(field for field in fields_of(IncidentRevision) if field.kind is not Kind.CASUALTIES)
HEAD = (*(field.name for field in _FIELDS), "latitude", "longitude", "timezone")


def write_csv(
    book: Logbook, query: IncidentQuery, path: Path, progress: Progress | None = None
) -> int:
    """Write the answer to `query`, in its order, and return the number of incidents.

    `progress(done, of how many)` may raise to stop; the file at `path` is then left as it was.
    """
    with book.reading() as session, replacing(path) as part:
        total = query.count(session)
        done = 0
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEAD)
            for done, row in enumerate(query.stream(session, WHOLE), start=1):
                writer.writerow(_cells(row))
                if progress and done % 500 == 0:
                    progress(done, total)
        return done


def _cells(row: Row[Any]) -> list[Any]:
    cells = [_cell(_value(row, field.name)) for field in _FIELDS]
    return [*cells, row.latitude, row.longitude, "UTC"]


def _value(row: Row[Any], name: str) -> Any:
    if name != "position":
        return getattr(row, name)
    if row.latitude is None:
        return None
    return write_mgrs(Position(row.latitude, row.longitude, row.grid_digits or 10))


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, list):
        return harmless("; ".join(value))
    return harmless(str(value)) if isinstance(value, str) else value
