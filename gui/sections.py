"""Headings of panes, and the sections of a form that open and shut."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.buttons import ThemedButton
from gui.icons import paint_icon
from gui.painting import key_width, paint_focus, paint_key, paint_text, text_width
from gui.theme import Theme
from gui.widgets import Label


class SectionHeader(QWidget):
    """A heading in small capitals, and a note at the right."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(title.upper(), "section"))
        row.addStretch(1)
        row.addWidget(Label(note, "meta"))


class _SectionButton(ThemedButton):
    """The line that opens and shuts a section."""

    def __init__(self, theme: Theme, title: str, hint: str, key_hint: str) -> None:
        super().__init__(theme, title)
        self.hint, self._key = hint, key_hint
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        box = self.box().adjusted(4, 0, -4, 0)
        edge = theme.px(14)
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        mark = QRectF(box.left(), 0, edge, box.height())
        paint_icon(painter, mark, chevron, theme["text2"])
        title = theme.font(13, 600)
        words = box.adjusted(edge + 6, 0, -key_width(theme, self._key) - 8, 0)
        paint_text(painter, words, self.words(), title, theme["text"])
        words.adjust(text_width(self.words(), title) + 10, 0, 0, 0)
        paint_text(painter, words, self.hint, theme.font(12), theme["text2"])
        if self._key:
            paint_key(painter, box, theme, self._key, theme["text2"])
        painter.fillRect(QRectF(0, box.bottom() - 1, self.width(), 1), theme["hair"])
        if self.hasFocus():
            paint_focus(painter, self.box(), theme, 4)


class CollapsibleSection(QWidget):
    """A section of a form that opens at a click or its key; shut, it says what is in it."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        hint: str,
        key_hint: str,
        content: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Put the content under its line, shut.

        `key_hint` ("Alt+P") opens and goes into it. The key is bound to `parent`, if there is one:
        while the section is hidden it does nothing then, instead of writing its letter.
        """
        super().__init__(parent)
        self._head, self._content = _SectionButton(theme, title, hint, key_hint), content
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addWidget(content)
        content.hide()
        self._head.toggled.connect(content.setVisible)
        if key_hint:
            QShortcut(QKeySequence(key_hint), parent or self).activated.connect(self.enter)

    def set_open(self, is_open: bool) -> None:
        """Show or hide the content."""
        self._head.setChecked(is_open)

    def set_hint(self, hint: str) -> None:
        """Say in a few words what the section holds."""
        self._head.hint = hint
        self._head.setAccessibleDescription(hint)
        self._head.update()

    def enter(self) -> None:
        """Open the section, unless it is hidden, and put the cursor into its first editor."""
        if self.isVisible():
            self.set_open(True)
            self._head.setFocus()
            self.focusNextChild()
