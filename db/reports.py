"""What somebody orders as a report, and what was issued before."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, NamedTuple, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.asked import Asked, as_data, read_asked
from db.base import Base, stamp
from db.errors import NotUnderstood, Refused
from db.models import AttachmentContent, IssuedReport, JournalEntry
from db.query import IncidentQuery
from db.vocabulary import Language, Paper, Precedence, ReportKind, Sensitivity
from db.words import _

_UPDATES = re.compile("|FLASH|UPDATE [1-9][0-9]?|FINAL")
_ISSUED = Base.metadata.tables[IssuedReport.__tablename__].c


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What a report is to say and to whom: the same order of the same log gives the same bytes.

    Attributes:
        query: The period, the moment of knowledge, and whatever else narrows it.
        incident: Uid of the incident, of a report about one.
        classification: None for the highest of what is told.
        precedence: None for the usual one of its kind.
        to: Who acts on it; `info` who is to know. "" prints NIL once it is issued.
        reference: What it answers or goes on from.
        approved: Rank, name and appointment of who approves it; "" leaves the place empty.
        answer: What stands in large type in the officer's own words; "" for those proposed.
        update: Of a SINCREP: "FLASH", "UPDATE 2" or "FINAL"; "" for what the reports before say.
        number: Given when it is issued; "" for a draft.
        replaces: The number of the issued report that it corrects; "" for none.
        since: The number of the issued report since which changes are told; "" for the last one.
    """

    kind: ReportKind
    query: IncidentQuery = field(default_factory=IncidentQuery)
    incident: str = ""
    language: Language = Language.ENGLISH
    paper: Paper = Paper.A4
    classification: Sensitivity | None = None
    precedence: Precedence | None = None
    to: str = ""
    info: str = ""
    reference: str = ""
    approved: str = ""
    answer: str = ""
    update: str = ""
    number: str = ""
    replaces: str = ""
    since: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for the journal."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: str(value)
            for name, value in told.items()
            if name != "query" and value not in (None, "")
        } | {"query": _told(self.query)}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return the order of that plain data, which this program or an older one wrote."""
        terms: dict[str, Any] = {
            "kind": ReportKind,
            "language": Language,
            "paper": Paper,
            "classification": Sensitivity,
            "precedence": Precedence,
        }
        known = {one.name for one in fields(cls)} - {"query"}
        values: dict[str, Any] = {
            name: terms[name](value) if name in terms else value
            for name, value in told.items()
            if name in known
        }
        return cls(query=_question(told["query"]), **values)


class Issued(NamedTuple):
    """A report that was issued, without its bytes. Times are aware; `size` in bytes."""

    uid: str
    number: str
    kind: ReportKind
    serial: int
    since: datetime | None
    before: datetime | None
    incident_uid: str | None
    as_of: datetime
    language: Language
    classification: Sensitivity
    replaces: str | None
    size: int
    sha256: str
    recorded_at: datetime
    author: str


def read_update(text: str) -> str:
    """Return the place of a SINCREP in its series as `ReportOrder.update` has it, "" for none.

    Raises:
        NotUnderstood: It is none of FLASH, UPDATE n and FINAL, in whatever case.
    """
    words = " ".join(text.upper().split())
    if not _UPDATES.fullmatch(words):
        raise NotUnderstood(_("a SINCREP is FLASH, UPDATE 1 to 99, or FINAL"))
    return words


class ReportNumber(NamedTuple):
    """The next number of a kind: as it is written, and its parts."""

    text: str
    year: int
    serial: int


def next_number(
    session: Session, mission: str, station: str, kind: ReportKind, year: int
) -> ReportNumber:
    """Return what the next report of its kind will be called: "MIN-GAO-SITREP-2016-0151"."""
    last = select(func.max(_ISSUED.serial)).where(
        _ISSUED.station == station, _ISSUED.kind == kind, _ISSUED.year == year
    )
    serial = (session.scalar(last) or 0) + 1
    return ReportNumber(f"{mission}-{station}-{kind.upper()}-{year}-{serial:04}", year, serial)


def issued_reports(
    session: Session, kind: ReportKind | None = None, as_of: datetime | None = None
) -> Sequence[Issued]:
    """Return what was issued, of one kind or all, up to a moment or now; the newest first."""
    found = select(*(_ISSUED[name] for name in Issued._fields)).order_by(
        _ISSUED.recorded_at.desc(), _ISSUED.number.desc()
    )
    if kind is not None:
        found = found.where(_ISSUED.kind == kind)
    if as_of is not None:
        found = found.where(_ISSUED.recorded_at <= as_of)
    return [Issued(*row) for row in session.execute(found)]


def issued_report(session: Session, number: str) -> Issued:
    """Return the report of that number; Refused if none has it."""
    found = select(*(_ISSUED[name] for name in Issued._fields)).where(_ISSUED.number == number)
    row = session.execute(found).first()
    if row is None:
        raise Refused(
            _("No report {number} was issued.").format(number=number),
            _("Look it up in the list of issued reports."),
        )
    return Issued(*row)


def issued_pdf(session: Session, number: str) -> bytes:
    """Return the report as it went out, byte for byte; Refused if none has that number."""
    sha256 = issued_report(session, number).sha256
    kept = session.get_one(AttachmentContent, sha256)
    return kept.data


def issued_order(session: Session, number: str) -> ReportOrder:
    """Return what was ordered of the report of that number; Refused if none has it."""
    return ReportOrder.of(_payload(session, number)["order"])


def issued_content(session: Session, number: str) -> tuple[ReportKind, dict[str, Any]]:
    """Return kind and content of the report of that number as it went out; Refused if none."""
    payload = _payload(session, number)
    return ReportKind(payload["kind"]), payload["content"]


def issued_missing(session: Session, number: str) -> Sequence[str]:
    """Return the codes of what no font had in the report of that number; Refused if none has it."""
    missing: Sequence[str] = _payload(session, number).get("missing", ())  # not kept at first
    return missing


def missing_told(codes: Sequence[str]) -> str:
    """Return that no font has the characters of those codes; "" if there are none."""
    which = " ".join(codes)
    return _("no font has {which}; printed as codes").format(which=which) if codes else ""


def _payload(session: Session, number: str) -> dict[str, Any]:
    uid = issued_report(session, number).uid
    text = session.scalars(select(JournalEntry.payload).where(JournalEntry.subject == uid)).one()
    payload: dict[str, Any] = json.loads(text)
    return payload


def order_like_last(session: Session, order: ReportOrder) -> ReportOrder:
    """Return the order with what is remembered of the last report of its kind.

    That is its addressees, who approves it, and its language.
    """
    former = issued_reports(session, order.kind)
    if not former:
        return order
    last = issued_order(session, former[0].number)
    return replace(
        order, to=last.to, info=last.info, approved=last.approved, language=last.language
    )


def _told(query: IncidentQuery) -> dict[str, Any]:
    told = as_data(Asked(query))
    return told | {"as_of": stamp(query.as_of)} if query.as_of else told


def _question(told: Mapping[str, Any]) -> IncidentQuery:
    asked, _passed = read_asked({name: told[name] for name in told if name != "as_of"})
    moment = told.get("as_of")
    return replace(asked.query, as_of=datetime.fromisoformat(moment) if moment else None)
