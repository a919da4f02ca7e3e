"""The open logbook as the windows see it: who writes, acts done, and one signal when it changed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.acts import Change, circumstances
from db.content import Circumstances
from db.current import Home, OnWatch, officers_of, open_watch_of, station_of
from db.errors import BadContent, LogbookError, Refused
from db.journal import Author
from db.lookout import Mark, mark_of
from db.store import Logbook
from db.time import write_dtg
from db.words import _
from gui.actions import key_of
from gui.keys import key_words


class Desk(QObject):
    """A logbook, its station and the officer on watch. Every view refreshes on `changed`."""

    changed = Signal(object)  # the Change that an act returned
    refused = Signal(object)  # a LogbookError that belongs to no field
    overtaken = Signal()  # another process wrote in the log
    drafted = Signal()  # drafts were typed in, here or elsewhere
    looked = Signal()  # another moment is looked at: the past, or now again
    unsaved = Signal()  # the world, not the law of the log, kept an act from the disk

    def __init__(self, book: Logbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        with book.reading() as session:
            self.station: Home = station_of(session)
        self.as_of: datetime | None = None  # the past that is looked at; None for now
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
            self.seen = mark_of(session)
            self.watch, self.officers = open_watch_of(session), officers_of(session)
        if self.watch is not None:
            self.typist = None

    @property
    def may_write(self) -> bool:
        """Whether anything can be written: not on a medium that is read-only, not in the past."""
        return not self.book.read_only and self.as_of is None

    def look_at(self, moment: datetime | None) -> None:
        """Look at the log as it was known at that moment, or at what is known now (None)."""
        self.as_of = moment
        self.looked.emit()

    def past_error(self) -> Refused:
        """Return what is said to somebody who would write while the past is shown."""
        return Refused(
            _("The log is shown as known at {moment}.").format(
                moment=write_dtg(self.as_of) if self.as_of else ""
            ),
            _("Go back to now with {key} to write in it.").format(
                key=key_words(key_of("back_to_now"))
            ),
        )

    def catch_up(self, found: Mark) -> None:
        """Tell every view if the log has come further than this desk has seen."""
        former = self.seen
        if found == former:
            return
        try:
            self.refresh()
        except LogbookError as error:
            self.refused.emit(error)
            return
        if self.seen.entry != former.entry:
            self.overtaken.emit()
        if self.seen.drafts != former.drafts:
            self.drafted.emit()

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
        if self.as_of is not None:
            raise self.past_error()
        return self._write(act, *arguments)

    def note(self, act: Callable[..., Change], *arguments: Any) -> None:
        """Write what the program itself notes, such as a report, whatever moment is shown."""
        try:
            self._write(act, *arguments)
        except LogbookError as error:
            self.refused.emit(error)

    def _write(self, act: Callable[..., Change], *arguments: Any) -> Change:
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
