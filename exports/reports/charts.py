"""Charts as lines, dots and squares on the canvas: sharp at any size, and as clear in grey.

One dot is one death, one square one incident; black, grey and open differ without any colour.
Labels stand beside what they name; every axis begins at zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reportlab.lib.colors import Color, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from exports.reports.assessment_content import Mark, Marked, Range, Square, Tick
from exports.reports.fonts import REGULAR, SEMIBOLD
from exports.reports.styles import BLACK, DARK, FAINT, HAIR, LABEL
from exports.reports.tables import WIDTH

SMALL, TEXT = 6.8, 7.8  # points: labels in a chart, and beside it
FILLS: dict[Mark, Color] = {Mark.FULL: BLACK, Mark.GREY: FAINT, Mark.OPEN: white}
_HEAT = 0.38  # how much darker than paper the fullest hour is: black digits stay legible


class Chart(Flowable):  # type: ignore[misc]
    """A drawing of fixed size."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def say(
        self, x: float, y: float, text: str, *, loud: bool = False, color: Color = DARK
    ) -> None:
        """Print a label with its baseline at `y`; a loud one is semibold and a little larger."""
        self.canv.setFont(SEMIBOLD if loud else REGULAR, TEXT if loud else SMALL)
        self.canv.setFillColor(BLACK if loud else color)
        self.canv.drawString(x, y, text)

    def line(
        self, points: Sequence[tuple[float, float]], color: Color = BLACK, weight: float = 0.5
    ) -> None:
        """Draw a line through the points."""
        self.canv.setStrokeColor(color)
        self.canv.setLineWidth(weight)
        path = self.canv.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canv.drawPath(path)


class InCell(Chart):
    """A drawing that stands in a cell of a table, level with its text."""

    def __init__(self, width: float, style: ParagraphStyle) -> None:
        super().__init__(width, style.leading)
        self.style = style

    @property
    def _middle(self) -> float:
        """Return how high the middle of small letters stands."""
        return float(self.height - self.style.fontSize * 0.72)


def draw_mark(canvas: Any, mark: Mark, x: float, y: float, size: float, *, dot: bool) -> None:
    """Draw a dot or a square round (x, y), `size` points wide, its edge included."""
    edge = min(0.6, size / 6)
    canvas.setLineWidth(edge)
    canvas.setStrokeColor(FAINT if mark is Mark.GREY and dot else BLACK)
    canvas.setFillColor(FILLS[mark])
    inner = size - edge
    if dot:
        canvas.circle(x, y, inner / 2, fill=1)
    else:
        canvas.rect(x - inner / 2, y - inner / 2, inner, inner, fill=1)


class Legend(Chart):
    """Marks and what they mean, side by side on one line."""

    def __init__(self, items: Iterable[tuple[Mark, str]], *, dot: bool = False) -> None:
        super().__init__(WIDTH, 13)
        self._items, self._dot = tuple(items), dot

    def draw(self) -> None:
        x = 3.0
        for mark, words in self._items:
            draw_mark(self.canv, mark, x, 5.5, 6, dot=self._dot)
            self.canv.setFont(REGULAR, TEXT)
            self.canv.setFillColor(DARK)
            self.canv.drawString(x + 7, 3, words)
            x += 23 + stringWidth(words, REGULAR, TEXT)


class SquaresOfDays(InCell):
    """The incidents of one row, each a square at its time, with the number of the killed."""

    _SIZE = 6.4

    def __init__(
        self, squares: Sequence[Square], ticks: Sequence[Tick], width: float, style: ParagraphStyle
    ) -> None:
        super().__init__(width, style)
        self._squares, self._ticks = squares, ticks

    def draw(self) -> None:
        for tick in self._ticks:
            x = tick.at * self.width
            self.line(((x, -2.2), (x, self.height + 2.2)), HAIR, 0.4)
        free = 0.0
        for square in self._squares:
            x = max(square.at * self.width, free)
            draw_mark(self.canv, square.mark, x, self._middle, self._SIZE, dot=False)
            free = x + self._SIZE + 1.2
            if square.label:
                loud = square.mark is Mark.FULL
                self.say(x + 5.2, self._middle - 2.5, square.label, loud=loud)
                free += 1 + stringWidth(square.label, SEMIBOLD, TEXT)


class DaysAxis(InCell):
    """The days above the squares, each in the middle of its stretch; `month` before the first."""

    def __init__(
        self, month: str, ticks: Sequence[Tick], width: float, style: ParagraphStyle
    ) -> None:
        super().__init__(width, style)
        self._month, self._ticks = month, ticks

    def draw(self) -> None:
        wide, free = self.width / max(1, len(self._ticks)), -WIDTH
        y = self.height - self.style.fontSize
        if self._ticks:
            self.say(-4 - stringWidth(self._month, REGULAR, SMALL), y, self._month)
        for tick in self._ticks:
            half = stringWidth(tick.label, REGULAR, SMALL) / 2
            middle = tick.at * self.width + wide / 2
            if middle - half > free:
                self.say(middle - half, y, tick.label)
                free = middle + half + 2


