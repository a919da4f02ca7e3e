"""The parts of the incident form: cells, the Flash fields, and the sections that open and shut."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.content import TYPED, Circumstances, read_field
from db.errors import NotUnderstood
from db.fields import Field, Kind, Section
from db.text import show
from db.words import _
from gui.casualty_editor import CasualtyEditor
from gui.editors import editor_for, is_wide
from gui.finding import FindBox
from gui.sections import CollapsibleSection
from gui.theme import Theme
from gui.understanding import Said, sentence, understood
from gui.widgets import FieldBox, Label, State

# The rows of the Flash part, their places, and the fields that share one.
FLASH = (
    (("occurred",), ("type", "subtype")),
    (("place",), ("position",)),
    (("target",), ("casualties",)),
    (("summary",),),
)
JUMPS = ("occurred", "type", "place", "position", "target", "casualties", "summary")  # Alt+1...7
KEYS = {
    Section.TIME_PLACE: "T",
    Section.TARGET: "U",
    Section.PERPETRATOR: "P",
    Section.WEAPONS: "W",
    Section.OWN_ACTION: "O",
    Section.CASEVAC: "C",
    Section.DAMAGE: "D",
    Section.NARRATIVE: "N",
    Section.SOURCE: "S",
    Section.ASSESSMENT: "A",
    Section.FOLLOW_UP: "L",
}

Around = Callable[[], Circumstances]


class Cell(FieldBox):
    """A field with its editor, and below it what was understood or what is wrong."""

    def __init__(
        self, theme: Theme, field: Field, around: Around, number: int | None = None
    ) -> None:
        self.field, self.input, self._around = field, editor_for(field, theme), around
        self._said: Said = ("hint", "")
        super().__init__(theme, _(field.label), self.input.widget, field.required, number)
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

    def _listen(self) -> None:
        """Say while it is typed what is understood so far; half a time is no mistake yet.

        Paragraphs wait until they are left: to check a long one takes longer than a key may.
        """
        if self.field.kind is Kind.TEXT:
            return
        state, words = self._reading()
        self._say("hint" if state == "error" else state, words)

    def _reading(self) -> Said:
        typed = self.input.typed()
        if isinstance(self.editor, FindBox) and self.editor.is_stranger():
            return "error", _("“{text}” is not on the list. Press ↓ to see it.").format(text=typed)
        return understood(self.field, typed, self._around())

    def _say(self, state: State, words: str) -> None:
        if self._said != (state, words):
            self._said = (state, words)
            self.say(state, words)


class FlashFields(QWidget):
    """The seven fields with which an incident can go out, and the subtype beside its type."""

    def __init__(self, theme: Theme, around: Around) -> None:
        super().__init__()
        self.cells: dict[str, Cell] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        named = {field.name: field for field in TYPED if field.section is Section.FLASH}
        for row, places in enumerate(FLASH):
            for column, names in enumerate(places):
                line = QHBoxLayout()
                line.setSpacing(theme.px(16))
                for name in names:
                    number = JUMPS.index(name) + 1 if name in JUMPS else None
                    cell = self.cells[name] = Cell(theme, named[name], around, number)
                    line.addWidget(cell, 1, Qt.AlignmentFlag.AlignTop)
                grid.addLayout(line, row, column, 1, 2 // len(places))
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        title = title_line(
            _("Flash"), _("seven fields, then save; everything else can wait"), _("Alt+1…7 jumps")
        )
        layout.addLayout(title)
        layout.addLayout(grid)
        layout.addStretch(1)


class SectionFields(QWidget):
    """What lies in one section: its fields, side by side where they are short."""

    def __init__(self, theme: Theme, section: Section, around: Around) -> None:
        super().__init__()
        rows = in_rows([field for field in TYPED if field.section is section])
        self.cells: dict[str, Cell] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(24), 0, 0, theme.px(6))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(2))
        for row, fields in enumerate(rows):
            for column, field in enumerate(fields):
                cell = self.cells[field.name] = Cell(theme, field, around)
                span = 2 if is_wide(field) else 1
                grid.addWidget(cell, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)

    def summary(self) -> str:
        """Return in one line what the section holds; "" if nothing was reported."""
        return ", ".join(filter(None, (" ".join(c.held().split()) for c in self.cells.values())))


class FormSections(QWidget):
    """All that can wait, section by section, each saying in its line what it holds."""

    def __init__(self, theme: Theme, around: Around) -> None:
        super().__init__()
        self._sections: dict[Section, tuple[CollapsibleSection, SectionFields]] = {}
        self.cells: dict[str, Cell] = {}
        for section, letter in KEYS.items():
            content = SectionFields(theme, section, around)
            self._sections[section] = (
                CollapsibleSection(theme, _(section), "", f"Alt+{letter}", content),
                content,
            )
            self.cells |= content.cells
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(
            title_line(_("Then"), _("open what you know; empty means not reported, never nil"))
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(0)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.set_columns(2)

    def set_columns(self, columns: int) -> None:
        """Lay the sections out in one or two columns, in reading order."""
        for place, (fold, _content) in enumerate(self._sections.values()):
            row, column = divmod(place, columns)
            self._grid.addWidget(fold, row, column, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            self._grid.setColumnStretch(column, int(column < columns))

    def tell(self) -> None:
        """Say at every section what it holds."""
        for fold, content in self._sections.values():
            fold.set_hint(content.summary())

    def shut(self) -> None:
        """Shut all sections."""
        for fold, _content in self._sections.values():
            fold.set_open(False)

    def open_at(self, cell: Cell) -> None:
        """Open the section in which a cell lies."""
        if cell.field.section in self._sections:
            self._sections[cell.field.section][0].set_open(True)


def in_rows(fields: Iterable[Field]) -> list[tuple[Field, ...]]:
    """Return the fields in rows of two, a wide one alone; it lets a half row be filled first."""
    rows: list[tuple[Field, ...]] = []
    half: tuple[Field, ...] = ()
    waiting: list[tuple[Field, ...]] = []
    for field in fields:
        if is_wide(field):
            (waiting if half else rows).append((field,))
        elif half:
            rows += [(*half, field), *waiting]
            half, waiting = (), []
        else:
            half = (field,)
    return [*rows, *([half] if half else []), *waiting]


def title_line(title: str, note: str, at_right: str = "") -> QHBoxLayout:
    """Return a bold title with a note beside it, and another at the right end."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Label(title, "strong"))
    line.addWidget(Label(note, "note"))
    line.addStretch(1)
    line.addWidget(Label(at_right, "meta"))
    return line


def problems_first(cells: Mapping[str, Cell]) -> Cell | None:
    """Return the first cell, in the order of the form, below which an error stands."""
    return next((cell for cell in cells.values() if cell.is_wrong()), None)
