"""A bare table over the bare driver: what the program's own table is measured against."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from db.pages import PAGE
from db.query import LISTED
from tests.bench_logbook import bare
from tests.bench_pages import bare_page

COLUMNS = [column.key for column in LISTED][3:14]  # as many as a new user sees


class BareTable(QTableView):
    """Shows the rows of the log in one order, read a page at a time as they are painted."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(bare(path))
        self.setModel(self._model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(28)

    def sort_by(self, columns: tuple[str, ...], way: str) -> None:
        self._model.ask(order=", ".join(f"{column} {way}" for column in (*columns, "id")))

    def narrow(self, kind: str, region: str) -> None:
        self._model.ask(where="AND type = ? AND region = ?", values=(kind, region))


class _Model(QAbstractTableModel):
    def __init__(self, connection: Any) -> None:
        super().__init__()
        self._connection = connection
        self._order, self._where, self._values = "occurred DESC, id DESC", "", ()
        self._read = lru_cache(20)(self._page)
        self.ask()

    def ask(self, *, order: str = "", where: str = "", values: tuple[str, ...] = ()) -> None:
        """Count and show the answer to another question."""
        self.beginResetModel()
        self._order, self._where, self._values = order or self._order, where, values
        self._read.cache_clear()
        self._count = self._connection.execute(
            f"SELECT count(*) FROM incident_revision WHERE superseded_at IS NULL {where}", values
        ).fetchone()[0]
        self.endResetModel()

    def rowCount(self, _parent: QModelIndex | None = None) -> int:
        return self._count

    def columnCount(self, _parent: QModelIndex | None = None) -> int:
        return len(COLUMNS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        page, place = divmod(index.row(), PAGE)
        return str(self._read(page)[place][3 + index.column()])

    def _page(self, number: int) -> list[tuple]:
        return bare_page(self._connection, self._order, number * PAGE, self._where, self._values)
