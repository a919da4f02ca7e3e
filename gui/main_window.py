"""The main window: rail, log, form, handover, status bar; it brings actions and pages together."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.acts import Change, alive
from db.drafts import DraftKept
from db.errors import LogbookError
from db.outgoing import Exporters
from db.words import _
from gui.action_book import ActionBook
from gui.actions import ActionSpec
from gui.attaching import Attaching
from gui.background import Background
from gui.buttons import Button
from gui.desk import Desk
from gui.draft_list import recovered_words
from gui.exporting import Exporting
from gui.help import Help
from gui.incident_acts import IncidentActs
from gui.log_page import LogPage
from gui.logbook_acts import LogbookActs
from gui.lookout import LookoutTimer
from gui.many_acts import ManyActs
from gui.palette import Palette
from gui.past import PastBanner, ask_moment
from gui.period import ask_period
from gui.rail import Rail
from gui.report_acts import ReportActs
from gui.settings import Settings
from gui.status_bar import StatusBar
from gui.theme import Theme
from gui.view_acts import ViewActs
from gui.view_keeping import ViewKeeping
from gui.voice import Voice
from gui.watch import ask_who

if TYPE_CHECKING:
    from gui.handover_page import HandoverPage
    from gui.incident_form import IncidentForm

SMALLEST = QSize(1160, 600)  # below that the filters have no room
FRAME = QSize(16, 56)  # about what a window manager adds
IDLE_MS = 400  # after an answer: the form is made while nobody waits for it
# Who types is asked for when it is saved, or in the action itself.
_ASK_LATER = frozenset({"new_incident", "go_draft", "amend", "assume_watch", "enrol_officer"})


class MainWindow(QWidget):
    """One logbook, open."""

    welcome_asked = Signal()
    broke = Signal(object)  # a fault of ours in the background
    restyled = Signal()  # appearance or text size was changed

    def __init__(self, theme: Theme, desk: Desk, settings: Settings, exporters: Exporters) -> None:
        super().__init__()
        self._theme, self._desk, self._settings = theme, desk, settings
        desk.setParent(self)
        self.setWindowTitle(_("{file} - Watchkeeper").format(file=desk.book.path.name))
        self.setMinimumSize(SMALLEST)
        self._pages = QStackedWidget()
        self.voice = Voice(theme, self._pages)
        self._past = PastBanner(theme, desk)
        self.status = StatusBar(theme, desk)
        self._background = Background(self.status, self.voice, self)
        self._lookout = LookoutTimer(desk, self)
        self.log = LogPage(theme, desk)
        self._form: IncidentForm | None = None
        self._handover: HandoverPage | None = None
        self._make_acts(exporters)
        self._actions = ActionBook(theme, self, self.log.view, self._act)
        self.rail = Rail(theme, self._actions.menu(self))
        self.palette_line = Palette(theme, desk, self._actions.possible, self)
        self._lay_out()
        self._connect()
        self._restore()
        self._on_desk()
        self._show_question()

    @property
    def form(self) -> "IncidentForm":
        """The incident form, made when first wanted or when the window is idle."""
        if self._form is None:
            from gui.incident_form import IncidentForm  # not before the log is on the screen

            form = self._form = IncidentForm(self._desk, self._theme, self._ask_who)
            form.saved.connect(self._saved)
            form.flash_wanted.connect(self._reports.write_flash)
            form.look.connect(self.show_incident)
            form.closed.connect(self.show_log)
            form.broke.connect(self.broke)
            self._pages.addWidget(form)
        return self._form

    @property
    def handover(self) -> "HandoverPage":
        """The page on which a watch is handed over, made when first wanted."""
        if self._handover is None:
            from gui.handover_page import HandoverPage

            page = self._handover = HandoverPage(self._theme, self._desk)
            page.went.connect(self.show_incident)
            page.drafted.connect(self._open_draft)
            page.asked.connect(self._actions.trigger)
            page.counted.connect(self.rail.handover.set_count)
            page.failed.connect(self.voice.error)
            page.broke.connect(self.broke)
            self._pages.addWidget(page)
        return self._handover

    # What the actions do, named as in `ACTIONS`; the rest stands in the acts of incident, logbook
    # and view.

    def open_logbook(self) -> None:
        """Go back to the welcome page."""
        self.welcome_asked.emit()

    def new_incident(self) -> None:
        """Open the form, or go back to it with what is typed in it."""
        if self._pages.currentWidget() is not self.form:
            self.form.begin_new()
        self._show_page(self.form)

    def go_draft(self) -> None:
        """Go on with the draft that was typed in last; the others lie beside the log."""
        kept = self.log.drafts.drafts()
        if kept:
            self._open_draft(kept[0].uid)
        else:
            self.voice.tell(_("No drafts: everything typed is in the log"))

    def amend(self, uid: str) -> None:
        """Open the form on an incident."""
        try:
            with self._desk.book.reading() as session:
                state = alive(session, uid)
        except LogbookError as error:
            self.show_error(error)
            return
        self.form.begin_amend(uid, state.payload["number"], state.content)
        self._show_page(self.form)

    def write_csv(self) -> None:
        """Write what the table shows."""
        self._exporting.write_csv(self.log.query)

    def copy_number(self, *uids: str) -> None:
        """Copy the number of the incident; of several that are selected, the rows."""
        if len(uids) > 1:
            self._view_acts.copy_rows()
        else:
            self._incident_acts.copy_number(*uids)

    def known_at(self) -> None:
        """Ask for the moment at which the log is to be shown as it was known."""
        self.show_log()
        ask_moment(self._theme, self._desk, self)

    def open_palette(self) -> None:
        """Open the line in which any command is found."""
        self.palette_line.open()

    def show_log(self) -> None:
        """Go to the log; what stands in the form stays there."""
        self.log.drafts.refresh()
        self.log.show_table()
        self._show_page(self.log)
        self.log.view.setFocus()

    def show_map(self) -> None:
        """Go to the map of what the log page asks for."""
        self.log.show_map()
        self._show_page(self.log)
        self.log.map.view.setFocus()

    def write_map(self) -> None:
        """Write what the map shows as a picture."""
        self.show_map()
        self._exporting.write_picture(self.log.map.file(), self.log.map.shown_words()[0])

    def show_handover(self) -> None:
        """Go to what this watch hands over."""
        self._show_page(self.handover)

    def hand_over(self) -> None:
        """Go to the handover, with the cursor on the choice of the relief."""
        self.show_handover()
        self.handover.choose_relief()

    def assume_watch(self) -> None:
        """Take over from the officer on watch, or assume a watch that nobody has."""
        if self._desk.watch is None:
            self._logbook_acts.assume_watch()
        else:
            self.hand_over()

    def show_incident(self, uid: str) -> None:
        """Go to an incident in the log, whatever the filters say."""
        self.log.show_incident(uid)
        self.show_log()

    def show_error(self, error: LogbookError) -> None:
        """Show what the world said, with its remedy, under the top bar."""
        self.voice.error(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed, and remember sizes and columns; stays open if it can't be kept."""
        if self._form is not None and not self._form.keep_now():
            self._show_page(self._form)
            event.ignore()
            return
        self._settings.keep("window", self.saveGeometry())
        self._background.finish()
        self._views.keep()
        self.log.show_table()  # the detail is hidden beside the map, and would be kept so
        self._settings.keep("splitter", self.log.splitter.saveState())
        self._lookout.finish()
        for page in (self.log, self._form, self._handover, self._reports):
            if page is not None:
                page.finish()
        event.accept()

    def _make_acts(self, exporters: Exporters) -> None:
        theme, desk, background, voice = self._theme, self._desk, self._background, self.voice
        self._exporting = Exporting(theme, desk, exporters, background, voice, self)
        self._attaching = Attaching(theme, desk, background, self)
        self._incident_acts = IncidentActs(theme, desk, self._attaching, self)
        self._logbook_acts = LogbookActs(theme, desk, background, voice, self)
        self._view_acts = ViewActs(theme, self._settings, self.log, voice, self.restyled.emit)
        many = ManyActs(theme, desk, self._exporting, background, voice, self)
        views = ViewKeeping(theme, desk, self._settings, self.log, self._exporting, voice, self)
        views.restore()
        self._views, one = views, self._incident_acts
        ask, show = self._ask_who, self._show_page
        self._reports = ReportActs(theme, desk, exporters, self._exporting, background, ask, show)
        acts = self._logbook_acts, self._view_acts, self._exporting, self._reports
        self._doers = self, self._past, *acts, views, one, many, Help(theme, self)

    def _act(self, spec: ActionSpec, *, to_shown: bool = False) -> None:
        """Do an action: by a method of that name, of the window or of one of its acts.

        What is done to incidents is done to the selected ones, if it can be done to several; with
        `to_shown` it is done to the one beside the table alone.
        """
        asks = spec.writes and spec.name not in _ASK_LATER
        if asks and self._desk.author is None and not self._ask_who():
            return
        several = bool(spec.many) and not to_shown and self.log.view.count_selected() > 1
        if several and self._view_acts.are_too_many():
            return
        about = self.log.view.uids() if several else (self.log.detail.uid,)
        act = next(getattr(doer, spec.name) for doer in self._doers if hasattr(doer, spec.name))
        act(*(about if spec.on_incident else ()))

    def _act_on_shown(self, name: str) -> None:
        """Do what a button of the detail pane says, to the incident that stands there."""
        spec = self._actions.possible_for_one(name)
        if spec is not None:
            self._act(spec, to_shown=True)

    def _export(self) -> None:
        """Write what the table shows; if several rows are selected, ask whether only these."""
        if self.log.view.count_selected() > 1:
            self._actions.ask_which(("export_rows", "write_csv"), self.log.result.export_button)
        else:
            self.write_csv()

    def _prepare(self) -> None:
        """Make the pages while nobody waits for them; the first time, count what is due."""
        if self._form is None:
            self.form.hide()
            self.handover.refresh()
            QTimer.singleShot(IDLE_MS, self, self.log.prepare)

    def _ask_who(self) -> bool:
        return ask_who(self._theme, self._desk, self)

    def _open_draft(self, uid: str) -> None:
        if self._desk.as_of is not None:
            self.show_error(self._desk.past_error())
            return
        self.form.begin_draft(self.log.drafts.draft(uid))
        self._show_page(self.form)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.log)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._past)
        right.addWidget(self.voice)
        right.addWidget(self._pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def _connect(self) -> None:
        log = self.log
        self.rail.asked.connect(self._actions.trigger)
        log.filters.new_button.clicked.connect(self.new_incident)
        log.filters.custom_period.connect(
            lambda: ask_period(self._theme, self._desk, log.filters, self)
        )
        log.filters.moment_wanted.connect(self.known_at)
        log.result.columns_button.clicked.connect(self._view_acts.choose_columns)
        log.result.export_button.clicked.connect(self._export)
        log.detail.asked.connect(self._act_on_shown)
        log.detail.dropped.connect(self._attaching.take_from)
        log.detail.opened.connect(self._attaching.open)
        log.detail.saving.connect(self._attaching.save_copy)
        log.detail.went.connect(self.show_incident)
        log.view.chosen.connect(lambda _uid: self._on_desk())
        log.view.marked.connect(lambda _count: self._on_desk())
        log.view.opened.connect(lambda: log.detail.setVisible(True))
        log.answered.connect(lambda: QTimer.singleShot(IDLE_MS, self, self._prepare))
        log.table_wanted.connect(self.show_log)
        log.drafts.opened.connect(self._open_draft)
        log.drafts.recovered.connect(self._offer_drafts)
        self.palette_line.action_chosen.connect(self._actions.trigger)
        self.palette_line.incident_chosen.connect(self.show_incident)
        self.palette_line.place_chosen.connect(log.filters.search_for)
        self.palette_line.view_chosen.connect(self._views.show)
        self._views.wanted.connect(self._show_question)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), log.view)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.voice.hush)
        self._desk.changed.connect(self._changed)
        for signal in (self._desk.looked, self._desk.overtaken):
            signal.connect(self._on_desk)
        self._desk.refused.connect(self.show_error)
        self._reports.left.connect(self.show_log)
        for failed in (log.failed, log.drafts.failed, self._lookout.failed):
            failed.connect(self.show_error)
        for part in (log, log.detail, self._background, self._lookout, self._reports):
            part.broke.connect(self.broke)

    def _restore(self) -> None:
        room = self.screen().availableSize() - FRAME
        self.resize(QSize(1600, 900).boundedTo(room).expandedTo(SMALLEST))
        self.restoreGeometry(self._settings.blob("window"))
        state = self._settings.blob("splitter")
        if not state.isEmpty():
            self.log.splitter.restoreState(state)

    def _show_page(self, page: QWidget) -> None:
        self._pages.addWidget(page)  # nothing happens if it is there
        self._pages.setCurrentWidget(page)
        rail = self.rail
        here = rail.map if self.log.on_map else rail.log
        here = rail.handover if page is self._handover else here
        rail.show_place(rail.reports if page is self._reports.made else here)

    def _show_question(self) -> None:
        """Go to the answer of what is asked, as a table or on the map, as it was left."""
        self._show_page(self.log)
        (self.log.map.view if self.log.on_map else self.log.view).setFocus()

    def _on_desk(self) -> None:
        """Offer what can be done now."""
        count = self.log.view.count_selected()
        self._actions.offer(
            selected=count if count > 1 else bool(self.log.detail.uid),
            may_write=self._desk.may_write,
            on_watch=self._desk.watch is not None,
            past=self._desk.as_of is not None,
        )
        self.log.filters.new_button.setEnabled(self._desk.may_write)
        self.rail.handover.setEnabled(self._desk.as_of is None)

    def _changed(self, change: Change) -> None:
        self.voice.tell_done(change)
        self._on_desk()

    def _saved(self, change: Change) -> None:
        self.show_log()
        if change.doubts:
            told = _("; ").join(change.doubts.values())
            self.voice.say("warn", _("{number} is logged.").format(number=change.number), told)

    def _offer_drafts(self, kept: tuple[DraftKept, ...]) -> None:
        """Say at the start what was being typed when the program ended."""
        go, later = (
            Button(self._theme, _("Open draft"), small=True),
            Button(self._theme, _("Later"), key_hint="Esc", small=True),
        )
        go.clicked.connect(self.voice.hush)
        go.clicked.connect(self.go_draft)
        later.clicked.connect(self.voice.hush)
        told = _("What was typed is kept; no saved entry is missing.")
        self.voice.say("info", recovered_words(kept), told, (go, later))
