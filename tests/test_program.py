"""The program as it starts: a logbook or the welcome page, an older logbook, the sample."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt

from db.store import open_logbook
from exports import exporters
from gui.app import Program
from gui.main_window import MainWindow
from gui.settings import Settings

OLD = Path(__file__).parent / "logbooks" / "0001.watch"


def test_the_program_opens_a_logbook_and_goes_back_to_the_welcome_page(
    qtbot, qapp, sample_file, tmp_path
):
    path = Path(shutil.copy(sample_file, tmp_path / "one.watch"))
    program = Program(qapp, Settings(tmp_path / "s.ini"), exporters())
    program.start(path)
    with qtbot.waitSignal(program.window.log.answered):
        pass
    program.window.open_logbook()
    assert program.window.windowTitle() == "Watchkeeper"
    program.window.close()
    assert open_logbook(path).path in program._settings.recent()


def test_a_file_that_is_no_logbook_is_refused_on_the_welcome_page(qtbot, qapp, tmp_path):
    other = tmp_path / "notes.watch"
    other.write_text("not a logbook at all")
    program = Program(qapp, Settings(tmp_path / "s.ini"), exporters())
    program.start(other)
    banner = program.window.voice.banner
    assert "is not a Watchkeeper logbook" in banner.accessibleName()
    program.window.close()


def test_the_sample_is_made_and_opened_with_one_key(qtbot, qapp, tmp_path):
    program = Program(qapp, Settings(tmp_path / "s.ini"), exporters())
    program.start(None)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    qtbot.keyClick(program.window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    qtbot.waitUntil(lambda: program.window.log.view.incidents.rowCount() == 25)
    program.window.close()


def test_an_older_logbook_is_upgraded_and_the_old_file_kept(qtbot, qapp, tmp_path):
    path = Path(shutil.copy(OLD, tmp_path / "gao.watch"))
    program = Program(qapp, Settings(tmp_path / "s.ini"), exporters())
    program.start(path)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    qtbot.waitUntil(lambda: program.window.log.view.incidents.rowCount() == 25)
    assert "gao.watch.before-upgrade-1" in program.window.voice.banner.accessibleName()
    program.window.close()
    assert (tmp_path / "gao.watch.before-upgrade-1").exists()
