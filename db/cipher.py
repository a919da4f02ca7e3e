"""The key of an encrypted logbook, in SQLCipher's own format: any SQLCipher 4 opens the file."""

import hashlib
import os
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from db.errors import Refused
from db.words import _

SHORTEST = 12  # characters of a new passphrase: who has the file may guess without end
_ROUNDS, _KEY_BYTES, _SALT_BYTES, _PAGE_BYTES = 256_000, 32, 16, 4096  # as SQLCipher 4 does
# What the bytes of an encrypted page can't exceed: chi-squared, 255 degrees, mean 255. A picture
# has 700, text 10,000.
_UNEVEN = 450


@dataclass(frozen=True, slots=True)
class Key:
    """What opens one file: made of its passphrase and its salt, once, as that takes 0.1 s."""

    raw: bytes = field(repr=False)  # must never stand in a log or an error
    salt: bytes = field(repr=False)

    @classmethod
    def made_of(cls, passphrase: str, salt: bytes) -> Self:
        """Return the key, the same however the keyboard composes an accent (NFC)."""
        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
        return cls(hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, _KEY_BYTES), salt)

    @classmethod
    def of_file(cls, passphrase: str, path: Path) -> Self:
        """Return the key of the encrypted file at `path`, if the passphrase is the right one."""
        with path.open("rb") as file:
            return cls.made_of(passphrase, file.read(_SALT_BYTES))

    @classmethod
    def of_new_file(cls, passphrase: str) -> Self:
        """Return the key for a new file; Refused if the passphrase is too short."""
        check_new_passphrase(passphrase)
        return cls.made_of(passphrase, os.urandom(_SALT_BYTES))

    @property
    def literal(self) -> str:
        """The key as SQLCipher reads it: no derivation, and the salt of the file."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    def unlock(self, connection: Any, _record: Any = None) -> None:
        """Hand the key to a new connection of the driver, before it reads anything."""
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would talk to standard error
        connection.execute(f'PRAGMA key = "{self.literal}"')
        connection.execute("PRAGMA temp_store = MEMORY")  # no sort spills plain text on the disk


def check_new_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to keep a file that somebody took."""
    if len(passphrase) < SHORTEST:
        raise Refused(
            _("A passphrase has at least {n} characters.").format(n=SHORTEST),
            _("Four words that don't belong together are good, and easier to keep than signs."),
        )


def looks_encrypted(path: Path) -> bool:
    """Whether the file at `path` is whole pages that begin in noise; raises OSError.

    An encrypted file has no mark to know it by: that is all that can be said without its key.
    """
    with path.open("rb") as file:
        page = file.read(_PAGE_BYTES)
    if len(page) < _PAGE_BYTES or path.stat().st_size % _PAGE_BYTES:
        return False
    squares = sum(n * n for n in Counter(page).values())
    return squares * 256 / _PAGE_BYTES - _PAGE_BYTES < _UNEVEN
