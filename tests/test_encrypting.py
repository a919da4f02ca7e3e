"""An encrypted copy made in the window: asked for, written in the background, stopped."""

import shutil
from pathlib import Path

import pytest
from conftest import PASSPHRASE
from keyboard import CONTROL, press, put_up_window, save, write
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

import db.encryption
from db.store import open_logbook
from gui.ask import AskDialog
from gui.buttons import Button
from gui.notices import Toast
from gui.settings import Settings

NEW = "four other words here"


@pytest.fixture
def out(tmp_path, monkeypatch):
    path = tmp_path / "copy.watch"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    return path


def in_dialog(*attempts):
    """Fill in the fields of the dialog that comes next, attempt by attempt; what it said."""
    said = []

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        for attempt in attempts:
            for name, text in attempt.items():
                dialog._fields[name].editor.setText(text)  # QTest has no keys for accents
            save()
            said.append({name: box.said() for name, box in dialog._fields.items()})
        dialog.done(0)

    QTimer.singleShot(20, act)
    return said


def order(window):
    """Choose the command as a person finds it."""
    press(Qt.Key.Key_K, CONTROL)
    write("encrypted copy")
    press(Qt.Key.Key_Return)


def toasts(window):
    return [one.accessibleName() for one in window.findChildren(Toast)]


def test_a_plain_logbook_gets_an_encrypted_copy(qtbot, theme, sample, out, tmp_path):
    window = put_up_window(sample, theme, qtbot, Settings(tmp_path / "s.ini"))
    said = in_dialog(
        {"passphrase": "", "again": ""},
        {"passphrase": "short", "again": "short"},
        {"passphrase": NEW, "again": "another"},
        {"passphrase": NEW, "again": NEW},
    )
    order(window)
    assert "missing" in said[0]["passphrase"]
    assert "12 characters" in said[1]["passphrase"]
    assert "not the same" in said[2]["again"]
    qtbot.waitUntil(lambda: any("copy.watch" in told for told in toasts(window)), timeout=20_000)
    open_logbook(out, passphrase=NEW).close()
    assert not sample.is_encrypted
    window.close()


def test_an_encrypted_one_asks_for_its_own_passphrase_first(qtbot, theme, locked, out, tmp_path):
    book = open_logbook(Path(shutil.copy(locked, tmp_path / "own.watch")), passphrase=PASSPHRASE)
    window = put_up_window(book, theme, qtbot, Settings(tmp_path / "s.ini"))
    new = {"passphrase": NEW, "again": NEW}
    said = in_dialog({"present": "not this one", **new}, {"present": PASSPHRASE, **new})
    order(window)
    assert "does not open" in said[0]["present"]
    qtbot.waitUntil(lambda: any("copy.watch" in told for told in toasts(window)), timeout=20_000)
    open_logbook(out, passphrase=NEW).close()
    window.close()
    book.close()


def test_stop_leaves_no_half_file(qtbot, theme, sample, out, tmp_path, monkeypatch):
    monkeypatch.setattr(db.encryption, "STEPS_BETWEEN", 500)
    window = put_up_window(sample, theme, qtbot, Settings(tmp_path / "s.ini"))
    in_dialog({"passphrase": NEW, "again": NEW})
    order(window)
    stop = next(one for one in window.status.findChildren(Button) if one.words() == "Stop")
    stop.click()
    qtbot.waitUntil(lambda: any("Nothing was made" in told for told in toasts(window)))
    assert not list(tmp_path.glob("copy*"))
    window.close()
