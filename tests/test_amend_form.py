"""An amendment is typed into the same form: with its reason, and only what differs is sent."""

import pytest
from conftest import AMBUSH
from keyboard import (
    CONTROL,
    SHIFT,
    banners,
    content_of,
    press,
    press_alt,
    put_up_form,
    save,
    write,
    write_in,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from test_editors import EVERYTHING

from db import acts
from db.current import history_of
from db.drafts import drafts_of
from db.models import Act
from gui.desk import Desk


@pytest.fixture
def form(book, theme, qtbot):
    return put_up_form(Desk(book), theme, qtbot)


@pytest.fixture
def logged(book, author):
    """An ambush that is in the log."""
    return acts.log(book, author, AMBUSH)


def begin(form, book, change):
    form.begin_amend(change.subject, change.number, content_of(book, change.subject))


def test_amending_another_incident_keeps_what_was_typed_as_a_draft(form, book, logged):
    form.begin_new()
    write_in(7, "Half a")
    begin(form, book, logged)
    assert form.cells["summary"].input.typed() == AMBUSH["summary"]
    with book.reading() as session:
        (draft,) = drafts_of(session)
    assert draft.typed == {"summary": "Half a"}


def test_an_amendment_offers_no_flash(form, book, logged, qtbot):
    begin(form, book, logged)
    shown = {button.text() for button in form.findChildren(QPushButton) if button.isVisible()}
    assert "Save" in shown
    assert "Save && Flash" not in shown
    write("Wrong target")
    write_in(5, "civ")
    with qtbot.assertNotEmitted(form.flash_wanted), qtbot.waitSignal(form.saved):
        press(Qt.Key.Key_Return, CONTROL | SHIFT)


def test_an_amendment_sends_only_what_differs(form, book, logged, clock, qtbot):
    before = content_of(book, logged.subject)
    begin(form, book, logged)
    assert not form.is_changed()
    write("A third soldier was found")
    clock.tick(minutes=5)
    press_alt("7")
    press(Qt.Key.Key_End, CONTROL)
    write(" One more found.")
    with qtbot.waitSignal(form.saved):
        save()
    after = content_of(book, logged.subject)
    assert after == {**before, "summary": f"{AMBUSH['summary']} One more found."}
    with book.reading() as session:
        last = history_of(session, logged.subject)[-1]
    assert (last.act, last.reason) == (Act.AMEND, "A third soldier was found")


def test_an_amendment_needs_its_reason(form, book, logged):
    begin(form, book, logged)
    write_in(5, "x")
    save()
    assert QApplication.focusWidget().objectName() == "reason"
    assert content_of(book, logged.subject)["target"] == "un_military"


def test_an_amendment_without_a_change_is_refused_in_place(form, book, logged, qtbot):
    begin(form, book, logged)
    write("No reason at all")
    with qtbot.assertNotEmitted(form.saved):
        save()
    assert "Nothing was changed" in banners(form)[0]


def test_a_field_is_taken_back_to_not_reported(form, book, logged, qtbot):
    begin(form, book, logged)
    write("Wrong target")
    press_alt("5")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)
    with qtbot.waitSignal(form.saved):
        save()
    assert "target" not in content_of(book, logged.subject)


def test_everything_can_be_amended_without_a_change(form, book, author, logged):
    acts.amend(book, author, logged.subject, EVERYTHING, "all fields")
    form.begin_amend(logged.subject, logged.number, content_of(book, logged.subject))
    assert not form.is_changed()
    assert [name for name, cell in form.cells.items() if cell.is_wrong()] == []
