"""The selected incident, whole: facts, casualties, source, assessment, annexes and history."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.annexes import Attached, Linked, attachments_of, links_of
from db.fields import Section
from db.history import Happened, chronology
from db.models import Act
from db.projection import REVISING, totals_of
from db.search import Term
from db.text import as_position, show_status, show_subtype
from db.time import write_dtg
from db.vocabulary import (
    COUNTS_NOWHERE,
    Credibility,
    EventType,
    LocationPrecision,
    Reliability,
    Status,
)
from db.words import N_, _
from gui.annexes import Attachments, Links, Thumbnails
from gui.attaching import holds_files
from gui.buttons import Button, IconButton
from gui.casualty_matrix import CasualtyMatrix
from gui.cells import CHIPS
from gui.chronology import Chronology
from gui.desk import Desk
from gui.incident_facts import facts_grid, main_facts, section_facts
from gui.painting import text_width
from gui.place_map import PlaceMap
from gui.sections import SectionHeader
from gui.severity import SeverityBar
from gui.theme import MARK, Theme
from gui.widgets import Label, Pane, StatusChip, WrapLabel, empty, mark_words, rule

# Beside the number: the action, its icon and name. A struck incident has the first alone.
_MARKS = (
    ("copy_number", "copy", N_("Copy the number")),
    ("attach", "paperclip", N_("Attach a file…")),
    ("link", "link", N_("Link to another incident…")),
)
_ON_A_MAP = (LocationPrecision.EXACT, LocationPrecision.NEAR)
MAP_KM = 150.0  # from edge to edge: the next towns are in sight
SOON_MS = 70  # whoever holds an arrow key down wants none of the incidents he passes
SETTLED_MS = 200  # nor is a map read while somebody walks through the table
_BESIDE_MAP = 5  # facts: when and where
_WIDE = 108  # pixels for the names of facts; beside the map they are as narrow as they can be


class _Read(NamedTuple):
    """All that the pane shows of one incident."""

    told: tuple[Happened, ...]
    files: tuple[Attached, ...]
    links: tuple[Linked, ...]


class _Shown(NamedTuple):
    """What stands in the pane, and by what it looks as it does."""

    uid: str
    as_of: datetime | None
    read: _Read
    marks: tuple[Term, ...]
    theme: str


class DetailPane(Pane):
    """One incident; the header never scrolls. Files dropped on it are to be attached."""

    asked = Signal(str)  # name of an action, such as "amend"
    went = Signal(str)  # uid of a linked incident
    dropped = Signal(str, object)  # uid, and the QMimeData; it is gone once the signal is heard
    opened = Signal(object)  # an Attached
    saving = Signal(object)  # an Attached
    broke = Signal(object)  # a fault of ours in the background
    _marks: tuple[Term, ...] = ()  # of the class, for Qt restyles a pane before it is made

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg1", "left", parent)
        self._theme, self._desk = theme, desk
        self._uid = ""
        self._shown: _Shown | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setMinimumWidth(theme.px(300))
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._show)
        self._parts: Iterator[bool] = iter(())  # of the incident, those that are still to be made
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._build_on)
        self._thumbnails = Thumbnails(desk, self)
        self._thumbnails.broke.connect(self.broke)
        self._map: PlaceMap | None = None  # one for every incident, made when first wanted
        self._at: tuple[float, float, int] | None = None  # what it is to show, with the severity
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._show_map)
        self._drop_hint = Label(_("Drop to attach"), "strong", self)
        self._drop_hint.setProperty("card", True)
        self._drop_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop_hint.hide()
        self.setAcceptDrops(True)

    @property
    def uid(self) -> str:
        """The incident shown; "" if none."""
        return self._uid

    def show_incident(self, uid: str, marks: tuple[Term, ...] = ()) -> None:
        """Show the incident, "" for none, unless another is asked for at once.

        What a search found it by is marked.
        """
        self._uid, self._marks = uid, marks
        self._soon.start()

    def finish(self) -> None:
        """Wait for what is being read and begin no more, before the logbook is let go."""
        for timer in (self._soon, self._next, self._settled):
            timer.stop()
        self._thumbnails.want(())
        for pool in self.findChildren(QThreadPool):
            pool.waitForDone()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._marks:
            self._soon.start()  # marked words keep the colour they were written with

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._uid and self._desk.may_write and holds_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._drop_hint.setGeometry(self.rect().adjusted(8, 8, -8, -8))
            self._drop_hint.raise_()
            self._drop_hint.show()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        event.setDropAction(Qt.DropAction.CopyAction)  # or the sender would delete a moved file
        event.accept()
        self.dropped.emit(self._uid, event.mimeData())

    def _show(self) -> None:
        uid = self._uid
        read = self._read(uid)
        wanted = _Shown(uid, self._desk.as_of, read, self._marks, self._theme.name)
        if wanted == self._shown:
            return  # somebody may be reading it: it stays as it is scrolled
        self._shown = wanted
        self._settled.stop()
        self._next.stop()
        if self._map is not None:
            self._map.setParent(self)
            self._map.hide()
        empty(self._column)
        if not read.told:
            hint = Label(_("Select an incident."), "note")
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(hint)
            return
        self._parts = self._build(read)
        self._build_on()

    def _build_on(self) -> None:
        """Make the next part; what waits is painted in between."""
        if next(self._parts, False):
            self._next.start()

    def _build(self, read: _Read) -> Iterator[bool]:
        """Make the pane part by part; yield whether another follows."""
        latest = next(one for one in reversed(read.told) if one.entry.act in REVISING)
        payload = latest.entry.payload
        self._column.addWidget(self._header(payload))
        self._column.addWidget(rule())
        area, page = self._scrolling()
        self._column.addWidget(area, 1)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(16, 12, 12, 16)
        column = QVBoxLayout()
        column.setSpacing(8)
        whole.addLayout(column)
        whole.addStretch()
        for add in (self._add_facts, self._add_source, self._add_history, self._add_sections):
            yield True
            add(column, payload["content"], read)
            mark_words(page, self._marks, self._theme[MARK])

    def _read(self, uid: str) -> _Read:
        """Read the incident as it was known at the moment that is looked at."""
        with self._desk.book.reading() as session:
            about = session, uid, self._desk.as_of
            return _Read(chronology(*about), attachments_of(*about), links_of(*about))

    def _header(self, payload: dict[str, Any]) -> QWidget:
        content, status = payload["content"], Status(payload["status"])
        is_fixed = status in COUNTS_NOWHERE or self._desk.as_of is not None
        header = QWidget(self)
        column = QVBoxLayout(header)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(6)  # a number is never cut, whatever status stands beside it
        severity = totals_of(content.get("casualties", ()), content)["severity"]
        top.addWidget(SeverityBar(self._theme, severity))
        top.addWidget(Label(payload["number"], "fact"))
        marks = QHBoxLayout()
        marks.setSpacing(0)
        for name, icon, text in _MARKS[: 1 if is_fixed else None]:
            mark = IconButton(self._theme, icon, _(text), 24)
            mark.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            marks.addWidget(mark)
        top.addLayout(marks)
        top.addStretch()
        words = show_status(status, payload["updates"], payload.get("duplicate_of"))
        top.addWidget(StatusChip(self._theme, CHIPS[status], words))
        column.addLayout(top)
        title = show_subtype(content.get("subtype")) or _(EventType(content["type"]).label)
        place = content.get("bearing") or content.get("place")
        column.addWidget(WrapLabel(f"{title}, {place}" if place else title, "record"))
        if not is_fixed:
            column.addLayout(self._buttons())
        return header

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for name, text, key in (
            ("amend", _("Amend"), "A"),
            ("remark", _("Remark"), "R"),
            ("verify", _("Verify"), "V"),
        ):
            button = Button(self._theme, text, key_hint=key, small=True)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            row.addWidget(button)
        row.addStretch()
        return row

    def _add_facts(self, column: QVBoxLayout, content: dict[str, Any], _read: _Read) -> None:
        column.addWidget(WrapLabel(content["summary"], "body"))
        self._add_main_facts(column, content)

    def _add_source(self, column: QVBoxLayout, content: dict[str, Any], read: _Read) -> None:
        first = read.told[0].entry.payload["content"]
        if content.get("casualties"):
            column.addWidget(SectionHeader(_("Casualties"), _("best estimate")))
            matrix = CasualtyMatrix(content["casualties"], first.get("casualties", ()))
            column.addWidget(matrix)
        column.addWidget(SectionHeader(_("Source")))
        column.addLayout(_grade(content))
        if content.get("assessment"):
            column.addWidget(_assessment(read.told))
        self._add_annexes(column, read)

    def _add_history(self, column: QVBoxLayout, content: dict[str, Any], read: _Read) -> None:
        history = Chronology(self._theme)
        history.show_chronology(read.told, self._marks)
        column.addWidget(history)

    def _add_sections(self, column: QVBoxLayout, content: dict[str, Any], _read: _Read) -> None:
        for section in Section:
            facts = list(section_facts(section, content))
            if facts:
                column.addWidget(SectionHeader(_(section)))
                column.addLayout(facts_grid(facts, self._theme.px(_WIDE)))

    def _scrolling(self) -> tuple[QScrollArea, QWidget]:
        """Return an area with an empty page, in its place before anything is put on it.

        What is moved to another parent, Qt styles and measures anew with all that it holds.
        """
        area, page = QScrollArea(self), QWidget()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area, page

    def _add_main_facts(self, column: QVBoxLayout, content: dict[str, Any]) -> None:
        """Add when, where, against whom, by whom; a map beside them if the place is known."""
        facts = tuple(main_facts(content))
        if "position" in content and content.get("location_precision") in _ON_A_MAP:
            row = QHBoxLayout()
            row.setSpacing(8)
            font = self._theme.font(11)
            least = round(max(text_width(name, font) for name, _words in facts))
            beside = facts_grid(facts[:_BESIDE_MAP], least)
            row.addLayout(beside, 1)
            row.setAlignment(beside, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._map_of(content), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            column.addLayout(facts_grid(facts[_BESIDE_MAP:], least))
        else:
            column.addLayout(facts_grid(facts, self._theme.px(_WIDE)))

    def _map_of(self, content: dict[str, Any]) -> PlaceMap:
        """Return the map, which shows its place when the officer has stayed with the incident."""
        if self._map is None:
            self._map = PlaceMap(self._theme, MAP_KM)
            self._map.hide()
            self._map.broke.connect(self.broke)
            self._map.setFixedSize(QSize(self._theme.px(110), self._theme.px(116)))
            kept = self._map.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            self._map.setSizePolicy(kept)
        at = as_position(content["position"])
        severity = totals_of(content.get("casualties", ()), content)["severity"]
        self._at = (at.latitude, at.longitude, severity)
        self._settled.start()
        return self._map

    def _show_map(self) -> None:
        if self._map is None or self._at is None:
            return
        gazetteer = self._desk.circumstances().gazetteer
        near = None
        if gazetteer is not None and gazetteer.is_loaded:
            near = gazetteer.nearest(*self._at[:2])
        self._map.show_at(*self._at, places=(near.place,) if near else ())
        self._map.show()

    def _add_annexes(self, column: QVBoxLayout, read: _Read) -> None:
        if read.files:
            files = Attachments(self._theme, read.files, self._thumbnails)
            files.opened.connect(self.opened)
            files.saving.connect(self.saving)
            column.addWidget(files)
        if read.links:
            links = Links(self._theme, read.links)
            links.went.connect(self.went)
            column.addWidget(links)


def _grade(content: dict[str, Any]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    reliability = Reliability(content["reliability"])
    credibility = Credibility(content["credibility"])
    row.addWidget(Label(f"{reliability}{credibility}", "strong"))
    row.addWidget(WrapLabel(f"{_(reliability.label)} · {_(credibility.label).lower()}", "fact"), 1)
    return row


def _assessment(told: tuple[Happened, ...]) -> QFrame:
    """Return the assessment apart from the facts, with who wrote it and when."""
    writing = next(
        one.entry
        for one in reversed(told)
        if one.entry.act is Act.LOG or any(c.field.name == "assessment" for c in one.changes)
    )
    box = QFrame()
    box.setProperty("assessment", True)
    column = QVBoxLayout(box)
    column.setContentsMargins(10, 6, 8, 7)
    column.setSpacing(3)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Label(_("Assessment, not fact"), "assess"))
    head.addWidget(Label(f"{writing.author}, {write_dtg(writing.recorded_at)}", "meta"), 1)
    column.addLayout(head)
    column.addWidget(WrapLabel(writing.payload["content"]["assessment"], "fact"))
    return box
