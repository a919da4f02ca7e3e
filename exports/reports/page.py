"""The page round the text: classification, running head, and the foot that says which state of
the journal is printed."""

from collections.abc import Callable
from datetime import UTC
from functools import partial
from hashlib import md5
from typing import Any, BinaryIO, NamedTuple

from reportlab import rl_config
from reportlab.lib.pagesizes import A4 as _A4
from reportlab.lib.pagesizes import LETTER as _LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from db.text import show_number
from db.words import _
from exports.reports.content import Header
from exports.reports.fonts import BOLD, REGULAR, SEMIBOLD
from exports.reports.styles import BLACK, DARK
from exports.reports.tables import WIDTH
from exports.reports.text import Typesetter, plain

rl_config.useA85 = 0  # the pages as bytes: letters for bytes take a quarter more room and time
_LEFT = 62.0  # points: room for binding
_TOP, _TOP_FIRST = 58.0, 49.0
_BOTTOM = 66.0
_SPACED = 1.2  # between the letters of the classification
_CLASSIFIED_TOP, _CLASSIFIED_FOOT = 30.0, 41.6  # baselines, from top and bottom
_FOOT, _SMALL_FOOT, _FOOT_RULE = 42.0, 31.5, 53.0
_THIRD = 160.0
_APART = 10.0


class Sheet(NamedTuple):
    """A size of paper, points."""

    width: float
    height: float


A4 = Sheet(*_A4)
LETTER = Sheet(*_LETTER)


def first_page_room(sheet: Sheet) -> float:
    """Return how high the text of a first page may be, in points."""
    return sheet.height - _TOP_FIRST - _BOTTOM


