"""Marks painted alike in the table, the detail pane and on buttons: boxes, keys, status, severity.

Each takes the painter, the rectangle and the theme, and leaves the painter as it found it.
"""

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.icons import paint_icon
from gui.keys import key_words
from gui.theme import Theme

Status = Literal["draft", "initial", "updated", "verified", "closed", "struck", "duplicate"]

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

# status: (token of the text, icon); the token of the ground has "Bg" added
_STATUS: dict[Status, tuple[str, str]] = {
    "draft": ("stDraft", "pencil"),
    "initial": ("stInitial", "circle"),
    "updated": ("stUpdated", "refresh-cw"),
    "verified": ("stVerified", "check-check"),
    "closed": ("stClosed", "lock"),
    "struck": ("stStruck", "minus"),
    "duplicate": ("stStruck", "copy"),
}
_MEASURED = 4096  # lines: a table full of cells, of which most say what others say too
_SEVERITY = {0: (0.0, "sev0"), 1: (0.38, "sev1"), 2: (0.66, "sev2"), 3: (1.0, "sev3")}


class kept:
    """Save the painter, smooth its edges, and restore it at the end.

    A class, for a cell does so several times, and a generator would take twice as long.
    """

    __slots__ = ("_painter",)

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def __enter__(self) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def __exit__(self, *_error: object) -> None:
        self._painter.restore()


def paint_box(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | Qt.GlobalColor,
    line: QColor | Qt.GlobalColor = Qt.GlobalColor.transparent,
    radius: float = 6,
    width: float = 1,
) -> None:
    """Paint a rounded box whose outline lies wholly inside `rect`."""
    with kept(painter):
        painter.setBrush(fill)
        painter.setPen(QPen(line, width))
        half = width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def paint_focus(painter: QPainter, rect: QRectF, theme: Theme, radius: float = 6) -> None:
    """Paint the focus ring, 2 px of accent, along the inside of `rect`."""
    paint_box(painter, rect, Qt.GlobalColor.transparent, theme["accent"], radius, 2)


def paint_text(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Paint one line at the left of `rect`, vertically centred, elided where it does not fit."""
    with kept(painter):
        write_line(painter, rect, text, font, colour)


def write_line(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Do as `paint_text`, but leave the painter with this font and pen: a table has many cells."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, LEFT, _fitting(text, font, rect.width()))


@lru_cache(_MEASURED)
def _fitting(text: str, font: QFont, width: float) -> str:
    """Return as much of the text as fits; to measure it takes as long as to paint it."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(_MEASURED)
def text_width(text: str, font: QFont) -> float:
    """Return the width of one line in logical pixels, rounded up so that it is never elided."""
    return float(-(-QFontMetricsF(font).horizontalAdvance(text) // 1)) + 1


def key_width(theme: Theme, key: str) -> float:
    """Return how wide `paint_key` draws a key; 0 for no key."""
    return text_width(key_words(key), theme.font(11, 600)) + theme.px(10) if key else 0


def paint_key(painter: QPainter, rect: QRectF, theme: Theme, key: str, colour: QColor) -> None:
    """Paint a key such as Ctrl+N in its outline at the right end of `rect`, as people read it."""
    width, height = key_width(theme, key), theme.px(17)
    box = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
    line = QColor(colour)
    line.setAlphaF(0.5)
    paint_box(painter, box, Qt.GlobalColor.transparent, line, 3)
    with kept(painter):
        painter.setFont(theme.font(11, 500))
        painter.setPen(colour)
        painter.drawText(box, CENTRE, key_words(key))


def status_width(theme: Theme, text: str, with_icon: bool = False) -> float:
    """Return how wide `paint_status` draws its chip, in logical pixels."""
    mark = theme.px(12) + 4 if with_icon else 0
    return text_width(text, theme.font(11, 500)) + mark + 12


def paint_status(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    status: Status,
    text: str,
    with_icon: bool = False,
) -> None:
    """Paint the chip that says where an incident stands, at the left of `rect`.

    `text` is the word to show ("Updated 2"): colour and icon only repeat it.
    """
    token, icon = _STATUS[status]
    colour, font = theme[token], theme.font(11, 500)
    font.setStrikeOut(status == "struck")
    height = theme.px(19)
    width = min(status_width(theme, text, with_icon), rect.width())
    chip = QRectF(rect.left(), round(rect.center().y() - height / 2), width, height)
    with kept(painter):
        painter.setBrush(theme[f"{token}Bg"])
        painter.setPen(Qt.PenStyle.NoPen)
        if status == "draft":
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    inside = chip.adjusted(6, 0, -5, 0)
    if with_icon:
        edge = theme.px(12)
        paint_icon(painter, QRectF(inside.left(), chip.top(), edge, height), icon, colour)
        inside.adjust(edge + 4, 0, 0, 0)
    paint_text(painter, inside, text, font, colour)


def paint_severity(painter: QPainter, rect: QRectF, theme: Theme, level: int) -> None:
    """Paint the 4 px severity bar at the left of `rect`; its height is the level.

    Args:
        level: 3 killed, 2 injured, abducted or unknown, 1 loss or damage, 0 no effect.
    """
    share, token = _SEVERITY[level]
    height = min(float(theme.px(16)), rect.height())
    track = QRectF(rect.left(), rect.center().y() - height / 2, 4, height)
    with kept(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["sevTrack"])
        painter.drawRoundedRect(track, 1.5, 1.5)
        painter.setBrush(theme[token])
        painter.drawRoundedRect(track.adjusted(0, height * (1 - share), 0, 0), 1.5, 1.5)
