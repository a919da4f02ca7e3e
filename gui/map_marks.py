"""The marks of a map: a shape for each kind, donuts for several, and what was lost below them."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from db.vocabulary import MapMark
from db.words import _
from gui.map_ground import around
from gui.painting import CENTRE, kept, paint_box, text_width
from gui.theme import Theme

SMALL = 5.5  # radius of a mark where nobody was killed
_LARGEST = 30.0
_TOKENS = {
    MapMark.DIRECT: "markDirect",
    MapMark.EXPLOSIVE: "markExplosive",
    MapMark.COMPLEX: "markComplex",
    MapMark.INDIRECT: "markIndirect",
    MapMark.CRIME: "markCrime",
    MapMark.UNREST: "markUnrest",
    MapMark.FOUND: "markFound",
    MapMark.OWN: "markOwn",
    MapMark.STRUCK: "markStruck",
}
_HOLLOW = frozenset({MapMark.FOUND, MapMark.STRUCK})


def radius_of(killed: int) -> float:
    """Return the radius of a mark: the square root keeps many from covering all."""
    return min(6.5 + 5.5 * math.sqrt(killed), _LARGEST) if killed else SMALL


def donut_radius(theme: Theme, number: int) -> float:
    """Return the radius of a donut that has room for its number."""
    return theme.px(11 + 3 * len(str(number)))


def draw_mark(painter: QPainter, theme: Theme, mark: MapMark, at: QPointF, radius: float) -> None:
    """Draw one mark, edged so that it stands apart from what lies below it."""
    colour = theme[_TOKENS[mark]]
    shape = _shape(mark, at, radius)
    painter.setPen(QPen(theme["surface"], 3.5 if mark in _HOLLOW else 2.5))
    painter.setBrush(theme["surface"] if mark in _HOLLOW else colour)
    painter.drawPath(shape)
    if mark in _HOLLOW:
        painter.setPen(QPen(colour, 2))
        painter.drawPath(shape)
    else:
        painter.fillPath(shape, colour)


def draw_one(painter: QPainter, theme: Theme, mark: MapMark, at: QPointF, killed: int) -> QRectF:
    """Draw the mark of one incident with the number that it killed; return its room."""
    radius = radius_of(killed)
    draw_mark(painter, theme, mark, at, radius)
    box = around(at, radius + 1.5)
    if killed:
        painter.setFont(theme.font(12, 700))
        painter.setPen(theme["text"] if mark in _HOLLOW else theme["onAccent"])
        painter.drawText(box, CENTRE, str(killed))
    return box


def draw_donut(
    painter: QPainter,
    theme: Theme,
    at: QPointF,
    parts: Iterable[tuple[MapMark, int]],
    number: int,
    killed: int,
) -> QRectF:
    """Draw what several incidents are, their number, and how many they killed; return its room."""
    radius = donut_radius(theme, number)
    box = around(at, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["surface"])
    painter.drawEllipse(at, radius + 1.5, radius + 1.5)
    begin = 90 * 16.0
    for mark, count in parts:
        span = -360 * 16 * count / number
        painter.setBrush(theme[_TOKENS[mark]])
        painter.drawPie(box, round(begin), round(begin + span) - round(begin))
        begin += span
    painter.setBrush(theme["surface"])
    painter.drawEllipse(at, radius - 4.5, radius - 4.5)
    painter.setFont(theme.font(12, 600))
    painter.setPen(theme["text"])
    painter.drawText(box, CENTRE, str(number))
    if killed:
        box = box.united(_killed(painter, theme, QPointF(at.x(), box.bottom() - 1), killed))
    return box.adjusted(-1.5, -1.5, 1.5, 1.5)


def _killed(painter: QPainter, theme: Theme, top: QPointF, killed: int) -> QRectF:
    words, font = _("{n} killed").format(n=killed), theme.font(11, 700)
    wide, tall = text_width(words, font) + 8, font.pixelSize() * 1.35
    box = QRectF(top.x() - wide / 2, top.y(), wide, tall)
    paint_box(painter, box, theme["sev3"], theme["surface"], 3)
    painter.setFont(font)
    painter.setPen(theme["onAccent"])
    painter.drawText(box, CENTRE, words)
    return box


def draw_sizes(painter: QPainter, theme: Theme, box: QRectF, killed: Iterable[int]) -> None:
    """Draw the sizes of marks side by side, as a legend shows them, a number under each."""
    left, font = box.left(), theme.font(11)
    tall = font.pixelSize() * 1.4
    middle = box.top() + (box.height() - tall) / 2
    with kept(painter):
        painter.setFont(font)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number in killed:
            radius = radius_of(number)
            at = QPointF(left + radius + 1, middle)
            painter.setPen(QPen(theme["text2"], 1.2))
            painter.drawEllipse(at, radius, radius)
            painter.setPen(theme["text2"])
            painter.drawText(
                QRectF(at.x() - 20, box.bottom() - tall, 40, tall), CENTRE, str(number)
            )
            left += 2 * radius + theme.px(10)


def haloed(painter: QPainter, box: QRectF, words: str, colour: QColor, halo: QColor) -> None:
    """Write words with a quiet ground around them, so that lines below don't cross letters."""
    soft = QColor(halo)
    soft.setAlphaF(0.6)
    for right, down in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.setPen(soft)
        painter.drawText(box.translated(right, down), CENTRE, words)
    painter.setPen(colour)
    painter.drawText(box, CENTRE, words)


def spaced(font: QFont) -> QFont:
    """Return the font as names of regions and countries are set in it: letters apart."""
    apart = QFont(font)
    apart.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2.5)
    return apart


def _shape(mark: MapMark, at: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    if mark in _CORNERS:
        path.addPolygon(_polygon(at, radius, *_CORNERS[mark]))
        path.closeSubpath()
    elif mark is MapMark.OWN:
        arm = radius / 2.6
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRect(QRectF(at.x() - radius, at.y() - arm, 2 * radius, 2 * arm))
        path.addRect(QRectF(at.x() - arm, at.y() - radius, 2 * arm, 2 * radius))
        path = path.simplified()
    else:
        path.addEllipse(at, radius, radius)
    return path


# mark: corners, radius of the corners between them (0 for none), degrees of the first, size
_CORNERS: dict[MapMark, tuple[int, float, float, float]] = {
    MapMark.EXPLOSIVE: (3, 0, -90, 1.2),
    MapMark.COMPLEX: (5, 0.45, -90, 1.25),
    MapMark.INDIRECT: (4, 0, -90, 1.15),
    MapMark.CRIME: (4, 0, -45, 1.2),
    MapMark.UNREST: (6, 0, 0, 1.1),
}


def _polygon(
    at: QPointF, radius: float, corners: int, inner: float, first: float, size: float
) -> QPolygonF:
    steps = corners * (2 if inner else 1)
    points = []
    for step in range(steps):
        angle = math.radians(first + 360 * step / steps)
        reach = radius * size * (inner if inner and step % 2 else 1)
        points.append(QPointF(at.x() + reach * math.cos(angle), at.y() + reach * math.sin(angle)))
    return QPolygonF(points)
