"""The handover: what the watch leaves to the next, and both officers confirming it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db import acts
from db.drafts import DraftKept
from db.handover import Handover, HandoverRow, ReportWritten, handover_of
from db.text import show_occurred, show_status, show_subtype
from db.time import write_dtg
from db.words import _, ngettext
from gui.actions import key_of
from gui.buttons import Button
from gui.cells import CHIPS
from gui.desk import Desk
from gui.painting import Status as Chip
from gui.painting import paint_focus, paint_status, paint_text, text_width
from gui.relief import ReliefFoot
from gui.task import Task, pool_of
from gui.theme import Theme
from gui.widgets import ElidedLabel, Label, Pane

_WIDTHS = (150, 138, 250)  # number, time, what and where; the summary takes the rest


class _Line(NamedTuple):
    """One line of the page: a heading, an entry with its cells, or NIL."""

    cells: tuple[str, ...]
    go: Callable[[], None] | None = None
    chip: tuple[Chip, str] | None = None
    is_heading: bool = False
    is_late: bool = False


class HandoverPage(QWidget):
    """What has been done since the watch was taken, what is still open, and the handover itself."""

    went = Signal(str)  # uid of an incident to be shown
    drafted = Signal(str)  # uid of a draft to be gone on with
    asked = Signal(str)  # name of an action of the window
    counted = Signal(int)  # follow-ups due and drafts left: the badge on the rail
    failed = Signal(object)  # a LogbookError
    broke = Signal(object)  # a fault of ours

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._desk, self._pool = theme, desk, pool_of(self)
        self._asked: Task | None = None
        self._note = ElidedLabel("", "note")
        self.list = _List(theme)
        self._foot = ReliefFoot(theme, desk)
        self._foot.asked.connect(self.asked)
        self._foot.agreed.connect(self._relieve)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.list, 1)
        column.addWidget(self._foot)
        desk.changed.connect(lambda _change: self.refresh())
        desk.overtaken.connect(self.refresh)
        self.refresh()

    def choose_relief(self) -> None:
        """Put the cursor on the choice of the relief."""
        self._foot.choose()

    def refresh(self) -> None:
        """Read again what there is to hand over, off the window's thread."""
        book = self._desk.book
        self._foot.show_watch()

        def read(_task: Task) -> Handover:
            with book.reading() as session:
                return handover_of(session, book.clock())

        task = self._asked = Task(read, self)
        task.done.connect(lambda told: self._show(told) if task is self._asked else None)
        task.failed.connect(self.failed)
        task.broke.connect(self.broke)
        task.start(self._pool)

    def finish(self) -> None:
        """Wait for what is being read, before the logbook is let go."""
        self._pool.waitForDone()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()  # what is due follows from the time too
        super().showEvent(event)

    def _head(self) -> Pane:
        head = Pane("bg1", "bottom")
        head.setFixedHeight(self._theme.px(48))
        paper = Button(self._theme, _("Handover as PDF…"), "file-text", key_of("write_handover"))
        paper.clicked.connect(lambda: self.asked.emit("write_handover"))
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(Label(_("Handover"), "view"))
        row.addWidget(self._note, 1)
        row.addWidget(paper)
        return head

    def _relieve(self, relief: object, note: str) -> None:
        """Hand the watch over, now that both have said so; a refusal takes both back."""
        watch = self._desk.watch
        if watch is None or self._desk.do(acts.relieve, watch.author, relief, note) is None:
            self._foot.expect()

    def _show(self, told: Handover) -> None:
        self._note.setText(_since(told))
        self.list.show_lines(list(self._lines(told)))
        self.counted.emit(told.counts.due + len(told.drafts))

    def _lines(self, told: Handover) -> Iterator[_Line]:
        """Yield every list under its heading; an empty one says NIL."""
        counts, now = told.counts, self._desk.book.clock()
        fresh, amended = map(self._incident, told.fresh), map(self._incident, told.amended)
        yield from _part(_("New"), _number(counts.fresh, told.fresh), fresh)
        yield from _part(_("Amended"), _number(counts.amended, told.amended), amended)
        unverified = _("{n} of this watch, {m} in the whole log").format(
            n=len(told.unverified), m=counts.unverified
        )
        yield from _part(_("Not verified"), unverified, map(self._incident, told.unverified))
        due = (self._due(row, now) for row in told.due)
        yield from _part(_("Follow-ups due within 24 hours"), _number(counts.due, told.due), due)
        drafts = map(self._draft, told.drafts)
        yield from _part(_("Drafts left"), _number(len(told.drafts), told.drafts), drafts)
        reports = map(_report, told.reports)
        yield from _part(_("Reports written"), _number(len(told.reports), told.reports), reports)

    def _incident(self, row: HandoverRow) -> _Line:
        what = show_subtype(row.subtype) or _(row.type.label)
        return _Line(
            (
                row.number,
                show_occurred(row.occurred, row.time_precision),
                ", ".join(filter(None, (what, row.place or row.region))),
                row.summary,
            ),
            lambda: self.went.emit(row.incident_uid),
            (CHIPS[row.status], show_status(row.status, row.updates)),
        )

    def _due(self, row: HandoverRow, now: datetime) -> _Line:
        line = self._incident(row)
        if row.follow_up_due is None:
            return line
        number, _occurred, *rest = line.cells
        cells = (number, write_dtg(row.follow_up_due), *rest)
        return line._replace(cells=cells, is_late=row.follow_up_due < now)

    def _draft(self, draft: DraftKept) -> _Line:
        typed = {name: text for name, text in draft.typed.items() if isinstance(text, str)}
        what = filter(None, (typed.get("type"), typed.get("place")))
        words = typed.get("summary") or draft.reason or typed.get("occurred", "")
        return _Line(
            (draft.officer, write_dtg(draft.saved_at), ", ".join(what), words),
            lambda: self.drafted.emit(draft.uid),
            ("draft", _("Draft")),
        )


