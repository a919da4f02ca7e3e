"""The rail at the left: the menu, and the few places to go."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.words import _, ngettext
from gui.buttons import IconButton, RailButton
from gui.painting import CENTRE, paint_box, text_width
from gui.theme import Theme
from gui.widgets import Pane


class BadgeButton(RailButton):
    """A view with a number at its corner: what waits there."""

    def __init__(self, theme: Theme, icon: str, text: str) -> None:
        super().__init__(theme, icon, text)
        self._count = 0

    def set_count(self, count: int) -> None:
        """Show that so much waits there; no badge for nothing."""
        self._count = count
        told = ngettext("{n} waiting", "{n} waiting", count).format(n=count)
        self.setAccessibleDescription(told if count else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        painter, font = QPainter(self), self.theme.font(11, 600)
        told = str(self._count) if self._count < 100 else "99+"
        height = self.theme.px(16)
        width = max(height, text_width(told, font) + self.theme.px(6))
        box = QRectF(self.rect().center().x() + self.theme.px(4), 3, width, height)
        paint_box(painter, box, self.theme["accent"], radius=height / 2)
        painter.setFont(font)
        painter.setPen(self.theme["onAccent"])
        painter.drawText(box, CENTRE, told)


class Rail(Pane):
    """Menu, Log, Map, Reports, Handover; appearance and keys at the foot. Says names of actions."""

    asked = Signal(str)

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__("bg0", "right", parent)
        self.setFixedWidth(theme.px(62))
        self._menu = menu
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(6)
        self._opener = IconButton(theme, "menu", _("Menu"), 32)
        self._opener.clicked.connect(self.open_menu)
        column.addWidget(self._opener, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self.log = RailButton(theme, "list", _("Log"))
        self.map = RailButton(theme, "map", _("Map"))
        self.reports = RailButton(theme, "file-text", _("Reports"))
        self.handover = BadgeButton(theme, "arrow-right-left", _("Handover"))
        for name, button in (
            ("show_log", self.log),
            ("show_map", self.map),
            ("show_reports", self.reports),
            ("show_handover", self.handover),
        ):
            button.setCheckable(False)  # a press asks; only being there shows it as the place
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            column.addWidget(button)
        self.show_place(self.log)
        column.addStretch()
        for name, symbol, words in (
            ("toggle_appearance", "moon", _("Light or dark")),
            ("show_keys", "circle-help", _("Keys")),
        ):
            foot = IconButton(theme, symbol, words, 32)
            foot.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            column.addWidget(foot, 0, Qt.AlignmentFlag.AlignHCenter)
        QShortcut(QKeySequence(Qt.Key.Key_F10), self, self.open_menu)

    def show_place(self, place: RailButton) -> None:
        """Show where the window is: at `log`, `map`, `reports` or `handover`."""
        for button in (self.log, self.map, self.reports, self.handover):
            button.setCheckable(button is place)
            button.setChecked(button is place)

    def open_menu(self) -> None:
        """Open the menu beside its button."""
        self._menu.popup(self._opener.mapToGlobal(self._opener.rect().topRight()))
