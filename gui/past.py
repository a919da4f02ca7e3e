"""The log as it was known at a moment: asking for it, and saying that the past is shown."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.errors import BadContent, NotUnderstood
from db.time import read_dtg, write_dtg
from db.words import _
from gui.actions import key_of
from gui.ask import AskDialog
from gui.buttons import Button
from gui.desk import Desk
from gui.notices import Banner
from gui.theme import Theme
from gui.widgets import empty


def ask_moment(theme: Theme, desk: Desk, window: QWidget) -> None:
    """Ask for a moment, and show the log as it was known then; "now" goes back to now."""

    def take(typed: Mapping[str, str]) -> None:
        around, text = desk.circumstances(), typed["moment"].strip()
        if text.casefold() in ("", "now", _("now")):
            desk.look_at(None)
            return
        try:
            moment = read_dtg(text, around.now, around.utc_offset).at
        except NotUnderstood as error:
            raise BadContent({"moment": str(error)}) from None
        if moment > around.now:
            raise BadContent({"moment": _("is still to come")})
        desk.look_at(moment)

    dialog = AskDialog(
        theme,
        _("As known at"),
        _("Table, totals, detail and exports show what was in the log at that moment."),
        _("Show"),
        take,
        parent=window,
    )
    shown = QLineEdit(write_dtg(desk.as_of) if desk.as_of else "")
    dialog.add("moment", _("Moment"), shown, _("e.g. 011200Z JUN 16; “now” or nothing for now"))
    shown.selectAll()
    dialog.exec()


class PastBanner(QWidget):
    """Stands over every page while the past is shown, with the way back."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__()
        self._theme, self._desk = theme, desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        desk.looked.connect(self._show)
        self.hide()

    def back_to_now(self) -> None:
        """Show what is known now; named as in `ACTIONS`."""
        self._desk.look_at(None)

    def _show(self) -> None:
        empty(self._column)
        moment = self._desk.as_of
        if moment is not None:
            self._column.addWidget(
                Banner(
                    self._theme,
                    "warn",
                    _("The past: the log as known at {moment}.").format(moment=write_dtg(moment)),
                    _("Nothing can be written until you are back at now."),
                    (self._way_back(),),
                    "history",
                )
            )
        self.setVisible(moment is not None)

    def _way_back(self) -> Button:
        back = Button(self._theme, _("Back to now"), key_hint=key_of("back_to_now"), small=True)
        back.clicked.connect(self.back_to_now)
        return back
