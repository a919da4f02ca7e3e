"""Asking for any period, by two DTGs."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from db.errors import BadContent, NotUnderstood
from db.time import read_dtg, write_dtg
from db.words import _
from gui.ask import AskDialog
from gui.desk import Desk
from gui.filter_bar import FilterBar
from gui.theme import Theme


def ask_period(theme: Theme, desk: Desk, filters: FilterBar, window: QWidget) -> None:
    """Ask from when until when, and show those incidents."""

    def take(typed: Mapping[str, str]) -> None:
        around, moments = desk.circumstances(), {}
        for name, text in typed.items():
            try:
                moments[name] = read_dtg(text, around.now, around.utc_offset).at
            except NotUnderstood as error:
                raise BadContent({name: str(error)}) from None
        since, until = moments["since"], moments["until"]
        if until <= since:
            raise BadContent({"until": _("is not after the beginning")})
        words = _("{since} to {until}").format(since=write_dtg(since), until=write_dtg(until))
        filters.set_period(words, since, until)

    dialog = AskDialog(
        theme,
        _("Period"),
        _("Incidents that occurred from the first moment until before the second."),
        _("Show"),
        take,
        parent=window,
    )
    dialog.add("since", _("From"), QLineEdit(), _("e.g. 180000Z MAY 16, or 18 MAY 16"))
    dialog.add("until", _("Until"), QLineEdit(), _("e.g. 312359Z MAY 16"))
    dialog.exec()
