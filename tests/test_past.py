"""As known at: one moment for table, totals, detail and exports; nothing is written meanwhile."""

import csv
from datetime import UTC, datetime

import pytest
from keyboard import put_up_window
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from db import acts
from db.errors import Refused
from db.query import IncidentQuery
from db.vocabulary import LinkKind
from gui.ask import AskDialog
from gui.buttons import Button
from gui.settings import Settings
from tests.keyboard import press, write

THEN = datetime(2016, 6, 1, 12, tzinfo=UTC)  # before the casualties were amended
NUMBER = "MIN-GAO-2016-0008"


@pytest.fixture
def window(qtbot, theme, sample, tmp_path):
    return put_up_window(sample, theme, qtbot, Settings(tmp_path / "settings.ini"))


def answer(typed):
    """When the dialog opens, type into it and confirm; what it says is returned later."""
    said = []

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        write(typed)
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        while dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(20, act)
    return said


def press_in_table(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key as somebody who works in the table."""
    window.activateWindow()
    window.log.view.setFocus()
    qtbot.waitUntil(window.log.view.hasFocus)
    press(key, modifier)


@pytest.fixture
def past(qtbot, window):
    answer("011200Z JUN 16")
    with qtbot.waitSignal(window.log.answered):
        press_in_table(qtbot, window, Qt.Key.Key_F2)
    return window


def shown(window, column):
    model = window.log.view.incidents
    place = [one.name for one in model.columns].index(column)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def told(window):
    return " ".join(label.text() for label in window.log.detail.findChildren(QLabel))


def choose(qtbot, window, number):
    window.log.view.select(shown(window, "number").index(number))
    qtbot.waitUntil(lambda: number in told(window))


def test_the_table_and_its_totals_are_those_of_the_moment(past):
    with past._desk.book.reading() as session:
        query = IncidentQuery(as_of=THEN)
        assert past.log.query == query
        assert past.log.view.incidents.rowCount() == query.count(session) < 25
        assert f"{query.totals(session).killed} killed" in past.log.result.facts.text()
    assert "as known at 011200Z JUN 16" in past.log.result.facts.text()
    assert dict(zip(shown(past, "number"), shown(past, "killed"), strict=True))[NUMBER] == "5"


def test_the_detail_is_that_of_the_moment(qtbot, past):
    choose(qtbot, past, NUMBER)
    assert "A sixth soldier" not in told(past)
    with qtbot.waitSignal(past.log.answered):
        press_in_table(qtbot, past, Qt.Key.Key_F4)
    assert past.log.detail.uid == past.log.view.uid()
    qtbot.waitUntil(lambda: "A sixth soldier" in told(past))


def test_files_and_links_of_later_are_not_shown(qtbot, window):
    choose(qtbot, window, NUMBER)
    desk, uid, number = window._desk, window.log.detail.uid, shown(window, "number")[0]
    assert number != NUMBER
    desk.do(acts.attach, desk.author, uid, "crater.txt", b"one metre")
    desk.do(acts.link, desk.author, uid, number, LinkKind.RELATED)
    qtbot.waitUntil(lambda: "crater.txt" in told(window) and number in told(window))
    with qtbot.waitSignal(window.log.answered):
        desk.look_at(THEN)
    qtbot.waitUntil(lambda: "crater.txt" not in told(window))
    assert number not in told(window)


def test_the_window_says_that_the_past_is_shown_until_one_key_ends_it(qtbot, past):
    assert past._past.isVisible()
    words = " ".join(label.text() for label in past._past.findChildren(QLabel))
    assert "as known at 011200Z JUN 16" in words
    assert "Nothing can be written" in words
    assert past.log.filters.known.value() == "011200Z JUN 16"
    assert past.log.filters.property("past") is True
    with qtbot.waitSignal(past.log.answered):
        press_in_table(qtbot, past, Qt.Key.Key_F4)
    assert not past._past.isVisible()
    assert not past.log.filters.known.isVisible()
    assert past.log.query == IncidentQuery()


def test_nothing_is_written_while_the_past_is_shown(qtbot, past, sample):
    choose(qtbot, past, NUMBER)
    with sample.reading() as session:
        before = acts.alive(session, past.log.detail.uid).payload
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_V, Qt.Key.Key_C, Qt.Key.Key_S):
        press_in_table(qtbot, past, key)
    press_in_table(qtbot, past, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert past.log.isVisible()
    assert not past.log.filters.new_button.isEnabled()
    words = [button.words() for button in past.log.detail.findChildren(Button)]
    assert "Amend" not in words
    with pytest.raises(Refused, match="as known at 011200Z JUN 16"):
        past._desk.attempt(acts.verify, past._desk.officers[0], past.log.detail.uid)
    with sample.reading() as session:
        assert acts.alive(session, past.log.detail.uid).payload == before


def test_a_draft_is_not_opened_in_the_past_and_the_reason_is_said(past):
    past._open_draft("some draft")
    assert past.log.isVisible()
    assert "F4" in past.voice.banner.accessibleName()


def test_a_file_is_not_dropped_into_the_past(qtbot, past, tmp_path):
    choose(qtbot, past, NUMBER)
    data = QMimeData()
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "photo.jpg"))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, none)
    event.ignore()
    past.log.detail.dragEnterEvent(event)
    assert not event.isAccepted()


def test_the_csv_is_that_of_the_moment(qtbot, past, tmp_path, monkeypatch):
    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press_in_table(qtbot, past, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(target.exists, timeout=5000)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["number"] for row in rows] == shown(past, "number")
    assert next(row["killed"] for row in rows if row["number"] == NUMBER) == "5"


def test_the_sitrep_begins_with_the_moment_that_is_shown(qtbot, past):
    press_in_table(qtbot, past, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert past._reports.page.choice.as_of.text() == "011200Z JUN 16"


def test_a_report_that_went_out_is_noted_even_then(past, sample):
    desk = past._desk
    desk.note(acts.wrote_report, desk.author, "sitrep", "sitrep.pdf", "0" * 64)
    with sample.reading() as session:
        assert IncidentQuery().count(session) == 25
    assert desk.as_of == THEN


@pytest.mark.parametrize(
    ("typed", "reason"), [("2040-06-01 12:00", "in the future"), ("32 1430Z", "day 32")]
)
def test_a_moment_that_cannot_be_is_refused_beside_the_field(qtbot, window, typed, reason):
    said = answer(typed)
    press_in_table(qtbot, window, Qt.Key.Key_F2)
    assert any(reason in words for words in said)
    assert window._desk.as_of is None


def test_now_leads_back_to_now(qtbot, past):
    answer("now")
    with qtbot.waitSignal(past.log.answered):
        press_in_table(qtbot, past, Qt.Key.Key_F2)
    assert past.log.query == IncidentQuery()


def test_delete_on_the_chip_leads_back_and_escape_does_not(qtbot, past):
    past.activateWindow()
    past.log.filters.known.setFocus()
    qtbot.waitUntil(past.log.filters.known.hasFocus)
    with qtbot.waitSignal(past.log.answered):
        press(Qt.Key.Key_Escape)  # clears the filters: the moment is none of them
    assert past.log.query.as_of == THEN
    with qtbot.waitSignal(past.log.answered):
        press(Qt.Key.Key_Delete)
    assert past.log.query.as_of is None


def test_an_incident_of_later_is_said_not_to_have_been_there(qtbot, past):
    with past._desk.book.reading() as session:
        uid = next(row.incident_uid for row in IncidentQuery().stream(session))
    past.show_incident(uid)
    qtbot.waitUntil(lambda: past.voice.banner is not None)
    assert "not in the log then" in past.voice.banner.accessibleName()
    assert past.log.query.as_of == THEN
