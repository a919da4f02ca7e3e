"""Plain text broken into lines and drawn at once: what the cells of a long table are made of.

It breaks as ReportLab's paragraph does, but squeezes no space to let a word in, and in a fraction
of the time: words come again and again, so each is measured once. What it can't set is left to
that paragraph.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from exports.reports.fonts import runs

Piece = tuple[str, str]  # text, font
_Line = list[Piece]
_WORD = re.compile(r"[\S\u00a0]+")  # a space that keeps together is no end of a word
_FEWEST = 2  # lines of a paragraph that stand on a page


class Flowing(Flowable):  # type: ignore[misc]
    """A paragraph, flush left, whose lines are broken already."""

    def __init__(self, lines: Sequence[_Line], style: ParagraphStyle) -> None:
        super().__init__()
        self._shown, self.style = lines, style
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, len(self._shown) * self.style.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the lines that fit and the rest, at least two of each; [] if there are fewer."""
        fitting = min(int(height / self.style.leading), len(self._shown) - _FEWEST)
        if fitting < _FEWEST:
            return []
        return [
            Flowing(half, self.style) for half in (self._shown[:fitting], self._shown[fitting:])
        ]

    def draw(self) -> None:
        self.paint(self.canv, 0, 0)

    def paint(self, canvas: Any, left: float, bottom: float) -> None:
        """Draw it with its lower left corner there; sooner than `drawOn`, which moves the page."""
        style = self.style
        text = canvas.beginText(left + style.leftIndent, bottom + self.height - style.fontSize)
        text.setFillColor(style.textColor)
        now = ""
        for line in self._shown:
            last = len(line) - 1
            for number, (run, font) in enumerate(line):
                if font != now:
                    text.setFont(font, style.fontSize, style.leading)
                    now = font
                if number < last:
                    text.textOut(run)
                else:
                    text.textLine(run)  # measures nothing, as nothing stands after it
            if not line:
                text.textLine()
        canvas.drawText(text)


def flowing(pieces: Sequence[Piece], style: ParagraphStyle, width: float) -> Flowing | None:
    """Return the text set `width` wide; None if that takes more than words side by side."""
    if style.alignment != TA_LEFT or not any(text for text, _font in pieces):
        return None
    room = (width - style.leftIndent - style.rightIndent) / style.fontSize
    lines: list[_Line] = []
    line, used, spaced = _Breaking(), 0.0, False
    for text, font in pieces:
        blank = _width(" ", font) or 0.0
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append(line.ended())
                line, used, spaced = _Breaking(), 0.0, False
            spaced |= part[:1].isspace()
            for word in _WORD.findall(part):
                wide = _width(word, font)
                if wide is None or wide > room:
                    return None
                used += wide + blank * spaced
                if used > room and line:
                    lines.append(line.ended())
                    line, used, spaced = _Breaking(), wide, False
                line.add(word, font, spaced)
                spaced = True
            spaced = part[-1:].isspace()
    return Flowing([*lines, line.ended()], style)


class _Breaking(list[tuple[str, list[str]]]):
    """A line while words are added to it: its runs, each a font and its words."""

    def add(self, word: str, font: str, spaced: bool) -> None:
        """Put a word at the end, after a space or close to the one before."""
        if not self or self[-1][0] != font:
            self.append((font, []))
        if spaced and self[0][1]:
            word = f" {word}"
        self[-1][1].append(word)

    def ended(self) -> _Line:
        """Return the line as it is drawn."""
        return [("".join(words), font) for font, words in self]


@lru_cache(maxsize=1 << 16)
def _width(word: str, font: str) -> float | None:
    """Return how wide a word is for each point of size; None if the font lacks a letter."""
    if runs(word, font, set()) != [(font, word)]:
        return None
    return float(stringWidth(word, font, 1))
