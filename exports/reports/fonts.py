"""The fonts of the reports, embedded, and which of them has a given character."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont

from exports.reports.shaping import ShapedFont

REGULAR = "SourceSans3-Regular"
LIGHT = "SourceSans3-Light"
MEDIUM = "SourceSans3-Medium"
SEMIBOLD = "SourceSans3-Semibold"
BOLD = "SourceSans3-Bold"
ITALIC = "SourceSans3-It"
ARABIC = "DejaVuSans"
ARABIC_BOLD = "DejaVuSans-Bold"
_BENGALI = "NotoSansBengali-Regular"
_SCRIPTS = (ARABIC, "NotoSansTifinagh-Regular", _BENGALI)
_LOUD = (SEMIBOLD, BOLD, ARABIC_BOLD)
_ALL = (REGULAR, LIGHT, MEDIUM, SEMIBOLD, BOLD, ITALIC, ARABIC_BOLD, *_SCRIPTS)
_FOLDER = Path(__file__).parent.parent / "data" / "fonts"
_LAST = "\uffff"  # ReportLab writes no valid code for what is above: it could not be copied
_JOINERS = "\u200c\u200d"
_NEVER_SET = {"Cc", "Cn", "Cs", "Zl", "Zp"}  # some fonts have glyphs for these; a page has no use


@cache
def register() -> None:
    """Make the fonts known to ReportLab; later calls do nothing."""
    for name in _ALL:
        kind = ShapedFont if name == _BENGALI else TTFont
        registerFont(kind(name, str(_FOLDER / f"{name}.ttf")))


def runs(text: str, font: str, missing: set[str]) -> list[tuple[str, str]]:
    """Return `text` cut into (font, run), each run in the first font that has its characters.

    Args:
        text: Without line breaks.
        font: Tried first; then DejaVu Sans, Noto Tifinagh, Noto Bengali.
        missing: Gains every character that no font has; it is set as ⟨U+1F681⟩.
    """
    cut = []
    for found, told in groupby(_in_fonts(text, font), itemgetter(0)):
        run = "".join(character for _font, character in told)
        if found is None:
            missing.update(run)
            run = "".join(map(_code, run))
        cut.append((found or font, run))
    return cut


def visible(text: str) -> str:
    """Return `text` with what leaves no ink, such as ESC, as its code; lines end as before."""
    return "".join(
        _code(character)
        if character != "\n" and unicodedata.category(character) in _NEVER_SET
        else character
        for character in text
    )


def loud(font: str) -> str:
    """Return the semibold that stands beside `font`."""
    return ARABIC_BOLD if font == ARABIC else SEMIBOLD


def _code(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


def _in_fonts(text: str, font: str) -> Iterator[tuple[str | None, str]]:
    """Yield every character after its font; what says how letters join keeps to theirs."""
    found: str | None = None
    for character in text:
        if character not in _JOINERS or found != _BENGALI:
            found = _font_of(character, font)
        yield found, character


@lru_cache(maxsize=1 << 16)
def _font_of(character: str, font: str) -> str | None:
    if character > _LAST or unicodedata.category(character) in _NEVER_SET:
        return None
    bold = (ARABIC_BOLD,) if font in _LOUD else ()
    for name in (font, *bold, *_SCRIPTS):
        if ord(character) in getFont(name).face.charToGlyph:
            return str(name)
    return None