class Marks(InCell):
    """A row of marks, one for each that is counted; where `most` are too many, bars as long."""

    _LEAST = 2.0  # points from mark to mark: closer ones run together

    def __init__(
        self, marks: Marked, most: int, width: float, style: ParagraphStyle, *, dot: bool = False
    ) -> None:
        super().__init__(width, style)
        self._marks, self._round = marks, dot
        self._pitch = min(6.0 if dot else 9.0, width / max(1, most))

    def draw(self) -> None:
        x = 0.0
        for mark, number in self._marks:
            if self._pitch < self._LEAST:
                self._bar(mark, x, number * self._pitch)
            else:
                self._row(mark, x, number)
            x += number * self._pitch

    def _row(self, mark: Mark, left: float, number: int) -> None:
        size = self._pitch * (0.86 if self._round else 0.78)
        for place in range(number):
            x = left + (place + 0.5) * self._pitch
            draw_mark(self.canv, mark, x, self._middle, size, dot=self._round)

    def _bar(self, mark: Mark, left: float, wide: float) -> None:
        self.canv.setFillColor(FILLS[mark])
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.4)
        if wide:
            self.canv.rect(left, self._middle - 2.5, wide, 5, fill=1)


class _Scale(NamedTuple):
    """An axis from zero to `most` over `width` points."""

    most: int
    width: float

    def at(self, number: float) -> float:
        return 4 + number / max(1, self.most) * (self.width - 8)


class RangeBar(InCell):
    """Lowest to highest in grey, the median a tick, the window before ○, this one ●."""

    def __init__(self, shown: Range, most: int, width: float, style: ParagraphStyle) -> None:
        super().__init__(width, style)
        self._shown, self._scale = shown, _Scale(most, width)

    def draw(self) -> None:
        shown, at, y = self._shown, self._scale.at, self._middle
        for tick in _ticks(self._scale.most):
            self.line(((at(tick), -2.2), (at(tick), self.height + 2.2)), HAIR, 0.4)
        self.line(((at(shown.lowest), y), (at(shown.highest), y)), HAIR, 2.8)
        self.line(((at(shown.median), y - 3.6), (at(shown.median), y + 3.6)), DARK, 0.7)
        draw_mark(self.canv, Mark.OPEN, at(shown.before), y, 5.4, dot=True)
        draw_mark(self.canv, Mark.FULL, at(shown.now), y, 5.0, dot=True)


class RangeAxis(InCell):
    """The numbers above the range bars."""

    def __init__(self, most: int, width: float, style: ParagraphStyle) -> None:
        super().__init__(width, style)
        self._scale = _Scale(most, width)

    def draw(self) -> None:
        for tick in _ticks(self._scale.most):
            wide = stringWidth(str(tick), REGULAR, SMALL)
            self.say(self._scale.at(tick) - wide / 2, self.height - self.style.fontSize, str(tick))


class RangeLegend(Chart):
    """What the parts of a range bar mean."""

    def __init__(self, now: str, before: str, usual: str) -> None:
        super().__init__(WIDTH, 13)
        self._words = now, before, usual

    def draw(self) -> None:
        now, before, usual = self._words
        x = 3.0
        for mark, words in ((Mark.FULL, now), (Mark.OPEN, before)):
            draw_mark(self.canv, mark, x, 5.5, 5, dot=True)
            self._words_at(x + 7, words)
            x += 21 + stringWidth(words, REGULAR, TEXT)
        self.line(((x, 5.5), (x + 24, 5.5)), HAIR, 2.8)
        self.line(((x + 12, 1.9), (x + 12, 9.1)), DARK, 0.7)
        self._words_at(x + 29, usual)

    def _words_at(self, x: float, words: str) -> None:
        self.canv.setFont(REGULAR, TEXT)
        self.canv.setFillColor(DARK)
        self.canv.drawString(x, 3, words)


class HourGrid(Chart):
    """Incidents by weekday and hour: the number in each cell, darker the more there are."""

    _LEFT, _ROW = 56.0, 11.6

    def __init__(self, rows: Sequence[tuple[str, tuple[int, ...]]]) -> None:
        super().__init__(WIDTH, (len(rows) + 1) * self._ROW + 2)
        self._rows = rows
        self._wide = (WIDTH - self._LEFT - 30) / 24
        self._most = max(1, *(number for _day, numbers in rows for number in numbers))

    def draw(self) -> None:
        y = self.height - self._ROW + 3
        for hour in range(24):
            self._number(hour, y, f"{hour:02}", LABEL)
        for day, numbers in self._rows:
            y -= self._ROW
            self.say(0, y, day, color=BLACK)
            for hour, number in enumerate(numbers):
                grey = 1 - _HEAT * number / self._most
                self.canv.setFillColor(Color(grey, grey, grey))
                left = self._LEFT + hour * self._wide
                self.canv.rect(left, y - 3, self._wide - 0.8, self._ROW - 0.8, 0, 1)
                self._number(hour, y, str(number), BLACK if number else LABEL)
            self.canv.setFont(SEMIBOLD, TEXT)
            self.canv.drawRightString(WIDTH, y, str(sum(numbers)))

    def _number(self, hour: int, y: float, text: str, color: Color) -> None:
        self.canv.setFont(REGULAR, SMALL)
        self.canv.setFillColor(color)
        middle = self._LEFT + (hour + 0.5) * self._wide - 0.4
        self.canv.drawCentredString(middle, y, text)


def step_for(most: int, parts: int = 5) -> int:
    """Return the step of an axis of at most so many parts: 1, 2, 5, 10, 20 ..."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power * parts >= most:
                return step * power
        power *= 10


def _ticks(most: int) -> range:
    return range(0, most + 1, step_for(most, 3))
