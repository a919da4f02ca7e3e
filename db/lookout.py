"""Whether anybody wrote in the log since one looked last: cheap enough to ask twice a second."""

from typing import NamedTuple

from sqlalchemy import Integer, PoolProxiedConnection, func, literal_column, select
from sqlalchemy.orm import Session

from db.models import Draft, JournalEntry
from db.store import Logbook, told


class Mark(NamedTuple):
    """How far the log has come: two marks that are equal saw the same log and drafts.

    Attributes:
        entry: The last row of the journal, which only grows.
        drafts: How many there are, and when one was typed in last.
    """

    entry: int
    drafts: tuple[int, str]


def mark_of(session: Session) -> Mark:
    """Return how far the log has come."""
    newest = select(func.max(literal_column("rowid", Integer))).select_from(JournalEntry)
    count, saved_at = session.execute(select(func.count(), func.max(Draft.saved_at))).one()
    return Mark(session.scalar(newest) or 0, (count, str(saved_at)))


class Lookout:
    """One kept connection that sees commits of all others, of this process and of any other."""

    def __init__(self, book: Logbook) -> None:
        self._book = book
        self._kept: PoolProxiedConnection | None = None
        self._version = -1

    def look(self) -> Mark | None:
        """Return how far the log has come; None if nobody wrote since the last look.

        It holds no transaction open in between, so that the write-ahead log can be cleared.
        Raises LogbookError.
        """
        with told(self._book.path):
            if self._kept is None:
                self._kept = self._book.engine.raw_connection()
            cursor = self._kept.cursor()
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone() or (0,)
            cursor.close()
        if version == self._version:
            return None
        self._version = version
        with self._book.reading() as session:
            return mark_of(session)

    def close(self) -> None:
        """Give the connection back, before the logbook is let go."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None
