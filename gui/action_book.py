"""The actions of `ACTIONS` as Qt's: keys, menus and context menu, on and off as they can be."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.words import _
from gui.actions import WINDOW_ACTIONS, ActionSpec
from gui.icons import icon
from gui.keys import sequences
from gui.theme import Theme


class ActionBook:
    """Makes every action of window and table once; form and map bind their own."""

    def __init__(
        self, theme: Theme, window: QWidget, table: QWidget, do: Callable[[ActionSpec], None]
    ) -> None:
        self._theme = theme
        self._made: dict[str, QAction] = {}
        self._for_one: frozenset[str] = frozenset()  # what can be done to the incident shown
        for spec in WINDOW_ACTIONS:
            action = QAction(_(spec.text), window)
            if spec.key:
                action.setShortcuts(sequences(spec.key))
            action.triggered.connect(lambda _checked=False, spec=spec: do(spec))
            if spec.place == "log":
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                table.addAction(action)
            else:
                window.addAction(action)
            self._made[spec.name] = action

    def dress(self) -> None:
        """Give every action its icon in the colours of the theme, when a menu wants them."""
        for spec in WINDOW_ACTIONS:
            if spec.icon:
                self._made[spec.name].setIcon(icon(spec.icon, self._theme["text2"]))

    def menu(self, parent: QWidget) -> QMenu:
        """Return the whole menu, one submenu for each title."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(self.dress)
        titles = dict.fromkeys(spec.menu for spec in WINDOW_ACTIONS)
        for title in titles:
            submenu = menu.addMenu(_(title))
            for spec in WINDOW_ACTIONS:
                if spec.menu == title:
                    submenu.addAction(self._made[spec.name])
        return menu

    def ask_which(self, names: Iterable[str], button: QWidget) -> None:
        """Open a menu of a few actions under a button."""
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dress()
        for name in names:
            menu.addAction(self._made[name])
        menu.exec(button.mapToGlobal(button.rect().bottomLeft()))

    def offer(self, *, selected: int, may_write: bool, on_watch: bool, past: bool = False) -> None:
        """Turn on what can be done: with incidents selected, a log to write, a watch, a past.

        What can be done to several incidents says to how many.
        """
        self._for_one = frozenset(
            spec.name
            for spec in WINDOW_ACTIONS
            if (selected or not spec.on_incident)
            and (may_write or not spec.writes)
            and (on_watch or not spec.on_watch)
            and spec.only in ("", "past" if past else "now")
        )
        for spec in WINDOW_ACTIONS:
            action, fits = self._made[spec.name], selected < 2 or not spec.on_incident or spec.many
            action.setEnabled(spec.name in self._for_one and bool(fits))
            several = spec.many and selected > 1
            action.setText(_(spec.many).format(n=selected) if several else _(spec.text))

    def possible_for_one(self, name: str) -> ActionSpec | None:
        """Return the action if it can be done to the one incident beside the table."""
        return next((s for s in WINDOW_ACTIONS if s.name == name and name in self._for_one), None)

    def possible(self) -> tuple[ActionSpec, ...]:
        """Return what can be done now, in the order of the menus."""
        return tuple(spec for spec in WINDOW_ACTIONS if self._made[spec.name].isEnabled())

    def trigger(self, name: str) -> None:
        """Do the action called `name`, if it can be done now."""
        self._made[name].trigger()
