"""Asking for the passphrase of an encrypted logbook, or for that of a new one or a copy."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from db.cipher import SHORTEST, check_new_passphrase
from db.errors import BadContent, Locked, Refused
from db.store import key_of, needs_passphrase
from db.words import _
from gui.ask import AskDialog
from gui.theme import Theme


def ask_for_passphrase(
    theme: Theme, path: Path, open_with: Callable[[str], object], window: QWidget | None
) -> None:
    """Ask until `open_with` takes the passphrase; what it raises is said at the field."""
    dialog = AskDialog(
        theme,
        _("{name} is encrypted").format(name=path.name),
        _("Without its passphrase nobody can read it, and there is no way round that."),
        _("Open"),
        lambda typed: open_with(typed["passphrase"]),
        parent=window,
    )
    dialog.add("passphrase", _("Passphrase"), _unseen())
    dialog.exec()


def ask_to_encrypt(theme: Theme, path: Path, window: QWidget) -> tuple[str, str | None] | None:
    """Ask for the passphrase of an encrypted copy, and for the present one if there is one.

    Returns:
        Both; None if the officer gave up.
    """
    found: list[tuple[str, str | None]] = []

    def take(typed: Mapping[str, str]) -> None:
        present = typed.get("present")
        try:
            key_of(path, present)
        except Locked as error:
            raise BadContent({"present": str(error)}) from None
        new = new_passphrase_in(typed)
        if new is None:
            raise BadContent({"passphrase": _("is missing")})
        found.append((new, present))

    dialog = AskDialog(
        theme,
        _("Write an encrypted copy"),
        _("This logbook stays as it is: delete it yourself, and its copies."),
        _("Choose the file…"),
        take,
        parent=window,
    )
    if needs_passphrase(path):
        dialog.add("present", _("Present passphrase"), _unseen())
    hint = _("{n} characters or more").format(n=SHORTEST)
    dialog.add("passphrase", _("New passphrase"), _unseen(), hint)
    loses = _("Whoever forgets it loses the log")
    dialog.add("again", _("Passphrase again"), _unseen(), loses, beside=True)
    dialog.exec()
    return found[0] if found else None


def add_new_passphrase(dialog: AskDialog) -> None:
    """Ask twice for a passphrase, or none; see `new_passphrase_in`."""
    hint = _("{n} characters or more; or leave both empty").format(n=SHORTEST)
    dialog.add("passphrase", _("Passphrase, to encrypt it"), _unseen(), hint)
    loses = _("Whoever forgets it loses the log")
    dialog.add("again", _("Passphrase again"), _unseen(), loses, beside=True)


def new_passphrase_in(typed: Mapping[str, str]) -> str | None:
    """Return the passphrase typed twice, None if none was; BadContent says what is wrong."""
    passphrase = typed["passphrase"]
    if passphrase != typed["again"]:
        raise BadContent({"again": _("is not the same as the first")})
    if not passphrase:
        return None
    try:
        check_new_passphrase(passphrase)
    except Refused as refused:
        raise BadContent({"passphrase": str(refused)}) from None
    return passphrase


def _unseen() -> QLineEdit:
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    editor.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    return editor
