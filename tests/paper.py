"""Reports as tests order them."""

from db.reports import ReportOrder
from db.vocabulary import Paper, ReportKind
from exports.reports.make import set_report, write_report
from exports.reports.sitrep import SECTIONS


def write_sitrep(book, query, path, progress=None, **order):
    """Write the SITREP of the question; return the codes of the characters that no font has."""
    ordered = ReportOrder(ReportKind.SITREP, query, **order)
    return write_report(book, ordered, path, progress).missing


def write_flash(book, uid, path, progress=None, **order):
    ordered = ReportOrder(ReportKind.FLASH, incident=uid, **order)
    return write_report(book, ordered, path, progress).missing


def write_sincrep(book, uid, path, progress=None, **order):
    ordered = ReportOrder(ReportKind.SINCREP, incident=uid, **order)
    return write_report(book, ordered, path, progress).missing


def write_handover(book, path, progress=None, **order):
    return write_report(book, ReportOrder(ReportKind.HANDOVER, **order), path, progress).missing


def set_sitrep(content, path, progress=None, paper=Paper.A4):
    """Set plain data as a SITREP is set; return the codes of the characters that no font has."""
    made = set_report(content, SECTIONS, paper, progress)
    path.write_bytes(made.pdf)
    return made.missing


def write_period(book, kind, query, path, progress=None, **order):
    """Write a report of a period, whichever kind, and return what was made."""
    return write_report(book, ReportOrder(kind, query, **order), path, progress)
