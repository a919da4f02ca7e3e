"""What stands on the pages of a PDF, glyph by glyph in the order of drawing."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from bidi.algorithm import get_display
from pypdf import PdfReader

from exports.reports.fonts import REGULAR, register, runs
from exports.reports.text import _shaped

_OPERATORS = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:[^\\)]|\\.)*)\)", re.DOTALL)
_UNBROKEN = 12  # letters of a word that fits any line
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_CODES = re.compile(rb"<(\w\w)> <((?:\w{4})+)>\n")
# Letters of Hebrew and Arabic with their marks; letters and digits of others; any other character.
_PIECES = re.compile("[\u0591-\u065f\u066e-\u06ef\u06fa-\u06ff]+|[A-Za-zÀ-ʯ]+|.", re.DOTALL)


def drawn(pdf: bytes) -> list[str]:
    """Return the glyphs of each page, by the characters that a copy of them gives."""
    return [squeezed("".join(_glyphs(page))) for page in PdfReader(BytesIO(pdf)).pages]


def _glyphs(page):
    fonts = page["/Resources"]["/Font"]
    codes = {}
    for operator in _OPERATORS.finditer(page.get_contents().get_data()):
        name, text = operator.groups()
        if name:
            told = fonts[f"/{name.decode()}"].get_object()["/ToUnicode"].get_object()
            codes = _codes(told.get_data())
        else:
            yield from (codes[code] for code in _ESCAPED.sub(_unescaped, text))


@cache
def _codes(cmap):
    return {
        int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in _CODES.findall(cmap)
    }


def _unescaped(found):
    told = found[1]
    return bytes([int(told, 8)]) if len(told) == 3 else _LETTERS.get(told, told)


def squeezed(text: str) -> str:
    """Return what of `text` leaves ink: no spaces, no soft hyphens, no joiners."""
    return "".join(one for one in "".join(text.split()) if unicodedata.category(one) != "Cf")


def is_from_right(text: str) -> bool:
    """Whether some of it is read from right to left: its order on paper depends on the line."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def on_paper(text: str, *, pieced: bool) -> list[str]:
    """Return the pieces of `text` that are drawn one glyph after the other, as they are drawn.

    What no font has is drawn as its code. In a paragraph that is partly from right to left,
    `pieced`, only the letters of a word keep together, from right to left in the forms that join;
    a bracket may be mirrored, so brackets are passed over.
    """
    register()
    if not pieced:
        return [_coded(squeezed(text))]
    return [piece for word in text.split() for piece in _pieces(_coded(squeezed(word)))]


def _pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word as they are drawn, single letters of one that may be broken."""
    for piece in _PIECES.findall(word):
        if unicodedata.mirrored(piece[0]):
            continue
        if len(word) > _UNBROKEN:
            yield from () if is_from_right(piece) else piece
        else:
            yield get_display(_shaped(piece)) if is_from_right(piece) else piece


def _coded(text: str) -> str:
    return "".join(run for _font, run in runs(text, REGULAR, set()))


def stands_on(text: str, pages: list[str]) -> bool:
    """Whether `text` stands on the pages, whole or broken from one to the next."""
    if any(text in page for page in pages):
        return True
    for number, page in enumerate(pages[:-1]):
        fitting = next((end for end in range(len(text) - 1, 0, -1) if text[:end] in page), 0)
        if fitting and stands_on(text[fitting:], pages[number + 1 :]):
            return True
    return False
