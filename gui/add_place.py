"""The one-step dialog that adds a camp, checkpoint or village to the logbook's own places."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db import acts
from db.errors import BadContent, NotUnderstood, Refused
from db.gazetteer import Place
from db.position import Position, read_position
from db.regions import region_at
from db.vocabulary import PlaceKind
from db.words import _
from gui.ask import AskDialog
from gui.desk import Desk
from gui.theme import Theme


def ask_for_place(
    theme: Theme, desk: Desk, window: QWidget | None, name: str, position_text: str
) -> Place | None:
    """Ask for a place and add it to the logbook; None if nothing was added.

    Args:
        theme: The look in force.
        desk: The logbook, and who writes in it.
        window: Over which it is asked.
        name: As it is typed in the form; may be empty.
        position_text: As it is typed in the form, if it is the place's; may be empty.
    """
    added: list[Place] = []
    dialog = AskDialog(
        theme,
        _("Add a local place"),
        _("It belongs to this logbook, and completes from now on wherever a place is typed."),
        _("Add place"),
        lambda values: added.append(_add(desk, values)),
        parent=window,
    )
    kinds = QComboBox()
    kinds.addItems([_(kind.label) for kind in PlaceKind])
    kinds.setCurrentText(_(PlaceKind.CAMP.label))
    dialog.add("name", _("Name"), QLineEdit(name), _("As it is said on the radio"))
    hint = _("A grid, e.g. 30QZD1583604274, or latitude and longitude")
    dialog.add("position", _("Position"), QLineEdit(position_text), hint)
    dialog.add("kind", _("Kind"), kinds)
    dialog.exec()
    return added[0] if added else None


def _add(desk: Desk, values: Mapping[str, str]) -> Place:
    """Add what was typed; BadContent names the field that can't be read."""
    if desk.author is None:
        raise Refused(_("Nobody has the watch."), _("Assume it, or say who types."))
    name = " ".join(values["name"].split())
    problems = {} if name else {"name": _("Give the name as it is said on the radio.")}
    try:
        position = read_position(values["position"])
    except NotUnderstood as error:
        problems["position"] = str(error)
    if problems:
        raise BadContent(problems)
    kind = next(kind for kind in PlaceKind if _(kind.label) == values["kind"])
    desk.attempt(acts.add_place, desk.author, name, position, kind)
    return _place(name, position, kind)


def _place(name: str, position: Position, kind: PlaceKind) -> Place:
    area = region_at(position.latitude, position.longitude)
    country, region = (area.country, area.name) if area else ("", "")
    return Place(name, position.latitude, position.longitude, country, region, 0, kind)
