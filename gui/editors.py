"""One editor per field: from the kept value to a widget, and from what is typed back to raw."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from db.content import Circumstances
from db.fields import Field, Kind
from db.text import labelled, show
from db.vocabulary import Credibility, EventType, Reliability, Term, subtypes_of
from db.words import _
from gui.buttons import Segmented
from gui.casualty_editor import CasualtyEditor
from gui.finding import FindBox, Offer, offers_of
from gui.place_box import PlaceBox
from gui.theme import Theme

SEGMENTS = 6  # a closed list of at most so many terms lies open as a row
ONE_LINE = 200  # characters; a text that may be longer gets a box that grows
GRADES = (Reliability, Credibility)  # shown by code; their words stand below
ROW_LETTERS = 30  # a row with more needs the width of two fields
WIDE_LINES = ("source",)  # so that the two grades stand side by side below it
MOST_LINES = 12
PLACE = "place"  # the line that lists the gazetteer


class Editor:
    """A field's widget with what it was given to show, so that a change is known as one.

    What was not touched goes back as it was kept: writing it out and reading it again could
    lose the seconds of a time or the decimals of a position.
    """

    def __init__(
        self,
        field: Field,
        widget: QWidget,
        edited: SignalInstance,
        typed: Callable[[], Any],
        write: Callable[[Any], None],
        held: Callable[[], Any] | None = None,
        restore: Callable[[Any], None] | None = None,
    ) -> None:
        """Join a widget to its field.

        Args:
            field: What is edited.
            widget: Where it is edited.
            edited: The widget's signal of any change.
            typed: Returns what the widget holds, as `db.content` reads it; empty for nothing.
            write: Puts a kept value, or None, into the widget.
            held: Returns what stands in the widget to the letter, as plain JSON data for a
                draft; `typed` where that is the same.
            restore: Puts back what `held` returned; `write` where that is the same.
        """
        self.field, self.widget, self.edited, self.typed = field, widget, edited, typed
        self._write = write
        self.held, self.restore = held or typed, restore or write
        self.show(None)

    def show(self, kept: Any) -> None:
        """Put a kept value into the widget, None for nothing reported."""
        self._kept = kept
        self._write(kept)
        self._written, self._held = self.typed(), self.held()

    def is_touched(self) -> bool:
        """Say whether anything stands otherwise than it was given, if only half a word."""
        return bool(self.held() != self._held)

    def is_changed(self) -> bool:
        """Say whether the widget holds something else than it was given."""
        return bool(self.typed() != self._written)

    def raw(self) -> Any:
        """Return what is to be read: the kept value itself unless it was changed."""
        return self.typed() if self.is_changed() else self._kept


def editor_for(field: Field, theme: Theme, around: Callable[[], Circumstances]) -> Editor:
    """Return an empty editor for a field; its widget has no label yet.

    Args:
        around: Returns when and where it is typed, with the gazetteer in force.
    """
    if field.name == PLACE:
        return _place(field, theme, around)
    return _MAKERS[field.kind](field, theme)


def is_row(field: Field) -> bool:
    """Say whether the field's closed list is so short that it lies open."""
    return field.choices is not None and len(field.choices) <= SEGMENTS


def is_wide(field: Field) -> bool:
    """Say whether the editor needs the full width of a section."""
    if is_row(field) and field.choices is not None:
        return sum(len(words) for _code, words in _segments(field.choices)) > ROW_LETTERS
    return field.kind in (Kind.TEXT, Kind.TERMS) or field.name in WIDE_LINES


def _segments(choices: type[Term]) -> list[tuple[str, str]]:
    """Return code and words of each term of a short list; grades are known by their code."""
    return [(str(term), str(term) if choices in GRADES else _(term.label)) for term in choices]


def _line(field: Field, theme: Theme) -> Editor:
    if field.limit > ONE_LINE and field.kind is Kind.LINE:
        return _text(field, theme)
    widget = QLineEdit()
    if field.kind in (Kind.TIME, Kind.POSITION):
        widget.setFont(theme.font(13, zero=True))
    return Editor(
        field,
        widget,
        widget.textChanged,
        lambda: widget.text().strip(),
        lambda kept: widget.setText(show(field, kept)),
        widget.text,
        widget.setText,
    )


def _open_list(field: Field, theme: Theme) -> Editor:
    return _listing(field, FindBox(theme, is_open=True))


def _place(field: Field, theme: Theme, around: Callable[[], Circumstances]) -> Editor:
    return _listing(field, PlaceBox(theme, around))


def _listing(field: Field, widget: FindBox | PlaceBox) -> Editor:
    """Return the editor of a line that proposes what to write, and keeps whatever is typed."""
    return Editor(
        field,
        widget,
        widget.textChanged,
        widget.value,
        lambda kept: widget.set_value(kept or ""),
        widget.text,
        widget.setText,
    )


