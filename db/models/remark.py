"""What was heard or done after an incident was logged, without changing its content."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.fields import Kind, field
from db.words import N_


class Remark(Base):
    """One remark on an incident."""

    __tablename__ = "remark"

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    incident_uid: Mapped[str] = mapped_column(ForeignKey("incident.uid"), index=True)
    recorded_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(
        Text, info=field(N_("Remark"), kind=Kind.TEXT, required=True, limit=20_000)
    )
    heard_at: Mapped[datetime | None] = mapped_column(
        info=field(N_("Time"), help=N_("When it was heard, e.g. 1430Z; empty for now"))
    )
    source: Mapped[str | None] = mapped_column(
        String(200), info=field(N_("Source"), help=N_("Who said it, e.g. convoy commander"))
    )
