"""The kinds of report as a list of rows, each with what it is about and its key."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from db.vocabulary import ReportKind
from db.words import N_, _
from gui.actions import key_of
from gui.buttons import ThemedButton
from gui.keys import key_words
from gui.painting import paint_box, paint_focus, paint_text, text_width
from gui.theme import Theme

# What officers call it, and what it is about.
SHORT = {
    ReportKind.FLASH: (N_("Flash"), N_("one incident, now")),
    ReportKind.SINCREP: (N_("SINCREP"), N_("one incident, in full")),
    ReportKind.SITREP: (N_("Daily SITREP"), N_("one day")),
    ReportKind.WEEKLY: (N_("Weekly SITREP"), N_("seven days, figures")),
    ReportKind.CASUALTIES: (N_("Casualty list"), N_("UN fatality columns")),
    ReportKind.ASSESSMENT: (N_("Assessment"), N_("judgement and figures")),
    ReportKind.HANDOVER: (N_("Handover"), N_("this watch")),
    ReportKind.LOG: (N_("Log extract"), N_("every entry of a period")),
}


class _Row(ThemedButton):
    """One kind; the chosen one stands on the ground of a selected row."""

    def __init__(self, theme: Theme, kind: ReportKind) -> None:
        words, self._about = map(_, SHORT[kind])
        super().__init__(theme, words)
        self._key = key_words(key_of(f"choose_{kind}"))
        self.setCheckable(True)
        self.setAccessibleDescription(self._about)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(300), self.theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, box, painter = self.theme, self.box(), QPainter(self)
        if self.isChecked():
            paint_box(painter, box, theme["sel"], radius=4)
            paint_box(painter, QRectF(0, 4, 3, box.height() - 8), theme["selLine"], radius=1)
        elif self.underMouse():
            paint_box(painter, box, theme["hover"], radius=4)
        inside = box.adjusted(12, 0, -10, 0)
        weight = 600 if self.isChecked() else 500
        paint_text(painter, inside, self.words(), theme.font(13, weight), theme["text"])
        about = inside.adjusted(theme.px(116), 0, -theme.px(16), 0)
        paint_text(painter, about, self._about, theme.font(12), theme["text2"])
        font = theme.font(11)
        key = inside.adjusted(inside.width() - text_width(self._key, font), 0, 0, 0)
        paint_text(painter, key, self._key, font, theme["text3"])
        if self.hasFocus():
            paint_focus(painter, box, theme, 4)


class Kinds(QWidget):
    """Of which one is chosen; the arrows go up and down."""

    chosen = Signal(object)  # a ReportKind, when it is another one

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Report"))
        self._group = QButtonGroup(self)
        self._rows: dict[ReportKind, _Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for number, kind in enumerate(ReportKind):
            row = self._rows[kind] = _Row(theme, kind)
            row.installEventFilter(self)
            self._group.addButton(row, number)
            column.addWidget(row)
        self._rows[ReportKind.SITREP].setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.setFocusProxy(self._rows[self.kind()])

    def kind(self) -> ReportKind:
        """Return the kind that is chosen."""
        return list(ReportKind)[self._group.checkedId()]

    def choose(self, kind: ReportKind) -> None:
        """Choose that kind."""
        self._rows[kind].setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            row = self._group.button(self._group.checkedId() + step) if step else None
            if row is not None:
                row.setChecked(True)
                row.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _toggled(self, number: int, is_on: bool) -> None:
        if is_on:
            self.setFocusProxy(self._rows[self.kind()])
            self.chosen.emit(list(ReportKind)[number])
