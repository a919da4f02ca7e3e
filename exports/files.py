"""A file is written beside its target, then replaces it: a half one is never seen."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import AlreadyExists, DiskFull, LogbookError, NoSuchFile, ReadOnly
from db.store import is_logbook
from db.words import _


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield the path to write to; it becomes `path` at the end, or goes if anything fails.

    Raises:
        LogbookError: The place can't be written to, or is full; the old file is kept.
    """
    if path.is_file() and is_logbook(path):
        raise AlreadyExists(
            _("{path} is a logbook.").format(path=path),
            _("Choose another name. The logbook was left as it is."),
        )
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise _in_words(error, path) from error
    finally:
        part.unlink(missing_ok=True)


def _in_words(error: OSError, path: Path) -> LogbookError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NoSuchFile(
            _("There is no folder {path}.").format(path=path.parent),
            _("Choose a folder that exists. Nothing was written."),
        )
    what = _("{path} can't be written: {reason}.").format(path=path, reason=error.strerror)
    remedy = _("Choose another place. An older file of that name was kept.")
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return DiskFull(what, remedy) if full else ReadOnly(what, remedy)
