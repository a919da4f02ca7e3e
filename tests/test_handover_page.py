"""The handover: what the page lists, where its lines lead, and both officers confirming it."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from db import acts
from db.current import open_watch_of
from db.drafts import DraftKept, keep
from db.journal import Author
from db.models import Act, JournalEntry
from gui.buttons import Button
from gui.desk import Desk
from gui.handover_page import HandoverPage
from tests.conftest import AMBUSH
from tests.keyboard import press, put_up, write

LIEUTENANT = Author("Lt.", "C.", "watch officer")


@pytest.fixture
def desk(book, author, clock):
    """A watch that took over from another, logged one incident and amended an older one."""
    old = acts.log(book, author, AMBUSH).subject
    clock.tick(minutes=10)
    acts.close_watch(book, author)
    acts.open_watch(book, author)
    clock.tick(minutes=10)
    acts.log(book, author, {**AMBUSH, "summary": "Shots at the camp gate; nobody hit."})
    acts.amend(book, author, old, {"follow_up_due": "010600Z JUN 16"}, "Escort asked for it.")
    return Desk(book)


@pytest.fixture
def page(desk, theme, qtbot):
    page = HandoverPage(theme, desk)
    page.resize(1304, 700)
    with refreshed(page, qtbot):
        put_up(page, qtbot)
    yield page
    page.finish()


def lines(page):
    return [page.list.item(row).text() for row in range(page.list.count())]


def under(page, title):
    """Return the lines below a heading, up to the next one."""
    told = lines(page)
    start = next(row for row, text in enumerate(told) if text.startswith(title))
    below = []
    for row in range(start + 1, len(told)):
        if page.list.line(row).is_heading:
            break
        below.append(told[row])
    return below


def button(page, words):
    return next(one for one in page.findChildren(Button) if one.words() == words)


def said(page, words):
    """Return what stands below one of the two buttons."""
    return button(page, words).accessibleDescription()


def choose(page, name):
    page.choose_relief()
    press(Qt.Key.Key_Home)
    choice = page.findChild(QComboBox)
    for _step in range(choice.findText(name)):
        press(Qt.Key.Key_Down)
    assert choice.currentText() == name


def refreshed(page, qtbot):
    return qtbot.waitSignal(page.counted)


def on_watch(book):
    with book.reading() as session:
        watch = open_watch_of(session)
        return watch.author if watch else None


def test_every_list_stands_under_its_heading_and_an_empty_one_says_nil(page):
    assert len(under(page, "New")) == 1
    assert "Shots at the camp gate" in under(page, "New")[0]
    assert "MIN-GAO-2016-0001" in under(page, "Amended")[0]
    assert len(under(page, "Not verified")) == 2
    assert "010600Z JUN 16" in under(page, "Follow-ups")[0]
    assert under(page, "Drafts left") == ["NIL"]
    assert under(page, "Reports written") == ["NIL"]


def test_the_head_says_whose_watch_it_is_and_since_when(page):
    assert page._note.text() == "Maj. A. (duty officer) has the watch since 311510Z MAY 16"


def test_enter_leads_to_the_incident_and_the_arrows_pass_over_headings(page, qtbot):
    page.list.setFocus()
    for number in ("MIN-GAO-2016-0002", "MIN-GAO-2016-0001"):
        assert page.list.currentItem().text().startswith(number)
        with qtbot.waitSignal(page.went):
            press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Down)


def test_a_click_leads_to_the_incident(page, qtbot, desk):
    row = next(row for row, text in enumerate(lines(page)) if "camp gate" in text)
    spot = page.list.visualItemRect(page.list.item(row)).center()
    with qtbot.waitSignal(page.went) as told:
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with desk.book.reading() as session:
        entry = session.query(JournalEntry).filter_by(subject=told.args[0], act=Act.LOG).one()
    assert json.loads(entry.payload)["number"] == "MIN-GAO-2016-0002"


def test_a_draft_left_is_listed_and_opened(page, qtbot, book, clock):
    typed = {"place": "Gao", "summary": "Two shots at the"}
    keep(book, DraftKept("d-1", None, typed, "", clock.at, clock.at, "Maj. A."))
    with refreshed(page, qtbot) as told:
        page.refresh()
    assert told.args == [2]  # the draft, and the follow-up that is due
    assert "Two shots at the" in under(page, "Drafts left")[0]
    row = next(row for row, text in enumerate(lines(page)) if "Two shots" in text)
    page.list.setCurrentRow(row)
    page.list.setFocus()
    with qtbot.waitSignal(page.drafted) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == ["d-1"]


def test_an_act_refreshes_the_page(page, qtbot, desk, author):
    with refreshed(page, qtbot):
        desk.attempt(acts.wrote_report, author, "flash", "flash-0002.pdf", "0" * 64)
    assert "FLASH" in under(page, "Reports written")[0]
    assert "flash-0002.pdf" in under(page, "Reports written")[0]


@pytest.mark.parametrize("first", ["I hand over", "I take over"])
def test_the_watch_changes_hands_once_both_have_pressed(
    page, qtbot, book, clock, author, second, first
):
    clock.tick(minutes=5)
    other = {"I hand over": "I take over", "I take over": "I hand over"}[first]
    choose(page, str(second))
    button(page, first).setFocus()
    press(Qt.Key.Key_Space)
    assert "311525Z MAY 16" in said(page, first)
    assert on_watch(book) == author
    button(page, other).setFocus()
    with refreshed(page, qtbot):
        press(Qt.Key.Key_Space)
    assert on_watch(book) == second
    assert page._note.text().startswith("Capt. B. (watch officer) has the watch")
    assert under(page, "New") == ["NIL"]


def test_what_the_relief_must_know_is_kept_in_the_log(page, qtbot, book, second):
    choose(page, str(second))
    page._foot.findChild(QLineEdit).setFocus()
    write("Convoy due back at 1800Z.")
    button(page, "I hand over").click()
    button(page, "I take over").click()
    with book.reading() as session:
        closed = session.query(JournalEntry).filter_by(act=Act.CLOSE_WATCH)
        newest = closed.order_by(JournalEntry.seq.desc()).first()
        assert json.loads(newest.payload)["note"] == "Convoy due back at 1800Z."
    assert page._foot.findChild(QLineEdit).text() == ""


def test_nobody_takes_over_before_he_is_chosen(page):
    assert not button(page, "I take over").isEnabled()
    assert button(page, "I hand over").isEnabled()


def test_in_a_log_with_one_officer_there_is_nobody_to_take_over(book, theme, qtbot):
    page = HandoverPage(theme, Desk(book))
    with refreshed(page, qtbot):
        put_up(page, qtbot)
    assert not button(page, "I take over").isEnabled()
    assert button(page, "I hand over").isEnabled()
    page.finish()


def test_another_relief_must_confirm_himself(page, qtbot, desk, author, second):
    desk.attempt(lambda book: acts.enrol(book, LIEUTENANT, by=author))
    choose(page, str(second))
    button(page, "I take over").click()
    assert "311520Z" in said(page, "I take over")
    choose(page, str(LIEUTENANT))
    assert said(page, "I take over") == "Lt. C."
    button(page, "I hand over").click()
    assert on_watch(desk.book) == author


def test_other_words_must_be_confirmed_again(page, book, author, second):
    choose(page, str(second))
    button(page, "I hand over").click()
    page._foot.findChild(QLineEdit).setFocus()
    write("And")
    assert said(page, "I hand over") == "Maj. A."
    button(page, "I take over").click()
    assert on_watch(book) == author


def test_what_others_do_meanwhile_takes_no_confirmation_back(page, qtbot, desk, author, second):
    choose(page, str(second))
    button(page, "I hand over").click()
    with refreshed(page, qtbot):
        desk.attempt(acts.log, author, AMBUSH)
    assert "311520Z" in said(page, "I hand over")
    assert page.findChild(QComboBox).currentText() == str(second)


def test_an_officer_just_enrolled_is_the_relief_that_is_meant(page, qtbot, desk, author):
    with qtbot.waitSignal(page.asked) as told:
        button(page, "Enrol…").click()
    assert told.args == ["enrol_officer"]
    desk.attempt(lambda book: acts.enrol(book, LIEUTENANT, by=author))
    assert page.findChild(QComboBox).currentText() == str(LIEUTENANT)


def test_a_handover_that_is_refused_leaves_the_words_and_asks_again(
    page, qtbot, desk, author, second
):
    choose(page, str(second))
    page._foot.findChild(QLineEdit).setFocus()
    write("Convoy due back.")
    acts.close_watch(desk.book, author)  # by another window, unknown to this one
    button(page, "I hand over").click()
    with qtbot.waitSignal(desk.refused):
        button(page, "I take over").click()
    assert page._foot.findChild(QLineEdit).text() == "Convoy due back."
    assert said(page, "I hand over") == "Maj. A."


def test_without_a_watch_the_page_says_so_and_offers_to_assume_it(page, qtbot, desk, author):
    with refreshed(page, qtbot):
        desk.attempt(acts.close_watch, author)
    assert "nobody has it now" in page._note.text()
    assert not page.findChild(QComboBox).isVisible()
    page.choose_relief()
    with qtbot.waitSignal(page.asked) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["assume_watch"]


def test_the_paper_is_asked_for_by_its_action(page, qtbot):
    with qtbot.waitSignal(page.asked) as told:
        button(page, "Handover as PDF…").click()
    assert told.args == ["write_handover"]


def test_nothing_is_handed_over_in_a_log_that_can_only_be_read(page, desk):
    desk.book.read_only = True
    page.refresh()
    assert not button(page, "I hand over").isEnabled()
    desk.book.read_only = False
