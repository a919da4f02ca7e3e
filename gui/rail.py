"""The rail at the left: the menu, and the few places to go."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.words import _
from gui.buttons import IconButton, RailButton
from gui.theme import Theme
from gui.widgets import Pane


class Rail(Pane):
    """Menu, Log, SITREP, Watch; appearance and keys at the foot. Says names of actions."""

    asked = Signal(str)

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__("bg0", "right", parent)
        self.setFixedWidth(theme.px(62))
        self._menu = menu
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 10, 5, 10)
        column.setSpacing(6)
        self._opener = IconButton(theme, "menu", _("Menu"), 32)
        self._opener.clicked.connect(self.open_menu)
        column.addWidget(self._opener, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self.log = RailButton(theme, "list", _("Log"))
        self.log.setChecked(True)
        self.log.clicked.connect(lambda: self.asked.emit("show_log"))
        column.addWidget(self.log)
        for name, symbol, words in (
            ("write_sitrep", "file-text", _("SITREP")),
            ("assume_watch", "arrow-right-left", _("Watch")),
        ):
            button = RailButton(theme, symbol, words)
            button.setCheckable(False)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            column.addWidget(button)
        column.addStretch()
        for name, symbol, words in (
            ("toggle_appearance", "moon", _("Light or dark")),
            ("show_keys", "circle-help", _("Keys")),
        ):
            foot = IconButton(theme, symbol, words, 32)
            foot.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            column.addWidget(foot, 0, Qt.AlignmentFlag.AlignHCenter)
        QShortcut(QKeySequence(Qt.Key.Key_F10), self, self.open_menu)

    def open_menu(self) -> None:
        """Open the menu beside its button."""
        self._menu.popup(self._opener.mapToGlobal(self._opener.rect().topRight()))
