"""The rows of a query, read a page at a time and only when looked at."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from db.query import IncidentQuery
from db.store import Logbook

PAGE = 200  # rows read at once
KEPT = 20  # pages held: at most 4,000 rows in memory, however long the logbook


class Pages:
    """A read-only sequence of rows, counted once, when made."""

    def __init__(self, book: Logbook, query: IncidentQuery) -> None:
        self._book = book
        self._query = query
        self._held: dict[int, Sequence[Row[Any]]] = {}
        with book.reading() as session:
            self._count = query.count(session)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> Row[Any]:
        """Return row `number`; IndexError if the log has lost rows since it was counted."""
        page, place = divmod(number, PAGE)
        if page not in self._held:
            if len(self._held) == KEPT:
                del self._held[next(iter(self._held))]  # the one read longest ago
            with self._book.reading() as session:
                self._held[page] = self._query.page(session, page * PAGE, PAGE)
        return self._held[page][place]
