"""The fonts of the reports, embedded, and which of them has a given character."""

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "SourceSans3-Regular"
LIGHT = "SourceSans3-Light"
MEDIUM = "SourceSans3-Medium"
SEMIBOLD = "SourceSans3-Semibold"
BOLD = "SourceSans3-Bold"
ITALIC = "SourceSans3-It"
ARABIC = "DejaVuSans"
ARABIC_BOLD = "DejaVuSans-Bold"
_SCRIPTS = (ARABIC, "NotoSansTifinagh-Regular", "NotoSansBengali-Regular")
_LOUD = (SEMIBOLD, BOLD, ARABIC_BOLD)
_ALL = (REGULAR, LIGHT, MEDIUM, SEMIBOLD, BOLD, ITALIC, ARABIC_BOLD, *_SCRIPTS)
_FOLDER = Path(__file__).parent.parent / "data" / "fonts"
_LAST = "\uffff"  # ReportLab writes no valid code for what is above: it could not be copied
_NEVER_SET = {"Cc", "Cn", "Cs", "Zl", "Zp"}  # some fonts have glyphs for these; a page has no use


@cache
def register() -> None:
    """Make the fonts known to ReportLab; later calls do nothing."""
    for name in _ALL:
        registerFont(TTFont(name, str(_FOLDER / f"{name}.ttf")))


def runs(text: str, font: str, missing: set[str]) -> list[tuple[str, str]]:
    """Return `text` cut into (font, run), each run in the first font that has its characters.

    Args:
        text: Without line breaks.
        font: Tried first; then DejaVu Sans, Noto Tifinagh, Noto Bengali.
        missing: Gains every character that no font has; it is set as ⟨U+1F681⟩.
    """
    cut = []
    for found, characters in groupby(text, lambda character: _font_of(character, font)):
        run = "".join(characters)
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


@lru_cache(maxsize=1 << 16)
def _font_of(character: str, font: str) -> str | None:
    if character > _LAST or unicodedata.category(character) in _NEVER_SET:
        return None
    bold = (ARABIC_BOLD,) if font in _LOUD else ()
    for name in (font, *bold, *_SCRIPTS):
        if ord(character) in getFont(name).face.charToGlyph:
            return str(name)
    return None
