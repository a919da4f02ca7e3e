"""The timeline itself: days on an axis and the period among them, by mouse and by keys."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from db.counts import Day
from db.dates import midnight
from db.time import write_dtg
from db.vocabulary import TimePrecision
from db.words import _, ngettext
from gui.painting import paint_focus
from gui.theme import Theme
from gui.timeline_paint import Look, paint_timeline
from gui.timeline_scale import Bar, Scale, Step, bars_of, step_for

SIDE = 10  # pixels at the left and right of the days
GRIP = 6  # pixels from a handle within which it is taken
SLOP = 4  # pixels that a click may move without being a drag
NOTCH, CLOSER = 120, 1.25  # of a wheel, and by how much it brings the days apart
_PRECISIONS = {
    Step.DAY: TimePrecision.DAY,
    Step.WEEK: TimePrecision.WEEK,
    Step.MONTH: TimePrecision.MONTH,
}
_LEFT, _PAN = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton | Qt.MouseButton.MiddleButton
_SHIFT = Qt.KeyboardModifier.ShiftModifier
Span = tuple[float | None, float | None]  # days; None where the period has no such end
ALL: Span = (None, None)


@dataclass
class _Drag:
    """A period that is being drawn from the day `still` to the cursor, or by one handle of it."""

    x: float  # where the button was pressed, in pixels
    still: float
    by_handle: bool
    begun: bool = False  # the cursor left the place where it was pressed

    def days(self, day: float) -> tuple[int, int]:
        """Return the first day and the one after the last, with the cursor on `day`."""
        begin, end = sorted((self.still, day))
        if self.by_handle:
            return round(begin), max(round(end), round(begin) + 1)
        return floor(begin), floor(end) + 1


class Strip(QWidget):
    """Incidents and UN killed by day, week or month, and the period that is asked for.

    A drag on the ground sets a period of whole UTC days, a click that of one bar, a double click
    the whole log. The wheel brings the days apart, Shift and wheel or another button moves them.
    """

    chosen = Signal(object, object)  # the first day and the one after the last; None, None for all
    moved = Signal(object, object)  # the same days while they are being dragged

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._days: Sequence[Day] = ()
        self._bars: dict[Step, list[Bar]] = {}
        self._span = ALL
        self._reach: tuple[int, ...] = ()  # days on which anything was ever shown to have occurred
        self._extent = (0, 1)  # the first day of all and the one after the last
        self._seen: tuple[float, float] | None = None  # the days in sight, if not all of them
        self._drag: _Drag | None = None
        self._panned: float | None = None  # where the cursor was, while it moves the days
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))

    def show_days(self, days: Sequence[Day]) -> None:
        """Show what occurred on which day, in order."""
        self._days, self._bars = days, {}
        self._measure()

    def show_span(self, span: Span) -> None:
        """Show a period, unless somebody is drawing another one."""
        if self._drag is None:
            self._span = span
            self._measure()

    def is_empty(self) -> bool:
        """Whether nothing occurred, whenever."""
        return not self._days

    @property
    def is_whole(self) -> bool:
        """Whether the period is the whole log."""
        return self._span == ALL

    @property
    def scale(self) -> Scale:
        """The days in sight, and how wide they are."""
        begin, end = self._seen or self._extent
        return Scale(begin, end, max(1, self.width() - 2 * SIDE)).within(*self._extent)

    @property
    def step(self) -> Step:
        """What one bar stands for."""
        return step_for(self.scale.day_width)

    def span(self) -> tuple[float, float]:
        """Return the ends of the period; where it has none, those of the log."""
        begin, end = self._span
        return (
            self._extent[0] if begin is None else begin,
            self._extent[1] if end is None else end,
        )

    def whole_days(self) -> tuple[int, int]:
        """Return the first day that the period touches, and the one after the last."""
        begin, end = self.span()
        return floor(begin), ceil(end)

    def choose(self, first: int, after: int) -> None:
        """Set the period to whole days, kept between the first day of all and the last."""
        least, most = self._extent
        length = min(after - first, most - least)
        first = min(max(first, least), most - length)
        self._span = (first, first + length)
        self._keep_in_sight()
        self.chosen.emit(date.fromordinal(first), date.fromordinal(first + length))

    def choose_all(self) -> None:
        """Set the period to the whole log, and bring all of it in sight."""
        self._span, self._seen = ALL, None
        self.update()
        self.chosen.emit(None, None)

    def shift(self, days: int) -> None:
        """Move the period by so many days; out of the whole log, take its last day."""
        first, after = self.whole_days()
        if self.is_whole:
            self.choose(after - 1, after)
        else:
            self.choose(first + days, after + days)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        first, after = self.whole_days()
        least, most = self._extent
        by = after - first if event.modifiers() & _SHIFT else 1
        if not self._days:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Left:
                self.shift(-by)
            case Qt.Key.Key_Right:
                self.shift(by)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.choose(first, min(after + 1, most))
            case Qt.Key.Key_Minus:
                self.choose(first, max(after - 1, first + 1))
            case Qt.Key.Key_Home:
                self.choose(least, least + after - first)
            case Qt.Key.Key_End:
                self.choose(most - (after - first), most)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not self._days:
            return
        if event.button() & _PAN:
            self._panned = x
        elif event.button() == _LEFT:
            taken = self._handle_at(x)
            still = self._day_at(x) if taken is None else self.whole_days()[1 - taken]
            self._drag = _Drag(x, still, taken is not None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._panned is not None:
            self._look(self.scale.panned(x - self._panned))
            self._panned = x
        elif self._drag is not None:
            self._draw_to(self._drag, x)
        else:
            is_near = bool(self._days) and self._handle_at(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if is_near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() & _PAN:
            self._panned = None
        drag = self._drag
        if event.button() != _LEFT or drag is None:
            return
        self._drag = None
        bar = None if drag.by_handle else self.bar_at(drag.x)
        if drag.begun:
            self.choose(*self.whole_days())
        elif bar is not None:
            self.choose(bar.first.toordinal(), bar.after.toordinal())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == _LEFT and self._days:
            self.choose_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        across, along = event.angleDelta().x(), event.angleDelta().y()
        if not self._days:
            event.ignore()
        elif across or event.modifiers() & _SHIFT:
            self._look(self.scale.panned(across or along))
        else:
            x = event.position().x() - SIDE
            self._look(self.scale.zoomed(CLOSER ** (along / NOTCH), x))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self.bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self.words_of(bar) if bar else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scale = QPainter(self), self.scale
        if self._days:
            bars = [
                bar
                for bar in self._put_together()
                if bar.after.toordinal() > scale.begin and bar.first.toordinal() < scale.end
            ]
            look = Look(scale, self.step, bars, self.span(), self.is_whole)
            inside = QRectF(self.rect()).adjusted(SIDE, 0, -SIDE, 0)
            paint_timeline(painter, inside, self._theme, look)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), self._theme)

    def bar_at(self, x: float) -> Bar | None:
        """Return the bar at that pixel, however tall it is; None if nothing occurred then."""
        day, bars = floor(self._day_at(x)), self._put_together()
        place = bisect_right(bars, day, key=lambda bar: bar.first.toordinal()) - 1
        return bars[place] if place >= 0 and day < bars[place].after.toordinal() else None

    def words_of(self, bar: Bar) -> str:
        """Return what a bar stands for, and what its number of killed leaves out."""
        told = [
            write_dtg(midnight(bar.first), _PRECISIONS[self.step]),
            ngettext("{n} incident", "{n} incidents", bar.incidents).format(n=bar.incidents),
            _("{n} UN killed").format(n=bar.killed_un),
        ]
        if bar.unknown:
            left_out = ngettext(
                "left out: {n} incident with a number of killed not known yet",
                "left out: {n} incidents with a number of killed not known yet",
                bar.unknown,
            )
            told.append(left_out.format(n=bar.unknown))
        return "\n".join(told)

    def _measure(self) -> None:
        """Reach from the first day to the last, the ends of the period among them.

        The days do not move under who narrows the question: they only ever become more.
        """
        if self._days:
            ends = self._days[0].day.toordinal(), self._days[-1].day.toordinal() + 1
            self._reach = min((*self._reach, *ends)), max((*self._reach, *ends))
        told = [*self._reach, *(end for end in self._span if end is not None)]
        if self._reach:
            self._extent = floor(min(told)), ceil(max(told))
        self.update()

    def _put_together(self) -> list[Bar]:
        step = self.step
        if step not in self._bars:
            self._bars[step] = bars_of(self._days, step)
        return self._bars[step]

    def _draw_to(self, drag: _Drag, x: float) -> None:
        """Draw the period up to a pixel, and tell of it."""
        drag.begun = drag.begun or abs(x - drag.x) >= SLOP
        if drag.begun:
            least, most = self._extent
            begin, end = drag.days(self._day_at(x))
            first = min(max(begin, least), most - 1)
            self._span = (first, max(min(end, most), first + 1))
            self.moved.emit(*map(date.fromordinal, self.whole_days()))
            self.update()

    def _look(self, scale: Scale) -> None:
        """Bring other days in sight; once these are all, whatever comes is in sight too."""
        begin, end, _width = scale.within(*self._extent)
        self._seen = None if (begin, end) == self._extent else (begin, end)
        self.update()

    def _keep_in_sight(self) -> None:
        """Bring the period into the middle if none of it is in sight."""
        scale, (first, after) = self.scale, self.whole_days()
        if first >= scale.end or after <= scale.begin:
            begin = (first + after - scale.end + scale.begin) / 2
            scale = scale._replace(begin=begin, end=begin + scale.end - scale.begin)
        self._look(scale)

    def _day_at(self, x: float) -> float:
        return self.scale.day_at(x - SIDE)

    def _handle_at(self, x: float) -> int | None:
        """Return which end of the period is at that pixel: 0, 1, or None."""
        apart = [abs(SIDE + self.scale.x(day) - x) for day in self.span()]
        end = apart.index(min(apart))
        return end if apart[end] <= GRIP else None
