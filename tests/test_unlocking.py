"""An encrypted logbook in the window: made, opened and upgraded with its passphrase."""

import shutil
from pathlib import Path

import pytest
from conftest import PASSPHRASE
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from db.encryption import encrypted_copy
from db.errors import Locked
from db.store import open_logbook
from exports import exporters
from gui.app import Program
from gui.ask import AskDialog
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.new_logbook import ask_for_new
from gui.settings import Settings
from gui.status_bar import StatusBar
from gui.welcome import Welcome
from tests.keyboard import put_up, save

NEW = {"mission": "min", "code": "gao", "theatre": "mli", "rank": "Maj.", "name": "A."}


@pytest.fixture(scope="module")
def locked_sample_file(sample_file, tmp_path_factory):
    """The sample, encrypted; copy it."""
    out = tmp_path_factory.mktemp("locked") / "gao.watch"
    encrypted_copy(sample_file, out, PASSPHRASE)
    return out


@pytest.fixture
def locked_sample(locked_sample_file, tmp_path):
    return Path(shutil.copy(locked_sample_file, tmp_path / "gao.watch"))


@pytest.fixture
def program(qapp, tmp_path):
    program = Program(qapp, Settings(tmp_path / "s.ini"), exporters())
    yield program
    program.window.close()
    program._let_go()


def answer(*typed, beside=()):
    """In the dialog that will open, fill in each line and save; return what was said after each.

    `beside` is typed once, into fields that have nothing to do with a passphrase.
    """
    left, said = list(typed), []

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        for name, text in dict(beside).items():
            dialog._fields[name].editor.setText(text)
        for words in left:
            for name, text in zip(("passphrase", "again"), words, strict=False):
                dialog._fields[name].editor.setText(text)  # QTest has no keys for accents
            save()
            said.append(" ".join(label.text() for label in dialog.findChildren(QLabel)))
        if dialog.isVisible():
            dialog.reject()
            dialog.reject()

    QTimer.singleShot(20, act)
    return said


def test_an_encrypted_logbook_is_opened_with_its_passphrase(
    qtbot, program, locked_sample, tmp_path
):
    said = answer([PASSPHRASE])
    program.start(locked_sample)
    assert "gao.watch is encrypted" in said[0]
    assert isinstance(program.window, MainWindow)
    qtbot.waitUntil(lambda: program.window.log.view.incidents.rowCount() == 25)
    assert program._settings.recent() == [locked_sample]
    program._settings._kept.sync()
    assert PASSPHRASE not in (tmp_path / "s.ini").read_text()


def test_a_wrong_passphrase_is_told_at_the_field_and_tried_again(qtbot, program, locked_sample):
    program.start(None)
    said = answer(["another passphrase"], [PASSPHRASE])
    program.window.recent_asked.emit(locked_sample)
    assert "That passphrase does not open" in said[0]
    assert isinstance(program.window, MainWindow)
    qtbot.waitUntil(lambda: program.window.log.view.incidents.rowCount() == 25)


def test_who_does_not_know_it_is_back_on_the_welcome_page(program, locked_sample):
    before = locked_sample.read_bytes()
    answer(["another passphrase"])
    program.start(locked_sample)
    assert isinstance(program.window, Welcome)
    assert program.window.isVisible()
    assert locked_sample.read_bytes() == before


def test_an_older_one_is_upgraded_with_the_passphrase_asked_once(qtbot, program, old_locked):
    said = answer([PASSPHRASE])
    program.start(old_locked)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    qtbot.waitUntil(lambda: program.window.log.view.incidents.rowCount() == 25)
    assert len(said) == 1
    assert "before-upgrade-1" in program.window.voice.banner.accessibleName()
    assert b"SQLite format 3" not in old_locked.read_bytes()


def test_the_status_bar_says_that_it_is_encrypted(theme, qtbot, locked_sample, sample):
    book = open_logbook(locked_sample, passphrase=PASSPHRASE)
    for opened, told in ((book, True), (sample, False)):
        bar = StatusBar(theme, Desk(opened))
        qtbot.addWidget(bar)
        assert ("Encrypted" in [label.text() for label in bar.findChildren(QLabel)]) is told
    book.close()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where the officer says that a new logbook is kept."""
    path = tmp_path / "new.watch"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_more: (str(path), ""))
    return path


def test_a_new_logbook_is_encrypted_if_one_types_a_passphrase_twice(theme, qtbot, place):
    window = put_up(QWidget(), qtbot)
    wrong = (["short", "short"], [PASSPHRASE, "another one"])
    said = answer(*wrong, [PASSPHRASE, PASSPHRASE], beside=NEW)
    book = ask_for_new(theme, window)
    assert "Whoever forgets it loses the log" in said[0]
    assert "has at least 12 characters" in said[0]
    assert "is not the same as the first" in said[1]
    assert book.is_encrypted
    book.close()
    with pytest.raises(Locked):
        open_logbook(place)
    open_logbook(place, passphrase=PASSPHRASE).close()


def test_a_new_logbook_is_plain_if_one_types_none(theme, qtbot, place):
    window = put_up(QWidget(), qtbot)
    answer([], beside=NEW)
    book = ask_for_new(theme, window)
    assert not book.is_encrypted
    book.close()
    open_logbook(place).close()
