"""Beside the form: where it is, whether the log has it already, and the Flash as it will go out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from db.errors import LogbookError
from db.flash import FlashLine, flash_lines
from db.gazetteer import Place
from db.likeness import WITHIN_KM, Alike, alikes
from db.projection import totals_of
from db.vocabulary import Sensitivity
from db.words import _
from gui.desk import Desk
from gui.flash_preview import FlashPreview
from gui.likeness_card import LikenessCard
from gui.place_map import Mark, PlaceMap
from gui.sections import SectionHeader
from gui.task import Task, pool_of
from gui.theme import Theme
from gui.widgets import Pane, WrapLabel

SIDE_WIDTH = 346  # design pixels
_PAUSE_MS = 150  # after the last keystroke, before the log is asked
_MAP_KM = 24.0  # from west to east


class _Draft(NamedTuple):
    """What the form holds."""

    content: dict[str, Any]
    unread: dict[str, str]
    number: str
    skip: frozenset[str]


class _Answer(NamedTuple):
    """What there is to show of a draft."""

    content: dict[str, Any]
    found: tuple[Alike, ...]
    lines: tuple[FlashLine, ...]
    places: tuple[Place, ...]


class FormSide(Pane):
    """The panel at the right of the form. It asks off the window's thread; the newest wins."""

    remarking = Signal(str)  # uid: the draft is the same incident; add it there
    linking = Signal(str)  # uid: log the draft, then link the two
    opened = Signal(str)  # uid
    alike_count = Signal(int)  # look-alikes shown now, for a form too narrow for the panel
    broke = Signal(object)  # a fault of ours

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg1", "left", parent)
        self._theme, self._desk = theme, desk
        self._pool = pool_of(self)
        self._asked: Task | None = None
        self._draft = _Draft({}, {}, "", frozenset())
        self._settled: set[str] = set()  # look-alikes that the officer has answered
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._map = PlaceMap(theme, _MAP_KM, WITHIN_KM)
        self._card, self._preview = LikenessCard(theme), FlashPreview(theme)
        self._trouble = WrapLabel("", "warn")
        self._lay_out()
        self._map.broke.connect(self.broke)
        self._card.remarking.connect(self.remarking)
        self._card.opened.connect(self.opened)
        self._card.linking.connect(self.linking)
        self._card.linking.connect(self._settle)
        self._card.differing.connect(self._settle)
        self.forget()

    def show_draft(
        self,
        content: Mapping[str, Any],
        unread: Mapping[str, str],
        number: str = "",
        uid: str = "",
    ) -> None:
        """Show what the form holds, as soon as the typing pauses.

        Args:
            content: What could be read so far, as the log would keep it.
            unread: The words that could not be read, by field name; "" where none can be quoted.
            number: Of the incident being amended; "" for a new one.
            uid: Of that incident, which is not a look-alike of itself.
        """
        self._draft = _Draft(dict(content), dict(unread), number, frozenset({uid}))
        self._pause.start()

    def forget(self) -> None:
        """Empty the panel for the next form; an answer under way is not shown."""
        self._pause.stop()
        self._asked = None
        self._settled.clear()
        self._trouble.hide()
        self._show(_Answer({}, (), flash_lines({}, self._desk.station), ()))

    def _lay_out(self) -> None:
        inside, scroll = QWidget(), QScrollArea(widgetResizable=True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(15, 12, 15, 12)
        column.setSpacing(8)
        ring = _("ring {n} km").format(n=round(WITHIN_KM))
        for part in (
            SectionHeader(_("Where"), ring),
            self._map,
            self._card,
            self._trouble,
            SectionHeader(_("Flash as it will go out"), _("live")),
            self._preview,
        ):
            column.addWidget(part)
        column.addStretch(1)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFixedWidth(self._theme.px(SIDE_WIDTH))

    def _ask(self) -> None:
        desk, draft, skip = self._desk, self._draft, self._draft.skip | self._settled
        task = self._asked = Task(lambda _task: _answer(desk, draft, skip), self)
        task.done.connect(lambda told: self._show(told) if task is self._asked else None)
        task.failed.connect(lambda error: self._say(error) if task is self._asked else None)
        task.broke.connect(self.broke)
        task.start(self._pool)

    def _show(self, answer: _Answer) -> None:
        content, found = answer.content, answer.found
        self._trouble.hide()
        if point := content.get("position"):
            severity = totals_of(content.get("casualties", ()), content)["severity"]
            at = point["latitude"], point["longitude"]
            self._map.show_at(*at, severity, _marks(found), answer.places)
        else:
            self._map.clear()
        self._card.show_alikes(found, content)
        sensitivity = content.get("sensitivity", Sensitivity.UNCLASSIFIED)
        self._preview.show_flash(answer.lines, Sensitivity(sensitivity))
        self.alike_count.emit(len(found))

    def _settle(self, uid: str) -> None:
        """Don't ask about that incident again while this form is open."""
        self._settled.add(uid)
        self._ask()

    def _say(self, error: LogbookError) -> None:
        self._trouble.setText(f"{error.what} {error.remedy}")
        self._trouble.show()


def _answer(desk: Desk, draft: _Draft, skip: frozenset[str]) -> _Answer:
    """Return what there is to show, on whichever thread calls."""
    content, gazetteer = draft.content, desk.circumstances().gazetteer
    with desk.book.reading() as session:
        found = alikes(session, content, skip)
    point, near = content.get("position"), None
    if point and gazetteer:
        near = gazetteer.nearest(point["latitude"], point["longitude"])
    lines = flash_lines(content, desk.station, draft.number, draft.unread, near)
    return _Answer(content, found, lines, (near.place,) if near else ())


def _marks(found: tuple[Alike, ...]) -> list[Mark]:
    return [
        Mark(one.latitude, one.longitude, one.severity, one.number.rpartition("-")[2])
        for one in found
        if one.latitude is not None and one.longitude is not None
    ]
