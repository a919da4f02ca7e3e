"""Asks whether what is being typed is in the log already, and takes the answer by key."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.likeness import Alike
from db.projection import totals_of
from db.text import as_time, show_count, show_occurred, show_subtype
from db.vocabulary import EventType, TimePrecision
from db.words import _, ngettext
from gui.actions import key_of
from gui.buttons import Button
from gui.painting import paint_box
from gui.theme import Theme
from gui.widgets import IconLabel, Label, WrapLabel

_KEY_ROOM = 60  # design pixels, of the names of the rows


class LikenessCard(QFrame):
    """One look-alike beside the draft, what differs in bold, and what can be done about it.

    Its keys work anywhere in the window for as long as the card is seen.
    """

    remarking = Signal(str)  # uid: it is the same; add this to it
    differing = Signal(str)  # uid: it is another one
    linking = Signal(str)  # uid: not sure; log this and link the two
    opened = Signal(str)  # uid

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._asked: tuple[Alike, int, list[tuple[str, str, str]]] | None = None
        self._title, self._how = WrapLabel("", "alike"), WrapLabel()
        self._table = QGridLayout()
        self._table.setVerticalSpacing(1)
        self._table.setColumnMinimumWidth(0, theme.px(_KEY_ROOM))
        self._table.setColumnStretch(1, 1)
        self._table.setColumnStretch(2, 1)
        self._buttons = {
            name: self._button(key, words, chosen)
            for name, key, words, chosen in (
                ("remark", "alike_remark", "", self.remarking),
                ("other", "alike_other", _("Different"), self.differing),
                ("link", "alike_link", _("Not sure: link"), self.linking),
                ("open", "alike_open", _("Open"), self.opened),
            )
        }
        self._lay_out()
        self.hide()

    def show_alikes(self, found: Sequence[Alike], content: Mapping[str, Any]) -> None:
        """Ask about the first of `found`, beside the draft's `content`; hide if there is none."""
        self.setVisible(bool(found))
        if not found:
            return
        asked = (found[0], len(found) - 1, _rows(found[0], content))
        if asked != self._asked:  # laying it out anew takes longer than a keystroke may
            self._asked = asked
            self._ask(*asked)

    def _ask(self, one: Alike, rest: int, rows: Sequence[tuple[str, str, str]]) -> None:
        self._title.setText(_("Same as {number}?").format(number=one.number))
        more = ngettext("{n} more like it", "{n} more like it", rest).format(n=rest)
        self._how.setText(f"{_how_alike(one)}; {more}" if rest else _how_alike(one))
        self.setAccessibleName(f"{self._title.text()} {self._how.text()}")
        short = one.number.rpartition("-")[2]
        self._buttons["remark"].setText(_("Same: add to {number}").format(number=short))
        self._compare(short, rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, line = self._theme["warnBg"], self._theme["warnLine"]
        paint_box(QPainter(self), QRectF(self.rect()), fill, line, 5)

    def _button(self, action: str, words: str, chosen: Any) -> Button:
        button = Button(self._theme, words, key_hint=key_of(action), small=True)
        button.setObjectName(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it types
        button.clicked.connect(lambda: chosen.emit(self._asked[0].uid) if self._asked else None)
        QShortcut(QKeySequence(key_of(action)), self).activated.connect(button.click)
        return button

    def _lay_out(self) -> None:
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        head.setSpacing(6)
        head.addWidget(IconLabel(self._theme, "copy", "warn", 16))
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addWidget(self._how)
        column.addLayout(self._table)
        for names in (("remark", "other"), ("link", "open")):
            row = QHBoxLayout()
            row.setSpacing(6)
            for name in names:
                row.addWidget(self._buttons[name])
            row.addStretch(1)
            column.addLayout(row)

    def _compare(self, number: str, rows: Sequence[tuple[str, str, str]]) -> None:
        """Put the two beside each other, row by row; what differs is bold in both."""
        while (item := self._table.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for column, words in ((1, number), (2, _("This draft"))):
            self._table.addWidget(Label(words, "field"), 0, column)
        for line, (name, theirs, ours) in enumerate(rows, start=1):
            role = "fact" if theirs == ours else "factStrong"
            self._table.addWidget(Label(name, "meta"), line, 0, Qt.AlignmentFlag.AlignTop)
            for column, words in ((1, theirs), (2, ours)):
                value = WrapLabel(words or _("not reported"), role)
                value.setFont(self._theme.font(12, zero=True))
                self._table.addWidget(value, line, column, Qt.AlignmentFlag.AlignTop)


def _how_alike(one: Alike) -> str:
    """Return such as "25 min earlier, 4 km away, same type"."""
    minutes = abs(one.minutes)
    if one.minutes < 0:
        when = _("{n} min earlier").format(n=minutes)
    elif one.minutes > 0:
        when = _("{n} min later").format(n=minutes)
    else:
        when = _("same minute")
    if one.km is None:
        where = _("same place name")
    elif one.km < 1:
        where = _("under 1 km away")
    else:
        where = _("{n} km away").format(n=round(one.km))
    kind = _("same type") if one.is_same_type else one.type_words
    return ", ".join((when, where, kind))


def _rows(one: Alike, content: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what is compared, by name: the incident's and the draft's; less what goes unsaid."""
    totals = totals_of(content.get("casualties", ()), content)
    precision = TimePrecision(content.get("time_precision", TimePrecision.MINUTE))
    occurred = show_occurred(as_time(content["occurred"]), precision)
    rows = [
        (_("Time"), show_occurred(one.occurred, one.time_precision), occurred),
        (_("Place"), one.place, content.get("place", "")),
    ]
    kind = _type_words(content)
    if kind != one.type_words:
        rows.insert(1, (_("Type"), one.type_words, kind))
    for name, theirs, total in (
        (_("Killed"), one.killed, "killed"),
        (_("Injured"), one.injured, "injured"),
    ):
        ours = show_count(totals[total], is_open=totals[f"{total}_open"])
        if theirs != ours or ours not in ("", "0"):
            rows.append((name, theirs, ours))
    return rows


def _type_words(content: Mapping[str, Any]) -> str:
    code = content.get("type")
    return show_subtype(content.get("subtype")) or (_(EventType(code).label) if code else "")
