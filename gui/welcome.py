"""The first page: a new logbook, an existing one, the sample, or one opened lately."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from db.errors import LogbookError
from db.vocabulary import Language
from db.words import N_, _
from gui.buttons import BigChoice, Button
from gui.help import VERSION
from gui.mark import Mark
from gui.settings import Settings
from gui.theme import Theme
from gui.voice import Voice
from gui.widgets import ElidedLabel, IconLabel, Label, Pane

_CHOICES = (
    (
        "book-plus",
        N_("New logbook"),
        N_("Choose mission, station and where the file is kept"),
        "N",
    ),
    ("folder-open", N_("Open a logbook"), N_("A .watch file on this laptop or a USB stick"), "O"),
    (
        "compass",
        N_("Explore the sample"),
        N_("Mali, May 2016: 25 incidents, nothing can be broken"),
        "E",
    ),
)
_PROMISES = (
    ("wifi-off", N_("Works without a network. Nothing leaves this computer.")),
    ("save", N_("What is saved is on disk; a power cut loses no entry.")),
    ("history", N_("Entries are amended, never overwritten.")),
)


class Welcome(QWidget):
    """One decision, by letter, arrow keys or mouse. No account, no network."""

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    recent_asked = Signal(object)  # a Path
    restyled = Signal()

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._settings = theme, settings
        self.setWindowTitle("Watchkeeper")
        self.setMinimumSize(theme.px(760), theme.px(600))
        self.voice = Voice(theme, self)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(theme.px(11))
        self._fill()
        centre = QHBoxLayout()
        centre.addStretch(1)
        self._choices = QWidget()
        self._choices.setFixedWidth(theme.px(542))
        self._choices.setLayout(self._middle)
        centre.addWidget(self._choices)
        centre.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.voice)
        whole.addStretch(2)
        whole.addLayout(centre)
        whole.addStretch(3)
        whole.addWidget(self._foot())
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_error(self, error: LogbookError) -> None:
        """Say why a logbook could not be opened or made, and let another be chosen."""
        self._choices.setEnabled(True)
        self.voice.error(error)

    def show_busy(self, words: str, stop: Callable[[], None] | None = None) -> None:
        """Say what is going on, with a way to stop it; nothing else can be chosen until then."""
        button = Button(self._theme, _("Stop"), small=True)
        if stop is None:
            button.hide()
        else:
            button.clicked.connect(stop)
        self.voice.say("info", words, _("a moment"), (button,))
        self._choices.setEnabled(False)

    def show_progress(self, done: int, of: int) -> None:
        """Say how far what is going on has come."""
        if self.voice.banner is not None:
            self.voice.banner.set_text(_("{done} of {of}").format(done=done, of=of))

    def _fill(self) -> None:
        self._middle.addLayout(self._title())
        self._middle.addSpacing(self._theme.px(12))
        signals = (self.new_asked, self.open_asked, self.sample_asked)
        for (symbol, title, meaning, key), signal in zip(_CHOICES, signals, strict=True):
            choice = BigChoice(self._theme, symbol, _(title), _(meaning), key)
            choice.clicked.connect(signal)
            QShortcut(QKeySequence(key), self, choice.click)
            self._middle.addWidget(choice)
        self._add_recent()
        self._middle.addSpacing(self._theme.px(8))
        for symbol, words in _PROMISES:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(IconLabel(self._theme, symbol, "text2", 15))
            row.addWidget(Label(_(words), "note"), 1)
            self._middle.addLayout(row)

    def _title(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.addWidget(Mark(self._theme), 0, 0, 2, 1)
        grid.addWidget(Label("Watchkeeper", "welcome"), 0, 1)
        grid.addWidget(Label(_("Incident logbook for the operations room"), "body"), 1, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _add_recent(self) -> None:
        recent = self._settings.recent()
        if not recent:
            return
        self._middle.addWidget(Label(_("Opened lately"), "section"))
        for path in recent[:4]:
            row = QHBoxLayout()
            button = Button(self._theme, path.name, "file-text", small=True)
            button.clicked.connect(lambda _checked=False, path=path: self.recent_asked.emit(path))
            row.addWidget(button)
            row.addWidget(ElidedLabel(_folder(path), "meta"), 1)
            self._middle.addLayout(row)

    def _foot(self) -> Pane:
        foot = Pane("bg1", "top")
        foot.setFixedHeight(self._theme.px(52))
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(Label(_("Appearance"), "note"))
        choice = QComboBox()
        choice.setAccessibleName(_("Appearance"))
        names = {
            "system": _("As the system"),
            "light": _("Light colours"),
            "dark": _("Dark colours"),
        }
        for value, words in names.items():
            choice.addItem(words, value)
        choice.setCurrentIndex(choice.findData(self._settings.appearance))
        choice.currentIndexChanged.connect(lambda: self._appear(choice.currentData()))
        row.addWidget(choice)
        row.addWidget(Label(_("Language"), "note"))
        row.addWidget(self._languages())
        row.addStretch()
        row.addWidget(Label(_("Version {version}").format(version=VERSION), "note"))
        return foot

    def _languages(self) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(_("Language"))
        for language in Language:
            choice.addItem(language.label, language)
        choice.setCurrentIndex(list(Language).index(self._settings.language))
        choice.currentIndexChanged.connect(lambda place: self._speak(list(Language)[place]))
        return choice

    def _speak(self, language: Language) -> None:
        self._settings.language = language
        told = _("{language} from the next start").format(language=language.label)
        self.voice.say("info", told, "")

    def _appear(self, value: str) -> None:
        self._settings.appearance = value  # type: ignore[assignment]
        self.restyled.emit()


def _folder(path: Path) -> str:
    """Return the folder, with the home folder as `~`."""
    folder, home = path.parent, Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
