"""The first columns, which stay in sight when the table is scrolled sideways.

They are painted a second time at the left edge, over the cells that have gone below it: there is
no second table to be kept in step, and while nothing is scrolled sideways there is nothing at all.
"""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView

from gui.columns import COLUMNS

FROZEN = frozenset({"severity", "number"})
GRIP = 4  # pixels at both sides of an edge by which it can be grasped


def frozen_columns(header: QHeaderView) -> list[int]:
    """Return the columns at the left edge that stay in sight: none that stands elsewhere."""
    frozen: list[int] = []
    for place in range(len(FROZEN)):
        column = header.logicalIndex(place)
        if column < 0 or COLUMNS[column].name not in FROZEN:
            break
        frozen.append(column)
    return frozen


def sections_in(header: QHeaderView, rect: QRect) -> list[tuple[int, int, int]]:
    """Return column, left edge and width of every section that has a part in `rect`."""
    first, last = header.visualIndexAt(rect.left()), header.visualIndexAt(rect.right())
    if first < 0:
        return []
    shown = range(first, (last if last >= 0 else header.count() - 1) + 1)
    return [
        (place, header.sectionViewportPosition(place), header.sectionSize(place))
        for place in map(header.logicalIndex, shown)
        if not header.isSectionHidden(place)
    ]


def frozen_sections(header: QHeaderView) -> list[tuple[int, int, int]]:
    """Return column, left edge and width of each of them in sight; none if nothing is scrolled."""
    if not header.offset():
        return []
    sections, left = [], 0
    for column in frozen_columns(header):
        sections.append((column, left, header.sectionSize(column)))
        left += header.sectionSize(column)
    return sections


def frozen_width(header: QHeaderView) -> int:
    """Return how many pixels they cover at the left; 0 if nothing is scrolled sideways."""
    return sum(width for _column, _left, width in frozen_sections(header))


def frozen_edge(header: QHeaderView, x: float) -> tuple[int, int] | None:
    """Return column and left edge of the one whose right edge is grasped at `x`; None if none."""
    return next(
        (
            (column, left)
            for column, left, width in frozen_sections(header)
            if abs(x - left - width) <= GRIP
        ),
        None,
    )


def beneath(header: QHeaderView, event: QMouseEvent) -> QMouseEvent:
    """Return the event as if it had met the frozen section where that really lies."""
    spot = event.position() - QPointF(header.offset(), 0)
    return QMouseEvent(
        event.type(),
        spot,
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.pointingDevice(),
    )
