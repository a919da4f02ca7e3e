"""A menu of ticks: what a filter chip is set by."""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget


class CheckMenu(QMenu):
    """A menu of ticks that stays open while they are set."""

    ticked = Signal()

    def __init__(
        self,
        values: Callable[[], Iterable[str]],
        words: Callable[[str], str],
        parent: QWidget,
        *,
        one_only: bool = False,
    ) -> None:
        """Make the menu; of a scale `one_only` is ticked, or none."""
        super().__init__(parent)
        self._values, self._words = values, words
        self._scale = QActionGroup(self) if one_only else None
        if self._scale is not None:
            self._scale.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Make the ticks that are not there yet, each time the menu is wanted: the log grows."""
        made, offered = self._made(), tuple(self._values())
        if all(value in made for value in offered):
            return
        below: QAction | None = None
        for value in reversed(offered):
            action = made.get(value) or self._make(value)
            self.insertAction(below, action)  # type: ignore[arg-type]  # None: at the end
            below = action

    def toggle(self, value: str) -> None:
        """Tick a value, or untick it; it need not be offered."""
        self.fill()
        action = self._made().get(value)
        if action is None:
            action = self._make(value)
            self.addAction(action)
        action.toggle()

    def values(self) -> tuple[str, ...]:
        """Return the ticked values."""
        return tuple(str(action.data()) for action in self.actions() if action.isChecked())

    def words(self) -> str:
        """Return what is ticked: one by its name, more by the first and how many."""
        names = [a.text().replace("&&", "&") for a in self.actions() if a.isChecked()]
        return f"{names[0]} +{len(names) - 1}" if len(names) > 1 else "".join(names)

    def tick(self, values: Collection[str]) -> None:
        """Tick these and nothing else, and say so once; it need not be offered, or be any more."""
        before = self.values()
        self.blockSignals(True)
        made = self._made()
        for value in values:
            if value not in made:
                self.addAction(self._make(value))
        for action in self.actions():
            action.setChecked(action.data() in values)
        self.blockSignals(False)
        if self.values() != before:
            self.ticked.emit()

    def clear_ticks(self) -> None:
        """Untick everything, and say so once."""
        self.tick(())

    def _made(self) -> dict[str, QAction]:
        return {str(action.data()): action for action in self.actions()}

    def _make(self, value: str) -> QAction:
        action = QAction(self._words(value).replace("&", "&&"), self)
        action.setData(value)
        action.setCheckable(True)
        if self._scale is not None:
            self._scale.addAction(action)
        action.toggled.connect(self.ticked)
        return action

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is None:
            super().mouseReleaseEvent(event)
        else:
            action.toggle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:  # type: ignore[attr-defined]
            if self.activeAction():
                self.activeAction().toggle()
            return True
        return super().event(event)
