"""What leaves the logbook: one module per format, each loaded only when it is used."""

from collections.abc import Callable
from pathlib import Path

from db.errors import Progress
from db.query import IncidentQuery
from db.store import Logbook
from db.words import _

# Writes the answer to a question to a file and returns what people should know of it, or "".
Exporter = Callable[[Logbook, IncidentQuery, Path, Progress], str]


def exporters() -> dict[str, Exporter]:
    """Return what the window can export, by name."""
    return {"csv": _csv, "sitrep": _sitrep}


def _csv(book: Logbook, query: IncidentQuery, path: Path, progress: Progress) -> str:
    from exports.csv import write_csv

    return _("{n} incidents").format(n=write_csv(book, query, path, progress))


def _sitrep(book: Logbook, query: IncidentQuery, path: Path, progress: Progress) -> str:
    from exports.reports.sitrep import write_sitrep

    missing = write_sitrep(book, query, path, progress)
    if not missing:
        return ""
    return _("no font has {which}; printed as codes").format(which=" ".join(missing))
