"""What stands around a form: title, draft and stopwatch above; close and save below."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from db.words import _, ngettext
from gui.actions import key_of
from gui.buttons import Button
from gui.theme import Theme
from gui.widgets import IconLabel, Label, Pane, StatusChip, rule

TICK_MS = 1000


class FormHead(Pane):
    """What the form is for, whether its draft is on disk, and how long ago the call came."""

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__("bg1", "bottom")
        self.setFixedHeight(theme.px(48))
        self._now = now
        self._begun: datetime | None = None
        self._kept: datetime | None = None
        self._is_failing = False
        self._title, self._note = Label(role="view"), Label(role="note")
        self._chip = StatusChip(theme, "draft", _("Draft"))
        self._disk, self._saved = IconLabel(theme, "save", "ok", 15), Label(role="note")
        self._rule, self._timer = rule(upright=True), IconLabel(theme, "timer", "text2", 15)
        self._since = Label(role="note")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        for at_left in (self._title, self._chip, self._note):
            row.addWidget(at_left)
        row.addStretch(1)
        for at_right in (self._disk, self._saved, self._rule, self._timer, self._since):
            row.addWidget(at_right)
        clock = QTimer(self, interval=TICK_MS)
        clock.timeout.connect(self._tick)
        clock.start()

    def show_title(self, title: str, note: str, begun: datetime | None) -> None:
        """Show what the form is for, and how long it has been open since `begun`, if that counts.

        The chip stands only where there is no number yet.
        """
        self._title.setText(title)
        self._note.setText(note)
        self._chip.setVisible(begun is not None)
        self._begun = begun
        self.show_kept(None)

    def show_kept(self, at: datetime | None) -> None:
        """Show when the draft was last written; None while there is nothing to keep."""
        self._kept, self._is_failing = at, False
        self._tick()

    def show_unkept(self) -> None:
        """Show, until the draft is on disk again, that the newest typing is not."""
        self._is_failing = True
        self._tick()

    def _tick(self) -> None:
        now = self._now()
        words = ""
        if self._is_failing:
            words = _("Draft not saved")
        elif self._kept is not None:
            words = _("Draft saved {age} ago").format(age=age_in_words(self._kept, now))
        self._saved.setText(words)
        self._disk.show_icon("save" if words else "", "err" if self._is_failing else "ok")
        for part in (self._rule, self._timer, self._since):
            part.setVisible(self._begun is not None)
        if self._begun is not None:
            told = _("{stopwatch} since the call").format(stopwatch=_stopwatch(self._begun, now))
            self._since.setText(told)


class FormFoot(Pane):
    """Close and save. A new incident can be saved and sent out at once as a Flash."""

    closing = Signal()
    saving = Signal()
    flashing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("bg1", "top")
        self.setFixedHeight(theme.px(53))
        self._count = Label(role="error")
        keys = key_of("save")
        close = Button(theme, _("Close, keep draft"), key_hint="Esc", kind="quiet")
        self._plain = Button(theme, _("Save"), "check", keys)
        self._alone = Button(theme, _("Save"), "check", keys, kind="primary")
        self._flash = Button(
            theme, _("Save & Flash"), "send", key_of("save_and_flash"), kind="primary"
        )
        close.clicked.connect(self.closing)
        self._plain.clicked.connect(self.saving)
        self._alone.clicked.connect(self.saving)
        self._flash.clicked.connect(self.flashing)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(close)
        row.addStretch(1)
        for part in (self._count, self._plain, self._alone, self._flash):
            row.addWidget(part)

    def count_problems(self, count: int) -> None:
        """Say how many fields must be looked at; nothing for none."""
        told = ngettext("{n} field to look at", "{n} fields to look at", count)
        self._count.setText(told.format(n=count) if count else "")

    def offer_flash(self, is_offered: bool) -> None:
        """Offer the Flash beside the plain save, or the save alone."""
        self._plain.setVisible(is_offered)
        self._flash.setVisible(is_offered)
        self._alone.setVisible(not is_offered)


def _stopwatch(begun: datetime, now: datetime) -> str:
    """Return the time since `begun` as 01:12, or 1:01:12 from an hour on."""
    minutes, seconds = divmod(max(0, int((now - begun).total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def age_in_words(since: datetime, now: datetime) -> str:
    """Return roughly how long ago it was: "1 s", "8 min", "3 h", "2 d"."""
    seconds = max(0, int((now - since).total_seconds()))
    for length, words in ((86_400, _("{n} d")), (3600, _("{n} h")), (60, _("{n} min"))):
        if seconds >= length:
            return words.format(n=seconds // length)
    return _("{n} s").format(n=seconds)
