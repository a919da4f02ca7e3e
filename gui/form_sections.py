"""The parts of the incident form: the Flash fields, and the sections that open and shut."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.content import SECTION_TYPES, TYPED
from db.fields import Field, Section
from db.vocabulary import EventType
from db.words import _
from gui.actions import JUMPS, KEYS
from gui.casualty_editor import CasualtyEditor
from gui.editors import is_wide
from gui.form_cell import Around, Cell
from gui.sections import CollapsibleSection
from gui.theme import Theme
from gui.widgets import Label

# The rows of the Flash part, their places, and the fields that share one.
FLASH = (
    (("occurred",), ("type", "subtype")),
    (("place",), ("position",)),
    (("target",), ("casualties",)),
    (("summary",),),
)
# The rows of sections, two in each but for the first. Those of some types only share a row, so
# that none of the others ever changes its place.
ORDER = (
    (Section.PERPETRATOR,),
    (Section.WEAPONS, Section.CASEVAC),
    (Section.OWN_ACTION, Section.DAMAGE),
    (Section.AMBUSH_IED, Section.SHOOTING),
    (Section.TIME_PLACE, Section.TARGET),
    (Section.NARRATIVE, Section.FOLLOW_UP),
    (Section.SOURCE, Section.ASSESSMENT),
)
COLUMNS = 12  # of a section's grid: so that two, three or four fields stand side by side
# Sections whose rows are not of two, with the columns of each field: what a Flash says of the
# perpetrator is seen at one glance, and the words of the choice are whole in large letters too.
_CLAIM = (("claimed_by", 2), ("claim_channel", 2), ("claimed_at", 3))
ROWS = {
    Section.PERPETRATOR: (
        (("attribution", 9), ("attribution_basis", 3)),
        (("perpetrator", 3), ("group_type", 2), *_CLAIM),
    ),
}


class FlashFields(QWidget):
    """The seven fields with which an incident can go out, and the subtype beside its type."""

    def __init__(self, theme: Theme, around: Around) -> None:
        super().__init__()
        self.cells: dict[str, Cell] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        named = {field.name: field for field in TYPED if field.section is Section.FLASH}
        for line_number, places in enumerate(FLASH):
            row = 2 * line_number  # the row below is for what does not fit into half the width
            for column, names in enumerate(places):
                line = QHBoxLayout()
                line.setSpacing(theme.px(16))
                for name in names:
                    number = JUMPS.index(name) + 1 if name in JUMPS else None
                    cell = self.cells[name] = Cell(theme, named[name], around, number)
                    line.addWidget(cell, 1, Qt.AlignmentFlag.AlignTop)
                    if isinstance(cell.editor, CasualtyEditor):
                        grid.addWidget(cell.editor.table, row + 1, 0, 1, 2)
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
        self.cells: dict[str, Cell] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(24), 0, 0, theme.px(6))
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(2))
        for row, fields in enumerate(rows_of(section)):
            column = 0
            for field, span in fields:
                cell = self.cells[field.name] = Cell(theme, field, around)
                grid.addWidget(cell, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
                column += span
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)

    def summary(self) -> str:
        """Return in one line what the section holds; "" if nothing was reported."""
        return ", ".join(filter(None, (" ".join(c.held().split()) for c in self.cells.values())))


class FormSections(QWidget):
    """All that can wait, section by section, each saying in its line what it holds."""

    def __init__(self, theme: Theme, around: Around) -> None:
        super().__init__()
        self._sections: dict[Section, tuple[CollapsibleSection, SectionFields]] = {}
        self._type: EventType | None = None
        self.cells: dict[str, Cell] = {}
        for section in (section for row in ORDER for section in row):
            content = SectionFields(theme, section, around)
            self._sections[section] = (
                CollapsibleSection(theme, _(section), "", f"Alt+{KEYS[section]}", content, self),
                content,
            )
            self.cells |= content.cells
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(
            title_line(_("Then"), _("open what you know; empty means not reported, never nil"))
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(0)
        for row, sections in enumerate(ORDER):
            for column, section in enumerate(sections):
                fold, span = self._sections[section][0], 2 // len(sections)
                grid.addWidget(fold, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        layout.addLayout(grid)
        layout.addStretch(1)

    def follow(self, event_type: EventType | None) -> None:
        """Show the sections of this type of incident; none that holds something is hidden."""
        self._type = event_type
        for section, types in SECTION_TYPES.items():
            fold, content = self._sections[section]
            holds = any(cell.input.typed() for cell in content.cells.values())
            fold.setVisible(holds or event_type in types)

    def tell(self) -> None:
        """Say at every section what it holds."""
        for fold, content in self._sections.values():
            fold.set_hint(content.summary())
        self.follow(self._type)

    def open_only(self, *sections: Section) -> None:
        """Open these sections and shut the others."""
        for section, (fold, _content) in self._sections.items():
            fold.set_open(section in sections)

    def open_at(self, cell: Cell) -> None:
        """Open the section in which a cell lies."""
        if cell.field.section in self._sections:
            self._sections[cell.field.section][0].set_open(True)


def rows_of(section: Section) -> list[tuple[tuple[Field, int], ...]]:
    """Return the rows of a section: each field with the columns that it takes."""
    fields = [field for field in TYPED if field.section is section]
    named = {field.name: field for field in fields}
    if section in ROWS:
        return [tuple((named[name], span) for name, span in row) for row in ROWS[section]]
    half = COLUMNS // 2
    return [
        tuple((field, COLUMNS if is_wide(field) else half) for field in row)
        for row in in_rows(fields)
    ]


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
