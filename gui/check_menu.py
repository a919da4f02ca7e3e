"""A menu of ticks: what a filter chip is set by."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

Choices = Iterable[tuple[str, str]]


class CheckMenu(QMenu):
    """A menu of ticks that stays open while they are set."""

    ticked = Signal()

    def __init__(
        self, choices: Callable[[], Choices], parent: QWidget, *, one_only: bool = False
    ) -> None:
        """Make the menu; of a scale `one_only` is ticked, or none."""
        super().__init__(parent)
        self._choices = choices
        self._scale = QActionGroup(self) if one_only else None
        if self._scale is not None:
            self._scale.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Make the ticks that are not there yet, each time the menu is wanted: the log grows."""
        made = {action.data() for action in self.actions()}
        for value, words in self._choices():
            if value in made:
                continue
            action = self.addAction(words.replace("&", "&&"))
            action.setData(value)
            action.setCheckable(True)
            if self._scale is not None:
                self._scale.addAction(action)
            action.toggled.connect(self.ticked)

    def values(self) -> tuple[str, ...]:
        """Return the ticked values."""
        return tuple(str(action.data()) for action in self.actions() if action.isChecked())

    def words(self) -> str:
        """Return what is ticked: one by its name, more by the first and how many."""
        names = [a.text().replace("&&", "&") for a in self.actions() if a.isChecked()]
        return f"{names[0]} +{len(names) - 1}" if len(names) > 1 else "".join(names)

    def clear_ticks(self) -> None:
        """Untick everything, and say so once."""
        ticked = self.values()
        self.blockSignals(True)
        for action in self.actions():
            action.setChecked(False)
        self.blockSignals(False)
        if ticked:
            self.ticked.emit()

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
