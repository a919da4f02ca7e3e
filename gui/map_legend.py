"""The legend of the map: how many there are of each mark, and how large marks grow."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from db.text import labelled
from db.vocabulary import MapMark
from db.words import _, ngettext
from gui.map_marks import SMALL, draw_donut, draw_mark, draw_sizes, radius_of
from gui.painting import LEFT, kept, paint_box, text_width
from gui.theme import Theme

SIZES = (0, 1, 3, 6)  # killed, as the sizes are shown
_LINE, _HEAD, _EDGE, _FOOT = 20, 24, 14, 36


class MapLegend(QWidget):
    """Marks with their words and numbers; one of which there is none is quiet, and struck gone."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: Mapping[MapMark, int] = {}
        self.setAccessibleName(_("Legend"))

    def show_counts(self, counts: Mapping[MapMark, int]) -> None:
        """Show how many of each mark are on the map."""
        self._counts = counts
        self.setAccessibleDescription(counted_words(counts))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        words = max(text_width(_(mark.label), theme.font(12)) for mark in self._marks())
        tall = theme.px(_HEAD * 2 + _LINE * len(self._marks()) + _FOOT + 10) + self._sizes_tall()
        return QSize(round(words) + theme.px(2 * _EDGE + 24 + 48), round(tall))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        wide, edge = self.width(), self._theme.px(_EDGE)
        with QPainter(self) as painter, kept(painter):
            paint_box(painter, QRectF(self.rect()), theme["raised"], theme["border"], 5)
            total = sum(self._counts.values())
            head = QRectF(edge, px(8), wide - 2 * edge, px(_HEAD - 4))
            self._write(painter, head, _("Type").upper(), theme.font(11, 600), "text2")
            told = _("{n} shown").format(n=total)
            self._write(painter, head, told, theme.font(11), "text2", right=True)
            top = px(8 + _HEAD)
            for mark in self._marks():
                count = self._counts.get(mark, 0)
                line = QRectF(edge, top, wide - 2 * edge, px(_LINE))
                draw_mark(painter, theme, mark, QPointF(edge + 7, line.center().y()), SMALL - 0.5)
                words = line.adjusted(px(24), 0, 0, 0)
                token = "text" if count else "text3"
                self._write(painter, words, _(mark.label), theme.font(12), token)
                self._write(painter, line, str(count), theme.font(12), token, right=True)
                top += px(_LINE)
            head = QRectF(edge, top + px(4), wide - 2 * edge, px(_HEAD - 4))
            self._write(painter, head, _("Killed").upper(), theme.font(11, 600), "text2")
            sizes = QRectF(edge, head.bottom() + 2, wide - 2 * edge, self._sizes_tall() - 4)
            draw_sizes(painter, theme, sizes, SIZES)
            foot = QRectF(edge, sizes.bottom(), wide - 2 * edge, px(_FOOT))
            at = QPointF(edge + 14, foot.center().y())
            draw_donut(painter, theme, at, ((MapMark.OWN, 4),), 4, 0)
            told = _("several: click to open")
            self._write(painter, foot.adjusted(38, 0, 0, 0), told, theme.font(12), "text2")

    def _sizes_tall(self) -> float:
        return 2 * radius_of(SIZES[-1]) + self._theme.px(20)

    def _marks(self) -> list[MapMark]:
        struck = self._counts.get(MapMark.STRUCK)
        return [mark for mark in MapMark if struck or mark is not MapMark.STRUCK]

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        font: QFont,
        token: str,
        *,
        right: bool = False,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme[token])
        if right:
            box = box.adjusted(box.width() - text_width(words, painter.font()), 0, 0, 0)
        painter.drawText(box, LEFT, words)


def counted_words(counts: Mapping[MapMark, int]) -> str:
    """Return how many there are of each mark, in words, for those who can't see the map."""
    total = sum(counts.values())
    told = ngettext("{n} incident on the map", "{n} incidents on the map", total).format(n=total)
    each = (f"{_(mark.label)} {count}" for mark, count in counts.items() if count)
    return labelled(told, _("; ").join(each)) if total else told
