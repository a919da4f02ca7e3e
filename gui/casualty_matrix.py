"""The casualties of one incident as a table of numbers: who by what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.text import show_count
from db.vocabulary import INJURED, KILLED, Category, Outcome
from db.words import N_, _
from gui.widgets import Label, rule

_COLUMNS = (
    (KILLED, N_("Killed")),
    (INJURED, N_("Injured")),
    ((Outcome.MISSING,), N_("Missing")),
    ((Outcome.ABDUCTED,), N_("Abducted")),
)
Cell = tuple[int, bool]  # best estimates added up; whether some number is not known


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
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for place, (_outcomes, title) in enumerate(_COLUMNS, start=1):
            head = Label(_(title), "meta")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, place)
        before = _added(first_told)
        for line, (who, cells) in enumerate(_added(rows).items()):
            grid.addWidget(rule(), 2 * line + 1, 0, 1, len(_COLUMNS) + 1)
            grid.addWidget(_who(*who), 2 * line + 2, 0)
            former = before.get(who) if first_told else None
            self._fill(grid, 2 * line + 2, cells, former)

    def _fill(
        self, grid: QGridLayout, line: int, cells: list[Cell], former: list[Cell] | None
    ) -> None:
        for place, (best, is_open) in enumerate(cells):
            words = show_count(best, is_open=is_open)
            label = Label(words, "factStrong" if words != "0" else "meta")
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            if place == 0 and words != "0":
                label.set_role("deaths")
            if former is not None and former[place] != cells[place]:
                was = show_count(former[place][0], is_open=former[place][1])
                label.setText(f"<s>{was}</s>&nbsp; {words}")
            grid.addWidget(label, line, place + 1)


def _who(category: str, nationality: str) -> Label:
    if not category:
        return Label(_("Total"), "factStrong")
    words = _(Category(category).label)
    label = Label(f"{words}  {nationality}" if nationality else words, "fact")
    label.setMinimumWidth(0)
    return label


def _added(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[Cell]]:
    """Return the cells of every category and nationality, and of the total under ("", "")."""
    groups = dict.fromkeys((row["category"], row["nationality"] or "") for row in rows)
    order = [*Category]
    keys = sorted(groups, key=lambda key: (order.index(Category(key[0])), key[1]))
    added = {key: [_cell(rows, key, outcomes) for outcomes, _t in _COLUMNS] for key in keys}
    return {**added, ("", ""): [_cell(rows, None, outcomes) for outcomes, _t in _COLUMNS]}


def _cell(
    rows: Sequence[Mapping[str, Any]],
    key: tuple[str, str] | None,
    outcomes: Sequence[str],
) -> Cell:
    counted = [
        row["best"]
        for row in rows
        if row["outcome"] in outcomes
        and (key is None or (row["category"], row["nationality"] or "") == key)
    ]
    return sum(best or 0 for best in counted), None in counted
