"""The bar above the table: search and filter chips, put together into one IncidentQuery."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from db.periods import PERIODS, Beginning
from db.query import IncidentQuery
from db.search import understand_search
from db.time import write_dtg
from db.wording import period_words
from db.words import N_, _
from gui.buttons import Button, FilterChip
from gui.check_menu import CheckMenu
from gui.desk import Desk
from gui.filters import FILTERS, POINTED, Filter, pointed_words
from gui.stylesheet import restyle
from gui.theme import Theme
from gui.widgets import Pane, SearchBox

TYPING_MS = 120  # the pause after which typing is taken as a question
HIGH, LINE = 48, 36  # pixels: the bar, and each further line of chips
MARGIN, GAP, SEARCH = 12, 6, 150  # pixels; the last one the search line keeps beside the chips
SEARCHING = N_(
    "Words by their beginning, “phrases” in quotes, OR between two, a minus before what must not"
    " be there, numbers such as GAO-0147."
)


class FilterBar(Pane):
    """Search, period, the filters, and the button for a new incident.

    Chips that find no room beside the search line go on in a line below it: none is cut. Delete
    on a chip clears it, Esc clears all.
    """

    changed = Signal()
    custom_period = Signal()
    moment_wanted = Signal()  # at which the log is to be shown as it was known

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg1", "bottom", parent)
        self._theme, self._desk = theme, desk
        self._period: tuple[datetime | None, datetime | None] = (None, None)
        self.moving = ""  # name in PERIODS of a period that moves
        self.search = SearchBox(theme, _("Search the log"), "Ctrl+F", self)
        self.period = FilterChip(theme, _("Period"), "calendar", self)
        self.menus: dict[str, CheckMenu] = {}
        self.chips: dict[str, FilterChip] = {}
        for one in FILTERS:
            if not one.is_extra:
                self._add(one)
        self.more = FilterChip(theme, _("More"), "", self)
        further = QMenu(self)
        for one in FILTERS:
            if one.is_extra:
                further.addMenu(self._add(one))
        further.addSeparator()
        further.addAction(_("As known at…"), self.moment_wanted.emit)
        self.more.setMenu(further)
        self.known = FilterChip(theme, _("Known at"), "history", self)
        self.known.clicked.connect(self.moment_wanted)
        self.known.cleared.connect(lambda: desk.look_at(None))
        self._pointed: dict[str, Any] = {}
        for name, label in POINTED.items():
            self._add_pointed(name, _(label))
        self.new_button = Button(theme, _("New incident"), "plus", "Ctrl+N", "primary", parent=self)
        self.period.setMenu(self._period_menu())
        self.period.cleared.connect(lambda: self.set_period("", None, None))
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(self._typed)
        self._tell_search("")
        self.setMinimumWidth(
            theme.px(SEARCH) + GAP + self.new_button.sizeHint().width() + 2 * MARGIN
        )
        self.setFixedHeight(theme.px(HIGH))
        self._look()
        desk.looked.connect(self._look)

    def query(self, before: IncidentQuery) -> IncidentQuery:
        """Return `before` with what the bar asks for.

        The beginning of a period that moves is not in it yet: it is read from the log.
        """
        told = {one.name: one.read(self.menus[one.name].values()) for one in FILTERS}
        since, until = self._period
        text = self.search.text().strip()
        return replace(before, since=since, before=until, text=text, **told, **self._pointed)

    @property
    def beginning(self) -> Beginning | None:
        """Of a period that moves; None for any other."""
        return PERIODS.get(self.moving)

    def set_period(self, words: str, since: datetime | None, before: datetime | None) -> None:
        """Ask for a period and show it as `words`; both None for the whole log."""
        self._period, self.moving = (since, before), ""
        self.period.set_value(words)
        self.changed.emit()

    def set_moving(self, name: str) -> None:
        """Ask for what occurred in a period of PERIODS, which begins anew with every question."""
        self._period, self.moving = (None, None), name
        self.period.set_value(_(name))
        self.changed.emit()

    def ask(self, query: IncidentQuery, moving: str = "") -> None:
        """Ask what `query` and a name of PERIODS ask, in place of what was asked; say so once."""
        self.blockSignals(True)
        for one in FILTERS:
            self.menus[one.name].tick(one.ticks(getattr(query, one.name)))
        for name in POINTED:
            value = getattr(query, name)
            if value or name in self._pointed:
                self._point(name, value or None, pointed_words(name, value))
        if moving:
            self.set_moving(moving)
        else:
            words = period_words(query.since, query.before)
            self.set_period(words, query.since, query.before)
        self.search.setText(query.text)
        self._typing.stop()
        self.blockSignals(False)
        self.changed.emit()

    def point(self, name: str, value: Any, words: str) -> None:
        """Ask for what was pointed at, a name of POINTED, shown as `words`; None for no more."""
        self._point(name, value, words)
        self.changed.emit()

    def _point(self, name: str, value: Any, words: str) -> None:
        self._pointed.pop(name, None)
        if value is not None:
            self._pointed[name] = value
        chip = self.chips[name]
        if chip.hasFocus() and value is None:
            self.more.setFocus()
        chip.set_value(words)
        chip.setHidden(value is None)
        self._arrange()

    def search_for(self, text: str) -> None:
        """Ask for this text as if it had been typed."""
        self.search.setText(text)

    def clear(self) -> None:
        """Take every filter away."""
        self.ask(IncidentQuery())

    def _typed(self, text: str) -> None:
        self._tell_search(text)
        self._typing.start()

    def _tell_search(self, text: str) -> None:
        """Say at the box how to search, or what was understood if that is not what is seen."""
        understood = understand_search(text).words
        told = _(SEARCHING)
        if understood and understood != " ".join(text.split()):
            told = _("Understood: {words}").format(words=understood)
        self.search.setToolTip(f"<qt>{escape(told)}</qt>")
        self.search.setAccessibleDescription(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a chip has other words, came or went
            self._arrange()
        return super().event(event)

    def _add(self, one: Filter) -> CheckMenu:
        offered = partial(one.values, self._desk)
        menu = CheckMenu(offered, one.words, self, one_only=one.one_only)
        menu.setTitle(_(one.label))
        chip = FilterChip(self._theme, _(one.label), "", self)
        chip.setMenu(menu)
        chip.setHidden(one.is_extra)
        chip.cleared.connect(menu.clear_ticks)
        menu.ticked.connect(lambda: self._ticked(one))
        self.menus[one.name], self.chips[one.name] = menu, chip
        return menu

    def _add_pointed(self, name: str, label: str) -> None:
        chip = self.chips[name] = FilterChip(self._theme, label, "", self)
        clear = partial(self.point, name, None, "")
        menu = QMenu(chip)
        menu.addAction(_("Clear"), clear)
        chip.setMenu(menu)
        chip.cleared.connect(clear)
        chip.hide()

    def _look(self) -> None:
        """Show which moment is looked at; the whole bar is tinted while it is in the past."""
        moment = self._desk.as_of
        self.known.set_value(write_dtg(moment) if moment else "")
        self.known.setHidden(moment is None)
        restyle(self, "past", moment is not None)
        self._arrange()

    def _ticked(self, one: Filter) -> None:
        chip, words = self.chips[one.name], self.menus[one.name].words()
        chip.set_value(words)
        if one.is_extra:
            if chip.hasFocus() and not words:
                self.more.setFocus()
            chip.setHidden(not words)
            self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """Put the chips beside the search line as far as they fit, the others in lines below."""
        px, width = self._theme.px, self.width() - 2 * MARGIN
        button = self.new_button.sizeHint()
        beside = width - button.width() - GAP
        lines: list[list[FilterChip]] = [[]]
        room = beside - px(SEARCH)
        for chip in self._shown_chips():
            if chip.sizeHint().width() + GAP > room:
                lines.append([])
                room = width + GAP
            lines[-1].append(chip)
            room -= chip.sizeHint().width() + GAP
        taken = sum(chip.sizeHint().width() + GAP for chip in lines[0])
        self.search.setGeometry(self._placed(MARGIN, 0, beside - taken, px(30)))
        for number, line in enumerate(lines):
            left = MARGIN + (beside - taken + GAP if number == 0 else 0)
            for chip in line:
                size = chip.sizeHint()
                chip.setGeometry(self._placed(left, number, size.width(), size.height()))
                left += size.width() + GAP
        self.new_button.setGeometry(
            self._placed(MARGIN + width - button.width(), 0, button.width(), button.height())
        )
        self.setFixedHeight(px(HIGH) + px(LINE) * (len(lines) - 1))

    def _shown_chips(self) -> Iterator[FilterChip]:
        """Yield the chips in their order; what was chosen under "More" stands behind it."""
        yield self.period
        yield from (self.chips[one.name] for one in FILTERS if not one.is_extra)
        yield self.more
        if not self.known.isHidden():
            yield self.known
        extra = (*(one.name for one in FILTERS if one.is_extra), *POINTED)
        yield from (self.chips[name] for name in extra if not self.chips[name].isHidden())

    def _placed(self, left: int, line: int, width: int, height: int) -> QRect:
        """Return a part's place, in the middle of its line."""
        px = self._theme.px
        top = (px(HIGH) - height) // 2 + px(LINE) * line
        return QRect(left, top, width, height)

    def _period_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("whole log"), lambda: self.set_period("", None, None))
        for name in PERIODS:
            menu.addAction(_(name), partial(self.set_moving, name))
        menu.addAction(_("from … to …"), self.custom_period.emit)
        return menu
