"""The one small dialog: a title, what it means, a few fields, and one button that does it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.errors import BadContent, LogbookError, NotUnderstood
from db.numbers import Numbered
from db.words import _
from gui.buttons import Button
from gui.list_popup import ListPopup
from gui.theme import Theme
from gui.widgets import FieldBox, IconLabel, Label, WrapLabel

_GAP = " · "  # between a number and what that incident was
Editor = QLineEdit | QPlainTextEdit | QComboBox


class AskDialog(QDialog):
    """Asks, does, and says beside the field why not; what was typed stays until it is done."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        confirm: str,
        do: Callable[[Mapping[str, str]], object],
        *,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._do, self._is_danger = theme, do, danger
        self._fields: dict[str, FieldBox] = {}
        self._hints: dict[str, str] = {}
        self._at_first: dict[str, str] = {}
        self._warned = False
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(520))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 16)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        if danger:
            head.addWidget(IconLabel(theme, "triangle-alert", "err", 20))
        head.addWidget(Label(title, "view"), 1)
        self._column.addLayout(head)
        self._column.addWidget(WrapLabel(text, "note"))
        self._row = QHBoxLayout()  # of the field put last
        self._problem = WrapLabel("", "error")
        self._problem.hide()
        self.cancel = Button(theme, _("Cancel"), key_hint="Esc")
        self.confirm = Button(
            theme, confirm, key_hint="Ctrl+Enter", kind="danger" if danger else "primary"
        )
        self._add_buttons()

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._problem, 1)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        self._column.addLayout(row)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._confirmed)
        safe = self.cancel if self._is_danger else self.confirm
        safe.setDefault(True)
        safe.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chord = QKeySequence(Qt.KeyboardModifier.ControlModifier | key)
            QShortcut(chord, self, self._confirmed)

    def add(
        self, name: str, label: str, editor: Editor, hint: str = "", *, beside: bool = False
    ) -> Editor:
        """Put a field before the buttons, or beside the last one; the first has the focus."""
        box = FieldBox(self._theme, label, editor)
        self._fields[name], self._hints[name] = box, hint
        self._hint(name)
        if not beside:
            self._row = QHBoxLayout()
            self._row.setSpacing(12)
            self._column.insertLayout(self._column.count() - 1, self._row)
        self._row.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)
        self._at_first[name] = _text(editor)
        if not isinstance(editor, QComboBox):
            editor.textChanged.connect(lambda: self._hint(name))
        if len(self._fields) == 1:
            editor.setFocus()
        return editor

    def reject(self) -> None:
        """Close, but say first if something typed would be lost; the second time it is."""
        typed = self.values()
        if typed != self._at_first and not self._warned:
            self._warned = True
            self._problem.setText(_("Esc again throws away what you typed."))
            self._problem.show()
            return
        super().reject()

    def values(self) -> dict[str, str]:
        """Return what stands in the fields, by name."""
        return {name: _text(box.editor) for name, box in self._fields.items()}

    def _confirmed(self) -> None:
        for name in self._fields:
            self._hint(name)
        self._problem.hide()
        try:
            self._do(self.values())
        except BadContent as error:
            for name, reason in error.problems.items():
                self._say(name, reason)
        except (LogbookError, NotUnderstood) as error:
            # Of several fields it may be any: then it is said beside the buttons.
            self._say(next(iter(self._fields)) if len(self._fields) == 1 else "", str(error))
        else:
            self.accept()

    def _hint(self, name: str) -> None:
        self._fields[name].quiet()
        if self._hints[name]:
            self._fields[name].say("hint", self._hints[name])

    def _say(self, name: str, reason: str) -> None:
        if name in self._fields:
            self._fields[name].say("error", reason)
            self._fields[name].editor.setFocus()
        else:
            self._problem.setText(reason)
            self._problem.show()


class NumberBox(QLineEdit):
    """A line for the number of an incident: its last figures will do, and what it was is shown."""

    def __init__(self, find: Callable[[str], Sequence[Numbered]], number: str = "") -> None:
        """Offer what `find` knows of the text typed so far; begin with `number`."""
        super().__init__(number)
        self._find, self._shown = find, QStringListModel(self)
        finder = QCompleter(self._shown, self)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        ListPopup(finder)
        self.setCompleter(finder)
        self.textEdited.connect(self._offer)

    def number(self) -> str:
        """Return the number that is meant; the text itself if it may be several, or none."""
        typed = self.text().partition(_GAP)[0].strip()
        if not typed.isdecimal():
            return typed
        meant = [one.number for one in self._find(typed) if _serial(one) == int(typed)]
        return meant[0] if len(meant) == 1 else typed

    def _offer(self, typed: str) -> None:
        """List what was found; QLineEdit shows the list right after this."""
        found = self._find(typed.partition(_GAP)[0])
        self._shown.setStringList([f"{one.number}{_GAP}{one.summary}" for one in found])


def _serial(one: Numbered) -> int:
    return int(one.number.rpartition("-")[2])


def _text(editor: QWidget) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.text() if isinstance(editor, QLineEdit) else ""
