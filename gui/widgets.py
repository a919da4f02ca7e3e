"""Small parts of forms and panes: labels, icons, a search line, a field with its line below."""

import re
from collections.abc import Iterable
from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.search import Term, marked_in
from db.words import _
from gui.icons import paint_icon
from gui.painting import (
    Status,
    key_width,
    paint_key,
    paint_status,
    status_width,
)
from gui.stylesheet import restyle
from gui.theme import Theme

_RICH = Qt.TextFormat.RichText
_LONG_WORD, _PIECE = re.compile(r"[^\s<>&;]{36,}"), re.compile(r".{1,12}")
State = Literal["ok", "doubt", "error", "hint"]

# state: icon and the token of its colour; the line's role in the stylesheet
_STATES: dict[State, tuple[str, str, str]] = {
    "ok": ("check", "ok", "note"),
    "doubt": ("triangle-alert", "warn", "note"),
    "error": ("circle-alert", "err", "error"),
    "hint": ("", "text2", "note"),
}


def rule(upright: bool = False) -> QFrame:
    """Return a hairline, lying, or upright between two facts on one line."""
    line = QFrame()
    line.setProperty("rule", True)
    if upright:
        line.setFixedSize(1, 14)
    else:
        line.setFixedHeight(1)
    return line


def empty(layout: QLayout) -> None:
    """Take every widget out of the layout; each goes as soon as nobody is in it any more."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Pane(QFrame):
    """A part of a window with its own ground, parted from its neighbour by a line on one edge."""

    def __init__(
        self,
        ground: Literal["bg0", "bg1", "surface"],
        edge: Literal["", "top", "bottom", "left", "right"] = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("pane", ground)
        self.setProperty("edge", edge)


class Label(QLabel):
    """Plain text in one of the roles of the stylesheet; nothing typed is read as markup."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def set_role(self, role: str) -> None:
        """Change the role, such as from "note" to "error"."""
        restyle(self, "role", role)


