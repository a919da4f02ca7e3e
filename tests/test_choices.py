"""Where a typing has several meanings, they are offered as buttons and chosen by keyboard."""

from datetime import UTC, datetime, timedelta

import pytest
from keyboard import ALT, CONTROL, press, put_up, write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.content import TYPED, Circumstances
from gui.choices import Choices
from gui.understanding import choices_of

NOW = datetime(2016, 5, 31, 15, 0, tzinfo=UTC)
OCCURRED = next(field for field in TYPED if field.name == "occurred")
SUMMARY = next(field for field in TYPED if field.name == "summary")


@pytest.fixture
def line(qtbot, theme):
    """A line for a time, with its choices below; the station's clock an hour ahead."""
    window, line = QWidget(), QLineEdit()
    choices = Choices(theme, line)
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(choices)
    around = Circumstances(NOW, timedelta(hours=1))
    line.textChanged.connect(lambda text: choices.offer(choices_of(OCCURRED, text, around)))
    put_up(window, qtbot)
    line.setFocus()
    yield line
    window.close()


def offered(line):
    buttons = line.window().findChildren(QPushButton)
    return [button.text() for button in buttons if button.isVisible()]


def test_a_plain_time_has_no_choice(line):
    write("1430Z")
    assert offered(line) == []
    press(Qt.Key.Key_Down, ALT)
    assert QApplication.focusWidget() is line


def test_a_choice_takes_the_place_of_what_is_typed(line):
    write("1430")
    assert offered(line) == ["311330Z MAY 16", "311430Z MAY 16"]
    press(Qt.Key.Key_Down, ALT)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert line.text() == "311430Z MAY 16"
    assert QApplication.focusWidget() is line
    assert offered(line) == []


def test_a_choice_can_be_undone(line):
    write("1430")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert line.text() == "311330Z MAY 16"
    press(Qt.Key.Key_Z, CONTROL)
    assert line.text() == "1430"
    assert offered(line) == ["311330Z MAY 16", "311430Z MAY 16"]


def test_escape_goes_back_to_the_line(line):
    write("1430")
    press(Qt.Key.Key_Down, ALT)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is line
    assert line.text() == "1430"


def test_other_fields_have_no_choices():
    assert choices_of(SUMMARY, "1430", Circumstances(NOW, timedelta(hours=1))) == ()
    assert choices_of(OCCURRED, "", Circumstances(NOW, timedelta(hours=1))) == ()
