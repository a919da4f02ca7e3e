"""The program with windows: one of them at a time, the welcome page or a logbook."""

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QStandardPaths, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog

from db.errors import Locked, LogbookError, OlderVersion
from db.outgoing import Exporters
from db.store import Logbook, open_logbook
from db.words import _, speak
from gui.desk import Desk
from gui.faults import catch_faults, show_fault
from gui.garbage import Collector
from gui.main_window import MainWindow
from gui.mark import window_icon
from gui.new_logbook import SUFFIX, ask_for_new
from gui.settings import Settings
from gui.style import apply
from gui.task import Task, pool_of
from gui.theme import Theme
from gui.unlock import ask_for_passphrase
from gui.welcome import Welcome

# By then everything is made. What stands stays: to look through it for what can go, as Python
# does now and then, would hold the window up for a tenth of a second.
SETTLED_MS = 2500
# How long the window's thread waits for Python while another works: it asks for it at every call
# of Qt's, hundreds of times while a table is painted, and Python's own 5 ms each would be seen.
TURN_S = 0.0005
_QT_WORDS = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)


def run(path: Path | None, exporters: Exporters) -> int:
    """Open the window, on the logbook at `path` if there is one, and return the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Watchkeeper")
    app.setDesktopFileName("watchkeeper")
    settings = settings_here()
    speak_everywhere(app, settings.language)
    program = Program(app, settings, exporters)
    catch_faults(program.theme, program.say)
    program.start(path)
    return app.exec()


def speak_everywhere(app: QApplication, language: str) -> None:
    """Speak a language, Qt as well: names of keys, menus of text fields, its own dialogs."""
    speak(language)
    words = QTranslator(app)
    if words.load(f"qtbase_{language}", _QT_WORDS):
        app.installTranslator(words)


def settings_here() -> Settings:
    """Return this user's settings; WATCHKEEPER_SETTINGS names another file."""
    named = os.environ.get("WATCHKEEPER_SETTINGS")
    if named:
        return Settings(Path(named))
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Settings(Path(place) / "watchkeeper.ini")


