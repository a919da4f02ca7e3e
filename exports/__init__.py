"""What leaves the logbook: one module per format, each loaded only when it is used."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from db.errors import Progress
from db.journal import Author
from db.outgoing import Drafted, Exporters
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.store import Logbook
from db.words import _, ngettext


def exporters() -> Exporters:
    """Return what the window can export, by name."""
    return {"csv": _csv, "views": _views, "draft": _draft, "issue": _issue, "text": _text}


def _csv(book: Logbook, query: IncidentQuery, path: Path, progress: Progress) -> str:
    from exports.csv import write_csv

    return _("{n} incidents").format(n=write_csv(book, query, path, progress))


def _draft(book: Logbook, order: ReportOrder, progress: Progress) -> Drafted:
    from exports.reports.make import make_report, report_text

    made = make_report(book, order, progress)
    text = partial(report_text, made.content, order.kind)
    return Drafted(made.pdf, made.content.answer, made.missing, text)


def _issue(book: Logbook, author: Author, order: ReportOrder, progress: Progress) -> str:
    from exports.reports.make import issue_report

    return issue_report(book, author, order, progress)


def _text(book: Logbook, number: str) -> str:
    from exports.reports.make import issued_text

    return issued_text(book, number)


def _views(book: Logbook, names: Collection[str], path: Path, _progress: Progress) -> str:
    from exports.views import write_views

    count = write_views(book, names, path)
    return ngettext("{n} view", "{n} views", count).format(n=count)
