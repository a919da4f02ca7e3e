"""A new logbook: its identity, its schema, its first officer on watch."""

import os
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from db.acts import enrol, open_watch, record
from db.cipher import Key
from db.errors import AlreadyExists, NoSuchFile, ReadOnly, Refused
from db.journal import Author
from db.models import Act
from db.position import Position
from db.store import SCHEMA, Clock, Logbook, discard, engine_for, now, told
from db.upgrade import create_schema
from db.words import _

FURTHEST_MIN = 14 * 60  # no clock on earth is further from UTC


def create_logbook(
    path: Path,
    *,
    mission: str,
    station: str,
    theatre: str,
    author: Author,
    utc_offset_min: int = 0,
    position: Position | None = None,
    passphrase: str | None = None,
    clock: Clock = now,
    workstation: str = "",
) -> Logbook:
    """Make a new logbook at `path` and return it open, its officer enrolled and on watch.

    `utc_offset_min` is how far the station's clock is ahead of UTC. With a passphrase it is
    encrypted from its first byte on.

    Raises:
        AlreadyExists: There is a file at `path`; it is left as it is.
        LogbookError: The place can't be written to, or is full.
        Refused: Mission, station or theatre are no codes, or the passphrase is too short.
    """
    identity = identity_of(mission, station, theatre, utc_offset_min, position)
    code = identity.pop("station")
    check_free(path)
    key = Key.of_new_file(passphrase) if passphrase is not None else None
    opened = partial(Logbook, clock=clock, is_encrypted=key is not None, workstation=workstation)
    part = path.with_name(path.name + ".new")  # renamed when whole: no half logbook is ever seen
    discard(part)
    try:
        _begin(opened(part, engine_for(part, key)), identity, code, author)
        part.rename(path)
    finally:
        discard(part)
    return opened(path, engine_for(path, key))


def _begin(book: Logbook, identity: dict[str, Any], code: str, author: Author) -> None:
    """Write the first entries of a logbook into an empty file, and let go of it."""
    try:
        with told(book.path):
            create_schema(book.engine)
        with book.writing() as session:
            record(book, session, Act.CREATE, str(uuid4()), identity, author, station=code)
        enrol(book, author)
        open_watch(book, author)
    finally:
        book.close()


def identity_of(
    mission: str,
    station: str,
    theatre: str,
    utc_offset_min: int,
    position: Position | None = None,
) -> dict[str, Any]:
    """Return what a new logbook says of itself; Refused says which part can't be."""
    if abs(utc_offset_min) > FURTHEST_MIN:
        raise Refused(
            _("No place is {n} minutes off UTC.").format(n=utc_offset_min),
            _("Give the minutes ahead of UTC, e.g. 60; behind it with a minus."),
        )
    stands = {"latitude": position.latitude, "longitude": position.longitude} if position else {}
    return {
        "mission": _code(_("mission"), mission),
        "station": _code(_("station"), station),
        "theatre": _countries(theatre),
        "utc_offset_min": utc_offset_min,
        "schema": SCHEMA,
        **stands,
    }


def check_free(path: Path) -> None:
    """Refuse a place where no logbook can be made; raises LogbookError."""
    if path.exists():
        raise AlreadyExists(
            _("There is a file {path} already.").format(path=path),
            _("Choose another name. The file was left as it is."),
        )
    if not path.parent.is_dir():
        raise NoSuchFile(
            _("There is no folder {path}.").format(path=path.parent),
            _("Choose a folder that exists."),
        )
    if not os.access(path.parent, os.W_OK):
        raise ReadOnly(
            _("The folder {path} is write-protected.").format(path=path.parent),
            _("Choose another folder."),
        )


def _code(name: str, text: str, shortest: int = 2, longest: int = 8) -> str:
    code = text.strip().upper()
    if not (shortest <= len(code) <= longest and code.isascii() and code.isalnum()):
        raise Refused(
            _("“{text}” is no code for a {name}.").format(text=text, name=name),
            _("Give {shortest} to {longest} letters or digits.").format(
                shortest=shortest, longest=longest
            ),
        )
    return code


def _countries(text: str) -> str:
    codes = " ".join(_code(_("theatre"), part, 3, 3) for part in text.split())
    if not codes:
        raise Refused(_("The theatre is missing."), _("Give ISO codes of countries, e.g. MLI."))
    return codes
