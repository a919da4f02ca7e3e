"""What leaves the logbook: one module per format, each loaded only when it is used."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from db.errors import Progress
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.store import Logbook
from db.words import _, ngettext

# Writes what the log says of a subject to a file, and returns what people should know of it, or "".
Exporter = Callable[[Logbook, Any, Path, Progress], str]


def exporters() -> dict[str, Exporter]:
    """Return what the window can export, by name.

    The subject of "csv" is an IncidentQuery, that of "report" a ReportOrder, that of "views" the
    names of saved views.
    """
    return {"csv": _csv, "report": _report, "views": _views}


def _csv(book: Logbook, query: IncidentQuery, path: Path, progress: Progress) -> str:
    from exports.csv import write_csv

    return _("{n} incidents").format(n=write_csv(book, query, path, progress))


def _report(book: Logbook, order: ReportOrder, path: Path, progress: Progress) -> str:
    from exports.reports.make import write_report

    missing = write_report(book, order, path, progress).missing
    if not missing:
        return ""
    return _("no font has {which}; printed as codes").format(which=" ".join(missing))


def _views(book: Logbook, names: Collection[str], path: Path, _progress: Progress) -> str:
    from exports.views import write_views

    count = write_views(book, names, path)
    return ngettext("{n} view", "{n} views", count).format(n=count)
