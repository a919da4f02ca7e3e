"""The command palette: actions, incidents and places from a few letters, by keys alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from sqlalchemy import event

from db import acts
from db.numbers import numbered
from gui.actions import WINDOW_ACTIONS
from gui.desk import Desk
from gui.palette import Palette
from tests.keyboard import press, put_up, write

NOW = WINDOW_ACTIONS


@pytest.fixture
def window(qtbot, theme):
    """A window with one line, which has the keyboard."""
    window = QWidget()
    window.resize(1366, 768)
    line = QLineEdit()
    QVBoxLayout(window).addWidget(line)
    put_up(window, qtbot)
    line.setFocus()
    return window


@pytest.fixture
def palette(window, theme, sample):
    return Palette(theme, Desk(sample), lambda: NOW, window)


def listed(palette):
    """Return the rows, word for word."""
    rows = palette.findChild(QListWidget)
    return [rows.item(number).text() for number in range(rows.count())]


def uid_of(book, number):
    with book.reading() as session:
        return numbered(session, number, 1)[0].incident_uid


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("new inc", "new_incident"),
        ("sit", "write_sitrep"),
        ("hand wat", "hand_over"),
        ("flash", "write_flash"),
        ("geon", "load_places"),
        ("csv", "write_csv"),
    ],
)
def test_a_few_letters_and_enter_do_an_action(qtbot, palette, typed, name):
    palette.open()
    write(typed)
    with qtbot.waitSignal(palette.action_chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [name]
    assert not palette.isVisible()


def test_every_action_can_be_found_by_its_own_words(qtbot, palette):
    for spec in NOW:
        if spec.name == "open_palette":
            continue
        palette.open()
        write(spec.text.rstrip("…"))
        assert any(row.startswith(spec.text) for row in listed(palette)), spec.name


def test_what_cannot_be_done_now_is_not_offered(window, theme, sample):
    palette = Palette(theme, Desk(sample), lambda: NOW[:1], window)
    palette.open()
    write("new inc")
    assert listed(palette) == []
    assert palette._nothing.isVisible()


@pytest.mark.parametrize(
    "typed", ["0021", "21", "GAO-0021", "gao 21", "2016-0021", "MIN-GAO-2016-0021"]
)
def test_an_incident_is_found_by_any_part_of_its_number(qtbot, palette, sample, typed):
    palette.open()
    write(typed)
    with qtbot.waitSignal(palette.incident_chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [uid_of(sample, "MIN-GAO-2016-0021")]


def test_the_incident_of_that_number_comes_first_then_those_that_begin_so_newest_first(palette):
    palette.open()
    write("002")
    numbers = [row.split()[0] for row in listed(palette)]
    assert numbers == [
        "MIN-GAO-2016-0002",
        *(f"MIN-GAO-2016-00{serial}" for serial in (25, 24, 23, 22, 21, 20)),
    ]


@pytest.mark.parametrize("typed", ["9999", "KID-0021", "1999-0021", "x21", "21x"])
def test_a_number_that_the_log_lacks_finds_no_incident(sample, typed):
    with sample.reading() as session:
        assert numbered(session, typed, 8) == ()


def test_of_one_serial_the_newest_year_comes_first(book, author, clock):
    report = {"occurred": "010000Z JAN 16", "type": "OTH", "summary": "Shots heard."}
    acts.log(book, author, report)
    clock.tick(days=300)
    acts.log(book, author, report)
    with book.reading() as session:
        assert [one.number for one in numbered(session, "1", 8)] == [
            "MIN-GAO-2017-0001",
            "MIN-GAO-2016-0001",
        ]
        assert [one.number for one in numbered(session, "1", 1)] == ["MIN-GAO-2017-0001"]


def test_a_number_is_looked_up_in_an_index_however_long_the_log(sample):
    plans = []

    def explain(_connection, cursor, statement, parameters, *_rest):
        if not statement.startswith("EXPLAIN"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[-1] for row in cursor.fetchall())

    event.listen(sample.engine, "before_cursor_execute", explain)
    with sample.reading() as session:
        numbered(session, "GAO-002", 8)
    event.remove(sample.engine, "before_cursor_execute", explain)
    assert any("serial" in plan for plan in plans)
    assert not [p for p in plans if p.startswith("SCAN incident") and "INDEX" not in p]


def test_a_place_is_found_whatever_its_accents_and_chosen_by_name(qtbot, palette):
    palette.open()
    write("menaka")
    assert "Ménaka" in listed(palette)[0]
    with qtbot.waitSignal(palette.place_chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["Ménaka"]


def test_arrows_go_round_and_enter_takes_the_row_they_are_on(qtbot, palette):
    palette.open()
    write("watch")
    words = listed(palette)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.action_chosen) as told:
        press(Qt.Key.Key_Return)
    assert words[1].startswith(next(spec.text for spec in NOW if spec.name == told.args[0]))


def test_a_row_is_chosen_with_the_mouse_too(qtbot, palette):
    palette.open()
    write("sitrep")
    rows = palette.findChild(QListWidget)
    with qtbot.waitSignal(palette.action_chosen) as told:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert told.args == ["write_sitrep"]


def test_there_are_never_more_than_eight_rows(palette):
    palette.open()
    assert len(listed(palette)) == 8
    write("g")
    assert 0 < len(listed(palette)) <= 8


def test_escape_gives_the_keyboard_back(qtbot, palette, window):
    line = window.findChild(QLineEdit)
    palette.open()
    assert not line.hasFocus()
    write("sitrep")
    press(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert line.hasFocus()


def test_opened_again_it_is_empty(palette):
    palette.open()
    write("sitrep")
    press(Qt.Key.Key_Escape)
    palette.open()
    assert palette._line.text() == ""
    assert len(listed(palette)) == 8


def test_going_elsewhere_shuts_it(palette, window):
    palette.open()
    window.findChild(QLineEdit).setFocus()
    assert not palette.isVisible()
