"""The map in the window, by keys and mouse: what is on it, and what the table does with it."""

from datetime import timedelta

import pytest
from keyboard import put_up_window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from db.bearing import distance_km
from db.dots import KINDS
from db.position import read_position
from db.query import IncidentQuery
from db.vocabulary import MapMark
from gui.map_tools import Measure
from gui.settings import Settings
from gui.style import apply
from tests.keyboard import press

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, theme, sample, tmp_path):
    made = put_up_window(sample, theme, qtbot, Settings(tmp_path / "settings.ini"))
    made.show_map()
    drawn(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def view(window):
    return window.log.map.view


def drawn(qtbot, window):
    view = window.log.map.view
    qtbot.waitUntil(lambda: view.dots is not None and view.is_drawn, timeout=15_000)


def single(view):
    """A mark of one incident that nothing floats above, and where it stands."""
    for cluster in view.marked:
        at = view.sight.spot(cluster.x, cluster.y).toPoint()
        if cluster.number == 1 and view.rect().contains(at) and view.childAt(at) is None:
            return cluster, at
    raise AssertionError("none stands alone")


def test_the_map_shows_what_the_table_lists_and_says_what_it_cannot(window, view):
    listed = window.log.view.incidents.rowCount()
    shown, left = view.shown, sum(view.left_out.values())
    assert shown.stop - shown.start + left == listed == 25
    assert sum(cluster.number for cluster in view.marked) == shown.stop
    assert window.log.result.mapped.text() == f"{shown.stop} on the map"
    assert window.log.result.unmapped.text().startswith(f"{left} not mapped")
    assert "Gao 7" in window.log.result.unmapped.text()
    assert window.log.detail.isHidden()
    assert window.rail.map.isChecked()
    assert f"{shown.stop} incidents on the map" in view.accessibleDescription()


def test_keys_zoom_and_pan_and_zero_goes_back_to_the_whole_question(qtbot, window, view):
    whole = view.sight
    press(Qt.Key.Key_Plus)
    assert view.sight.scale == pytest.approx(whole.scale * 1.5)
    press(Qt.Key.Key_Right)
    assert view.sight.x > whole.x
    press(Qt.Key.Key_Up)
    assert view.sight.y < whole.y
    press(Qt.Key.Key_Minus)
    press(Qt.Key.Key_Minus)
    assert view.sight.scale < whole.scale
    press(Qt.Key.Key_0)
    assert view.sight == whole
    drawn(qtbot, window)


def test_the_wheel_zooms_where_the_cursor_is(view):
    at = QPoint(300, 200)
    before = view.sight.position(at.toPointF())
    wheel = QWheelEvent(
        at.toPointF(), view.mapToGlobal(at).toPointF(), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    former = view.sight.scale
    QApplication.sendEvent(view, wheel)
    assert view.sight.scale > former
    assert view.sight.position(at.toPointF()) == pytest.approx(before)


def test_a_drag_takes_the_land_along(view):
    start, end = QPoint(400, 450), QPoint(460, 420)
    held = view.sight.position(start.toPointF())
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(20, -10))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)
    assert view.sight.position(end.toPointF()) == pytest.approx(held)


def test_a_click_on_a_mark_selects_it_in_the_table_too(qtbot, window, view):
    cluster, at = single(view)
    revision = int(view.dots.ids[cluster.dot])
    QTest.mouseClick(view, LEFT, pos=at)
    assert view.selected == cluster.dot
    assert window.log.map.card.isVisible()
    qtbot.waitUntil(lambda: window.log.view.row().id == revision)
    assert window.log.map.card.accessibleName() == window.log.view.row().number


def test_what_is_selected_in_the_table_is_ringed_on_the_map(window, view):
    incidents = window.log.view.incidents
    for row in range(incidents.rowCount()):
        window.log.view.select(row)
        known = view.dots.ids.tolist()
        expected = incidents.row(row).id
        assert view.selected == (known.index(expected) if expected in known else None)


