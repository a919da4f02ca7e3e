"""The incident table's model: Qt's view of the answer to an IncidentQuery."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from sqlalchemy import Row

from db.pages import Pages
from db.words import _
from gui.columns import COLUMNS, Column, Look

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
SHOWN = Qt.ItemDataRole.DisplayRole
ROW = Qt.ItemDataRole.UserRole  # the whole row, for the delegate
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class IncidentTableModel(QAbstractTableModel):
    """Incidents as rows, read a page at a time; columns as `COLUMNS` says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = COLUMNS
        self._rows: Pages | None = None

    def answer(self, rows: Pages) -> None:
        """Show another answer from its first row on."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row[Any]:
        """Return the incident at table row `number`; IndexError if there is none."""
        if self._rows is None:
            raise IndexError(number)
        return self._rows[number]

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
            return self.row(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.look is Look.COUNT else _LEFT
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = SHOWN) -> Any:
        if side != Qt.Orientation.Horizontal:
            return None
        if role == SHOWN:
            label = self.columns[section].label
            return _(label) if label else ""
        return None
