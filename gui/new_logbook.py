"""Asking for a new logbook: mission, station, theatre, the first officer; then where it is kept."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db.base import Base
from db.creation import create_logbook, identity_of
from db.errors import BadContent, NotUnderstood
from db.fields import field_named
from db.journal import Author
from db.models import Officer, Station
from db.position import Position, read_position
from db.store import Logbook
from db.words import _
from gui.ask import AskDialog
from gui.theme import Theme
from gui.unlock import add_new_passphrase, new_passphrase_in

SUFFIX = ".watch"
_BESIDE = ("code", "utc_offset_min", "name")  # two short fields share a row: a laptop is low


def ask_for_new(theme: Theme, window: QWidget) -> Logbook | None:
    """Return the new logbook, open; None if the officer thought better of it."""
    made: list[Logbook] = []

    def make(typed: Mapping[str, str]) -> None:
        offset = _minutes(typed["utc_offset_min"])
        identity_of(typed["mission"], typed["code"], typed["theatre"], offset)
        position = _position(typed["position"])
        if not typed["name"].strip():
            raise BadContent({"name": _("is required")})
        passphrase = new_passphrase_in(typed)
        path = ask_where(window, f"{typed['code'].strip().lower() or 'logbook'}{SUFFIX}")
        if path is None:
            raise NotUnderstood(_("No place was chosen."))
        made.append(
            create_logbook(
                path,
                mission=typed["mission"],
                station=typed["code"],
                theatre=typed["theatre"],
                author=Author(typed["rank"].strip(), typed["name"].strip(), typed["role"].strip()),
                utc_offset_min=offset,
                position=position,
                passphrase=passphrase,
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
    _add_fields(dialog, theme.px(620))
    dialog.exec()
    return made[0] if made else None


def _add_fields(dialog: AskDialog, width: int) -> None:
    dialog.setMinimumWidth(width)
    for name in ("mission", "code", "theatre", "utc_offset_min", "position"):
        add_field(dialog, Station, name, "0" if name == "utc_offset_min" else "", name in _BESIDE)
    add_officer(dialog)
    add_new_passphrase(dialog)


def add_officer(dialog: AskDialog) -> None:
    """Ask for rank, name and appointment of an officer."""
    for name in ("rank", "name", "role"):
        text = _("duty officer") if name == "role" else ""
        add_field(dialog, Officer, name, text, name in _BESIDE)


def add_field(
    dialog: AskDialog, model: type[Base], name: str, text: str = "", beside: bool = False
) -> None:
    """Ask for one field as it is declared; `text` stands in it at first."""
    field = field_named(model, name)
    dialog.add(name, _(field.label), QLineEdit(text), _(field.help), beside=beside)


def _minutes(text: str) -> int:
    try:
        return int(text.strip() or "0")
    except ValueError:
        raise BadContent({"utc_offset_min": _("give whole minutes, e.g. 0 or 60")}) from None


def _position(text: str) -> Position | None:
    try:
        return read_position(text) if text.strip() else None
    except NotUnderstood as error:
        raise BadContent({"position": str(error)}) from None


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
