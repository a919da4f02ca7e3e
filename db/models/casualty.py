"""Casualties: a row per group of people, with what is known of their number."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.fields import field
from db.vocabulary import Age, Category, Cause, Outcome, Sex
from db.words import N_


class Casualty(Base):
    """A group of people with one outcome. Counts after UCDP: low, best, high; None is not known."""

    __tablename__ = "casualty"
    __table_args__ = (
        CheckConstraint("low >= 0 AND low <= best AND best <= high", name="low_best_high"),
        {"sqlite_with_rowid": False},
    )

    entry: Mapped[str] = mapped_column(ForeignKey("incident_revision.entry"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    category: Mapped[Category] = mapped_column(info=field(N_("Category"), required=True))
    nationality: Mapped[str | None] = mapped_column(
        String(3), info=field(N_("Nationality"), help=N_("ISO code of three letters, e.g. TCD"))
    )
    outcome: Mapped[Outcome] = mapped_column(info=field(N_("Outcome"), required=True))
    cause: Mapped[Cause] = mapped_column(info=field(N_("Cause")))
    sex: Mapped[Sex] = mapped_column(info=field(N_("Sex")))
    age: Mapped[Age] = mapped_column(info=field(N_("Age")))
    low: Mapped[int | None] = mapped_column(info=field(N_("Low")))
    best: Mapped[int | None] = mapped_column(
        info=field(N_("Number"), help=N_("How many, or ? if nobody knows yet"), required=True)
    )
    high: Mapped[int | None] = mapped_column(info=field(N_("High")))
