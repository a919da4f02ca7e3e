"""The facets: counts that agree with the rows, and ticks set in the filter bar from them."""

from collections import Counter

import pytest
from conftest import AMBUSH
from keyboard import press, put_up_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event

from db import acts
from db.query import IncidentQuery
from db.vocabulary import EventType
from gui.facets import MOST
from gui.log_page import WIDE
from gui.settings import Settings

COLUMNS = {"types": "type", "regions": "region", "targets": "target", "statuses": "status"}


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot, theme, sample, settings):
    window = put_up_window(sample, theme, qtbot, settings)
    window.log.want_facets(True)
    wait_for_counts(qtbot, window)
    return window


def wait_for_counts(qtbot, window):
    facets = window.log.facets
    qtbot.waitUntil(lambda: len(facets._counts) == len(COLUMNS) and not facets._missing)


def values(window, name, kind="value"):
    """Return the lines of a facet as they are shown."""
    shown = window.log.facets.list.facets.lines
    return [line for line in shown if line.facet == name and line.kind == kind]


def spot(window, line):
    facets = window.log.facets.list
    row = facets.facets.lines.index(line)
    facets.scrollTo(facets.facets.index(row))
    return facets.visualRect(facets.facets.index(row)).center()


def click(qtbot, window, line):
    with qtbot.waitSignal(window.log.answered):
        QTest.mouseClick(
            window.log.facets.list.viewport(), Qt.MouseButton.LeftButton, pos=spot(window, line)
        )
    wait_for_counts(qtbot, window)


def unfold(qtbot, window):
    for name in COLUMNS:
        for line in values(window, name, "more"):
            QTest.mouseClick(
                window.log.facets.list.viewport(), Qt.MouseButton.LeftButton, pos=spot(window, line)
            )


def rows_by(window, name):
    with window._desk.book.reading() as session:
        rows = list(window.log.query.stream(session))
    return Counter(str(getattr(row, COLUMNS[name]) or "") for row in rows)


def test_counts_are_those_of_the_rows(qtbot, window):
    unfold(qtbot, window)
    for name in COLUMNS:
        told = {line.value: line.incidents for line in values(window, name)}
        assert told == rows_by(window, name)


def test_at_most_eight_values_are_listed_until_one_wants_more(qtbot, window):
    whole = rows_by(window, "types")
    assert len(values(window, "types")) == MOST < len(whole)
    (more,) = values(window, "types", "more")
    assert more.words == f"{len(whole) - MOST} more"
    unfold(qtbot, window)
    assert len(values(window, "types")) == len(whole)
    unfold(qtbot, window)
    assert len(values(window, "types")) == MOST


def test_a_click_narrows_to_the_value_and_the_chip_says_so(qtbot, window):
    line = next(line for line in values(window, "types") if line.value == "EXP")
    click(qtbot, window, line)
    assert window.log.query.types == {EventType.EXP}
    assert window.log.filters.chips["types"].value() == "Explosive"
    assert window.log.view.incidents.rowCount() == line.incidents
    (ticked,) = [line for line in values(window, "types") if line.ticked]
    assert ticked.aloud() == f"Explosive, {line.incidents} incidents, ticked"
    assert len(values(window, "types")) == MOST  # its own filter is lifted
    assert sum(one.incidents for one in values(window, "regions")) == line.incidents
    click(qtbot, window, ticked)
    assert window.log.query == IncidentQuery()
    assert window.log.filters.chips["types"].value() == ""


def test_lines_are_walked_and_pressed_by_keys(qtbot, window):
    facets = window.log.facets.list
    facets.setFocus()
    first, second, *_rest = values(window, "types")
    assert facets.current_line() == first
    press(Qt.Key.Key_Down)
    assert facets.current_line() == second
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Space)
    wait_for_counts(qtbot, window)
    assert [line.value for line in values(window, "types") if line.ticked] == [second.value]
    assert facets.current_line().key == second.key
    assert facets.hasFocus()
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Return)
    assert window.log.query == IncidentQuery()
    for _line in range(MOST):
        press(Qt.Key.Key_Down)
    assert facets.current_line().facet == "regions"  # over a heading, which is no line to press
    press(Qt.Key.Key_Tab)
    assert window.log.view.hasFocus()


def test_what_is_ticked_in_the_bar_stays_listed_with_nothing_in_it(qtbot, window):
    menu = window.log.filters.menus["regions"]
    with qtbot.waitSignal(window.log.answered):
        menu.toggle("Sikasso")
    wait_for_counts(qtbot, window)
    (line,) = [line for line in values(window, "regions") if line.ticked]
    assert (line.value, line.incidents) == ("Sikasso", 0)
    assert line.aloud() == "Sikasso, 0 incidents, ticked"
    assert values(window, "types") == []
    click(qtbot, window, line)
    assert window.log.query == IncidentQuery()


