"""What the program says by itself: banner under the top bar, toast, and the empty page."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme
from gui.widgets import ElidedLabel, IconLabel, Label, WrapLabel

Kind = Literal["info", "warn", "err"]

TOAST_MS = 6000
MARGIN = 16

_BANNERS: dict[Kind, tuple[str, str]] = {
    "info": ("info", "accentText"),
    "warn": ("triangle-alert", "warn"),
    "err": ("circle-alert", "err"),
}


class Banner(QFrame):
    """One line on the state of the logbook, with its remedy as buttons at the right."""

    def __init__(
        self,
        theme: Theme,
        kind: Kind,
        title: str,
        text: str,
        buttons: Sequence[QPushButton] = (),
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAccessibleName(f"{title} {text}")
        standard, token = _BANNERS[kind]
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, icon or standard, token, 17, self))
        row.addWidget(Label(title, "strong"))
        self._text = ElidedLabel(text)
        row.addWidget(self._text, 1)
        for button in buttons:
            row.addWidget(button)
        self.setMinimumHeight(theme.px(44))

    def set_text(self, text: str) -> None:
        """Say something else behind the title."""
        self._text.setText(text)


class Toast(QFrame):
    """Says for six seconds, at the bottom left of its parent, that something is done.

    It stays while the mouse is on it, and never takes the keyboard.
    """

    acted = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget, text: str, detail: str = "", action: str = ""
    ) -> None:
        super().__init__(parent)
        self._page = parent
        self.setAccessibleName(f"{text} {detail}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(Theme("dark", theme.scale), "check", "ok", 16, self))
        row.addWidget(Label(text, "strong"))
        row.addWidget(ElidedLabel(detail))
        if action:
            row.addSpacing(6)
            button = QPushButton(action)
            button.setObjectName("action")
            button.clicked.connect(self.acted)
            button.clicked.connect(self.deleteLater)
            row.addWidget(button)
        self.setMinimumHeight(theme.px(36))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(12)
        shadow.setOffset(0, 2)
        shadow.setColor(theme["shadow"])
        self.setGraphicsEffect(shadow)
        self._clock = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._clock.timeout.connect(self.deleteLater)
        self._clock.start()
        parent.installEventFilter(self)
        self._place()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()
        super().leaveEvent(event)

    def _place(self) -> None:
        hint = self.sizeHint()
        self.resize(hint.boundedTo(QSize(self._page.width() - 2 * MARGIN, hint.height())))
        self.move(MARGIN, self._page.height() - self.height() - MARGIN)
        self.raise_()


class EmptyState(QWidget):
    """A page without content: one sentence, the next step, its key."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(IconLabel(theme, icon, "text3", 28, self), 0, centre)
        column.addSpacing(4)
        column.addWidget(Label(title, "record"), 0, centre)
        line = WrapLabel(text)
        line.setAlignment(centre)
        column.addWidget(line)
        column.addSpacing(4)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
