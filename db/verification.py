"""Prove that a logbook is as it was written: the chain, and every row that follows from it."""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, func, insert, select, union_all
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from db.base import plain_json, stamp
from db.errors import Progress
from db.journal import BrokenChain, chained
from db.models import Act, Attachment, AttachmentContent, IssuedReport, JournalEntry
from db.projection import REVISING, TABLES, Row, ends_former, rebuild, rows_of
from db.search import index_gaps
from db.store import Logbook, page_problem
from db.words import N_, _

CHUNK = 400  # entries whose rows are compared at once
_ENDED = {"incident_revision": "superseded_at", "watch": "closed_at"}
_STANDING = REVISING | {Act.OPEN_WATCH, Act.CLOSE_WATCH}  # acts that a later one may end
_MADE_HERE = {"id"}  # numbers that the database gives, not the journal
_REBUILD = N_(
    "The journal itself is whole. Keep a copy of the file, then write the rows anew from it:"
    " main.py rebuild FILE"
)


class Verdict(NamedTuple):
    """What `verify` found.

    Attributes:
        entries: Journal entries found whole, up to the first bad one.
        head: Hash of the last of them; "" if there is none.
        problem: The first bad entry and what is wrong, in words; "" if all is well.
        remedy: What to do about it; "" if all is well.
    """

    entries: int
    head: str
    problem: str = ""
    remedy: str = ""


def verify(book: Logbook, progress: Progress | None = None) -> Verdict:
    """Check the whole logbook; `progress(entries done, of how many)` may raise to stop it."""
    with book.reading() as session:
        return _Check(session, progress or (lambda _done, _of: None)).run()


def rebuild_rows(book: Logbook) -> Verdict:
    """Write every row again from the journal, if its chain is whole; return what was found."""
    with book.writing() as session:
        entries = list(chained(session))
        broken = entries[-1] if entries and isinstance(entries[-1], BrokenChain) else None
        if broken is not None:
            return _broken(broken, len(entries) - 1, "")
        whole = [entry for entry in entries if isinstance(entry, JournalEntry)]
        _stand_in_for_lost_files(session, whole)
        rebuild(session, whole)
        return Verdict(len(entries), getattr(entries[-1], "hash", "") if entries else "")


def _stand_in_for_lost_files(session: Session, entries: list[JournalEntry]) -> None:
    """Let files whose bytes are gone be empty: their rows need some, and `verify` names them."""
    kept = (Act.ATTACH, Act.ISSUE)
    attached = [json.loads(entry.payload) for entry in entries if entry.act in kept]
    if attached:
        rows = [{"sha256": file["sha256"], "data": b""} for file in attached]
        session.execute(insert(AttachmentContent).prefix_with("OR IGNORE"), rows)


# The files that the journal vouches for: attachments, and reports as they were issued.
_FILES = union_all(
    *(
        select(
            JournalEntry.station.label("station"), JournalEntry.seq.label("seq"), name, kept.sha256
        ).join(JournalEntry, JournalEntry.uid == kept.entry)
        for kept, name in ((Attachment, Attachment.name), (IssuedReport, IssuedReport.number))
    )
).order_by("station", "seq")
_CONTENT = select(AttachmentContent.data).where(AttachmentContent.sha256 == bindparam("sha256"))


