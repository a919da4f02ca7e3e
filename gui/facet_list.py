"""The lines of the facets as a list: a name, how many, and a thin bar that compares them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from db.text import show_number
from db.words import _, ngettext
from gui.icons import paint_icon
from gui.painting import kept, paint_box, paint_focus, paint_text, text_width
from gui.theme import Theme

HIGH, HEAD = 25, 30  # pixels of a line, and of the name of a facet
SIDE, MARK = 10, 14  # pixels at the sides, and of the tick
DIM = 0.45  # what is not sure any more
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        facet: The name of the facet to which it belongs.
        kind: Its heading, one of its values, or the line that unfolds it.
        value: As it is kept.
        incidents: How many have the value.
        share: Of the value that most have, from 0 to 1.
        late: The number is of the former question.
    """

    facet: str
    kind: Literal["head", "value", "more"]
    words: str
    value: str = ""
    incidents: int = 0
    share: float = 0.0
    ticked: bool = False
    late: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What the line is about, whatever it counts."""
        return self.facet, self.kind, self.value

    def aloud(self) -> str:
        """Return what a screen reader says."""
        if self.kind != "value":
            return self.words
        told = ngettext("{words}, {n} incident", "{words}, {n} incidents", self.incidents)
        if self.ticked:
            told = _("{line}, ticked").format(line=told)
        return told.format(words=self.words, n=show_number(self.incidents))


class FacetModel(QAbstractListModel):
    """The lines; headings can't be chosen."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].kind == "head":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.aloud()
        if role == Qt.ItemDataRole.ToolTipRole and line.kind == "value":
            return f"<qt>{escape(line.words)}</qt>"  # a long name is cut in its line
        return line.words if role == Qt.ItemDataRole.DisplayRole else None


class FacetList(QListView):
    """Up and Down go from line to line, Space, Enter and a click press one, Tab leaves."""

    pressed_line = Signal(object)  # a Line, never a heading

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.facets = FacetModel(self)
        self.setModel(self.facets)
        self.setItemDelegate(_FacetCells(theme, self))
        self.setProperty("ground", "bg1")
        self.setAccessibleName(_("Counts"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._press)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the current one and what is in sight stay if they can."""
        if lines == self.facets.lines:
            return
        current, scrolled = self.current_line(), self.verticalScrollBar().value()
        self.facets.show_lines(lines)
        rows = [row for row, line in enumerate(lines) if line.kind != "head"]
        key = current.key if current else None
        row = next((row for row in rows if lines[row].key == key), rows[0] if rows else -1)
        self.setAutoScroll(False)
        self.setCurrentIndex(self.facets.index(row))
        self.setAutoScroll(True)
        self.executeDelayedItemsLayout()  # or the bar would still have its former range
        self.verticalScrollBar().setValue(scrolled)

    def current_line(self) -> Line | None:
        """Return the line on which the keys are."""
        index = self.currentIndex()
        return self.facets.lines[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESS and self.current_line() is not None:
            self._press(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _press(self, index: QModelIndex) -> None:
        self.pressed_line.emit(self.facets.lines[index.row()])


class _FacetCells(QStyledItemDelegate):
    """Paints the lines."""

    def __init__(self, theme: Theme, view: FacetList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_head = self._view.facets.lines[index.row()].kind == "head"
        return QSize(0, self._theme.px(HEAD if is_head else HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._view.facets.lines[index.row()]
        whole = QRectF(option.rect)
        state = option.state
        ground = whole.adjusted(4, 0, -4, 0)
        inside = whole.adjusted(SIDE, 0, -SIDE, 0)
        with kept(painter):
            if line.kind == "head":
                self._paint_head(painter, inside, line)
                return
            if line.ticked:
                paint_box(painter, ground, self._theme["accentSoft"], radius=4)
            elif state & QStyle.StateFlag.State_MouseOver:
                paint_box(painter, ground, self._theme["sunken"], radius=4)
            if line.kind == "more":
                font = self._theme.font(12)
                paint_text(painter, inside, line.words, font, self._theme["accentText"])
            else:
                self._paint_value(painter, inside, line)
            if self._view.hasFocus() and index == self._view.currentIndex():
                paint_focus(painter, ground, self._theme, 4)

    def _paint_head(self, painter: QPainter, inside: QRectF, line: Line) -> None:
        words = inside.adjusted(0, 8, 0, 0)
        font = self._theme.font(11, 600)
        paint_text(painter, words, line.words.upper(), font, self._theme["text2"])

    def _paint_value(self, painter: QPainter, inside: QRectF, line: Line) -> None:
        theme, number = self._theme, str(line.incidents)
        font = theme.font(12, 600 if line.ticked else 400)
        if line.late:
            painter.setOpacity(DIM)
        if line.ticked:
            edge = theme.px(MARK)
            mark = QRectF(inside.left(), inside.top(), edge, inside.height())
            paint_icon(painter, mark, "check", theme["accentText"])
        left = theme.px(MARK) + 4 if line.ticked else 0
        width = text_width(number, font)
        words = inside.adjusted(left, 0, -width - 6, -3)
        paint_text(painter, words, line.words, font, theme["accentText" if line.ticked else "text"])
        counted = QRectF(inside.right() - width, words.top(), width, words.height())
        ink = theme["text2" if line.incidents else "nil"]
        paint_text(painter, counted, number, font, ink)
        foot = QRectF(inside.left(), inside.bottom() - 4, inside.width(), 2)
        painter.fillRect(foot, theme["hair"])
        foot.setWidth(max(2, foot.width() * line.share) if line.incidents else 0)
        painter.fillRect(foot, theme["accent" if line.ticked else "sev0"])
