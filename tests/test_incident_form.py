"""The incident form: an officer logs and amends by keyboard alone, and loses nothing typed."""

import pytest
from conftest import AMBUSH, CAPTAIN, MAJOR
from keyboard import (
    CONTROL,
    SHIFT,
    content_of,
    entries,
    press,
    press_alt,
    put_up_form,
    said,
    save,
    write,
    write_in,
    write_row,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from db import acts
from db.content import TYPED
from db.fields import Section
from gui.actions import JUMPS, KEYS
from gui.desk import Desk
from gui.form_sections import ORDER


@pytest.fixture
def desk(book):
    return Desk(book)


@pytest.fixture
def form(desk, theme, qtbot):
    return put_up_form(desk, theme, qtbot)


def test_an_incident_is_logged_by_keyboard_alone(form, book, qtbot):
    form.begin_new()
    write("311430Z")
    press(Qt.Key.Key_Tab)
    write("ied road")
    press(Qt.Key.Key_Tab)
    write_in(3, "Gao")
    write_in(4, "30QZD 15836 04274")
    write_in(5, "un mil")
    press_alt("6")
    write("2 tcd un mil k")
    press_alt("7")
    write("Logistic convoy struck an IED.")
    press_alt("P")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    with qtbot.waitSignal(form.closed), qtbot.waitSignal(form.saved) as signal:
        save()
    (change,) = signal.args
    assert change.number == "MIN-GAO-2016-0001"
    content = content_of(book, change.subject)
    assert content["type"] == "EXP"
    assert content["subtype"] == "roadside_ied_unknown"
    assert content["region"] == "Gao"
    assert content["target"] == "un_military"
    assert content["attribution"] == "suspected"
    assert content["time_precision"] == "minute"
    (row,) = content["casualties"]
    assert (row["best"], row["cause"]) == (2, "malicious_act")


def test_saving_twice_logs_once(form, book):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(7, "Shots at the gate.")
    save()
    save()
    assert entries(book) == 1


def test_what_is_understood_is_spelled_out_while_typing(form):
    form.begin_new()
    write("311430Z")
    assert said(form, "occurred") == "Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago"
    press_alt("4")
    write("30QZD 15836 04274")
    assert said(form, "position").startswith("16.2988 N 0.0447 W, Gao")


@pytest.mark.parametrize(
    ("name", "typed", "reason"),
    [
        ("occurred", "321430Z", "No day 32"),
        ("position", "30QZD 15836 042", "differ in length"),
        ("type", "xyzzy", "is not on the list"),
        ("target", "martians", "is not on the list"),
        ("reported", "1260Z", "No minute 60"),
    ],
)
def test_what_is_not_understood_is_told_beside_the_field(form, book, name, typed, reason):
    form.begin_new()
    form.cells[name].editor.setFocus()
    if form.cells[name].field.section in KEYS:
        press_alt(KEYS[form.cells[name].field.section])
        form.cells[name].editor.setFocus()
    write(typed)
    assert not form.cells[name].is_wrong()  # half a time is no mistake yet
    press(Qt.Key.Key_Tab)
    assert reason in said(form, name)
    assert form.cells[name].is_wrong()
    save()
    assert reason in said(form, name)
    assert entries(book) == 0


def test_each_reason_stands_at_its_field_and_the_first_gets_the_cursor(form, book):
    form.begin_new()
    press_alt("D")
    write("x" * 10)
    form.cells["damage"].editor.setPlainText("x" * 20_001)
    save()
    wrong = [name for name, cell in form.cells.items() if cell.is_wrong()]
    assert wrong == ["occurred", "type", "summary", "damage"]
    assert QApplication.focusWidget() is form.cells["occurred"].editor
    assert form.cells["damage"].isVisible()
    assert "20001" in said(form, "damage")
    assert entries(book) == 0


def test_a_wrong_casualty_is_told_at_its_row(form):
    form.begin_new()
    press_alt("6")
    press(Qt.Key.Key_Plus, CONTROL)
    write_row("un con", "", "kil", "", "1x")
    press_alt("7")
    assert said(form, "casualties").startswith("Row 1")
    assert "1x" in said(form, "casualties")


def test_fields_that_contradict_each_other_are_told_before_saving(form):
    form.begin_new()
    write_in(1, "1430Z")
    press_alt("T")
    write("1400Z")
    press(Qt.Key.Key_Tab)
    assert said(form, "occurred_to") == "Is before the incident began"


def test_a_position_outside_the_theatre_is_doubtful_but_saved(form, qtbot):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(4, "48.8566 N 2.3522 E")
    assert "outside the theatre" in said(form, "position")
    write_in(7, "Far away.")
    with qtbot.waitSignal(form.saved) as signal:
        save()
    assert "position" in signal.args[0].doubts


def test_subtypes_follow_the_type(form):
    form.begin_new()
    write_in(2, "crime")
    subtype = form.cells["subtype"].editor
    subtype.setFocus()
    write("rob")
    press(Qt.Key.Key_Tab)
    assert subtype.value() == "robbery"
    write_in(2, "direct")
    press(Qt.Key.Key_Tab)
    press_alt("1")
    assert "not on the list" in said(form, "subtype")
    write_in(2, "complex")
    subtype.setFocus()
    subtype.selectAll()
    write("VBIED, then assault")
    press(Qt.Key.Key_Tab)
    assert subtype.value() == "VBIED, then assault"
    assert not form.cells["subtype"].is_wrong()


def test_escape_closes_at_once_when_nothing_was_typed(form, qtbot):
    form.begin_new()
    with qtbot.waitSignal(form.closed):
        press(Qt.Key.Key_Escape)


def test_a_new_incident_half_typed_is_gone_on_with(form):
    form.begin_new()
    write_in(7, "Half a")
    form.begin_new()
    assert form.cells["summary"].input.typed() == "Half a"


def test_nobody_on_watch_is_asked_who_types_and_saves_nothing_unsaid(desk, theme, book, qtbot):
    desk.do(acts.close_watch, MAJOR)
    answers = [False, True]

    def ask_who():
        desk.do(acts.open_watch, CAPTAIN) if answers[0] else None
        return answers.pop(0)

    form = put_up_form(desk, theme, qtbot, ask_who)
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(7, "Shots.")
    save()
    assert entries(book) == 0
    save()
    assert entries(book) == 1
    assert answers == []


def test_save_and_flash_saves_and_asks_for_the_flash_after_it(form, book, qtbot):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(7, "Shots.")
    told = []
    form.saved.connect(lambda change: told.append(change.subject))
    form.flash_wanted.connect(told.append)
    with qtbot.waitSignals([form.saved, form.closed, form.flash_wanted], order="strict"):
        press(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert len(told) == 2
    assert told[0] == told[1]
    assert entries(book) == 1


def test_a_plain_save_asks_for_no_flash(form, qtbot):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(7, "Shots.")
    with qtbot.assertNotEmitted(form.flash_wanted), qtbot.waitSignal(form.saved):
        save()


def test_every_key_that_is_drawn_goes_where_it_says(form):
    form.begin_new()
    write_in(2, "ambush")  # of which both sections of some types are asked
    for number, name in enumerate(JUMPS, start=1):
        press_alt(number)
        focused = QApplication.focusWidget()
        editor = form.cells[name].editor
        assert focused is editor or editor.isAncestorOf(focused), name
    for section, letter in KEYS.items():
        press_alt(letter)
        focused = QApplication.focusWidget()
        inside = [cell for cell in form.cells.values() if cell.isAncestorOf(focused)]
        assert [cell.field.section for cell in inside] == [section]


def test_tab_reaches_every_editor(form):
    form.begin_new()
    write_in(2, "ambush")
    for letter in KEYS.values():
        press_alt(letter)
    press_alt("1")
    reached = set()
    for _step in range(150):
        focused = QApplication.focusWidget()
        reached |= {name for name, cell in form.cells.items() if cell.isAncestorOf(focused)}
        press(Qt.Key.Key_Tab)
    assert reached == set(form.cells)


def test_every_typed_field_stands_in_the_form(form):
    assert set(form.cells) == {field.name for field in TYPED}
    assert set(KEYS) | {Section.FLASH} == set(Section)
    assert sorted(section for row in ORDER for section in row) == sorted(KEYS)


def test_the_perpetrator_stands_open_in_a_new_incident_only(form, book):
    form.begin_new()
    assert form.cells["attribution"].isVisible()
    assert not form.cells["damage"].isVisible()
    change = acts.log(book, MAJOR, AMBUSH)
    form.begin_amend(change.subject, change.number, content_of(book, change.subject))
    assert not form.cells["attribution"].isVisible()


@pytest.mark.parametrize(
    ("typed", "convoy", "rounds"),
    [
        ("", False, False),
        ("direct", True, True),
        ("ied road", True, False),
        ("targeted", False, True),
        ("crime", False, False),
    ],
)
def test_some_sections_are_asked_only_of_some_types(form, typed, convoy, rounds):
    form.begin_new()
    write_in(2, typed)
    press_alt(KEYS[Section.AMBUSH_IED])
    press_alt(KEYS[Section.SHOOTING])
    assert form.cells["convoy"].isVisible() is convoy
    assert form.cells["rounds_own"].isVisible() is rounds


def test_what_was_typed_in_such_a_section_is_never_hidden(form):
    form.begin_new()
    write_in(2, "direct")
    press_alt(KEYS[Section.SHOOTING])
    write("from the NE")
    write_in(2, "crime")
    press_alt("1")
    assert form.cells["fire_direction"].isVisible()
    assert not form.cells["convoy"].isVisible()


def test_a_section_says_in_its_line_what_it_holds(form):
    form.begin_new()
    press_alt(KEYS[Section.DAMAGE])
    write("One truck.")
    press_alt("1")
    lines = [button for button in form.findChildren(QPushButton) if button.text() == "Damage"]
    assert "One truck." in {line.accessibleDescription() for line in lines}


def test_what_the_officer_wrote_before_is_offered_and_never_filled_in(form, book, qtbot):
    acts.log(book, MAJOR, {**AMBUSH, "own_unit": "Unit 7", "source": "gate guard"})
    acts.log(book, CAPTAIN, {**AMBUSH, "own_unit": "Unit 9"})
    form.begin_new()
    press_alt("U")
    box = form.cells["own_unit"].editor
    box.setFocus()
    qtbot.waitUntil(lambda: press(Qt.Key.Key_Down) or box.listed() == ["Unit 7"])
    assert box.text() == ""
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert box.value() == "Unit 7"
    assert form.cells["source"].input.typed() == ""


def test_the_groups_of_the_day_are_proposed(form):
    form.begin_new()
    write_in(1, "1430Z")
    press_alt("P")
    group = form.cells["perpetrator"].editor
    group.setFocus()
    press(Qt.Key.Key_Down)
    names = set(group.listed())
    press(Qt.Key.Key_Escape)  # shuts the list, and asks nothing
    assert group.hasFocus()
    assert QApplication.activePopupWidget() is None
    assert "Ansar Dine" in names
    assert "JNIM" not in names  # founded in 2017
    group.setFocus()
    write("a new group")
    press(Qt.Key.Key_Tab)
    assert group.value() == "a new group"


def test_saving_reads_what_is_still_being_chosen(form, book, qtbot):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(7, "Shots.")
    press_alt("2")
    write("sniper")
    assert QApplication.activePopupWidget() is not None
    with qtbot.waitSignal(form.saved) as signal:
        save()
    content = content_of(book, signal.args[0].subject)
    assert (content["type"], content["subtype"]) == ("DIR", "sniper")


def test_jumping_away_takes_what_was_found(form):
    form.begin_new()
    press_alt("5")
    write("civ")
    press_alt("1")
    assert QApplication.activePopupWidget() is None
    assert form.cells["target"].editor.text() == "Civilians"


def test_buttons_do_what_their_keys_do(form, book, qtbot):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(7, "Shots.")
    (button,) = (b for b in form.findChildren(QPushButton) if b.text() == "Save" and b.isVisible())
    with qtbot.waitSignal(form.saved):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert entries(book) == 1
