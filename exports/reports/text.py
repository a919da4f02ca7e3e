"""Text as it was typed, set in the fonts that have it: nothing dropped, nothing read as markup.

Lines that hold Arabic or Hebrew are wrapped in the order of reading; then each is shaped and put
into the order of display, which ReportLab can't do itself.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from db.words import _
from exports.reports.content import Prose, Span, Tone
from exports.reports.flowing import flowing
from exports.reports.fonts import ARABIC, loud, runs
from exports.reports.styles import ACCENT, Styles

_LINE_END = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")  # as str.splitlines
_TOKENS = re.compile(r"\n|\s+|\S+")
_TOGETHER = re.compile(  # a DTG, a grid, a number and its unit: never apart on two lines
    r"\b(?:(?:\d{6}[A-Z]|\d\d?) [A-Z]{3} \d\d|\d\d?[A-Z] [A-Z]{2} \d{2,5} \d{2,5}"
    r"|\d+ (?:km|m|h|min))\b",
    re.ASCII,
)
_UNMARKED = (Tone.PLAIN, Tone.STRONG)
_RTL = {"R", "AL"}
_REMOVED = {"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}  # UAX #9, X9
_ACCENT = f'<font color="#{ACCENT.hexval()[2:]}">{{}}</font>'


class _Mark(NamedTuple):
    """How letters are set: semibold, in the accent, struck."""

    loud: bool = False
    accent: bool = False
    struck: bool = False


class _Word(NamedTuple):
    """Letters without a space between; `spaced` if one comes before; a line end is "\\n"."""

    text: str
    mark: _Mark
    spaced: bool


class _Run(NamedTuple):
    """Letters in one font, in the order of display."""

    text: str
    font: str
    mark: _Mark


class Typesetter:
    """Sets text in the report's styles.

    Attributes:
        styles: By name.
        room: How high the text of a first page may be, in points.
        missing: The characters that no font has, so far; each was set as ⟨U+1F681⟩.
    """

    def __init__(self, room: float = math.inf) -> None:
        self.styles = Styles()
        self.room = room
        self.missing: set[str] = set()

    def prose(self, text: str | Prose, style: str) -> Flowable:
        """Return `text` as one paragraph that flows over lines and pages."""
        spans = (Span(text),) if isinstance(text, str) else text
        told = [piece for span in spans for piece in pieces(span)]
        if any(_is_rtl(text) for text, _mark in told):
            return _Mixed(told, self.styles[style], self.missing)
        shown = self.styles[style]
        return Paragraph(
            "".join(_markup(text, mark, shown, self.missing) for text, mark in told), shown
        )

    def cell(self, text: str | Prose, style: str, width: float) -> Flowable:
        """Return `text` as a paragraph of that width, set faster where it is plain."""
        shown = self.styles[style]
        spans = (Span(text),) if isinstance(text, str) else text
        quick: Flowable | None = None
        if shown.alignment == TA_LEFT and all(span.tone in _UNMARKED for span in spans):
            fonts = {Tone.PLAIN: shown.fontName, Tone.STRONG: loud(shown.fontName)}
            told = [(_clean(span.text), fonts[span.tone]) for span in spans]
            quick = flowing(told, shown, width)
        elif isinstance(text, str) and _fits(text, shown, width):
            quick = _Line(text, shown)
        return quick or self.prose(text, style)

    def line(self, text: str, style: str, width: float) -> Flowable:
        """Return `text` on one line, cut to `width`, for the head and foot of a page."""
        shown = self.styles[style]
        short = text = " ".join(text.split())[:200]
        while text and stringWidth(short, shown.fontName, shown.fontSize) > width:
            text = text[:-1]
            short = f"{text}…"
        return self.cell(short, style, width)


class _Line(Flowable):  # type: ignore[misc]
    """One line in one font, flush right or in the middle: what most numbers of a table are."""

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__()
        self._text = text
        self.style = style

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.style.leading
        return width, self.height

    def draw(self) -> None:
        self.paint(self.canv, 0, 0)

    def paint(self, canvas: Any, left: float, bottom: float) -> None:
        """Draw it with its lower left corner there."""
        style, baseline = self.style, bottom + self.height - self.style.fontSize
        canvas.setFillColor(style.textColor)
        canvas.setFont(style.fontName, style.fontSize)
        if style.alignment == TA_RIGHT:
            canvas.drawRightString(left + self.width, baseline, self._text)
        else:
            canvas.drawCentredString(left + self.width / 2, baseline, self._text)


class _Lines(Flowable):  # type: ignore[misc]
    """A paragraph whose lines are broken already, each its runs from left to right."""

    def __init__(self, style: ParagraphStyle, lines: list[list[_Run]]) -> None:
        super().__init__()
        self.style, self._shown = style, lines
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, len(self._shown) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the lines that fit and the rest, at least two of each; [] if there are fewer."""
        fitting = min(int(height / self.style.leading), len(self._shown) - 2)
        if fitting < 2:
            return []
        return [_Lines(self.style, half) for half in (self._shown[:fitting], self._shown[fitting:])]

    def draw(self) -> None:
        size = self.style.fontSize
        for number, line in enumerate(self._shown):
            y = self.height - number * self.style.leading - size
            x = self.style.leftIndent
            if self.style.alignment == TA_RIGHT:
                x = self.width - sum(stringWidth(run.text, run.font, size) for run in line)
            for run in line:
                x = self._draw_run(run, x, y)

    def _draw_run(self, run: _Run, x: float, y: float) -> float:
        """Draw a run and return where it ends."""
        color = ACCENT if run.mark.accent else self.style.textColor
        self.canv.setFillColor(color)
        self.canv.setFont(run.font, self.style.fontSize)
        self.canv.drawString(x, y, run.text)
        end = x + float(stringWidth(run.text, run.font, self.style.fontSize))
        if run.mark.struck:
            self.canv.setStrokeColor(color)
            self.canv.setLineWidth(0.6)
            middle = y + self.style.fontSize / 4
            self.canv.line(x, middle, end, middle)
        return end


