"""A logbook file: create it, open it, read and write in it; what goes wrong is said in words."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import sqlcipher3.dbapi2
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.base import plain_json
from db.cipher import Key, looks_encrypted
from db.errors import (
    Damaged,
    DiskFull,
    InUse,
    Locked,
    LogbookError,
    NewerVersion,
    NoSuchFile,
    NotALogbook,
    OlderVersion,
    ReadOnly,
    Stopped,
    WrongPassphrase,
)
from db.words import _

if TYPE_CHECKING:
    from db.gazetteer import Gazetteer

SCHEMA = "0005"  # the newest migration; a test holds the two together
APPLICATION_ID = 0x57544348  # "WTCH", in the file's header
BUSY_TIMEOUT_MS = 2000
STEPS_BETWEEN = 50_000  # of SQLite's machine, some milliseconds, between two looks at a stop
# In what SQLite says of pages that are not as it wrote them; "vtable": of those of the search.
_DAMAGED = ("malformed", "corrupt", "vtable", "disk i/o", "decode", "unable to open")

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the machine's time, aware, UTC."""
    return datetime.now(UTC)


class Logbook:
    """An open logbook. Every reading and every writing is one session, one transaction."""

    def __init__(
        self,
        path: Path,
        engine: Engine,
        clock: Clock,
        *,
        read_only: bool = False,
        is_encrypted: bool = False,
        workstation: str = "",
    ) -> None:
        self.path = path
        self.engine = engine
        self.clock = clock
        self.read_only = read_only
        self.is_encrypted = is_encrypted
        self.workstation = workstation or socket.gethostname()
        self.gazetteer: Gazetteer | None = None  # see db.current.gazetteer_of

    @contextmanager
    def reading(self, stopping: Callable[[], bool] | None = None) -> Iterator[Session]:
        """Yield a session that sees one moment of the log; raises LogbookError.

        A query under way ends with Stopped soon after `stopping` says so.
        """
        with told(self.path), Session(self.engine) as session:
            if stopping is None:
                yield session
                return
            with _stoppable(session, stopping):
                yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session that holds the write lock, committed at the end; raises LogbookError."""
        if self.read_only:
            raise read_only_error(self.path)
        immediate = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        with told(self.path), Session(immediate) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def open_logbook(path: Path, clock: Clock = now, passphrase: str | None = None) -> Logbook:
    """Open the logbook at `path`, read-only where the medium is.

    Args:
        path: The file.
        clock: What tells the time.
        passphrase: Of an encrypted logbook; a plain one needs none and heeds none.

    Raises:
        Locked: It is encrypted, and the passphrase is missing or (WrongPassphrase) another.
        OlderVersion: It must be upgraded first, see `db.upgrade`.
        LogbookError: It can't be opened, with the remedy.
    """
    key = key_of(path, passphrase)
    read_only = not is_writable(path)
    engine = engine_for(path, key, read_only=read_only)
    book = Logbook(path, engine, clock, read_only=read_only, is_encrypted=key is not None)
    try:
        with book.reading() as session:
            _check_version(session.connection(), path)
    except LogbookError:
        book.close()
        raise
    return book


def is_writable(path: Path) -> bool:
    """Whether the file at `path` can be changed, and others made beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def key_of(path: Path, passphrase: str | None) -> Key | None:
    """Return what opens the logbook at `path`, tried; None if it is not encrypted.

    What is no logbook, and a wrong passphrase, are refused here, where nothing is written:
    opening a file to write in it may change it. Raises LogbookError as `open_logbook` does.
    """
    _check_header(path)
    if not needs_passphrase(path):
        return None
    if not passphrase:
        raise Locked(
            _("{path} is encrypted.").format(path=path),
            _("Enter its passphrase."),
        )
    key = Key.of_file(passphrase, path)
    _try_key(path, key)
    return key


def needs_passphrase(path: Path) -> bool:
    """Whether the file at `path` is encrypted; False if none can be read: opening it says why."""
    try:
        return not _has_mark(path) and looks_encrypted(path)
    except OSError:
        return False


def engine_for(path: Path, key: Key | None = None, *, read_only: bool = False) -> Engine:
    """Return an engine on the file at `path`: WAL, full sync, foreign keys on."""
    database, query = str(path), {}
    if read_only:
        database, query = f"file:{quote(str(path))}", {"mode": "ro", "uri": "true"}
        if not _has_wal(path):
            query["immutable"] = "1"  # no lock file can be written beside it
    engine = create_engine(
        URL.create("sqlite", database=database, query=query),
        module=sqlcipher3.dbapi2,
        json_serializer=plain_json,
        hide_parameters=True,  # an error that is told must not hold text of the log
    )
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "connect", _prepare_read_only if read_only else _prepare)
    if key is not None:
        event.listen(engine, "connect", key.unlock, insert=True)
    event.listen(engine, "begin", _begin)
    return engine


def is_logbook(path: Path) -> bool:
    """Whether the file at `path` is a logbook, or may be an encrypted one; raises OSError."""
    return _has_mark(path) or looks_encrypted(path)


