"""The rows of a query, read a page at a time and only when looked at."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from db.query import IncidentQuery
from db.store import Logbook

PAGE = 100  # rows read at once
KEPT = 40  # pages held: at most 4,000 rows in memory, however long the logbook


class Pages:
    """A read-only sequence of rows, counted once, when made."""

    def __init__(self, book: Logbook, query: IncidentQuery, count: int | None = None) -> None:
        """Count the rows, unless `count` is known from the same question in another order."""
        self._book = book
        self._query = query
        self._held: dict[int, Sequence[Row[Any]]] = {}
        if count is None:
            with book.reading() as session:
                count = query.count(session)
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> Row[Any]:
        """Return row `number`; IndexError if the log has lost rows since it was counted."""
        page, place = divmod(number, PAGE)
        if page not in self._held:
            self.keep(page, self.read(page))
        return self._held[page][place]

    def held(self, number: int) -> Row[Any] | None:
        """Return row `number` if its page is held; None, at once, if it must be read first."""
        page, place = divmod(number, PAGE)
        rows = self._held.get(page, ())
        return rows[place] if place < len(rows) else None

    def missing(self, first: int, last: int) -> list[int]:
        """Return the pages of those rows that are not held, in order."""
        pages = range(max(first, 0) // PAGE, min(last, self._count - 1) // PAGE + 1)
        return [page for page in pages if page not in self._held]

    def lacks(self, page: int) -> bool:
        """Whether that page is not held."""
        return page not in self._held

    def read(self, page: int) -> Sequence[Row[Any]]:
        """Return the rows of a page, on whichever thread; `keep` puts them among the others."""
        with self._book.reading() as session:
            return self._query.page(session, page * PAGE, PAGE, self._count)

    def fetch(self, rows: Iterable[int]) -> None:
        """Read what is missing of those rows, before anything is painted of them."""
        wanted = {row // PAGE for row in rows if 0 <= row < self._count}
        for page in sorted(wanted - self._held.keys()):
            self.keep(page, self.read(page))

    def keep(self, page: int, rows: Sequence[Row[Any]]) -> None:
        """Hold the rows of a page, in place of the page that was read longest ago."""
        if len(self._held) == KEPT:
            del self._held[next(iter(self._held))]
        self._held[page] = rows

    def rows_of(self, uids: Collection[str]) -> list[int]:
        """Return at which rows those incidents stand, as far as their pages are held."""
        return [
            page * PAGE + place
            for page, rows in self._held.items()
            for place, row in enumerate(rows)
            if row.incident_uid in uids
        ]