class ReportDocument(BaseDocTemplate):  # type: ignore[misc]
    """Pages for a report with that header, written to `file`.

    `drawn` is called with the weight of each block that has been drawn; it may raise to stop.
    """

    def __init__(
        self,
        file: BinaryIO,
        header: Header,
        setter: Typesetter,
        sheet: Sheet,
        drawn: Callable[[int], None],
    ) -> None:
        self._header, self._setter, self._sheet, self._drawn = header, setter, sheet, drawn
        super().__init__(
            file,
            pagesize=sheet,
            title=plain(f"{header.title}, {header.beside}, {header.mission}"),
            author=plain(header.sender),
            subject=plain(f"{header.number}, {header.running}"),
            keywords=header.classification,
            creator="Watchkeeper",
            lang=header.language,
            invariant=1,
            initialFontName=REGULAR,
            displayDocTitle=1,
            pageTemplates=[self._template("first", _TOP_FIRST), self._template("later", _TOP)],
        )

    def write(self, flowables: list[Flowable]) -> None:
        """Set `flowables` on as many pages as they take, and write the file."""
        canvas = partial(_Canvas, header=self._header, drawn=self._drawn)
        self.build([NextPageTemplate("later"), *flowables], canvasmaker=canvas)

    def afterFlowable(self, flowable: Flowable) -> None:
        """Report progress; ReportLab calls this after each block."""
        self._drawn(getattr(flowable, "weight", 1))

    def _template(self, name: str, top: float) -> PageTemplate:
        height = self._sheet.height - top - _BOTTOM
        frame = Frame(_LEFT, _BOTTOM, WIDTH, height, 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=self._around)

    def _around(self, canvas: Any, document: Any) -> None:
        """Draw what stands round the text of a page."""
        header, top = self._header, self._sheet.height - _CLASSIFIED_TOP
        middle = self._sheet.width / 2
        wide = _classification(canvas, header.classification, middle, top)
        if header.mark:
            _boxed(canvas, header.mark, top)
        if document.page > 1:
            room = middle - wide / 2 - _APART - _LEFT
            self._draw(self._setter.cell(header.running, "Running", room), canvas, 0, top, room)
        canvas.setStrokeColor(BLACK)
        canvas.setLineWidth(0.5)
        canvas.line(_LEFT, _FOOT_RULE, _LEFT + WIDTH, _FOOT_RULE)
        self._line(canvas, header.number, "Foot", 0, _FOOT, _THIRD)
        _classification(canvas, header.classification, middle, _CLASSIFIED_FOOT)
        canvas.doForm(f"folio{document.page}")
        known, made, journal = foot_words(header)
        self._line(canvas, known, "SmallFoot", 0, _SMALL_FOOT, _THIRD)
        at = middle - _LEFT - _THIRD / 2
        self._line(canvas, made, "SmallFootMiddle", at, _SMALL_FOOT, _THIRD)
        self._line(canvas, journal, "SmallFootRight", WIDTH - _THIRD, _SMALL_FOOT, _THIRD)

    def _line(
        self, canvas: Any, text: str, style: str, left: float, baseline: float, width: float
    ) -> None:
        self._draw(self._setter.line(text, style, width), canvas, left, baseline, width)

    def _draw(
        self, words: Flowable, canvas: Any, left: float, baseline: float, width: float
    ) -> None:
        """Draw words with their first line at `baseline`."""
        height = words.wrap(width, self._sheet.height)[1]
        words.drawOn(canvas, _LEFT + left, baseline + words.style.fontSize - height)


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas that numbers its pages when their number is known, and dates the file itself."""

    def __init__(
        self, *args: Any, header: Header, drawn: Callable[[int], None], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._drawn = drawn
        made = header.generated_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
        self.setDateFormatter(lambda *_machine_time: made)
        # ReportLab begins the file's identity with a time of the machine's: begin without one.
        self._doc.signature = md5(made.encode(), usedforsecurity=False)

    def ask(self) -> None:
        """Ask in the midst of a block whether the report is still wanted; raises if it is not."""
        self._drawn(0)

    def save(self) -> None:
        """Draw the number of each page into the place kept for it, and write the file."""
        if self._code:
            self.showPage()
        total = self.getPageNumber() - 1
        for page in range(1, total + 1):
            self.beginForm(f"folio{page}")
            self.setFillColor(BLACK)
            self.setFont(SEMIBOLD, 7.6)
            words = _("Page {page} of {total}").format(page=page, total=total)
            self.drawRightString(_LEFT + WIDTH, _FOOT, words)
            self.endForm()
            self._drawn(0)
        self.addPageLabel(0, "ARABIC", 1)
        self._doc.idToObject = _Watched(self._doc.idToObject, self._drawn)
        super().save()


class _Watched(dict[Any, Any]):
    """The objects of a file, which tells whenever one is written: thousands of pages take long."""

    def __init__(self, objects: dict[Any, Any], drawn: Callable[[int], None]) -> None:
        super().__init__(objects)
        self._drawn = drawn

    def __getitem__(self, name: Any) -> Any:
        self._drawn(0)
        return super().__getitem__(name)


def _classification(canvas: Any, words: str, middle: float, baseline: float) -> float:
    """Draw the classification and return how wide it is."""
    canvas.setFillColor(BLACK)
    canvas.setFont(BOLD, 9.6)
    wide = stringWidth(words, BOLD, 9.6) + _SPACED * (len(words) - 1)
    canvas.drawString(middle - wide / 2, baseline, words, charSpace=_SPACED)
    return float(wide)


def _boxed(canvas: Any, words: str, baseline: float) -> None:
    wide = stringWidth(words, SEMIBOLD, 6.8) + _SPACED * (len(words) - 1)
    right = _LEFT + WIDTH
    canvas.setStrokeColor(DARK)
    canvas.setFillColor(DARK)
    canvas.setLineWidth(0.5)
    canvas.rect(right - wide - 8, baseline - 2.8, wide + 8, 10.4)
    canvas.setFont(SEMIBOLD, 6.8)
    canvas.drawString(right - wide - 4, baseline, words, charSpace=_SPACED)


def foot_words(header: Header) -> tuple[str, str, str]:
    """Return which state of the log is printed: as known when, made when, after which entry."""
    head = header.journal_head
    parts = " ".join(head[start : start + 4] for start in range(0, len(head), 4))
    return (
        _("As known at {dtg}").format(dtg=header.as_known_at),
        _("Generated {dtg}").format(dtg=header.generated),
        _("Journal head {head} · entry {entry}").format(
            head=parts, entry=show_number(header.journal_entry)
        ),
    )
