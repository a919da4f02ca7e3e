"""Where a command gets a passphrase: from a variable of the environment, or from the terminal.

Never from an argument: those are seen by everybody in the list of processes.
"""

import os
import warnings
from pathlib import Path

from db.cipher import check_new_passphrase
from db.errors import LogbookError
from db.store import needs_passphrase
from db.words import _

VARIABLE = "WATCHKEEPER_PASSPHRASE"  # for scripts


def passphrase_of(path: Path) -> str | None:
    """Return the passphrase of the logbook at `path`; None, unasked, if it is not encrypted.

    Raises LogbookError if nobody is there to be asked; whether it is the right one is not tried.
    """
    if not needs_passphrase(path):
        return None
    return os.environ.get(VARIABLE) or _ask(_("Passphrase of {path}: ").format(path=path))


def new_passphrase(path: Path, *, may_be_set: bool = True) -> str:
    """Return the passphrase for a new logbook at `path`, asked twice; raises LogbookError.

    With `may_be_set` the variable is asked first: if not, it holds that of another file.
    """
    passphrase = os.environ.get(VARIABLE) if may_be_set else None
    if not passphrase:
        passphrase = _ask(
            _(
                "Whoever forgets the passphrase loses the log: there is no way round it.\n"
                "New passphrase of {path}: "
            ).format(path=path)
        )
        check_new_passphrase(passphrase)
        if _ask(_("Once more: ")) != passphrase:
            raise LogbookError(_("The two are not the same."), _("Nothing was made. Try again."))
    return passphrase


def _ask(prompt: str) -> str:
    """Return what is typed at the terminal, unseen, even if standard input is a file."""
    from getpass import GetPassWarning, getpass

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)  # it would read the input, seen by all
            return getpass(prompt)
    except (GetPassWarning, EOFError, KeyboardInterrupt):
        raise LogbookError(
            _("No passphrase was given."),
            _("Enter it at a terminal, or set {name} for a script.").format(name=VARIABLE),
        ) from None
