"""The incident table's model: Qt's view of the answer to an IncidentQuery."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from sqlalchemy import Row

from db.pages import PAGE, Pages
from db.words import _
from gui.columns import COLUMNS, Column, Look
from gui.task import Task, pool_of

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
SHOWN = Qt.ItemDataRole.DisplayRole
ROW = Qt.ItemDataRole.UserRole  # the whole row, for the delegate; None while it is being read
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class IncidentTableModel(QAbstractTableModel):
    """Incidents as rows, read a page at a time; columns as `COLUMNS` says.

    What is painted is read in the background, see `want`. Who asks for the words of a cell, such
    as a screen reader, waits for its page.
    """

    failed = Signal(object)  # a LogbookError
    broke = Signal(object)  # a fault of ours

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = COLUMNS
        self.drafted: frozenset[str] = frozenset()  # incidents with an amendment not yet saved
        self._rows: Pages | None = None
        self._pool = pool_of(self, 1)
        self._wanted: list[int] = []  # pages, what is in sight first
        self._is_reading = False

    def answer(self, rows: Pages) -> None:
        """Show another answer from its first row on."""
        self.beginResetModel()
        self._rows, self._wanted = rows, []
        self.endResetModel()

    def row(self, number: int) -> Row[Any]:
        """Return the incident at table row `number`; IndexError if there is none."""
        if self._rows is None:
            raise IndexError(number)
        return self._rows[number]

    def held(self, number: int) -> Row[Any] | None:
        """Return the incident at table row `number`, if it was read."""
        return self._rows.held(number) if self._rows is not None else None

    def rows_of(self, uids: Collection[str]) -> list[int]:
        """Return at which rows those incidents stand, as far as they were read."""
        return self._rows.rows_of(uids) if self._rows is not None else []

    def want(self, first: int, last: int, ahead: int = 0) -> None:
        """Read those rows in the background, and then so many before and after them.

        What was wanted before and is not being read yet is forgotten: nobody looks at it.
        """
        if self._rows is not None:
            seen = self._rows.missing(first, last)
            near = self._rows.missing(first - ahead, last + ahead)
            self._wanted = [*seen, *(page for page in near if page not in seen)]
            self._read_on()

    def finish(self) -> None:
        """Read no more, before the logbook is let go."""
        self._wanted = []
        self._pool.waitForDone()

    def _read_on(self) -> None:
        if self._rows is None or not self._wanted or self._is_reading:
            return
        rows, page = self._rows, self._wanted.pop(0)
        self._is_reading = True
        task = Task(lambda _task: rows.read(page), self)
        task.done.connect(lambda found: self._came(rows, page, found))
        for ended, signal in ((task.failed, self.failed), (task.broke, self.broke)):
            ended.connect(self._rest)
            ended.connect(signal)
        task.start(self._pool)

    def _rest(self) -> None:
        """Try no more until somebody scrolls: what went wrong has been told."""
        self._is_reading, self._wanted = False, []

    def _came(self, rows: Pages, page: int, found: Sequence[Row[Any]]) -> None:
        self._is_reading = False
        if rows is self._rows:
            rows.keep(page, found)
            last = min((page + 1) * PAGE, len(rows)) - 1
            self.dataChanged.emit(
                self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1)
            )
        self._wanted = [one for one in self._wanted if one != page]
        self._read_on()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or self._rows is None else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = SHOWN) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == SHOWN:
            return column.text(self.row(index.row()))
        if role == ROW:
            return self.held(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.look is Look.COUNT else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._mark(index.row(), column)
        return None

    def _mark(self, number: int, column: Column) -> str | None:
        """Return what a mark in the cell means."""
        row = self.held(number)
        if row is None:
            return None
        if column.look is Look.NUMBER and row.incident_uid in self.drafted:
            return _("An amendment is begun and not saved")
        if column.look is Look.SUMMARY and row.attached:
            return _("With attachment")
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = SHOWN) -> Any:
        if side != Qt.Orientation.Horizontal:
            return None
        if role == SHOWN:
            label = self.columns[section].label
            return _(label) if label else ""
        return None
