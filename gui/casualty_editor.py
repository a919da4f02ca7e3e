"""Casualties as rows: whose, what became of them, how many; the rest folded behind a toggle."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from db.casualties import read_casualties
from db.errors import NotUnderstood
from db.fields import Field, fields_of
from db.models import Casualty
from db.words import _
from gui.buttons import IconButton
from gui.finding import FindBox, offers_of
from gui.stylesheet import restyle
from gui.theme import Theme
from gui.widgets import ElidedLabel, Label

FIRST = ("category", "nationality", "outcome", "cause", "best")  # seen always, in this order
FOLDED = ("low", "high", "sex", "age")
COUNTS = ("low", "best", "high")
_STRETCH = {"category": 20, "nationality": 9, "outcome": 19, "cause": 19, "best": 8}
_RIGHT = {"category": "unknown", "outcome": "killed", "best": "?"}  # a row that can be read
_FIELDS = {field.name: field for field in fields_of(Casualty)}


def wrong_cells(row: dict[str, str]) -> set[str]:
    """Return the columns of a typed row that can't be read; empty if the row is right."""
    wrong = {name for name in _FIELDS if _is_refused({**_RIGHT, name: row.get(name, "")})}
    if not wrong and _is_refused(row):
        return set(COUNTS)  # each can be read, but they are not in order
    return wrong


def _is_refused(row: dict[str, str]) -> bool:
    try:
        read_casualties([row])
    except NotUnderstood:
        return True
    return False


