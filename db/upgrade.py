"""Make the tables of a logbook by its migrations, and bring an older one to the newest schema."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from db.cipher import Key
from db.errors import Damaged, LogbookError, Progress
from db.store import (
    APPLICATION_ID,
    Logbook,
    discard,
    engine_for,
    is_writable,
    key_of,
    now,
    read_only_error,
    told,
)
from db.words import _

MIGRATIONS = Path(__file__).parent / "migrations"


def create_schema(engine: Engine) -> None:
    """Bring an empty file to the newest schema and mark it as a logbook."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(connection)


def upgrade_logbook(
    path: Path, progress: Progress | None = None, passphrase: str | None = None
) -> Path:
    """Bring the logbook at `path` to the newest schema and return where the old file is kept.

    The work is done on a copy, which is verified before it takes the place of the old file;
    `progress(entries verified, of how many)` may raise to stop it, and then nothing has changed.
    The copy of an encrypted logbook is encrypted too, with the same passphrase.

    Raises:
        Locked: It is encrypted, and the passphrase is missing or another.
        LogbookError: It is in use, can't be written, or does not verify; it was left as it is.
    """
    if not is_writable(path):
        raise read_only_error(path)
    path = path.resolve()  # a link keeps pointing to the logbook
    key = key_of(path, passphrase)
    part = path.with_name(path.name + ".new")
    with _held(path, key) as old:
        discard(part)
        try:
            _copy(old, part, path, key)
            _upgrade_copy(part, path, key, progress)
        except BaseException:  # stopped, too
            discard(part)
            raise
    return _take_place(part, path)  # let go of first: Windows replaces no open file


def _migrate(connection: Connection) -> None:
    from alembic.command import upgrade  # heavy, and seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    upgrade(config, "head")


@contextmanager
def _held(path: Path, key: Key | None) -> Iterator[Connection]:
    """Yield a connection to a logbook that nobody else reads or writes meanwhile.

    What another process wrote while the copy is verified would be missing in it.
    """
    engine = engine_for(path, key)
    # Before the file is first looked at: later SQLite would share it with whoever has it open.
    event.listen(engine, "connect", _alone, insert=True)
    try:
        with told(path), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _alone(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")


def _copy(old: Connection, part: Path, path: Path, key: Key | None) -> None:
    """Copy a logbook with what still waits in its write-ahead log."""
    engine = engine_for(part, key)
    try:
        with told(path), engine.connect() as new:
            _driver(old).backup(_driver(new))
    finally:
        engine.dispose()
    shutil.copymode(path, part)  # who could not read it can't read the new one


def _driver(connection: Connection) -> Any:
    """Return the driver's own connection, on which no transaction is begun."""
    return connection.connection.driver_connection


def _upgrade_copy(part: Path, path: Path, key: Key | None, progress: Progress | None) -> None:
    from db.verification import verify

    engine = engine_for(part, key)
    try:
        with told(path), engine.connect() as connection:
            # Off, or a table that is copied in a migration loses its children by cascade.
            _driver(connection).execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                _migrate(connection)
            orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        verdict = verify(Logbook(part, engine, now), progress)
    finally:
        engine.dispose()
    problem = _("A row has lost what it belongs to.") if orphan else verdict.problem
    if problem:
        raise Damaged(
            _("{path} can't be upgraded: {problem}").format(path=path, problem=problem),
            _("The file was left as it is. {remedy}").format(remedy=verdict.remedy).strip(),
        )


def _take_place(part: Path, path: Path) -> Path:
    """Put the copy in the place of the old file, which keeps another name; return that."""
    kept = next(
        name
        for number in range(1, 1000)
        if not (name := path.with_name(f"{path.name}.before-upgrade-{number}")).exists()
    )
    try:
        _keep(path, kept)
        part.replace(path)
    except OSError as error:
        for unneeded in (part, kept):
            unneeded.unlink(missing_ok=True)
        raise LogbookError(
            _("{path} can't be upgraded: {problem}.").format(path=path, problem=error.strerror),
            _("The file was left as it is. Check the disk and your rights to its folder."),
        ) from error
    return kept


def _keep(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except OSError:  # a stick in FAT has no links
        shutil.copy2(path, kept)
