"""The charts of deaths: added up since deployment, and window by window."""

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from exports.reports.assessment_content import Cumulative, Curve, Mark, Stack, WindowChart
from exports.reports.charts import FILLS, SMALL, TEXT, Chart, draw_mark, step_for
from exports.reports.fonts import REGULAR, SEMIBOLD
from exports.reports.map import haloed
from exports.reports.styles import BLACK, DARK, FAINT, HAIR, LABEL
from exports.reports.tables import WIDTH

_SHADE = Color(0.91, 0.91, 0.91)
_ABOVE = 9.0  # points: how far names may stand above the curve's end
_LINE = 8.2  # points between two labels one above the other
# Each curve has its own line: heavy, thin, dashed, dotted, dashed and dotted, grey.
_LINES: tuple[tuple[float, tuple[float, ...], Color], ...] = (
    (1.5, (), BLACK),
    (0.8, (), BLACK),
    (0.8, (4, 1.6), BLACK),
    (0.8, (0.8, 1.6), BLACK),
    (0.8, (5, 1.6, 0.8, 1.6), BLACK),
    (0.8, (), FAINT),
)


class CumulativeChart(Chart):
    """Deaths by cause, added up over the years; the greatest steps named where they happened."""

    _LEFT, _TOP, _BOTTOM = 18.0, 156.0, 14.0
    _NUMBER, _NAME = 22.0, 26.0  # points from where the curves end to those

    def __init__(self, shown: Cumulative) -> None:
        super().__init__(WIDTH, 172)
        self._shown = shown
        names = (stringWidth(curve.label.lower(), SEMIBOLD, TEXT) for curve in shown.curves)
        self._right = WIDTH - self._NAME - max(names, default=0.0)
        most = max((level for curve in shown.curves for _at, level in curve.steps), default=0)
        self._step = step_for(most)
        self._most = max(1, most)

    def draw(self) -> None:
        self._axes()
        for number, curve in reversed(list(enumerate(self._shown.curves))):
            self._curve(curve, number)
        self._ends()
        self._peaks()

    def _at(self, at: float, level: float) -> tuple[float, float]:
        wide, tall = self._right - self._LEFT, self._TOP - self._BOTTOM
        return self._LEFT + at * wide, self._BOTTOM + level / self._most * tall

    def _axes(self) -> None:
        since, until = self._shown.period
        left, base = self._at(since, 0)
        self.canv.setFillColor(_SHADE)
        self.canv.rect(left, base, self._at(until, 0)[0] - left, self._TOP - base, 0, 1)
        free = self._right
        for tick in reversed(self._shown.ticks):
            x = self._at(tick.at, 0)[0]
            if tick.at:
                self.line(((x, base), (x, self._TOP)), HAIR, 0.4)
            if x + 2 + stringWidth(tick.label, REGULAR, SMALL) < free:
                self.say(x + 2, 4, tick.label)
                free = x
        for level in range(0, self._most + 1, self._step):
            y = self._at(0, level)[1]
            self.line(((self._LEFT - 3, y), (self._LEFT, y)), LABEL, 0.5)
            self.canv.setFont(REGULAR, SMALL)
            self.canv.setFillColor(DARK)
            self.canv.drawRightString(self._LEFT - 5, y - 2.2, str(level))
        self.line(((self._LEFT, base), (self._right, base)), LABEL, 0.5)

    def _curve(self, curve: Curve, number: int) -> None:
        weight, dash, color = _LINES[number % len(_LINES)]
        points = [self._at(0, 0)]
        for at, level in curve.steps:
            points += [self._at(at, 0)[:1] + points[-1][1:], self._at(at, level)]
        points.append((self._right, points[-1][1]))
        self.canv.setDash(*((list(dash),) if dash else ()))
        self.line(points, color, weight)
        self.canv.setDash()

    def _ends(self) -> None:
        """Name each curve where it ends, from the lowest up, so that none covers another."""
        ends = [
            (self._at(1, curve.steps[-1][1])[1] - 2.6, curve, number)
            for number, curve in enumerate(self._shown.curves)
        ]
        last = -_LINE
        for y, curve, number in sorted(ends, key=lambda end: end[0]):
            last = max(y, last + _LINE + 1.2)
            loud = not number
            self.canv.setFillColor(BLACK)
            self.canv.setFont(SEMIBOLD if loud else REGULAR, TEXT)
            self.canv.drawRightString(self._right + self._NUMBER, last, curve.total.text)
            self.canv.drawString(self._right + self._NAME, last, curve.label.lower())

    def _peaks(self) -> None:
        """Name the steps at their left, where the curve is lower; the later above the earlier."""
        last = 0.0
        for peak in self._shown.peaks:
            x, y = self._at(peak.at, peak.level)
            last = max(y - 5.4, last + _LINE)
            if last > self._TOP + _ABOVE:
                break
            wide = stringWidth(peak.label, REGULAR, SMALL)
            self.canv.setFont(REGULAR, SMALL)
            self.canv.setFillColor(BLACK)
            haloed(self.canv, x - 4 - wide, last, peak.label)


