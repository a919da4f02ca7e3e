"""The incident table's model: Qt's view of the answer to an IncidentQuery."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

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


class _Found(NamedTuple):
    """A page that was read, and of which answer."""

    rows: Pages
    page: int
    lines: Sequence[Row[Any]]


class IncidentTableModel(QAbstractTableModel):
    """Incidents as rows, read a page at a time; columns as `COLUMNS` says.

    What is painted is read in the background, see `want`. Who asks for the words of a cell, such
    as a screen reader, waits for its page.
    """

    came = Signal()  # rows that were missing are there
    failed = Signal(object)  # a LogbookError
    broke = Signal(object)  # a fault of ours

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = COLUMNS
        self.drafted: frozenset[str] = frozenset()  # incidents with an amendment not yet saved
        self._rows: Pages | None = None
        self._pool = pool_of(self, 1)
        self._wanted: list[int] = []  # pages, what is in sight first
        self._task: Task | None = None  # that reads a page
        self._found: _Found | None = None  # what was read last

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

    def want(self, first: int, last: int, ahead: int = 0) -> bool:
        """Read those rows in the background, and then so many before and after them.

        Returns whether any of them, not of those around them, is missing.

        What was wanted before and is not being read yet is forgotten: nobody looks at it.
        """
        if self._rows is None:
            return False
        seen = self._rows.missing(first, last)
        near = self._rows.missing(first - ahead, last + ahead)
        self._wanted = [*seen, *(page for page in near if page not in seen)]
        self._read_on()
        return bool(seen)

    def finish(self) -> None:
        """Read no more, before the logbook is let go."""
        self._wanted = []
        self._pool.waitForDone()

    def wait(self, limit_ms: int) -> None:
        """Give the page being read so long to come before it is painted as missing."""
        if self._task is not None and self._pool.waitForDone(limit_ms):
            self._keep()

    def _read_on(self) -> None:
        if self._rows is None or not self._wanted or self._task is not None:
            return
        rows, page = self._rows, self._wanted.pop(0)

        def read(_task: Task) -> None:
            self._found = _Found(rows, page, rows.read(page))

        task = self._task = Task(read, self)
        task.done.connect(self._came)
        for ended, signal in ((task.failed, self.failed), (task.broke, self.broke)):
            ended.connect(self._rest)
            ended.connect(signal)
        task.start(self._pool)

    def _rest(self) -> None:
        """Try no more until somebody scrolls: what went wrong has been told."""
        self._task, self._wanted = None, []

    def _keep(self) -> bool:
        """Put what was read among the rows; False if it is there, or of a former answer."""
        found = self._found
        if found is None or found.rows is not self._rows or not found.rows.lacks(found.page):
            return False
        found.rows.keep(found.page, found.lines)
        return True

    def _came(self) -> None:
        self._task = None
        if self._found is not None:
            page = self._found.page
            if self._keep():
                last = min((page + 1) * PAGE, self.rowCount()) - 1
                self.dataChanged.emit(
                    self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1)
                )
            self._wanted = [one for one in self._wanted if one != page]
        self.came.emit()
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
