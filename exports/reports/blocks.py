"""The parts that sections are made of besides tables: headings, margins, bars."""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Indenter, Spacer

from db.words import _
from exports.reports.content import Count, Span, Tone
from exports.reports.styles import BLACK, FAINT
from exports.reports.tables import FIRM, HAIRLINE, WIDTH, Column, Row, Rule, Table, draw_rule
from exports.reports.text import Typesetter, plain

MAIN = 338.0  # points: running text that has a margin beside it
MARGIN_AT = 354.0
_HANG = 20.0  # what numbers hang before the text
ROOM = 60.0  # points that must be left below a heading, or it would stand alone
_ENDLESS = 1e7
_WHOLE = 240.0  # text beside a margin that is lower than this stays on one page
_TALLEST_MARGIN = 300.0  # one that is taller flows below the text instead
_LEAST_ASIDE, _TALLEST_ASIDE = 40.0, 44.0
_SECTION = Rule(0.5)


class Heading(Flowable):  # type: ignore[misc]
    """A section's number, title and note, under a rule unless it begins a page."""

    _frame = None  # set by ReportLab, but not where it stands within another block

    def __init__(self, row: Row, number: int, title: str) -> None:
        super().__init__()
        self.row = row
        self._entry = f"{number}  {plain(title)}"
        self.spaceBefore = 14

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = self.row.height
        return WIDTH, self.height

    def draw(self) -> None:
        if not (self._frame and self._frame._atTop):
            draw_rule(self.canv, self.height, _SECTION, right=self.row.columns[-1][1])
        self.row.draw(self.canv, self.height)
        self.canv.bookmarkHorizontal(self._entry, 0, self.height)
        self.canv.addOutlineEntry(self._entry, self._entry, 0)


class OutlineEntry(Flowable):  # type: ignore[misc]
    """No ink: the paragraph that follows, named in the outline, by default below its section."""

    _ZEROSIZE = 1

    def __init__(self, title: str, level: int = 1) -> None:
        super().__init__()
        self._title, self._level = plain(title), level

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self._title, 0, 12)
        self.canv.addOutlineEntry(self._title, self._title, self._level)


class Barred(Flowable):  # type: ignore[misc]
    """A paragraph behind a heavy bar in the margin: judgement, not fact."""

    def __init__(self, inner: Flowable, after: float = 3.0) -> None:
        super().__init__()
        self.inner, self._after = inner, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = self.inner.wrap(WIDTH - _HANG, height - self._after)[1] + self._after
        return WIDTH, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        halves = self.inner.split(WIDTH - _HANG, height)
        return [Barred(half, 0 if half is halves[0] else self._after) for half in halves]

    def draw(self) -> None:
        self.canv.setFillColor(BLACK)
        self.canv.rect(-9, 0, 3.4, self.height, stroke=0, fill=1)
        self.inner.drawOn(self.canv, _HANG, self._after)


class Margin(Flowable):  # type: ignore[misc]
    """Notes beside what follows: they take no room in the text."""

    _ZEROSIZE = 1

    def __init__(self, notes: Sequence[Flowable], left: float) -> None:
        super().__init__()
        self.notes, self.left = notes, left

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        y = 0.0
        for note in self.notes:
            y -= note.wrap(WIDTH - self.left, _ENDLESS)[1]
            note.drawOn(self.canv, self.left, y)
            y -= note.getSpaceAfter()


class Abreast(Flowable):  # type: ignore[misc]
    """Sections side by side, on one page: each a column and what stands in it."""

    def __init__(self, *sides: tuple[Column, Sequence[Flowable]]) -> None:
        super().__init__()
        self.sides = sides
        self.spaceBefore = 14

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = max(
            height_of(stack, right - left) + sum(block.getSpaceBefore() for block in stack[1:])
            for (left, right), stack in self.sides
        )
        return WIDTH, self.height

    def draw(self) -> None:
        for (left, right), stack in self.sides:
            y = self.height + stack[0].getSpaceBefore()
            for block in stack:
                y -= block.getSpaceBefore() + block.wrap(right - left, _ENDLESS)[1]
                block.drawOn(self.canv, left, y)
                y -= block.getSpaceAfter()


