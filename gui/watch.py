"""Who has the watch or types without one, and enrolling officers, each once."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QComboBox, QWidget

from db import acts
from db.errors import NotUnderstood
from db.journal import Author
from db.words import _
from gui.ask import AskDialog
from gui.desk import Desk
from gui.new_logbook import add_officer
from gui.theme import Theme


def ask_for_watch(theme: Theme, desk: Desk, window: QWidget) -> None:
    """Ask who assumes the watch, which nobody has; a relief is agreed on the handover page."""
    title = _("Assume the watch")
    meaning = _("From now on every entry is signed by this officer.")
    _ask_officer(
        theme, desk, window, (title, meaning, title), lambda one: desk.attempt(acts.open_watch, one)
    )


def ask_who(theme: Theme, desk: Desk, window: QWidget) -> bool:
    """Ask who is typing while no watch is open; False if nobody said so."""

    def take(officer: Author) -> None:
        desk.typist = officer

    meaning = _("No watch is open. What is entered now is signed by the officer you choose.")
    words = _("Who is typing?"), meaning, _("Sign as this officer")
    return _ask_officer(theme, desk, window, words, take)


def _ask_officer(
    theme: Theme,
    desk: Desk,
    window: QWidget,
    words: tuple[str, str, str],
    take: Callable[[Author], object],
) -> bool:
    """Ask for an enrolled officer and have him taken; `words` are title, meaning and button."""
    names = {str(officer): officer for officer in desk.officers}

    def chosen(typed: Mapping[str, str]) -> None:
        officer = names.get(typed["officer"])
        if officer is None:
            raise NotUnderstood(_("Nobody is enrolled: enrol the officer first."))
        take(officer)

    dialog = AskDialog(theme, *words, chosen, parent=window)
    choice = QComboBox()
    choice.addItems(list(names))
    dialog.add("officer", _("Officer"), choice, _("Not in the list? Enrol the officer first."))
    return bool(dialog.exec())


def ask_to_enrol(theme: Theme, desk: Desk, window: QWidget) -> None:
    """Ask for rank, name and appointment of a new officer."""

    def enrol(typed: Mapping[str, str]) -> None:
        officer = Author(typed["rank"].strip(), typed["name"].strip(), typed["role"].strip())
        desk.attempt(lambda book: acts.enrol(book, officer, by=desk.author))

    dialog = AskDialog(
        theme,
        _("Enrol an officer"),
        _("Once enrolled, the officer can assume the watch and sign entries."),
        _("Enrol"),
        enrol,
        parent=window,
    )
    add_officer(dialog)
    dialog.exec()