class _Compiler(SQLiteCompiler):
    """SQLAlchemy passes hints over on SQLite; `INDEXED BY` is one that SQLite knows."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


@contextmanager
def _stoppable(session: Session, stopping: Callable[[], bool]) -> Iterator[None]:
    """Let SQLite ask now and then whether to go on; an answer that nobody wants is not finished."""
    driver: Any = session.connection().connection.driver_connection
    driver.set_progress_handler(stopping, STEPS_BETWEEN)
    try:
        yield
    except DBAPIError as error:
        if stopping():
            raise Stopped from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the world into a LogbookError that says what to do."""
    try:
        yield
    except (DBAPIError, sqlcipher3.dbapi2.Error) as error:
        said = _in_words(str(getattr(error, "orig", error)), path)
        if said is None:
            raise
        raise said from error


def page_problem(session: Session) -> str:
    """Return what SQLite finds wrong with the pages and indexes of the file; "" if nothing."""
    found = str(session.connection().exec_driver_sql("PRAGMA integrity_check(1)").scalar())
    return "" if found == "ok" else found


def _in_words(message: str, path: Path) -> LogbookError | None:
    """Return the LogbookError for SQLite's `message`; None if it is a fault of ours."""
    lowered = message.lower()
    if "locked" in lowered or "busy" in lowered:
        return InUse(
            _("{path} is in use by another process.").format(path=path),
            _("Close it there and try again. Nothing was changed."),
        )
    if "readonly" in lowered or "read-only" in lowered:
        return read_only_error(path)
    if "full" in lowered:
        return DiskFull(
            _("The disk that holds {path} is full.").format(path=path),
            _("Free some space and save again. Everything saved before is safe."),
        )
    if "not a database" in lowered or "no such table" in lowered:
        return _not_a_logbook(path)
    if "unable to open" in lowered and _has_wal(path):
        return ReadOnly(
            _("{path} was not closed properly and lies on a medium that can only be read.").format(
                path=path
            ),
            _("Copy it and its -wal file to this laptop and open the copy. Nothing is lost."),
        )
    if any(sign in lowered for sign in _DAMAGED):
        return Damaged(
            _("{path} is damaged, or its medium fails: {reason}.").format(
                path=path, reason=message
            ),
            _("Don't write to it. Copy the file, then open the last backup."),
        )
    return None


def read_only_error(path: Path) -> ReadOnly:
    """Return what is said when the file at `path` would have to be changed and can't be."""
    return ReadOnly(
        _("{path} can only be read: the medium or the file is write-protected.").format(path=path),
        _("Copy the logbook to this laptop and open the copy. Nothing was changed."),
    )


def _not_a_logbook(path: Path) -> NotALogbook:
    return NotALogbook(
        _("{path} is not a Watchkeeper logbook.").format(path=path),
        _("Choose a .watch file. The file was left as it is."),
    )


def _check_header(path: Path) -> None:
    """Refuse what is no logbook before SQLite is asked to open it, for opening may change it."""
    try:
        known = is_logbook(path)
    except FileNotFoundError:
        raise NoSuchFile(
            _("There is no file {path}.").format(path=path),
            _("Check the name, or make a new logbook."),
        ) from None
    except OSError as error:
        raise NotALogbook(
            _("{path} can't be read: {reason}.").format(path=path, reason=error.strerror),
            _("Check the path and your rights to it. Nothing was changed."),
        ) from error
    if not known:
        raise _not_a_logbook(path)


def _has_mark(path: Path) -> bool:
    """Whether the header of the file says that it is a plain logbook."""
    with path.open("rb") as file:
        header = file.read(72)
    return header[:16] == b"SQLite format 3\0" and header[68:] == APPLICATION_ID.to_bytes(4)


def _try_key(path: Path, key: Key) -> None:
    """Refuse a key that does not open the file, on a connection that can't write.

    Even with a wrong key SQLite would fold a write-ahead log into the file on closing it.
    """
    engine = engine_for(path, key, read_only=True)
    try:
        with told(path), engine.connect() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    except NotALogbook:  # SQLCipher says no more of it
        raise WrongPassphrase(
            _("That passphrase does not open {path}, or it is no logbook.").format(path=path),
            _("Try again; nothing was changed. There is no way round a forgotten passphrase."),
        ) from None
    finally:
        engine.dispose()
    if mark != APPLICATION_ID:
        raise _not_a_logbook(path)


def _check_version(connection: Connection, path: Path) -> None:
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version is None or version > SCHEMA:
        raise NewerVersion(
            _("{path} was made by a newer Watchkeeper (schema {version}).").format(
                path=path, version=version
            ),
            _("Install the newer version to open it. Nothing was changed."),
        )
    if version < SCHEMA:
        raise OlderVersion(
            _("{path} was made by an older Watchkeeper (schema {version}).").format(
                path=path, version=version
            ),
            _("Open it in the window or with any command: it is upgraded, the old file kept."),
        )


def discard(path: Path) -> None:
    """Remove a logbook that was never finished, and what SQLite left beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _has_wal(path: Path) -> bool:
    path = path.resolve()  # it lies beside the file, not beside a link to it
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins, not the driver: see _begin
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_read_only(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
