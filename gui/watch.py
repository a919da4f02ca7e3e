"""Who has the watch: assuming it, and enrolling officers, each once."""

from collections.abc import Mapping

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
    """Ask who assumes the watch; an officer who has it is relieved, which the log says too."""
    names = {str(officer): officer for officer in desk.officers}
    relieved = desk.author

    def assume(typed: Mapping[str, str]) -> None:
        officer = names.get(typed["officer"])
        if officer is None:
            raise NotUnderstood(_("Nobody else is enrolled: enrol the officer first."))
        if relieved is None:
            desk.attempt(acts.open_watch, officer)
        else:
            desk.attempt(acts.relieve, relieved, officer)

    meaning = (
        _("{officer} is properly relieved and closes the watch.").format(officer=relieved)
        if relieved
        else _("From now on every entry is signed by this officer.")
    )
    dialog = AskDialog(
        theme, _("Assume the watch"), meaning, _("Assume the watch"), assume, parent=window
    )
    choice = QComboBox()
    choice.addItems([name for name in names if name != str(relieved)])
    dialog.add("officer", _("Officer"), choice, _("Not in the list? Enrol the officer first."))
    dialog.exec()


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
