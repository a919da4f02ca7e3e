"""The casualties of one incident as a table of numbers: who by what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.text import show_count
from db.vocabulary import INJURED, KILLED, Category, Outcome
from db.words import N_, _
from gui.widgets import Label, WrapLabel, rule

Column = tuple[tuple[Outcome, ...], str]  # what is counted in it; its heading
Group = tuple[str, str]  # category, and nationality or ""
Cell = tuple[int, bool]  # best estimates added up; whether some number is not known
_ALWAYS: tuple[Column, ...] = (
    (KILLED, N_("Killed")),
    (INJURED, N_("Injured")),
    ((Outcome.MISSING,), N_("Missing")),
    ((Outcome.ABDUCTED,), N_("Abducted")),
)
_IF_ANY = (Outcome.RELEASED, Outcome.DETAINED)


class CasualtyMatrix(QWidget):
    """One row per category and nationality, and the total; `?` is not known, `0` is none."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, Any]],
        first_told: Sequence[Mapping[str, Any]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show `rows` of kept content; cells that differ from `first_told` keep it struck."""
        super().__init__(parent)
        columns = _columns([*rows, *first_told])
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for place, (_outcomes, title) in enumerate(columns, start=1):
            head = Label(_(title), "meta")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, place)
        for line, who in enumerate(_groups([*rows, *first_told])):
            grid.addWidget(rule(), 2 * line + 1, 0, 1, len(columns) + 1)
            grid.addWidget(_who(who), 2 * line + 2, 0)
            for place, (outcomes, _title) in enumerate(columns, start=1):
                cell = _cell(rows, who, outcomes)
                former = _cell(first_told, who, outcomes) if first_told else cell
                label = _number(cell, former, is_deaths=outcomes is KILLED)
                grid.addWidget(label, 2 * line + 2, place)


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """Return the columns: those of every incident, then the outcomes that occur besides."""
    found = {row["outcome"] for row in rows}
    return [*_ALWAYS, *(((outcome,), outcome.label) for outcome in _IF_ANY if outcome in found)]


def _groups(rows: Sequence[Mapping[str, Any]]) -> list[Group | None]:
    """Return the categories and nationalities in their order, and None for the total."""
    order = [*Category]
    groups = {(row["category"], row["nationality"] or "") for row in rows}
    return [*sorted(groups, key=lambda group: (order.index(Category(group[0])), group[1])), None]


def _number(cell: Cell, former: Cell, *, is_deaths: bool) -> Label:
    words = show_count(cell[0], is_open=cell[1])
    label = Label(words, "meta" if words == "0" else "deaths" if is_deaths else "factStrong")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    if former != cell:
        label.setText(f"<s>{show_count(former[0], is_open=former[1])}</s>&nbsp; {words}")
    return label


def _who(group: Group | None) -> Label:
    if group is None:
        return Label(_("Total"), "factStrong")
    category, nationality = group
    words = _(Category(category).label)
    return WrapLabel(f"{words}  {nationality}" if nationality else words, "fact")


def _cell(rows: Sequence[Mapping[str, Any]], group: Group | None, outcomes: Sequence[str]) -> Cell:
    counted = [
        row["best"]
        for row in rows
        if row["outcome"] in outcomes
        and (group is None or (row["category"], row["nationality"] or "") == group)
    ]
    return sum(best or 0 for best in counted), None in counted
