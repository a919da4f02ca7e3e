"""The foot of the page of reports: what can be done with what is seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from db.words import _
from gui.actions import key_of
from gui.buttons import Button, Kind
from gui.theme import Theme
from gui.widgets import ElidedLabel, IconLabel, Pane


class ReportFoot(Pane):
    """Back, a note on the draft, copy, save, print, and issue or, of an issued one, correct."""

    asked = Signal(str)  # name of an action of the page

    def __init__(self, theme: Theme) -> None:
        super().__init__("bg1", "top")
        self._theme = theme
        self.setFixedHeight(theme.px(54))
        self._mark, self.note = IconLabel(theme, "circle-alert", "warn"), ElidedLabel()
        self.copy = self._button("copy_text", _("Copy as text"), "copy")
        self.save = self._button("save_pdf", _("Save PDF"), "download")
        self.print = self._button("print_pdf", _("Print"), "printer")
        self.issue = self._button("issue", _("Issue"), "stamp", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(self._button("back_to_log", _("Close"), "", "quiet"))
        row.addSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.note, 1)
        for button in (self.copy, self.save, self.print, self.issue):
            row.addWidget(button)

    def offer_draft(self, words: str, note: str, ready: bool, may_issue: bool) -> None:
        """Offer what can be done with a draft, once it is what is seen."""
        self._offer(words, note, ready, may_issue)

    def offer_issued(self, may_write: bool) -> None:
        """Offer what can be done with an issued report."""
        self._offer(_("Correct…"), "", True, may_write)

    def _offer(self, words: str, note: str, ready: bool, may_issue: bool) -> None:
        for button in (self.copy, self.save, self.print):
            button.setEnabled(ready)
        self.issue.setEnabled(may_issue)
        self.issue.setText(words)
        self.issue.updateGeometry()
        self.note.setText(note)
        self._mark.setVisible(bool(note))

    def _button(self, action: str, words: str, icon: str, kind: Kind = "plain") -> Button:
        button = Button(self._theme, words, icon, key_of(action), kind)
        button.clicked.connect(lambda: self.asked.emit(action))
        return button
