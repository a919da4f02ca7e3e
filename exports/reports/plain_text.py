"""A report as plain text for radio, or for e-mail over a thin line.

The sections that are set on paper are read from top to bottom, so no word of theirs can be
forgotten here and none is written twice. What no longer holds is told as such: [was ...].
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import singledispatchmethod
from io import BytesIO
from itertools import accumulate
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, Flowable, HRFlowable, Indenter, Spacer

from db.text import labelled
from db.words import _
from exports.reports.blocks import Abreast, Barred, EndOfText, Heading, Margin, OutlineEntry
from exports.reports.columns import COLUMNS, Cell, aligned, wide, wrapped
from exports.reports.content import Prose, Report, Span, Tone
from exports.reports.fonts import visible
from exports.reports.page import foot_words
from exports.reports.tables import Row, Stack, Table
from exports.reports.text import Typesetter, pieces

_APART = 5.0  # points: empty space that is a line without words here
_LABEL = 16  # columns: a label is not moved further than that from its value's edge
_INDENT = "  "
_BAR = "| "
_BETWEEN = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} "  # values on one line: wider than within one


def as_text(content: Report, sections: Iterable[Callable[[Any, Typesetter], list[Any]]]) -> str:
    """Return what the report says, in lines of at most 69 columns, each with its end."""
    header, setter, teller = content.header, _Setter(), _Teller()
    classified = header.classification.center(COLUMNS).rstrip()
    for section in sections:
        for block in section(content, setter):
            teller.tell(block)
    foot = [line for words in (header.number, *foot_words(header)) for line in wrapped(words)]
    lines = [classified, header.mark, "", *teller.lines, "", *foot, classified]
    return "".join(f"{line}\n" for line in _without_double_blanks(lines))


def _without_double_blanks(lines: Iterable[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


class _Words(Flowable):  # type: ignore[misc]
    """A paragraph that is only read."""

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__()
        self.text, self.style = text, style

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = self.style.leading
        return width, self.height

    def draw(self) -> None:
        self.canv.drawString(0, 0, self.text)


class _Setter(Typesetter):
    """Sets nothing: keeps the words."""

    def prose(self, text: str | Prose, style: str) -> Flowable:
        spans = (Span(text),) if isinstance(text, str) else text
        return _Words("".join(map(_told, spans)), self.styles[style])

    def cell(self, text: str | Prose, style: str, width: float) -> Flowable:
        return self.prose(text, style)

    def line(self, text: str, style: str, width: float) -> Flowable:
        return self.prose(text, style)


def _told(span: Span) -> str:
    """Return a piece of text; a line through it can't be seen here, so words say it."""
    told = Span(span.text, Tone.WAS) if span.tone is Tone.STRUCK else span
    return visible("".join(text for text, _mark in pieces(told)))


class _Listener(Canvas):  # type: ignore[misc]
    """A page that keeps only what is written on it: the labels of a map or chart."""

    def __init__(self) -> None:
        super().__init__(BytesIO())
        self.heard: list[str] = []

    def drawString(self, x: float, y: float, text: str, *_how: Any, **_more: Any) -> None:
        """Keep `text`."""
        self.heard.append(text)

    drawRightString = drawCentredString = drawString

    def ask(self) -> None:
        """Go on: text is made too quickly to be stopped."""

    def getPageNumber(self) -> str:
        """Return what stands for the number: there are no pages here."""
        return _("n/a")


