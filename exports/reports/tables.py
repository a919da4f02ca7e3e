"""Tables with rules between rows and none between columns, as long as need be.

ReportLab's own table takes a time that grows faster than its rows; this one measures a row when
its page comes, so a thousand pages take a thousand times one.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, FrameBreak

from exports.reports.styles import BLACK, HAIR

WIDTH = 488.0  # of the text, points
_ENDLESS = 1e7
_LINE = 13.0  # points
_WITH_END = 3  # rows, or half of a few, that go on to the next page with the end
_TALL = 300.0  # a row above this may break; any other is kept whole

Stack = Sequence[Flowable]  # what stands in a cell, from top to bottom
Column = tuple[float, float]  # left and right edge, points from the left of the text


class Rule(NamedTuple):
    """A line across the text."""

    weight: float
    color: Color = BLACK


HAIRLINE = Rule(0.25, HAIR)
THIN = Rule(0.4)
FIRM = Rule(0.8)


class Row:
    """Cells side by side, their first baselines level.

    Attributes:
        rule: Under it; None for none.
        keep: Whether it must stay on the page of the row after it.
        pairs: Whether its cells are label and value in turn.
        link: The entry to which a click on its first cell goes; "" for none.
        entry: Its own, to which other rows link; "" for none.
        height: Points, padding included.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        stacks: Sequence[Stack],
        rule: Rule | None = HAIRLINE,
        pad: float = 1.4,
        keep: bool = False,
        from_below: bool = False,
        pairs: bool = False,
        link: str = "",
        entry: str = "",
    ) -> None:
        self.columns, self.stacks = columns, stacks
        self.rule, self.keep, self.pairs, self._pad = rule, keep, pairs, pad
        self.link, self.entry = link, entry
        self._from_below = from_below
        self._heights = [
            [flowable.wrap(right - left, _ENDLESS)[1] for flowable in stack]
            for (left, right), stack in zip(columns, stacks, strict=True)
        ]
        tops = [_first_baseline(stack) for stack in stacks]
        self._drops = [max(tops) - top for top in tops]
        tallest = max(
            sum(tall) + drop for tall, drop in zip(self._heights, self._drops, strict=True)
        )
        self.height = tallest + 2 * pad

    def draw(self, canvas: Any, top: float) -> None:
        """Draw the row with its upper edge at `top`."""
        if self.entry:
            canvas.bookmarkHorizontal(self.entry, 0, top)
        if self.link:
            left, right = self.columns[0]
            place = (left, top - self.height, right, top)
            canvas.linkRect("", self.link, place, relative=1, thickness=0)
        cells = zip(self.columns, self.stacks, self._heights, self._drops, strict=True)
        for (left, _right), stack, heights, drop in cells:
            y = top - self._pad - drop
            if self._from_below:
                y = top - self.height + self._pad + sum(heights)
            for flowable, height in zip(stack, heights, strict=True):
                y -= height
                paint = getattr(flowable, "paint", None)  # a line or two need no page of their own
                if paint:
                    paint(canvas, left, y)
                else:
                    flowable.drawOn(canvas, left, y)

    def broken(self, height: float) -> tuple["Row", "Row"] | None:
        """Return the row as two, the first at most `height` tall; None if there is no room."""
        room = height - 2 * self._pad - max(self._drops)
        while room > 0:
            halves = [
                _divided(stack, right - left, room)
                for (left, right), stack in zip(self.columns, self.stacks, strict=True)
            ]
            upper = [upper for upper, _lower in halves]
            above = Row(self.columns, upper, None, self._pad, entry=self.entry)
            if above.height <= height:
                lower = [lower for _upper, lower in halves]
                below = Row(self.columns, lower, self.rule, self._pad)
                return (above, below) if any(upper) else None
            room -= _LINE  # half a paragraph can take a line more than half of its lines
        return None


