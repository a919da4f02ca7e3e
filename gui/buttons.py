"""Everything that is pressed: buttons, filter chips, rows of choices, the rail, the big choices.

Return and Enter press the focused button, as Space does. A key hint is only drawn: the window
that owns the button binds the key, because the same letter means different acts in two views.
"""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.painting import (
    CENTRE,
    kept,
    key_width,
    paint_box,
    paint_focus,
    paint_key,
    paint_text,
    text_width,
)
from gui.stylesheet import restyle
from gui.theme import Theme

Kind = Literal["primary", "plain", "quiet", "danger"]

WIDEST = 220  # pixels for the value of a filter
CLEAR = Qt.GlobalColor.transparent

# kind: tokens of ground, ground under the mouse, outline, text, key hint; "" is none
_KINDS: dict[Kind, tuple[str, str, str, str, str]] = {
    "primary": ("accent", "accentHover", "", "onAccent", "onAccent"),
    "plain": ("surface", "hover", "border", "text", "text2"),
    "quiet": ("", "hover", "", "text2", "text2"),
    "danger": ("surface", "errBg", "border", "err", "text2"),
}


class ThemedButton(QPushButton):
    """A push button that paints itself from the theme; its words may hold an ampersand."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.theme = theme
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def words(self) -> str:
        """Return the text as people read it, without the mark of a mnemonic."""
        return self.text().replace("&&", "&")

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def box(self) -> QRectF:
        """Return the whole of the button."""
        return QRectF(self.rect())


class Button(ThemedButton):
    """Verb and object, with an icon before and a key hint behind where they are given."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        key_hint: str = "",
        kind: Kind = "plain",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the button; a `small` one, 26 px high, is for panes and lines of text."""
        super().__init__(theme, text, parent)
        self._icon, self._key, self._kind, self._small = icon, key_hint, kind, small
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self._icon_room() + text_width(self.words(), self._font()) + self._key_room()
        return QSize(round(width) + 2 * self._padding(), self.theme.px(26 if self._small else 30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, hover, outline, text, key = _KINDS[self._kind]
        if not self.isEnabled():
            ground, outline, text, key = "surface" if ground else "", "border", "disabled", "nil"
        elif self.isDown() or self.underMouse():
            ground = hover
        fill = self.theme[ground] if ground else CLEAR
        paint_box(painter, self.box(), fill, self.theme[outline] if outline else fill)
        inside = self.box().adjusted(self._padding(), 0, -self._padding(), 0)
        if self._icon:
            mark = QRectF(inside.left(), inside.top(), self.theme.px(16), inside.height())
            paint_icon(painter, mark, self._icon, self.theme["text2" if text == "text" else text])
        words = inside.adjusted(self._icon_room(), 0, -self._key_room(), 0)
        paint_text(painter, words, self.words(), self._font(), self.theme[text])
        if self._key:
            paint_key(painter, inside, self.theme, self._key, self.theme[key])
        if self.hasFocus():
            self._paint_ring(painter)

    def _paint_ring(self, painter: QPainter) -> None:
        paint_focus(painter, self.box(), self.theme)
        if self._kind == "primary":  # accent on accent would not be seen
            inner = self.box().adjusted(2, 2, -2, -2)
            paint_box(painter, inner, CLEAR, self.theme["onAccent"], 4, 2)

    def _font(self) -> QFont:
        size = 12 if self._small else 13
        return self.theme.font(size, 600 if self._kind == "primary" else 500)

    def _padding(self) -> int:
        return self.theme.px(8 if self._kind == "quiet" or self._small else 12)

    def _icon_room(self) -> int:
        return self.theme.px(16) + 6 if self._icon else 0

    def _key_room(self) -> float:
        return key_width(self.theme, self._key) + 8 if self._key else 0


class IconButton(ThemedButton):
    """An icon alone; its name is its tooltip and what a screen reader says."""

    def __init__(
        self, theme: Theme, icon: str, name: str, edge: int = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "", parent)
        self._edge = edge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(icon, name)

    def show_icon(self, icon: str, name: str) -> None:
        """Show another icon, under another name."""
        self._icon = icon
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._edge), self.theme.px(self._edge))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            paint_box(painter, self.box(), self.theme["hover"])
        edge = self.theme.px(17)
        mark = QRectF(0, 0, edge, edge)
        mark.moveCenter(self.box().center())
        paint_icon(painter, mark, self._icon, self.theme["text2" if self.isEnabled() else "nil"])
        if self.hasFocus():
            paint_focus(painter, self.box(), self.theme)


class FilterChip(ThemedButton):
    """A filter: its name, its value once it has one, and a chevron. Delete clears it."""

    cleared = Signal()

    def __init__(
        self, theme: Theme, text: str, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, text, parent)
        self._icon, self._value = icon, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> str:
        """Return the value in words; empty while the filter is off."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show `value` as in force; an empty one turns the filter off."""
        self._value = value
        self.setAccessibleDescription(value)
        self.setToolTip(value)  # a name out of the log may be longer than its room
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._value:
            self.set_value("")
            self.cleared.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = self._name_left() + self._name_width() + self._value_width() + self.theme.px(26)
        return QSize(round(width), self.theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, box = QPainter(self), self.theme, self.box()
        on = bool(self._value)
        ink = theme["accentText" if on else "text2"]
        ground = theme["accentSoft" if on else "hover" if self.underMouse() else "surface"]
        paint_box(painter, box, ground, theme["accent" if on else "border"])
        edge = theme.px(14)
        if self._icon:
            paint_icon(painter, QRectF(10, 0, edge, box.height()), self._icon, ink)
        name = QRectF(self._name_left(), 0, self._name_width(), box.height())
        paint_text(painter, name, self.words(), theme.font(12, 500), ink)
        value = QRectF(name.right() + 4, 0, self._value_width(), box.height())
        paint_text(painter, value, self._value, theme.font(12, 600), ink)
        chevron = QRectF(box.right() - edge - 7, 0, edge, box.height())
        paint_icon(painter, chevron, "chevron-down", ink)
        if self.hasFocus():
            paint_focus(painter, box, theme)

    def _name_left(self) -> int:
        return 10 + (self.theme.px(14) + 6 if self._icon else 0)

    def _name_width(self) -> float:
        return text_width(self.words(), self.theme.font(12, 500))

    def _value_width(self) -> float:
        width = text_width(self._value, self.theme.font(12, 600))
        return min(width, self.theme.px(WIDEST)) + 4 if self._value else 0


class Segmented(QFrame):
    """A row of choices of which one holds. Arrows move the choice, Tab leaves the row."""

    changed = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        solid: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Lay the choices out in order, none of them chosen.

        Args:
            name: What is being chosen, for screen readers.
            choices: Pairs of value and words.
            solid: Fill the chosen one with the accent, as for the two Admiralty grades.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("solid", solid)
        self._group = QButtonGroup(self)
        self._values = [value for value, _words in choices]
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for number, (_value, words) in enumerate(choices):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.installEventFilter(self)
            self._group.addButton(button, number)
            row.addWidget(button, 1)
        self._group.idToggled.connect(self._toggled)

    def value(self) -> str:
        """Return the value chosen; empty while none is."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else ""

    def choose(self, value: str) -> None:
        """Choose the value, or none with an empty one; says `changed` only on a new choice."""
        if value:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            restyle(self, "ring", event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _toggled(self, number: int, chosen: bool) -> None:
        if chosen:
            self.changed.emit(self._values[number])


class RailButton(ThemedButton):
    """A view in the left rail: icon above name."""

    def __init__(self, theme: Theme, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self._icon = icon
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(62), self.theme.px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, box = QPainter(self), self.theme, self.box()
        tile = box.adjusted(6, 1, -6, -1)
        ink = theme["accentText" if self.isChecked() else "text2"]
        if self.isChecked():
            paint_box(painter, tile, theme["surface"])
            paint_box(painter, QRectF(0, 14, 2, box.height() - 28), theme["accent"], radius=0)
        elif self.underMouse():
            paint_box(painter, tile, theme["hover"])
        edge = theme.px(20)
        left = box.center().x() - edge / 2
        text_height = theme.px(16) if self.words() else 0
        top = (box.height() - edge - text_height) / 2
        paint_icon(painter, QRectF(left, top, edge, edge), self._icon, ink)
        with kept(painter):
            painter.setPen(ink)
            painter.setFont(theme.font(11, 600 if self.isChecked() else 500))
            words = QRectF(0, top + edge, box.width(), text_height)
            painter.drawText(words, CENTRE, self.words())
        if self.hasFocus():
            paint_focus(painter, tile, theme)


class BigChoice(ThemedButton):
    """One of the few ways to start: icon, what it is, one line on it, its key."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        subtitle: str,
        key: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, parent)
        self._icon, self._subtitle, self._key = icon, subtitle, key
        self.setAccessibleDescription(subtitle)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(520), self.theme.px(64))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, box = QPainter(self), self.theme, self.box()
        lit = self.hasFocus() or self.underMouse()
        ground = "accentSoft" if lit else "surface"
        width = 2 if self.hasFocus() else 1
        paint_box(painter, box, theme[ground], theme["accent" if lit else "border"], 8, width)
        inside = box.adjusted(20, 0, -20, 0)
        edge = theme.px(22)
        mark = QRectF(inside.left(), 0, edge, box.height())
        paint_icon(painter, mark, self._icon, theme["accentText" if lit else "text2"])
        words = inside.adjusted(edge + 16, 0, -key_width(theme, self._key) - 12, 0)
        upper = QRectF(words.left(), box.center().y() - theme.px(20), words.width(), theme.px(20))
        paint_text(painter, upper, self.words(), theme.font(14, 600), theme["text"])
        lower = upper.translated(0, upper.height())
        paint_text(painter, lower, self._subtitle, theme.font(12), theme["text2"])
        paint_key(painter, inside, theme, self._key, theme["text2"])
