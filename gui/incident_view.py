"""The incident table as a widget: rows of one height, columns that are remembered."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from sqlalchemy import Row

from db.asked import Shown
from db.pages import Pages
from db.words import ngettext
from gui.buttons import Button
from gui.cells import IncidentCells
from gui.columns import Column
from gui.copying import MOST
from gui.frozen import frozen_sections, frozen_width, sections_in
from gui.incident_table import TOP, IncidentTableModel, Index
from gui.sort_header import SortHeader
from gui.theme import Theme

EDGE = 3  # pixels at the left of a selected row
AHEAD = 60  # rows before and after those in sight that are read too
PATIENCE_MS = 15  # most pages are read sooner, and are painted at once
STEP = 60  # pixels sideways for a key
WIDE = 1440  # logical pixels from which whole numbers and wider columns fit


class Selected(NamedTuple):
    """Rows of the table, and the incidents that stand there."""

    rows: tuple[int, ...]
    uids: frozenset[str]


NOTHING = Selected((), frozenset())


class IncidentView(QTableView):
    """The answer to the question; one row is selected, and stays so when the answer changes."""

    chosen = Signal(str)  # uid of the incident with the cursor; "" for none, or not read yet
    marked = Signal(int)  # how many rows are selected
    opened = Signal()  # Enter or double click

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.incidents = IncidentTableModel(self)
        self.setModel(self.incidents)
        self.header = SortHeader(theme, self.incidents, self)
        self.setHorizontalHeader(self.header)
        self._cells = IncidentCells(theme, self.incidents)
        # What is painted covers all of it, so that scrolling moves what is there.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
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
        self._is_awaited = False  # the row with the cursor is being read
        self.incidents.came.connect(self._tell_awaited)
        self.horizontalScrollBar().valueChanged.connect(lambda _across: self._repaint())
        self.header.sectionResized.connect(lambda *_change: self._repaint())
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

    def mark(self, uids: Collection[str]) -> None:
        """Select those incidents beside the one with the cursor, as far as they were read."""
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for row in self.incidents.rows_of(uids):
            index = self.incidents.index(row, 0)
            chosen.select(index, index)
        self.selectionModel().select(chosen, flags.Select | flags.Rows)

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
        """Return the uid of the incident with the cursor; "" if none, or if it is not read yet."""
        row = self.row()
        return str(row.incident_uid) if row is not None else ""

    def row(self) -> Row[Any] | None:
        """Return the incident with the cursor; None if there is none, or it is not read yet."""
        return self.incidents.held(self.currentIndex().row())

    def uids(self) -> tuple[str, ...]:
        """Return the uids of the selected incidents from the top down, read if need be."""
        return tuple(str(self.incidents.row(row).incident_uid) for row in self.selected_rows())

    def selected(self) -> Selected:
        """Return what is selected, as far as it was read; nothing if that is too much to keep."""
        if self.count_selected() > MOST:
            return NOTHING
        held = {row: self.incidents.held(row) for row in self.selected_rows()}
        uids = {row: str(found.incident_uid) for row, found in held.items() if found is not None}
        return Selected(tuple(uids), frozenset(uids.values()))

    def mark_drafts(self, uids: frozenset[str]) -> None:
        """Show a pen at the incidents of which an amendment is begun and not saved."""
        self.incidents.drafted = uids
        self.viewport().update()

    def count_selected(self) -> int:
        """Return how many rows are selected."""
        ranges = self.selectionModel().selection()
        return sum(ranges.at(place).height() for place in range(ranges.count()))

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

    def columns_shown(self) -> tuple[Shown, ...]:
        """Return the columns that are shown, in their order, with the widths that were chosen."""
        header, columns = self.header, self.incidents.columns
        placed = map(header.logicalIndex, range(len(columns)))
        shown = [place for place in placed if not self.isColumnHidden(place)]
        chosen = {place for place in shown[:-1] if not self._is_standard(place)}
        scale = self._theme.px(100)
        return tuple(
            Shown(
                columns[place].name,
                round(self.columnWidth(place) * 100 / scale) if place in chosen else 0,
            )
            for place in shown
        )

    def show_columns(self, wanted: Sequence[Shown]) -> None:
        """Show those columns and no others; any that is not known here is passed over."""
        places = {column.name: place for place, column in enumerate(self.incidents.columns)}
        known = {places[one.name]: one.width for one in wanted if one.name in places}
        if not known:
            return
        for place in places.values():
            self.setColumnHidden(place, place not in known)
        for spot, (place, width) in enumerate(known.items()):
            self.header.moveSection(self.header.visualIndex(place), spot)
            self.setColumnWidth(place, self._theme.px(width) if width else self._standard(place))

    def _take_widths(self) -> None:
        """Give the columns the widths of a wide or a narrow window, unless they were moved."""
        for place in range(len(self.incidents.columns)):
            if self._is_standard(place):
                self.setColumnWidth(place, self._standard(place))

    def _standard(self, place: int) -> int:
        """Return the width of a column that nobody moved."""
        column = self.incidents.columns[place]
        narrow = column.narrow if self._cells.short_numbers else 0
        return self._theme.px(narrow or column.width)

    def _is_standard(self, place: int) -> bool:
        column = self.incidents.columns[place]
        standard = {self._theme.px(column.width), self._theme.px(column.narrow), 100}
        return self.columnWidth(place) in standard

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            uid = self.uid()
            self._is_awaited = not uid
            if not uid:
                self.incidents.want(current.row(), current.row())
            self.chosen.emit(uid)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Keep the cursor on the only row that is selected: it is the one that acts are done to."""
        super().selectionChanged(selected, deselected)
        count = self.count_selected()
        if count == 1:
            row = self.selectionModel().selection().at(0).top()
            if row != self.currentIndex().row():
                index = self.incidents.index(row, self.currentIndex().column())
                flag = QItemSelectionModel.SelectionFlag.NoUpdate
                self.selectionModel().setCurrentIndex(index, flag)
        self.marked.emit(count)

    def _tell_awaited(self) -> None:
        """Tell of the row with the cursor, once it is read."""
        if self._is_awaited and (uid := self.uid()):
            self._is_awaited = False
            self.chosen.emit(uid)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew only what is in sight: pages around it are read, too."""
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if last.row() >= top and (bottom < 0 or first.row() <= bottom):
            super().dataChanged(first, last, roles)

    def _repaint(self) -> None:
        self.viewport().update()
        self.header.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first >= 0:
            last = last if last >= 0 else self.incidents.rowCount() - 1
            if self.incidents.want(first, last, AHEAD):
                self.incidents.wait(PATIENCE_MS)
        across, frozen = sections_in(self.header, event.rect()), frozen_sections(self.header)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), self._theme["surface"])
            for row in self._rows_in(event.rect()):
                self._paint_row(painter, row, across)
                self._paint_row(painter, row, frozen)  # over those that lie below them
            if frozen:
                edge = QRect(frozen_width(self.header) - 1, 0, 1, self.viewport().height())
                painter.fillRect(edge, self._theme["border"])

    def _rows_in(self, rect: QRect) -> range:
        first, last = self.rowAt(rect.top()), self.rowAt(rect.bottom())
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self.incidents.rowCount() - 1) + 1)

    def _paint_row(
        self, painter: QPainter, number: int, sections: Sequence[tuple[int, int, int]]
    ) -> None:
        if not sections:
            return
        row, top, height = (
            self.incidents.held(number),
            self.rowViewportPosition(number),
            self.rowHeight(0),
        )
        selected = self.selectionModel().isRowSelected(number)
        left, width = sections[0][1], sum(width for _place, _left, width in sections)
        self._cells.paint_ground(painter, QRect(left, top, width, height), selected=selected)
        for place, left, width in sections:
            cell = QRect(left, top, width, height)
            if row is None:
                self._cells.paint_unread(painter, cell)
            else:
                self._cells.paint(painter, cell, place, row)
            if selected and place == 0:
                painter.fillRect(left, top, EDGE, height - 1, self._theme["selLine"])

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight; sideways nothing moves, for a row is selected as a whole."""
        across = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(across)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return where a key leads: Home and End to the first and last row, Left and Right away."""
        move = QAbstractItemView.CursorAction
        ends = {move.MoveHome: 0, move.MoveEnd: self.incidents.rowCount() - 1}
        if action in ends:
            return self.incidents.index(ends[action], max(self.currentIndex().column(), 0))
        if action in (move.MoveLeft, move.MoveRight):
            step = self._theme.px(STEP)
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (step if action is move.MoveRight else -step))
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Look for no row that begins with what is typed: letters are keys of acts."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < WIDE
        if narrow != self._cells.short_numbers:
            self._cells.short_numbers = narrow
            self._take_widths()

    def is_empty(self) -> bool:
        """Whether the answer has no row."""
        return self.incidents.rowCount(TOP) == 0
