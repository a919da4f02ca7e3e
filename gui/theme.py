"""The look in force: colours by token name, fonts, and sizes that follow the text scale.

One `Theme` is made at start and handed to every part that paints. Parts read it when they
paint and keep nothing of it, so a switch at run time is `theme.use("dark")`, then `apply` of
`gui.style`.
"""

import json
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

Choice = Literal["light", "dark", "system"]

DATA = Path(__file__).parent / "data"
FAMILY = "Inter"
MARK = "stInitialBg"  # the ground of words that a search found
SCALES = (100, 110, 125)  # per cent, the choices of the setting "Text"

_ROLES = {
    QPalette.ColorRole.Window: "bg1",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "bg1",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "onAccent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onAccent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accentText",
    QPalette.ColorRole.LinkVisited: "accentText",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hair",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "field",
    QPalette.ColorRole.Shadow: "shadow",
}
_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.PlaceholderText,
)


@cache
def tokens(name: Literal["light", "dark"]) -> dict[str, QColor]:
    """Return every colour of one theme by its token name."""
    written = json.loads((DATA / "tokens.json").read_text(encoding="utf-8"))[name]
    return {token: _colour(text) for token, text in written.items() if token != "name"}


def _colour(text: str) -> QColor:
    """Read #RRGGBB or #RRGGBBAA; Qt itself would take eight digits for #AARRGGBB."""
    colour = QColor(text[:7])
    if len(text) == 9:
        colour.setAlpha(int(text[7:], 16))
    return colour


class Theme:
    """Which colours and which text size are in force; `theme["accent"]` is a colour."""

    def __init__(self, name: Literal["light", "dark"], scale: int) -> None:
        self.name = name
        self.scale = scale

    @classmethod
    def load(cls, choice: Choice = "system", scale: int = 100) -> "Theme":
        """Return the theme for a setting; `scale` is the text size in per cent (100 to 125)."""
        return cls(_named(choice), scale)

    def use(self, choice: Choice, scale: int | None = None) -> None:
        """Change colours, and the text scale if one is given; seen on screen after `apply`."""
        self.name = _named(choice)
        self.scale = scale or self.scale

    def __getitem__(self, token: str) -> QColor:
        return tokens(self.name)[token]

    def px(self, size: float) -> int:
        """Return a design size in logical pixels, multiplied by the text scale."""
        return round(size * self.scale / 100)

    def font(self, size: float = 13, weight: int = 400, zero: bool = False) -> QFont:
        """Return Inter at `size` design pixels, with tabular figures.

        Args:
            size: Before the text scale; 11 labels, 12 tables, 13 fields, 15, 16 and 20 titles.
            weight: 400, 500, 600 or 700.
            zero: Slashed zeros, for numbers, DTG and MGRS, where 0 must not read as O.
        """
        return QFont(_font(self.px(size), weight, zero))  # a copy: who asks may strike it out

    def palette(self) -> QPalette:
        """Return the tokens in the roles that Fusion and Qt's own dialogs read."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self[token])
        for role in _DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self["disabled"])
        return palette


@cache
def _font(pixels: int, weight: int, zero: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    if zero:
        font.setFeature(QFont.Tag.fromString("zero"), 1)
    return font


def _named(choice: Choice) -> Literal["light", "dark"]:
    if choice != "system":
        return choice
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"
