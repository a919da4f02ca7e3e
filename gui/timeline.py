"""The timeline: what occurred when, of the question whatever its period, and the period on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from db.counts import Day, days
from db.dates import midnight
from db.query import IncidentQuery
from db.words import _, ngettext
from gui.beside import Beside
from gui.buttons import IconButton
from gui.desk import Desk
from gui.painting import paint_text, text_width
from gui.period import days_in_words, moments_in_words
from gui.task import Task
from gui.theme import Theme
from gui.timeline_scale import DAY, Step, day_number
from gui.timeline_strip import Strip
from gui.widgets import ElidedLabel, Label

HEIGHT, BESIDE = 84, 178  # pixels: the whole strip, and the words at its right
FRAME_MS = 125  # while it plays
_HOUR = timedelta(hours=1)


class Timeline(Beside):
    """Incidents and UN killed by day, week or month; the period is set on it, and played.

    While it plays, nothing is asked: `window_moved` tells where the window is, and the period is
    set where it ends or is stopped.
    """

    period_chosen = Signal(str, object, object)  # as `FilterBar.set_period` takes it
    window_moved = Signal(object, object)  # since, before: seen at once, not asked for yet

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(desk, "bottom")
        self.strip = Strip(theme)
        self.play_button = IconButton(theme, "play", _("Play"), edge=32)
        self.play_button.hide()
        self.words, self._length = ElidedLabel("", "factStrong"), Label("", "note")
        self._legend = _Legend(theme)
        self._theme = theme
        self._nothing = Label(_("Nothing occurred that answers the question."), "note")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        self._lay_out()
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.timeout.connect(self._play_on)
        self._played = (0, 0)
        self.play_button.clicked.connect(self.toggle_play)
        self.strip.chosen.connect(self._choose)
        self.strip.moved.connect(self._move)

    def set_playable(self, playable: bool) -> None:
        """Offer to play the log, on the map; elsewhere nothing would be seen of it."""
        self.stop()
        self.play_button.setVisible(playable)

    def is_playing(self) -> bool:
        """Whether the window moves by itself."""
        return self._frames.isActive()

    def toggle_play(self) -> None:
        """Let the period wander to the end of what is in sight, or stop it where it is."""
        if self.is_playing():
            self._end_play()
        elif not self.play_button.isHidden() and not self.strip.is_empty():
            self._begin_play()

    def stop(self) -> None:
        """Stop playing, and go back to the period that is asked for."""
        if self.is_playing():
            self._show_playing(False)
            if self._query is not None:
                self._follow(self._query)

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not self.play_button.isHidden():
            self.toggle_play()
        else:
            super().keyPressEvent(event)

    def _follow(self, query: IncidentQuery) -> None:
        self._show_playing(False)
        end = query.before or (self._now(query) if query.since else None)
        self.strip.show_span(
            (day_number(query.since) if query.since else None, day_number(end) if end else None)
        )
        self._tell(query)

    def _own(self, query: IncidentQuery) -> IncidentQuery:
        return replace(query, since=None, before=None, order=())

    def _ask(self, query: IncidentQuery) -> None:
        book = self._desk.book

        def count(task: Task) -> Sequence[Day]:
            with book.reading(task.is_cancelled) as session:
                return days(session, query)

        self._asking.ask(count, self._show)

    def _show(self, found: Sequence[Day]) -> None:
        self.strip.show_days(found)
        self._body.setCurrentWidget(self.strip if found else self._nothing)
        self.play_button.setEnabled(bool(found))
        if self._query is not None:
            self._tell(self._query)

    def _tell(self, query: IncidentQuery) -> None:
        """Say in words which period is asked for, and how long it is."""
        since, before = query.since, query.before or self._now(query)
        if query.since is None and query.before is None:
            words = _("whole log")
        elif since is None:
            words = _("before {until}").format(until=days_in_words(before.date(), before.date()))
        elif query.before is None:
            words = _("{since} to now").format(since=days_in_words(since.date(), since.date()))
        elif since == midnight(since.date()) and before == midnight(before.date()):
            words = days_in_words(since.date(), before.date() - DAY)
        else:
            words = moments_in_words(since, before)
        begin, end = self.strip.span()
        self._say(words, timedelta(days=end - begin))

    def _say(self, words: str, length: timedelta) -> None:
        n = round(length / DAY)
        told = ngettext("{n} day", "{n} days", n).format(n=n)
        if length < DAY:
            hours = max(1, round(length / _HOUR))
            told = ngettext("{n} hour", "{n} hours", hours).format(n=hours)
        self.words.setText(words)
        self._length.setText("" if self.strip.is_empty() else told)
        self.strip.setAccessibleDescription(f"{words}, {self._length.text()}")

    def _now(self, query: IncidentQuery) -> datetime:
        """Return the moment at which the log ends for the question."""
        return query.as_of or self._desk.book.clock()

    def _choose(self, first: date | None, after: date | None) -> None:
        """Have the question asked of these days, or of the whole log."""
        self._show_playing(False)
        if first is None or after is None:
            self.period_chosen.emit("", None, None)
        else:
            words = days_in_words(first, after - DAY)
            self.period_chosen.emit(words, midnight(first), midnight(after))

    def _move(self, first: date, after: date) -> None:
        """Show the days before they are asked for."""
        self._say(days_in_words(first, after - DAY), after - first)
        self.window_moved.emit(midnight(first), midnight(after))

    def _begin_play(self) -> None:
        """Begin at the period; at what is in sight, with a twelfth of it, if there is no other."""
        begin, end, _width = self.strip.scale
        first, after = self.strip.whole_days()
        length = after - first
        if length >= int(end - begin):
            length = max(1, int(end - begin) // 12)
        if after >= end or self.strip.is_whole:
            first = int(begin)
        self._played = (first, first + length)
        self._show_playing(True)
        self._play_on()

    def _play_on(self) -> None:
        first, after = self._played
        self.strip.show_span((first, after))
        self._move(date.fromordinal(first), date.fromordinal(after))
        by = 1 if self.strip.step is Step.DAY else Step.WEEK.value
        if after + by > self.strip.scale.end:
            self._end_play()
        else:
            self._played = (first + by, after + by)

    def _end_play(self) -> None:
        self._show_playing(False)
        self.strip.choose(*self.strip.whole_days())

    def _show_playing(self, playing: bool) -> None:
        if playing:
            self._frames.start()
            self.play_button.show_icon("pause", _("Stop"))
        else:
            self._frames.stop()
            self.play_button.show_icon("play", _("Play"))

    def _lay_out(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(HEIGHT))
        for page in (self.strip, self._nothing):
            self._body.addWidget(page)
        beside = QWidget()
        beside.setFixedWidth(px(BESIDE))
        words = QVBoxLayout(beside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(3)
        words.addStretch(1)
        for label in (self.words, self._length, self._legend):
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 4)
        row.setSpacing(10)
        row.addWidget(self.play_button)
        row.addWidget(self._body, 1)
        row.addWidget(beside)


class _Legend(QWidget):
    """What the colours of the bars mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, font = QPainter(self), self._theme, self._theme.font(11)
        left, edge = 0.0, theme.px(8)
        for token, words in (("accent", _("incidents")), ("sev3", _("UN killed"))):
            painter.fillRect(QRectF(left, (self.height() - edge) // 2, edge, edge), theme[token])
            width = text_width(words, font)
            room = QRectF(left + edge + 5, 0, width, self.height())
            paint_text(painter, room, words, font, theme["text2"])
            left = room.right() + 12
