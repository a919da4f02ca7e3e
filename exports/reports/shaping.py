"""A font whose letters join to syllables, as those of Bengali do, which ReportLab sets one by one.

HarfBuzz says what a syllable looks like; it is drawn as one glyph of a Type 3 font (ISO 32000-1,
9.6.5) that is made for the file. Each glyph tells its letters, so a copy of the page gives what was
typed. Outside of this font nobody needs to know: text is measured, broken and drawn as any other.
"""

from collections.abc import Iterable
from functools import cache, lru_cache, partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress
from reportlab.pdfbase.ttfonts import TTFont

_EM = 1000  # units to the point of size
_FIRST = 33  # code of a font's first glyph: 32 would be widened like a space
_ROOM = 100  # glyphs in a font: what one list of a table of letters may hold (ISO 32000-1, 9.10.3)
_LETTERS = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{count} beginbfchar
{told}
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Syllable(NamedTuple):
    """Letters that are set together; sizes in thousandths of the size of the font.

    Attributes:
        glyphs: Number of each in the font, and where it stands, to the right and up.
        wide: How far the next syllable is.
    """

    letters: str
    glyphs: tuple[tuple[int, int, int], ...]
    wide: int


class _Drawn:
    """What a file shows of a font so far, in the order of first use.

    The attributes without an underscore are those that ReportLab looks for.
    """

    namePrefix = "F"
    internalName: str | None = None

    def __init__(self) -> None:
        self.subsets: list[list[Syllable]] = []
        self._places: dict[Syllable, tuple[int, int]] = {}

    def place(self, syllable: Syllable) -> tuple[int, int]:
        """Return the number of the font of `syllable`, and its code there."""
        if syllable not in self._places:
            subset, number = divmod(len(self._places), _ROOM)
            if not number:
                self.subsets.append([])
            self.subsets[subset].append(syllable)
            self._places[syllable] = subset, _FIRST + number
        return self._places[syllable]