class Program(QObject):
    """Opens and closes the windows and holds what they share."""

    def __init__(self, app: QApplication, settings: Settings, exporters: Exporters) -> None:
        super().__init__(app)
        sys.setswitchinterval(TURN_S)
        Collector(self)
        self._app, self._settings, self._exporters = app, settings, exporters
        self.theme = Theme.load(settings.appearance, settings.text_scale)
        self.window: Welcome | MainWindow | None = None
        self._book: Logbook | None = None
        self._pool = pool_of(self)
        self._samples: tempfile.TemporaryDirectory[str] | None = None  # gone when we are
        apply(app, self.theme)
        app.setWindowIcon(window_icon(self.theme))
        app.styleHints().colorSchemeChanged.connect(self.restyle)
        app.aboutToQuit.connect(self._let_go)

    def start(self, path: Path | None) -> None:
        """Show the logbook at `path`, or the welcome page, which says why if it can't be opened."""
        if path is not None:
            self.open(path)
        if self.window is None:
            self.show_welcome()

    def show_welcome(self) -> None:
        """Show the welcome page; the open logbook is let go."""
        page = Welcome(self.theme, self._settings)
        page.new_asked.connect(self._new)
        page.open_asked.connect(self._choose)
        page.sample_asked.connect(self._sample)
        page.recent_asked.connect(lambda path: self.open(path))
        page.restyled.connect(self.restyle)
        if self._replace(page):
            page.resize(self.theme.px(900), self.theme.px(640))
            page.show()

    def open(self, path: Path, passphrase: str | None = None) -> None:
        """Open the logbook at `path`, upgraded first if an older program made it.

        If it is encrypted and `passphrase` does not open it, the officer is asked.
        """
        try:
            self._opened(path, passphrase)()
        except Locked:
            self._unlock(path)
        except LogbookError as error:
            self.say(error)

    def _opened(self, path: Path, passphrase: str | None) -> Callable[[], None]:
        """Open the logbook and return what goes on with it; raises LogbookError."""
        try:
            return partial(self._show_book, open_logbook(path, passphrase=passphrase))
        except OlderVersion:
            return partial(self._upgrade, path, passphrase)

    def _unlock(self, path: Path) -> None:
        """Ask for the passphrase until it is the right one, or the officer gives up."""
        found: list[Callable[[], None]] = []
        if self.window is None:
            self.show_welcome()
        ask_for_passphrase(
            self.theme,
            path,
            lambda passphrase: found.append(self._opened(path, passphrase)),
            self.window,
        )
        for go_on in found:  # once the dialog has gone, for the window it stands on goes too
            go_on()

    def restyle(self) -> None:
        """Take up the appearance that is set; the text size holds from the next start."""
        self.theme.use(self._settings.appearance)
        apply(self._app, self.theme)

    def _upgrade(self, path: Path, passphrase: str | None) -> None:
        """Upgrade a copy in the background, which may take minutes; then open it."""
        from db.upgrade import upgrade_logbook

        task = Task(lambda task: upgrade_logbook(path, task.report, passphrase), self)
        if not isinstance(self.window, Welcome):
            self.show_welcome()
        if isinstance(self.window, Welcome):
            words = _("Upgrading {name}, a copy is verified").format(name=path.name)
            self.window.show_busy(words, task.cancel)
            task.progress.connect(self.window.show_progress)
        task.stopped.connect(self.show_welcome)
        task.done.connect(lambda kept: self._upgraded(path, passphrase, kept))
        task.failed.connect(self._not_upgraded)
        task.broke.connect(self._broke)
        task.start(self._pool)

    def _upgraded(self, path: Path, passphrase: str | None, kept: Path) -> None:
        self.open(path, passphrase)
        if isinstance(self.window, MainWindow):
            told = _("The old file is kept as {name}.").format(name=kept.name)
            self.window.voice.say("info", _("The logbook was upgraded."), told)

    def _not_upgraded(self, error: LogbookError) -> None:
        self.show_welcome()
        self.say(error)

    def _show_book(self, book: Logbook) -> None:
        desk = Desk(book)
        window = MainWindow(self.theme, desk, self._settings, self._exporters)
        window.welcome_asked.connect(self.show_welcome)
        window.restyled.connect(self.restyle)
        window.broke.connect(lambda error: show_fault(self.theme, error, window))
        if self._replace(window):
            self._book = book
            if not self._samples or book.path.parent != Path(self._samples.name):
                self._settings.remember(book.path)
            window.show()
            gc.unfreeze()  # or a former window would stay
            QTimer.singleShot(SETTLED_MS, self, lambda: gc.freeze())

    def _replace(self, window: Welcome | MainWindow) -> bool:
        """Close the former window, unless it wants to stay; whether `window` takes its place."""
        former, self.window = self.window, window
        if former is not None and not former.close():
            self.window = former
            window.deleteLater()
            return False
        if former is not None:
            former.deleteLater()
            self._let_go()
        return True

    def _let_go(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None

    def _new(self) -> None:
        if self.window is not None:
            book = ask_for_new(self.theme, self.window)
            if book is not None:
                self._show_book(book)

    def _choose(self) -> None:
        kinds = _("Logbooks") + f" (*{SUFFIX})"
        title = _("Open a logbook")
        chosen, _kind = QFileDialog.getOpenFileName(self.window, title, str(Path.home()), kinds)
        if chosen:
            self.open(Path(chosen))

    def _sample(self) -> None:
        """Make the sample anew, in a place of its own: nothing can be broken."""
        from db.sample import create_sample

        if isinstance(self.window, Welcome):
            self.window.show_busy(_("Making the sample"))
        place = self._samples = tempfile.TemporaryDirectory(prefix="watchkeeper-")
        path = Path(place.name) / f"sample{SUFFIX}"
        task = Task(lambda _task: create_sample(path), self)
        task.done.connect(self._show_book)
        task.failed.connect(self.say)
        task.broke.connect(self._broke)
        task.start(self._pool)

    def _broke(self, error: BaseException) -> None:
        show_fault(self.theme, error, self.window)
        if isinstance(self.window, Welcome):
            self.show_welcome()

    def say(self, error: LogbookError) -> None:
        """Show what the world said in the window that is open."""
        if self.window is None:
            self.show_welcome()
        if self.window is not None:
            self.window.show_error(error)
