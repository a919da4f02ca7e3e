"""Starts a window, says when its first rows were painted and how much memory it took, and ends.

`python -m tests.bench_start bare` opens an empty QTableView, the floor; `loaded` does so once the
libraries of the logbook are imported, which no start can do without; with the path of a logbook it
is the program itself, entered by its own door. Nothing of ours is imported for the floor.
"""

import gc
import os
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Open the window that the argument names; never returns."""
    if sys.argv[1] in ("bare", "loaded"):
        bare(loaded=sys.argv[1] == "loaded")
    else:
        program(sys.argv[1])


def bare(*, loaded: bool) -> None:
    """Open a window with an empty table and no more, SQLAlchemy and its driver `loaded` first."""
    if loaded:
        gc.disable()  # as the program does while it imports
        import sqlalchemy.dialects.sqlite
        import sqlalchemy.orm  # noqa: F401
        import sqlcipher3.dbapi2  # noqa: F401

        gc.enable()
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    application = QApplication([])
    window = QMainWindow()
    table = QTableView(window)
    tell_when_painted(type(table), lambda _table: True)
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()
    application.exec()


def program(path: str) -> None:
    """Open the program on a logbook, as `python main.py FILE` does."""
    gc.disable()  # as main.py does while it imports, in its order too, and ends itself
    import exports  # noqa: F401 - SQLAlchemy before Qt, whose import hook makes it heavier
    from gui.incident_view import IncidentView
    from main import main as enter

    answer_at_once()
    tell_when_painted(IncidentView, lambda table: table.model() and table.model().rowCount() > 0)
    sys.exit(enter([path]))


def answer_at_once() -> None:
    """Let the dialog that asks for a passphrase be answered once it is painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLineEdit

    from db.passphrase import VARIABLE
    from gui.ask import AskDialog

    paint = AskDialog.paintEvent

    def painted(dialog, event):
        paint(dialog, event)
        AskDialog.paintEvent = paint
        dialog.findChild(QLineEdit).setText(os.environ[VARIABLE])
        QTimer.singleShot(0, dialog.confirm.click)

    AskDialog.paintEvent = painted


def tell_when_painted(kind, has_rows) -> None:
    """Let tables of `kind` report once they have painted rows, and end the process."""
    paint = kind.paintEvent

    def painted(table, event):
        paint(table, event)
        if has_rows(table):
            print(f"{time.monotonic()} {peak_kb()}", flush=True)  # noqa: T201
            os._exit(0)

    kind.paintEvent = painted


def peak_kb() -> int:
    """Return the most memory this process held, in kB.

    Not `ru_maxrss` where it can be helped: on Linux that begins with what the parent held.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.read_text().partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main()