class ShapedFont(TTFont):  # type: ignore[misc]
    """A TrueType font that is measured and drawn by syllables.

    What is overridden are the questions that ReportLab asks any such font.
    """

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        return sum(one.wide for one in syllables(self.face.filename, text)) * size / _EM

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Return `text` as codes, each stretch with the number of its font."""
        if doc not in self.state:
            self.state[doc] = _Drawn()
        places = map(self.state[doc].place, syllables(self.face.filename, text))
        return [
            (subset, bytes(code for _subset, code in stretch))
            for subset, stretch in groupby(places, itemgetter(0))
        ]

    def addObjects(self, doc: Any) -> None:
        """Write the fonts of a file."""
        fonts = doc.idToObject["BasicFonts"].dict
        for number, shown in enumerate(self.state[doc].subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            fonts[name] = doc.Reference(self._font(doc, name, shown), name)
        del self.state[doc]

    def _font(self, doc: Any, name: str, shown: list[Syllable]) -> PDFDictionary:
        codes = range(_FIRST, _FIRST + len(shown))
        outlines = [_outline(self.face.filename, one) for one in shown]
        procedures = {
            f"g{code}": _stream(doc, f"{name} {code}", outline.procedure(one.wide))
            for code, one, outline in zip(codes, shown, outlines, strict=True)
        }
        letters = _letters(f"{self.fontName}-{name}", zip(codes, shown, strict=True))
        names = [PDFName(glyph) for glyph in procedures]
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type3"),
                "Name": PDFName(self.fontName),
                "FontBBox": PDFArray(_around([point for one in outlines for point in one.points])),
                "FontMatrix": PDFArray([1 / _EM, 0, 0, 1 / _EM, 0, 0]),
                "FirstChar": codes[0],
                "LastChar": codes[-1],
                "Widths": PDFArray([one.wide for one in shown]),
                "Encoding": PDFDictionary({"Differences": PDFArray([_FIRST, *names])}),
                "CharProcs": PDFDictionary(procedures),
                "Resources": PDFDictionary({}),
                "ToUnicode": _stream(doc, f"{name} letters", letters),
            }
        )


@lru_cache(maxsize=1 << 14)
def syllables(path: str, text: str) -> tuple[Syllable, ...]:
    """Return `text`, Bengali without line breaks, as the font of that file sets it."""
    from uharfbuzz import Buffer, shape

    if not text:  # what ReportLab measures before the first letter of a word that it cuts
        return ()
    buffer = Buffer()
    buffer.add_str(str(text))  # ReportLab hands on words of a class of its own
    buffer.direction, buffer.script, buffer.language = "ltr", "Beng", "bn"
    shape(_sized(path), buffer)
    set_ = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    found = [
        (start, list(glyphs)) for start, glyphs in groupby(set_, lambda glyph: glyph[0].cluster)
    ]
    starts = [*(start for start, _glyphs in found), len(text)]
    return tuple(
        _syllable(text[start:end], glyphs)
        for (start, end), (_start, glyphs) in zip(pairwise(starts), found, strict=True)
    )


def _syllable(letters: str, glyphs: list[tuple[Any, Any]]) -> Syllable:
    placed, x = [], 0
    for info, at in glyphs:
        placed.append((info.codepoint, x + at.x_offset, at.y_offset))
        x += at.x_advance
    return Syllable(letters, tuple(placed), x)


class _Outline:
    """The outline of a syllable, as operators of a page, and the points that it lies between."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self.points: list[tuple[float, float]] = []
        self.origin = 0, 0

    def add(self, operator: str, *numbers: float) -> None:
        """Go on with an operator of a path and its points, given from the origin of a glyph."""
        left, bottom = self.origin
        points = [(left + x, bottom + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        self.points += points
        self.code.append(" ".join([*(f"{x:.5g} {y:.5g}" for x, y in points), operator]))

    def procedure(self, wide: int) -> str:
        """Return how the syllable is drawn, in the colour of the text around it."""
        box = " ".join(f"{number:.5g}" for number in _around(self.points))
        return "\n".join([f"{wide} 0 {box} d1", *self.code, "f"])


def _outline(path: str, syllable: Syllable) -> _Outline:
    drawn = _Outline()
    for glyph, x, y in syllable.glyphs:
        drawn.origin = x, y
        _sized(path).draw_glyph(glyph, _pen(), drawn)
    return drawn


@cache
def _sized(path: str) -> Any:
    """Return the font of that file, sized so that HarfBuzz counts in our units."""
    from uharfbuzz import Blob, Face, Font

    font = Font(Face(Blob.from_file_path(path)))
    font.scale = _EM, _EM
    return font


@cache
def _pen() -> Any:
    """Return what hands a glyph's outline on to an `_Outline`; curves are cubic, as in a PDF."""
    from uharfbuzz import DrawFuncs

    pen = DrawFuncs()
    pen.set_move_to_func(partial(_draw, "m"))
    pen.set_line_to_func(partial(_draw, "l"))
    pen.set_cubic_to_func(partial(_draw, "c"))
    pen.set_close_path_func(partial(_draw, "h"))
    return pen


def _draw(operator: str, *told: Any) -> None:
    *numbers, outline = told
    outline.add(operator, *numbers)


def _around(points: list[tuple[float, float]]) -> list[float]:
    """Return left, bottom, right and top of what holds the points; a space has none."""
    across, up = zip(*(points or [(0, 0)]), strict=True)
    return [min(across), min(up), max(across), max(up)]


def _letters(name: str, shown: Iterable[tuple[int, Syllable]]) -> str:
    """Return the table that tells the letters of each code (ISO 32000-1, 9.10.3)."""
    told = [f"<{code:02X}> <{one.letters.encode('utf-16-be').hex()}>" for code, one in shown]
    return _LETTERS.format(name=name, count=len(told), told="\n".join(told))


def _stream(doc: Any, name: str, content: str) -> Any:
    """Return a reference to a stream with that content."""
    return doc.Reference(PDFStream(content=content, filters=[PDFZCompress]), name)
