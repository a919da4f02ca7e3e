"""Severity and number stay in sight when the table is scrolled sideways; marks in the rows."""

import pytest
from keyboard import put_up_window
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from db import acts
from db.drafts import DraftKept, discard, keep
from db.query import IncidentQuery, Order
from gui.frozen import frozen_sections, frozen_width
from gui.settings import Settings

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot, theme, sample, tmp_path):
    window = put_up_window(sample, theme, qtbot, Settings(tmp_path / "settings.ini"))
    view = window.log.view
    for place in range(len(view.incidents.columns)):
        view.setColumnHidden(place, False)
    view.setFocus()
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 400)
    return window


@pytest.fixture
def view(window):
    return window.log.view


def across(view, pixels):
    view.horizontalScrollBar().setValue(pixels)
    return view.horizontalScrollBar().value()


def picture(widget, left, top, width, height):
    """Return what is painted there."""
    QApplication.processEvents()
    return widget.grab().copy(left, top, width, height).toImage()


def named(view, name):
    return [column.name for column in view.incidents.columns].index(name)


def drag(widget, spot):
    """Move the mouse with its left button down."""
    where = QPointF(spot), QPointF(widget.mapToGlobal(spot))
    event = QMouseEvent(QEvent.Type.MouseMove, *where, Qt.MouseButton.NoButton, LEFT, PLAIN)
    QApplication.sendEvent(widget, event)


def row_height(view):
    return view.rowHeight(0)


def test_the_first_columns_look_the_same_wherever_the_table_is_scrolled(view):
    width = view.columnWidth(0) + view.columnWidth(1)
    for widget in (view.viewport(), view.header.viewport()):
        across(view, 0)
        before = picture(widget, 0, 0, width - 8, 140)
        across(view, 333)
        assert picture(widget, 0, 0, width - 8, 140) == before
    assert frozen_width(view.header) == width
    across(view, 0)
    assert frozen_width(view.header) == 0


def test_the_selected_row_keeps_its_edge_at_the_left(view, theme):
    view.select(3)
    across(view, 300)
    edge = picture(view.viewport(), 1, 3 * row_height(view) + 10, 1, 1).pixelColor(0, 0)
    assert edge.name() == theme["selLine"].name()


def test_a_click_on_a_frozen_cell_selects_its_row_and_nothing_moves(qtbot, view):
    held = across(view, 300)
    spot = QPoint(60, 5 * row_height(view) + 8)
    qtbot.mouseClick(view.viewport(), LEFT, PLAIN, spot)
    assert view.currentIndex().row() == 5
    assert view.horizontalScrollBar().value() == held


def test_arrows_move_from_row_to_row_and_sideways(qtbot, view):
    held = across(view, 300)
    view.select(0)
    for row in range(1, 20):
        qtbot.keyClick(view, Qt.Key.Key_Down)
        assert view.currentIndex().row() == row
    assert view.horizontalScrollBar().value() == held
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.horizontalScrollBar().value() > held
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.horizontalScrollBar().value() == held
    assert view.currentIndex().row() == 19
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == view.incidents.rowCount() - 1
    assert len(view.selected_rows()) == 1


def test_the_header_of_a_frozen_column_sorts_by_it(qtbot, window, view):
    across(view, 300)
    with qtbot.waitSignal(window.log.answered):
        qtbot.mouseClick(view.header.viewport(), LEFT, PLAIN, QPoint(50, 10))
    assert window.log.query.order == (Order("number", True),)
    assert across(view, 300) == 300
    target = view.header.sectionViewportPosition(named(view, "target")) + 8
    assert target > frozen_width(view.header)
    with qtbot.waitSignal(window.log.answered):
        qtbot.mouseClick(view.header.viewport(), LEFT, PLAIN, QPoint(target, 10))
    assert window.log.query.order == (Order("target", False),)


def test_a_frozen_column_is_sized_by_its_edge(qtbot, view):
    across(view, 300)
    width = view.columnWidth(1)
    edge = frozen_width(view.header) - 1
    bar = view.header.viewport()
    qtbot.mousePress(bar, LEFT, PLAIN, QPoint(edge, 10))
    drag(bar, QPoint(edge + 30, 10))
    qtbot.mouseRelease(bar, LEFT, PLAIN, QPoint(edge + 30, 10))
    assert view.columnWidth(1) == pytest.approx(width + 30, abs=3)
    assert frozen_sections(view.header)[1][2] == view.columnWidth(1)


def test_a_number_that_was_moved_away_is_frozen_no_more(view):
    view.header.moveSection(view.header.visualIndex(1), 5)
    across(view, 300)
    assert [column for column, _left, _width in frozen_sections(view.header)] == [0]


def test_a_hidden_number_takes_no_room(view):
    view.setColumnHidden(1, True)
    across(view, 300)
    assert frozen_width(view.header) == view.columnWidth(0)


def mark_of(view, row, name):
    """Return the tooltip of a cell: what its mark means."""
    return view.incidents.index(row, named(view, name)).data(Qt.ItemDataRole.ToolTipRole)


def cell(view, row, name):
    box = view.visualRect(view.incidents.index(row, named(view, name)))
    return picture(view.viewport(), box.left(), box.top(), box.width(), box.height())


def test_an_attachment_puts_a_clip_before_the_summary(qtbot, window, view, sample):
    view.header.moveSection(view.header.visualIndex(named(view, "summary")), 2)
    view.select(5)
    before = cell(view, 2, "summary")
    uid = view.incidents.row(2).incident_uid
    officer = window._desk.officers[0]
    with qtbot.waitSignal(window.log.answered):
        window._desk.do(acts.attach, officer, uid, "gate.jpg", b"bytes")
    view.select(5)
    assert mark_of(view, 2, "summary") == "With attachment"
    assert mark_of(view, 3, "summary") is None
    assert cell(view, 2, "summary") != before


def test_an_amendment_that_is_begun_puts_a_pen_at_the_number(qtbot, window, view, sample, clock):
    window.log.view.select(5)
    before = cell(view, 2, "number")
    uid = view.incidents.row(2).incident_uid
    keep(sample, DraftKept("d", uid, {"summary": "Shots"}, "", clock.at, clock.at, ""))
    window.log.drafts.refresh()
    assert mark_of(view, 2, "number") == "An amendment is begun and not saved"
    assert mark_of(view, 3, "number") is None
    assert cell(view, 2, "number") != before
    discard(sample, "d")
    window.log.drafts.refresh()
    assert cell(view, 2, "number") == before


def test_no_pen_is_shown_in_the_past(qtbot, window, view, sample, clock):
    with sample.reading() as session:
        newest = IncidentQuery().page(session, 0, 1)[0]
    keep(sample, DraftKept("d", newest.incident_uid, {}, "", clock.at, clock.at, ""))
    window.log.drafts.refresh()
    assert view.incidents.drafted == {newest.incident_uid}
    with qtbot.waitSignal(window.log.answered):
        window._desk.look_at(newest.recorded_at)
    assert view.incidents.drafted == set()
