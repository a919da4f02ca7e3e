"""What leaves the logbook: one module per format, each loaded only when it is used."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from db.errors import Progress
from db.query import IncidentQuery
from db.store import Logbook
from db.words import _, ngettext

# Writes what the log says of a subject to a file, and returns what people should know of it, or "".
Exporter = Callable[[Logbook, Any, Path, Progress], str]


def exporters() -> dict[str, Exporter]:
    """Return what the window can export, by name.

    The subject of "csv" and "sitrep" is an IncidentQuery, that of "flash" an incident's uid, that
    of "handover" None, that of "views" the names of saved views.
    """
    return {
        "csv": _csv,
        "sitrep": _sitrep,
        "flash": _flash,
        "handover": _handover,
        "views": _views,
    }


def _csv(book: Logbook, query: IncidentQuery, path: Path, progress: Progress) -> str:
    from exports.csv import write_csv

    return _("{n} incidents").format(n=write_csv(book, query, path, progress))


def _sitrep(book: Logbook, query: IncidentQuery, path: Path, progress: Progress) -> str:
    from exports.reports.sitrep import write_sitrep

    return _missing(write_sitrep(book, query, path, progress))


def _flash(book: Logbook, uid: str, path: Path, progress: Progress) -> str:
    from exports.reports.flash import write_flash

    return _missing(write_flash(book, uid, path, progress))


def _handover(book: Logbook, _subject: None, path: Path, progress: Progress) -> str:
    from exports.reports.handover import write_handover

    return _missing(write_handover(book, path, progress))


def _views(book: Logbook, names: Collection[str], path: Path, _progress: Progress) -> str:
    from exports.views import write_views

    count = write_views(book, names, path)
    return ngettext("{n} view", "{n} views", count).format(n=count)


def _missing(characters: tuple[str, ...]) -> str:
    """Return which characters no font has."""
    if not characters:
        return ""
    return _("no font has {which}; printed as codes").format(which=" ".join(characters))
