"""The filter bar: chips set by keys, each taken away with Delete and all with Esc, none cut."""

import pytest
from keyboard import put_up_window
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from db import acts
from db.basemap import Box
from db.query import IncidentQuery
from db.vocabulary import EventType, Harm, Reliability
from gui.filters import FILTERS, POINTED
from gui.main_window import SMALLEST
from gui.settings import Settings
from tests.keyboard import press

NAMES = [one.name for one in FILTERS]


@pytest.fixture
def window(qtbot, theme, sample, tmp_path):
    return put_up_window(sample, theme, qtbot, Settings(tmp_path / "settings.ini"))


@pytest.fixture
def bar(window):
    return window.log.filters


def tick(qtbot, window, name, place):
    """Open the menu of a filter and tick a line of it, and wait for the answer."""
    menu = window.log.filters.menus[name]
    menu.fill()
    with qtbot.waitSignal(window.log.answered):
        menu.actions()[place].toggle()


def set_period(qtbot, window, words):
    actions = window.log.filters.period.menu().actions()
    next(action for action in actions if action.text() == words).trigger()


def test_every_filter_of_the_question_has_a_chip(bar):
    asked = {one for one in IncidentQuery.__dataclass_fields__ if one not in ("since", "before")}
    assert set(NAMES) | set(POINTED) == asked - {"text", "counted_only", "as_of", "order"}
    assert set(bar.chips) == set(NAMES) | set(POINTED)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_ticked_is_asked_counted_and_said(qtbot, window, bar, name):
    whole = window.log.result.facts.text()
    tick(qtbot, window, name, 0)
    assert getattr(window.log.query, name) == getattr(bar.query(IncidentQuery()), name)
    assert getattr(window.log.query, name) != getattr(IncidentQuery(), name)
    assert bar.chips[name].isVisible()
    assert bar.chips[name].value()
    assert window.log.result.facts.text() != whole
    with window._desk.book.reading() as session:
        assert window.log.query.count(session) == window.log.view.incidents.rowCount()


def test_a_filter_under_more_is_set_by_keys_alone(qtbot, window, bar):
    bar.more.setFocus()
    press(Qt.Key.Key_Down)  # opens the menu
    press(Qt.Key.Key_Down)  # Outcome
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)  # from any casualties to UN killed
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Space)
    while QApplication.activePopupWidget():
        press(Qt.Key.Key_Escape)
    assert window.log.query.harms == {Harm.UN_KILLED}
    assert bar.chips["harms"].isVisible()
    assert bar.chips["harms"].value() == "UN killed"


def test_of_a_scale_one_grade_holds(qtbot, window, bar):
    tick(qtbot, window, "reliability", 1)
    assert window.log.query.reliability is Reliability.B
    tick(qtbot, window, "reliability", 3)
    assert window.log.query.reliability is Reliability.D
    assert bar.chips["reliability"].value() == "D or better"


def test_what_was_pointed_at_has_a_chip_while_it_narrows(qtbot, window, bar):
    with window._desk.book.reading() as session:
        rows = IncidentQuery().page(session, 0, 3)
    chosen = frozenset(row.incident_uid for row in rows)
    with qtbot.waitSignal(window.log.answered):
        bar.point("incidents", chosen, "3")
    assert bar.chips["incidents"].isVisible()
    assert "3 chosen incidents" in window.log.result.facts.text()
    assert window.log.view.incidents.rowCount() == 3
    with qtbot.waitSignal(window.log.answered):
        bar.point("box", Box(-0.5, 16.0, 0.5, 16.5), "around Gao")
    assert window.log.view.incidents.rowCount() <= 3
    with qtbot.waitSignal(window.log.answered):
        bar.chips["box"].menu().actions()[0].trigger()
    assert not bar.chips["box"].isVisible()
    with qtbot.waitSignal(window.log.answered):
        bar.clear()
    assert window.log.query == IncidentQuery()


def test_delete_clears_one_filter_and_escape_all(qtbot, window, bar):
    tick(qtbot, window, "types", 0)
    tick(qtbot, window, "harms", 0)
    bar.chips["harms"].setFocus()
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Delete)
    assert window.log.query.harms == frozenset()
    assert not bar.chips["harms"].isVisible()
    assert window.log.query.types == {EventType.DIR}
    assert bar.more.hasFocus()
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Escape)
    assert window.log.query == IncidentQuery()
    assert not any(chip.value() for chip in (bar.period, *bar.chips.values()))


@pytest.mark.parametrize("scale", [100, 125])
@pytest.mark.parametrize("dressed", ["bare", "full"])
def test_nothing_is_cut_in_the_smallest_window(qtbot, theme, window, bar, dressed, scale):
    if dressed == "full":
        for name in NAMES:
            tick(qtbot, window, name, 0)
        tick(qtbot, window, "types", 1)
    theme.use("light", scale)
    try:
        window.resize(SMALLEST)
        bar._arrange()
        parts = [bar.search, bar.new_button, *bar._shown_chips()]
        for place, part in enumerate(parts):
            assert bar.rect().contains(part.geometry())
            assert part is bar.search or part.width() >= part.sizeHint().width()
            for other in parts[:place]:
                assert not part.geometry().intersects(other.geometry())
        assert bar.search.width() >= 140
    finally:
        theme.use("light", 100)


def test_since_the_last_sitrep_says_that_there_is_none_and_shows_the_log(qtbot, window, bar):
    with qtbot.waitSignal(window.log.answered):
        set_period(qtbot, window, "since the last SITREP")
    qtbot.waitUntil(lambda: window.voice.banner is not None)
    assert "No SITREP has been written" in window.voice.banner.accessibleName()
    assert bar.period.value() == ""
    assert window.log.view.incidents.rowCount() == 25


def test_this_watch_and_the_last_sitrep_are_periods_that_move(qtbot, window, bar):
    desk = window._desk
    with qtbot.waitSignal(window.log.answered):
        set_period(qtbot, window, "this watch")
    assert window.log.query.since == desk.watch.opened_at
    with qtbot.waitSignal(window.log.answered):
        desk.do(acts.wrote_report, desk.author, "sitrep", "sitrep.pdf", "0" * 64)
    with qtbot.waitSignal(window.log.answered):
        set_period(qtbot, window, "since the last SITREP")
    first = window.log.query.since
    assert window.log.result.count.text() == "0 of 25 incidents"
    with qtbot.waitSignal(window.log.answered):
        desk.do(acts.wrote_report, desk.author, "sitrep", "sitrep-2.pdf", "1" * 64)
    assert window.log.query.since > first


def test_a_menu_offers_groups_that_were_named_meanwhile(qtbot, window, bar):
    menu = bar.menus["groups"]
    menu.fill()
    before = [action.data() for action in menu.actions()]
    desk, uid = window._desk, window.log.view.uid()
    with qtbot.waitSignal(window.log.answered):
        desk.do(acts.amend, desk.author, uid, {"perpetrator": "Ruhr & Co"}, "named since")
    menu.fill()
    after = [action for action in menu.actions() if action.data() not in before]
    assert [action.data() for action in after] == ["Ruhr & Co"]
    assert isinstance(after[0], QAction)
    after[0].toggle()
    assert bar.chips["groups"].value() == "Ruhr & Co"
