"""The small parts of every window: by keyboard, with a name, and quiet when switched."""

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.buttons import BigChoice, Button, FilterChip, IconButton, RailButton, Segmented
from gui.notices import Banner, EmptyState, Toast
from gui.painting import paint_severity, paint_status, status_width
from gui.sections import CollapsibleSection, SectionHeader
from gui.style import apply
from gui.widgets import (
    ElidedLabel,
    FieldBox,
    IconLabel,
    Label,
    SearchBox,
    StatusChip,
    WrapLabel,
    rule,
)

STATUSES = ("draft", "initial", "updated", "verified", "closed", "struck", "duplicate")
GRADES = [(letter, letter) for letter in "ABCDEF"]


@pytest.fixture
def page(qtbot):
    """A shown window to put parts into."""
    page = QWidget()
    page.setLayout(QVBoxLayout())
    page.resize(500, 400)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def put(page, widget):
    page.layout().addWidget(widget)
    widget.show()
    page.layout().activate()
    return widget


def colours(image):
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(*point).name() for point in points}


def shows(image, colour):
    """Whether a pixel comes near the colour; thin strokes never reach it quite."""
    found = (QColor(name) for name in colours(image))
    return any(
        abs(c.red() - colour.red())
        + abs(c.green() - colour.green())
        + abs(c.blue() - colour.blue())
        < 60
        for c in found
    )


def canvas(width=120, height=28):
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    return image


@pytest.mark.parametrize("kind", ["primary", "plain", "quiet", "danger"])
def test_a_button_is_pressed_by_space_and_by_return(theme, page, qtbot, kind):
    button = put(page, Button(theme, "Save & Flash", "send", "Ctrl+Enter", kind))
    pressed = []
    button.clicked.connect(lambda: pressed.append(kind))
    button.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(button, key)

    assert len(pressed) == 3


def test_an_ampersand_in_a_button_is_a_word_and_not_a_shortcut(theme, qtbot):
    button = Button(theme, "Save & Flash")
    qtbot.addWidget(button)
    assert button.words() == "Save & Flash"
    assert button.shortcut().isEmpty()


def test_a_button_has_room_for_its_icon_and_its_key(theme, qtbot):
    plain, full = Button(theme, "Save"), Button(theme, "Save", "save", "Ctrl+Enter")
    qtbot.addWidget(plain)
    qtbot.addWidget(full)
    assert full.sizeHint().width() > plain.sizeHint().width() + 60


@pytest.mark.parametrize(
    "make",
    [
        lambda theme: Button(theme, "Save"),
        lambda theme: IconButton(theme, "copy", "Copy the number"),
        lambda theme: FilterChip(theme, "Region"),
        lambda theme: RailButton(theme, "list", "Log"),
        lambda theme: BigChoice(theme, "book-plus", "New logbook", "Choose the mission", "N"),
    ],
)
def test_focus_shows_a_ring_in_the_accent(theme, page, make):
    button = put(page, make(theme))
    other = put(page, QLineEdit())
    other.setFocus()
    before = button.grab().toImage()
    button.setFocus()
    after = button.grab().toImage()

    assert theme["accent"].name() not in colours(before)
    assert theme["accent"].name() in colours(after)


def test_an_icon_button_says_its_name(theme, qtbot):
    button = IconButton(theme, "copy", "Copy the number")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Copy the number"


def test_delete_clears_a_filter_chip_once(theme, page, qtbot):
    chip = put(page, FilterChip(theme, "Region", "filter"))
    narrow = chip.sizeHint().width()
    chip.set_value("Gao +1")
    assert chip.sizeHint().width() > narrow

    with qtbot.waitSignal(chip.cleared):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert chip.value() == ""
    with qtbot.assertNotEmitted(chip.cleared):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_the_down_arrow_opens_a_filter_chip(theme, page, qtbot):
    chip = put(page, FilterChip(theme, "Region"))
    with qtbot.waitSignal(chip.clicked):
        qtbot.keyClick(chip, Qt.Key.Key_Down)


