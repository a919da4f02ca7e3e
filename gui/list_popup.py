"""The list under a line in which somebody types: one look for every one of them."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate, QStyleOptionViewItem

ROWS = 8  # the most that are shown at once
_AIR = 10  # pixels above and below the words of a row: 26 at the normal text size


class ListPopup(QListView):
    """The list under a line, outlined as everything that floats."""

    shut = Signal()

    def __init__(self, finder: QCompleter) -> None:
        """Take the place of the plain list that `finder` would show."""
        super().__init__()
        self.setProperty("card", True)
        self.setUniformItemSizes(True)
        self.setViewportMargins(5, 1, 1, 1)
        finder.setMaxVisibleItems(ROWS)
        finder.setPopup(self)  # takes the delegate away that a list has before
        self.setItemDelegate(_Rows(self))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shut.emit()


class _Rows(QStyledItemDelegate):
    """Gives every row of the popup the height of a row in a dialog's list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        view = self.parent()
        height = view.fontMetrics().height() if isinstance(view, QListView) else 0
        return QSize(0, height + _AIR)
