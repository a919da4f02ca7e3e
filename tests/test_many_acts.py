"""Acts on several incidents: one entry each, told at the end; the selection stays."""

import csv

import pytest
from conftest import AMBUSH, CAPTAIN
from keyboard import CONTROL, NONE, SHIFT, press, put_up_window, write
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu
from sqlalchemy import func, select

from db import acts
from db.current import history_of, state_of
from db.errors import BadContent, DiskFull, Refused, Stopped
from db.models import Act, JournalEntry
from db.periods import sitrep_written
from db.store import open_logbook
from db.suggestions import tags_in_use
from db.vocabulary import Status
from gui import copying
from gui.ask import AskDialog
from gui.many_acts import Outcome, each
from gui.notices import Toast
from gui.settings import Settings
from gui.tags_box import TagsBox
from tests.keyboard import content_of

MANY = 12


@pytest.fixture
def log(book, second):
    """A log that another officer wrote; the officer on watch may verify it."""
    for number in range(MANY):
        told = {"summary": f"Incident {number:02}", "occurred": f"31{number:02}00Z MAY 16"}
        acts.log(book, second, {**AMBUSH, **told})
    return book


@pytest.fixture
def window(qtbot, theme, log, tmp_path):
    window = put_up_window(log, theme, qtbot, Settings(tmp_path / "settings.ini"))
    window.log.view.setFocus()
    qtbot.waitUntil(window.log.view.hasFocus)
    return window


def choose(window, *rows):
    """Select rows as with Ctrl and the mouse."""
    view = window.log.view
    view.select(rows[0])
    for row in rows[1:]:
        spot = QPoint(200, view.rowViewportPosition(row) + 8)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CONTROL, spot)
    assert view.selected_rows() == sorted(rows)
    return view.uids()


def statuses(book, uids):
    with book.reading() as session:
        return [state_of(session, uid).status for uid in uids]


def entries(book, act):
    with book.reading() as session:
        return session.scalar(select(func.count()).where(JournalEntry.act == act))


def toasts(window):
    return [
        " ".join(label.text() for label in toast.findChildren(QLabel))
        for toast in window.findChildren(Toast)
    ]


def texts(window):
    """Return what the context menu of the table offers."""
    return [action.text() for action in window.log.view.actions() if action.isEnabled()]


def answer(*typed):
    """When the dialog opens: type into its fields in turn and confirm."""

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        for text in typed:
            write(text)
            press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Return, CONTROL)
        while dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(20, act)


def test_the_menu_says_to_how_many_and_offers_what_can_be_done_to_several(window):
    choose(window, 1)
    assert {"Verify", "Tag…", "Amend…", "Strike…"} <= set(texts(window))
    choose(window, 1, 3, 4)
    offered = set(texts(window))
    assert {"Verify 3 incidents", "Tag 3 incidents…", "Report 3 incidents as SITREP…"} <= offered
    assert {"Export the 3 selected incidents as CSV…", "Copy 3 incidents"} <= offered
    assert not offered & {"Amend…", "Remark…", "Strike…", "Mark as duplicate…"}
    choose(window, 2)
    assert "Amend…" in texts(window)


def test_several_are_verified_with_one_key_and_stay_selected(qtbot, window, log):
    uids = choose(window, 1, 3, 4)
    other = window.log.view.incidents.row(2).incident_uid
    press(Qt.Key.Key_V)
    qtbot.waitUntil(lambda: "Verified 3 incidents" in " ".join(toasts(window)))
    assert statuses(log, uids) == [Status.VERIFIED] * 3
    assert statuses(log, [other]) == [Status.INITIAL]
    assert entries(log, Act.VERIFY) == 3
    qtbot.waitUntil(lambda: window.log.view.incidents.row(1).status is Status.VERIFIED)
    assert window.log.view.selected_rows() == [1, 3, 4]


