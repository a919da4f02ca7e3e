"""What stands on the pages of a PDF, glyph by glyph in the order of drawing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise

from pypdf import PdfReader

from exports.reports.fonts import REGULAR, register, runs

_OPERATORS = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:[^\\)]|\\.)*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_CODES = re.compile(rb"<(\w\w)> <((?:\w{4})+)>\n")
_FORMS = ("\ufb1d", "\ufefc")  # of letters from right to left, as they join
_KEPT = ("L", "R", "AL", "EN", "AN")  # what keeps together with its like, as UAX #9 names it
_UNBROKEN = 12  # letters of a word that fits any line
_FEWEST = 3  # letters of a longer one that stand together on the narrowest line


def drawn(pdf: bytes) -> list[str]:
    """Return the ink of each page, by the letters that a copy of its glyphs gives."""
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
        int(code, 16): _letter(bytes.fromhex(letters.decode()).decode("utf-16-be"))
        for code, letters in _CODES.findall(cmap)
    }


def _letter(glyph):
    """Return the letter of a form, the letters of a ligature as they stand from left to right."""
    is_form = _FORMS[0] <= glyph <= _FORMS[1]
    return unicodedata.normalize("NFKC", glyph)[::-1] if is_form else glyph


def _unescaped(found):
    told = found[1]
    return bytes([int(told, 8)]) if len(told) == 3 else _LETTERS.get(told, told)


def squeezed(text: str) -> str:
    """Return what of `text` leaves ink: no spaces, no soft hyphens, no joiners."""
    return "".join(one for one in "".join(text.split()) if unicodedata.category(one) != "Cf")


def is_from_right(text: str) -> bool:
    """Whether some of it is read from right to left: its order on paper depends on the line."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def missing(text: str, pages: Sequence[str], *, mixed: bool = False) -> str:
    """Return what of `text` does not stand on the pages; "" if all of it does.

    What no font has must stand there as its code. In a paragraph that is partly from right to
    left, `mixed`, only the letters of a word and the figures of a number keep together; those of
    a long word only in parts, as its lines have room.
    """
    if not mixed:
        return "" if _stands(_coded(text), pages) else text
    lost = []
    for word in map(_coded, text.split()):
        for piece in _pieces(word):
            most = 2 + len(piece) // _FEWEST if len(word) > _UNBROKEN else 1
            if parts(piece, pages) > most and not _stands(piece, pages):
                lost.append(piece)
    return " ".join(lost)


def parts(text: str, where: Sequence[str]) -> float:
    """Return in how many parts, as few as can be, `text` stands in any of those; else infinity."""
    found, start, end = 0, 0, 0
    while start < len(text):
        found += 1
        while end < len(text) and any(text[start : end + 1] in one for one in where):
            end += 1
        if end == start:
            return float("inf")
        start = end
    return found


def _coded(text: str) -> str:
    """Return the ink of `text`, what no font has as its code."""
    register()
    return "".join(run for _font, run in runs(squeezed(text), REGULAR, set()))


def _pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word as they stand; a bracket may be mirrored, so none of those."""
    for (way, _place), found in groupby(_ways(word), lambda one: one[:2]):
        piece = "".join(letter for *_way, letter in found)
        if not unicodedata.mirrored(piece[0]):
            yield piece[::-1] if way == "R" else piece


def _ways(word: str) -> Iterator[tuple[str, int, str]]:
    """Yield each letter behind how it is read and, if it stands alone, its place."""
    way, alone = "", 0
    for place, letter in enumerate(word):
        found = unicodedata.bidirectional(letter)
        if found != "NSM" or not way:  # a mark goes with its letter
            way, alone = found.replace("AL", "R"), 0 if found in _KEPT else place + 1
        yield way, alone, letter


def _stands(text: str, pages: Sequence[str]) -> bool:
    """Whether `text` stands whole on a page, or broken from one to the next."""
    return any(text in page for page in pages) or any(
        text[:end] in page and text[end:] in after
        for page, after in pairwise(pages)
        for end in range(2, len(text) - 1)
    )
