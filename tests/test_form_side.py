"""The panel beside the form: the look-alike and its keys, the map, and the Flash while it grows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from db import acts
from db.content import understand
from gui.desk import Desk
from gui.form_side import FormSide
from gui.style import apply
from gui.widgets import Label
from tests.conftest import AMBUSH, MAJOR

FIRST = {"occurred": "311405Z MAY 16", "place": "Gao, Bourem track"}


@pytest.fixture
def desk(book):
    return Desk(book)


@pytest.fixture
def side(qtbot, theme, desk):
    """The panel in a window, beside a field in which somebody types."""
    window = QWidget()
    row, editor, panel = QHBoxLayout(window), QLineEdit(), FormSide(theme, desk)
    row.addWidget(editor)
    row.addWidget(panel)
    window.resize(700, 760)
    qtbot.addWidget(window)
    panel.broke.connect(faults_of(panel).append)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.setFocus()
    panel.editor = editor
    yield panel
    assert panel.faults == []


def faults_of(panel):
    panel.faults = []
    return panel.faults


def draft(desk, **typed):
    """What the form would hand over of an ambush at Gao, 311430Z MAY 16."""
    return understand({**AMBUSH, **typed}, desk.circumstances()).content


def log(book, **typed):
    return acts.log(book, MAJOR, {**AMBUSH, **FIRST, **typed}).subject


def words(widget):
    """What can be read in a widget now."""
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def shown(qtbot, side, content, unread=None, **around):
    """Hand the draft over and wait for the answer; return how many look-alikes there are."""
    with qtbot.waitSignal(side.alike_count) as counted:
        side.show_draft(content, unread or {}, **around)
    return counted.args[0]


def test_an_empty_form_has_no_position_no_look_alike_and_nothing_reported(side):
    assert side._map.accessibleDescription() == "No position yet"
    assert not side._card.isVisible()
    assert words(side._preview).count("not reported") == 7


def test_the_flash_follows_the_typing(qtbot, side, desk):
    shown(qtbot, side, draft(desk), {"casualties": "1x"})
    told = words(side._preview)
    assert "MIN / GAO / no. on save" in told
    assert "311430Z MAY 16" in told
    assert "2 UN contingent (Chad) killed" in told
    assert "“1x” not read" in told
    shown(qtbot, side, draft(desk, summary="Nobody hurt after all."), number="MIN-GAO-2016-0001")
    told = words(side._preview)
    assert "MIN / GAO / MIN-GAO-2016-0001" in told
    assert "Nobody hurt after all." in told
    assert not any("1x" in line for line in told)


def test_the_classification_heads_the_flash(qtbot, side, desk):
    shown(qtbot, side, draft(desk, sensitivity="confidential"))
    assert "CONFIDENTIAL" in words(side._preview)


def test_a_look_alike_is_shown_beside_the_draft(qtbot, side, desk, book):
    log(book)
    assert shown(qtbot, side, draft(desk)) == 1
    told = words(side._card)
    assert "Same as MIN-GAO-2016-0001?" in told
    assert "25 min earlier, under 1 km away, same type" in told
    roles = {label.text(): label.property("role") for label in side._card.findChildren(Label)}
    assert roles["311405Z MAY 16"] == roles["311430Z MAY 16"] == "factStrong"
    assert roles["2"] == "fact"  # killed in both
    assert "0001" in side._map.accessibleDescription()


@pytest.mark.parametrize("scale", [100, 125])
def test_the_panel_is_wide_enough_for_what_is_in_it(qtbot, theme, desk, book, scale):
    for minute in ("05", "10", "15"):
        log(book, occurred=f"3114{minute}Z MAY 16", place="Wabaria bridge, road to Ansongo")
    theme.use("light", scale)
    apply(QApplication.instance(), theme)
    panel = FormSide(theme, desk)
    qtbot.addWidget(panel)
    panel.show()
    shown(qtbot, panel, draft(desk), {"casualties": "1x"})
    scroll = panel.findChild(QScrollArea)
    qtbot.waitUntil(lambda: scroll.widget().width() == scroll.viewport().width())
    assert scroll.horizontalScrollBar().maximum() == 0


def test_the_incident_being_amended_is_not_its_own_look_alike(qtbot, side, desk, book):
    uid = log(book)
    assert shown(qtbot, side, draft(desk), number="MIN-GAO-2016-0001", uid=uid) == 0


@pytest.mark.parametrize(
    ("key", "name"),
    [(Qt.Key.Key_F5, "remarking"), (Qt.Key.Key_F7, "linking"), (Qt.Key.Key_F8, "opened")],
)
def test_a_key_pressed_while_typing_chooses(qtbot, side, desk, book, key, name):
    uid = log(book)
    shown(qtbot, side, draft(desk))
    with qtbot.waitSignal(getattr(side, name)) as chosen:
        qtbot.keyClick(side.editor, key)
    assert chosen.args == [uid]
    assert side.editor.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_F6, Qt.Key.Key_F7])
def test_an_answered_look_alike_makes_room_for_the_next_and_stays_away(
    qtbot, side, desk, book, key
):
    log(book)
    log(book, occurred="311400Z MAY 16")
    assert shown(qtbot, side, draft(desk)) == 2
    with qtbot.waitSignal(side.alike_count) as counted:
        qtbot.keyClick(side.editor, key)
    assert counted.args == [1]
    assert "Same as MIN-GAO-2016-0002?" in words(side._card)
    assert shown(qtbot, side, draft(desk, summary="More is known.")) == 1
    side.forget()
    assert shown(qtbot, side, draft(desk)) == 2  # another form, another question


def test_the_keys_do_nothing_while_no_look_alike_is_shown(qtbot, side, desk, book):
    log(book)
    shown(qtbot, side, draft(desk))
    side.forget()
    with qtbot.assertNotEmitted(side.remarking), qtbot.assertNotEmitted(side.opened):
        qtbot.keyClick(side.editor, Qt.Key.Key_F5)
        qtbot.keyClick(side.editor, Qt.Key.Key_F8)


def test_keys_in_quick_succession_ask_once_and_the_newest_draft_is_answered(
    qtbot, side, desk, book
):
    log(book)
    counts = []
    side.alike_count.connect(counts.append)
    near, far = draft(desk), draft(desk, occurred="310800Z MAY 16")
    for content in (near, far) * 10:
        side.show_draft(content, {})
    qtbot.waitUntil(lambda: counts != [])
    assert counts == [0]
    assert "310800Z MAY 16" in words(side._preview)


def test_an_answer_that_comes_after_the_form_was_left_is_not_shown(qtbot, side, desk, book):
    log(book)
    side.show_draft(draft(desk), {})
    side._pause.stop()
    side._ask()
    late = side._asked
    side.forget()
    with qtbot.waitSignal(late.done):
        pass
    assert not side._card.isVisible()
    assert words(side._preview).count("not reported") == 7


def test_what_is_handed_over_may_be_changed_afterwards(qtbot, side, desk):
    content = draft(desk)
    with qtbot.waitSignal(side.alike_count):
        side.show_draft(content, {})
        content.clear()
    assert "311430Z MAY 16" in words(side._preview)


def test_a_log_that_cannot_be_asked_says_so_in_place(qtbot, side, desk, book):
    content = draft(desk)
    book.close()
    book.path.write_bytes(b"\0" * 8192)
    side.show_draft(content, {})
    qtbot.waitUntil(side._trouble.isVisible)
    assert str(book.path) in side._trouble.text().replace("\u200b", "")


def test_a_panel_that_goes_while_it_asks_waits_for_the_answer(qtbot, theme, desk):
    panel = FormSide(theme, desk)
    panel.show_draft(draft(desk), {})
    panel._ask()
    gone = []
    panel.destroyed.connect(lambda: gone.append(True))
    panel.deleteLater()
    qtbot.waitUntil(lambda: gone == [True])
