"""What a typed text may mean, as a row of small buttons under its field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from db.words import _
from gui.buttons import Button
from gui.theme import Theme


class Choices(QWidget):
    """Offers texts for a line; one that is chosen takes the place of what is typed (Ctrl+Z: back).

    Alt+Down leads from the line to the first, the arrows from one to the next, Esc back to the
    line. Without a choice nothing is shown.
    """

    def __init__(self, theme: Theme, line: QLineEdit) -> None:
        super().__init__()
        self._theme, self._line = theme, line
        self._buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, theme.px(2))
        self._row.setSpacing(theme.px(6))
        self._row.addStretch(1)
        line.installEventFilter(self)
        self.hide()

    def offer(self, texts: Sequence[str]) -> None:
        """Show a button for each text, in place of those before."""
        if texts == self.offered():
            return
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(text) for text in texts]
        for place, button in enumerate(self._buttons):
            self._row.insertWidget(place, button)
        self.setVisible(bool(texts))

    def offered(self) -> tuple[str, ...]:
        """Return what is offered now."""
        return tuple(button.words() for button in self._buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            down, alt = event.key() == Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier
            if watched is self._line and down and event.modifiers() & alt and self._buttons:
                self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Up):
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _button(self, text: str) -> Button:
        button = Button(self._theme, text, small=True)
        button.setAccessibleName(_("Take {text}").format(text=text))
        button.clicked.connect(lambda: self._take(text))
        return button

    def _take(self, text: str) -> None:
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()
        self._line.insert(text)  # and not setText, which leaves nothing to undo