def _part(title: str, told: str, lines: Iterable[_Line]) -> Iterator[_Line]:
    """Yield a heading and how many there are, then the lines; NIL where there are none."""
    yield _Line((title, told), is_heading=True)
    yield from list(lines) or [_Line((_("NIL"),))]


def _number(count: int, listed: Sequence[object]) -> str:
    """Return how many there are, and how many of them are listed if not all; "" for none."""
    if len(listed) < count:
        return _("{n}; {m} of them are listed").format(n=count, m=len(listed))
    return str(count) if count else ""


def _report(report: ReportWritten) -> _Line:
    kind = report.kind.replace("_", " ").upper()
    return _Line((kind, write_dtg(report.recorded_at), str(report.author), report.name))


def _since(told: Handover) -> str:
    """Return whose watch it is and since when, and how many remarks were made in it."""
    since = write_dtg(told.since)
    if told.officer is None:
        words = _("Nobody has taken the watch yet; all since {at}").format(at=since)
    elif told.closed_at is not None:
        words = _("{officer} had the watch from {at} to {closed}; nobody has it now").format(
            officer=told.officer, at=since, closed=write_dtg(told.closed_at)
        )
    else:
        words = _("{officer} has the watch since {at}").format(
            officer=told.officer.in_full(), at=since
        )
    n = told.counts.remarks
    remarks = ngettext("{n} remark added", "{n} remarks added", n).format(n=n)
    return f"{words}   |   {remarks}" if n else words


class _List(QListWidget):
    """All the lists below one another, so that the arrows walk through them as one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: Sequence[_Line] = ()
        self.number_width = 0.0  # of the longest number: none is ever cut
        self.setAccessibleName(_("Handover"))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Painter(theme, self))
        self.itemClicked.connect(lambda _item: self._go())

    def show_lines(self, lines: Sequence[_Line]) -> None:
        """Show other lines; the place in the list stays."""
        place, scrolled = self.currentRow(), self.verticalScrollBar().value()
        self._lines = lines
        font = self._theme.font(12, 600, zero=True)
        numbers = (line.cells[0] for line in lines if line.go)
        self.number_width = max((text_width(number, font) for number in numbers), default=0.0)
        self.clear()
        for line in lines:
            item = QListWidgetItem(" ".join(line.cells), self)  # for a screen reader
            if line.go is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        can_go = [number for number, line in enumerate(lines) if line.go]
        self.setCurrentRow(place if place in can_go else next(iter(can_go), -1))
        self.verticalScrollBar().setValue(scrolled)

    def line(self, number: int) -> _Line:
        """Return the line that stands in row `number`."""
        return self._lines[number]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        go = self._lines[self.currentRow()].go if self.currentRow() >= 0 else None
        if go is not None:
            go()


class _Painter(QStyledItemDelegate):
    """Paints headings, and entries in columns of one width throughout the page."""

    def __init__(self, theme: Theme, view: _List) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self._theme.px(36 if self._view.line(index.row()).is_heading else 28))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, line, box = self._theme, self._view.line(index.row()), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme["sel"])
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme["selLine"])
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme["hair"])
        inside = box.adjusted(20, 0, -20, 0)
        if line.is_heading:
            self._heading(painter, inside.adjusted(0, theme.px(8), 0, 0), line)
        else:
            self._entry(painter, inside, line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, box, theme, 3)

    def _heading(self, painter: QPainter, box: QRectF, line: _Line) -> None:
        font, title = self._theme.font(11, 600), line.cells[0].upper()
        paint_text(painter, box, title, font, self._theme["text2"])
        beside = box.adjusted(text_width(title, font) + 10, 0, 0, 0)
        paint_text(painter, beside, line.cells[1], self._theme.font(11), self._theme["text3"])

    def _entry(self, painter: QPainter, box: QRectF, line: _Line) -> None:
        theme, left, right = self._theme, box.left(), box.right()
        widths = [theme.px(width) for width in _WIDTHS]
        widths[0] = max(widths[0], round(self._view.number_width) + 10)
        if line.chip is not None:
            status, words = line.chip
            place = QRectF(right - theme.px(96), box.top(), theme.px(96), box.height())
            paint_status(painter, place, theme, status, words)
            right = place.left() - 12
        for number, text in enumerate(line.cells):
            width = widths[number] if number < len(widths) else right - left
            colour = "err" if line.is_late and number == 1 else ("text", "text2")[number == 3]
            font = theme.font(12, 600 if number == 0 and line.go else 400, zero=number < 2)
            cell = QRectF(left, box.top(), width - 10, box.height())
            paint_text(painter, cell, text.replace("\n", " "), font, theme[colour])
            left += width
