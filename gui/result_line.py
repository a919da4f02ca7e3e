"""The line that says what is shown, in the words that exports and reports print."""

from PySide6.QtWidgets import QHBoxLayout

from db.query import IncidentQuery, Order, Totals
from db.wording import in_words
from db.words import _, ngettext
from gui.buttons import FilterChip, IconButton
from gui.columns import COLUMNS
from gui.theme import Theme
from gui.widgets import ElidedLabel, Label, Pane, rule


class ResultLine(Pane):
    """How many, of what, their losses and their order; at the right what the view adds."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("bg1", "bottom")
        self.columns_button = IconButton(theme, "columns-3", _("Columns"))
        self.view_chip = FilterChip(theme, _("View"), "bookmark")
        self.export_button = IconButton(theme, "download", _("Export the table as CSV"))
        self.count = Label("", "factStrong")
        self.facts = ElidedLabel("", "note")
        self.mapped, self.unmapped = Label("", "note"), ElidedLabel("", "warn")
        self.beside = Label("", "note")
        self.setFixedHeight(theme.px(32))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self.count)
        row.addWidget(rule(upright=True))
        row.addWidget(self.facts, 1)
        row.addWidget(self.mapped)
        row.addWidget(self.unmapped, 1)
        row.addWidget(self.beside)
        row.addWidget(self.view_chip)
        row.addWidget(self.columns_button)
        row.addWidget(self.export_button)
        self._order = ""
        self.tell_map("", "")

    def tell_map(self, mapped: str, unmapped: str) -> None:
        """Say how many of them are on the map, and how many are not; "" away from it."""
        on_map = bool(mapped)
        self.mapped.setText(mapped)
        self.unmapped.setText(unmapped)
        self.mapped.setVisible(on_map)
        self.unmapped.setVisible(bool(unmapped))
        self.columns_button.setHidden(on_map)
        if not on_map:
            self.beside.setText(self._order)

    def tell(self, query: IncidentQuery, shown: int, whole: int, totals: Totals) -> None:
        """Say that `shown` of the `whole` log answer the question, and what they add up to."""
        told = ngettext("{n} incident", "{n} incidents", whole).format(n=whole)
        if shown != whole:
            told = _("{n} of {whole}").format(n=shown, whole=told)
        self.count.setText(told)
        facts = [
            in_words(query),
            _("{n} killed, {un} of them UN").format(n=totals.killed, un=totals.killed_un),
            _("{n} injured").format(n=totals.injured),
        ]
        if totals.unknown:
            facts.append(_("{n} with unknown losses").format(n=totals.unknown))
        self.facts.setText("   |   ".join(facts))
        self._order = _("Sorted by {keys}").format(keys=_in_keys(query.order))
        if self.mapped.isHidden():
            self.beside.setText(self._order)


def _in_keys(order: tuple[Order, ...]) -> str:
    """Return the sort keys in words, e.g. "Killed, then DTG"."""
    words = _(", then ").join(_key_words(key.name) for key in order)
    if [key.name for key in order] == ["occurred"]:
        newest = _("newest first") if order[0].descending else _("oldest first")
        return f"{words}, {newest}"
    return words


def _key_words(name: str) -> str:
    return next(_(column.label) for column in COLUMNS if column.order == name)
