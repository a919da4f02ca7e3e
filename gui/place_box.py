"""The line for a place: while somebody types, the gazetteer's places are listed below it."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from db.content import Circumstances
from db.folding import fold
from db.gazetteer import Completion, Found, Gazetteer, Place
from db.position import Position, write_latlon
from db.words import _, ngettext
from gui.actions import key_of
from gui.painting import key_width, paint_box, paint_key, paint_text, text_width
from gui.task import Task, pool_of
from gui.theme import Theme

ROWS = 8  # the most places that are shown at once
ADD_KEY = key_of("add_typed")
FIGURE_SPACE = "\u2007"  # as wide as a digit
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def matched_part(name: str, typed: str) -> tuple[int, int]:
    """Return where in `name` the letters are that match, as start and end; (0, 0) for none."""
    sought = _letters(typed)
    for start in range(len(name)):
        if start and name[start - 1].isalnum():
            continue
        for end in range(start + 1, len(name) + 1):
            if sought and _letters(name[start:end]) == sought:
                return start, end
    return 0, 0


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


class PlaceBox(QLineEdit):
    """A line that lists places, and takes one only when it is told to: the text stays as typed.

    Arrows choose, Enter takes the marked place, Esc closes the list, Ctrl+L adds the text as a
    local place. Tab leaves with the text as it is, unless an arrow has chosen a place.
    """

    taken = Signal(object)  # the Place that was chosen; its name stands in the line
    settled = Signal(str)  # the text, once the line is left
    adding = Signal(str)  # the text, to be added as a local place
    broke = Signal(object)  # a fault of ours while the gazetteer was read

    def __init__(
        self, theme: Theme, around: Callable[[], Circumstances], parent: QWidget | None = None
    ) -> None:
        """Make an empty line.

        Args:
            theme: The look in force.
            around: Returns the circumstances with the gazetteer in force, such as
                `Desk.circumstances`; without a gazetteer nothing is listed.
            parent: Where it stands.
        """
        super().__init__(parent)
        self._theme, self._around = theme, around
        self._pool = pool_of(self)
        self._loading: Gazetteer | None = None
        self._is_awaited = False  # whether something is typed that no list was shown for yet
        self._popup = _Popup(theme, self)
        self._popup.pointed.connect(self._do_marked)
        self.textEdited.connect(self._narrow)
        self.editingFinished.connect(self.settle)

    def value(self) -> str:
        """Return the text without space at its ends."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a place as if it had always stood there; "" empties the line."""
        self.setText(value)
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Tell what stands in the line."""
        self.settled.emit(self.value())

    def take(self, place: Place) -> None:
        """Write the name of a place over what is typed; Ctrl+Z brings the typing back."""
        self.selectAll()
        self.insert(place.name)
        self._popup.hide()
        self._is_awaited = False
        self.taken.emit(place)

    def listed(self) -> tuple[Found, ...]:
        """Return the places that the list below the line shows; none while it is shut."""
        return self._popup.completion.found if self._popup.isVisible() else ()

    def event(self, event: QEvent) -> bool:
        """Keep the list's keys from the window's shortcuts while it is open."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _adds(event):
            self._add()
        elif not self._popup.isVisible():
            if event.key() == Qt.Key.Key_Down:
                self._narrow(self.text())
            else:
                super().keyPressEvent(event)
        elif not self._is_mine(event):
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self._do_marked()
        elif event.key() == Qt.Key.Key_Escape:
            self._popup.hide()
        else:
            self._popup.step(_STEPS[Qt.Key(event.key())])

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self._popup.isVisible() and self._popup.is_chosen and self._popup.marked_place():
            self._do_marked()
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._load(self._around().gazetteer)  # in the background, while the first letters come
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._popup.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._popup.hide()

    def _is_mine(self, event: QKeyEvent) -> bool:
        """Say whether a key belongs to the open list, or adds a place."""
        if _adds(event):
            return True
        listed = (*_ENTER, *_STEPS, Qt.Key.Key_Escape)
        plain = event.modifiers() in _PLAIN
        return self._popup.isVisible() and plain and event.key() in listed

    def _narrow(self, typed: str) -> None:
        """List the places for what is typed; nothing yet while the gazetteer is being read."""
        around = self._around()
        places = around.gazetteer
        self._load(places)
        self._is_awaited = places is not None and not places.is_loaded
        if places is None or not places.is_loaded or not typed.strip():
            self._popup.hide()
        else:
            words = " ".join(typed.split())
            self._popup.show_found(places.complete(typed, ROWS), words, around.theatre)

    def _load(self, places: Gazetteer | None) -> None:
        """Have the gazetteer in force read, if it is not."""
        if places is None or places.is_loaded or self._loading is places:
            return
        self._loading = places
        task = Task(lambda _task: places.load(), self)
        task.done.connect(self._loaded)
        task.failed.connect(self._loaded)  # typing goes on without a list
        task.broke.connect(self.broke)
        task.start(self._pool)

    def _loaded(self, _result: object) -> None:
        self._loading = None
        if self.hasFocus() and self._is_awaited:
            self._narrow(self.text())

    def _do_marked(self) -> None:
        """Take the place that is marked in the list, or add the text if that line is."""
        place = self._popup.marked_place()
        if place:
            self.take(place)
        elif self._popup.is_chosen:
            self._add()
        self._popup.hide()

    def _add(self) -> None:
        self._popup.hide()
        self.adding.emit(self.value())