def test_arrows_move_the_choice_of_a_segmented_row(theme, page, qtbot, qapp):
    row = put(page, Segmented("Source", GRADES, solid=True))
    row.choose("B")
    chosen = []
    row.changed.connect(chosen.append)
    row.findChildren(type(row._group.button(0)))[1].setFocus()
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Left)

    assert chosen == ["C", "D", "C"]
    assert row.value() == "C"


def test_a_segmented_row_rings_while_it_has_focus(theme, page, qapp):
    row, other = put(page, Segmented("Source", GRADES)), put(page, QLineEdit())
    row.choose("A")
    row._group.button(0).setFocus()
    assert row.property("ring") is True
    other.setFocus()
    assert row.property("ring") is False


def test_a_segmented_row_can_be_without_a_choice(theme, qtbot):
    row = Segmented("Source", GRADES)
    qtbot.addWidget(row)
    assert row.value() == ""
    row.choose("F")
    row.choose("")
    assert row.value() == ""
    row.choose("A")
    row.choose("B")
    assert row.value() == "B"


def test_a_field_says_what_is_wrong_and_takes_it_back(theme, page):
    editor = QLineEdit("32 1430Z")
    box = put(page, FieldBox(theme, "DTG", editor, number=1))
    height = box.sizeHint().height()
    editor.clearFocus()

    box.say("error", "No day 32. Type DDHHMMZ, e.g. 311430Z")
    assert theme["err"].name() in colours(editor.grab().toImage())
    assert box.said() == editor.accessibleDescription() != ""

    box.quiet()
    assert theme["err"].name() not in colours(editor.grab().toImage())
    assert box.said() == ""
    assert box.sizeHint().height() == height


@pytest.mark.parametrize(("state", "token"), [("ok", "ok"), ("doubt", "warn"), ("error", "err")])
def test_each_state_of_a_field_has_its_mark(theme, page, state, token):
    box = put(page, FieldBox(theme, "DTG", QLineEdit()))
    box.editor.clearFocus()
    box.say(state, "-")
    assert shows(box.grab().toImage(), theme[token])
    box.quiet()
    assert not shows(box.grab().toImage(), theme[token])


def test_a_remedy_is_read_whole_in_a_narrow_field(theme, page):
    box = put(page, FieldBox(theme, "Type", QLineEdit()))
    box.setFixedWidth(200)
    words = "“ied roadx” is not on the list. Press ↓ to see it."
    box.say("error", words)
    QApplication.processEvents()
    (line,) = [one for one in box.findChildren(QLabel) if one.isVisible() and one.text() == words]
    assert line.wordWrap()
    assert line.height() >= line.heightForWidth(line.width()) > line.fontMetrics().height()


def test_a_required_field_says_so(theme, qtbot):
    editor = QLineEdit()
    box = FieldBox(theme, "Reason", editor, required=True)
    qtbot.addWidget(box)
    assert editor.accessibleName() == "Reason (required)"


def test_alt_and_its_number_go_to_a_field(theme, page, qtbot):
    first = put(page, FieldBox(theme, "DTG", QLineEdit(), number=1))
    second = put(page, FieldBox(theme, "Type", QLineEdit(), number=2))
    first.editor.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(second.editor.hasFocus)


def test_escape_empties_the_search_box(theme, page, qtbot):
    box = put(page, SearchBox(theme, "Search the log", "Ctrl+F"))
    qtbot.keyClicks(box, "Anefif")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_an_elided_label_keeps_its_text_in_the_tooltip(theme, qtbot):
    label = ElidedLabel("Contractor compound attacked, 1 UN contractor killed")
    qtbot.addWidget(label)
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == f"<qt>{label.text()}</qt>"
    label.setText("<b>Contractor</b> & compound attacked")
    label.grab()
    assert "&lt;b&gt;" in label.toolTip()


def test_a_wrapped_label_is_never_clipped(theme, page):
    label = put(page, WrapLabel("Every word of this is to be read. " * 12))
    page.layout().addStretch(1)
    for width in (500, 240):
        page.resize(width, 400)
        page.layout().activate()
        assert label.height() >= label.heightForWidth(label.width())


