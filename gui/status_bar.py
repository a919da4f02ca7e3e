"""The line at the foot: station, officer on watch, saved state, work going on, both clocks."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from db.time import write_dtg
from db.words import _
from gui.buttons import Button
from gui.desk import Desk
from gui.task import Task
from gui.theme import Theme
from gui.widgets import IconLabel, Label, Pane, rule

SLOW_MS = 300  # work that takes less shows nothing


class StatusBar(Pane):
    """Station, watch and clocks; a task shows its progress here, with Stop."""

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg0", "top", parent)
        self._theme, self._desk = theme, desk
        self._saved_at: datetime | None = None
        self._failed = False
        self._task: Task | None = None
        self._watch = Label("", "factStrong")
        self._since = Label("", "meta")
        self._saved_icon = IconLabel(theme, "check", "ok", 14)
        self._saved = Label("", "meta")
        self._zulu = Label("", "factStrong")
        self._zulu.setFont(theme.font(12, 600, zero=True))
        self._local = Label("", "meta")
        self._work = self._working()
        self._lay_out()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._work.show)
        desk.changed.connect(self._on_change)
        desk.unsaved.connect(self._on_failure)
        self._tick()

    def show_task(self, task: Task, words: str) -> None:
        """Show how far `task` is, if it takes long enough to be seen."""
        self._task = task
        self._words.setText(words)
        self._bar.setRange(0, 0)
        task.progress.connect(lambda done, of: self._progressed(task, done, of))
        for ended in (task.done, task.failed, task.stopped, task.broke):
            ended.connect(lambda *_told: self._ended(task))
        self._slow.start()

    def _progressed(self, task: Task, done: int, of: int) -> None:
        if task is not self._task:
            return  # a newer one has the place
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _ended(self, task: Task) -> None:
        if task is not self._task:
            return
        self._slow.stop()
        self._work.hide()
        self._task = None

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_change(self) -> None:
        self._saved_at, self._failed = self._desk.book.clock(), False
        self._saved_icon.show_icon("check", "ok")
        self._saved.set_role("meta")
        self._tick()

    def _on_failure(self) -> None:
        self._failed = True
        self._saved_icon.show_icon("triangle-alert", "warn")
        self._saved.set_role("warn")
        self._tick()

    def _on_watch(self) -> None:
        watch, typist = self._desk.watch, self._desk.typist
        if watch is not None:
            told = watch.author.in_full(), _("since {at}").format(at=write_dtg(watch.opened_at))
        elif typist is not None:
            told = _("typing: {officer}").format(officer=typist), _("(no watch open)")
        else:
            told = _("nobody"), ""
        self._watch.setText(told[0])
        self._since.setText(told[1])

    def _tick(self) -> None:
        self._on_watch()
        now = self._desk.book.clock()
        dtg = write_dtg(now)
        self._zulu.setText(f"{dtg[:2]} {dtg[2:6]}:{now.second:02}{dtg[6:]}")
        local = now + self._desk.station.utc_offset
        minutes = self._desk.station.utc_offset // timedelta(minutes=1)
        offset = f"{'+' if minutes >= 0 else '-'}{abs(minutes) // 60}"
        if minutes % 60:
            offset += f":{abs(minutes) % 60:02}"
        self._local.setText(
            _("{time} local (UTC{offset})").format(time=f"{local:%H:%M:%S}", offset=offset)
        )
        self._saved.setText(self._saved_words(now))

    def _saved_words(self, now: datetime) -> str:
        if self._failed:
            return _("Not saved")
        if self._desk.book.read_only:
            return _("Read-only")
        if self._saved_at is None:
            return _("Saved")
        seconds = max(0, round((now - self._saved_at).total_seconds()))
        if seconds < 60:
            return _("Saved {n} s ago").format(n=seconds)
        return _("Saved {n} min ago").format(n=seconds // 60)

    def _working(self) -> QWidget:
        work = QWidget(self)
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._words = Label("", "fact")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(self._theme.px(160))
        stop = Button(self._theme, _("Stop"), kind="quiet", small=True)
        stop.clicked.connect(self._stop)
        for widget in (self._words, self._bar, stop):
            row.addWidget(widget)
        work.hide()
        return work

    def _lay_out(self) -> None:
        self.setFixedHeight(self._theme.px(29))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(Label(_("Station"), "meta"))
        row.addWidget(Label(self._desk.station.code, "factStrong"))
        if self._desk.book.is_encrypted:
            row.addWidget(IconLabel(self._theme, "lock", "text2", 14))
            row.addWidget(Label(_("Encrypted"), "meta"))
        row.addWidget(rule(upright=True))
        row.addWidget(Label(_("On watch"), "meta"))
        row.addWidget(self._watch)
        row.addWidget(self._since)
        row.addStretch()
        row.addWidget(self._work)
        row.addWidget(self._saved_icon)
        row.addWidget(self._saved)
        row.addWidget(rule(upright=True))
        row.addWidget(self._zulu)
        row.addWidget(self._local)
