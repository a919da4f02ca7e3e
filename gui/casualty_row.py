"""One group of casualties as a line of cells, and the names of their columns."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
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
_STRETCH = {"category": 20, "nationality": 12, "outcome": 18, "cause": 16, "best": 9}
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


class CasualtyRow(QWidget):
    """One group of people: a line of cells, and a second one behind the toggle."""

    edited = Signal()
    added = Signal()  # an empty row is asked for
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that no cell has taken: another row, or this one away."""
        if asks_for_row(event):
            self.added.emit()
        elif _holds_control(event) and event.key() == Qt.Key.Key_Minus:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

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

    def held(self) -> dict[str, str]:
        """Return the text in each cell to the letter, without the empty ones."""
        return {name: cell.text() for name, cell in self._cells.items() if cell.text()}

    def restore(self, held: dict[str, str]) -> None:
        """Put back what `held` returned."""
        for name, cell in self._cells.items():
            cell.setText(held.get(name, ""))
        self._more.setChecked(bool(held.keys() & set(FOLDED)))

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
            _write(cell, text)
        unfolds = any(values[name] != values["best"] for name in ("low", "high"))
        self._more.setChecked(unfolds or values["sex"] != "unknown" or values["age"] != "unknown")

    def show_typed(self, values: dict[str, str]) -> None:
        """Show a row of a quick line; the cause proposed is still no more than that."""
        for name, value in values.items():
            _write(self._cells[name], value)
        self._more.setChecked(bool(values.keys() & set(FOLDED)))

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


def asks_for_row(event: QKeyEvent) -> bool:
    """Say whether the keys ask for an empty row: Ctrl++, with or without Shift for the +."""
    return _holds_control(event) and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


def _holds_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def heading(theme: Theme) -> QWidget:
    """Return the names of the columns, laid out as the cells below them."""
    head = QWidget()
    line = QHBoxLayout(head)
    line.setContentsMargins(theme.px(14) + 6, 0, 0, 0)
    line.setSpacing(6)
    for name in FIRST:
        label = ElidedLabel(_(_FIELDS[name].label), "meta")
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.addWidget(label, _STRETCH[name])
    line.addSpacing(2 * theme.px(24) + 6)
    return head


def _cell(theme: Theme, field: Field) -> QLineEdit:
    cell = QLineEdit() if field.choices is None else FindBox(theme, offers_of(field.choices))
    cell.setToolTip(_(field.help) if field.help else "")
    cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return cell


def _value(cell: QLineEdit) -> str:
    return cell.value() if isinstance(cell, FindBox) else cell.text().strip()


def _write(cell: QLineEdit, value: str) -> None:
    if isinstance(cell, FindBox):
        cell.set_value(value)
    else:
        cell.setText(value)
