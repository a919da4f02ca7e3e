"""Who takes the watch over: the choice, what is to be said, and both officers confirming it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedLayout, QWidget

from db.journal import Author
from db.time import write_dtg
from db.words import _
from gui.actions import key_of
from gui.buttons import Button, Kind
from gui.desk import Desk
from gui.theme import Theme
from gui.widgets import FieldBox, IconLabel, Label, Pane


class ReliefFoot(Pane):
    """The foot of the handover page. Nothing is handed over until both have pressed."""

    agreed = Signal(object, str)  # the relief, an Author; the note
    asked = Signal(str)  # name of an action of the window

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__("bg1", "top")
        self._desk = desk
        self._watch = ""  # uid of the watch that is being handed over
        self._known: tuple[Author, ...] = ()
        self._choice, self._note = QComboBox(), QLineEdit()
        self._choice.setPlaceholderText(_("Choose the relief"))
        self._choice.setMinimumWidth(theme.px(190))
        self._gives = _Confirmation(theme, _("On watch"), _("I hand over"), "plain")
        self._takes = _Confirmation(theme, _("Relief"), _("I take over"), "primary")
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._fields(theme))
        self._pages.addWidget(self._nobody(theme))
        self._choice.currentIndexChanged.connect(self._chosen)
        self._note.textChanged.connect(lambda _text: self.expect())
        for confirmation in (self._gives, self._takes):
            confirmation.given.connect(self._agree)

    def choose(self) -> None:
        """Put the cursor on the choice; on the button that assumes the watch if nobody has it."""
        (self._choice if self._watch else self._assume).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_watch(self) -> None:
        """Follow the desk: who has the watch, who may take it."""
        watch = self._desk.watch
        is_another = self._watch != (watch.uid if watch else "")
        if is_another:
            self._watch = watch.uid if watch else ""
            self._known = ()
            self._note.clear()
        self._pages.setCurrentIndex(0 if watch else 1)
        self.setEnabled(not self._desk.book.read_only)
        others = tuple(one for one in self._desk.officers if watch and one != watch.author)
        if is_another or others != self._known:
            self._offer(others)

    def expect(self) -> None:
        """Ask both officers, again if they had confirmed: it must be the same words."""
        watch = self._desk.watch
        self._gives.expect(watch.author if watch else None)
        self._takes.expect(self._relief())

    def _offer(self, others: tuple[Author, ...]) -> None:
        """List the officers; one who was just enrolled is the one meant."""
        fresh = [one for one in others if one not in self._known] if self._known else []
        kept = fresh[0] if fresh else self._relief()
        self._known = ()  # while the list changes nobody is chosen
        self._choice.clear()
        self._choice.addItems([str(one) for one in others])
        self._known = others
        self._choice.setCurrentIndex(others.index(kept) if kept in others else -1)
        self.expect()

    def _relief(self) -> Author | None:
        place = self._choice.currentIndex()
        return self._known[place] if 0 <= place < len(self._known) else None

    def _chosen(self) -> None:
        """Whoever is chosen has not said anything yet."""
        self._takes.expect(self._relief())

    def _agree(self) -> None:
        """Say when and by whom it is confirmed, and hand over once both have done so."""
        for confirmation in (self._gives, self._takes):
            confirmation.tell(write_dtg(self._desk.book.clock()))
        relief = self._relief()
        if relief is not None and self._gives.is_given and self._takes.is_given:
            self.agreed.emit(relief, self._note.text())

    def _fields(self, theme: Theme) -> QWidget:
        enrol = Button(theme, _("Enrol…"), "user")
        enrol.clicked.connect(lambda: self.asked.emit("enrol_officer"))
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 10, 20, 2)
        row.setSpacing(12)
        row.addWidget(FieldBox(theme, _("Who takes over"), self._choice))
        row.addWidget(FieldBox(theme, _("Not in the list?"), enrol))
        note = FieldBox(theme, _("What the relief must know"), self._note)
        note.say("hint", _("Kept in the log with the handover"))
        row.addWidget(note, 1)
        row.addWidget(self._gives)
        row.addWidget(self._takes)
        return page

    def _nobody(self, theme: Theme) -> QWidget:
        self._assume = Button(
            theme, _("Assume the watch…"), "log-in", key_of("assume_watch"), "primary"
        )
        self._assume.clicked.connect(lambda: self.asked.emit("assume_watch"))
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, "triangle-alert", "warn", 17))
        row.addWidget(Label(_("Nobody has the watch."), "strong"))
        row.addWidget(Label(_("There is nobody to relieve: assume it."), "note"))
        row.addStretch(1)
        row.addWidget(self._assume)
        return page


class _Confirmation(FieldBox):
    """A button that one of the two officers presses, with the name below, then the time too."""

    given = Signal()

    def __init__(self, theme: Theme, label: str, words: str, kind: Kind) -> None:
        self._button = Button(theme, words, kind=kind)
        super().__init__(theme, label, self._button)
        self._button.setAccessibleName(words)
        self._officer: Author | None = None
        self._at = ""
        self.is_given = False
        self.setMinimumWidth(theme.px(180))
        self._button.clicked.connect(self._press)

    def expect(self, officer: Author | None) -> None:
        """Wait for that officer to press; for nobody the button is off."""
        self._officer, self._at, self.is_given = officer, "", False
        self._button.setEnabled(officer is not None)
        self.say("hint", str(officer or ""))

    def tell(self, at: str) -> None:
        """Say who confirmed and when, if it was done just now."""
        if self.is_given and not self._at:
            self._at = at
            self.say("ok", _("{officer}, {at}").format(officer=self._officer, at=at))

    def _press(self) -> None:
        self.is_given = True
        self._button.setEnabled(False)
        self.given.emit()