class WindowDots(Chart):
    """The deaths of each window, dot on dot above a line at zero: grey before, black now."""

    _TALLEST = 150.0

    def __init__(self, shown: WindowChart) -> None:
        self._pitch = min(14.0, WIDTH / shown.slots)
        most = max(1, *(stack.number for stack in shown.stacks))
        self._dot = min(self._pitch * 0.88, 6.4, self._TALLEST / most)
        super().__init__(WIDTH, most * self._dot + 28)
        self._shown = shown

    def draw(self) -> None:
        end = self._pitch * self._shown.slots
        self.canv.setDash(2.4, 1.8)
        self.line(((0, 14), (end, 14)), LABEL, 0.5)
        self.canv.setDash()
        self._ticks(end)
        taken: list[tuple[float, float, float]] = []
        for stack in reversed(self._shown.stacks):
            self._stack(stack)
            self._label(stack, taken)

    def _ticks(self, end: float) -> None:
        free = 0.0
        for tick in self._shown.ticks:
            x = tick.at * end
            if x < free or x > end:
                continue
            if x:
                self.line(((x, 14), (x, 10)), LABEL, 0.5)
            self.say(x + (3 if x else 0), 4, tick.label)
            free = x + stringWidth(tick.label, REGULAR, SMALL) + 8

    def _stack(self, stack: Stack) -> None:
        x = (stack.place + 0.5) * self._pitch
        if not self._shown.one_by_one:
            self.canv.setFillColor(FILLS[stack.mark])
            wide = self._pitch * 0.7
            self.canv.rect(x - wide / 2, 14, wide, stack.number * self._dot, 0, 1)
            return
        for number in range(max(1, stack.number)):
            y = 14.8 + (number + 0.5) * self._dot
            draw_mark(self.canv, stack.mark, x, y, self._dot * 0.96, dot=True)

    def _label(self, stack: Stack, taken: list[tuple[float, float, float]]) -> None:
        """Print the label above its stack, unless it would cover one that is there."""
        if not stack.label:
            return
        loud = stack.mark is not Mark.GREY
        font, size = (SEMIBOLD, TEXT) if loud else (REGULAR, SMALL)
        wide = stringWidth(stack.label, font, size)
        x = (stack.place + 0.5) * self._pitch - wide / 2
        x = max(0.0, min(x, WIDTH - wide))
        y = 17 + max(1, stack.number) * self._dot
        if any(left < x + wide and x < right and abs(up - y) < _LINE for left, right, up in taken):
            return
        taken.append((x - 2, x + wide + 2, y))
        self.canv.setFont(font, size)
        self.canv.setFillColor(BLACK if loud else DARK)
        haloed(self.canv, x, y, stack.label)
