"""What hangs on an incident without changing its content: files, and links to other incidents."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.vocabulary import LinkKind


class AttachmentContent(Base):
    """The bytes of a file, once, however often it is attached.

    The journal holds their SHA-256, not the bytes: rows are rebuilt without this table.
    """

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Base):
    """A photo, document or recording that belongs to an incident; `size` in bytes."""

    __tablename__ = "attachment"

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    incident_uid: Mapped[str] = mapped_column(ForeignKey("incident.uid"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("attachment_content.sha256"))
    recorded_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(200))


class Link(Base):
    """That one incident belongs to another, and how; read from `incident_uid` to `other_uid`."""

    __tablename__ = "link"

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    incident_uid: Mapped[str] = mapped_column(ForeignKey("incident.uid"), index=True)
    other_uid: Mapped[str] = mapped_column(ForeignKey("incident.uid"), index=True)
    kind: Mapped[LinkKind]
    recorded_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(200))
