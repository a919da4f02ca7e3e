"""The journal: one row per act, chained by hashes, never changed and never deleted."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, TermCode
from db.vocabulary.term import Term
from db.words import N_


class Act(Term):
    """What an officer can do to the log."""

    CREATE = "create", N_("Logbook created")
    ENROL = "enrol", N_("Officer enrolled")
    OPEN_WATCH = "open_watch", N_("Assumed the watch")
    CLOSE_WATCH = "close_watch", N_("Closed the watch")
    LOG = "log", N_("Logged")
    AMEND = "amend", N_("Amended")
    REMARK = "remark", N_("Remark")
    VERIFY = "verify", N_("Verified")
    CLOSE = "close", N_("Closed")
    REOPEN = "reopen", N_("Reopened")
    STRIKE = "strike", N_("Struck")
    DUPLICATE = "duplicate", N_("Marked as duplicate")
    ATTACH = "attach", N_("Attached")
    LINK = "link", N_("Linked")
    ADD_PLACE = "add_place", N_("Place added")
    LOAD_PLACES = "load_places", N_("Gazetteer loaded")
    REPORT = "report", N_("Report written")
    ISSUE = "issue", N_("Report issued")


class JournalEntry(Base):
    """One act, whole. Triggers refuse every UPDATE and DELETE on this table.

    `payload` is canonical JSON holding the full new content, never a delta; `hash` covers all
    other columns; `previous_hash` ties the entry to the one before it at the same station.
    """

    __tablename__ = "journal"
    __table_args__ = (
        Index(None, "subject"),
        Index(None, "uid", unique=True),
        Index(None, "recorded_at"),
    )

    station: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(String(36))
    act: Mapped[Act] = mapped_column(TermCode(Act))
    subject: Mapped[str] = mapped_column(String(36))
    recorded_at: Mapped[datetime]
    officer: Mapped[str] = mapped_column(String(80))
    rank: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(80))
    workstation: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str | None] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
