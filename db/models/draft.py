"""What is being typed and is not in the log yet, kept so that a power cut loses no word of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Draft(Base):
    """A form half filled. It is not journalled: nobody has said yet that it is so."""

    __tablename__ = "draft"

    uid: Mapped[str] = mapped_column(String(36), primary_key=True)
    subject: Mapped[str | None] = mapped_column(String(36))  # the incident being amended
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)  # by field name, as the editor holds it
    reason: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    officer: Mapped[str] = mapped_column(String(200))