class _Supply:
    """Rows that are read and measured as they are wanted, and given away page by page."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._unread = iter(rows)
        self._read: deque[Row] = deque()

    def __getitem__(self, number: int) -> Row:
        while number >= len(self._read):
            self._read.append(next(self._unread))
        return self._read[number]

    def taken(self, number: int) -> list[Row]:
        """Return the first `number` rows, which are no longer in the supply."""
        return [self._read.popleft() for _row in range(number)]

    def put_back(self, row: Row) -> None:
        """Put a row before all others."""
        self._read.appendleft(row)


class Table(Flowable):  # type: ignore[misc]
    """Rows under a head that is repeated on each page.

    Args:
        rows: Read as the pages come.
        weight: How many they are.
        foot: Under the last row, instead of its own rule.
        frame: Left and right edge of a frame round some columns.
        left: Where its rules begin, points from the left of the text.

    Attributes:
        weight: How many rows it holds, for the progress of the work.
        followed: Points that follow it to the end of the text; its last rows go on to the next
            page with them rather than leave the end alone there.
    """

    def __init__(
        self,
        rows: Iterable[Row] | _Supply,
        weight: int,
        head: Row | None = None,
        foot: Rule | None = FIRM,
        frame: Column | None = None,
        left: float = 0.0,
    ) -> None:
        super().__init__()
        self._rows = rows if isinstance(rows, _Supply) else _Supply(rows)
        self.head, self._foot, self._frame_round = head, foot, frame
        self._left = left
        self.weight = weight
        self.followed = 0.0
        self.spaceBefore = 2.5 if head else 0

    def rows(self) -> Iterator[Row]:
        """Yield the rows, to be read rather than drawn."""
        return (self._rows[number] for number in range(self.weight))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure as many rows as `height` holds and one more; the table is no lower than that."""
        self.height = self.head.height if self.head else 0.0
        self._fitting = 0
        for number in range(self.weight):
            self.height += self._rows[number].height
            if self.height > height:
                break
            self._fitting += 1
        is_whole = self._fitting == self.weight > 1
        if is_whole and self.height <= height < self.height + self.followed:
            return WIDTH, height + 1  # more than there is: it is split
        return WIDTH, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the table for this page and that for the next; [] to begin on the next.

        A row that is kept back would still fit this page: the break between them is said.
        """
        self.wrap(width, height)
        whole = self._fitting
        if whole == self.weight:
            whole -= min(_WITH_END, whole // 2)
        elif whole == self.weight - 1 > 2:
            whole -= 1  # no row alone on the last page
        while whole and self._rows[whole - 1].keep:
            whole -= 1
        whole = whole or self._fitting
        if whole:
            above = self._rows.taken(whole)
            below = self._part(self._rows, self.weight - whole, self._foot)
            below.followed = self.followed
            return [
                self._part(_Supply(above), whole, above[-1].rule),
                FrameBreak(),
                below,
            ]
        return self._broken(height)

    def _broken(self, height: float) -> list[Flowable]:
        """Break the first row, if it is too tall to be kept whole."""
        head = self.head.height if self.head else 0.0
        first = self._rows[0]
        parts = first.broken(height - head) if first.height > _TALL else None
        if not parts:
            return []
        self._rows.taken(1)
        self._rows.put_back(parts[1])
        return [
            self._part(_Supply([parts[0]]), 1, None),
            self._part(self._rows, self.weight, self._foot),
        ]

    def _part(self, rows: _Supply, weight: int, foot: Rule | None) -> "Table":
        return Table(rows, weight, self.head, foot, self._frame_round, self._left)

    def draw(self) -> None:
        y = self.height
        if self.head:
            self.head.draw(self.canv, y)
            y -= self.head.height
            draw_rule(self.canv, y, self.head.rule, self._left)
        for number in range(self.weight):
            row = self._rows[number]
            row.draw(self.canv, y)
            y -= row.height
            rule = self._foot if number == self.weight - 1 else row.rule
            draw_rule(self.canv, y, rule, self._left)
        if self._frame_round:
            left, right = self._frame_round
            self.canv.setLineWidth(0.7)
            self.canv.rect(left, 0, right - left, self.height)


def draw_rule(
    canvas: Any, y: float, rule: Rule | None, left: float = 0.0, right: float = WIDTH
) -> None:
    """Draw `rule` at `y`, by default to the right edge of the text."""
    if rule:
        canvas.setStrokeColor(rule.color)
        canvas.setLineWidth(rule.weight)
        canvas.line(left, y, right, y)


def _first_baseline(stack: Stack) -> float:
    """Return how far below the top of `stack` its first line stands (Source Sans: one em)."""
    return float(stack[0].style.fontSize) if stack and hasattr(stack[0], "style") else 0.0


def _divided(stack: Stack, width: float, room: float) -> tuple[list[Flowable], list[Flowable]]:
    """Return what of `stack` fits `room`, and the rest."""
    for number, flowable in enumerate(stack):
        height = flowable.wrap(width, _ENDLESS)[1]
        if height > room:
            halves = flowable.split(width, room) or [flowable]
            flowable.wrap(width, _ENDLESS)  # a paragraph that would not split forgets its lines
            upper = [*stack[:number], *halves[:-1]]
            return upper, [halves[-1], *stack[number + 1 :]]
        room -= height
    return list(stack), []
