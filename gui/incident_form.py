"""The form in which an incident is logged or amended: what it does with what is typed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from db import acts, drafts
from db.acts import Change
from db.current import State, state_of
from db.drafts import DraftKept
from db.errors import BadContent, LogbookError
from db.fields import Section
from db.journal import Author
from db.words import _
from gui.actions import key_of
from gui.desk import Desk
from gui.draft_keeper import DraftKeeper
from gui.finding import FindBox
from gui.form_alike import Alike
from gui.form_cell import Cell
from gui.form_lists import FormLists
from gui.form_page import FormPage
from gui.form_places import FormPlaces
from gui.form_sheet import FormSheet
from gui.keys import sequences
from gui.theme import Theme

READ_MS = 150  # after the last change: then the form as a whole is read for its side


class IncidentForm(QWidget):
    """Logs a new incident or amends one. Whatever is typed is kept as a draft until it is saved."""

    saved = Signal(object)  # the Change; its doubts are to be shown
    flash_wanted = Signal(str)  # uid of what was just saved, after `closed`
    look = Signal(str)  # uid of another incident that is to be shown
    closed = Signal()  # after a save too
    broke = Signal(object)  # a fault of ours in the background

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        ask_who: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty form, not begun.

        Args:
            ask_who: Asks who is typing, where nobody has the watch; False if nobody said it.
        """
        super().__init__(parent)
        self._desk, self._ask_who = desk, ask_who
        self._uid, self._number = "", ""
        self._subject: str | None = None  # the incident being amended
        self._begun_at: datetime = desk.book.clock()
        self._is_begun = self._is_tried = self._is_unkept = False
        self._page = FormPage(theme, desk)
        self.cells = self._page.cells
        self._sheet = FormSheet(self.cells, desk.circumstances)
        self._lists = FormLists(desk, self.cells, self)
        self._keeper = DraftKeeper(desk.book, self._draft, self)
        self._places = FormPlaces(theme, desk, self.cells, self._may_write, self)
        self._alike = Alike(theme, desk, self._may_write, self)
        self._read_soon = QTimer(self, singleShot=True, interval=READ_MS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self._bind_keys()
        self._connect()

    def begin_new(self) -> None:
        """Start an empty form. One that is half filled with a new incident is gone on with."""
        if self._goes_on(self.is_changed() and self._subject is None):
            return
        if self._let_go():
            self._begin(str(uuid4()))

    def begin_amend(self, uid: str, number: str, content: Mapping[str, Any]) -> None:
        """Start with the content that the log keeps of an incident."""
        if self._goes_on(self.is_changed() and self._subject == uid):
            return
        if self._let_go():
            self._begin(str(uuid4()), uid, number, content)

    def begin_draft(self, draft: DraftKept) -> None:
        """Go on with a draft: every field as it was typed, over what the log keeps by now."""
        if self._goes_on(self._uid == draft.uid) or not self._let_go():
            return
        try:
            state = self._state(draft.subject) if draft.subject else None
        except LogbookError as error:
            self._page.say("err", error.what, error.remedy)
            return
        if state is None:
            self._begin(draft.uid)
        else:
            number = str(state.payload["number"])
            self._begin(draft.uid, draft.subject, number, state.content)
        self._is_begun = False  # what is put back now is on disk already
        self._begun_at = draft.begun_at
        self._sheet.restore(draft.typed)
        self._page.reason.setText(draft.reason)
        self._keeper.begin(draft)
        self._show_head(draft.saved_at)
        for name in draft.typed.keys() & self.cells.keys():
            self._page.sections.open_at(self.cells[name])
        self._is_begun = True
        self._lists.offer_names()
        self._judge()
        self._read()
        self._warn_of_times(draft.saved_at)

    def is_changed(self) -> bool:
        """Say whether something was typed that is not in the log."""
        return self._is_begun and (self._sheet.is_touched() or bool(self._page.reason.text()))

    def keep_now(self) -> bool:
        """Wait until all that was typed is on disk, and say whether it is."""
        self._keeper.rest()
        return not self._is_begun or self._keeper.keep_now()

    def finish(self) -> None:
        """Wait for the work under way and begin no more, before the logbook is let go."""
        self._read_soon.stop()
        self._keeper.rest()
        self._page.side.forget()
        for pool in self.findChildren(QThreadPool):
            pool.waitForDone()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.keep_now())
        self.finish()

    def _bind_keys(self) -> None:
        for name, act in (
            ("save", self._save),
            ("save_and_flash", self._save_and_flash),
            ("leave", self._leave),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys(sequences(key_of(name)))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _connect(self) -> None:
        page, side = self._page, self._page.side
        page.foot.saving.connect(self._save)
        page.foot.flashing.connect(self._save_and_flash)
        page.foot.closing.connect(self._leave)
        page.reason.textChanged.connect(self._edited)
        for cell in self.cells.values():
            cell.input.edited.connect(self._edited)
        self.cells["type"].input.edited.connect(
            lambda: page.sections.follow(self._lists.event_type())
        )
        self._read_soon.timeout.connect(self._read)
        self._keeper.kept.connect(self._kept)
        self._keeper.failed.connect(self._unkept)
        self._lists.failed.connect(self._refused)
        self._alike.failed.connect(self._refused)
        self._alike.remarked.connect(self._discard)
        side.opened.connect(self.look)
        side.linking.connect(self._alike.remember_link)
        side.remarking.connect(lambda uid: self._alike.ask_to_remark(uid, self.cells))
        for part in (self._keeper, self._lists, self._places, side):
            part.broke.connect(self.broke)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _goes_on(self, is_same: bool) -> bool:
        """Say whether the form goes on with what it holds, and if so put the cursor into it."""
        if self._is_begun and is_same:
            self.cells["occurred"].editor.setFocus()
            return True
        return False

    def _let_go(self) -> bool:
        """Keep what the form holds as a draft; False if that failed, and then it stays."""
        kept = self.keep_now()
        self._is_begun = self._is_begun and not kept
        return kept

    def _begin(
        self,
        uid: str,
        subject: str | None = None,
        number: str = "",
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        self._is_begun = self._is_tried = self._is_unkept = False
        self._uid, self._subject, self._number = uid, subject, number
        self._begun_at = self._desk.book.clock()
        page = self._page
        page.why.setVisible(subject is not None)
        page.reason.clear()
        page.why.say("hint", _("Why the log is corrected; it is kept with the old text"))
        page.foot.offer_flash(subject is None)
        self._sheet.begin(kept)
        self._keeper.begin()
        self._alike.forget()
        page.side.forget()
        self._lists.offer_names()
        self._lists.offer_last_used()
        page.sections.open_only(*([] if subject else [Section.PERPETRATOR]))
        page.clear_notice()
        self._show_head(None)
        self._judge()
        self._read()
        page.go_to_top()
        self._is_begun = True
        (page.reason if subject else self.cells["occurred"].editor).setFocus()

    def _show_head(self, kept_at: datetime | None) -> None:
        head = self._page.head
        if self._subject is None:
            head.show_title(_("New incident"), _("Number is given on save"), self._begun_at)
        else:
            head.show_title(_("Amend {number}").format(number=self._number), "", None)
        head.show_kept(kept_at)

    def _edited(self) -> None:
        """Have what was typed kept and read, soon: the key itself must not wait for it."""
        if self._is_begun:
            self._keeper.note()
            self._read_soon.start()

    def _draft(self) -> DraftKept:
        return DraftKept(
            self._uid,
            self._subject,
            self._sheet.held(),
            self._page.reason.text(),
            self._begun_at,
            self._desk.book.clock(),
            str(self._desk.author or ""),
        )

    def _kept(self, draft: DraftKept) -> None:
        if self._is_unkept:
            self._is_unkept = False
            self._page.clear_notice()
        self._page.head.show_kept(draft.saved_at if draft.typed or draft.reason else None)

    def _unkept(self, error: LogbookError) -> None:
        self._is_unkept = True
        self._page.head.show_unkept()
        self._page.say("err", _("The draft is not on disk."), str(error))

    def _refused(self, error: LogbookError) -> None:
        self._page.say("err", error.what, error.remedy)

    def _save_and_flash(self) -> None:
        """Save, and go on to the Flash; an amendment is only saved."""
        self._save(flash=self._subject is None)

    def _save(self, flash: bool = False) -> None:
        """Log or amend; a second press finds nothing begun and does nothing."""
        if not self._is_begun or not self._may_write():
            return
        self._page.clear_notice()
        _shut_popup()
        self._settle()
        self._is_tried = True
        if self._subject and not self._page.reason.text().strip():
            self._judge()
            self._page.why.say(
                "error", _("An amendment needs its reason. Say why, in a few words.")
            )
            self._page.reason.setFocus()
            return
        self._keeper.rest()  # or a late draft would outlive the incident that it became
        try:
            change = self._record(self._desk.author)
        except BadContent as refusal:
            self._show_problems(refusal.problems)
        except LogbookError as refusal:
            self._refused(refusal)
        else:
            self._leave_saved(change, flash)
            return
        self._keeper.note()

    def _record(self, author: Author | None) -> Change:
        raw = self._sheet.changes()
        if self._subject is None:
            return self._desk.attempt(acts.log, author, raw, self._uid)
        reason = self._page.reason.text()
        return self._desk.attempt(acts.amend, author, self._subject, raw, reason, self._uid)

    def _leave_saved(self, change: Change, flash: bool) -> None:
        self._is_begun = False
        self._alike.link(change)
        self.saved.emit(change)
        self._close()
        if flash:
            self.flash_wanted.emit(change.subject)

    def _may_write(self) -> bool:
        """Say whether it is known who types; ask if it is not."""
        return self._desk.author is not None or self._ask_who()

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        """Say each reason at its field, open its section, and go to the first."""
        self._sheet.say(problems, {})
        wrong = self._sheet.wrong()
        for cell in wrong:
            self._page.sections.open_at(cell)
        self._tell()
        if wrong:
            wrong[0].editor.setFocus()

    def _judge(self) -> None:
        """Say at every field what is understood, wrong or doubtful, as far as it is typed."""
        self._sheet.judge(whole=self._is_tried)
        self._tell()

    def _tell(self) -> None:
        self._page.sections.tell()
        self._page.foot.count_problems(len(self._sheet.wrong()))

    def _read(self) -> None:
        """Show at the side what can be read so far."""
        content, unread = self._sheet.read()
        self._page.side.show_draft(content, unread, self._number, self._subject or "")

    def _warn_of_times(self, typed_at: datetime) -> None:
        """Say which times of a draft would now be read as others: 1430Z is of another day."""
        moved = self._sheet.read_otherwise(typed_at)
        if moved:
            told = ", ".join(f"{_(cell.field.label)} “{cell.words()}”" for cell in moved)
            self._page.say(
                "warn",
                _("Typed on another day: check the time."),
                _("{fields} was understood otherwise then. Add the day.").format(fields=told),
            )

    def _state(self, uid: str) -> State:
        with self._desk.book.reading() as session:
            return state_of(session, uid)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Judge the form whenever a field is left, and keep the new one in sight."""
        left, entered = self._cell_of(old), self._cell_of(new)
        if self._is_begun and left not in (None, entered):
            _shut_popup()
            self._settle()
            self._lists.offer_names()
            self._judge()
        if entered is not None and new is not None:
            self._page.keep_in_sight(new)

    def _cell_of(self, widget: QWidget | None) -> Cell | None:
        if widget is None or not self.isAncestorOf(widget):
            return None
        return next((cell for cell in self.cells.values() if cell.holds(widget)), None)

    def _settle(self) -> None:
        """Write out list entries that are still being typed."""
        for box in self.findChildren(FindBox):
            box.settle()

    def _leave(self) -> None:
        """Shut a list; or else close, with what was typed kept as a draft."""
        if not _shut_popup() and self._let_go():
            self._close()

    def _discard(self) -> None:
        """Drop the draft: what was typed stands in the log in another way."""
        self._keeper.rest()
        try:
            drafts.discard(self._desk.book, self._uid)
        except LogbookError as error:
            self._refused(error)
        else:
            self._close()

    def _close(self) -> None:
        self._is_begun = False
        self._read_soon.stop()
        self._keeper.begin()
        self._page.side.forget()
        self.closed.emit()


def _shut_popup() -> bool:
    """Shut the list under a line, and say whether there was one: keys of the form go first."""
    popup = QApplication.activePopupWidget()
    if popup is None:
        return False
    popup.hide()
    return True
