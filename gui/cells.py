"""How the cells of the incident table are painted: hairlines, chips, bars; no grid, no zebra."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from sqlalchemy import Row

from db.vocabulary import COUNTS_NOWHERE, Status
from gui.columns import Column, Look
from gui.icons import paint_icon
from gui.incident_table import IncidentTableModel
from gui.painting import Status as Chip
from gui.painting import paint_severity, paint_status, text_width, write_line
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


class IncidentCells:
    """Paints every cell from its row and the theme; nothing is measured but the text itself.

    It is no delegate of Qt's: to be asked for every cell through its style takes as long again.
    """

    def __init__(self, theme: Theme, model: IncidentTableModel) -> None:
        self._theme, self._model = theme, model
        self.short_numbers = False  # in a narrow window: "GAO-0147" instead of the whole number

    def paint_ground(self, painter: QPainter, rect: QRect, *, selected: bool) -> None:
        """Paint what lies below the cells of a row: its ground and hairline."""
        theme = self._theme
        painter.fillRect(rect, theme["sel" if selected else "surface"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["hair"])

    def paint_unread(self, painter: QPainter, rect: QRect) -> None:
        """Hold the place of a cell's words that are being read."""
        bar = QRect(rect.left() + PADDING, rect.center().y() - 2, min(rect.width(), 96) // 2, 6)
        painter.fillRect(bar, self._theme["hair"])

    def paint(self, painter: QPainter, cell: QRect, place: int, row: Row[Any]) -> None:
        """Paint a cell of the column at `place`, over the ground; the painter smooths edges."""
        column = self._model.columns[place]
        inside = QRectF(cell).adjusted(PADDING, 0, -PADDING, 0)
        if column.look is Look.SEVERITY:
            paint_severity(painter, inside.adjusted(8, 6, 0, -6), self._theme, row.severity)
        elif column.look is Look.STATUS:
            words = column.text(row)
            paint_status(painter, inside, self._theme, CHIPS[row.status], words)
        else:
            self._text(painter, inside, column, row)

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
            write_line(painter, rect, words.replace("\n", " "), font, colour)

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
            write_line(painter, rect, f"{station}-{serial}", font, colour)
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
            write_line(painter, rect, text, face, shade)
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
        write_line(painter, rect, words, font, colour)
        region = row.region or ""
        beside = rect.adjusted(text_width(words, font) + 6, 0, 0, 0)
        if region and region not in words and beside.width() > 24:
            write_line(painter, beside, region, font, self._theme["text3"])
