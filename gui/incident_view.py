"""The incident table as a widget: rows of one height, columns that are remembered."""

from collections.abc import Collection

from PySide6.QtCore import QByteArray, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from db.pages import Pages
from db.words import ngettext
from gui.buttons import Button
from gui.cells import IncidentCells
from gui.columns import Column
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
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        self.new_above = Button(theme, "", small=True, parent=self)
        self.new_above.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.new_above.clicked.connect(self.scrollToTop)
        self._new = 0
        self.new_above.hide()
        self.verticalScrollBar().valueChanged.connect(
            lambda value: None if value else self._tell_new(0)
        )
        self.doubleClicked.connect(self.opened)
        self.activated.connect(self.opened)

    def answer(self, rows: Pages, at: int | None, *, stay: bool = False) -> None:
        """Show another answer, row `at` selected where it was; else the first row, if any.

        With `stay` the row does not move on the screen: what is new above it is told instead.
        """
        if stay and at is not None:
            self._stay(rows, at)
            return
        scrolled = self.verticalScrollBar().value() if at is not None else 0
        self.incidents.answer(rows)
        self.verticalScrollBar().setValue(scrolled)
        if len(rows):
            self.select(at or 0)
        else:
            self.chosen.emit("")

    def _stay(self, rows: Pages, at: int) -> None:
        above = at - self.currentIndex().row()
        up, across = self.verticalScrollBar(), self.horizontalScrollBar()
        height = self.verticalHeader().defaultSectionSize()
        spot = up.value() + above * height, across.value()
        self.incidents.answer(rows)
        self.executeDelayedItemsLayout()  # or the bars would still have their former ranges
        self.setAutoScroll(False)
        self.select(at)
        self.setAutoScroll(True)
        up.setValue(spot[0])
        across.setValue(spot[1])
        self._tell_new(self._new + max(0, above))

    def _tell_new(self, count: int) -> None:
        """Say how many came in above what is in sight; at the top nothing is hidden."""
        self._new = count if self.verticalScrollBar().value() else 0
        self.new_above.setText(ngettext("{n} new ↑", "{n} new ↑", count).format(n=count))
        self.new_above.adjustSize()
        room = self.width() - self.new_above.width()
        self.new_above.move(room // 2, self.header.height() + 6)
        self.new_above.setVisible(self._new > 0)

    def select(self, row: int) -> None:
        """Select a row and bring it into sight."""
        index = self.incidents.index(row, 1)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if self.hasAutoScroll():
            self.scrollTo(index)

    def uid(self) -> str:
        """Return the uid of the selected incident; "" if none is."""
        index = self.currentIndex()
        return str(self.incidents.row(index.row()).incident_uid) if index.isValid() else ""

    def selected_rows(self) -> list[int]:
        """Return every selected row, from the top down."""
        ranges = self.selectionModel().selection()
        spans = (ranges.at(place) for place in range(ranges.count()))
        return sorted({row for one in spans for row in range(one.top(), one.bottom() + 1)})

    def shown_columns(self, always: Collection[str] = ()) -> list[Column]:
        """Return the columns in the order on the screen; those of `always` even if hidden."""
        columns = self.incidents.columns
        placed = (self.header.logicalIndex(place) for place in range(len(columns)))
        return [
            columns[place]
            for place in placed
            if columns[place].label
            and (columns[place].name in always or not self.isColumnHidden(place))
        ]

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