class _Teller:
    """Turns blocks into lines.

    Attributes:
        lines: So far; not wider than a line of a message.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._page = _Listener()
        self._number = ""  # hangs before the paragraph that follows
        self._margin: Sequence[Flowable] = ()  # stands beside what is being told

    @singledispatchmethod
    def tell(self, block: Flowable) -> None:
        """Tell a block; what is no text and no table is drawn: its labels are told."""
        labels = self._labels(block)
        if labels:
            self._say(_("[Drawn: {labels}]").format(labels=labels))

    @tell.register
    def _tell_words(self, block: _Words) -> None:
        number, self._number = self._number, ""
        before = f"{number}{_INDENT}" if number else ""
        self._say(block.text, before, " " * len(before))
        if block.getSpaceAfter():
            self._rest()

    @tell.register
    def _tell_heading(self, block: Heading) -> None:
        number, title, aside = ("\n".join(self._texts(stack)) for stack in block.row.stacks)
        self._rest()
        self._say(title, f"{number}. ", "   ")
        self.lines.append("-" * max(map(wide, self.lines[-1:])))
        if aside:
            self._say(aside)
        self._rest()

    @tell.register
    def _tell_table(self, block: Table) -> None:
        self._rest()
        rows = list(block.rows())
        if block.head:
            self._headed(block.head, rows)
        else:
            for row in rows:
                self._row(row)
        self._rest()

    @tell.register
    def _tell_barred(self, block: Barred) -> None:
        self._say("\n".join(self._texts([block.inner])), _BAR, _BAR)

    @tell.register
    def _tell_abreast(self, block: Abreast) -> None:
        for _column, stack in block.sides:
            for one in stack:
                self.tell(one)

    @tell.register
    def _tell_end(self, block: EndOfText) -> None:
        self._rest()
        self._say("\n".join(self._texts([block.words])))
        self._rest()

    @tell.register
    def _tell_margin(self, block: Margin) -> None:
        if block.left:
            self._margin = block.notes
        else:
            self._number = " ".join(self._texts(block.notes))

    @tell.register
    def _tell_width(self, block: Indenter) -> None:
        """Tell what stands in the margin, where the narrow column beside it ends."""
        if block.right < 0:
            notes, self._margin = self._margin, ()
            for note in notes:
                self.tell(note)

    @tell.register
    def _tell_space(self, block: Spacer) -> None:
        if block.height >= _APART:
            self._rest()

    @tell.register(ActionFlowable)
    @tell.register(HRFlowable)
    @tell.register(OutlineEntry)
    def _tell_nothing(self, block: Flowable) -> None:
        """Breaks, rules and bookmarks say nothing."""

    def _say(self, text: str, first: str = "", rest: str = "") -> None:
        self.lines += wrapped(text, first, rest)

    def _rest(self) -> None:
        self.lines.append("")

    def _labels(self, block: Flowable) -> str:
        """Return what a drawing writes, in the order of drawing."""
        self._page.heard = []
        block.wrap(0, 0)
        block.drawOn(self._page, 0, 0)
        heard = dict.fromkeys(visible(text) for text in self._page.heard if text.strip())
        return " · ".join(heard)

    def _texts(self, stack: Stack) -> list[str]:
        """Return the paragraphs of a cell, those without words left out."""
        told = [one.text if isinstance(one, _Words) else self._inner(one) for one in stack]
        return [text for text in told if text.strip()]

    def _inner(self, block: Flowable) -> str:
        """Return what a block within a cell says; a space or rule says nothing."""
        return "" if isinstance(block, Spacer | HRFlowable) else self._labels(block)

    def _row(self, row: Row) -> None:
        """Tell a row without a head: label and value, or what stands side by side."""
        stacks = [self._texts(stack) for stack in row.stacks]
        if row.pairs:
            for label, value in zip(stacks[::2], stacks[1::2], strict=True):
                before = labelled(" ".join(label), "").ljust(_LABEL)
                self._say("\n".join(value), before, " " * _LABEL)
            return
        *before_last, last = [stack for stack in stacks if stack] or [[]]
        if any(len(stack) > 1 for stack in before_last):
            for stack in (*before_last, last):
                self._rest()
                self._say("\n".join(stack))
            return
        beside = "".join(f"{stack[0]}{_INDENT}" for stack in before_last)
        text, rest = "\n".join(last), _INDENT if before_last else ""
        if wide(beside) > COLUMNS / 2:
            text, beside = beside + text, ""
        self._say(text, beside, rest)

    def _headed(self, head: Row, rows: Sequence[Row]) -> None:
        """Tell a table in columns; those that find no room on the line stand below each row."""
        edges = [left for left, _right in head.columns]
        parts = [[self._cell(stack) for stack in row.stacks] for row in (head, *rows)]
        placed = [
            _placed(row, cells, edges) for row, cells in zip((head, *rows), parts, strict=True)
        ]
        whole = aligned(placed)
        if whole is not None:
            self.lines += [line for lines in whole for line in lines]
            return
        titles, *_rows = placed
        labels = [" ".join(cell.lines) for cell in titles]
        beside, shown = _side_by_side(placed)
        self.lines += next(shown)
        for cells in placed[1:]:
            if len(cells) == 1:  # a heading within the table
                self._rest()
                self._say("\n".join(cells[0].lines))
                continue
            if len(cells) < len(titles):  # a sum
                places = accumulate(cell.span for cell in cells[:-1])
                self._below(cells, ["", *(labels[at] for at in places)])
                continue
            self.lines += next(shown)
            below = [at for at in range(len(cells)) if at not in beside]
            self._below([cells[at] for at in below], [labels[at] for at in below])

    def _cell(self, stack: Stack) -> Cell:
        is_right = any(isinstance(one, _Words) and one.style.alignment == TA_RIGHT for one in stack)
        lines = [line for text in self._texts(stack) for line in text.split("\n")]
        return Cell(tuple(lines), is_right)

    def _below(self, cells: Sequence[Cell], labels: Sequence[str]) -> None:
        """Tell values, each behind its label, several on a line where they are short."""
        line = ""
        for cell, label in zip(cells, labels, strict=True):
            value = ", ".join(cell.lines) if wide(", ".join(cell.lines)) < COLUMNS else ""
            value = value or "\n".join(cell.lines)
            if not value:
                continue
            item = labelled(label, value) if label else value
            if line and (wide(f"{line}{item}") > COLUMNS - 5 or "\n" in item):
                self._say(line, _INDENT, _INDENT * 2)
                line = ""
            line = f"{line}{_BETWEEN}{item}" if line else item
        if line:
            self._say(line, _INDENT, _INDENT * 2)


def _side_by_side(rows: Sequence[Sequence[Cell]]) -> tuple[list[int], Iterator[list[str]]]:
    """Return which columns fit a line unbroken, the widest left out, and the lines of each row.

    Rows that have not a cell for each column are not among them.
    """
    found = [row for row in rows if len(row) == len(rows[0])]
    widest = [
        max(wide(line) for row in found[1:] for line in ("", *row[at].lines))
        for at in range(len(rows[0]))
    ]
    beside = list(range(len(widest)))
    while beside:
        shown = aligned([[row[at] for at in beside] for row in found], COLUMNS)
        if shown is not None:
            return beside, iter(shown)
        beside.remove(max(beside, key=widest.__getitem__))
    return beside, iter([[] for _row in found])


def _placed(row: Row, cells: Sequence[Cell], edges: Sequence[float]) -> list[Cell]:
    """Return the cells of a row with how many columns of the head each spans."""
    starts = [edges.index(left) if left in edges else 0 for left, _right in row.columns]
    ends = [*starts[1:], len(edges)]
    before = [Cell((), span=starts[0])] if starts[0] else []
    return before + [
        cell._replace(span=end - start)
        for cell, start, end in zip(cells, starts, ends, strict=True)
    ]
