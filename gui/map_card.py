"""The card on the map that tells of the selected incident."""

from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy import Row

from db.text import show_count, show_occurred, show_status
from db.vocabulary import PLOTTED, LocationPrecision
from db.words import _
from gui.actions import key_of
from gui.buttons import Button
from gui.cells import CHIPS
from gui.map_sight import Sight
from gui.severity import SeverityBar
from gui.theme import Theme
from gui.widgets import Label, StatusChip, WrapLabel

WIDE = 292


class MapCard(QFrame):
    """Number, status, what happened, losses and how exactly the place is known."""

    opened = Signal()  # its incident is wanted in the log

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("card", True)
        self._head = QHBoxLayout()
        self._number, self._when = Label("", "note"), Label("", "note")
        self._number.setFont(theme.font(12, zero=True))
        self._summary, self._losses = WrapLabel("", "strong"), WrapLabel("", "deaths")
        self._whom, self._place = WrapLabel("", "note"), WrapLabel("", "meta")
        self._severity, self._status = SeverityBar(theme, 0), StatusChip(theme, "initial", "")
        go = Button(theme, _("Show in log"), "", key_of("show_in_log"), "quiet", small=True)
        go.clicked.connect(self.opened)
        self._head.setSpacing(8)
        self._head.addWidget(self._severity)
        self._head.addWidget(self._number)
        self._head.addStretch(1)
        self._head.addWidget(self._status)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(self._head)
        for label in (self._summary, self._when, self._losses, self._whom, self._place):
            column.addWidget(label)
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedWidth(theme.px(WIDE))
        self.hide()

    def show_row(self, row: Row[Any]) -> None:
        """Tell of an incident, given its row of LISTED."""
        losses = _losses(row)
        self._severity.show_level(row.severity)
        self._number.setText(row.number)
        status, words = CHIPS[row.status], show_status(row.status, row.updates)
        self._status.show_status(status, words)
        self._summary.setText(row.summary or _(row.type.label))
        self._when.setText(show_occurred(row.occurred, row.time_precision))
        self._losses.setText(losses)
        self._losses.set_role("deaths" if row.killed else "fact")
        self._losses.setVisible(bool(losses))
        self._whom.setText(_whom(row))
        self._place.setText(_exactness(row))
        self.setAccessibleName(row.number)
        self.setAccessibleDescription(". ".join(filter(None, (row.summary, losses))))
        self.show()
        self.adjustSize()

    def stand_by(self, at: QPointF | None, sight: Sight, right: int) -> None:
        """Stand beside a point of the map, left of it if there is no room; without one at the left.

        Args:
            right: Pixels at the right that other things take.
        """
        left, top = 64.0, 16.0
        if at is not None:
            left = at.x() + 34
            if left + self.width() > sight.width - right:
                left = at.x() - 34 - self.width()
            top = at.y() - 52
        left = max(8, min(left, sight.width - right - self.width()))
        top = min(max(top, 8), max(8.0, sight.height - self.height() - 8))
        self.move(round(left), round(top))


def _losses(row: Row[Any]) -> str:
    """Return what is known of killed, injured and abducted: "6 killed, 3 injured"."""
    told = (
        (_("{n} killed"), show_count(row.killed, is_open=bool(row.killed_open))),
        (_("{n} injured"), show_count(row.injured, is_open=bool(row.injured_open))),
        (_("{n} abducted"), show_count(row.abducted or None)),
    )
    return ", ".join(words.format(n=count) for words, count in told if count not in ("", "0"))


def _whom(row: Row[Any]) -> str:
    """Return what it was, against whom and where: "Direct fire; UN military; Aguelhok"."""
    told = (_(row.type.label), _(row.target.label) if row.target else "", row.place or row.region)
    return _("; ").join(filter(None, told))


def _exactness(row: Row[Any]) -> str:
    """Return how exactly the place is known, and whether that is too little for a dot."""
    precision = row.location_precision or LocationPrecision.UNKNOWN
    told = _("Place: {precision}").format(precision=_(precision.label))
    if precision in PLOTTED and row.latitude is not None:
        return told
    return _("{place}; not on the map").format(place=told)
