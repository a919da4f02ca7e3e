"""The reports that were issued, the newest first: number, what it is on, when and by whom."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from db.reports import Issued
from db.time import write_dtg
from db.words import _
from gui.painting import paint_focus, paint_text
from gui.theme import Theme


class IssuedList(QListWidget):
    """One report is chosen by arrows or a click; `chosen` says its number."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(_("Issued reports"))
        self.setProperty("ground", "bg1")
        self.setItemDelegate(_Painter(theme, self))
        self._reports: Sequence[Issued] = ()
        self.currentRowChanged.connect(self._changed)

    def show_reports(self, reports: Sequence[Issued], number: str) -> None:
        """List these, with the one of that number chosen, or the first."""
        self._reports = reports
        self.blockSignals(True)
        self.clear()
        for one in reports:
            QListWidgetItem("\n".join(lines_of(one)), self)  # for a screen reader
        numbers = [one.number for one in reports]
        self.setCurrentRow(numbers.index(number) if number in numbers else 0)
        self.blockSignals(False)
        self._changed(self.currentRow())

    def report(self, row: int) -> Issued:
        """Return the report in that row."""
        return self._reports[row]

    def _changed(self, row: int) -> None:
        self.chosen.emit(self._reports[row].number if 0 <= row < len(self._reports) else "")


def lines_of(one: Issued) -> tuple[str, str, str]:
    """Return what stands in the list of a report: number; what it is on; when and by whom."""
    kind = _(one.kind.label)
    if one.since is not None and one.before is not None:
        on = _("{since} to {until}").format(since=write_dtg(one.since), until=write_dtg(one.before))
    else:
        on = _("as known at {moment}").format(moment=write_dtg(one.as_of))
    corrects = _("corrects {number}").format(number=one.replaces) if one.replaces else ""
    issued = _("{when}, {officer}").format(when=write_dtg(one.recorded_at), officer=one.author)
    return one.number, f"{kind}, {on}", _("; ").join(filter(None, (issued, corrects)))


class _Painter(QStyledItemDelegate):
    """Paints a report on three lines."""

    def __init__(self, theme: Theme, view: IssuedList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self._theme.px(64))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, box = self._theme, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme["sel"])
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme["selLine"])
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme["hair"])
        line = QRectF(box.left() + 20, box.top() + 6, box.width() - 40, theme.px(18))
        number, on, issued = lines_of(self._view.report(index.row()))
        paint_text(painter, line, number, theme.font(12, 600, zero=True), theme["text"])
        line.translate(0, line.height())
        paint_text(painter, line, on, theme.font(12), theme["text2"])
        line.translate(0, line.height())
        paint_text(painter, line, issued, theme.font(11), theme["text3"])
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, box, theme, 3)
