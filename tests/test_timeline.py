"""The timeline as a person uses it: a period set by mouse, by keys and by playing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from keyboard import CONTROL, NONE, SHIFT, press, put_up_window
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from db.counts import days
from db.dates import midnight
from db.query import IncidentQuery
from db.vocabulary import COUNTS_NOWHERE
from gui.settings import Settings
from gui.timeline_scale import day_number
from gui.timeline_strip import SIDE

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot, theme, sample, settings):
    window = put_up_window(sample, theme, qtbot, settings)
    window.log.want_timeline(True)
    qtbot.waitUntil(lambda: not window.log.timeline.strip.is_empty())
    return window


@pytest.fixture
def strip(window):
    return window.log.timeline.strip


def spot(strip, day, share=0.5):
    """Return the pixel of a day, in its middle."""
    return QPoint(round(SIDE + strip.scale.x(day.toordinal() + share)), strip.height() // 2)


def drag(strip, begin, end, button=LEFT):
    QTest.mousePress(strip, button, NONE, begin)
    for part in range(1, 5):
        between = begin + (end - begin) * part / 4
        QTest.mouseMove(strip, between)
    QTest.mouseRelease(strip, button, NONE, end)


def wheel(strip, at, notches, modifiers=NONE):
    turned = QWheelEvent(
        QPointF(at),
        QPointF(strip.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip, turned)


def asked(window):
    """Return the period of the question as days: the first, and the last."""
    query = window.log.query
    return query.since and query.since.date(), query.last_day


MAY_18, MAY_31 = date(2016, 5, 18), date(2016, 5, 31)


def set_period(qtbot, window, first=MAY_18, last=MAY_31):
    with qtbot.waitSignal(window.log.answered):
        window.log.timeline.strip.choose(first.toordinal(), last.toordinal() + 1)


def test_dragging_on_the_ground_sets_whole_days_and_the_table_agrees(qtbot, window, strip):
    with qtbot.waitSignal(window.log.answered):
        drag(strip, spot(strip, MAY_31), spot(strip, MAY_18))
    query = window.log.query
    assert (query.since, query.before) == (midnight(MAY_18), midnight(date(2016, 6, 1)))
    assert window.log.filters.period.value() == "18 MAY 16 to 31 MAY 16"
    assert window.log.timeline.words.text() == "18 MAY 16 to 31 MAY 16"
    assert window.log.timeline._length.text() == "14 days"
    with window._desk.book.reading() as session:
        rows = list(IncidentQuery().stream(session))
    inside = [row for row in rows if MAY_18 <= row.occurred.date() <= MAY_31]
    assert window.log.view.incidents.rowCount() == len(inside)
    bars = [bar for bar in strip._put_together() if MAY_18 <= bar.first <= MAY_31]
    counted = [row for row in inside if row.status not in COUNTS_NOWHERE]
    assert sum(bar.incidents for bar in bars) == len(counted)
    assert sum(bar.killed_un for bar in bars) == sum(row.killed_un or 0 for row in counted)


def test_what_lies_outside_of_the_period_stays_in_sight(qtbot, window, strip):
    before = strip._days
    set_period(qtbot, window)
    assert strip._days == before
    with window._desk.book.reading() as session:
        assert before == days(session, IncidentQuery())


def test_a_handle_is_dragged_to_another_day(qtbot, window, strip):
    set_period(qtbot, window)
    with qtbot.waitSignal(window.log.answered):
        drag(strip, spot(strip, MAY_18, 0), spot(strip, date(2016, 5, 25), 0.1))
    assert asked(window) == (date(2016, 5, 25), MAY_31)
    with qtbot.waitSignal(window.log.answered):
        drag(strip, spot(strip, MAY_31, 1), spot(strip, date(2016, 5, 20), 0.1))
    assert asked(window) == (date(2016, 5, 20), date(2016, 5, 24))


def test_a_click_takes_the_day_of_a_bar_and_a_double_click_the_whole_log(qtbot, window, strip):
    with qtbot.waitSignal(window.log.answered):
        QTest.mouseClick(strip, LEFT, NONE, spot(strip, MAY_18))
    assert asked(window) == (MAY_18, MAY_18)
    assert window.log.filters.period.value() == "18 MAY 16"
    with qtbot.waitSignal(window.log.answered):
        QTest.mouseDClick(strip, LEFT, NONE, spot(strip, MAY_31))
    assert window.log.query == IncidentQuery()
    assert window.log.filters.period.value() == ""
    assert window.log.timeline.words.text() == "whole log"


def test_the_period_is_moved_and_made_longer_by_keys(qtbot, window, strip):
    set_period(qtbot, window)
    strip.setFocus()

    def after(key, modifier=NONE):
        with qtbot.waitSignal(window.log.answered):
            press(key, modifier)
        first, last = asked(window)
        return (first - MAY_18).days, (last - MAY_31).days

    assert after(Qt.Key.Key_Right) == (1, 1)
    assert after(Qt.Key.Key_Left) == (0, 0)
    assert after(Qt.Key.Key_Left, SHIFT) == (-14, -14)
    assert after(Qt.Key.Key_Right, SHIFT) == (0, 0)
    assert after(Qt.Key.Key_Plus) == (0, 1)
    assert after(Qt.Key.Key_Minus) == (0, 0)
    least, most = strip._extent
    assert after(Qt.Key.Key_Home)[0] == least - MAY_18.toordinal()
    assert after(Qt.Key.Key_End)[1] == most - 1 - MAY_31.toordinal()
    assert after(Qt.Key.Key_Right)[1] == most - 1 - MAY_31.toordinal()  # there is no later day
    assert strip.hasFocus()


def test_out_of_the_whole_log_keys_take_its_last_day(qtbot, window, strip):
    strip.setFocus()
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Left)
    assert asked(window) == (date(2016, 6, 8), date(2016, 6, 8))


def test_tab_comes_to_the_strip_and_leaves_it(window, strip):
    window.log.result.export_button.setFocus()
    press(Qt.Key.Key_Tab)
    assert strip.hasFocus()
    press(Qt.Key.Key_Tab)
    assert window.log.view.hasFocus()  # over the facets, which are hidden


def test_the_wheel_brings_days_apart_and_another_button_moves_them(strip):
    whole = strip.scale
    at = spot(strip, MAY_18)
    wheel(strip, at, 4)
    nearer = strip.scale
    assert nearer.day_width > 2 * whole.day_width
    assert nearer.day_at(at.x() - SIDE) == pytest.approx(whole.day_at(at.x() - SIDE))
    drag(strip, at, at + QPoint(60, 0), RIGHT)
    assert strip.scale.begin == pytest.approx(nearer.begin - 60 / nearer.day_width)
    moved = strip.scale
    wheel(strip, at, -1, SHIFT)
    assert strip.scale.begin > moved.begin
    wheel(strip, at, -40)
    assert strip.scale == whole
    assert strip.is_whole  # nothing of it was asked for


def test_a_period_that_keys_move_out_of_sight_is_brought_back(qtbot, window, strip):
    set_period(qtbot, window, MAY_31, MAY_31)
    strip.setFocus()
    wheel(strip, spot(strip, MAY_31), 4)
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Home)
    assert strip.scale.begin <= strip.whole_days()[0] < strip.scale.end


def test_a_bar_says_what_it_leaves_out(strip):
    told = {bar.first: strip.words_of(bar) for bar in strip._put_together()}
    assert told[MAY_18] == "18 MAY 16\n1 incident\n6 UN killed"
    unsure = "left out: 1 incident with a number of killed not known yet"
    assert told[date(2016, 5, 26)].splitlines()[1:] == ["1 incident", "0 UN killed", unsure]
    assert strip.bar_at(spot(strip, MAY_18).x()).first == MAY_18
    assert strip.bar_at(spot(strip, date(2016, 5, 17)).x()) is None


def test_a_period_that_moves_reaches_to_now(qtbot, window, strip, clock):
    clock.at = datetime(2016, 6, 10, 12, tzinfo=UTC)
    window._desk.book.clock = clock
    actions = window.log.filters.period.menu().actions()
    with qtbot.waitSignal(window.log.answered):
        next(action for action in actions if action.text() == "last 7 days").trigger()
    assert window.log.timeline.words.text() == "03 JUN 16 to now"
    assert window.log.timeline._length.text() == "7 days"
    assert strip.span() == (day_number(clock.at) - 7, day_number(clock.at))


def test_the_past_is_shown_as_it_was_known(qtbot, window, strip):
    desk, at = window._desk, datetime(2016, 6, 1, 12, tzinfo=UTC)
    with qtbot.waitSignal(window.log.answered):
        desk.look_at(at)
    with desk.book.reading() as session:
        known = days(session, IncidentQuery(as_of=at))
        assert known != days(session, IncidentQuery())
    qtbot.waitUntil(lambda: strip._days == known)
    killed = sum(day.killed_un for day in known)
    assert f"{killed} of them UN" in window.log.result.facts.text()


def test_filters_other_than_the_period_narrow_the_bars(qtbot, window, strip):
    set_period(qtbot, window)
    axis = strip._extent
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.menus["types"].toggle("EXP")
    narrowed = replace(window.log.query, since=None, before=None)
    with window._desk.book.reading() as session:
        found = days(session, narrowed)
    qtbot.waitUntil(lambda: strip._days == found)
    assert strip._extent == axis  # the days do not move under who narrows
    assert asked(window) == (MAY_18, MAY_31)


def test_where_nothing_occurred_a_sentence_says_so(qtbot, window, strip):
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.search_for("nobodyeverwrotethis")
    qtbot.waitUntil(strip.is_empty)
    assert window.log.timeline._nothing.isVisible()
    assert not strip.isVisible()


def test_nothing_is_asked_while_it_is_hidden_nor_for_another_period(qtbot, window):
    told = []

    def note(_connection, _cursor, sql, *_more):
        told.append(sql)

    def counted_after(do):
        told.clear()
        event.listen(window._desk.book.engine, "before_cursor_execute", note)
        with qtbot.waitSignal(window.log.answered):
            do()
        window.log.timeline._asking._pool.waitForDone()
        event.remove(window._desk.book.engine, "before_cursor_execute", note)
        return [sql for sql in told if "GROUP BY" in sql and "revision" in sql]

    log = window.log
    assert counted_after(lambda: log.timeline.strip.choose(736100, 736110)) == []
    assert len(counted_after(lambda: log.filters.search_for("gao"))) == 1
    log.want_timeline(False)
    assert counted_after(lambda: log.filters.search_for("kidal")) == []
    log.want_timeline(True)
    with window._desk.book.reading() as session:
        found = days(session, IncidentQuery(text="kidal"))
    qtbot.waitUntil(lambda: log.timeline.strip._days == found)


def test_a_key_shows_and_hides_it_from_now_on(qtbot, theme, sample, settings):
    window = put_up_window(sample, theme, qtbot, settings)
    assert window.log.timeline.isHidden()
    press(Qt.Key.Key_T, CONTROL | SHIFT)
    assert window.log.timeline.isVisible()
    assert settings.panel("timeline") is True
    window.close()
    again = put_up_window(sample, theme, qtbot, settings)
    assert again.log.timeline.isVisible()


# Play, below the map


@pytest.fixture
def below(window):
    window.log.place_timeline(below=True)
    return window.log.timeline


def test_below_the_map_it_is_always_shown_and_plays(window, below):
    window.log.want_timeline(False)
    assert below.isVisible()
    assert below.play_button.isVisible()
    assert below.y() > window.log._body.y()
    window.log.place_timeline(below=False)
    assert below.isHidden()
    assert not below.play_button.isVisible()


def test_playing_moves_the_window_and_asks_only_at_the_end(qtbot, window, below):
    below._frames.setInterval(1)
    set_period(qtbot, window, date(2016, 5, 26), MAY_31)
    seen, questions = [], []
    below.window_moved.connect(lambda *period: seen.append(period))
    window.log.shown.connect(questions.append)
    with qtbot.waitSignal(window.log.answered):
        QTest.mouseClick(below.play_button, LEFT)
    assert not below.is_playing()
    assert len(questions) == 1
    assert seen[0] == (midnight(date(2016, 5, 26)), midnight(date(2016, 6, 1)))
    assert {after - since for since, after in seen} == {timedelta(days=6)}
    assert asked(window) == (date(2016, 6, 3), date(2016, 6, 8))
    assert seen[-1] == (window.log.query.since, window.log.query.before)


def test_space_stops_where_it_is_and_sets_that_period(qtbot, window, below):
    seen = []
    below.window_moved.connect(lambda *period: seen.append(period))
    below.strip.setFocus()
    press(Qt.Key.Key_Space)
    assert below.is_playing()
    qtbot.waitUntil(lambda: len(seen) > 2)
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Space)
    assert not below.is_playing()
    assert (window.log.query.since, window.log.query.before) == seen[-1]


def test_another_question_ends_the_play(qtbot, window, below):
    set_period(qtbot, window, date(2016, 4, 10), date(2016, 4, 12))
    below.toggle_play()
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.search_for("gao")
    assert not below.is_playing()
    assert asked(window) == (date(2016, 4, 10), date(2016, 4, 12))
    assert below.strip.whole_days()[0] == date(2016, 4, 10).toordinal()


def test_above_the_table_nothing_plays(window, strip):
    strip.setFocus()
    press(Qt.Key.Key_Space)
    assert not window.log.timeline.is_playing()
