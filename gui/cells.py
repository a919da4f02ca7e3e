"""How the cells of the incident table are painted: hairlines, chips, bars; no grid, no zebra."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from sqlalchemy import Row

from db.vocabulary import COUNTS_NOWHERE, Status
from gui.columns import Column, Look
from gui.icons import paint_icon
from gui.incident_table import IncidentTableModel
from gui.painting import Status as Chip
from gui.painting import kept, paint_box, paint_severity, paint_status, paint_text, text_width
from gui.theme import Theme

PADDING = 6
MARK = 12  # the edge of a clip or a pen
_FIGURES = frozenset({"number", "occurred", "position", "killed", "injured"})  # slashed zero
CHIPS: dict[Status, Chip] = {
    Status.INITIAL: "initial",
    Status.UPDATED: "updated",
    Status.VERIFIED: "verified",
    Status.CLOSED: "closed",
    Status.REOPENED: "updated",
    Status.STRUCK: "struck",
    Status.DUPLICATE: "duplicate",
}


class IncidentCells(QStyledItemDelegate):
    """Paints every cell from its row and the theme; nothing is measured but the text itself."""

    def __init__(self, theme: Theme, model: IncidentTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.short_numbers = False  # in a narrow window: "GAO-0147" instead of the whole number

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._model.held(index.row())
        column = self._model.columns[index.column()]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        with kept(painter):
            self._ground(painter, rect, selected, first=index.column() == 0)
            inside = rect.adjusted(PADDING, 0, -PADDING, 0)
            if row is None:
                self._unread(painter, inside)
            elif column.look is Look.SEVERITY:
                paint_severity(painter, inside.adjusted(8, 6, 0, -6), self._theme, row.severity)
            elif column.look is Look.STATUS:
                words = column.text(row)
                paint_status(painter, inside, self._theme, CHIPS[row.status], words)
            else:
                self._text(painter, inside, column, row)

    def _ground(self, painter: QPainter, rect: QRectF, selected: bool, *, first: bool) -> None:
        if selected:
            painter.fillRect(rect, self._theme["sel"])
            if first:
                edge = QRectF(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(edge, self._theme["selLine"])
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, self._theme["hair"])

    def _unread(self, painter: QPainter, rect: QRectF) -> None:
        """Hold the place of words that are being read."""
        bar = QRectF(rect.left(), rect.center().y() - 3, min(rect.width(), 96) * 0.7, 6)
        paint_box(painter, bar, self._theme["hair"], radius=3)

    def _text(self, painter: QPainter, rect: QRectF, column: Column, row: Row[Any]) -> None:
        is_figure = column.name in _FIGURES
        font, colour = self._theme.font(12, zero=is_figure), self._theme["text"]
        struck = row.status in COUNTS_NOWHERE
        if struck:
            font.setStrikeOut(True)
            colour = self._theme["text3"]
        words = column.text(row)
        if column.look is Look.COUNT:
            self._count(painter, rect, words, font, colour, column, struck=struck)
        elif column.look is Look.NUMBER:
            self._number(painter, rect, words, font, colour)
            if row.incident_uid in self._model.drafted:
                edge = self._theme.px(MARK)
                pen = QRectF(rect.right() - edge + 3, rect.top(), edge, rect.height())
                paint_icon(painter, pen, "pencil", self._theme["stDraft"])
        elif column.look is Look.PLACE:
            self._place(painter, rect, words, font, colour, row)
        else:
            if column.name in ("summary", "grade") and not struck:
                colour = self._theme["text2"]
            if column.look is Look.SUMMARY and row.attached:
                edge = self._theme.px(MARK)
                clip = QRectF(rect.left(), rect.top(), edge, rect.height())
                paint_icon(painter, clip, "paperclip", self._theme["text3"])
                rect = rect.adjusted(edge + 5, 0, 0, 0)
            paint_text(painter, rect, words.replace("\n", " "), font, colour)

    def _count(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        font: QFont,
        colour: QColor,
        column: Column,
        *,
        struck: bool,
    ) -> None:
        if words == "0":
            colour = self._theme["nil"]
        elif not struck and words.startswith("?"):
            colour = self._theme["warn"]
        elif not struck and words:
            font.setWeight(QFont.Weight.DemiBold)
            colour = self._theme["sev3"] if column.name == "killed" else self._theme["text"]
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _number(
        self, painter: QPainter, rect: QRectF, words: str, font: QFont, colour: QColor
    ) -> None:
        mission, station, year, serial = words.split("-")
        if self.short_numbers:
            paint_text(painter, rect, f"{station}-{serial}", font, colour)
            return
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        quiet = self._theme["text3"]
        parts = [
            (f"{mission}-", font, quiet),
            (station, strong, colour),
            (f"-{year}-", font, quiet),
            (serial, strong, colour),
        ]
        for text, face, shade in parts:
            paint_text(painter, rect, text, face, shade)
            rect = rect.adjusted(text_width(text, face), 0, 0, 0)

    def _place(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        font: QFont,
        colour: QColor,
        row: Row[Any],
    ) -> None:
        paint_text(painter, rect, words, font, colour)
        region = row.region or ""
        beside = rect.adjusted(text_width(words, font) + 6, 0, 0, 0)
        if region and region not in words and beside.width() > 24:
            paint_text(painter, beside, region, font, self._theme["text3"])
