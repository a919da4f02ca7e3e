"""The journal: append an act, and prove that none was changed, lost or slipped in."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.base import stamp
from db.models import Act, JournalEntry
from db.words import _

GENESIS = "0" * 64  # what the first entry of a chain names as the hash before it
JOURNAL = JournalEntry.metadata.tables[JournalEntry.__tablename__]
COLUMNS = tuple(column.name for column in JOURNAL.columns)


class Author(NamedTuple):
    """Who does an act: an officer by rank and name, in the role he has then."""

    rank: str
    name: str
    role: str

    def __str__(self) -> str:
        return f"{self.rank} {self.name}".strip()

    def in_full(self) -> str:
        """Return rank, name and role, e.g. "Maj. A. (duty officer)"."""
        return f"{self} ({self.role})" if self.role else str(self)


class Head(NamedTuple):
    """The newest entry of a chain: seq 0 and GENESIS while there is none."""

    seq: int
    hash: str
    recorded_at: datetime | None


class BrokenChain(NamedTuple):
    """The first entry that is not as it was written, and what is wrong with it."""

    station: str
    seq: int
    what: str


def canonical(value: object) -> str:
    """Return `value` as JSON that is the same wherever it is written: NFC, sorted, no spaces."""
    return json.dumps(_composed(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(columns: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of all columns but `hash`, as they are stored."""
    covered = {name: columns[name] for name in COLUMNS if name != "hash"}
    text = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def head(session: Session, station: str, at: datetime | None = None) -> Head:
    """Return the newest entry of the station's chain, now or as it was `at` a moment."""
    known = () if at is None else (JournalEntry.recorded_at <= at,)
    newest = session.execute(
        select(JournalEntry.seq, JournalEntry.hash, JournalEntry.recorded_at)
        .where(JournalEntry.station == station, *known)
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    ).first()
    return Head(*newest) if newest else Head(0, GENESIS, None)


def append(session: Session, entry: JournalEntry) -> None:
    """Write an entry at the end of its station's chain; it stays detached."""
    session.execute(insert(JOURNAL), columns_of(entry))


def entry_after(
    before: Head,
    act: Act,
    subject: str,
    payload: dict[str, Any],
    *,
    station: str,
    author: Author,
    at: datetime,
    workstation: str,
    reason: str | None = None,
) -> JournalEntry:
    """Return the entry that follows `before` in the chain, written nowhere yet.

    The chain's time never runs backwards: with a machine clock behind the newest entry, the
    act is recorded at that entry's moment and the payload keeps what the clock said.
    """
    recorded_at = at
    if before.recorded_at is not None and at < before.recorded_at:
        recorded_at, payload = before.recorded_at, {**payload, "clock": stamp(at)}
    columns: dict[str, Any] = {
        "station": station,
        "seq": before.seq + 1,
        "uid": str(uuid4()),
        "act": str(act),
        "subject": subject,
        "recorded_at": stamp(recorded_at),
        "officer": author.name,
        "rank": author.rank,
        "role": author.role,
        "workstation": workstation,
        "reason": reason,
        "payload": canonical(payload),
        "previous_hash": before.hash,
    }
    columns = _composed(columns)
    return entry_from({**columns, "hash": digest(columns)})


def columns_of(entry: JournalEntry) -> dict[str, Any]:
    """Return the entry's columns by name, typed."""
    return {name: getattr(entry, name) for name in COLUMNS}


def entry_from(columns: Mapping[str, Any]) -> JournalEntry:
    """Return the stored `columns` as an entry that belongs to no session."""
    typed = {
        "act": Act(columns["act"]),
        "recorded_at": datetime.fromisoformat(columns["recorded_at"]),
    }
    return JournalEntry(**{**columns, **typed})


def chained(session: Session) -> Iterator[JournalEntry | BrokenChain]:
    """Yield every entry, station by station, from the first; end with the first broken one."""
    before = Head(0, GENESIS, None)
    station = None
    for raw in session.connection().exec_driver_sql(_AS_BYTES):
        columns = _decoded(raw)
        if columns is None:
            yield BrokenChain(_legible(raw[0]), raw[1], _("it is not text any more"))
            return
        if columns["station"] != station:
            station, before = columns["station"], Head(0, GENESIS, None)
        wrong = _wrong_with(columns, before)
        if wrong:
            yield BrokenChain(columns["station"], columns["seq"], wrong)
            return
        entry = entry_from(columns)
        before = Head(entry.seq, entry.hash, entry.recorded_at)
        yield entry


# Cast, because a changed byte need not be valid UTF-8, and the driver would refuse the row.
# What was written as text and is a blob now comes as 0, so that no hash can fit it.
_AS_BYTES = (
    "SELECT "
    + ", ".join(
        name if name == "seq" else f"IIF(typeof({name}) = 'blob', 0, CAST({name} AS BLOB))"
        for name in COLUMNS
    )
    + " FROM journal ORDER BY station, seq"
)


def _decoded(raw: Any) -> dict[str, Any] | None:
    """Return the row's columns as text, seq as it is; None if one is not UTF-8."""
    try:
        return {
            name: value.decode() if isinstance(value, bytes) else value
            for name, value in zip(COLUMNS, raw, strict=True)
        }
    except UnicodeDecodeError:
        return None


def _wrong_with(columns: Mapping[str, Any], before: Head) -> str | None:
    """Return why an entry can't follow `before`, in words; None if it can."""
    if digest(columns) != columns["hash"]:
        return _("its content was changed after it was written")
    if columns["seq"] != before.seq + 1:
        return _("entries before it are missing: expected number {expected}").format(
            expected=before.seq + 1
        )
    if columns["previous_hash"] != before.hash:
        return _("it does not follow the entry before it")
    return None


def _legible(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _composed(value: Any) -> Any:
    """Return `value` with every string, keys too, in Unicode normal form C."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_composed(key): _composed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(item) for item in value]
    return value