class _Mixed(_Lines):
    """A paragraph with text from right to left; flush right if it begins with such."""

    def __init__(
        self, pieces: list[tuple[str, _Mark]], style: ParagraphStyle, missing: set[str]
    ) -> None:
        self._missing = missing
        self._base = _direction("".join(text for text, _mark in pieces))
        if self._base == "R":
            style = ParagraphStyle(
                f"{style.name}FromRight", style, fontName=ARABIC, alignment=TA_RIGHT
            )
        super().__init__(style, [])
        self._words = [
            _Word(self._seen(word.text), word.mark, word.spaced) for word in _words(pieces)
        ]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if not self._shown:  # a paragraph keeps the width that it is given first
            room = width - self.style.leftIndent - self.style.rightIndent - 0.1
            self._shown = [self._display(line) for line in self._lines(room)]
        return super().wrap(width, height)

    def _seen(self, word: str) -> str:
        """Return what of `word` leaves ink, what no font has as its code."""
        if word == "\n":
            return word
        told = "".join(run for _font, run in runs(word, self.style.fontName, self._missing))
        return "".join(c for c in told if unicodedata.bidirectional(c) not in _REMOVED)

    def _lines(self, room: float) -> Iterator[list[_Word]]:
        """Yield the words of each line, in the order of reading."""
        line: list[_Word] = []
        used = 0.0
        space = stringWidth(" ", self.style.fontName, self.style.fontSize)
        for word in self._cut_long(room):
            if word.text == "\n":
                yield line
                line, used = [], 0.0
                continue
            wide = self._width(word) + space * word.spaced
            if line and used + wide > room:
                yield line
                line, used = [], 0.0
            line.append(word)
            used += wide
        yield line

    def _cut_long(self, room: float) -> Iterator[_Word]:
        """Yield the words, one that is wider than a line in pieces that are not."""
        letters = max(1, int(room / (2 * self.style.fontSize)))  # nothing is wider than 2 em
        for word in self._words:
            if word.text == "\n" or self._width(word) <= room:
                yield word
                continue
            for start in range(0, len(word.text), letters):
                piece = word.text[start : start + letters]
                yield _Word(piece, word.mark, word.spaced and not start)

    def _width(self, word: _Word) -> float:
        return sum(
            float(stringWidth(run.text, run.font, self.style.fontSize))
            for run in self._runs(_shaped(word.text), word.mark)
        )

    def _display(self, line: list[_Word]) -> list[_Run]:
        """Return the runs of a line as they stand from left to right."""
        from bidi.algorithm import get_display  # mirrors brackets, which bidi.get_display doesn't

        groups: list[list[_Run]] = []
        for mark, group in groupby(line, lambda word: word.mark):
            words = list(group)
            text = "".join(f"{' ' * word.spaced}{word.text}" for word in words).lstrip()
            if groups and words[0].spaced:
                groups.append([_Run(" ", self.style.fontName, _Mark())])
            groups.append(self._runs(get_display(_shaped(text), base_dir=self._base), mark))
        ordered = reversed(groups) if self._base == "R" else groups
        return [run for group_ in ordered for run in group_]

    def _runs(self, text: str, mark: _Mark) -> list[_Run]:
        font = loud(self.style.fontName) if mark.loud else self.style.fontName
        return [_Run(run, name, mark) for name, run in runs(text, font, self._missing)]


