"""The command palette: any action, incident or place, from a few letters of it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.numbers import Numbered, numbered
from db.position import Position, write_latlon
from db.text import show_occurred
from db.views import View, views_of
from db.words import _
from gui.actions import INCIDENT, ActionSpec
from gui.desk import Desk
from gui.finding import Offer, found
from gui.icons import paint_icon
from gui.list_popup import ROWS
from gui.painting import key_width, paint_key, paint_text, text_width
from gui.theme import Theme
from gui.widgets import Label, SearchBox

if TYPE_CHECKING:
    from db.gazetteer import Found

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Backtab: -1,
}
_VIEW = "view"  # before the name of one: no action is called so


class _Row(NamedTuple):
    """One line of the palette: what choosing it says, and what it shows."""

    chosen: Callable[[], None]
    icon: str
    text: str
    note: str
    key: str = ""


class Palette(QFrame):
    """Floats over the window: one line to type in, and at most eight rows to choose from.

    Incidents are found by their number, actions by their words, saved views by their names, places
    by the gazetteer.
    """

    action_chosen = Signal(str)  # its name
    incident_chosen = Signal(str)  # its uid
    place_chosen = Signal(str)  # its name
    view_chosen = Signal(str)  # its name

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        possible: Callable[[], Sequence[ActionSpec]],
        window: QWidget,
    ) -> None:
        """Make it, hidden; `possible` returns the actions that can be done now."""
        super().__init__(window)
        self._theme, self._desk, self._possible, self._window = theme, desk, possible, window
        self._back: QWidget | None = None  # where the keyboard was
        self._rows: list[_Row] = []
        self.setProperty("card", True)
        self._line = SearchBox(theme, _("Action, view, incident number or place"))
        self._line.textChanged.connect(self._narrow)
        self._line.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Painter(theme, self._list, lambda number: self._rows[number]))
        self._list.itemClicked.connect(self._choose)
        self._nothing = Label(_("Nothing of that name. An incident goes by its number."), "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for part in (self._line, self._list, self._nothing):
            column.addWidget(part)
        self.hide()

    def open(self) -> None:
        """Show it, empty, and take the keyboard; Esc gives it back."""
        if not self.isVisible():
            self._back = QApplication.focusWidget()
        self._line.clear()
        self._narrow("")
        self.show()
        self.raise_()
        self._line.setFocus()

    def shut(self) -> None:
        """Hide it and give the keyboard back to whoever had it."""
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        if event.type() == QEvent.Type.FocusOut and QApplication.focusWidget() is not self._line:
            self.hide()
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Do what the key means to the list, and say whether it meant anything."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._rows:
            step = self._list.currentRow() + _STEPS[key]
            self._list.setCurrentRow(step % len(self._rows))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.shut()
        return key in (*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)

    def _choose(self) -> None:
        if self._rows:
            chosen = self._rows[self._list.currentRow()].chosen
            self.shut()
            chosen()

    def _narrow(self, typed: str) -> None:
        """List what was found, the best row ready for Enter."""
        self._rows = list(islice(self._found(typed.strip()), ROWS))
        self._list.clear()
        for row in self._rows:
            self._list.addItem(f"{row.text} {row.note}")  # for a screen reader; painted below
        self._list.setCurrentRow(0)
        self._list.setFixedHeight(len(self._rows) * self._theme.px(28))
        self._list.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        self._float()

    def _float(self) -> None:
        """Take the upper middle of the window, no higher than the rows need."""
        width = min(self._theme.px(640), self._window.width() - 40)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, self._theme.px(56))

    def _found(self, typed: str) -> Iterator[_Row]:
        """Yield incidents, which only digits find, then actions and views, then places."""
        views: tuple[View, ...] = ()
        if typed:
            with self._desk.book.reading() as session:
                incidents, views = numbered(session, typed, ROWS), views_of(session)
            yield from map(self._incident, incidents)
        ordered = sorted(self._possible(), key=lambda spec: spec.menu != INCIDENT)
        rows = {spec.name: self._action(spec) for spec in ordered if spec.name != "open_palette"}
        rows |= {f"{_VIEW} {view.name}": self._view(view.name) for view in views}
        offers = [Offer(name, row.text) for name, row in rows.items()]
        for offer in found(typed, offers) if typed else offers:
            yield rows[offer.value]
        gazetteer = self._desk.circumstances().gazetteer
        if gazetteer is not None:
            yield from map(self._place, gazetteer.complete(typed, ROWS).found)

    def _incident(self, one: Numbered) -> _Row:
        when = show_occurred(one.occurred, one.time_precision)
        return _Row(
            lambda: self.incident_chosen.emit(one.incident_uid),
            "list",
            one.number,
            f"{when}   {one.summary}",
        )

    def _action(self, spec: ActionSpec) -> _Row:
        return _Row(
            lambda: self.action_chosen.emit(spec.name),
            spec.icon,
            _(spec.text),
            _(spec.menu),
            spec.key,
        )

    def _view(self, name: str) -> _Row:
        return _Row(lambda: self.view_chosen.emit(name), "bookmark", name, _("Saved view"))

    def _place(self, one: "Found") -> _Row:
        place = one.place
        position = write_latlon(Position(place.latitude, place.longitude, 10))
        alias = "" if one.matched == place.name else one.matched
        told = (alias, _(place.kind.label), place.region, place.country, position)
        return _Row(
            lambda: self.place_chosen.emit(place.name),
            "compass",
            place.name,
            "   ".join(filter(None, told)),
        )


class _Painter(QStyledItemDelegate):
    """Paints a row: icon, words, a quiet note, the key at the right."""

    def __init__(self, theme: Theme, view: QListWidget, row: Callable[[int], _Row]) -> None:
        super().__init__(view)
        self._theme, self._row = theme, row

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(0, self._theme.px(28))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, row, box = self._theme, self._row(index.row()), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme["sel"])
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme["selLine"])
        inside = box.adjusted(12, 0, -8, 0)
        edge = theme.px(15)
        if row.icon:
            mark = QRectF(inside.left(), inside.top(), edge, inside.height())
            paint_icon(painter, mark, row.icon, theme["text2"])
        font = theme.font(13, 500)
        words = inside.adjusted(edge + 10, 0, -key_width(theme, row.key) - 8, 0)
        paint_text(painter, words, row.text, font, theme["text"])
        words.adjust(text_width(row.text, font) + 12, 0, 0, 0)
        paint_text(painter, words, row.note, theme.font(12), theme["text3"])
        if row.key:
            paint_key(painter, inside, theme, row.key, theme["text2"])
