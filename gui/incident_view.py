"""The incident table as a widget: rows of one height, columns that are remembered."""

from PySide6.QtCore import QByteArray, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from db.pages import Pages
from gui.cells import IncidentCells
from gui.incident_table import TOP, IncidentTableModel
from gui.sort_header import SortHeader
from gui.theme import Theme

WIDE = 1440  # logical pixels from which whole numbers and wider columns fit


class IncidentView(QTableView):
    """The answer to the question; one row is selected, and stays so when the answer changes."""

    chosen = Signal(str)  # uid of the incident whose row is selected; "" for none
    opened = Signal()  # Enter or double click

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.incidents = IncidentTableModel(self)
        self.setModel(self.incidents)
        self.header = SortHeader(theme, self.incidents, self)
        self.setHorizontalHeader(self.header)
        self._cells = IncidentCells(theme, self.incidents, self)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.verticalHeader().setMinimumSectionSize(theme.px(28))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._theme = theme
        self._take_widths()
        for place, column in enumerate(self.incidents.columns):
            self.setColumnHidden(place, not column.shown)
        self.doubleClicked.connect(self.opened)
        self.activated.connect(self.opened)

    def answer(self, rows: Pages, at: int | None) -> None:
        """Show another answer, row `at` selected where it was; else the first row, if any."""
        scrolled = self.verticalScrollBar().value() if at is not None else 0
        self.incidents.answer(rows)
        self.verticalScrollBar().setValue(scrolled)
        if len(rows):
            self.select(at or 0)
        else:
            self.chosen.emit("")

    def select(self, row: int) -> None:
        """Select a row and bring it into sight."""
        index = self.incidents.index(row, 1)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def uid(self) -> str:
        """Return the uid of the selected incident; "" if none is."""
        index = self.currentIndex()
        return str(self.incidents.row(index.row()).incident_uid) if index.isValid() else ""

    def columns_state(self) -> QByteArray:
        """Return widths, order and choice of the columns, to be kept."""
        return self.header.saveState()

    def restore_columns(self, state: QByteArray) -> None:
        """Take up kept columns; a state of another version is passed over."""
        if not state.isEmpty():
            self.header.restoreState(state)
            self.header.setSectionsClickable(True)

    def _take_widths(self) -> None:
        """Give the columns the widths of a wide or a narrow window, unless they were moved."""
        for place, column in enumerate(self.incidents.columns):
            standard = {self._theme.px(column.width), self._theme.px(column.narrow), 100}
            if self.columnWidth(place) in standard:
                width = column.narrow if self._cells.short_numbers else column.width
                self.setColumnWidth(place, self._theme.px(width or column.width))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(self.uid())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < WIDE
        if narrow != self._cells.short_numbers:
            self._cells.short_numbers = narrow
            self._take_widths()

    def is_empty(self) -> bool:
        """Whether the answer has no row."""
        return self.incidents.rowCount(TOP) == 0
