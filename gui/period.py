"""Any period: asking for it by two DTGs, and saying it."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from db.dates import midnight
from db.errors import BadContent, NotUnderstood
from db.time import read_dtg, write_dtg
from db.vocabulary import TimePrecision
from db.words import _
from gui.ask import AskDialog
from gui.desk import Desk
from gui.filter_bar import FilterBar
from gui.theme import Theme


def days_in_words(first: date, last: date) -> str:
    """Return a period of whole UTC days, e.g. "18 MAY 16 to 31 MAY 16", or its only day."""
    since, until = (write_dtg(midnight(day), TimePrecision.DAY) for day in (first, last))
    return since if since == until else _("{since} to {until}").format(since=since, until=until)


def moments_in_words(since: datetime, until: datetime) -> str:
    """Return a period between two moments in words."""
    return _("{since} to {until}").format(since=write_dtg(since), until=write_dtg(until))


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
        filters.set_period(moments_in_words(since, until), since, until)

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