def test_what_is_refused_is_told_with_the_first_reason(qtbot, window, log, author):
    uids = choose(window, 1, 3, 4)
    acts.amend(log, author, uids[1], {"summary": "Mine."}, "checked")
    acts.strike(log, CAPTAIN, uids[2], "twice")
    press(Qt.Key.Key_V)
    qtbot.waitUntil(lambda: window.voice.banner is not None)
    told = window.voice.banner.accessibleName()
    assert "Verified 1 incident" in told
    assert "2 refused" in told
    assert "wrote the latest content" in told
    assert statuses(log, uids) == [Status.VERIFIED, Status.UPDATED, Status.STRUCK]


def test_the_button_beside_the_table_is_about_the_incident_that_it_shows(qtbot, window, log):
    uids = choose(window, 1, 3, 4)
    shown = window.log.detail.uid
    assert shown in uids
    with qtbot.waitSignal(window.log.answered):
        window.log.detail.asked.emit("verify")
    verified = [uid for uid in uids if statuses(log, [uid]) == [Status.VERIFIED]]
    assert verified == [shown]
    window.log.detail.asked.emit("amend")
    assert window.form.isVisible()


def test_tags_are_added_to_those_that_lack_them(qtbot, window, log, second):
    uids = choose(window, 0, 2, 5)
    acts.amend(log, second, uids[0], {"tags": ["Convoy", "night"]}, "tagged")
    acts.amend(log, second, uids[1], {"tags": ["dawn"]}, "tagged")
    before = entries(log, Act.AMEND)
    answer("convoy, night ,convoy", "seen together")
    press(Qt.Key.Key_T)
    qtbot.waitUntil(lambda: "Tagged 2 incidents" in " ".join(toasts(window)))
    assert "1 had nothing to change." in " ".join(toasts(window))
    assert [content_of(log, uid)["tags"] for uid in uids] == [
        ["Convoy", "night"],
        ["dawn", "convoy", "night"],
        ["convoy", "night"],
    ]
    assert entries(log, Act.AMEND) == before + 2
    with log.reading() as session:
        assert history_of(session, uids[2])[-1].reason == "seen together"


def test_tags_and_their_reason_must_be_given(qtbot, window, log):
    choose(window, 0, 1)
    answer(" , ", "because")
    press(Qt.Key.Key_T)
    window.activateWindow()
    qtbot.waitUntil(window.log.view.hasFocus)
    answer("night", " ")
    press(Qt.Key.Key_T)
    assert entries(log, Act.AMEND) == 0


def test_tag_needs_a_reason_and_room(book, author):
    uid = acts.log(book, author, {**AMBUSH, "tags": [f"t{n}" for n in range(30)]}).subject
    with pytest.raises(Refused):
        acts.tag(book, author, uid, "one more", " ")
    with pytest.raises(BadContent):
        acts.tag(book, author, uid, "one more", "why")
    assert acts.tag(book, author, uid, "T3, t4", "why") is None


def test_tags_in_use_are_offered_those_used_most_first(qtbot, log, second):
    for number, tags in enumerate((["night", "convoy"], ["night"], ["élan"])):
        with log.reading() as session:
            uid = session.scalar(
                select(JournalEntry.subject).where(
                    JournalEntry.act == Act.LOG,
                    JournalEntry.payload.contains(f"Incident 0{number}"),
                )
            )
        acts.amend(log, second, uid, {"tags": tags}, "tagged")
    with log.reading() as session:
        known = tags_in_use(session)
    assert known[0] == "night"
    assert set(known) == {"night", "convoy", "élan"}
    line = TagsBox(known)
    qtbot.addWidget(line)
    line.show()
    line.setText("élan, ")
    qtbot.keyClicks(line, "CON")
    finder = line.completer()
    assert finder.currentCompletion() == "élan, convoy"


def test_the_chosen_rows_alone_are_exported(qtbot, window, tmp_path, monkeypatch):
    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    choose(window, 2, 4, 7)
    numbers = [window.log.view.incidents.row(row).number for row in (2, 4, 7)]
    press(Qt.Key.Key_E)
    qtbot.waitUntil(target.exists)
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [row["number"] for row in csv.DictReader(file)] == numbers


