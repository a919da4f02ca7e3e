"""Reports that were issued: numbered, frozen, and printed again byte for byte."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.vocabulary import Language, ReportKind, Sensitivity


class IssuedReport(Base):
    """A report as it went out. Its content and what was ordered stand in the journal."""

    __tablename__ = "issued_report"
    __table_args__ = (Index(None, "station", "kind", "year", "serial", unique=True),)

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    station: Mapped[str] = mapped_column(String(8))
    kind: Mapped[ReportKind]
    year: Mapped[int]
    serial: Mapped[int]
    since: Mapped[datetime | None]
    before: Mapped[datetime | None]
    incident_uid: Mapped[str | None] = mapped_column(ForeignKey("incident.uid"))
    as_of: Mapped[datetime]
    language: Mapped[Language]
    classification: Mapped[Sensitivity]
    replaces: Mapped[str | None] = mapped_column(String(40))  # the number of what it corrects
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("attachment_content.sha256"))
    recorded_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(200))
