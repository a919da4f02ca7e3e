"""One field of the form: its label, its editor, and below it what was understood or is wrong."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from db.content import Circumstances, read_field
from db.errors import NotUnderstood
from db.fields import Field, Kind, Section
from db.text import show
from db.words import _
from gui.casualty_editor import CasualtyEditor
from gui.choices import Choices
from gui.editors import editor_for
from gui.finding import FindBox
from gui.theme import Theme
from gui.understanding import Said, choices_of, sentence, understood
from gui.widgets import FieldBox, State

Around = Callable[[], Circumstances]


class Cell(FieldBox):
    """A field with its editor, and below it what was understood or what is wrong."""

    def __init__(
        self, theme: Theme, field: Field, around: Around, number: int | None = None
    ) -> None:
        self.field, self.input, self._around = field, editor_for(field, theme, around), around
        self._said: Said = ("hint", "")
        super().__init__(theme, _(field.label), self.input.widget, field.required, number)
        self._choices: Choices | None = None
        if field.kind in (Kind.TIME, Kind.POSITION) and isinstance(self.editor, QLineEdit):
            self._choices = Choices(theme, self.editor)
            if below := self.layout():
                below.addWidget(self._choices)
        self.input.widget.setObjectName(field.name)
        if field.section is Section.ASSESSMENT:
            self.input.widget.setProperty("assessment", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.input.edited.connect(self._listen)

    def judge(self, problem: str = "", doubt: str = "") -> None:
        """Say what is wrong, doubtful or understood, now that the typing is done.

        Args:
            problem: Why it can't be logged, where the field alone does not tell.
            doubt: What may be logged, but should be looked at.
        """
        state, words = self._reading()
        if state == "error" and not (problem or self.input.is_changed()):
            state, words = "hint", ""  # what the log keeps already is not held against anybody
        elif state != "error" and problem:
            state, words = "error", sentence(problem)
        elif state != "error" and doubt:
            state, words = "doubt", sentence(doubt)
        self._say(state, words)
        if isinstance(self.input.widget, CasualtyEditor):
            self.input.widget.show_problems()
        self._offer()

    def holds(self, widget: QWidget) -> bool:
        """Say whether a widget belongs to the field, the rows of casualties below it too."""
        rows = self.editor.table if isinstance(self.editor, CasualtyEditor) else self
        return self.isAncestorOf(widget) or rows.isAncestorOf(widget)

    def is_wrong(self) -> bool:
        """Say whether an error stands below the field."""
        return self._said[0] == "error"

    def held(self) -> str:
        """Return what the field holds in the words people read; "" for nothing."""
        typed = self.input.typed()
        try:
            return show(self.field, read_field(self.field, typed, self._around()))
        except NotUnderstood:
            return str(typed)

    def words(self) -> str:
        """Return what stands in the field to the letter; of casualties the quick line."""
        held = self.input.held()
        text = held.get("quick", "") if isinstance(held, dict) else held
        return text.strip() if isinstance(text, str) else ""

    def _listen(self) -> None:
        """Say while it is typed what is understood so far; half a time is no mistake yet.

        Paragraphs wait until they are left: to check a long one takes longer than a key may.
        """
        if self.field.kind is Kind.TEXT:
            return
        state, words = self._reading()
        self._say("hint" if state == "error" else state, words)
        self._offer()

    def _offer(self) -> None:
        """Offer what the typing may mean, where that is not one thing only."""
        if self._choices is not None:
            typed = self.input.typed() if self.input.is_changed() else ""
            self._choices.offer(choices_of(self.field, typed, self._around()))

    def _reading(self) -> Said:
        typed = self.input.typed()
        if isinstance(self.editor, FindBox) and self.editor.is_stranger():
            return "error", _("“{text}” is not on the list. Press ↓ to see it.").format(text=typed)
        state, words = understood(self.field, typed, self._around())
        if state == "ok" and isinstance(self.editor, CasualtyEditor):
            words = self.editor.told() or words
        return state, words

    def _say(self, state: State, words: str) -> None:
        if self._said != (state, words):
            self._said = (state, words)
            self.say(state, words)