def test_the_export_button_asks_whether_all_or_only_the_chosen(
    qtbot, window, tmp_path, monkeypatch
):
    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    choose(window, 2, 4)
    offered = []

    def pick():
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.extend(action.text() for action in menu.actions())
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            QTest.keyClick(menu, key)

    QTimer.singleShot(100, pick)
    window.log.result.export_button.click()
    assert offered == ["Export the 2 selected incidents as CSV…", "Export the table as CSV…"]
    qtbot.waitUntil(target.exists)
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_a_sitrep_of_the_chosen_says_so_and_is_not_the_daily_one(
    qtbot, window, log, tmp_path, monkeypatch
):
    target = tmp_path / "some.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    choose(window, 2, 4)
    numbers = [window.log.view.incidents.row(row).number for row in (2, 4)]
    press(Qt.Key.Key_P, SHIFT)
    page = window._reports.page
    qtbot.waitUntil(lambda: page.foot.save.isEnabled(), timeout=30_000)
    page.save_pdf()
    qtbot.waitUntil(lambda: entries(log, Act.REPORT) == 1, timeout=30_000)
    text = " ".join(page.extract_text() for page in PdfReader(target).pages)
    assert "2 chosen incidents" in " ".join(text.split())
    assert all(number[-4:] in text for number in numbers)
    assert "Incident 00" not in text
    with log.reading() as session, pytest.raises(Refused):
        sitrep_written(session, log.clock())


def test_what_another_process_writes_leaves_the_rows_selected(qtbot, window, log, author):
    uids = choose(window, 1, 3, 4)
    elsewhere = open_logbook(log.path, log.clock)
    with qtbot.waitSignals([window._desk.overtaken, window.log.answered], timeout=20_000):
        acts.log(elsewhere, author, AMBUSH)
    elsewhere.close()
    assert window.log.view.uids() == uids
    assert window.log.view.selected_rows() == [2, 4, 5]


def test_an_act_on_one_leaves_the_others_selected(qtbot, window, log):
    uids = choose(window, 1, 3, 4)
    with qtbot.waitSignal(window.log.answered):
        window.log.detail.asked.emit("verify")
    assert window.log.view.uids() == uids


def test_another_question_leaves_only_the_one_with_the_cursor(qtbot, window):
    uids = choose(window, 1, 3, 4)
    with qtbot.waitSignal(window.log.answered):
        qtbot.keyClicks(window.log.filters.search, "Incident")
    assert len(window.log.view.uids()) == 1
    assert window.log.view.uid() in uids


def test_the_only_selected_row_has_the_cursor(window):
    """What was taken out of the selection with Ctrl is not what an act is done to."""
    view = window.log.view
    choose(window, 1, 3)
    spot = QPoint(200, view.rowViewportPosition(3) + 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CONTROL, spot)
    assert view.selected_rows() == [1]
    assert view.uid() == window.log.detail.uid == view.incidents.row(1).incident_uid


def test_too_many_are_refused_with_the_way_to_do_it(window, log, monkeypatch):
    monkeypatch.setattr("gui.view_acts.MOST", 2)
    choose(window, 1, 3, 4)
    press(Qt.Key.Key_V, NONE)
    assert "Ctrl+E" in window.voice.banner.accessibleName()
    assert entries(log, Act.VERIFY) == 0
    assert copying.MOST >= 1000


def test_in_the_past_nothing_is_verified(qtbot, window, log, clock):
    choose(window, 1, 3)
    with qtbot.waitSignal(window.log.answered):
        window._desk.look_at(clock.at)
    press(Qt.Key.Key_V)
    assert entries(log, Act.VERIFY) == 0


def note(done, of):
    if done == 2:
        raise Stopped


def test_stopping_keeps_what_was_done_and_does_no_more():
    met = []
    outcome = each(lambda uid: met.append(uid) or uid, ("a", "b", "c"), note)
    assert met == ["a", "b"]
    assert outcome == Outcome(done=2, is_stopped=True)


def test_when_the_world_says_no_the_rest_is_left():
    full = DiskFull("The disk is full.", "Free some space.")

    def act(uid):
        if uid == "b":
            raise full
        return uid

    outcome = each(act, ("a", "b", "c"), lambda _done, _of: None)
    assert (outcome.done, outcome.error) == (1, full)
