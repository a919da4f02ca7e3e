"""The acts that send something out of the log: a report written, a report issued."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.acts.record import Change, record
from db.base import stamp
from db.current import state_of, station_of
from db.errors import Refused
from db.journal import Author
from db.models import Act, AttachmentContent
from db.reporting import newest_moment
from db.reports import ReportNumber, ReportOrder, issued_report, next_number
from db.store import Logbook
from db.vocabulary import ReportKind, Sensitivity
from db.words import _

_ATTEMPTS = 3  # at a number that another window takes meanwhile


class Frozen(NamedTuple):
    """A report made to be issued: its PDF, what it says as plain data, and what no font has."""

    pdf: bytes
    content: dict[str, Any]
    classification: Sensitivity
    missing: tuple[str, ...] = ()


def wrote_report(
    book: Logbook, author: Author, kind: str, name: str, sha256: str, subject: str = ""
) -> Change:
    """Say that a draft was written to a file: its kind, the file's name and SHA-256.

    Args:
        subject: Uid of the incident that it is about; "" for a period.
    """
    with book.writing() as session:
        number = str(state_of(session, subject).payload["number"]) if subject else ""
        payload = {"kind": kind, "name": name, "sha256": sha256}
        about = subject or str(uuid4())
        return record(book, session, Act.REPORT, about, payload, author)._replace(number=number)


def issue_report(
    book: Logbook, author: Author, order: ReportOrder, make: Callable[[ReportOrder], Frozen]
) -> str:
    """Give the report its number and keep it in the log as it goes out; return the number.

    The number and the moment of knowledge stand in it, so it is made before it is recorded; if
    another window issues one of the kind meanwhile, it is made again with the next number.

    Args:
        make: Makes the report of an order that has number and moment; may raise LogbookError.

    Raises:
        Refused: It corrects a report of another kind or one that was never issued.
    """
    for _attempt in range(_ATTEMPTS):
        with book.reading() as session:
            _check_replaced(session, order)
            moment = order.query.as_of or max(book.clock(), newest_moment(session) or book.clock())
            number = _next(session, book, order.kind)
        known = replace(order.query, as_of=moment)
        numbered = replace(order, number=number.text, query=known)
        frozen = make(numbered)
        with book.writing() as session:
            if _next(session, book, order.kind) == number:
                _keep(book, session, author, numbered, number, frozen)
                return number.text
    raise Refused(
        _("Other reports of this kind are being issued."), _("Issue it again. Nothing was issued.")
    )


def _next(session: Session, book: Logbook, kind: ReportKind) -> ReportNumber:
    home = station_of(session)
    return next_number(session, home.mission, home.code, kind, book.clock().year)


def _check_replaced(session: Session, order: ReportOrder) -> None:
    if order.replaces and issued_report(session, order.replaces).kind is not order.kind:
        raise Refused(
            _("{number} is a report of another kind.").format(number=order.replaces),
            _("Give the number of the report that this one corrects."),
        )


def _keep(
    book: Logbook,
    session: Session,
    author: Author,
    order: ReportOrder,
    number: ReportNumber,
    frozen: Frozen,
) -> None:
    sha256 = hashlib.sha256(frozen.pdf).hexdigest()
    if session.get(AttachmentContent, sha256) is None:
        session.execute(insert(AttachmentContent), {"sha256": sha256, "data": frozen.pdf})
    query = order.query
    payload = {
        "number": number.text,
        "kind": str(order.kind),
        "year": number.year,
        "serial": number.serial,
        "since": stamp(query.since) if query.since else None,
        "before": stamp(query.before) if query.before else None,
        "as_of": stamp(query.as_of) if query.as_of else None,
        "incident_uid": order.incident or None,
        "language": str(order.language),
        "classification": str(frozen.classification),
        "replaces": order.replaces or None,
        "size": len(frozen.pdf),
        "sha256": sha256,
        "missing": list(frozen.missing),
        "order": order.as_data(),
        "content": frozen.content,
    }
    record(book, session, Act.ISSUE, str(uuid4()), payload, author)
