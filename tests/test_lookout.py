"""What another process writes is seen within two seconds; nothing that is being read moves."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import AMBUSH, MAJOR
from keyboard import put_up_window
from PySide6.QtCore import Qt

from db import acts
from db.drafts import DraftKept, keep
from db.lookout import Lookout, mark_of
from db.store import open_logbook
from db.time import write_dtg
from gui.settings import Settings
from tests.generator import generate

SEEN_MS = 2000  # once the window has settled
LONG_MS = 20_000  # while it still makes its pages, on a slow machine
ROOT = Path(__file__).parent.parent


@pytest.fixture
def lookout(book):
    lookout = Lookout(book)
    lookout.look()
    yield lookout
    lookout.close()


@pytest.fixture
def other(book):
    """The same logbook, open a second time as by another process."""
    opened = open_logbook(book.path, book.clock)
    yield opened
    opened.close()


def test_nothing_is_said_while_nobody_writes(lookout, book):
    assert lookout.look() is None
    with book.reading() as session:
        mark_of(session)
    assert lookout.look() is None


def test_an_entry_of_another_is_seen_once(lookout, other):
    acts.log(other, MAJOR, AMBUSH)
    first = lookout.look()
    assert first is not None
    assert lookout.look() is None
    acts.log(other, MAJOR, AMBUSH)
    assert lookout.look().entry == first.entry + 1


def test_a_draft_of_another_is_seen_and_is_no_entry(lookout, other, clock):
    with other.reading() as session:
        before = mark_of(session)
    keep(other, DraftKept("uid", None, {"summary": "Shots"}, "", clock.at, clock.at, ""))
    found = lookout.look()
    assert found.entry == before.entry
    assert found.drafts != before.drafts


def test_looking_holds_no_transaction_open(lookout, other):
    """Or the write-ahead log could never be cleared, and would grow all year."""
    acts.log(other, MAJOR, AMBUSH)
    lookout.look()
    with other.reading() as session:
        busy, *_pages = session.connection().exec_driver_sql("PRAGMA wal_checkpoint(FULL)").one()
    assert busy == 0


@pytest.fixture
def log(tmp_path):
    """A log with more rows than the window shows."""
    opened = generate(tmp_path / "log.watch", 90)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot, theme, log, tmp_path):
    return put_up_window(log, theme, qtbot, Settings(tmp_path / "settings.ini"))


@pytest.fixture
def elsewhere(log):
    opened = open_logbook(log.path)
    yield opened
    opened.close()


def write_elsewhere(qtbot, window, act, *arguments):
    """Do an act in the other process and wait until this window has followed."""
    with qtbot.waitSignals([window._desk.overtaken, window.log.answered], timeout=LONG_MS):
        act(*arguments)


def spot(window):
    """Where the selected row stands on the screen."""
    return window.log.view.visualRect(window.log.view.currentIndex()).top()


@pytest.mark.parametrize("row", [0, 7, 60])
def test_the_selected_row_stays_where_it_is_and_new_ones_are_told(qtbot, window, elsewhere, row):
    view = window.log.view
    view.select(row)
    uid, stood = view.uid(), spot(window)
    for _time in range(2):
        fresh = {**AMBUSH, "occurred": write_dtg(elsewhere.clock())}
        write_elsewhere(qtbot, window, acts.log, elsewhere, MAJOR, fresh)
    assert view.uid() == uid == window.log.detail.uid
    assert spot(window) == stood
    assert view.currentIndex().row() == row + 2
    assert view.new_above.isVisible()
    assert view.new_above.words() == "2 new ↑"
    qtbot.mouseClick(view.new_above, Qt.MouseButton.LeftButton)
    assert view.verticalScrollBar().value() == 0
    assert not view.new_above.isVisible()
    assert view.uid() == uid


def test_it_takes_no_more_than_two_seconds(qtbot, window, elsewhere):
    qtbot.waitUntil(lambda: window._form is not None, timeout=LONG_MS)
    rows = window.log.view.incidents.rowCount()
    acts.log(elsewhere, MAJOR, AMBUSH)
    qtbot.waitUntil(lambda: window.log.view.incidents.rowCount() == rows + 1, timeout=SEEN_MS)


def test_an_amendment_shows_in_the_row_and_in_the_detail(qtbot, window, elsewhere):
    uid = window.log.view.uid()
    write_elsewhere(
        qtbot, window, acts.amend, elsewhere, MAJOR, uid, {"summary": "It was a fire."}, "checked"
    )
    assert window.log.view.incidents.row(0).summary == "It was a fire."
    assert window.log.view.uid() == uid
    assert not window.log.view.new_above.isVisible()


def test_the_detail_keeps_its_scroll_when_another_incident_changes(qtbot, window, elsewhere):
    with qtbot.waitSignal(window.log.answered):
        window.log.ask()
    pane = window.log.detail
    qtbot.waitUntil(lambda: pane._shown is not None and pane._shown[0] == pane.uid)
    page = pane.layout().itemAt(2).widget()
    other = window.log.view.incidents.row(5).incident_uid
    write_elsewhere(qtbot, window, acts.remark, elsewhere, MAJOR, other, "All quiet.", "", "")
    qtbot.wait(50)
    assert pane.layout().itemAt(2).widget() is page


def test_the_watch_and_the_drafts_follow(qtbot, window, elsewhere):
    assert window._desk.watch.author == MAJOR
    write_elsewhere(qtbot, window, acts.close_watch, elsewhere, MAJOR)
    assert window._desk.watch is None
    now = elsewhere.clock()
    with qtbot.waitSignal(window._desk.drafted, timeout=LONG_MS):
        keep(elsewhere, DraftKept("uid", None, {"summary": "Shots"}, "", now, now, ""))
    assert [draft.uid for draft in window.log.drafts.drafts()] == ["uid"]


def test_what_this_window_writes_is_not_taken_for_anothers(qtbot, window):
    desk = window._desk
    desk.do(acts.log, desk.officers[0], {**AMBUSH, "occurred": "311430Z MAY 16"})
    with qtbot.assertNotEmitted(desk.overtaken, wait=SEEN_MS):
        pass


def test_a_real_second_process_is_seen(qtbot, window, log):
    code = (
        "import sys; from pathlib import Path; from db import acts; from db.journal import Author;"
        "from db.store import open_logbook; book = open_logbook(Path(sys.argv[1]));"
        "acts.enrol(book, Author('Lt.', 'C.', 'watch officer')); book.close()"
    )
    with qtbot.waitSignal(window._desk.overtaken, timeout=LONG_MS):
        subprocess.Popen([sys.executable, "-c", code, str(log.path)], cwd=ROOT).wait()
    assert any(officer.name == "C." for officer in window._desk.officers)
