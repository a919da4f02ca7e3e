"""The actions of `ACTIONS` as Qt's: keys, menus and context menu, on and off as they can be."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from db.words import _
from gui.actions import ACTIONS, ActionSpec
from gui.icons import icon
from gui.theme import Theme


class ActionBook:
    """Makes every action once and hands it to menus and keys."""

    def __init__(
        self, theme: Theme, window: QWidget, table: QWidget, do: Callable[[ActionSpec], None]
    ) -> None:
        self._theme = theme
        self._made: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(_(spec.text), window)
            if spec.key:
                action.setShortcut(QKeySequence(spec.key))
            action.triggered.connect(lambda _checked=False, spec=spec: do(spec))
            if spec.place == "log":
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                table.addAction(action)
            else:
                window.addAction(action)
            self._made[spec.name] = action

    def dress(self) -> None:
        """Give every action its icon in the colours of the theme, when a menu wants them."""
        for spec in ACTIONS:
            if spec.icon:
                self._made[spec.name].setIcon(icon(spec.icon, self._theme["text2"]))

    def menu(self, parent: QWidget) -> QMenu:
        """Return the whole menu, one submenu for each title."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(self.dress)
        titles = dict.fromkeys(spec.menu for spec in ACTIONS)
        for title in titles:
            submenu = menu.addMenu(_(title))
            for spec in ACTIONS:
                if spec.menu == title:
                    submenu.addAction(self._made[spec.name])
        return menu

    def offer(self, *, selected: bool, may_write: bool) -> None:
        """Turn on what can be done now: with an incident selected, by somebody on watch."""
        for spec in ACTIONS:
            possible = (selected or not spec.on_incident) and (may_write or not spec.writes)
            self._made[spec.name].setEnabled(possible)

    def trigger(self, name: str) -> None:
        """Do the action called `name`, if it can be done now."""
        self._made[name].trigger()