def test_no_target_and_no_region_are_values_like_others(qtbot, theme, book, author, settings):
    told = {"occurred": "311430Z MAY 16", "type": "OTH", "summary": "Shots heard."}
    acts.log(book, author, told)
    acts.log(book, author, AMBUSH)
    window = put_up_window(book, theme, qtbot, settings)
    window.log.want_facets(True)
    wait_for_counts(qtbot, window)
    for name, words in (("targets", "no target"), ("regions", "no region")):
        (line,) = [line for line in values(window, name) if not line.value]
        assert (line.words, line.incidents) == (words, 1)
        click(qtbot, window, line)
        assert window.log.filters.chips[name].value() == words
        assert words in window.log.result.facts.text()
        assert window.log.view.incidents.rowCount() == 1
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.menus["targets"].toggle("un_military")
    assert window.log.view.incidents.rowCount() == 1
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.menus["regions"].clear_ticks()
    assert window.log.view.incidents.rowCount() == 2


def test_a_region_that_no_menu_holds_is_ticked_all_the_same(qtbot, window):
    with qtbot.waitSignal(window.log.answered):
        window.log.facets.pressed.emit("regions", "Elsewhere & beyond")
    assert window.log.query.regions == {"Elsewhere & beyond"}
    assert window.log.filters.chips["regions"].value() == "Elsewhere & beyond"


def test_the_past_is_counted_as_it_was_known(qtbot, window):
    desk = window._desk
    with desk.book.reading() as session:
        first = min(row.recorded_at for row in IncidentQuery().stream(session))
    with qtbot.waitSignal(window.log.answered):
        desk.look_at(first)
    wait_for_counts(qtbot, window)
    unfold(qtbot, window)
    for name in COLUMNS:
        told = {line.value: line.incidents for line in values(window, name)}
        assert told == rows_by(window, name)
    assert sum(line.incidents for line in values(window, "types")) < 25


def test_counts_follow_what_is_written(qtbot, window):
    desk = window._desk
    before = sum(line.incidents for line in values(window, "statuses"))
    with qtbot.waitSignal(window.log.answered):
        desk.do(acts.log, desk.author, AMBUSH)
    qtbot.waitUntil(
        lambda: sum(line.incidents for line in values(window, "statuses")) == before + 1
    )


def test_nothing_is_counted_while_nobody_sees_it_nor_twice(qtbot, window):
    told = []
    engine = window._desk.book.engine

    def ask_again():
        told.clear()
        event.listen(engine, "before_cursor_execute", note)
        with qtbot.waitSignal(window.log.answered):
            window.log.sort(window.log.query.order[:0])
        window.log.facets._asking._pool.waitForDone()
        event.remove(engine, "before_cursor_execute", note)
        return [sql for sql in told if "GROUP BY" in sql and "revision" in sql]

    def note(_connection, _cursor, sql, *_more):
        told.append(sql)

    assert ask_again() == []  # another order: the same counts
    window.log.want_facets(False)
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.search_for("gao")
    assert ask_again() == []
    window.log.want_facets(True)
    wait_for_counts(qtbot, window)
    assert {line.value: line.incidents for line in values(window, "statuses")} == rows_by(
        window, "statuses"
    )


def test_former_counts_stay_and_are_dimmed_only_when_new_ones_are_late(window):
    facets = window.log.facets
    facets._missing = ["targets"]  # as while a slow question is under way
    facets._lateness.start()
    facets._list_anew()
    assert not any(line.late for line in values(window, "targets"))
    facets._lateness.stop()
    facets._list_anew()
    assert all(line.late for line in values(window, "targets"))
    assert not any(line.late for line in values(window, "types"))


def test_the_panel_is_there_in_a_wide_window_until_somebody_chooses(qtbot, theme, sample, settings):
    window = put_up_window(sample, theme, qtbot, settings)
    log = window.log
    window.resize(WIDE - 1, 700)
    assert log.facets.isHidden()
    window.resize(WIDE, 700)
    assert not log.facets.isHidden()
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert log.facets.isHidden()
    assert settings.panel("facets") is False
    assert settings.panel("timeline") is None


def test_the_list_keeps_the_contract_of_qt(window, qtmodeltester):
    qtmodeltester.check(window.log.facets.list.facets, force_py=True)
