"""The one stylesheet, written from the theme. Widgets name their part in it by class or property.

Properties it reads: `pane` and `edge` (see `Pane`), `card`, `amendment` and `assessment` on a
frame, `role` on labels (see `_TEXT`), `state` ("error") and `assessment` on editors.
"""

from string import Template

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gui.icons import ICONS
from gui.theme import Theme, tokens

# role: (pixels, weight, colour token)
_TEXT = {
    "welcome": (20, 600, "text"),
    "view": (16, 600, "text"),
    "record": (15, 600, "text"),
    "strong": (13, 600, "text"),
    "body": (13, 400, "text"),
    "fact": (12, 400, "text"),
    "factStrong": (12, 600, "text"),
    "note": (12, 400, "text2"),
    "field": (11, 600, "text2"),
    "fieldFocus": (11, 600, "accentText"),
    "section": (11, 600, "text2"),
    "meta": (11, 400, "text3"),
    "warn": (12, 400, "warn"),
    "error": (12, 400, "err"),
    "assess": (11, 600, "assess"),
    "deaths": (12, 600, "sev3"),
    "flash": (12, 600, "err"),
    "alike": (13, 600, "warn"),
}

_PANES = """
QWidget[pane="bg0"] { background: $bg0; }
QWidget[pane="bg1"] { background: $bg1; }
QWidget[pane="surface"] { background: $surface; }
QFrame[edge="top"] { border-top: 1px solid $border; }
QFrame[edge="bottom"] { border-bottom: 1px solid $border; }
QFrame[edge="left"] { border-left: 1px solid $border; }
QFrame[edge="right"] { border-right: 1px solid $border; }
QFrame[rule="true"] { background: $border; border: none; }
QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: 5px; }
QFrame[amendment="true"] { background: $warnBg; border: none; border-left: 3px solid $warnLine; }
QFrame[assessment="true"] { background: $assessBg; border: none; border-left: 3px solid $assess; }
QSplitter::handle { background: $border; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 6px; }
"""

_EDITORS = """
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $field; border-radius: 5px;
    padding: 0 ${p9}px; font-size: ${p13}px;
    selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${p28}px; max-height: ${p28}px; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 0 ${p8}px; min-height: ${p26}px; max-height: ${p26}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px 4px; }
QLineEdit[state="error"], QComboBox[state="error"], QAbstractSpinBox[state="error"] {
    border: 2px solid $err; padding: 0 ${p8}px; min-height: ${p26}px; max-height: ${p26}px; }
QPlainTextEdit[state="error"] { border: 2px solid $err; padding: 3px 4px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    background: $sunken; color: $disabled; border-color: $border; }
QLineEdit[readOnly="true"] { background: $sunken; border-color: $border; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow { image: url("$icons/field-down.svg"); }
QAbstractSpinBox::up-arrow { image: url("$icons/field-up.svg"); }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: ${p20}px; }
QComboBox QAbstractItemView {
    background: $raised; color: $text; border: 1px solid $border; outline: none;
    selection-background-color: $sel; selection-color: $text; }
QPlainTextEdit[assessment="true"] {
    background: $assessBg; border: 1px solid $border; border-left: 3px solid $assess; }
QPlainTextEdit[assessment="true"]:focus { border: 2px solid $assess; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 5px;
    padding: 2px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border-color: $accent; }
QCheckBox, QRadioButton { spacing: 8px; font-size: ${p13}px; padding: 3px 6px 3px 3px; }
"""

_LISTS = """
QTableView, QListView, QTreeView {
    background: $surface; color: $text; border: none; outline: none; gridline-color: transparent;
    font-size: ${p12}px; selection-background-color: $sel; selection-color: $text; }
QListView[ground="bg1"] { background: $bg1; }
QHeaderView { background: $bg1; border: none; }
QHeaderView::section {
    background: $bg1; color: $text2; border: none; border-bottom: 1px solid $border;
    padding: 0 6px; font-size: ${p11}px; font-weight: 500; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $field; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; font-size: ${p13}px; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $hair; margin: 4px 6px; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_PARTS = """
Segmented { background: $sunken; border: 1px solid $border; border-radius: 5px; }
Segmented QPushButton {
    background: transparent; color: $text2; border: 2px solid transparent; border-radius: 4px;
    outline: none; padding: 0 ${p4}px;
    min-height: ${p22}px; font-size: ${p12}px; font-weight: 500; }
Segmented QPushButton:checked { background: $raised; color: $text; border-color: $border;
    border-width: 1px; padding: 1px ${p5}px; font-weight: 600; }
Segmented QPushButton:hover:!checked { color: $text; background: $hover; }
Segmented QPushButton:focus:!checked { border: 2px solid $accent; }
Segmented QPushButton:disabled { color: $disabled; }
Segmented[solid="true"] { background: $surface; border-color: $field; }
Segmented[solid="true"] QPushButton:checked { background: $accent; color: $onAccent; border: none;
    padding: 2px ${p6}px; }
Segmented[ring="true"], Segmented[solid="true"][ring="true"] { border: 2px solid $accent; }
Banner { border: none; border-left: 3px solid $accent; background: $accentSoft; }
Banner QLabel[role="strong"] { color: $accentText; }
Banner[kind="warn"] { background: $warnBg; border-left-color: $warn; }
Banner[kind="warn"] QLabel[role="strong"] { color: $warn; }
Banner[kind="err"] { background: $errBg; border-left-color: $err; }
Banner[kind="err"] QLabel[role="strong"] { color: $err; }
FilterBar[past="true"] { background: $warnBg; border-bottom: 1px solid $warnLine; }
Toast { background: $toastBack; border: 1px solid $toastLine; border-radius: 6px; }
Toast QLabel[role="strong"] { color: $toastText; }
Toast QLabel[role="note"] { color: $toastNote; }
Toast QPushButton { background: transparent; border: 2px solid transparent; border-radius: 4px;
    color: $toastLink; font-size: ${p12}px; font-weight: 600; padding: 2px 6px; }
Toast QPushButton:focus, Toast QPushButton:hover { border-color: $toastLink; }
"""


def stylesheet(theme: Theme) -> str:
    """Return the stylesheet for the colours and the text scale in force."""
    values = {token: theme[token].name(QColor.NameFormat.HexArgb) for token in tokens(theme.name)}
    values |= {f"p{size}": str(theme.px(size)) for size in range(4, 33)}
    values["icons"] = ICONS.as_posix()
    # A toast is dark in both themes: it floats and must stand off from the page.
    for name, token in (
        ("toastBack", "raised"),
        ("toastLine", "border"),
        ("toastText", "text"),
        ("toastNote", "text2"),
        ("toastLink", "accentText"),
    ):
        values[name] = tokens("dark")[token].name()
    template = _PANES + _EDITORS + _LISTS + _PARTS
    return _text_rules(theme) + Template(template).substitute(values)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet reads, and have the widget follow it at once."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _text_rules(theme: Theme) -> str:
    rule = 'QLabel[role="{}"] {{ font-size: {}px; font-weight: {}; color: {}; }}\n'
    return "".join(
        rule.format(role, theme.px(size), weight, theme[token].name())
        for role, (size, weight, token) in _TEXT.items()
    )
