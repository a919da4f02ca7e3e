"""The table's header: click sorts, Shift and click adds a key; arrows and small digits say how."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from db.query import Order
from gui.columns import Look
from gui.frozen import beneath, frozen_edge, frozen_sections, frozen_width
from gui.icons import paint_icon
from gui.incident_table import IncidentTableModel
from gui.painting import kept, paint_text, text_width
from gui.theme import Theme

KEYS = 3  # more sort keys than that nobody can follow
_DESCENDING_FIRST = frozenset(
    {"occurred", "reported", "recorded_at", "killed", "injured", "number"}
)


class SortHeader(QHeaderView):
    """Shows the order of the rows and lets it be chosen."""

    asked = Signal(object)  # the new order, a tuple of Order

    def __init__(self, theme: Theme, model: IncidentTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._columns = theme, model.columns
        self._order: tuple[Order, ...] = ()
        self._on_frozen = False  # the mouse was pressed on a section that stays in sight
        self._sized: tuple[int, int] | None = None  # such a section while it is drawn wider
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(22)
        self.setFixedHeight(theme.px(28))
        self.sectionClicked.connect(self._clicked)

    def show_order(self, order: tuple[Order, ...]) -> None:
        """Show by which keys the rows are sorted."""
        self._order = order
        self.viewport().update()

    def sort_by(self, name: str, *, add: bool = False) -> None:
        """Ask for the order by `name`; the same key again turns it round, `add` keeps the rest."""
        former = next((key for key in self._order if key.name == name), None)
        turned = not former.descending if former else name in _DESCENDING_FIRST
        key = Order(name, turned)
        if not add:
            self.asked.emit((key,))
        elif former:
            self.asked.emit(tuple(key if one is former else one for one in self._order))
        else:
            self.asked.emit((*self._order, key)[-KEYS:])

    def _clicked(self, section: int) -> None:
        order = self._columns[section].order
        if order:
            shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            self.sort_by(order, add=bool(shift))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._sized = frozen_edge(self, event.position().x())
        self._on_frozen = event.position().x() < frozen_width(self)
        if self._sized is None:
            super().mousePressEvent(self._met(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._sized is not None:
            column, left = self._sized
            self.resizeSection(column, max(self.minimumSectionSize(), round(x - left)))
        elif not event.buttons() and x < frozen_width(self):
            at_edge = frozen_edge(self, x) is not None
            self.setCursor(Qt.CursorShape.SplitHCursor if at_edge else Qt.CursorShape.ArrowCursor)
        else:
            super().mouseMoveEvent(self._met(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._sized is None:
            super().mouseReleaseEvent(self._met(event))
        self._sized, self._on_frozen = None, False
        self.viewport().update()

    def _met(self, event: QMouseEvent) -> QMouseEvent:
        """Return the event for the section that is seen there."""
        return beneath(self, event) if self._on_frozen else event

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            for column, left, width in frozen_sections(self):
                self.paintSection(painter, QRect(left, 0, width, self.height()), column)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        column = self._columns[logical]
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        box = QRectF(rect)
        with kept(painter):
            painter.fillRect(box, self._theme["bg1"])
            line = QRectF(box.left(), box.bottom(), box.width(), 1).translated(0, -1)
            painter.fillRect(line, self._theme["border"])
            if text:
                edge = QRectF(box.right() - 1, box.top() + 7, 1, box.height() - 14)
                painter.fillRect(edge, self._theme["border"])
            self._label(painter, box.adjusted(6, 0, -7, 0), text, column.look, column.order)

    def _label(self, painter: QPainter, box: QRectF, text: str, look: Look, order: str) -> None:
        place = next((n for n, key in enumerate(self._order) if key.name == order and order), None)
        font = self._theme.font(11, 600 if place is not None else 500)
        colour = self._theme["text" if place is not None else "text2"]
        mark = 0.0 if place is None else self._theme.px(12) + (7 if len(self._order) > 1 else 0)
        width = min(text_width(text, font), max(box.width() - mark, 0))
        left = box.left()
        if look is Look.COUNT:
            left = box.right() - width - (mark + 3 if mark else 0)
        paint_text(painter, QRectF(left, box.top(), width + 1, box.height()), text, font, colour)
        if place is not None:
            self._mark(painter, QRectF(left + width + 3, box.top(), mark, box.height()), place)

    def _mark(self, painter: QPainter, box: QRectF, place: int) -> None:
        accent, edge = self._theme["accent"], self._theme.px(12)
        arrow = "arrow-down" if self._order[place].descending else "arrow-up"
        square = QRectF(box.left(), box.center().y() - edge / 2, edge, edge)
        paint_icon(painter, square, arrow, accent)
        if len(self._order) > 1:
            digit = box.adjusted(edge, -4, 6, -4)
            paint_text(painter, digit, str(place + 1), self._theme.font(9, 600), accent)
