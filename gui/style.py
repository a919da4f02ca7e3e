"""Dresses the application: Fusion, palette, bundled fonts and the stylesheet."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontDatabase, QPainter, QPen
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from gui.icons import paint_icon
from gui.stylesheet import stylesheet
from gui.theme import DATA, Theme

Primitive = QStyle.PrimitiveElement

_OURS = (
    Primitive.PE_IndicatorCheckBox,
    Primitive.PE_IndicatorRadioButton,
    Primitive.PE_FrameFocusRect,
)


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application, again after every `Theme.use`; widgets repaint by themselves."""
    if not app.property("fontsLoaded"):
        load_fonts()
        app.setProperty("fontsLoaded", True)
    app.setStyle(WatchStyle(theme))
    app.setPalette(theme.palette())
    app.setFont(theme.font())
    app.setStyleSheet(stylesheet(theme))


def load_fonts() -> None:
    """Register the bundled Inter, so that no system font is needed.

    Raises:
        FileNotFoundError: The program's own data files are missing or damaged.
    """
    for path in sorted((DATA / "fonts").glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


class WatchStyle(QProxyStyle):
    """Draws the small marks of Qt's own controls; everything else is Fusion's.

    A stylesheet could show ticks only as image files, which know no theme.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element not in _OURS:
            super().drawPrimitive(element, option, painter, widget)
            return
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if element == Primitive.PE_IndicatorCheckBox:
            self._check_box(painter, _middle(rect, 16), state)
        elif element == Primitive.PE_IndicatorRadioButton:
            self._radio_button(painter, _middle(rect, 16), state)
        else:
            painter.setPen(QPen(self._theme["accent"], 2))
            painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 0), 4, 4)
        painter.restore()

    def _check_box(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        self._outline(painter, state)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if state & QStyle.StateFlag.State_On:
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", self._theme["onAccent"])
        elif state & QStyle.StateFlag.State_NoChange:
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "minus", self._theme["onAccent"])

    def _radio_button(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        self._outline(painter, state)
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if state & QStyle.StateFlag.State_On:
            painter.setBrush(self._theme["onAccent"])
            painter.drawEllipse(box.adjusted(5, 5, -5, -5))

    def _outline(self, painter: QPainter, state: QStyle.StateFlag) -> None:
        """Set pen and brush for a mark: outlined when empty, filled with the accent when not."""
        empty = QStyle.StateFlag.State_Off
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        filled = self._theme["accent" if enabled else "disabled"]
        outline = self._theme["field" if enabled else "border"]
        painter.setPen(outline if state & empty else filled)
        painter.setBrush(self._theme["surface"] if state & empty else filled)


def _middle(rect: QRectF, edge: float) -> QRectF:
    square = QRectF(0, 0, edge, edge)
    square.moveCenter(rect.center())
    return square.translated(0.5, 0.5) if rect.width() % 2 else square