class CasualtyEditor(QWidget):
    """Rows of casualties. Ctrl++ adds one, Ctrl+- takes away the one with the cursor.

    A row in which nothing is typed is no row: there is always an empty one to start in.
    """

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._cause = theme, ""
        self._rows: list[_Row] = []
        self._add = IconButton(theme, "plus", _("Add row (Ctrl++)"), 24)
        self._add.clicked.connect(self.add_row)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(_heading(theme, self._add))
        for keys, act in (
            ("Ctrl++", self.add_row),
            ("Ctrl+=", self.add_row),
            ("Ctrl+-", self._remove_focused),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._append()

    def rows(self) -> list[dict[str, str]]:
        """Return the rows as typed, each with the columns that hold something."""
        return [row.typed() for row in self._rows if not row.is_blank()]

    def show_rows(self, kept: list[dict[str, Any]]) -> None:
        """Put kept rows into the editor; with none, an empty one."""
        for row in self._rows[1:]:
            self._drop(row)
        self._rows[0].clear(self._cause)
        for number, values in enumerate(kept):
            (self._append() if number else self._rows[0]).show_kept(values)

    def set_usual_cause(self, code: str) -> None:
        """Propose a cause in rows to come, and in those that still have the one proposed before."""
        self._cause = code
        for row in self._rows:
            row.propose_cause(code)

    def show_problems(self) -> None:
        """Mark every cell that can't be read."""
        for row in self._rows:
            row.mark(set() if row.is_blank() else wrong_cells(row.typed()))

    def add_row(self) -> None:
        """Append an empty row and put the cursor into it."""
        self._append().focus_first()

    def _append(self) -> "_Row":
        row = _Row(self._theme, len(self._rows) + 1)
        row.clear(self._cause)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self._column.addWidget(row)
        row.show()  # at once: what is not visible yet takes no cursor
        before = [self._rows[-1].stops[-1]] if self._rows else []
        for one, next_one in pairwise([*before, *row.stops, self._add]):
            QWidget.setTabOrder(one, next_one)
        self._rows.append(row)
        self.setFocusProxy(self._rows[0].stops[0])
        return row

    def _remove(self, row: "_Row") -> None:
        """Take a row away; the last one left is only emptied: it keeps the place for Tab."""
        place = self._rows.index(row)
        if len(self._rows) > 1:
            self._drop(row)
        else:
            row.clear(self._cause)
        self._rows[min(place, len(self._rows) - 1)].focus_first()
        self.edited.emit()

    def _drop(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        for number, left in enumerate(self._rows, start=1):
            left.set_number(number)
        self.setFocusProxy(self._rows[0].stops[0])

    def _remove_focused(self) -> None:
        focused = self.window().focusWidget()
        for row in self._rows:
            if focused is not None and row.isAncestorOf(focused):
                self._remove(row)
                return


class _Row(QWidget):
    """One group of people: a line of cells, and a second one behind the toggle."""

    edited = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._cells = {name: _cell(theme, _FIELDS[name]) for name in (*FIRST, *FOLDED)}
        self._proposed: str | None = ""  # the cause that stands there by itself
        self._number = Label(role="meta")
        self._number.setFixedWidth(theme.px(14))
        remove = IconButton(theme, "x", _("Remove row (Ctrl+-)"), 24)
        more = IconButton(theme, "ellipsis", _("Low, high, sex, age"), 24)
        more.setCheckable(True)
        self._more, self._folded = more, QWidget()
        line, below, column = QHBoxLayout(), QHBoxLayout(self._folded), QVBoxLayout(self)
        line.addWidget(self._number)
        for name in FIRST:
            line.addWidget(self._cells[name], _STRETCH[name])
        line.addWidget(more)
        line.addWidget(remove)
        below.setContentsMargins(theme.px(20), 0, 2 * theme.px(24) + 12, 0)
        for name in FOLDED:
            below.addWidget(Label(_(_FIELDS[name].label), "field"))
            below.addWidget(self._cells[name], 1)
        for layout in (line, below, column):
            layout.setSpacing(6)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._folded)
        self._folded.hide()
        more.toggled.connect(self._folded.setVisible)
        remove.clicked.connect(self.removed)
        for cell in self._cells.values():
            cell.textChanged.connect(self.edited)
        cells = self._cells
        self.stops: list[QWidget] = [  # of Tab, in reading order
            *(cells[name] for name in FIRST),
            more,
            *(cells[name] for name in FOLDED),
            remove,
        ]
        self.set_number(number)

    def set_number(self, number: int) -> None:
        """Show which row this is and say so in each cell's name."""
        self._number.setText(str(number))
        for name, cell in self._cells.items():
            cell.setAccessibleName(
                _("{column}, row {number}").format(column=_(_FIELDS[name].label), number=number)
            )

    def typed(self) -> dict[str, str]:
        """Return what each cell holds, without the empty ones."""
        held = {name: _value(cell) for name, cell in self._cells.items()}
        return {name: value for name, value in held.items() if value}

    def is_blank(self) -> bool:
        """Say whether nothing was typed; a proposed cause is not typed."""
        typed = self.typed()
        if typed.get("cause", "") == self._proposed:
            typed.pop("cause", None)
        return not typed

    def clear(self, cause: str) -> None:
        """Empty the row, but for a cause to propose."""
        for cell in self._cells.values():
            cell.clear()
        self._more.setChecked(False)
        self._proposed = ""
        self.propose_cause(cause)

    def show_kept(self, values: dict[str, Any]) -> None:
        """Show a kept row; low and high only where they differ from the best."""
        self._proposed = None
        for name, cell in self._cells.items():
            value = values[name]
            if name in ("low", "high") and value == values["best"]:
                value = None
            if name == "best" and value is None:
                value = "?"
            text = "" if value is None else str(value)
            if isinstance(cell, FindBox):
                cell.set_value(text)
            else:
                cell.setText(text)
        unfolds = any(values[name] != values["best"] for name in ("low", "high"))
        self._more.setChecked(unfolds or values["sex"] != "unknown" or values["age"] != "unknown")

    def propose_cause(self, code: str) -> None:
        """Put a cause into the row, unless it holds one that was typed or kept."""
        cause = self._cells["cause"]
        if isinstance(cause, FindBox) and cause.value() == self._proposed:
            self._proposed = code
            cause.set_value(code)

    def mark(self, wrong: set[str]) -> None:
        """Mark the cells of these columns as wrong, and open the fold if one lies there."""
        for name, cell in self._cells.items():
            state = "error" if name in wrong else ""
            if cell.property("state") != state:
                restyle(cell, "state", state)
        if wrong & set(FOLDED) - set(COUNTS):
            self._more.setChecked(True)

    def focus_first(self) -> None:
        """Put the cursor into the first cell."""
        self.stops[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _heading(theme: Theme, add: QWidget) -> QWidget:
    """Return the names of the columns, laid out as the cells below them, and the button to add."""
    head = QWidget()
    line = QHBoxLayout(head)
    line.setContentsMargins(theme.px(14) + 6, 0, 0, 0)
    line.setSpacing(6)
    for name in FIRST:
        label = ElidedLabel(_(_FIELDS[name].label), "meta")
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.addWidget(label, _STRETCH[name])
    line.addSpacing(theme.px(24))
    line.addWidget(add)
    return head


def _cell(theme: Theme, field: Field) -> QLineEdit:
    cell = QLineEdit() if field.choices is None else FindBox(theme, offers_of(field.choices))
    cell.setToolTip(_(field.help) if field.help else "")
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return cell


def _value(cell: QLineEdit) -> str:
    return cell.value() if isinstance(cell, FindBox) else cell.text().strip()
