"""Keeps what is being typed on disk: soon after each change, in order, off the window's thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from db import drafts
from db.drafts import DraftKept
from db.errors import LogbookError
from db.store import Logbook
from gui.task import Task, pool_of

KEEP_MS = 150  # from the first change that is not kept yet; typing on does not put it off

_Held = tuple[dict[str, Any], str]
_NOTHING: _Held = ({}, "")


class DraftKeeper(QObject):
    """Writes the draft of one form at a time. A draft that holds nothing is taken off the disk."""

    kept = Signal(object)  # the DraftKept that is on disk now
    failed = Signal(object)  # a LogbookError: it is not on disk; the next change tries again
    broke = Signal(object)  # a fault of ours

    def __init__(
        self, book: Logbook, draft: Callable[[], DraftKept], parent: QObject | None = None
    ) -> None:
        """Ask `draft` for what stands in the form, whenever it is to be kept."""
        super().__init__(parent)
        self._book, self._draft = book, draft
        self._pool = pool_of(self, threads=1)
        self._on_disk: _Held = _NOTHING
        self._under_way: Task | None = None
        self._again = False
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._soon.timeout.connect(self._keep)

    def begin(self, on_disk: DraftKept | None = None) -> None:
        """Go over to another form, with the draft that it was opened from if there is one."""
        self.rest()
        self._on_disk = _held(on_disk) if on_disk else _NOTHING

    def note(self) -> None:
        """Hear that something was typed."""
        if not self._soon.isActive():
            self._soon.start()

    def rest(self) -> None:
        """Wait for the write under way, and start none before the next change."""
        self._soon.stop()
        self._again = False
        self._pool.waitForDone()
        self._under_way = None

    def keep_now(self) -> bool:
        """Wait until everything typed is on disk, and say whether it is (`failed` says why not)."""
        self.rest()
        draft = self._draft()
        if _held(draft) == self._on_disk:
            return True
        try:
            self.kept.emit(self._put(draft))
        except LogbookError as error:
            self.failed.emit(error)
            return False
        return True

    def _keep(self) -> None:
        """Write in the background; what is typed meanwhile is written once that has ended."""
        if self._under_way is not None:
            self._again = True
            return
        draft = self._draft()
        if _held(draft) == self._on_disk:
            return
        task = self._under_way = Task(lambda _task: self._put(draft), self)
        task.done.connect(lambda kept: self._ended(task, lambda: self.kept.emit(kept)))
        task.failed.connect(lambda error: self._ended(task, lambda: self.failed.emit(error)))
        task.broke.connect(lambda error: self._ended(task, lambda: self.broke.emit(error)))
        task.start(self._pool)

    def _ended(self, task: Task, tell: Callable[[], None]) -> None:
        """Tell how it went, unless the form went on to another draft, and write what is newer."""
        if task is not self._under_way:
            return
        self._under_way = None
        tell()
        if self._again:
            self._again = False
            self._keep()

    def _put(self, draft: DraftKept) -> DraftKept:
        if _held(draft) == _NOTHING:
            drafts.discard(self._book, draft.uid)
        else:
            drafts.keep(self._book, draft)
        self._on_disk = _held(draft)
        return draft


def _held(draft: DraftKept) -> _Held:
    return draft.typed, draft.reason
