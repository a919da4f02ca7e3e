"""Work for the window in the background: the status bar shows how far, the voice how it ended."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.words import _
from gui.status_bar import StatusBar
from gui.task import Task, pool_of
from gui.voice import Voice


class Background(QObject):
    """Runs what takes longer than a blink, one thread pool for all of it."""

    broke = Signal(object)  # a fault of ours

    def __init__(self, status: StatusBar, voice: Voice, parent: QObject) -> None:
        super().__init__(parent)
        self._status, self._voice = status, voice
        self._pool = pool_of(self)

    def run(
        self, words: str, work: Callable[[Task], Any], done: Callable[[Any], object], kept: str = ""
    ) -> Task:
        """Start `work` and go on with `done` and its result.

        Args:
            words: What is being done, for the status bar.
            kept: What is said of what was there before, if the officer stops it.
        """
        task = Task(work, self)
        task.done.connect(done)
        task.failed.connect(self._voice.error)
        task.broke.connect(self.broke)
        task.stopped.connect(lambda: self._voice.tell(_("Stopped"), kept))
        self._status.show_task(task, words)
        return task.start(self._pool)

    def finish(self) -> None:
        """Stop what is under way, and wait until it has."""
        for task in self.findChildren(Task):
            task.cancel()
        self._pool.waitForDone()
