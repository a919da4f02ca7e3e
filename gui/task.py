"""Work that takes longer than a blink, off the window's thread, with progress and cancel."""

import os
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, Signal

from db.errors import LogbookError, Stopped

LINGER_MS = 1000
NICE = 10  # of background work, on a scale from 0 to 19: half as much as is possible


def pool_of(owner: QObject, threads: int = 0) -> QThreadPool:
    """Return a pool for the tasks of `owner`, at rest before `owner` is gone.

    A pool destroyed with work under way waits for it without letting go of Python's lock, and
    the work waits for the lock. `threads` is at most how many; 0 for Qt's own number.
    """
    pool = QThreadPool(owner)
    pool.setThreadPriority(QThread.Priority.LowPriority)
    if threads:
        pool.setMaxThreadCount(threads)
    owner.destroyed.connect(lambda: pool.waitForDone())
    return pool


class Task(QObject):
    """One piece of work in the background: own session, no widget.

    Exactly one of `done`, `failed`, `stopped` and `broke` is emitted, and heard on the window's
    thread; a while after, the task deletes itself.
    """

    progress = Signal(int, int)  # done, of how many
    done = Signal(object)  # what the work returned
    failed = Signal(object)  # a LogbookError
    stopped = Signal()
    broke = Signal(object)  # any other exception: our fault, for the crash dialog

    def __init__(self, work: Callable[["Task"], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = False
        for ended in (self.done, self.failed, self.stopped, self.broke):
            ended.connect(self._retire)

    def start(self, pool: QThreadPool) -> "Task":
        """Queue the work and return the task."""
        pool.start(self.run)
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress; one not begun never begins."""
        self._cancelled = True

    def is_cancelled(self) -> bool:
        """Whether nobody wants what the work would return."""
        return self._cancelled

    def report(self, done: int, of: int) -> None:
        """Say how far the work is (called by the work itself); raises Stopped if cancelled."""
        if self._cancelled:
            raise Stopped
        self.progress.emit(done, of)

    def _retire(self) -> None:
        """Go once the thread has surely left us: it may still be handing its signal round."""
        QTimer.singleShot(LINGER_MS, self, self.deleteLater)

    def run(self) -> None:
        """Do the work, on whichever thread calls."""
        _give_way()
        try:
            if self._cancelled:
                raise Stopped
            result = self._work(self)
        except Stopped:
            self.stopped.emit()
        except LogbookError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - carried to the window's thread, shown there
            self.broke.emit(error)
        else:
            self.done.emit(result)


def _give_way() -> None:
    """Let the window have the processor first, on Linux, where Qt can't: it has few of them."""
    if sys.platform == "linux" and not QThread.isMainThread():
        this = os.PRIO_PROCESS, 0  # of the thread that calls, on Linux
        os.setpriority(*this, max(os.getpriority(*this), NICE))
