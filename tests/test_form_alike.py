"""The side of the form: what it is told, and what is decided there on an incident that is alike."""

import pytest
from conftest import AMBUSH, MAJOR
from keyboard import entries, press, press_alt, put_up_form, save, write, write_in
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from db import acts
from db.annexes import links_of
from db.current import history_of
from db.drafts import drafts_of
from db.models import Act
from gui.desk import Desk
from gui.form_side import FormSide
from gui.theme import Theme


@pytest.fixture
def form(book, theme, qtbot):
    return put_up_form(Desk(book), theme, qtbot)


def look_alike(form, book, qtbot):
    """Log an ambush, type one of the same hour and place, and wait until that is noticed."""
    other = acts.log(book, MAJOR, AMBUSH)
    form.begin_new()
    write_in(1, "311440Z")
    write_in(2, "ambush")
    write_in(4, AMBUSH["position"])
    write_in(7, "Two vehicles burnt.")
    with qtbot.waitSignal(form.findChild(FormSide).alike_count, check_params_cb=bool):
        press_alt("7")
        write(" ")
    return other


def test_a_link_to_a_look_alike_is_made_with_the_save(form, book, qtbot):
    other = look_alike(form, book, qtbot)
    press(Qt.Key.Key_F7)
    with qtbot.waitSignal(form.saved) as signal:
        save()
    with book.reading() as session:
        (linked,) = links_of(session, signal.args[0].subject)
    assert linked.uid == other.subject


def test_what_is_the_same_incident_becomes_a_remark_on_it(form, book, qtbot):
    other = look_alike(form, book, qtbot)
    assert form.keep_now()

    def confirm():
        QApplication.activeModalWidget().confirm.click()

    QTimer.singleShot(100, confirm)
    with qtbot.waitSignal(form.closed):
        press(Qt.Key.Key_F5)
    assert entries(book) == 1
    with book.reading() as session:
        assert drafts_of(session) == ()
        last = history_of(session, other.subject)[-1]
    assert last.act is Act.REMARK
    assert last.payload["text"].startswith("Two vehicles burnt.\nDTG: 311440Z MAY 16\n")


def test_a_look_alike_is_shown_and_the_typing_stays(form, book, qtbot):
    other = look_alike(form, book, qtbot)
    with qtbot.waitSignal(form.look) as signal:
        press(Qt.Key.Key_F8)
    assert signal.args == [other.subject]
    assert form.is_changed()


def test_the_side_is_told_what_can_be_read_and_the_words_that_cannot(form):
    form.begin_new()
    write_in(1, "3114")
    press_alt("6")
    write("2 un mil li")
    press(Qt.Key.Key_Return)
    write("1x")
    press_alt("T")
    write("1260Z")
    content, unread = form._sheet.read()
    assert [row["best"] for row in content["casualties"]] == [2]
    assert not {"occurred", "type", "summary"} & set(content)
    assert unread == {"occurred": "3114", "casualties": "1x", "occurred_to": "1260Z"}


def test_the_largest_text_leaves_the_side_on_a_laptop(book, qtbot):
    """A look-alike that nobody sees can't be answered: 1366 pixels, less the rail."""
    theme = Theme.load("light", 125)
    form = put_up_form(Desk(book), theme, qtbot)
    form.resize(1366 - theme.px(62), 700)
    QApplication.processEvents()
    assert form.findChild(FormSide).isVisible()