class ToFoot(Flowable):  # type: ignore[misc]
    """Empty space, so that the `height` that follows ends the page."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._kept = height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = max(0.0, height - self._kept)
        return 0.0, self.height

    def draw(self) -> None:
        """Draw nothing."""


class EndOfText(Flowable):  # type: ignore[misc]
    """The words between two rules after which nothing is reported."""

    spaceBefore = 12

    def __init__(self, words: Flowable) -> None:
        super().__init__()
        self.words = words

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = self.words.wrap(WIDTH, height)[1]
        return WIDTH, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(FAINT)
        self.canv.setLineWidth(0.5)
        middle, half = self.height / 2 - 1, WIDTH / 2
        self.canv.lines(((0, middle, half - 25, middle), (half + 25, middle, WIDTH, middle)))
        self.words.drawOn(self.canv, 0, 0)


def heading(
    setter: Typesetter, number: int, title: str, aside: str = "", room: float = ROOM
) -> list[Flowable]:
    """Return a section's heading; `room` is what must follow it on its page, in points."""
    head, *below = headed(setter, number, title, aside)
    return [CondPageBreak(head.row.height + room), head, *below]


def headed(
    setter: Typesetter, number: int, title: str, aside: str = "", width: float = WIDTH
) -> list[Any]:
    """Return a section's heading as wide as that, its note beside the title or below it."""
    style = setter.styles["Heading"]
    longest = min(300, width - _LEAST_ASIDE)
    edge = min(_HANG + stringWidth(title, style.fontName, style.fontSize) + 1, longest)
    columns = ((0, _HANG), (_HANG, edge), (edge + 10, width))
    note = setter.prose(aside, "AsideRight")
    tallest = _TALLEST_ASIDE if width == WIDTH else _TALLEST_ASIDE / 2
    beside = note.wrap(width - edge - 10, _ENDLESS)[1] <= tallest
    stacks = (
        [setter.prose(str(number), "Heading")],
        [setter.prose(title, "Heading")],
        [note] if beside else [],
    )
    row = Row(columns, stacks, None, pad=2.6)
    below = [] if beside else [setter.prose(aside, "Note")]
    return [Heading(row, number, title), *below]


def beside(
    main: Sequence[Flowable], margin: Sequence[Flowable], left: float = MARGIN_AT
) -> list[Flowable]:
    """Return `main` in the narrow column, and at its right `margin`, from `left` on."""
    tall = height_of(margin, WIDTH - left)
    narrow = [
        Indenter(right=WIDTH - MAIN),
        *main,
        Indenter(right=MAIN - WIDTH),
    ]
    if tall > _TALLEST_MARGIN:
        return [*narrow, *margin]
    reaches = height_of(main, MAIN)
    return [
        CondPageBreak(max(tall, reaches if reaches < _WHOLE else _WHOLE / 4)),
        Margin(margin, left),
        *narrow,
        Spacer(0, max(0, tall - reaches)),
    ]


def hung(number: Flowable, main: Sequence[Flowable]) -> list[Flowable]:
    """Return `main` with its number hanging before it."""
    return [Margin([number], 0), Indenter(left=_HANG), *main, Indenter(left=-_HANG)]


def height_of(flowables: Sequence[Flowable], width: float = WIDTH) -> float:
    """Return how high they stand on each other, in points."""
    return sum(
        float(flowable.wrap(width, _ENDLESS)[1] + flowable.getSpaceAfter())
        for flowable in flowables
    )


def rows_of(rows: Sequence[Row]) -> Table:
    """Return rows without a head, each with its own rule under it."""
    return Table(rows, len(rows), None, rows[-1].rule)


def nil(setter: Typesetter, words: str = "") -> list[Flowable]:
    """Return NIL, and in words what there is none of."""
    return [setter.prose((Span(_("NIL"), Tone.STRONG), Span(f". {words}")), "Cell")]


def text_row(
    texts: Sequence[tuple[str | tuple[Span, ...], str]],
    columns: Sequence[Column],
    setter: Typesetter,
    link: str = "",
) -> Row:
    """Return a row of texts, each in its style; the first may be a link to an entry."""
    cells = [
        [setter.cell(text, style, right - left)]
        for (text, style), (left, right) in zip(texts, columns, strict=True)
    ]
    return Row(columns, cells, HAIRLINE, link=link)


def head_row(
    setter: Typesetter, columns: Sequence[Column], titles: Sequence[str], right: Sequence[int]
) -> Row:
    """Return the head of a table; the columns numbered in `right` are set flush right."""
    cells = [
        [setter.prose(title, "HeadRight" if number in right else "Head")]
        for number, title in enumerate(titles)
    ]
    return Row(columns, cells, FIRM, from_below=True)


def count_cell(
    count: Count, setter: Typesetter, column: Column, style: str = "CellStrong"
) -> Flowable:
    """Return a number flush right: in `style`, or grey if nothing was counted."""
    left, right = column
    return setter.cell(count.text, f"{style if count.nonzero else 'CellZero'}Right", right - left)


def notes(setter: Typesetter, texts: Sequence[str]) -> list[Flowable]:
    """Return the notes under a table."""
    return [Spacer(0, 3), *(setter.prose(text, "Note") for text in texts)] if texts else []