class _Check:
    """One walk along the journal beside the rows."""

    def __init__(self, session: Session, progress: Progress) -> None:
        self._session = session
        self._progress = progress
        self._done, self._head = 0, ""
        self._of = session.scalar(select(func.count()).select_from(JournalEntry)) or 0
        self._counts = dict.fromkeys((table.name for table in TABLES), 0)
        self._latest: dict[str, str] = {}  # subject -> uid of the entry whose row stands
        self._ended: dict[str, str] = {}  # uid -> when a later entry ended its row
        self._stored_ends: dict[str, str] = {}

    def run(self) -> Verdict:
        waiting: list[JournalEntry] = []
        for entry in chained(self._session):
            if isinstance(entry, BrokenChain):
                head = waiting[-1].hash if waiting else self._head
                return _broken(entry, self._done + len(waiting), head)
            waiting.append(entry)
            self._remember(entry)
            if len(waiting) == CHUNK:
                wrong = self._compare(waiting)
                if wrong is not None:
                    return wrong
                waiting = []
        return (
            self._compare(waiting)
            or self._compare_totals()
            or self._check_contents()
            or self._check_search()
            or self._check_pages()
            or Verdict(self._done, self._head)
        )

    def _remember(self, entry: JournalEntry) -> None:
        if ends_former(entry) and entry.subject in self._latest:
            self._ended[self._latest[entry.subject]] = stamp(entry.recorded_at)
        if entry.act in _STANDING:
            self._latest[entry.subject] = entry.uid

    def _compare(self, entries: list[JournalEntry]) -> Verdict | None:
        expected = _by_key([row for entry in entries for row in rows_of(entry)])
        found = self._found([entry.uid for entry in entries])
        for entry in entries:
            if expected.get(entry.uid) != found.get(entry.uid):
                return self._wrong_rows(entry.station, entry.seq)
            for name, *_columns in expected.get(entry.uid, ()):
                self._counts[name] += 1
        self._done += len(entries)
        self._head = entries[-1].hash if entries else self._head
        self._progress(self._done, self._of)
        return None

    def _found(self, uids: list[str]) -> dict[str, list[tuple[Any, ...]]]:
        found: dict[str, list[tuple[Any, ...]]] = {}
        for table in TABLES:
            for uid, values, end in _raw_rows(self._session.connection(), table, uids):
                if end is not None:
                    self._stored_ends[uid] = end
                found.setdefault(uid, []).append((table.name, *values))
        return found

    def _compare_totals(self) -> Verdict | None:
        """Find a row ended at the wrong moment, or one that no entry accounts for."""
        if self._ended != self._stored_ends:
            uid = next(
                uid
                for uid in {**self._ended, **self._stored_ends}
                if self._ended.get(uid) != self._stored_ends.get(uid)
            )
            where = self._session.execute(
                select(JournalEntry.station, JournalEntry.seq).where(JournalEntry.uid == uid)
            ).one()
            return self._wrong_rows(*where)
        for table in TABLES:
            stored = self._session.scalar(select(func.count()).select_from(table))
            if stored != self._counts[table.name]:
                return Verdict(
                    self._done,
                    self._head,
                    _(
                        "The table {table} holds {stored} rows; the journal accounts for {n}."
                    ).format(table=table.name, stored=stored, n=self._counts[table.name]),
                    _(_REBUILD),
                )
        return None

    def _check_contents(self) -> Verdict | None:
        """Find an attachment or an issued report whose bytes are gone or are others."""
        for station, seq, name, sha256 in self._session.execute(_FILES):
            self._progress(self._done, self._of)  # so that many large files can be stopped at
            data = self._session.scalar(_CONTENT, {"sha256": sha256})
            whole = isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == sha256
            if not whole:
                return Verdict(
                    self._done,
                    self._head,
                    _("Entry {station} {seq}: {name} is not as it was kept.").format(
                        station=station, seq=seq, name=name
                    ),
                    _("Don't write to this logbook. Take the file from the last backup."),
                )
        return None

    def _check_search(self) -> Verdict | None:
        """Find an incident that no search would find, or one that is found and is not there."""
        gaps = index_gaps(self._session)
        if not gaps:
            return None
        what = _("The search index lacks incidents of the log, or has others: {n}.")
        return Verdict(self._done, self._head, what.format(n=gaps), _(_REBUILD))

    def _check_pages(self) -> Verdict | None:
        """Find a damaged index, which the walk along the entries need not have touched."""
        problem = page_problem(self._session)
        if not problem:
            return None
        return Verdict(
            self._done,
            self._head,
            _("The file is damaged: {problem}.").format(problem=problem),
            _("Don't write to it. Copy the file, then open the last backup."),
        )

    def _wrong_rows(self, station: str, seq: int) -> Verdict:
        what = _("Entry {station} {seq}: the rows made from it were changed.")
        return Verdict(self._done, self._head, what.format(station=station, seq=seq), _(_REBUILD))


def _broken(broken: BrokenChain, entries: int, head: str) -> Verdict:
    return Verdict(
        entries,
        head,
        _("Entry {station} {seq}: {what}.").format(
            station=broken.station, seq=broken.seq, what=broken.what
        ),
        _("Don't write to this logbook. Keep it, and open the last backup that verifies."),
    )


def _by_key(rows: list[Row]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows by their entry, each as its table's name and its stored values in order."""
    keyed: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        values = _as_stored(row.table, row.columns)
        keyed.setdefault(row.columns["entry"], []).append((row.table.name, *values))
    place = {table.name: number for number, table in enumerate(TABLES)}
    return {uid: sorted(found, key=lambda row: place[row[0]]) for uid, found in keyed.items()}


def _as_stored(table: Table, columns: dict[str, Any]) -> list[Any]:
    return [
        process(columns[name]) if process else columns[name] for name, process in _processors(table)
    ]


@cache
def _processors(table: Table) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Return the compared columns, each with what turns its value into the stored one."""
    dialect = sqlite.dialect(json_serializer=plain_json)
    ended = _ENDED.get(table.name)
    return tuple(
        (column.name, column.type.dialect_impl(dialect).bind_processor(dialect))
        for column in table.columns
        if column.name not in _MADE_HERE and column.name != ended
    )


def _raw_rows(
    connection: Connection, table: Table, uids: list[str]
) -> Iterator[tuple[str, list[Any], str | None]]:
    """Yield (entry, compared values, when ended) of the rows made from the entries `uids`."""
    names = [name for name, _process in _processors(table)]
    ended = _ENDED.get(table.name, "NULL")
    order = "entry, ordinal" if "ordinal" in table.columns else "entry"
    query = (
        f"SELECT {', '.join(names)}, {ended} FROM {table.name} "
        f"WHERE entry IN ({', '.join('?' * len(uids))}) ORDER BY {order}"
    )
    place = names.index("entry")
    for *values, end in connection.exec_driver_sql(query, tuple(uids)):
        yield values[place], values, end