def test_n_goes_from_one_to_the_next_in_time_and_round(view):
    seen = []
    for _step in view.dots.ids:
        press(Qt.Key.Key_N)
        seen.append(view.selected)
    first = seen.index(0)
    assert seen[first:] + seen[:first] == list(range(len(view.dots.ids)))
    press(Qt.Key.Key_N, SHIFT)
    assert view.selected == seen[-2]


def test_keys_zoom_about_the_selected_incident(view):
    press(Qt.Key.Key_N)
    spot = view.selected_spot()
    press(Qt.Key.Key_Plus)
    after = view.selected_spot()
    assert (after - spot).manhattanLength() < 1


def test_enter_shows_the_selected_incident_in_the_log(qtbot, window, view):
    press(Qt.Key.Key_N)
    revision = int(view.dots.ids[view.selected])
    qtbot.waitUntil(lambda: window.log.view.row().id == revision)
    press(Qt.Key.Key_Return)
    assert window.log.view.isVisible()
    assert window.log.view.hasFocus()
    assert window.log.view.row().id == revision
    assert window.log.result.mapped.isHidden()
    assert window.rail.log.isChecked()
    assert window.log.detail.isVisible()


def test_a_click_on_several_goes_near_enough_to_part_them(qtbot, window, view):
    several = next(one for one in view.marked if one.number > 1)
    at, former = view.sight.spot(several.x, several.y).toPoint(), view.sight.scale
    QTest.mouseClick(view, LEFT, pos=at)
    assert view.sight.scale > former
    drawn(qtbot, window)
    assert sum(one.number for one in view.marked) >= several.number


def test_a_rectangle_narrows_the_question_and_the_table_agrees(qtbot, window, view):
    with qtbot.waitSignal(window.log.map.answered):
        QTest.mousePress(view, LEFT, SHIFT, QPoint(300, 300))
        QTest.mouseMove(view, QPoint(500, 400))
        QTest.mouseMove(view, QPoint(900, 640))
        QTest.mouseRelease(view, LEFT, SHIFT, QPoint(900, 640))
    box = window.log.query.box
    assert box is not None
    assert window.log.filters.chips["box"].isVisible()
    with window._desk.book.reading() as session:
        asked = IncidentQuery(box=box).count(session)
    assert 0 < asked < 14
    assert window.log.view.incidents.rowCount() == len(view.dots.ids) == asked
    assert view.left_out == {}
    drawn(qtbot, window)


def test_what_is_in_sight_narrows_the_question_by_a_key(qtbot, window, view):
    press(Qt.Key.Key_Plus)
    with qtbot.waitSignal(window.log.map.answered):
        press(Qt.Key.Key_B)
    assert window.log.query.box == view.sight.box()


def test_a_window_of_time_masks_dots_at_once(qtbot, window, view):
    page, whole = window.log.map, len(view.dots.ids)
    since, before = (window.log.view.incidents.row(row).occurred for row in (20, 5))
    page.set_window(since, before)
    inside = [s for s in view.dots.occurred if since.timestamp() <= s < before.timestamp()]
    assert view.shown.stop - view.shown.start == len(inside) < whole
    assert window.log.result.mapped.text().startswith(f"{len(inside)} on the map, ")
    assert page.legend.accessibleDescription().startswith(f"{len(inside)} incidents")
    drawn(qtbot, window)
    assert sum(one.number for one in view.marked) == len(inside)


def test_a_window_outside_the_period_asks_for_the_whole_log_once(qtbot, window, view):
    page, rows = window.log.map, window.log.view.incidents
    since, later, before = (rows.row(row).occurred for row in (20, 7, 5))
    with qtbot.waitSignal(page.answered):
        window.log.filters.set_period("late", rows.row(3).occurred, None)
    assert len(view.dots.ids) < 14
    with qtbot.waitSignal(page.answered):
        page.set_window(since, before)
    assert view.dots.between(since, before) == view.shown
    assert view.shown.stop > view.shown.start
    asked = page._asked
    page.set_window(since, later)
    assert page._asked is asked