def test_labels_never_read_markup(theme, qtbot):
    label = Label("<b>not bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("with_icon", [False, True])
def test_a_status_is_painted_inside_its_width(theme, status, with_icon):
    image, width = canvas(), status_width(theme, "Updated 2", with_icon)
    painter = QPainter(image)
    paint_status(painter, QRectF(0, 0, 120, 28), theme, status, "Updated 2", with_icon)
    painter.end()
    beyond = image.copy(QRect(QPoint(round(width + 1), 0), image.rect().bottomRight()))

    assert colours(beyond) == {"#ffffff"}
    assert len(colours(image)) > 5


def test_the_height_of_the_severity_bar_is_the_level(theme):
    heights = []
    for level, token in enumerate(("sev0", "sev1", "sev2", "sev3")):
        image = canvas(10)
        painter = QPainter(image)
        paint_severity(painter, QRectF(2, 0, 4, 28), theme, level)
        painter.end()
        column = [image.pixelColor(4, y).name() for y in range(28)]
        heights.append(column.count(theme[token].name()))

    assert heights[0] == 0
    assert heights == sorted(set(heights))


def test_the_status_chip_says_its_word(theme, qtbot):
    chip = StatusChip(theme, "updated", "Updated 2")
    qtbot.addWidget(chip)
    chip.show_status("verified", "Verified")
    assert chip.accessibleName() == "Verified"


def test_a_section_opens_by_its_key_and_goes_into_its_first_editor(theme, page, qtbot):
    editor = QLineEdit()
    section = put(page, CollapsibleSection(theme, "Damage", "1 truck", "Alt+D", editor))
    assert not editor.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(editor.hasFocus)
    section.set_open(False)
    assert not editor.isVisible()


def test_a_banner_says_its_text_and_offers_its_remedy(theme, page, qtbot):
    remedy = Button(theme, "Try again")
    banner = put(page, Banner(theme, "warn", "Backup 14:00 failed:", "no stick.", [remedy]))
    assert banner.accessibleName() == "Backup 14:00 failed: no stick."
    assert banner.isAncestorOf(remedy)
    assert theme["warnBg"].name() in colours(banner.grab().toImage())


def test_a_toast_stays_at_the_bottom_left_and_goes_by_itself(theme, page, qtbot, monkeypatch):
    monkeypatch.setattr("gui.notices.TOAST_MS", 50)
    toast = Toast(theme, page, "Saved as MIN-GAO-2016-0150", "Flash sent to printer", "Open")
    page.resize(700, 600)
    assert toast.geometry().left() > 0
    assert 0 < page.height() - toast.geometry().bottom() < 30
    qtbot.waitUntil(lambda: not page.findChildren(Toast))


def test_the_action_of_a_toast_acts_and_closes_it(theme, page, qtbot):
    toast = Toast(theme, page, "Saved", action="Open")
    acted = []
    toast.acted.connect(lambda: acted.append("Open"))
    qtbot.mouseClick(toast.findChild(QWidget, "action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.findChildren(Toast))
    assert acted == ["Open"]


def test_every_part_can_be_switched_to_dark_and_to_larger_text(theme, qapp, page):
    """Nothing of the light theme's ground is left, and no part shrinks under larger text."""
    parts = [
        Button(theme, "Save", "save", "Ctrl+Enter"),
        FilterChip(theme, "Region"),
        Segmented("Source", GRADES),
        FieldBox(theme, "DTG", QLineEdit("311430Z")),
        SearchBox(theme, "Search the log", "Ctrl+F"),
        SectionHeader("Casualties", "best estimate"),
        CollapsibleSection(theme, "Damage", "", "", QLineEdit()),
        EmptyState(theme, "list", "No incidents yet", "The first one gets a number."),
        BigChoice(theme, "compass", "Explore the sample", "Nothing can be broken", "E"),
        IconLabel(theme, "wifi-off"),
        rule(),
    ]
    for part in parts:
        put(page, part)
    before = [part.sizeHint().height() for part in parts]
    theme.use("dark", 125)
    apply(qapp, theme)

    after = [part.sizeHint().height() for part in parts]
    assert all(new >= old for new, old in zip(after, before, strict=True))
    assert after[0] > before[0]
    assert "#ffffff" not in colours(page.grab().toImage())
