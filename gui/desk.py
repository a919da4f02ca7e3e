"""The open logbook as the windows see it: who writes, acts done, and one signal when it changed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.acts import Change, circumstances
from db.content import Circumstances
from db.current import Home, OnWatch, officers_of, open_watch_of, station_of
from db.errors import BadContent, LogbookError, Refused
from db.journal import Author
from db.store import Logbook


class Desk(QObject):
    """A logbook, its station and the officer on watch. Every view refreshes on `changed`."""

    changed = Signal(object)  # the Change that an act returned
    refused = Signal(object)  # a LogbookError that belongs to no field
    unsaved = Signal()  # the world, not the law of the log, kept an act from the disk

    def __init__(self, book: Logbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        with book.reading() as session:
            self.station: Home = station_of(session)
        self.watch: OnWatch | None = None
        self.typist: Author | None = None  # who says that he types while nobody has the watch
        self.officers: tuple[Author, ...] = ()
        self.refresh()

    @property
    def author(self) -> Author | None:
        """Who signs what is written: the officer on watch, or else who said that he types.

        None if nobody has the watch and nobody said so: then it is asked before anything is
        written.
        """
        return self.watch.author if self.watch else self.typist

    def refresh(self) -> None:
        """Read again who has the watch and who is enrolled."""
        with self.book.reading() as session:
            self.watch, self.officers = open_watch_of(session), officers_of(session)
        if self.watch is not None:
            self.typist = None

    def circumstances(self) -> Circumstances:
        """Return when and where something is typed now."""
        return circumstances(self.book, self.station)

    def do(self, act: Callable[..., Change], *arguments: Any) -> Change | None:
        """Do an act and tell every view; None if the world said no (`refused` says why)."""
        try:
            return self.attempt(act, *arguments)
        except LogbookError as error:
            self.refused.emit(error)
            return None

    def attempt(self, act: Callable[..., Change], *arguments: Any) -> Change:
        """Do an act and tell every view; raises LogbookError to who shows it in place."""
        try:
            change = act(self.book, *arguments)
        except (BadContent, Refused):
            raise
        except LogbookError:
            self.unsaved.emit()
            raise
        try:
            self.refresh()
        except LogbookError as error:  # the act itself is on disk: it must not look refused
            self.refused.emit(error)
        self.changed.emit(change)
        return change
