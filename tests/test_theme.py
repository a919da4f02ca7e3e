"""The look: legible colours, our own fonts, icons that exist, a switch that reaches everything."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from gui import notices, painting, widgets
from gui import theme as theme_module
from gui.icons import ICONS, icon, pixmap
from gui.style import apply
from gui.stylesheet import stylesheet
from gui.theme import SCALES, Theme, tokens

GUI = Path(theme_module.__file__).parent
TEXT_ON = {
    "surface": (
        "text", "text2", "text3", "accentText", "err", "warn", "ok", "assess", "stDraft",
    ),
    "bg0": ("text", "text2"),
    "bg1": ("text", "text2", "text3", "err", "warn"),
    "accent": ("onAccent",),
    "accentSoft": ("accentText", "text2"),
    "sel": ("text",),
    "warnBg": ("warn", "text2"),
    "errBg": ("err", "text2"),
    "assessBg": ("assess", "text"),
    "stInitialBg": ("stInitial",),
    "stUpdatedBg": ("stUpdated",),
    "stVerifiedBg": ("stVerified",),
    "stClosedBg": ("stClosed",),
    "stStruckBg": ("stStruck",),
}  # fmt: skip

ICON_ARGUMENT = {
    "pixmap": 0, "icon": 0, "show_icon": 0, "paint_icon": 2, "IconLabel": 1, "IconButton": 1,
    "Button": 2, "FilterChip": 2, "RailButton": 1, "BigChoice": 1, "EmptyState": 1,
}  # fmt: skip


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ground", "text"), [(g, t) for g, ts in TEXT_ON.items() for t in ts])
def test_text_reaches_four_and_a_half_to_one(name, ground, text):
    colours = tokens(name)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("mark", ["nil", "field", "accent", "sev1", "sev2", "sev3"])
def test_marks_and_outlines_reach_three_to_one(name, mark):
    assert contrast(tokens(name)[mark], tokens(name)["surface"]) >= 3


def test_both_themes_have_the_same_tokens():
    assert tokens("light").keys() == tokens("dark").keys()


def test_the_shadow_is_black_and_nearly_clear():
    assert tokens("light")["shadow"] == QColor(0, 0, 0, 0x22)


def test_a_token_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        Theme.load("light")["acent"]


def test_the_system_theme_is_one_of_the_two(qapp):
    assert Theme.load("system").name in ("light", "dark")


def test_text_is_set_in_the_bundled_inter(theme):
    for weight in (400, 500, 600, 700):
        info = QFontInfo(theme.font(13, weight))
        assert (info.family(), info.weight()) == ("Inter", weight)


def test_figures_have_one_width(theme):
    metrics = QFontMetrics(theme.font(13))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_the_zero_of_a_dtg_is_slashed(theme, qtbot):
    def drawn(font):
        label = QLabel("0")
        qtbot.addWidget(label)
        label.setFont(font)
        return label.grab().toImage()

    assert drawn(theme.font(13, zero=True)) != drawn(theme.font(13))


def test_the_slashed_zero_survives_the_stylesheet_and_a_switch(theme, qapp, qtbot):
    def edit(zero):
        line = QLineEdit("000")
        qtbot.addWidget(line)
        line.setFont(theme.font(13, zero=zero))
        line.resize(80, 30)
        return line

    slashed, plain = edit(True), edit(False)
    theme.use("dark", 125)
    apply(qapp, theme)

    assert slashed.grab().toImage() != plain.grab().toImage()
    assert slashed.font().pixelSize() == 16


@pytest.mark.parametrize("scale", SCALES)
def test_sizes_follow_the_text_scale(qapp, scale):
    theme = Theme.load("light", scale)
    assert theme.font(20).pixelSize() == theme.px(20) == 20 * scale / 100


def test_a_switch_reaches_palette_stylesheet_and_shown_widgets(theme, qapp, qtbot):
    pane = QWidget()
    pane.setProperty("pane", "surface")
    qtbot.addWidget(pane)
    pane.resize(20, 20)
    before = pane.grab().toImage().pixelColor(10, 10)

    theme.use("dark")
    apply(qapp, theme)

    after = pane.grab().toImage().pixelColor(10, 10)
    assert (before, after) == (tokens("light")["surface"], tokens("dark")["surface"])
    assert qapp.palette().color(QPalette.ColorRole.Text) == tokens("dark")["text"]
    assert qapp.styleSheet() == stylesheet(theme)


def test_disabled_text_is_grey_in_the_palette(theme):
    palette = theme.palette()
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == theme["disabled"]


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_draws_in_the_colour_asked_for(qapp, file):
    drawn = pixmap(file.stem, QColor("#A4161A"), 24, ratio=2).toImage()
    points = [drawn.pixelColor(x, y) for x in range(48) for y in range(48)]
    inked = [point for point in points if point.alpha() == 255]
    assert inked
    if not file.stem.startswith("field-"):  # the two arrows that the stylesheet loads
        assert all(
            point.red() > 160 and point.green() < 30 and point.blue() < 34 for point in inked
        )


def test_a_pixmap_is_as_dense_as_the_screen(qapp):
    dense = pixmap("check", QColor("black"), 16, ratio=2)
    assert (dense.width(), dense.deviceIndependentSize().width()) == (32, 16)
    assert not icon("check", QColor("black")).isNull()


def icons_named_in(file):
    """Yield each icon written out in a call: its place among the arguments, or `icon=`."""
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        place = ICON_ARGUMENT.get(ast.unparse(call.func).rpartition(".")[2])
        given = [word.value for word in call.keywords if word.arg == "icon"]
        if place is not None:
            given += call.args[place : place + 1]
        for part in given:
            if isinstance(part, ast.Constant) and part.value:
                yield part.value


def test_every_icon_named_in_code_exists():
    named = {name for file in GUI.glob("*.py") for name in icons_named_in(file)}
    named |= {icon for _token, icon in painting._STATUS.values()}
    named |= {icon for icon, _token, _role in widgets._STATES.values() if icon}
    named |= {icon for icon, _token in notices._BANNERS.values()}
    assert len(named) > 12
    assert {name for name in named if not (ICONS / f"{name}.svg").exists()} == set()


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", QColor("black"))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_stylesheet_leaves_no_blank_and_styles_no_unknown_file(name):
    text = stylesheet(Theme.load(name))
    assert "$" not in text
    for file in re.findall(r'url\("([^"]+)"\)', text):
        assert Path(file).exists()
