"""Who has the watch: assuming it, and enrolling officers, each once."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db import acts
from db.journal import Author
from db.words import _
from gui.ask import AskDialog
from gui.desk import Desk
from gui.theme import Theme


def ask_for_watch(theme: Theme, desk: Desk, window: QWidget) -> None:
    """Ask who assumes the watch; an open one is closed by its officer first, in the log too."""
    names = {str(officer): officer for officer in desk.officers}
    relieved = desk.author

    def assume(typed: Mapping[str, str]) -> None:
        if relieved is not None:
            desk.attempt(acts.close_watch, relieved)
        desk.attempt(acts.open_watch, names[typed["officer"]])

    meaning = (
        _("{officer} is properly relieved and closes the watch.").format(officer=relieved)
        if relieved
        else _("From now on every entry is signed by this officer.")
    )
    dialog = AskDialog(
        theme, _("Assume the watch"), meaning, _("Assume the watch"), assume, parent=window
    )
    choice = QComboBox()
    choice.addItems([name for name in names if name != str(relieved)] or list(names))
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
    dialog.add("rank", _("Rank"), QLineEdit(), _("e.g. Capt."))
    dialog.add("name", _("Name"), QLineEdit())
    role = QLineEdit(_("duty officer"))
    dialog.add("role", _("Appointment"), role)
    dialog.exec()