def test_a_distance_is_measured_from_the_selected_incident(view):
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_M)
    at = QPoint(500, 400)
    QTest.mouseClick(view, LEFT, pos=at)
    assert isinstance(view.tool, Measure)
    (x, y), (to_x, to_y) = view.tool.points
    assert f"{distance_km(y, x, to_y, to_x):.1f} km" in view.tool.words()
    press(Qt.Key.Key_Escape)
    assert view.tool is None


def test_a_measure_points_north_in_degrees():
    tool = Measure()
    tool.points = [(0.0, 16.0), (0.0, 17.0)]
    assert tool.words() == "111.2 km, 000° N"


def test_the_cursor_is_told_in_degrees_and_in_mgrs(window, view):
    QTest.mouseMove(view, QPoint(400, 300))
    told = window.log.result.beside.text()
    longitude, latitude = view.sight.position(QPoint(400, 300).toPointF())
    angles, grid = told.split("   ")
    for read in (read_position(angles), read_position(grid)):
        assert read.latitude == pytest.approx(latitude, abs=0.01)
        assert read.longitude == pytest.approx(longitude, abs=0.01)


def test_a_question_without_a_dot_keeps_the_map_and_says_so(qtbot, window, view):
    with qtbot.waitSignal(window.log.map.answered):
        window.log.filters.search_for("nothing of the kind")
    assert window.log.map.nothing.isVisible()
    assert view.marked == () or view.shown == slice(0, 0)
    assert window.log.result.mapped.text() == "0 on the map"
    drawn(qtbot, window)


def test_the_map_is_written_as_a_picture_of_what_is_in_sight(
    qtbot, window, view, tmp_path, monkeypatch
):
    path = tmp_path / "map.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(path), ""))
    window.write_map()
    qtbot.waitUntil(path.exists, timeout=15_000)
    made = window.log.map.file()
    image = QImage(str(path))
    assert image.width() == 2 * view.width()
    assert image.height() > 2 * view.height()
    assert "the whole log" in made.lines[0]
    assert "14 on the map" in made.lines[1]
    assert "11 not mapped" in made.lines[1]


def test_the_picture_is_light_in_the_dark_theme_too(qapp, theme, qtbot, window, view, tmp_path):
    theme.use("dark")
    apply(qapp, theme)
    try:
        drawn(qtbot, window)
        window.log.map.file().write(tmp_path / "map.png")
        assert QImage(str(tmp_path / "map.png")).pixelColor(2, 2).name() == "#ffffff"
        shown = view.grab().toImage().pixelColor(view.width() // 2, view.height() - 8)
        assert shown.lightness() < 100
    finally:
        theme.use("light")
        apply(qapp, theme)


def test_the_legend_counts_every_mark(window, view):
    counts = dict.fromkeys(MapMark, 0)
    for kind in view.dots.kinds:
        counts[KINDS[kind]] += 1
    told = window.log.map.legend.accessibleDescription()
    for mark, count in counts.items():
        assert (f"{mark.label} {count}" in told) == bool(count)


def test_space_plays_and_brackets_move_the_period(qtbot, window, view):
    strip = window.log.timeline
    qtbot.waitUntil(lambda: not strip.strip.is_empty())
    with qtbot.waitSignal(strip.window_moved):
        press(Qt.Key.Key_Space)
    assert strip.is_playing()
    assert " on the map, " in window.log.result.mapped.text()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not strip.is_playing() and window.log.query.since is not None)
    former = window.log.query
    press(Qt.Key.Key_BracketRight)
    qtbot.waitUntil(lambda: window.log.query != former)
    assert window.log.query.since - former.since == timedelta(days=1)
    assert window.log.query.before - former.before == timedelta(days=1)
