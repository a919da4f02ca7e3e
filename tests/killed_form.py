"""Opens the real window on a logbook and types one key into one field of the form; then it waits.

`python -m tests.killed_form LOGBOOK FIELD KEY` says "typed" once the key is typed. It never ends:
whoever started it kills it, and looks what is left of the typing.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.app import Program, settings_here


def main() -> None:
    """Open the window, type and wait."""
    path, name, key = sys.argv[1:4]
    app = QApplication([])
    program = Program(app, settings_here(), {})
    program.start(Path(path))
    QTimer.singleShot(0, program, lambda: type_in(program.window, name, key))
    sys.exit(app.exec())


def type_in(window, name: str, key: str) -> None:
    """Type one key into the field called `name` of a new incident, or into the casualties."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.new_incident()
    cell = window.form.cells[name]
    window.form._page.sections.open_at(cell)
    cell.editor.setFocus()
    QTest.keyClick(QApplication.focusWidget(), key)
    print("typed", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
