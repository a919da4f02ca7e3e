"""What can go wrong in the world, each with its remedy. Anything else is our own fault."""

from collections.abc import Callable

from db.words import _

Progress = Callable[[int, int], None]  # told (done, of how many); may raise Stopped


class NotUnderstood(ValueError):
    """What somebody typed can't be read; the message says why, in words."""


class Ambiguous(NotUnderstood):
    """What somebody typed can be read in several ways.

    Attributes:
        choices: Texts for the same field, each with one meaning.
    """

    def __init__(self, reason: str, choices: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.choices = choices


class Stopped(Exception):
    """Work was stopped on demand, between two steps; what was there before is kept."""


class LogbookError(Exception):
    """The world said no: what happened, and what to do about it.

    Attributes:
        what: What happened, one sentence.
        remedy: What to do and what was kept, one or two sentences.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


class NoSuchFile(LogbookError):
    """There is no file at that path."""


class NotALogbook(LogbookError):
    """The file is something else."""


class Locked(LogbookError):
    """The file is encrypted, and no passphrase was given."""


class WrongPassphrase(Locked):
    """The passphrase that was given does not open the file."""


class NewerVersion(LogbookError):
    """A later Watchkeeper wrote the file."""


class OlderVersion(LogbookError):
    """An earlier Watchkeeper wrote the file: it can be opened once it is upgraded."""


class InUse(LogbookError):
    """Another process is writing."""


class ReadOnly(LogbookError):
    """The medium or the file can't be written."""


class DiskFull(LogbookError):
    """No room for one more entry."""


class Damaged(LogbookError):
    """SQLite can't read part of the file, or the medium fails."""


class AlreadyExists(LogbookError):
    """A new logbook would overwrite a file."""


class Refused(LogbookError):
    """An act that the law of the log does not allow."""


class BadContent(LogbookError):
    """An incident with fields that can't be logged.

    Attributes:
        problems: Field name to reason, in the order of the form; never empty.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        told = _("; ").join(f"{name}: {reason}" for name, reason in problems.items())
        super().__init__(_("Not logged."), told)
