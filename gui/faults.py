"""Faults of ours: one dialog with a report to copy; nothing typed is lost by it."""

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from db.errors import LogbookError
from db.words import _
from gui.buttons import Button
from gui.help import VERSION
from gui.theme import Theme
from gui.widgets import Label, WrapLabel


def catch_faults(theme: Theme, tell: Callable[[LogbookError], None]) -> None:
    """Show every exception that nobody caught, instead of a traceback on a lost terminal.

    What the world says is no fault of ours, wherever it comes up: `tell` shows it in place.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, LogbookError):
            tell(error)
            return
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            show_fault(theme, error)

    sys.excepthook = hook


def show_fault(theme: Theme, error: BaseException, parent: QWidget | None = None) -> None:
    """Show the fault and its report."""
    FaultDialog(theme, report_of(error), parent).exec()


def report_of(error: BaseException) -> str:
    """Return what a maintainer needs to know; it holds no text of the log."""
    where = f"Watchkeeper {VERSION}, PySide6 {PySide6.__version__}, {platform.platform()}"
    return f"{where}\n{''.join(traceback.format_exception(error))}"


class FaultDialog(QDialog):
    """Says that it is our fault, that saved entries are safe, and what to do."""

    def __init__(self, theme: Theme, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Watchkeeper made a mistake"))
        self.resize(theme.px(640), theme.px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(_("Watchkeeper made a mistake"), "view"))
        meaning = _(
            "This is our fault, not yours. Everything saved is safe, and what you typed is still "
            "in the window. Go on, and send us this report when you can."
        )
        column.addWidget(WrapLabel(meaning, "note"))
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName(_("Report"))
        column.addWidget(text, 1)
        row = QHBoxLayout()
        row.addStretch()
        copy = Button(theme, _("Copy the report"), "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = Button(theme, _("Go on"), key_hint="Esc", kind="primary")
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
