"""Who has the watch, who types without one, and how rail and status bar say so."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QWidget

from db import acts
from db.current import open_watch_of
from gui.ask import AskDialog
from gui.desk import Desk
from gui.rail import Rail
from gui.status_bar import StatusBar
from gui.watch import ask_for_watch, ask_who
from tests.keyboard import press, put_up


@pytest.fixture
def window(qtbot, theme):
    return put_up(QWidget(), qtbot)


@pytest.fixture
def unwatched(book, author):
    """The desk of a log whose watch was closed."""
    acts.close_watch(book, author)
    return Desk(book)


def answer(*keys):
    """When the dialog opens, press keys in its list of officers; return what it then said."""
    said = []

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.findChild(QComboBox).setFocus()
        for key in keys:
            press(key)
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(20, act)
    return said


def on_watch(book):
    with book.reading() as session:
        watch = open_watch_of(session)
        return watch.author if watch else None


def test_who_types_without_a_watch_says_so_by_choosing_his_name(window, theme, unwatched, author):
    said = answer(Qt.Key.Key_End, Qt.Key.Key_Return)
    assert ask_who(theme, unwatched, window)
    assert "Who is typing?" in said
    assert unwatched.author == unwatched.typist == author  # Maj. comes after Capt.
    assert on_watch(unwatched.book) is None


def test_who_does_not_say_types_nothing(window, theme, unwatched):
    answer(Qt.Key.Key_Escape)
    assert not ask_who(theme, unwatched, window)
    assert unwatched.author is None


def test_the_watch_that_nobody_has_is_assumed_by_choosing_a_name(window, theme, unwatched, second):
    answer(Qt.Key.Key_Home, Qt.Key.Key_Return)
    ask_for_watch(theme, unwatched, window)
    assert on_watch(unwatched.book) == second
    assert unwatched.watch.author == second


def test_a_watch_that_somebody_has_is_not_taken_by_a_choice_alone(
    window, theme, book, author, second
):
    """Both officers confirm a relief, on the handover page."""
    answer(Qt.Key.Key_Home, Qt.Key.Key_Return)
    ask_for_watch(theme, Desk(book), window)
    assert on_watch(book) == author


def test_the_status_bar_says_who_types_while_no_watch_is_open(qtbot, theme, unwatched, second):
    bar = StatusBar(theme, unwatched)
    qtbot.addWidget(bar)
    assert (bar._watch.text(), bar._since.text()) == ("nobody", "")
    unwatched.typist = second
    bar._tick()
    assert (bar._watch.text(), bar._since.text()) == ("typing: Capt. B.", "(no watch open)")
    unwatched.attempt(acts.open_watch, second)
    assert bar._watch.text() == "Capt. B. (watch officer)"
    assert bar._since.text() == "since 311500Z MAY 16"


def test_the_rail_asks_for_places_by_the_names_of_their_actions(qtbot, theme):
    rail = Rail(theme, QMenu())
    qtbot.addWidget(rail)
    for button, name in ((rail.handover, "show_handover"), (rail.log, "show_log")):
        with qtbot.waitSignal(rail.asked) as told:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert told.args == [name]


def test_the_rail_shows_where_the_window_is_and_nowhere_else(qtbot, theme):
    rail = Rail(theme, QMenu())
    qtbot.addWidget(rail)
    assert (rail.log.isChecked(), rail.handover.isChecked()) == (True, False)
    rail.show_place(rail.handover)
    assert (rail.log.isChecked(), rail.handover.isChecked()) == (False, True)


def test_the_badge_tells_what_waits_and_is_gone_when_nothing_does(qtbot, theme):
    rail = Rail(theme, QMenu())
    qtbot.addWidget(rail)
    plain = rail.handover.grab().toImage()
    rail.handover.set_count(3)
    assert rail.handover.grab().toImage() != plain
    assert rail.handover.accessibleDescription() == "3 waiting"
    rail.handover.set_count(0)
    assert rail.handover.grab().toImage() == plain
    assert rail.handover.accessibleDescription() == ""
