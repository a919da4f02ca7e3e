"""Where no window can be opened, the program says what to install instead of a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui import system

ROOT = Path(__file__).parent.parent
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux's loader")


@on_linux
def test_a_missing_library_is_told_by_its_debian_package(monkeypatch):
    monkeypatch.setitem(system.ALWAYS, "libno-such-library.so.9", "libno-such-library9")
    assert "libno-such-library9" in system.missing_packages()
    assert "sudo apt-get install" in system.why_no_window()


@on_linux
def test_nothing_is_missing_where_these_tests_run():
    assert system.missing_packages() == ()


@on_linux
def test_x11_asks_for_more_than_a_machine_without_a_screen(monkeypatch):
    monkeypatch.setitem(system.ON_X11, "libno-such-library.so.9", "libno-such-library9")
    assert "libno-such-library9" not in system.missing_packages()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert "libno-such-library9" in system.missing_packages()


@on_linux
def test_without_a_screen_the_program_says_so_and_ends_with_one():
    kept = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in kept}
    ran = subprocess.run(
        [sys.executable, "main.py"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "DISPLAY" in ran.stderr or "apt-get install" in ran.stderr
