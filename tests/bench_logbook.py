"""The logbooks that the bench measures: made once, kept outside the tree, plain and encrypted."""

import os
import tempfile
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from db import acts
from db.cipher import Key
from db.current import author_named
from db.encryption import encrypted_copy
from db.passphrase import VARIABLE, passphrase_of
from db.store import SCHEMA, Logbook, needs_passphrase, open_logbook
from tests.generator import generate

CACHE = Path(tempfile.gettempdir()) / "watchkeeper-bench"  # logbooks and bytecode, reused
PASSPHRASE = "four words stand apart"
os.environ[VARIABLE] = PASSPHRASE  # of every encrypted logbook here, for our processes too


def logbook_of(incidents: int, *, encrypted: bool = False) -> Path:
    """Return a logbook of so many incidents, made if it is not there yet."""
    CACHE.mkdir(exist_ok=True)
    path = kept_at(incidents, encrypted=encrypted)
    if path.exists():
        return path
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    if encrypted:
        encrypted_copy(logbook_of(incidents), part, PASSPHRASE)
    else:
        book = generate(part, incidents)
        officer = author_named(book, "Maj. A.")
        acts.close_watch(book, officer)  # of ten years: all of it would be to hand over
        acts.open_watch(book, officer)
        book.close()
    return part.rename(path)


def kept_at(incidents: int, *, encrypted: bool = False) -> Path:
    """Return where that logbook is kept, whether it is there or not."""
    return CACHE / f"{SCHEMA}-{incidents}{'-encrypted' if encrypted else ''}.watch"


def opened(path: Path) -> Logbook:
    """Return the logbook, open."""
    return open_logbook(path, passphrase=passphrase_of(path))


def bare(path: Path) -> Any:
    """Return a connection of the bare driver to the logbook, which the floor asks."""
    connection = sqlcipher3.dbapi2.connect(str(path))
    if needs_passphrase(path):
        Key.of_file(PASSPHRASE, path).unlock(connection)
    return connection
