"""Asking for a new logbook: mission, station, theatre, the first officer; then where it is kept."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db.acts import create_logbook
from db.fields import field_named
from db.journal import Author
from db.models import Officer, Station
from db.store import Logbook
from db.words import _
from gui.ask import AskDialog
from gui.theme import Theme

SUFFIX = ".watch"


def ask_for_new(theme: Theme, window: QWidget) -> Logbook | None:
    """Return the new logbook, open; None if the officer thought better of it."""
    made: list[Logbook] = []

    def make(typed: Mapping[str, str]) -> None:
        path = ask_where(window, f"{typed['station'].strip().lower() or 'logbook'}{SUFFIX}")
        if path is None:
            return
        author = Author(typed["rank"].strip(), typed["name"].strip(), typed["role"].strip())
        made.append(
            create_logbook(
                path,
                mission=typed["mission"],
                station=typed["station"],
                theatre=typed["theatre"],
                author=author,
            )
        )

    dialog = AskDialog(
        theme,
        _("New logbook"),
        _("Mission and station become part of every incident's number, e.g. MIN-GAO-2016-0001."),
        _("Choose where it is kept…"),
        make,
        parent=window,
    )
    for model, names in ((Station, ("mission", "code", "theatre")), (Officer, ("rank", "name"))):
        for name in names:
            field = field_named(model, name)
            key = "station" if name == "code" else name
            dialog.add(key, _(field.label), QLineEdit(), _(field.help))
    role = QLineEdit(_("duty officer"))
    dialog.add("role", _(field_named(Officer, "role").label), role)
    dialog.exec()
    return made[0] if made else None


def ask_where(window: QWidget, name: str) -> Path | None:
    """Ask for the path of a new file; None if cancelled."""
    chosen, _kind = QFileDialog.getSaveFileName(
        window,
        _("Where the logbook is kept"),
        str(Path.home() / name),
        _("Logbooks") + f" (*{SUFFIX})",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
