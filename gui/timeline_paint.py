"""How the timeline looks: bars above an axis, the period between two handles."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from db.words import N_, _
from gui.painting import CENTRE, LEFT, kept, paint_box, text_width
from gui.theme import Theme
from gui.timeline_scale import Bar, Scale, Step, is_new_year, ticks_of

HEAD, FOOT = 15, 21  # pixels above and below the bars
LEAST = 3  # pixels of a bar, that one incident beside hundreds is still seen
_AT_MOST = {
    Step.DAY: N_("up to {n} a day"),
    Step.WEEK: N_("up to {n} a week"),
    Step.MONTH: N_("up to {n} a month"),
}


class Look(NamedTuple):
    """What is drawn.

    Attributes:
        scale: The axis; its pixel 0 is the left edge of the drawing.
        bars: Those in sight, of one step.
        period: Its ends as days, or those of the whole log.
        is_whole: Whether that is the whole log.
    """

    scale: Scale
    step: Step
    bars: list[Bar]
    period: tuple[float, float]
    is_whole: bool


def paint_timeline(painter: QPainter, rect: QRectF, theme: Theme, look: Look) -> None:
    """Paint the timeline into `rect`; the handles stand out of it at its sides."""
    ground = rect.adjusted(0, theme.px(HEAD), 0, -theme.px(FOOT))
    begin, end = (rect.left() + look.scale.x(day) for day in look.period)
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setClipRect(rect.adjusted(-8, 0, 8, 0))
        if not look.is_whole:
            band = QRectF(begin, rect.top(), end - begin, ground.bottom() - rect.top())
            painter.fillRect(band, theme["accentSoft"])
        _paint_peak(painter, ground, theme, look)
        _paint_bars(painter, ground, theme, look)
        painter.fillRect(QRectF(ground.left(), ground.bottom(), ground.width(), 1), theme["field"])
        _paint_axis(painter, rect, theme, look.scale)
        for x in (begin, end):
            _paint_handle(
                painter, QRectF(x - 4, rect.top(), 8, ground.bottom() - rect.top()), theme
            )


def _paint_bars(painter: QPainter, ground: QRectF, theme: Theme, look: Look) -> None:
    most = _peak(look.bars)
    begin, end = look.period
    for bar in look.bars:
        left = round(look.scale.x(bar.first.toordinal()))
        right = round(look.scale.x(bar.after.toordinal()))
        width = max(1, right - left - (1 if right - left > 2 else 0))
        inside = bar.after.toordinal() > begin and bar.first.toordinal() < end
        of_all, of_killed = ("accent", "sev3") if inside else ("border", "text3")
        for number, token, inset in (
            (bar.incidents, of_all, 0),
            (bar.killed_un, of_killed, width // 4),
        ):
            if number:
                height = max(LEAST, round(ground.height() * number / most))
                place = ground.left() + left + inset
                column = QRectF(place, ground.bottom() - height, width - 2 * inset, height)
                painter.fillRect(column, theme[token])


def _paint_peak(painter: QPainter, ground: QRectF, theme: Theme, look: Look) -> None:
    """Say how much the tallest bar is, what a bar stands for, and a year that no name tells."""
    painter.setFont(theme.font(10))
    painter.setPen(theme["text3"])
    words = _(_AT_MOST[look.step]).format(n=_peak(look.bars))
    if not any(is_new_year(tick.day) for tick in ticks_of(look.scale)):
        words = f"{date.fromordinal(int(look.scale.begin)).year}   {words}"
    head = QRectF(ground.left() + 6, ground.top() - theme.px(HEAD), ground.width(), theme.px(HEAD))
    painter.drawText(head, LEFT, words)


def _peak(bars: Iterable[Bar]) -> int:
    return max((max(bar.incidents, bar.killed_un) for bar in bars), default=1)


def _paint_axis(painter: QPainter, rect: QRectF, theme: Theme, scale: Scale) -> None:
    """Name days below the axis; a name that would be cut at an edge moves inwards."""
    foot = rect.bottom() - theme.px(FOOT)
    for tick in ticks_of(scale):
        font = theme.font(11, 600 if tick.strong else 400)
        x, width = rect.left() + scale.x(tick.day.toordinal()), text_width(tick.words, font)
        left = min(max(rect.left() - 6, x - width / 2), rect.right() + 6 - width)
        painter.fillRect(QRectF(x, foot, 1, 4), theme["field"])
        painter.setFont(font)
        painter.setPen(theme["text" if tick.strong else "text2"])
        painter.drawText(QRectF(left, foot + 4, width, theme.px(FOOT) - 4), CENTRE, tick.words)


def _paint_handle(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.fillRect(QRectF(rect.center().x() - 1, rect.top(), 2, rect.height()), theme["accent"])
    grip = QRectF(0, 0, 9, 20)
    grip.moveCenter(rect.center())
    paint_box(painter, grip, theme["surface"], theme["accent"], 3, 2)