def _adds(event: QKeyEvent) -> bool:
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() == Qt.Key.Key_L


class _Popup(QFrame):
    """The list below the line: places, how many more there are, and the way to add one.

    It floats in the line's window and never has the focus, so that typing just goes on.
    """

    pointed = Signal()  # the marked line was clicked
    _watched: tuple[QWidget, ...] = ()  # of the class: as garbage it is hidden without its own

    def __init__(self, theme: Theme, line: QLineEdit) -> None:
        super().__init__(line)
        self._theme, self._line = theme, line
        self.completion = Completion((), 0)
        self.is_chosen = False  # by an arrow or the mouse, not just marked
        self._typed, self._theatre, self._mark = "", frozenset[str](), -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()

    def show_found(self, completion: Completion, typed: str, theatre: frozenset[str]) -> None:
        """Show what was found for the text; the first place is marked, but not chosen."""
        self.completion, self._typed, self._theatre = completion, typed, theatre
        self._mark, self.is_chosen = (0 if completion.found else -1), False
        self._place()
        self._watch()
        self.show()
        self.raise_()
        self.update()

    def marked_place(self) -> Place | None:
        """Return the place that is marked; None if none is, or the line that adds one."""
        found = self.completion.found
        return found[self._mark].place if 0 <= self._mark < len(found) else None

    def step(self, by: int) -> None:
        """Choose the next or former line, from the last to the first and back."""
        lines = len(self.completion.found) + 1
        self._mark = (self._mark + by) % lines if self._mark >= 0 else (0 if by > 0 else lines - 1)
        self.is_chosen = True
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        for mark in range(len(self.completion.found) + 1):
            if self._box(mark).contains(event.position()):
                self._mark, self.is_chosen = mark, True
                self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        if self.is_chosen and self._box(self._mark).contains(event.position()):
            self.pointed.emit()

    def _watch(self) -> None:
        """Follow the line when whatever holds it is scrolled or laid out anew."""
        if self._watched:
            return
        widget: QWidget | None = self._line
        while widget is not None:
            self._watched = (*self._watched, widget)
            widget.installEventFilter(self)
            widget = None if widget.isWindow() else widget.parentWidget()

    def _place(self) -> None:
        """Stand below the line, or above it where there is no room; as wide as it, or wider."""
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        lines = len(self.completion.found) + 2
        width = min(max(self._line.width(), self._theme.px(450)), window.width())
        height = lines * self._row() + 9
        corner = self._line.mapTo(window, QPoint(0, self._line.height() + 3))
        if corner.y() + height > window.height():
            corner.setY(max(0, corner.y() - self._line.height() - 6 - height))
        corner.setX(min(corner.x(), window.width() - width))
        self.setGeometry(QRect(corner.x(), corner.y(), width, height))

    def _row(self) -> int:
        return self._theme.px(25)

    def _box(self, line: int) -> QRectF:
        """Return where a line is: the places, then the one that adds; the foot is between."""
        below = line if line < len(self.completion.found) else line + 1
        return QRectF(4, 4 + below * self._row(), self.width() - 8, self._row())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        paint_box(painter, QRectF(self.rect()), theme["raised"], theme["border"])
        if self._mark >= 0:
            paint_box(painter, self._box(self._mark), theme["accentSoft"], radius=4)
        found = self.completion.found
        lines = [self._words(each.place) for each in found]
        small = theme.font(12)
        region, kind, where = (
            max((text_width(words[column], small) for words in lines), default=0) + theme.px(12)
            for column in range(3)
        )
        bold = theme.font(12, 600)
        widest = max((text_width(_told(each), bold) for each in found), default=0) + theme.px(14)
        for line, each in enumerate(found):
            box = self._box(line).adjusted(8, 0, -8, 0)
            name = min(widest, box.width() - region - kind - where)
            self._paint_name(painter, _part(box, 0, name - theme.px(8)), each)
            paint_text(painter, _part(box, name, region), lines[line][0], small, theme["text"])
            box.setLeft(box.left() + name + region)
            paint_text(painter, _part(box, 0, kind), lines[line][1], small, theme["text2"])
            self._paint_right(painter, box, lines[line][2], theme.font(12, zero=True))
        self._paint_foot(painter)

    def _words(self, place: Place) -> tuple[str, str, str]:
        """Return region, kind and coordinates as they are shown; abroad the country too."""
        region = _("{region} region").format(region=place.region) if place.region else ""
        if place.country and place.country not in self._theatre:
            region = ", ".join(filter(None, (place.region, place.country)))
        written = write_latlon(Position(place.latitude, place.longitude))
        latitude, north, longitude, east = written.split()
        where = f"{latitude} {north}  {longitude.rjust(8, FIGURE_SPACE)} {east}"  # in columns
        return region, _(place.kind.label).lower(), where

    def _paint_name(self, painter: QPainter, box: QRectF, found: Found) -> None:
        """Paint a name with the letters in bold that match."""
        told, theme = _told(found), self._theme
        start, end = matched_part(told, self._typed)
        for text, weight in ((told[:start], 400), (told[start:end], 700), (told[end:], 400)):
            font = theme.font(12, weight)
            paint_text(painter, box, text, font, theme["text"])
            box.setLeft(min(box.right(), box.left() + QFontMetricsF(font).horizontalAdvance(text)))

    def _paint_right(self, painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
        width = text_width(text, font)
        box = QRectF(box.right() - width, box.top(), width, box.height())
        paint_text(painter, box, text, font, self._theme["text2"])

    def _paint_foot(self, painter: QPainter) -> None:
        """Paint what is not listed and the keys, and below it the line that adds the text."""
        theme, found, more = self._theme, self.completion.found, self.completion.more
        foot = _part(self._box(0), 0, self.width() - 8).adjusted(8, 0, -8, 0)
        foot.moveTop(4 + len(found) * self._row())
        painter.fillRect(QRectF(1, foot.top(), self.width() - 2, 1), theme["hair"])
        small, told = theme.font(11), ""
        if not found:
            told = _("Not in the gazetteer; kept as typed")
        elif more:
            told = ngettext("{n} more in the gazetteer", "{n} more in the gazetteer", more)
        paint_text(painter, foot, told.format(n=more), small, theme["text2"])
        keys = (
            _("\u2191\u2193 choose   Enter take   Esc keep text") if found else _("Esc keep text")
        )
        self._paint_right(painter, foot, keys, small)
        last = self._box(len(found)).adjusted(8, 0, -8, 0)
        paint_key(painter, last, theme, ADD_KEY, theme["text2"])
        last.setRight(last.right() - key_width(theme, ADD_KEY) - 8)
        add = _("Add \u201c{name}\u201d as a local place\u2026").format(name=self._typed)
        paint_text(painter, last, add, theme.font(12), theme["accentText"])


def _told(found: Found) -> str:
    """Return the name that matched; behind an alternate the place's own name."""
    own = found.place.name
    return own if found.matched == own else f"{found.matched} ({own})"


def _part(box: QRectF, left: float, width: float) -> QRectF:
    return QRectF(box.left() + left, box.top(), max(0.0, width), box.height())
