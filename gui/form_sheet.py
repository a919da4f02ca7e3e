"""All fields of the form together: what differs from the log, what can be read, what is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from db.content import DEFAULTS, Circumstances, read_field, understand
from db.errors import BadContent, NotUnderstood
from db.fields import Kind
from gui.form_cell import Around, Cell

# A new incident opens with these; how well the time is known follows from how it is typed.
_OPENS_WITH = {name: value for name, value in DEFAULTS.items() if name != "time_precision"}
# The least that can be logged, so that a form half filled can be looked over for contradictions.
_REQUIRED = {"occurred": "1945-01-01T00:00:00.000Z", "type": "OTH", "summary": "-"}
_LEAST = {**DEFAULTS, **_REQUIRED}


class FormSheet:
    """The cells of the form by field name, over the content that the log keeps already."""

    def __init__(self, cells: dict[str, Cell], around: Around) -> None:
        self.cells, self._around = cells, around
        self._kept: Mapping[str, Any] | None = None

    def begin(self, kept: Mapping[str, Any] | None) -> None:
        """Show the content of an incident in the log, or what a new one (None) opens with."""
        self._kept = kept
        shown = _OPENS_WITH if kept is None else kept
        for name, cell in self.cells.items():
            cell.input.show(shown.get(name))

    def changes(self) -> dict[str, Any]:
        """Return what differs from the content that the form opened with."""
        cells = self.cells.items()
        return {name: cell.input.raw() for name, cell in cells if cell.input.is_changed()}

    def held(self) -> dict[str, Any]:
        """Return for a draft what every field that was touched holds to the letter."""
        cells = self.cells.items()
        return {name: cell.input.held() for name, cell in cells if cell.input.is_touched()}

    def restore(self, held: Mapping[str, Any]) -> None:
        """Put back what `held` returned. A field that no form has any more is left out."""
        for name in held.keys() & self.cells.keys():
            self.cells[name].input.restore(held[name])

    def is_touched(self) -> bool:
        """Say whether any field holds something else than it was given."""
        return any(cell.input.is_touched() for cell in self.cells.values())

    def judge(self, *, whole: bool) -> None:
        """Say at every field what is understood, wrong or doubtful.

        Args:
            whole: It is to be saved: what is required and was not typed yet is wrong, too.
        """
        problems: Mapping[str, str] = {}
        doubts: Mapping[str, str] = {}
        base = self._kept or (None if whole else _LEAST)
        try:
            doubts = understand(self.changes(), self._around(), base).doubts
        except BadContent as refusal:
            problems = refusal.problems
        self.say(problems, doubts)

    def say(self, problems: Mapping[str, str], doubts: Mapping[str, str]) -> None:
        """Say at every field its problem or its doubt, or else how it was understood."""
        for name, cell in self.cells.items():
            cell.judge(problems.get(name, ""), doubts.get(name, ""))

    def wrong(self) -> list[Cell]:
        """Return the cells below which an error stands, in the order of the form."""
        return [cell for cell in self.cells.values() if cell.is_wrong()]

    def read(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the content as far as it can be read, and by field the words that can't be."""
        base, raw = self._kept or _LEAST, self.changes()
        content: dict[str, Any] | None = None
        while content is None:
            try:
                content = understand(raw, self._around(), base).content
            except BadContent as refusal:
                left = _without(raw, refusal.problems)
                # What the log itself keeps may contradict itself: then that is all there is.
                content, raw = dict(base) if left == raw else None, left
        if self._kept is None:
            for name in _REQUIRED.keys() - raw.keys():
                del content[name]
        unread = {
            name: cell.words()
            for name, cell in self.cells.items()
            if cell.input.is_changed() and not self._can_be_read(cell)
        }
        return content, unread

    def read_otherwise(self, then: datetime) -> list[Cell]:
        """Return the times that were typed and that, typed at `then`, meant another moment."""
        around = replace(self._around(), now=then)
        return [
            cell
            for cell in self.cells.values()
            if cell.field.kind is Kind.TIME
            and cell.input.is_changed()
            and self._time(cell, around) not in (None, self._time(cell, self._around()))
        ]

    def _time(self, cell: Cell, around: Circumstances) -> Any:
        try:
            return read_field(cell.field, cell.input.typed(), around)
        except NotUnderstood:
            return None

    def _can_be_read(self, cell: Cell) -> bool:
        try:
            read_field(cell.field, cell.input.typed(), self._around())
        except NotUnderstood:
            return False
        return True


def _without(raw: Mapping[str, Any], problems: Mapping[str, str]) -> dict[str, Any]:
    """Return `raw` without what can't be read; of casualties the quick line goes first."""
    left = {name: value for name, value in raw.items() if name not in problems}
    if "casualties" in problems:
        rows = [row for row in raw.get("casualties", ()) if not isinstance(row, str)]
        if rows and rows != raw["casualties"]:
            left["casualties"] = rows
    return left
