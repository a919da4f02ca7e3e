"""The form in which an incident is logged or amended, built from the fields."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db import acts
from db.content import DEFAULTS, read_field, understand
from db.errors import BadContent, LogbookError, NotUnderstood
from db.regions import regions_of
from db.text import as_time
from db.vocabulary import (
    FREE_SUBTYPE,
    Cause,
    EventType,
    Subtype,
    groups_on,
    subtypes_of,
)
from db.words import _
from gui.casualty_editor import CasualtyEditor
from gui.desk import Desk
from gui.finding import FindBox, Offer, offers_of
from gui.form_frame import FormFoot, FormHead
from gui.form_sections import Cell, FlashFields, FormSections, problems_first
from gui.notices import Banner, Kind
from gui.theme import Theme
from gui.widgets import FieldBox, Pane

WIDE = 1500  # pixels from which the sections stand beside the Flash fields
ATTACKS = frozenset(
    {EventType.DIR, EventType.EXP, EventType.IDF, EventType.CPX, EventType.ABD, EventType.KIL}
)
# A new incident opens with these; how well the time is known follows from how it is typed.
_OPENS_WITH = {name: value for name, value in DEFAULTS.items() if name != "time_precision"}
# The least that can be logged, so that a form half filled can be looked over for contradictions.
_LEAST = {**DEFAULTS, "occurred": "1945-01-01T00:00:00.000Z", "type": "OTH", "summary": "-"}


class IncidentForm(QWidget):
    """Logs a new incident or amends one. Nothing typed is lost unless the officer says so."""

    saved = Signal(object)  # the Change; its doubts are to be shown
    closed = Signal()  # after a save too

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._subject: str | None = None  # the incident being amended
        self._kept: Mapping[str, Any] | None = None
        self._is_begun = self._is_tried = False
        self._banner: Banner | None = None
        self._then: Callable[[], None] = self._close
        self._theme = theme
        self._head, self._foot = FormHead(theme), FormFoot(theme)
        self._flash = FlashFields(theme, desk.circumstances)
        self._sections = FormSections(theme, desk.circumstances)
        self.cells: dict[str, Cell] = {**self._flash.cells, **self._sections.cells}
        self._reason = QLineEdit()
        self._reason.setObjectName("reason")
        self._why = FieldBox(theme, _("Reason"), self._reason, required=True)
        self._reason.textChanged.connect(lambda: self._ask_why())
        self._lay_out(theme)
        self._connect()

    def begin_new(self) -> None:
        """Start an empty form. One that is half filled with a new incident is gone on with."""
        if self._is_begun and self._subject is None and self.is_changed():
            self.cells["occurred"].editor.setFocus()
            return
        self._when_free(lambda: self._begin(None, _("New incident"), _OPENS_WITH))

    def begin_amend(self, uid: str, number: str, content: Mapping[str, Any]) -> None:
        """Start with the content that the log keeps of an incident; asks before typing is lost."""
        title = _("Amend {number}").format(number=number)
        self._when_free(lambda: self._begin(uid, title, content))

    def is_changed(self) -> bool:
        """Say whether something was typed that is not in the log."""
        changed = any(cell.input.is_changed() for cell in self.cells.values())
        return self._is_begun and (changed or bool(self._reason.text().strip()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(WIDE)
        sides = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(sides[0] if wide else sides[1])
        self._body.setSpacing(self._theme.px(28 if wide else 6))
        self._sections.set_columns(1 if wide else 2)

    def _lay_out(self, theme: Theme) -> None:
        page, content = Pane("surface"), QWidget()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(20, 10, 20, 8)
        inside.addWidget(self._why)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.addWidget(self._flash, 2)
        self._body.addWidget(self._sections, 1)
        inside.addLayout(self._body)
        inside.addStretch(1)
        self._scroll.setWidget(content)
        on_page = QVBoxLayout(page)
        on_page.setContentsMargins(0, 0, 0, 0)
        on_page.addWidget(self._scroll)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (self._head, page, self._foot):
            self._column.addWidget(part)

    def _connect(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self._save),
            ("Ctrl+Enter", self._save),
            ("Esc", self._leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._foot.saving.connect(self._save)
        self._foot.closing.connect(self._leave)
        self._foot.keeping.connect(self._keep)
        self._foot.dropping.connect(self._drop)
        self._desk.changed.connect(self._look_who_writes)
        self.cells["type"].input.edited.connect(self._follow_type)
        self._find_box("type").settled.connect(self._take_subtype)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _begin(self, uid: str | None, title: str, kept: Mapping[str, Any]) -> None:
        self._subject, self._kept = uid, kept if uid else None
        self._is_begun, self._is_tried = True, False
        note = _("Number is given on save") if uid is None else ""
        self._head.show_title(title, note, is_draft=uid is None)
        self._why.setVisible(uid is not None)
        self._reason.clear()
        self._ask_why()
        for name, cell in self.cells.items():
            cell.input.show(kept.get(name))
        self._offer_names()
        self._sections.shut()
        self._clear_notice()
        self._look_who_writes()
        self._judge()
        self._scroll.verticalScrollBar().setValue(0)
        (self._reason if uid else self.cells["occurred"].editor).setFocus()

    def _ask_why(self) -> None:
        self._why.say("hint", _("Why the log is corrected; it is kept with the old text"))

    def _save(self) -> None:
        """Log or amend; a second press finds nothing begun and does nothing."""
        author = self._desk.author
        if not self._is_begun or author is None:
            return
        self._foot.stop_asking()
        self._clear_notice()
        _shut_popup()
        self._settle()
        self._is_tried = True
        if self._subject and not self._reason.text().strip():
            self._judge()
            self._why.say("error", _("An amendment needs its reason. Say why, in a few words."))
            self._reason.setFocus()
            return
        try:
            change = self._record(author)
        except BadContent as refusal:
            self._show_problems(refusal.problems)
        except LogbookError as refusal:
            self._say("err", refusal.what, refusal.remedy)
        else:
            self._is_begun = False
            self.saved.emit(change)
            self.closed.emit()

    def _record(self, author: Any) -> acts.Change:
        raw = self._changes()
        if self._subject is None:
            return self._desk.attempt(acts.log, author, raw)
        return self._desk.attempt(acts.amend, author, self._subject, raw, self._reason.text())

    def _changes(self) -> dict[str, Any]:
        """Return what differs from the content that the form opened with."""
        return {
            name: cell.input.raw() for name, cell in self.cells.items() if cell.input.is_changed()
        }

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        """Say each reason at its field, open its section, and go to the first."""
        for name, cell in self.cells.items():
            cell.judge(problems.get(name, ""))
            if cell.is_wrong():
                self._sections.open_at(cell)
        self._sections.tell()
        self._count()
        first = problems_first(self.cells)
        if first is not None:
            first.editor.setFocus()

    def _judge(self) -> None:
        """Say at every field what is understood, wrong or doubtful, as far as it is typed."""
        problems: Mapping[str, str] = {}
        doubts: Mapping[str, str] = {}
        base = self._kept or (None if self._is_tried else _LEAST)
        try:
            doubts = understand(self._changes(), self._desk.circumstances(), base).doubts
        except BadContent as refusal:
            problems = refusal.problems
        for name, cell in self.cells.items():
            cell.judge(problems.get(name, ""), doubts.get(name, ""))
        self._sections.tell()
        self._count()

    def _count(self) -> None:
        self._foot.count_problems(sum(cell.is_wrong() for cell in self.cells.values()))

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Judge the form whenever a field is left, and keep the new one in sight."""
        left, entered = self._cell_of(old), self._cell_of(new)
        if left is not None and left is not entered and self._is_begun:
            _shut_popup()
            self._settle()
            if left.field.name == "occurred":
                self._offer_names()
            self._judge()
        if entered is not None and new is not None:
            self._scroll.ensureWidgetVisible(new, 0, self._theme.px(50))

    def _cell_of(self, widget: QWidget | None) -> Cell | None:
        if widget is None or not self.isAncestorOf(widget):
            return None
        return next((cell for cell in self.cells.values() if cell.isAncestorOf(widget)), None)

    def _find_box(self, name: str) -> FindBox:
        box = self.cells[name].editor
        if not isinstance(box, FindBox):
            raise TypeError(name)
        return box

    def _settle(self) -> None:
        """Write out list entries that are still being typed."""
        for box in self.findChildren(FindBox):
            box.settle()

    def _follow_type(self) -> None:
        """Offer the subtypes of the type, and the cause that its casualties mostly have."""
        typed = self.cells["type"].input.typed()
        event_type = next((term for term in EventType if term == typed), None)
        terms = subtypes_of(event_type) if event_type else ()
        is_open = event_type is None or event_type in FREE_SUBTYPE
        self._find_box("subtype").offer(offers_of(terms), is_open)
        casualties = self.cells["casualties"].editor
        if isinstance(casualties, CasualtyEditor):
            casualties.set_usual_cause(Cause.MALICIOUS_ACT if event_type in ATTACKS else "")

    def _take_subtype(self, value: str) -> None:
        """Split what was found in the type's line into type and subtype, if it was a subtype."""
        subtype = next((term for term in Subtype if term == value), None)
        if subtype is not None and subtype.within:
            self._find_box("type").set_value(subtype.within)
            self._find_box("subtype").set_value(str(subtype))

    def _offer_names(self) -> None:
        """Offer the theatre's regions, and the groups that bore their name on the day."""
        around = self._desk.circumstances()
        occurred = self.cells["occurred"].input
        try:
            at = read_field(occurred.field, occurred.raw(), around)
        except NotUnderstood:
            at = None
        day = (as_time(at) if at else around.now).date()
        groups = [Offer(group.name, group.name) for group in groups_on(day, around.theatre)]
        regions = [Offer(region.name, region.name) for region in regions_of(around.theatre)]
        for name, offers in (("perpetrator", groups), ("claimed_by", groups), ("region", regions)):
            self._find_box(name).offer(offers, is_open=True)

    def _leave(self) -> None:
        """Shut a list; or else close, but ask first if something would be lost."""
        if _shut_popup():
            return
        if self._foot.is_asking():
            self._keep()
        else:
            self._when_free(self._close)

    def _when_free(self, act: Callable[[], None]) -> None:
        """Do it now, or after the officer has said that what was typed may go."""
        if self.is_changed():
            self._then = act
            self._foot.ask()
        else:
            act()

    def _drop(self) -> None:
        self._foot.stop_asking()
        self._is_begun = False
        self._then()

    def _keep(self) -> None:
        self._foot.stop_asking()
        first = problems_first(self.cells) or self.cells["summary"]
        first.editor.setFocus()

    def _close(self) -> None:
        self._is_begun = False
        self.closed.emit()

    def _look_who_writes(self) -> None:
        """Let nobody save who is not on watch, and say what to do about it."""
        on_watch = self._desk.author is not None
        self._foot.allow_saving(on_watch)
        if on_watch:
            self._clear_notice()
        else:
            self._say("warn", _("Nobody has the watch."), _("Assume the watch to save this."))

    def _say(self, kind: Kind, title: str, text: str) -> None:
        self._clear_notice()
        self._banner = Banner(self._theme, kind, title, text)
        self._column.insertWidget(1, self._banner)
        self._banner.show()

    def _clear_notice(self) -> None:
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None


def _shut_popup() -> bool:
    """Shut the list under a line, and say whether there was one: keys of the form go first."""
    popup = QApplication.activePopupWidget()
    if popup is None:
        return False
    popup.hide()
    return True
