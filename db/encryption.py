"""An encrypted copy of a logbook, written beside it and compared with it row by row."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

import sqlcipher3

from db.cipher import Key
from db.creation import check_free
from db.errors import Damaged, Progress, Stopped
from db.store import (
    APPLICATION_ID,
    STEPS_BETWEEN,
    discard,
    engine_for,
    is_writable,
    key_of,
    told,
)
from db.words import _

_HALF = 50  # per cent: copying takes about as long as comparing
_ROWS_BETWEEN = 500  # compared between two reports of progress


def encrypted_copy(
    path: Path,
    out: Path,
    passphrase: str,
    present: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the logbook at `path`, of whatever schema, to `out`, encrypted with `passphrase`.

    The old file stays as it is. What others write in it meanwhile is not in the copy: it is that
    of one moment. `present` is the passphrase of a logbook that is encrypted already.
    `progress(per cent, 100)` may raise to stop it, and then nothing is left of the copy.

    Raises:
        Stopped: So said `progress`.
        AlreadyExists: There is a file at `out`; it is left as it is.
        Refused: The new passphrase is too short.
        LogbookError: `path` can't be opened, `out` not written, or the copy is not the same.
    """
    old_key = key_of(path, present)
    check_free(out)
    key = Key.of_new_file(passphrase)
    part = out.with_name(out.name + ".new")  # renamed when whole and compared
    discard(part)
    try:
        _export(path, old_key, part, key, progress or (lambda _done, _of: None))
        _check_pages(part, key)
        shutil.copymode(path, part)  # who could not read it can't read the new one
        part.rename(out)
    finally:
        discard(part)


def _export(path: Path, old_key: Key | None, part: Path, key: Key, progress: Progress) -> None:
    """Copy every table with SQLCipher's own function, which keeps the plain text in memory."""
    engine = engine_for(path, old_key, read_only=not is_writable(path))
    try:
        with told(path), engine.connect() as connection:
            # The driver's own: SQLAlchemy may log what it runs, and this holds the key.
            driver: Any = connection.connection.driver_connection
            driver.execute("ATTACH ? AS copy KEY ?", (str(part), key.literal))
            driver.execute("BEGIN")  # both readings see the same moment
            with _watched(driver, lambda: progress(_written(part, path), 100)):
                driver.execute("SELECT sqlcipher_export('copy')")
            driver.execute(f"PRAGMA copy.application_id = {APPLICATION_ID}")
            same = _is_same(driver, progress)
            driver.execute("COMMIT")
    finally:
        engine.dispose()
    if not same:
        raise _not_the_same(path)


@contextmanager
def _watched(driver: Any, tell: Callable[[], None]) -> Iterator[None]:
    """Let SQLite say now and then that it is at work; what `tell` raises stops it.

    The driver swallows what is raised while it asks, even by Ctrl+C, so it is raised here.
    """
    raised: list[BaseException] = []

    def stops() -> bool:
        try:
            tell()
        except (Stopped, KeyboardInterrupt) as error:
            raised.append(error)
        return bool(raised)

    driver.set_progress_handler(stops, STEPS_BETWEEN)
    try:
        yield
    except sqlcipher3.dbapi2.Error:
        if not raised:
            raise
    finally:
        driver.set_progress_handler(None, 0)
    if raised:
        raise raised[0]


def _written(part: Path, path: Path) -> int:
    """Return how far the copy has come: per cent, of which comparing it has the second half."""
    size = part.stat().st_size if part.exists() else 0
    return min(_HALF, size * _HALF // max(1, path.stat().st_size))


def _is_same(driver: Any, progress: Progress) -> bool:
    """Whether every table holds the same rows in both files, in the same order."""
    listed = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"
    made, copied = (driver.execute(listed.format(file)).fetchall() for file in ("main", "copy"))
    if made != copied:
        return False
    tables = [
        name
        for kind, name, _of, sql in made
        if kind == "table" and not sql.startswith("CREATE VIRTUAL")  # kept in tables of its own
    ]
    count = 'SELECT count(*) FROM main."{}"'
    total = sum(driver.execute(count.format(name)).fetchone()[0] for name in tables)
    rows = (pair for name in tables for pair in _pairs(driver, name))
    for place, (old, new) in enumerate(rows):
        if place % _ROWS_BETWEEN == 0:
            progress(_HALF + place * _HALF // max(1, total), 100)
        if old != new:
            return False
    return True


def _pairs(driver: Any, name: str) -> Iterator[tuple[Any, Any]]:
    """Yield each row of both tables, and None for one that is missing; none is held in memory."""
    old, new = (driver.execute(f'SELECT * FROM {file}."{name}"') for file in ("main", "copy"))
    return zip_longest(old, new)


def _check_pages(part: Path, key: Key) -> None:
    """Read every page as it lies on the disk, by the sum that SQLCipher keeps with it."""
    engine = engine_for(part, key, read_only=True)
    try:
        with told(part), engine.connect() as connection:
            bad = connection.exec_driver_sql("PRAGMA cipher_integrity_check").first()
    finally:
        engine.dispose()
    if bad:
        raise _not_the_same(part)


def _not_the_same(path: Path) -> Damaged:
    return Damaged(
        _("The encrypted copy of {path} is not the same as the logbook.").format(path=path),
        _("It was removed. Verify the logbook, check the disk, and try again."),
    )
