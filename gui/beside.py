"""What stands beside the table and follows its question: asked only while somebody sees it."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from db.query import IncidentQuery
from gui.asking import Asking
from gui.desk import Desk
from gui.widgets import Pane


class Beside(Pane):
    """A view of the question that the table shows.

    A subclass says in `_own` what it asks for the question, and asks it in `_ask`. That is done
    while it is visible, and not again while neither the question nor the log has changed.
    """

    failed = Signal(object)  # a LogbookError
    broke = Signal(object)  # a fault of ours

    def __init__(self, desk: Desk, edge: Literal["top", "bottom", "left", "right"]) -> None:
        super().__init__("bg1", edge)
        self._desk = desk
        self._asking = Asking(self)
        self._asking.failed.connect(self._forget)
        self._asking.failed.connect(self.failed)
        self._asking.broke.connect(self.broke)
        self._query: IncidentQuery | None = None
        self._asked: object = None

    def show_query(self, query: IncidentQuery) -> None:
        """Follow the question that the table shows now."""
        self._query = query
        self._catch_up()

    def finish(self) -> None:
        """Wait for what is under way, before the logbook is let go."""
        self._asking.finish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._asking.drop()
        self._forget()

    def _catch_up(self) -> None:
        if self._query is None or not self.isVisible():
            return
        self._follow(self._query)
        asked = self._own(self._query), self._desk.seen.entry
        if asked != self._asked:
            self._asked = asked
            self._ask(asked[0])

    def _forget(self) -> None:
        """Ask again next time, whatever was asked before."""
        self._asked = None

    def _follow(self, query: IncidentQuery) -> None:
        """Show what the question says itself, before anything is asked."""

    def _own(self, query: IncidentQuery) -> IncidentQuery:
        """Return the part of the question that matters here."""
        raise NotImplementedError

    def _ask(self, query: IncidentQuery) -> None:
        raise NotImplementedError
