"""What hangs on an incident, as it is read: files, and links to others; a file to attach."""

import hashlib
import re
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.acts import check_size
from db.errors import Damaged, Progress, Refused
from db.models import (
    Attachment,
    AttachmentContent,
    Incident,
    IncidentRevision,
    JournalEntry,
    Link,
)
from db.query import IncidentQuery
from db.words import _

CHUNK = 1 << 20  # bytes read between two reports of progress
_RESERVED = r'<>:"/\\|?*'
_CONTROLS = r"\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"  # a bidi mark hides ".exe"
_UNFIT = re.compile(f"[{_RESERVED}{_CONTROLS}\ud800-\udfff]")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\b", re.IGNORECASE)
_STEM_BYTES, _ENDING = 160, 20  # with 255 bytes a name would fill what file systems take


class Attached(NamedTuple):
    """A file of an incident, without its bytes; `size` counts them."""

    uid: str
    name: str
    media_type: str
    size: int
    sha256: str
    recorded_at: datetime
    author: str


class Linked(NamedTuple):
    """The other incident of a link; `words` is the kind as read from this side, translated."""

    uid: str
    number: str
    words: str
    summary: str
    recorded_at: datetime
    author: str


def attachments_of(
    session: Session, uid: str, as_of: datetime | None = None
) -> tuple[Attached, ...]:
    """Return the incident's files, known at `as_of` (None: now), as they were attached."""
    columns = (getattr(Attachment, name) for name in Attached._fields)
    rows = session.execute(
        select(*columns)
        .join(JournalEntry, JournalEntry.uid == Attachment.entry)
        .where(Attachment.incident_uid == uid, *_by(Attachment.recorded_at, as_of))
        .order_by(Attachment.recorded_at, JournalEntry.seq)
    )
    return tuple(Attached(*row) for row in rows)


def content_of(session: Session, sha256: str) -> bytes:
    """Return the bytes of a file; Damaged if they are gone or not those that were attached."""
    data = session.scalar(select(AttachmentContent.data).where(AttachmentContent.sha256 == sha256))
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(
            _("The content of this attachment is not what was attached."),
            _("Verify the journal, then open the last backup."),
        )
    return data


def links_of(session: Session, uid: str, as_of: datetime | None = None) -> tuple[Linked, ...]:
    """Return the links made from the incident and to it, known at `as_of` (None: now)."""
    rows = session.execute(
        select(Link, Incident.uid, Incident.number, IncidentRevision.summary)
        .join(
            Incident,
            or_(
                (Link.incident_uid == uid) & (Incident.uid == Link.other_uid),
                (Link.other_uid == uid) & (Incident.uid == Link.incident_uid),
            ),
        )
        .join(IncidentRevision, IncidentRevision.incident_uid == Incident.uid)
        .join(JournalEntry, JournalEntry.uid == Link.entry)
        .where(
            or_(Link.incident_uid == uid, Link.other_uid == uid),
            *_by(Link.recorded_at, as_of),
            *IncidentQuery(as_of=as_of).conditions(),
        )
        .order_by(Link.recorded_at, JournalEntry.seq)
    )
    return tuple(
        Linked(
            other,
            number,
            _(link.kind.label if link.incident_uid == uid else link.kind.inverse),
            summary,
            link.recorded_at,
            link.author,
        )
        for link, other, number, summary in rows
    )


def read_file(path: Path, progress: Progress) -> bytes:
    """Return the bytes of a file that can be attached; its size is looked at first.

    Args:
        path: The file.
        progress: Told the bytes read, of how many.

    Raises:
        Refused: It is empty or too large, no file, or can't be read.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Refused(
                _("{name} is a folder or a device.").format(name=path.name or path),
                _("Choose files. Nothing was attached."),
            )
        check_size(path.name, about.st_size)
        data = b"".join(_chunks(path, about.st_size, progress))
    except OSError as error:
        raise Refused(
            _("{name} can't be read: {reason}.").format(name=path.name, reason=error.strerror),
            _("Check the file and your rights to it. Nothing was attached."),
        ) from error
    check_size(path.name, len(data))  # it may have shrunk to nothing meanwhile
    return data


def safe_name(name: str) -> str:
    """Return `name` as a file name that every system takes: no folder, nothing reserved."""
    last = re.split(r"[/\\]", name.strip())[-1]
    clean = _UNFIT.sub("_", last).strip(" .") or "attachment"
    if _DEVICE.match(clean):  # Windows would open the device of that name
        clean = f"_{clean}"
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > _ENDING:
        stem, dot, ending = clean, "", ""
    return stem.encode()[:_STEM_BYTES].decode(errors="ignore") + dot + ending


def _by(
    recorded_at: InstrumentedAttribute[datetime], as_of: datetime | None
) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that something was recorded by then; none for now."""
    if as_of is not None:
        yield recorded_at <= as_of


def _chunks(path: Path, size: int, progress: Progress) -> Iterator[bytes]:
    """Yield the first `size` bytes piece by piece: a file that is still growing has an end."""
    with path.open("rb") as file:
        for start in range(0, size, CHUNK):
            progress(start, size)
            yield file.read(min(CHUNK, size - start))