def _text(field: Field, theme: Theme) -> Editor:
    widget = GrowingText(2 if field.kind is Kind.LINE else 3)
    return Editor(
        field,
        widget,
        widget.textChanged,
        lambda: widget.toPlainText().strip(),
        lambda kept: widget.setPlainText(kept or ""),
        widget.toPlainText,
        widget.setPlainText,
    )


def _term(field: Field, theme: Theme) -> Editor:
    choices = field.choices or Term
    if is_row(field):
        row = ChoiceRow(field, choices)
        return Editor(field, row, row.changed, row.value, lambda kept: row.choose(str(kept or "")))
    offers = offers_of(choices)
    if choices is EventType:
        offers += tuple(
            Offer(str(subtype), labelled(_(event_type.label), _(subtype.label)), is_listed=False)
            for event_type in EventType
            for subtype in subtypes_of(event_type)
        )
    widget = FindBox(theme, offers)
    return Editor(
        field,
        widget,
        widget.textChanged,
        widget.value,
        lambda kept: widget.set_value(str(kept or "")),
        widget.text,
        widget.setText,
    )


def _terms(field: Field, theme: Theme) -> Editor:
    widget = CheckList(field.choices or Term)
    return Editor(field, widget, widget.edited, widget.codes, lambda kept: widget.tick(kept or []))


def _casualties(field: Field, theme: Theme) -> Editor:
    widget = CasualtyEditor(theme)
    return Editor(
        field,
        widget,
        widget.edited,
        widget.rows,
        lambda kept: widget.show_rows(kept or []),
        widget.held,
        widget.restore,
    )


def _line_or_list(field: Field, theme: Theme) -> Editor:
    return (_open_list if field.name in (*OPEN_LISTS, *SUGGESTED) else _line)(field, theme)


OPEN_LISTS = ("subtype", "region", "perpetrator", "claimed_by")  # the form fills their lists
# Lines that offer what the officer wrote into them before.
SUGGESTED = (
    *("route", "own_unit", "own_task", "attribution_basis", "claim_channel"),
    *("convoy", "position_hit", "fire_direction", "fire_distance", "weapons", "source"),
)

_MAKERS: dict[Kind, Callable[[Field, Theme], Editor]] = {
    Kind.LINE: _line_or_list,
    Kind.TEXT: _text,
    Kind.TERM: _term,
    Kind.TERMS: _terms,
    Kind.WORDS: _line,
    Kind.TIME: _line,
    Kind.POSITION: _line,
    Kind.CASUALTIES: _casualties,
}


_TAKE_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class GrowingText(QPlainTextEdit):
    """Paragraphs in a box that grows with them, up to twelve lines. Tab leaves it."""

    def __init__(self, fewest_lines: int) -> None:
        super().__init__()
        self._fewest = fewest_lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        """Set the height from the lines as they are wrapped; Qt counts this layout in lines."""
        lines = round(self.document().documentLayout().documentSize().height())
        lines = max(self._fewest, min(lines, MOST_LINES))
        around = 2 * round(self.document().documentMargin()) + 12
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)


class ChoiceRow(Segmented):
    """A short closed list, laid open. Delete takes the choice back to "not reported".

    While nothing is chosen, the first arrow chooses where the cursor stands.
    """

    def __init__(self, field: Field, choices: type[Term]) -> None:
        super().__init__(_(field.label), _segments(choices), solid=choices in GRADES)
        self.setFocusProxy(self.findChildren(QPushButton)[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if not (pressed and isinstance(event, QKeyEvent) and isinstance(watched, QPushButton)):
            return super().eventFilter(watched, event)
        if event.key() in _TAKE_BACK:
            self.choose("")
            self.changed.emit("")
            return True
        if event.key() in _ARROWS and not self.value():
            watched.click()
            return True
        return super().eventFilter(watched, event)


class CheckList(QWidget):
    """Several terms of a list, kept in the order in which they were ticked."""

    edited = Signal()

    def __init__(self, choices: type[Term], columns: int = 3) -> None:
        super().__init__()
        self._codes: list[str] = []
        self._boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        for place, term in enumerate(choices):
            box = self._boxes[str(term)] = QCheckBox(_(term.label))
            box.toggled.connect(lambda on, code=str(term): self._toggled(code, on))
            grid.addWidget(box, place // columns, place % columns)
            grid.setColumnStretch(place % columns, 1)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def codes(self) -> list[str]:
        """Return the codes that are ticked."""
        return list(self._codes)

    def tick(self, codes: list[str]) -> None:
        """Tick these and no others."""
        for box in self._boxes.values():
            box.setChecked(False)
        for code in codes:
            self._boxes[code].setChecked(True)

    def _toggled(self, code: str, on: bool) -> None:
        if on:
            self._codes.append(code)
        else:
            self._codes.remove(code)
        self.edited.emit()
