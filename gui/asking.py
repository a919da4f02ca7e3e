"""Questions asked off the window's thread, of which only the newest is answered."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from gui.task import Task, pool_of


class Asking(QObject):
    """Asks one thing at a time: a newer question stops the one under way, whose answer is lost."""

    failed = Signal(object)  # a LogbookError
    broke = Signal(object)  # a fault of ours

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = pool_of(self, threads=1)
        self._newest: Task | None = None

    @property
    def newest(self) -> object:
        """What stands for the newest question: another one once something else is asked."""
        return self._newest

    def ask(self, work: Callable[[Task], Any], then: Callable[[Any], None]) -> None:
        """Do `work` in the background and hand what it returns to `then`.

        The work is to give up when its task is `cancelled`, see `Logbook.reading`.
        """
        self.drop()
        task = self._newest = Task(work, self)
        task.done.connect(lambda found: then(found) if task is self._newest else None)
        task.failed.connect(self.failed)
        task.broke.connect(self.broke)
        task.start(self._pool)

    def drop(self) -> None:
        """Want no answer to what was asked any more."""
        if self._newest is not None:
            self._newest.cancel()
            self._newest = None

    def finish(self) -> None:
        """Wait for what is under way, before the logbook is let go."""
        self.drop()
        self._pool.waitForDone()