def breakable(text: str) -> str:
    """Return `text` with room to break (U+200B) in words that are wider than any pane."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(_PIECE.findall(word[0])), text)


def marked(text: str, marks: Iterable[Term], ground: QColor) -> str:
    """Return `text` as rich text, every word that the marks find on the given ground.

    Whatever `text` holds is shown as it is, its spaces and lines too. "" if there is no hit.
    """
    pieces, done = [], 0
    for begin, end in marked_in(text, marks):
        hit = escape(text[begin:end])
        pieces.append(escape(text[done:begin]))
        pieces.append(f'<span style="background-color: {ground.name()}">{hit}</span>')
        done = end
    shown = "".join((*pieces, escape(text[done:])))
    return f'<span style="white-space: pre-wrap">{shown}</span>' if pieces else ""


def mark_words(page: QWidget, marks: Iterable[Term], ground: QColor) -> None:
    """Mark what was found in every text of the page that wraps."""
    for label in page.findChildren(WrapLabel):
        text = label.text()
        rich = "" if label.textFormat() is _RICH else marked(text, marks, ground)
        if rich:
            label.setAccessibleName(text)
            label.setTextFormat(_RICH)
            label.setText(rich)


class WrapLabel(Label):
    """A label that wraps and is always tall enough; Qt clips wrapped text in nested layouts."""

    def __init__(self, text: str = "", role: str = "note", parent: QWidget | None = None) -> None:
        super().__init__(breakable(text), role, parent)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        super().setText(breakable(text))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: whatever it gets, the text wraps in it."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self.isVisible():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # its style may have changed meanwhile

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # or the former one would come back as the height needed
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class ElidedLabel(Label):
    """One line that gives way with an ellipsis; the whole text is then in its tooltip."""

    def __init__(self, text: str = "", role: str = "note", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics, side = self.fontMetrics(), Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(self.text(), side, self.width())
        self.setToolTip(f"<qt>{escape(self.text())}</qt>" if shown != self.text() else "")
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            Qt.AlignmentFlag.AlignVCenter | self.alignment(),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


class IconLabel(QWidget):
    """An icon in a token's colour; decoration, so screen readers pass it by."""

    def __init__(
        self,
        theme: Theme,
        icon: str = "",
        token: str = "text2",
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(icon, token)

    def show_icon(self, icon: str, token: str) -> None:
        """Show another icon; an empty name shows none."""
        self._icon, self._token = icon, token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._icon:
            box = QRectF(self.rect())
            paint_icon(QPainter(self), box, self._icon, self._theme[self._token])


class StatusChip(QWidget):
    """The status of one incident, as in the table but with its icon."""

    def __init__(
        self, theme: Theme, status: Status, text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status(status, text)

    def show_status(self, status: Status, text: str) -> None:
        """Show another status in the given words."""
        self._status, self._text = status, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = status_width(self._theme, self._text, with_icon=True)
        return QSize(round(width + 0.5), self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        paint_status(QPainter(self), box, self._theme, self._status, self._text, with_icon=True)


class SearchBox(QLineEdit):
    """A search line with its icon, and its key until something is typed. Esc empties it."""

    def __init__(
        self, theme: Theme, placeholder: str, key_hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key_hint
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, box = QPainter(self), QRectF(self.rect())
        edge = self._theme.px(15)
        icon = QRectF(9, 0, edge, box.height())
        paint_icon(painter, icon, "search", self._theme["text2"])
        if self._key and not self.text():
            inside = box.adjusted(0, 0, -8, 0)
            paint_key(painter, inside, self._theme, self._key, self._theme["text2"])

    def _make_room(self) -> None:
        right = round(key_width(self._theme, self._key))
        self.setTextMargins(self._theme.px(19), 0, right, 0)


class FieldBox(QWidget):
    """A label, its editor, and one line below: understood, doubtful, wrong, or a hint.

    The line keeps its room while it is empty, so that a form never jumps under the typist. Only
    what is wrong or doubtful takes more lines if it needs them: nobody hovers for a remedy.
    """

    def __init__(
        self,
        theme: Theme,
        label: str,
        editor: QWidget,
        required: bool = False,
        number: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Put the label above the editor; with a number, Alt and that figure go to the editor."""
        super().__init__(parent)
        self.editor = editor
        words = _("{label} (required)").format(label=label) if required else label
        self._label = Label(f"{number}  {words}" if number else words, "field")
        self._label.setBuddy(editor)
        editor.setAccessibleName(words)
        (editor.focusProxy() or editor).installEventFilter(self)
        if number:
            keys = QShortcut(QKeySequence(f"Alt+{number}"), self)
            keys.activated.connect(self._go)
        self._mark, self._line = IconLabel(theme, size=14, parent=self), ElidedLabel()
        self._whole = WrapLabel()
        self._mark.setFixedHeight(theme.px(18))
        self._line.setFixedHeight(theme.px(18))
        column, below = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        below.setSpacing(5)
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._line, 1)
        below.addWidget(self._whole, 1)
        for part in (self._label, editor):
            column.addWidget(part)
        column.addLayout(below)
        self.quiet()

    def say(self, state: State, text: str) -> None:
        """Say beside the field what was understood, or what is wrong and its remedy."""
        icon, token, role = _STATES[state]
        self._mark.show_icon(icon, token)
        self._mark.setVisible(bool(icon))
        is_whole = state in ("error", "doubt")
        self._line.setVisible(not is_whole)
        self._whole.setVisible(is_whole)
        for line in (self._line, self._whole):
            line.setText(text)
            line.set_role(role)
        self.editor.setAccessibleDescription(text)
        restyle(self.editor, "state", state)

    def quiet(self) -> None:
        """Take back whatever was said."""
        self.say("hint", "")

    def said(self) -> str:
        """Return the words below the editor; empty when there are none."""
        return self._line.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._label.set_role("fieldFocus")
        elif event.type() == QEvent.Type.FocusOut:
            self._label.set_role("field")
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
