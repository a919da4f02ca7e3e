"""The page of keys, made from the table of actions, and what the program is."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.words import _
from gui.actions import ACTIONS
from gui.ask import AskDialog
from gui.buttons import Button
from gui.sections import SectionHeader
from gui.theme import Theme
from gui.widgets import Label

VERSION = "0.1.0"


class KeysDialog(QDialog):
    """Every action that has a key, under the title of its menu."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(_("Keys"), "view"))
        sides = QHBoxLayout()
        sides.setSpacing(32)
        titles = list(dict.fromkeys(spec.menu for spec in ACTIONS))
        for side in (titles[:2], titles[2:]):
            part = QVBoxLayout()
            for title in side:
                part.addWidget(SectionHeader(_(title)))
                part.addLayout(_keys(title))
                part.addSpacing(8)
            part.addStretch(1)
            sides.addLayout(part)
        column.addLayout(sides)
        close = Button(theme, _("Close"), key_hint="Esc")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        column.addLayout(row)


def _keys(title: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(7)
    for line, spec in enumerate(one for one in ACTIONS if one.menu == title and one.key):
        grid.addWidget(Label(_(spec.text).rstrip("…"), "fact"), line, 0)
        keys = QKeySequence(spec.key).toString(QKeySequence.SequenceFormat.NativeText)
        grid.addWidget(Label(keys, "factStrong"), line, 1)
    return grid


def about(theme: Theme, parent: QWidget) -> None:
    """Say what the program is, its version and its licence."""
    dialog = AskDialog(
        theme,
        _("Watchkeeper {version}").format(version=VERSION),
        _(
            "The incident logbook for peace operations. It works without a network; nothing "
            "leaves this computer. Apache-2.0; map data Natural Earth, places GeoNames "
            "(geonames.org, CC BY 4.0), fonts Inter, Source Sans 3, DejaVu and Noto, icons Lucide."
        ),
        _("Close"),
        lambda _typed: None,
        parent=parent,
    )
    dialog.cancel.hide()
    dialog.exec()
