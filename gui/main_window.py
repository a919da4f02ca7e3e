"""The main window: rail, log or form, status bar; every action has its method here."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.acts import Change, alive
from db.errors import LogbookError
from db.models import Act
from db.words import N_, _
from gui.action_book import ActionBook
from gui.actions import ActionSpec
from gui.ask import AskDialog
from gui.buttons import Button
from gui.desk import Desk
from gui.exporting import Exporter, Exporting, open_file
from gui.help import KeysDialog, about
from gui.incident_acts import IncidentActs
from gui.incident_form import IncidentForm
from gui.log_page import LogPage
from gui.notices import Banner, Kind, Toast
from gui.period import ask_period
from gui.rail import Rail
from gui.settings import Settings
from gui.status_bar import StatusBar
from gui.task import Task
from gui.theme import SCALES, Theme
from gui.watch import ask_for_watch, ask_to_enrol

if TYPE_CHECKING:
    from db.verification import Verdict

_DONE = {
    Act.LOG: N_("Saved as {number}"),
    Act.AMEND: N_("Amended {number}"),
    Act.REMARK: N_("Remark added to {number}"),
    Act.VERIFY: N_("Verified {number}"),
    Act.CLOSE: N_("Closed {number}"),
    Act.REOPEN: N_("Reopened {number}"),
    Act.STRIKE: N_("Struck {number}"),
    Act.DUPLICATE: N_("Marked {number} as a duplicate"),
    Act.OPEN_WATCH: N_("Watch assumed"),
    Act.CLOSE_WATCH: N_("Watch closed"),
    Act.ENROL: N_("Officer enrolled"),
}
SMALLEST = QSize(1160, 600)  # below that the filters have no room
FRAME = QSize(16, 56)  # about what a window manager adds
IDLE_MS = 400  # after an answer: the form is made while nobody waits for it


class MainWindow(QWidget):
    """One logbook, open."""

    welcome_asked = Signal()
    broke = Signal(object)  # a fault of ours in the background
    restyled = Signal()  # appearance or text size was changed

    def __init__(
        self, theme: Theme, desk: Desk, settings: Settings, exporters: Mapping[str, Exporter]
    ) -> None:
        super().__init__()
        self._theme, self._desk, self._settings = theme, desk, settings
        desk.setParent(self)
        self._pool = QThreadPool(self)  # exports and checks; the table has one of its own
        self.setWindowTitle(_("{file} - Watchkeeper").format(file=desk.book.path.name))
        self.setMinimumSize(SMALLEST)
        self.log = LogPage(theme, desk, QThreadPool(self))
        self._form: IncidentForm | None = None
        self.status = StatusBar(theme, desk)
        self._acts = IncidentActs(theme, desk, self)
        self._exporting = Exporting(
            theme, desk, exporters, self.status, self._pool, self.broke.emit, self
        )
        self._actions = ActionBook(theme, self, self.log.view, self._act)
        self.rail = Rail(theme, self._actions.menu(self))
        self._pages = QStackedWidget()
        self._banners = QVBoxLayout()
        self._lay_out()
        self._connect()
        self._restore()
        self._on_desk()
        self.log.view.setFocus()

    @property
    def form(self) -> IncidentForm:
        """The incident form, made when first wanted or when the window is idle."""
        if self._form is None:
            self._form = IncidentForm(self._desk, self._theme)
            self._form.saved.connect(self._saved)
            self._form.closed.connect(self.show_log)
            self._pages.addWidget(self._form)
        return self._form

    # What the actions do: their names stand in `ACTIONS`; those on an incident in IncidentActs.

    def open_logbook(self) -> None:
        """Go back to the welcome page."""
        self.welcome_asked.emit()

    def write_sitrep(self) -> None:
        """Ask for day and file, and write the daily SITREP."""
        self._exporting.write_sitrep(self._written, self.show_error)

    def write_csv(self) -> None:
        """Write what the table shows."""
        self._exporting.write_csv(self.log.query, self._written, self.show_error)

    def verify_chain(self) -> None:
        """Check the whole journal in the background."""
        from db.verification import verify

        book = self._desk.book
        task = Task(lambda task: verify(book, task.report), self)
        task.done.connect(self._verified)
        task.failed.connect(self.show_error)
        task.broke.connect(self.broke)
        self.status.show_task(task, _("Verifying the journal"))
        task.start(self._pool)

    def new_incident(self) -> None:
        """Open the form, or go back to it with what is typed in it."""
        if self._pages.currentWidget() is not self.form:
            self.form.begin_new()
        self._show_page(self.form)

    def amend(self) -> None:
        """Open the form on the selected incident."""
        uid = self.log.detail.uid
        try:
            with self._desk.book.reading() as session:
                state = alive(session, uid)
        except LogbookError as error:
            self.show_error(error)
            return
        self.form.begin_amend(uid, state.payload["number"], state.content)
        self._show_page(self.form)

    def search_log(self) -> None:
        """Go to the search line."""
        self.show_log()
        self.log.filters.search.setFocus()
        self.log.filters.search.selectAll()

    def clear_filters(self) -> None:
        """Show the whole log."""
        self.log.filters.clear()

    def toggle_detail(self) -> None:
        """Show or hide the detail pane."""
        self.log.detail.setVisible(not self.log.detail.isVisible())

    def choose_columns(self) -> None:
        """Offer every column with a tick."""
        header, menu = self.log.view.header, self._passing_menu()
        for place, column in enumerate(self.log.view.incidents.columns):
            if not column.label:
                continue
            action = menu.addAction(_(column.label))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.toggled.connect(
                lambda shown, place=place: self.log.view.setColumnHidden(place, not shown)
            )
        menu.exec(QCursor.pos())

    def sort_menu(self) -> None:
        """Offer every order, and every second key, for those without a mouse."""
        header, menu = self.log.view.header, self._passing_menu()
        then = QMenu(_("Then by"), menu)
        for column in self.log.view.incidents.columns:
            if column.order:
                menu.addAction(_(column.label), partial(header.sort_by, column.order))
                then.addAction(_(column.label), partial(header.sort_by, column.order, add=True))
        menu.addSeparator()
        menu.addMenu(then)
        menu.exec(self.log.view.mapToGlobal(self.log.view.rect().topLeft()))

    def toggle_appearance(self) -> None:
        """Change between light and dark."""
        self._settings.appearance = "light" if self._theme.name == "dark" else "dark"
        self.restyled.emit()

    def enlarge_text(self) -> None:
        """Take the next text size, and the first after the last."""
        sizes = sorted(SCALES)
        place = sizes.index(self._settings.text_scale) + 1
        size = self._settings.text_scale = sizes[place % len(sizes)]
        told = _("Text size {size} % from the next start").format(size=size)
        Toast(self._theme, self._pages, told)

    def assume_watch(self) -> None:
        """Ask who has the watch from now on."""
        ask_for_watch(self._theme, self._desk, self)

    def close_watch(self) -> None:
        """Close the watch without a relief."""
        self._acts.close_watch()

    def enrol_officer(self) -> None:
        """Ask for a new officer."""
        ask_to_enrol(self._theme, self._desk, self)

    def show_keys(self) -> None:
        """Show the page of keys."""
        KeysDialog(self._theme, self).exec()

    def show_about(self) -> None:
        """Say what the program is."""
        about(self._theme, self)

    def show_log(self) -> None:
        """Go to the log; what stands in the form stays there."""
        self._show_page(self.log)
        self.log.view.setFocus()

    def show_error(self, error: LogbookError) -> None:
        """Show what the world said, with its remedy, under the top bar."""
        self._banner("err", error.what, error.remedy)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once if something typed would be lost; remember sizes and columns."""
        if not self._may_lose_form():
            event.ignore()
            return
        self._settings.keep("window", self.saveGeometry())
        self._settings.keep("splitter", self.log.splitter.saveState())
        self._settings.keep("header", self.log.view.columns_state())
        for task in self.findChildren(Task):
            task.cancel()
        self._pool.waitForDone()
        self.log.finish()
        event.accept()

    def _may_lose_form(self) -> bool:
        """Ask, if something typed in the form would be lost; whether it may be."""
        if self._form is None or not self._form.is_changed():
            return True
        self._show_page(self._form)
        dialog = AskDialog(
            self._theme,
            _("Throw away what you typed?"),
            _("The incident in the form is not in the log yet. This cannot be undone."),
            _("Throw away"),
            lambda _typed: None,
            danger=True,
            parent=self,
        )
        return bool(dialog.exec())

    def _act(self, spec: ActionSpec) -> None:
        """Do an action: a method of the window, or an act on the selected incident."""
        method = getattr(self, spec.name, None)
        if method is not None:
            method()
        elif self.log.detail.uid:
            getattr(self._acts, spec.name)(self.log.detail.uid)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.log)
        self._banners.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._banners)
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
        self.rail.asked.connect(lambda name: getattr(self, name)())
        self.log.filters.new_button.clicked.connect(self.new_incident)
        self.log.filters.custom_period.connect(
            lambda: ask_period(self._theme, self._desk, self.log.filters, self)
        )
        self.log.columns_button.clicked.connect(self.choose_columns)
        self.log.export_button.clicked.connect(self.write_csv)
        self.log.detail.asked.connect(self._actions.trigger)
        self.log.view.chosen.connect(lambda _uid: self._on_desk())
        self.log.view.opened.connect(lambda: self.log.detail.setVisible(True))
        self.log.answered.connect(lambda: QTimer.singleShot(IDLE_MS, self, lambda: self.form))
        self.log.failed.connect(self.show_error)
        self.log.broke.connect(self.broke)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.log.view)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._clear_banners)
        self._desk.changed.connect(self._changed)
        self._desk.refused.connect(self.show_error)

    def _restore(self) -> None:
        room = self.screen().availableSize() - FRAME
        self.resize(QSize(1600, 900).boundedTo(room).expandedTo(SMALLEST))
        self.restoreGeometry(self._settings.blob("window"))
        state = self._settings.blob("splitter")
        if not state.isEmpty():
            self.log.splitter.restoreState(state)
        self.log.view.restore_columns(self._settings.blob("header"))

    def _passing_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.rail.log.setChecked(True)

    def _on_desk(self) -> None:
        """Offer what can be done now, and say what can't and why."""
        may_write = self._desk.author is not None and not self._desk.book.read_only
        self._actions.offer(selected=bool(self.log.detail.uid), may_write=may_write)
        self.log.filters.new_button.setEnabled(may_write)

    def _changed(self, change: Change) -> None:
        self._clear_banners()
        words = _(_DONE[change.act]).format(number=change.number)
        # Only then is the page to which the toast belongs on top.
        QTimer.singleShot(0, self, lambda: Toast(self._theme, self._pages, words))
        self._on_desk()

    def _saved(self, change: Change) -> None:
        self.show_log()
        if change.doubts:
            told = "; ".join(change.doubts.values())
            self._banner("warn", _("{number} is logged.").format(number=change.number), told)

    def _written(self, title: str, detail: str, path: Path) -> None:
        toast = Toast(self._theme, self._pages, title, detail, _("Open"))
        toast.acted.connect(partial(open_file, path))

    def _verified(self, verdict: "Verdict") -> None:
        if verdict.problem:
            self._banner("err", verdict.problem, verdict.remedy)
            return
        told = _("{n} entries, chain and rows whole").format(n=verdict.entries)
        Toast(self._theme, self._pages, _("Journal verified"), told)

    def _banner(self, kind: Kind, title: str, text: str) -> None:
        """Show one banner at a time, the newest."""
        self._clear_banners()
        close = Button(self._theme, _("Close"), small=True)
        close.clicked.connect(self._clear_banners)
        self._banners.addWidget(Banner(self._theme, kind, title, text, (close,)))

    def _clear_banners(self) -> None:
        while (item := self._banners.takeAt(0)) is not None:
            if (banner := item.widget()) is not None:
                banner.hide()
                banner.deleteLater()
