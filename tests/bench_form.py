"""Types into a form and says how long each keystroke took until it was painted, in the median.

`python -m tests.bench_form bare` types into a bare window with as many bare lines as a Flash has;
with the path of a logbook into the program's own form, look-alikes and drafts included.
"""

import statistics
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

BETWEEN_MS = 40  # a very quick typist; meanwhile the background has its turn
TYPED = {
    "occurred": "312045Z MAY 16",
    "type": "ied road",
    "place": "Gao",
    "position": "30QZC2011998750",
    "summary": "Logistic convoy struck a device; third truck damaged, area secured.",
}


def main() -> None:
    """Type into the window that the argument names, and print the median in milliseconds."""
    application = QApplication([])
    fields = _bare() if sys.argv[1] == "bare" else _ours(application, sys.argv[1])
    times = []
    for name, text in TYPED.items():
        fields[name].setFocus()
        _settle(300)
        for character in text:
            begun = time.perf_counter()
            QTest.keyClick(fields[name], character)
            QApplication.processEvents()
            times.append(time.perf_counter() - begun)
            _settle(BETWEEN_MS)
    print(statistics.median(times) * 1000, max(times) * 1000, flush=True)  # noqa: T201


def _bare() -> dict[str, QWidget]:
    window = QWidget()
    layout = QFormLayout(window)
    fields = {name: QPlainTextEdit() if name == "summary" else QLineEdit() for name in TYPED}
    for name, field in fields.items():
        layout.addRow(name, field)
    _show(window)
    return fields


def _ours(application: QApplication, path: str) -> dict[str, QWidget]:
    from db.passphrase import passphrase_of
    from exports import exporters
    from gui.app import Program, settings_here

    program = Program(application, settings_here(), exporters())
    program.open(Path(path), passphrase_of(Path(path)))
    _show(program.window)
    _settle(1500)
    program.window.new_incident()
    _settle(500)
    return {name: program.window.form.cells[name].editor for name in TYPED}


def _show(window: QWidget) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    _settle(200)
    _KEPT.append(window)


_KEPT: list[QWidget] = []  # else the window goes with the function that made it


def _settle(milliseconds: int) -> None:
    """Let events and background work run; `QTest.qWait` would keep the threads from theirs."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
