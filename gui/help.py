"""The page of keys, made from the table of actions, and what the program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.words import _
from gui.actions import ACTIONS, ActionSpec
from gui.ask import AskDialog
from gui.buttons import Button
from gui.keys import key_words
from gui.sections import SectionHeader
from gui.theme import Theme
from gui.widgets import Label

VERSION = "0.1.0"
_WIDE = 125  # text size in per cent from which only three columns fit beside each other
_HEADING = 2  # lines that a title takes, with the room around it
_Group = tuple[str, list[ActionSpec]]


class KeysDialog(QDialog):
    """Every action that has a key, under the title of its menu or of its part of the form."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        page = QWidget()
        sides = QHBoxLayout(page)
        sides.setContentsMargins(0, 0, theme.px(12), 0)
        sides.setSpacing(theme.px(28))
        for groups in _columns(3 if theme.scale >= _WIDE else 4):
            side = QVBoxLayout()
            side.setSpacing(5)
            for title, specs in groups:
                side.addWidget(SectionHeader(_(title)))
                side.addLayout(_keys(theme, specs))
                side.addSpacing(10)
            side.addStretch(1)
            sides.addLayout(side, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(page)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(page.sizeHint().width())
        close = Button(theme, _("Close"), key_hint="Esc")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 8, 14)
        column.setSpacing(10)
        column.addWidget(Label(_("Keys"), "view"))
        column.addWidget(scroll, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        room = parent.screen().availableSize().height() - theme.px(90)
        self.resize(self.sizeHint().width(), min(page.sizeHint().height() + theme.px(110), room))


def _columns(number: int) -> list[list[_Group]]:
    """Return the titles with their keys, in the order of the table, in columns of like length."""
    groups: dict[str, list[ActionSpec]] = {}
    for spec in ACTIONS:
        if spec.key:
            groups.setdefault(spec.menu, []).append(spec)
    whole = sum(len(specs) + _HEADING for specs in groups.values())
    columns: list[list[_Group]] = [[] for _column in range(number)]
    taken = 0
    for title, specs in groups.items():
        lines = len(specs) + _HEADING
        columns[(2 * taken + lines) * number // (2 * whole)].append((title, specs))  # its middle
        taken += lines
    return columns


def _keys(theme: Theme, specs: list[ActionSpec]) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, theme.px(98))  # one edge for all the keys of a column
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for line, spec in enumerate(specs):
        grid.addWidget(Label(_(spec.text).rstrip("…"), "fact"), line, 0)
        grid.addWidget(Label(key_words(spec.key), "factStrong"), line, 1)
    return grid


class Help:
    """Methods are named as in `ACTIONS`."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self._theme, self._window = theme, window

    def show_keys(self) -> None:
        """Show the page of keys."""
        KeysDialog(self._theme, self._window).exec()

    def show_about(self) -> None:
        """Say what the program is, its version and its licence."""
        dialog = AskDialog(
            self._theme,
            _("Watchkeeper {version}").format(version=VERSION),
            _(
                "The incident logbook for peace operations. It works without a network; nothing "
                "leaves this computer. Apache-2.0; map data Natural Earth, places GeoNames "
                "(geonames.org, CC BY 4.0), fonts Inter, Source Sans 3, DejaVu and Noto, "
                "icons Lucide."
            ),
            _("Close"),
            lambda _typed: None,
            parent=self._window,
        )
        dialog.cancel.hide()
        dialog.exec()
