"""How the incident form is laid out: head, banner, Flash fields, sections, foot, and the side."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.words import _
from gui.desk import Desk
from gui.form_cell import Cell
from gui.form_frame import FormFoot, FormHead
from gui.form_sections import FlashFields, FormSections
from gui.form_side import FormSide
from gui.notices import Banner, Kind
from gui.theme import Theme
from gui.widgets import FieldBox, Pane

WITH_SIDE = 1020  # pixels of the whole form from which there is room for the side
WIDEST = 1500  # pixels: longer lines are no easier to read


class FormPage(QWidget):
    """The parts of the form and their places; what they do is the form's business."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__()
        self._theme = theme
        self._banner: Banner | None = None
        self.head, self.foot = FormHead(theme, desk.book.clock), FormFoot(theme)
        self.flash = FlashFields(theme, desk.circumstances)
        self.sections = FormSections(theme, desk.circumstances)
        self.side = FormSide(theme, desk)
        self.cells: dict[str, Cell] = {**self.flash.cells, **self.sections.cells}
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.why = FieldBox(theme, _("Reason"), self.reason, required=True)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= self._theme.px(WITH_SIDE))

    def say(self, kind: Kind, title: str, text: str) -> None:
        """Show one banner below the head, the newest."""
        self.clear_notice()
        self._banner = Banner(self._theme, kind, title, text)
        self._column.insertWidget(1, self._banner)
        self._banner.show()

    def clear_notice(self) -> None:
        """Take the banner away."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None

    def go_to_top(self) -> None:
        """Show the first fields."""
        self._scroll.verticalScrollBar().setValue(0)

    def keep_in_sight(self, widget: QWidget) -> None:
        """Scroll as little as is needed to see a widget and the line below it."""
        if self._scroll.isAncestorOf(widget):
            self._scroll.ensureWidgetVisible(widget, 0, self._theme.px(50))

    def _lay_out(self) -> None:
        content = QWidget()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(20, 10, 20, 8)
        inside.addWidget(self.why)
        inside.addWidget(self.flash)
        inside.addWidget(self.sections)
        inside.addStretch(1)
        content.setMaximumWidth(self._theme.px(WIDEST))
        self._scroll.setWidget(content)
        surface = Pane("surface")
        on_surface = QVBoxLayout(surface)
        on_surface.setContentsMargins(0, 0, 0, 0)
        on_surface.addWidget(self._scroll)
        whole, self._column = QHBoxLayout(self), QVBoxLayout()
        for layout in (whole, self._column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for part in (self.head, surface, self.foot):
            self._column.addWidget(part)
        whole.addLayout(self._column, 1)
        whole.addWidget(self.side)
