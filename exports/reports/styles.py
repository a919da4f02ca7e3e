"""Type, greys and the one accent of the reports. Sizes in points."""

from typing import Any

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from exports.reports.fonts import BOLD, ITALIC, LIGHT, MEDIUM, REGULAR, SEMIBOLD, register

BLACK = black
DARK = Color(0.3, 0.3, 0.3)  # second words: never lighter than this in running text
LABEL = Color(0.46, 0.46, 0.46)
FAINT = Color(0.62, 0.62, 0.62)
HAIR = Color(0.8, 0.8, 0.8)
LAND = Color(0.95, 0.95, 0.95)
ACCENT = HexColor(0x98201C)  # struck text only, and never alone: a line doubles it


class Styles(dict[str, ParagraphStyle]):
    """The paragraph styles by name. Each "Name" has a "NameRight" set flush right."""

    def __init__(self) -> None:
        super().__init__()
        register()
        self._add("Title", SEMIBOLD, 21, 28)
        self._add("Number", LIGHT, 21, 28)
        self._add("Answer", MEDIUM, 13, 17.6)
        self._add("FlashAnswer", MEDIUM, 15, 20)
        self._add("Heading", SEMIBOLD, 10.4, 13)
        self._add("SubHeading", SEMIBOLD, 9.5, 13)
        self._add("Body", REGULAR, 9.5, 13, spaceAfter=3)
        for name, size, leading in (("Flash", 9.8, 13), ("SmallFlash", 8.8, 11)):
            self._add(name, REGULAR, size, leading)
            self._add(f"{name}Label", SEMIBOLD, size, leading)
            self._add(f"{name}Number", REGULAR, size, leading, LABEL)
        self._add("Assessment", ITALIC, 9.5, 12.8, spaceAfter=2.5)
        self._add("Value", REGULAR, 8.8, 11)
        self._add("ValueStrong", SEMIBOLD, 8.8, 11)
        self._add("Label", REGULAR, 8, 11, LABEL)
        self._add("Mission", REGULAR, 8, 10, DARK)
        self._add("Cell", REGULAR, 8.5, 10.6)
        self._add("CellStrong", SEMIBOLD, 8.5, 10.6)
        self._add("CellSecond", REGULAR, 8.5, 10.6, DARK)
        self._add("CellZero", REGULAR, 8.5, 10.6, LABEL)
        self._add("Part", REGULAR, 8.5, 10.6, DARK, leftIndent=8)
        self._add("Status", REGULAR, 7.2, 10.6, DARK)
        self._add("Head", REGULAR, 7.6, 9.4, DARK)
        self._add("HeadStrong", BOLD, 7.6, 9.4)
        self._add("Aside", REGULAR, 7.8, 10.4, DARK)
        self._add("Note", REGULAR, 7.8, 10.4, DARK)
        self._add("NoteApart", REGULAR, 7.8, 10.4, DARK, spaceAfter=4)
        self._add("Beneath", REGULAR, 7.8, 10.4, DARK, leftIndent=103, spaceBefore=2, spaceAfter=4)
        self._add("Quiet", ITALIC, 7.8, 10.4, DARK)
        self._add("QuietMiddle", ITALIC, 7.8, 10.4, DARK, alignment=TA_CENTER)
        self._add("Running", REGULAR, 7.6, 9.4, DARK)
        self._add("Foot", SEMIBOLD, 7.6, 9.4)
        self._add("SmallFoot", REGULAR, 7.2, 9.4, DARK)
        self._add("SmallFootMiddle", REGULAR, 7.2, 9.4, DARK, alignment=TA_CENTER)

    def _add(
        self, name: str, font: str, size: float, leading: float, color: Color = BLACK, **more: Any
    ) -> None:
        style = ParagraphStyle(
            name,
            fontName=font,
            fontSize=size,
            leading=leading,
            textColor=color,
            allowWidows=0,
            allowOrphans=0,
            **more,
        )
        self[name] = style
        self[f"{name}Right"] = ParagraphStyle(f"{name}Right", style, alignment=TA_RIGHT)
