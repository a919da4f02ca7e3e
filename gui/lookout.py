"""Sees that another process wrote in the log, and has every view follow within two seconds."""

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import LogbookError
from db.lookout import Lookout, Mark
from gui.desk import Desk
from gui.task import Task, pool_of

EVERY_MS = 500


class LookoutTimer(QObject):
    """Looks twice a second, off the window's thread; one look at a time."""

    failed = Signal(object)  # a LogbookError, once until it went well again
    broke = Signal(object)  # a fault of ours

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._lookout = desk, Lookout(desk.book)
        self._pool = pool_of(self, threads=1)
        self._looking = self._failed = False
        self._clock = QTimer(self, interval=EVERY_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()

    def finish(self) -> None:
        """Look no more, before the logbook is let go."""
        self._clock.stop()
        self._pool.waitForDone()
        self._lookout.close()

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        task = Task(lambda _task: self._lookout.look(), self)
        task.done.connect(self._looked)
        task.failed.connect(self._fail)
        task.broke.connect(self.broke)
        task.start(self._pool)

    def _looked(self, mark: Mark | None) -> None:
        self._looking = self._failed = False
        if mark is not None and self._clock.isActive():
            self._desk.catch_up(mark)

    def _fail(self, error: LogbookError) -> None:
        self._looking = False
        if not self._failed:
            self._failed = True
            self.failed.emit(error)
