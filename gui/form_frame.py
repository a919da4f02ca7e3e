"""What stands around a form: its title above; close, save, and the one question below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from db.words import _, ngettext
from gui.buttons import Button
from gui.theme import Theme
from gui.widgets import IconLabel, Label, Pane, StatusChip


class FormHead(Pane):
    """What the form is for: its title, the chip of a draft, and a note."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("bg1", "bottom")
        self.setFixedHeight(theme.px(48))
        self._title, self._note = Label(role="view"), Label(role="note")
        self._chip = StatusChip(theme, "draft", _("Not saved"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        for part in (self._title, self._chip, self._note):
            row.addWidget(part)
        row.addStretch(1)

    def show_title(self, title: str, note: str, is_draft: bool) -> None:
        """Show what the form is for; the chip only where there is no number yet."""
        self._title.setText(title)
        self._note.setText(note)
        self._chip.setVisible(is_draft)


class FormFoot(Pane):
    """Close and save; or, if closing would lose something, the question whether it may."""

    closing = Signal()
    saving = Signal()
    keeping = Signal()
    dropping = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("bg1", "top")
        self.setFixedHeight(theme.px(53))
        self._count = Label(role="error")
        self._save = Button(theme, _("Save"), "check", _("Ctrl+Enter"), kind="primary")
        self._keep = Button(theme, _("Keep typing"), key_hint=_("Esc"), kind="primary")
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._buttons(theme))
        self._pages.addWidget(self._question(theme))

    def count_problems(self, count: int) -> None:
        """Say how many fields must be looked at; nothing for none."""
        told = ngettext("{n} field to look at", "{n} fields to look at", count)
        self._count.setText(told.format(n=count) if count else "")

    def allow_saving(self, is_allowed: bool) -> None:
        """Enable or disable the button that saves."""
        self._save.setEnabled(is_allowed)

    def is_asking(self) -> bool:
        """Say whether the question stands open."""
        return self._pages.currentIndex() == 1

    def ask(self) -> None:
        """Put the question, with the harmless answer under the keys."""
        self._pages.setCurrentIndex(1)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_asking(self) -> None:
        """Show the buttons again."""
        self._pages.setCurrentIndex(0)

    def _buttons(self, theme: Theme) -> QWidget:
        close = Button(theme, _("Close"), key_hint=_("Esc"), kind="quiet")
        close.clicked.connect(self.closing)
        self._save.clicked.connect(self.saving)
        return _row(close, None, self._count, self._save)

    def _question(self, theme: Theme) -> QWidget:
        drop = Button(theme, _("Throw away"), "trash-2", kind="danger")
        drop.clicked.connect(self.dropping)
        self._keep.clicked.connect(self.keeping)
        mark = IconLabel(theme, "triangle-alert", "warn", 17)
        words = Label(_("Throw away what you typed?"), "strong")
        return _row(
            mark, words, Label(_("It is not in the log yet."), "note"), None, drop, self._keep
        )


def _row(*parts: QWidget | None) -> QWidget:
    """Return the parts side by side; None is the gap that grows."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(20, 0, 20, 0)
    row.setSpacing(10)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return page
