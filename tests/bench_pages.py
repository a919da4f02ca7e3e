"""Reads pages of rows, the first and the last in two orders, beside the bare statement."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.pages import PAGE
from db.query import LISTED, IncidentQuery, Order
from db.store import Logbook
from tests.bench_logbook import bare, opened
from tests.bench_measure import Measure, medians

ROUNDS = 50
BAR = 4  # times the floor
ORDERS = (
    (IncidentQuery().order, "occurred DESC, id DESC"),
    ((Order("place"),), "place, id"),
)


def pages(path: Path) -> Iterator[Measure]:
    """Measure the first page and the last one, in the default and in another order."""
    book, connection = opened(path), bare(path)
    with book.reading() as session:
        last = IncidentQuery().count(session) - PAGE
    for order, keys in ORDERS:
        for offset, where in ((0, "first"), (last, "last")):
            query = IncidentQuery(order=order)
            ours, floor = medians(
                lambda query=query, offset=offset: our_page(book, query, offset),
                lambda keys=keys, offset=offset: bare_page(connection, keys, offset),
                ROUNDS,
            )
            yield Measure(f"{where} page of {PAGE} rows by {order[0].name}", ours, floor, BAR)
    connection.close()
    book.close()


def our_page(book: Logbook, query: IncidentQuery, offset: int) -> Any:
    with book.reading() as session:
        return query.page(session, offset, PAGE)


def bare_page(connection: Any, keys: str, offset: int, where: str = "", values=()) -> list[tuple]:
    """Return the rows of a page of what is known now, `where` narrowing it by `values`."""
    columns = ", ".join(column.key for column in LISTED)
    return connection.execute(
        f"SELECT {columns} FROM incident_revision WHERE superseded_at IS NULL {where} "
        f"ORDER BY {keys} LIMIT {PAGE} OFFSET {offset}",
        values,
    ).fetchall()
