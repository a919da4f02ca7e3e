"""Questions that officers keep under a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class SavedView(Base):
    """A question and the looks of its answer. It is not journalled: it says nothing that happened.

    `asked` is plain data; an older program passes over what it does not know in it.
    """

    __tablename__ = "saved_view"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
    officer: Mapped[str] = mapped_column(String(200))
