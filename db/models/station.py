"""Whose log it is, who may write in it, and who has the watch."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.fields import Kind, field
from db.words import N_


class Station(Base):
    """The station whose journal this is."""

    __tablename__ = "station"

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    code: Mapped[str] = mapped_column(
        String(8),
        unique=True,
        info=field(
            N_("Station"), help=N_("Two to eight letters or digits, e.g. GAO"), required=True
        ),
    )
    mission: Mapped[str] = mapped_column(
        String(8),
        info=field(
            N_("Mission"), help=N_("Two to eight letters or digits, e.g. MIN"), required=True
        ),
    )
    theatre: Mapped[str] = mapped_column(
        String(80),
        info=field(
            N_("Theatre"),
            help=N_("ISO codes of its countries, e.g. MLI, or MLI NER"),
            required=True,
        ),
    )
    utc_offset_min: Mapped[int] = mapped_column(
        info=field(N_("Local time"), help=N_("Minutes ahead of UTC; 0 in Mali"))
    )
    latitude: Mapped[float | None] = mapped_column(
        Float,
        info=field(
            N_("Position of the station"),
            help=N_("MGRS or lat/lon; among places of one name the nearest comes first"),
            kind=Kind.POSITION,
            name="position",
        ),
    )
    longitude: Mapped[float | None] = mapped_column(Float)
    created_at: Mapped[datetime]


class Officer(Base):
    """Somebody who keeps the log, by rank, name and appointment."""

    __tablename__ = "officer"
    __table_args__ = (Index(None, "rank", "name", unique=True),)

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    rank: Mapped[str] = mapped_column(
        String(40), info=field(N_("Rank"), help=N_("e.g. Maj."), limit=40)
    )
    name: Mapped[str] = mapped_column(
        String(80), info=field(N_("Name"), help=N_("e.g. A."), required=True, limit=80)
    )
    role: Mapped[str] = mapped_column(
        String(80), info=field(N_("Appointment"), help=N_("e.g. duty officer"), limit=80)
    )


class Watch(Base):
    """A watch, from when it was assumed until it was closed (None: it is open)."""

    __tablename__ = "watch"

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    station: Mapped[str] = mapped_column(String(8))
    rank: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(80))
    opened_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
