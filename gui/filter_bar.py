"""The bar above the table: search and filter chips, put together into one IncidentQuery."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from db.query import IncidentQuery
from db.store import Clock
from db.vocabulary import EventType, Status, TargetClass, Term
from db.words import N_, _
from gui.buttons import Button, FilterChip
from gui.theme import Theme
from gui.widgets import Pane, SearchBox

TYPING_MS = 200  # the pause after which typing is taken as a question
PERIODS: dict[str, timedelta] = {
    N_("last 24 h"): timedelta(hours=24),
    N_("last 72 h"): timedelta(hours=72),
    N_("last 7 days"): timedelta(days=7),
    N_("last 14 days"): timedelta(days=14),
    N_("last 30 days"): timedelta(days=30),
}


Choices = Iterable[tuple[str, str]]


class CheckMenu(QMenu):
    """A menu of ticks that stays open while they are set."""

    ticked = Signal()

    def __init__(self, choices: Callable[[], Choices], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: Callable[[], Choices] | None = choices
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Make the ticks, when the menu is first wanted: some take a file to be read."""
        choices, self._choices = self._choices, None
        for value, words in choices() if choices else ():
            action = self.addAction(words)
            action.setData(value)
            action.setCheckable(True)
            action.toggled.connect(self.ticked)

    def values(self) -> tuple[str, ...]:
        """Return the ticked values."""
        return tuple(str(action.data()) for action in self.actions() if action.isChecked())

    def words(self) -> str:
        """Return what is ticked: one by its name, more by the first and how many."""
        names = [action.text() for action in self.actions() if action.isChecked()]
        return f"{names[0]} +{len(names) - 1}" if len(names) > 1 else "".join(names)

    def clear_ticks(self) -> None:
        """Untick everything."""
        for action in self.actions():
            action.setChecked(False)

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


class FilterBar(Pane):
    """Search, period, type, region, target and status, and the button for a new incident."""

    changed = Signal()
    custom_period = Signal()

    def __init__(
        self,
        theme: Theme,
        regions: Callable[[], Iterable[str]],
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("bg1", "bottom", parent)
        self._clock = clock
        self._period: tuple[datetime | None, datetime | None] = (None, None)
        self._last: timedelta | None = None  # up to now, whenever the question is asked
        self.search = SearchBox(theme, _("Search the log"), "Ctrl+F")
        self.period = FilterChip(theme, _("Period"), "calendar")
        self.new_button = Button(theme, _("New incident"), "plus", "Ctrl+N", "primary")
        self._menus = {
            "types": self._menu(lambda: _labelled(EventType)),
            "regions": self._menu(
                lambda: [*((name, name) for name in regions()), ("", _("no region"))]
            ),
            "targets": self._menu(lambda: _labelled(TargetClass)),
            "statuses": self._menu(lambda: _labelled(Status)),
        }
        names = {
            "types": _("Type"),
            "regions": _("Region"),
            "targets": _("Target"),
            "statuses": _("Status"),
        }
        self._chips = {name: FilterChip(theme, words) for name, words in names.items()}
        self._lay_out(theme)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda: self._typing.start())

    def query(self, before: IncidentQuery) -> IncidentQuery:
        """Return the question that the bar asks, in the order of `before`."""
        ticked = {name: menu.values() for name, menu in self._menus.items()}
        return replace(
            before,
            since=self._clock() - self._last if self._last else self._period[0],
            before=self._period[1],
            text=self.search.text().strip(),
            types=frozenset(map(EventType, ticked["types"])),
            regions=frozenset(ticked["regions"]),
            targets=frozenset(map(TargetClass, ticked["targets"])),
            statuses=frozenset(map(Status, ticked["statuses"])),
        )

    def set_period(self, words: str, since: datetime | None, before: datetime | None) -> None:
        """Ask for a period and show it as `words`; both None for the whole log."""
        self._period, self._last = (since, before), None
        self.period.set_value(words)
        self.changed.emit()

    def set_last(self, words: str, length: timedelta) -> None:
        """Ask for what occurred in the time up to now, and go on doing so."""
        self._period, self._last = (None, None), length
        self.period.set_value(words)
        self.changed.emit()

    def search_for(self, text: str) -> None:
        """Ask for this text as if it had been typed."""
        self.search.setText(text)

    def clear(self) -> None:
        """Take every filter away."""
        self.search.clear()
        for menu in self._menus.values():
            menu.clear_ticks()
        self.set_period("", None, None)

    def _lay_out(self, theme: Theme) -> None:
        self.setFixedHeight(theme.px(48))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self.search, 1)
        row.addWidget(self.period)
        for name, chip in self._chips.items():
            menu = self._menus[name]
            chip.setMenu(menu)
            chip.cleared.connect(menu.clear_ticks)
            menu.ticked.connect(lambda chip=chip, menu=menu: chip.set_value(menu.words()))
            row.addWidget(chip)
        row.addSpacing(6)
        row.addWidget(self.new_button)
        self.period.setMenu(self._period_menu())
        self.period.cleared.connect(lambda: self.set_period("", None, None))

    def _menu(self, choices: Callable[[], Choices]) -> CheckMenu:
        menu = CheckMenu(choices, self)
        menu.ticked.connect(self.changed)
        return menu

    def _period_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("whole log"), lambda: self.set_period("", None, None))
        for words, length in PERIODS.items():
            action = QAction(_(words), menu)
            action.triggered.connect(
                lambda _checked=False, words=words, length=length: self.set_last(_(words), length)
            )
            menu.addAction(action)
        menu.addAction(_("from … to …"), self.custom_period.emit)
        return menu


def _labelled(terms: type[Term]) -> Choices:
    return [(term, _(term.label)) for term in terms]