def plain(text: str) -> str:
    """Return `text` as a program's title or bookmark can show it: one line, whole characters."""
    return " ".join(text.split()).encode(errors="replace").decode()


def pieces(span: Span) -> list[tuple[str, _Mark]]:
    """Return the text of `span` as it is printed, with what is no longer true in brackets."""
    text = _clean(span.text)
    if span.tone in _UNMARKED:
        return [(text, _Mark(loud=span.tone is Tone.STRONG))]
    if span.tone is Tone.AMENDED:
        return [(text, _Mark(accent=True))]
    struck, beside = (text, _Mark(accent=True, struck=True)), _Mark(accent=True)
    if span.tone is Tone.STRUCK:
        return [struck]
    before, after = _("[was {text}]").split("{text}")
    return [(before, beside), struck, (after, beside)]


def _fits(text: str, style: ParagraphStyle, width: float) -> bool:
    """Whether `text` is a line in one font, no wider than that."""
    font = style.fontName
    is_plain = runs(text, font, set()) == [(font, text)]
    return is_plain and bool(stringWidth(text, font, style.fontSize) <= width)


def _clean(text: str) -> str:
    """Return `text` with line ends of one sort, and what belongs together on one line."""
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    return _TOGETHER.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _markup(text: str, mark: _Mark, style: ParagraphStyle, missing: set[str]) -> str:
    """Return `text` in ReportLab's markup; what it holds itself is not read as such."""
    font = loud(style.fontName) if mark.loud else style.fontName
    lines = []
    for line in text.split("\n"):
        cut = [
            escape(run) if name == style.fontName else f'<font name="{name}">{escape(run)}</font>'
            for name, run in runs(line, font, missing)
        ]
        lines.append("".join(cut))
    marked = "<br/>".join(lines)
    marked = f"<strike>{marked}</strike>" if mark.struck else marked
    return _ACCENT.format(marked) if mark.accent else marked


def _words(pieces: list[tuple[str, _Mark]]) -> Iterator[_Word]:
    spaced = False
    for text, mark in pieces:
        for token in _TOKENS.findall(text):
            if token.isspace() and token != "\n":
                spaced = True
                continue
            yield _Word(token, mark, spaced)
            spaced = False


def _shaped(text: str) -> str:
    """Return `text` with Arabic letters in the forms that join; still in the order of reading."""
    return text if text.isascii() else "".join(map(_formed, _reshaper().reshape(text)))


@cache
def _formed(letter: str) -> str:
    """Return a form of a letter, or the letter itself if the font lacks that form."""
    has_form = not _is_rtl(letter) or runs(letter, ARABIC, set()) == [(ARABIC, letter)]
    return letter if has_form else unicodedata.normalize("NFKC", letter)


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


def _is_rtl(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RTL for c in text)


def _direction(text: str) -> str:
    """Return "R" or "L", as the first letter goes (UAX #9, P2 and P3)."""
    for character in text:
        found = unicodedata.bidirectional(character)
        if found in {"L", *_RTL}:
            return "L" if found == "L" else "R"
    return "L"
