"""Nothing typed is lost: a form is kept as a draft while it is typed, and comes back as it was."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import AMBUSH, CAPTAIN, MAJOR
from keyboard import (
    CONTROL,
    banners,
    content_of,
    entries,
    press,
    press_alt,
    put_up,
    put_up_form,
    save,
    write,
    write_in,
)
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from db import acts
from db.current import history_of
from db.drafts import drafts_of
from db.store import open_logbook
from db.suggestions import last_used
from gui.desk import Desk
from gui.draft_list import DraftList, draft_in_words, recovered_words

ROOT = Path(__file__).parent.parent
KILLED = {  # field: the key that is typed into it, and what the draft holds of it then
    "occurred": "3",
    "type": "i",
    "place": "g",
    "position": "3",
    "target": "u",
    "summary": "S",
    "attribution_basis": "c",
    "own_unit": "U",
    "damage": "d",
    "assessment": "a",
}


@pytest.fixture
def desk(book):
    return Desk(book)


@pytest.fixture
def form(desk, theme, qtbot):
    return put_up_form(desk, theme, qtbot)


def kept(book):
    with book.reading() as session:
        return drafts_of(session)


def half_typed(form):
    """Type into every sort of editor, and leave each with half a word in it."""
    press_alt("1")
    write("311430Z")
    press_alt("2")
    write("ied ro")
    press_alt("3")
    write("Gao nor")
    press_alt("P")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press_alt("6")
    write("2 un mil k")
    press(Qt.Key.Key_Return)
    write("1x")
    press_alt("7")
    write("Convoy struck ")


def test_a_change_is_kept_within_a_second(form, book, qtbot):
    form.begin_new()
    press_alt("7")
    begun = time.monotonic()
    write("S")
    qtbot.waitUntil(lambda: [draft.typed for draft in kept(book)] == [{"summary": "S"}])
    assert time.monotonic() - begun < 1


def test_typing_on_does_not_put_the_keeping_off(form, book, qtbot):
    form.begin_new()
    press_alt("7")
    begun = time.monotonic()
    while not kept(book):
        write("x")
        QApplication.processEvents()
        assert time.monotonic() - begun < 1


def test_the_newest_typing_is_the_last_that_is_written(form, book, qtbot):
    form.begin_new()
    press_alt("7")
    for letter in "Shots at the gate":
        write(letter)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: [d.typed["summary"] for d in kept(book)] == ["Shots at the gate"])


def test_a_form_in_which_nobody_typed_leaves_no_draft(form, book):
    form.begin_new()
    press_alt("5")
    press(Qt.Key.Key_Tab)
    assert form.keep_now()
    press(Qt.Key.Key_Escape)
    assert kept(book) == ()


def test_what_was_taken_back_leaves_no_draft(form, book):
    form.begin_new()
    write("3")
    assert form.keep_now()
    assert len(kept(book)) == 1
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Escape)
    assert kept(book) == ()


def test_escape_closes_without_asking_and_keeps_the_draft(form, book, qtbot):
    form.begin_new()
    write_in(7, "Half a")
    with qtbot.waitSignal(form.closed):
        press(Qt.Key.Key_Escape)
    (draft,) = kept(book)
    assert (draft.typed, draft.subject, draft.officer) == ({"summary": "Half a"}, None, "Maj. A.")
    assert entries(book) == 0
    form.begin_new()
    assert form.cells["summary"].input.typed() == ""


def test_a_draft_comes_back_to_the_letter(form, book, desk, theme, qtbot, clock):
    form.begin_new()
    half_typed(form)
    before = {name: cell.input.held() for name, cell in form.cells.items()}
    assert form.keep_now()
    clock.tick(hours=1)
    other = put_up_form(desk, theme, qtbot)
    (draft,) = kept(book)
    other.begin_draft(draft)
    assert {name: cell.input.held() for name, cell in other.cells.items()} == before
    assert draft.typed["casualties"]["quick"] == "1x"
    assert len(draft.typed["casualties"]["rows"]) == 1
    assert draft.typed["place"] == "Gao nor"
    assert draft.typed["summary"] == "Convoy struck "
    assert other.is_changed()
    other.cells["summary"].editor.setFocus()
    press(Qt.Key.Key_End, CONTROL)
    write("IED.")
    assert other.keep_now()
    (again,) = kept(book)
    assert again.typed["summary"] == "Convoy struck IED."
    assert (again.uid, again.begun_at) == (draft.uid, draft.begun_at)


def test_several_drafts_lie_side_by_side(form, book):
    for words in ("First call", "Second call"):
        form.begin_new()
        write_in(7, words)
        press(Qt.Key.Key_Escape)
    assert {draft.typed["summary"] for draft in kept(book)} == {"First call", "Second call"}


def test_opening_a_draft_keeps_the_one_that_is_being_typed(form, book):
    form.begin_new()
    write_in(7, "First call")
    press(Qt.Key.Key_Escape)
    (first,) = kept(book)
    form.begin_new()
    write_in(7, "Second call")
    form.begin_draft(first)
    assert form.cells["summary"].input.typed() == "First call"
    assert {draft.typed["summary"] for draft in kept(book)} == {"First call", "Second call"}


def test_a_draft_of_an_amendment_lies_over_what_the_log_keeps_by_now(form, book, clock, qtbot):
    change = acts.log(book, MAJOR, AMBUSH)
    form.begin_amend(change.subject, change.number, content_of(book, change.subject))
    write("A third sol")
    write_in(3, "Gao north")
    press(Qt.Key.Key_Escape)
    clock.tick(minutes=5)
    acts.amend(book, CAPTAIN, change.subject, {"own_unit": "Unit 7"}, "who it was")
    (draft,) = kept(book)
    assert (draft.subject, draft.reason, draft.typed) == (
        change.subject,
        "A third sol",
        {"place": "Gao north"},
    )
    form.begin_draft(draft)
    assert form.cells["own_unit"].input.typed() == "Unit 7"
    assert form.cells["place"].input.typed() == "Gao north"
    with qtbot.waitSignal(form.saved):
        save()
    assert kept(book) == ()
    after = content_of(book, change.subject)
    assert (after["own_unit"], after["place"]) == ("Unit 7", "Gao north")
    with book.reading() as session:
        assert history_of(session, change.subject)[-1].reason == "A third sol"


def test_the_incident_takes_over_the_uid_of_its_draft(form, book, qtbot):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(7, "Shots.")
    assert form.keep_now()
    (draft,) = kept(book)
    with qtbot.waitSignal(form.saved) as signal:
        save()
    assert signal.args[0].subject == draft.uid
    assert kept(book) == ()


def test_a_draft_that_was_logged_before_the_program_died_is_not_logged_again(form, book, qtbot):
    form.begin_new()
    write_in(1, "1430Z")
    write_in(2, "direct")
    write_in(7, "Shots.")
    assert form.keep_now()
    (draft,) = kept(book)
    raw = {"occurred": "1430Z", "type": "DIR", "summary": "Shots."}
    first = acts.log(book, MAJOR, raw, draft.uid)
    with qtbot.waitSignal(form.saved) as signal:
        save()
    assert signal.args[0].number == first.number
    assert entries(book) == 1


def test_a_save_that_is_refused_leaves_the_draft(form, book):
    form.begin_new()
    write_in(7, "No time yet")
    save()
    assert entries(book) == 0
    assert form.keep_now()
    assert [draft.typed for draft in kept(book)] == [{"summary": "No time yet"}]


def test_a_draft_that_cannot_be_kept_is_told_and_the_next_change_tries_again(form, book, qtbot):
    form.begin_new()
    press_alt("7")
    with book.writing() as session:
        session.connection()  # somebody else has the file, for longer than one waits for it
        write("S")
        qtbot.waitUntil(lambda: bool(banners(form)), timeout=6000)
        assert "The draft is not on disk" in banners(form)[0]
        write("h")
    assert form.cells["summary"].input.typed() == "Sh"
    qtbot.waitUntil(lambda: not banners(form))
    assert [draft.typed["summary"] for draft in kept(book)] == ["Sh"]


def test_a_time_that_would_now_be_read_as_another_day_is_told(form, book, clock):
    form.begin_new()
    write("1430Z")
    press(Qt.Key.Key_Escape)
    clock.tick(days=1)
    (draft,) = kept(book)
    form.begin_draft(draft)
    assert "“1430Z”" in banners(form)[0]
    press(Qt.Key.Key_Escape)
    form.begin_new()
    assert banners(form) == []


@pytest.fixture
def page(desk, theme, qtbot):
    """A page with the list in it, collapsed while there is no draft."""
    made = QWidget()
    QVBoxLayout(made).addWidget(DraftList(theme, desk))
    return put_up(made, qtbot)


@pytest.fixture
def listed(page):
    return page.findChild(DraftList)


def test_the_list_shows_each_draft_and_opens_the_one_that_is_chosen(listed, form, qtbot):
    assert not listed.isVisible()
    form.begin_new()
    write("311430Z")
    press(Qt.Key.Key_Tab)
    write_in(3, "Gao")
    press(Qt.Key.Key_Escape)
    listed.refresh()
    (draft,) = listed.drafts()
    assert listed.isVisible()
    assert draft_in_words(draft) == "311430Z, Gao"
    assert recovered_words(listed.drafts()) == "1 draft recovered, 311430Z, Gao"
    with qtbot.waitSignal(listed.opened) as opened:
        next(b for b in listed.findChildren(QPushButton) if b.text() == "Open").click()
    form.begin_draft(listed.draft(opened.args[0]))
    assert form.cells["place"].input.typed() == "Gao"


def test_discarding_asks_once(listed, form, book, qtbot):
    form.begin_new()
    write_in(7, "Half a")
    press(Qt.Key.Key_Escape)
    listed.refresh()
    listed.window().activateWindow()
    (drop,) = (b for b in listed.findChildren(QPushButton) if b.text() == "Discard")
    answers = [Qt.Key.Key_Escape, Qt.Key.Key_Return]

    def answer():
        dialog = QApplication.activeModalWidget()
        modifier = CONTROL if answers[0] == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier
        dialog.setFocus()
        press(answers.pop(0), modifier)

    for left in (1, 0):
        QTimer.singleShot(50, answer)
        drop.click()
        assert len(kept(book)) == left
    qtbot.waitUntil(lambda: not listed.isVisible())


def test_what_was_used_last_is_bounded_and_newest_first(book):
    for unit in ("A", "B", "A", "C"):
        acts.log(book, MAJOR, {**AMBUSH, "own_unit": f"Unit {unit}"})
    acts.log(book, CAPTAIN, {**AMBUSH, "own_unit": "Unit X", "source": "radio"})
    with book.reading() as session:
        used = last_used(session, "Maj. A.", ("own_unit", "source"), limit=2)
        assert used == {"own_unit": ("Unit C", "Unit A"), "source": ()}
        assert last_used(session, "Nobody", ("own_unit",)) == {"own_unit": ()}


def test_what_another_officer_wrote_is_not_what_was_used_last(book):
    """Amending an incident signs the whole of it, but not every word is the amender's own."""
    uid = acts.log(book, MAJOR, {**AMBUSH, "own_unit": "Unit A"}).subject
    acts.amend(book, CAPTAIN, uid, {"source": "radio"}, "source")
    with book.reading() as session:
        used = last_used(session, "Capt. B.", ("own_unit", "source"))
    assert used == {"own_unit": (), "source": ("radio",)}


def killed_while_typing(folder, sample_file, name):
    """Type one key in a process of its own, kill it a second later; return the drafts left."""
    path = folder / f"{name}.watch"
    path.write_bytes(sample_file.read_bytes())
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "WATCHKEEPER_SETTINGS": str(folder / f"{name}.ini"),
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.killed_form", str(path), name, KILLED[name]],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert child.stdout.readline() == "typed\n"
        time.sleep(1)
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate()
    book = open_logbook(path)
    left = [draft.typed for draft in kept(book)]
    book.close()
    return left


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_program_killed_a_second_after_a_key_loses_no_key_in_ten_fields(tmp_path, sample_file):
    with ThreadPoolExecutor(2) as pairs:
        left = pairs.map(lambda name: killed_while_typing(tmp_path, sample_file, name), KILLED)
        assert dict(zip(KILLED, left, strict=True)) == {
            name: [{name: key}] for name, key in KILLED.items()
        }
