"""A line that finds an entry of a list from a few letters: terms, regions, groups."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
)

from db.folding import fold
from db.vocabulary import Term
from db.words import _
from gui.icons import paint_icon
from gui.list_popup import ListPopup
from gui.theme import Theme

_REMEMBERED = 4096  # texts: the same lists are gone through at every key


class Offer(NamedTuple):
    """One entry: what is kept, what people read, and whether the whole list shows it too."""

    value: str
    label: str
    is_listed: bool = True


def offers_of(terms: Iterable[Term]) -> tuple[Offer, ...]:
    """Return the terms of a closed list as offers."""
    return tuple(Offer(str(term), _(term.label)) for term in terms)


def found(typed: str, offers: Sequence[Offer]) -> list[Offer]:
    """Return the offers in which every typed word begins a word of label or value, best first.

    Whole words come before beginnings, and labels that begin so before others. After that an
    "unknown" comes first, for a guess must not say more than was typed: "ied road" is a roadside
    IED whose trigger is unknown.
    """
    wanted = _words(typed)
    ranked = []
    for place, offer in enumerate(offers):
        words = _words(f"{offer.value} {offer.label}")
        if wanted and all(any(word.startswith(part) for word in words) for part in wanted):
            begins = any(_folded(offer.label).startswith(part) for part in wanted)
            rank = (len(wanted - words), not begins, "unknown" not in words, place)
            ranked.append((*rank, offer))
    return [offer for *_rank, offer in sorted(ranked)]


@lru_cache(_REMEMBERED)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(_REMEMBERED)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text).replace("_", " ")))


class FindBox(QLineEdit):
    """A line with a list behind it: type a part of the words, or press Down for the whole list.

    From a closed list the best match is taken when the line is left; text that matches nothing
    stays as it is typed. An open list (`is_open`) only proposes.
    """

    settled = Signal(str)  # the value, once it is taken from the list or the line is left

    def __init__(self, theme: Theme, offers: Sequence[Offer] = (), is_open: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._shown = QStringListModel(self)
        self._finder: QCompleter | None = None
        self._is_taking = False
        self.offer(offers, is_open)
        self.textEdited.connect(self._narrow)
        self.textChanged.connect(self._make_room)
        self.editingFinished.connect(self.settle)

    def offer(self, offers: Sequence[Offer], is_open: bool = False) -> None:
        """Put another list behind the line; what is typed stays."""
        self._offers, self._is_open = tuple(offers), is_open
        self._make_room()

    def value(self) -> str:
        """Return what the text stands for: a value of the list, or else the text itself."""
        typed = self.text().strip()
        for offer in self._offers:
            if typed == offer.label:
                return offer.value
        matches = [] if self._is_open else found(typed, self._offers)
        return matches[0].value if matches else typed

    def is_stranger(self) -> bool:
        """Say whether the line holds something that its closed list does not."""
        value = self.value()
        closed = bool(self._offers) and not self._is_open
        return closed and bool(value) and all(value != offer.value for offer in self._offers)

    def set_value(self, value: str) -> None:
        """Show a value in its words as if it had always stood there; "" empties the line."""
        self.setText(self.words(value))
        self.setCursorPosition(0)

    def take(self, value: str) -> None:
        """Write a value over what is typed; Ctrl+Z brings the typing back."""
        self._is_taking = True  # no list is shown for what was just taken from it
        self.selectAll()
        self.insert(self.words(value))
        self._is_taking = False
        self.setCursorPosition(0)

    def words(self, value: str) -> str:
        """Return the label of a value; the value itself if the list does not hold it."""
        return next((offer.label for offer in self._offers if offer.value == value), value)

    def settle(self) -> None:
        """Write out what the text was understood as."""
        value = self.value()
        if self.text() != self.words(value):
            self.take(value)
        self.settled.emit(value)

    def listed(self) -> list[str]:
        """Return the labels that the list under the line shows; empty while it is shut."""
        popup = self._finder.popup() if self._finder else None
        return self._shown.stringList() if popup and popup.isVisible() else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Down:
            self._open()
        elif not (enters and self._choose_marked()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._choose_marked()
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.position().x() > self.width() - self._theme.px(26):
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._finder is None:
            self._finder = self._make_finder()  # only now: a form holds many of these lines
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)  # of words too long for the line the beginning tells more

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.textMargins().right():
            edge = self._theme.px(14)
            mark = QRectF(self.width() - edge - 8, 0, edge, self.height())
            paint_icon(QPainter(self), mark, "chevron-down", self._theme["text2"])

    def _make_room(self) -> None:
        """Keep room for the mark at the right, unless the words need it; then a tooltip helps."""
        mark = self._theme.px(16) if self._offers else 0
        needed = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self._theme.px(10) + mark
        fits = needed <= self.width()
        self.setTextMargins(0, 0, mark if fits else 0, 0)
        self.setToolTip("" if fits else f"<qt>{escape(self.text())}</qt>")

    def _narrow(self, typed: str) -> None:
        """List what was found in the typing."""
        if not self._is_taking:
            self._list(found(typed, self._offers))

    def _list(self, offers: Sequence[Offer]) -> None:
        """Show the list under the line; without a row it is shut."""
        self._shown.setStringList([offer.label for offer in offers])
        if self._finder is not None:
            self._finder.setCompletionPrefix("")
            self._finder.complete()

    def _open(self) -> None:
        """Show what was found, or the whole list beside an empty or finished line."""
        typed = self.text().strip()
        finished = not typed or any(typed == offer.label for offer in self._offers)
        listed = [offer for offer in self._offers if offer.is_listed]
        self._list(listed if finished else found(typed, self._offers) or listed)

    def _choose_marked(self) -> bool:
        """Take the row of the open list that the arrows have marked, and say whether one was."""
        popup = self._finder.popup() if self._finder else None
        marked = popup.currentIndex() if popup and popup.isVisible() else None
        if popup is None or marked is None or not marked.isValid():
            return False
        popup.hide()
        self._choose(str(marked.data()))
        return True

    def _choose(self, label: str) -> None:
        self.take(next((offer.value for offer in self._offers if offer.label == label), label))
        self.settled.emit(self.value())

    def _hear_of_leaving(self) -> None:
        """Tell the line that the cursor is gone: Qt's completer hides it while its list is open."""
        if not self.hasFocus():
            QApplication.sendEvent(self, QFocusEvent(QEvent.Type.FocusOut))

    def _make_finder(self) -> QCompleter:
        """Return what shows the list.

        It is not the line's own completer: Qt's would write over what is typed at every arrow,
        and leave nothing to undo.
        """
        finder = QCompleter(self._shown, self)
        finder.setWidget(self)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        ListPopup(finder).shut.connect(self._hear_of_leaving)
        finder.activated.connect(self._choose)
        return finder
