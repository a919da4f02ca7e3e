"""The page of reports: what is ordered at the left, what it looks like at the right, its issue."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import BadContent, LogbookError
from db.outgoing import Drafted, Exporters
from db.query import IncidentQuery
from db.reports import (
    ReportNumber,
    ReportOrder,
    issued_missing,
    issued_order,
    issued_pdf,
    issued_reports,
    missing_told,
    next_number,
)
from db.vocabulary import ReportKind, Status
from db.words import _, ngettext
from gui.actions import REPORT_ACTIONS
from gui.ask import AskDialog
from gui.asking import Asking
from gui.background import Background
from gui.buttons import Segmented
from gui.desk import Desk
from gui.exporting import Exporting
from gui.issued_list import IssuedList
from gui.keys import sequences
from gui.report_choice import ReportChoice
from gui.report_foot import ReportFoot
from gui.report_preview import Preview
from gui.task import Task
from gui.theme import Theme
from gui.widgets import Label, Pane

PAUSE_MS = 300  # in typing, before the report is made anew
_NEW, _ISSUED = "new", "issued"


class _Shown(NamedTuple):
    """A draft that was made: its order, its pages, and what else is said of it."""

    order: ReportOrder
    drafted: Drafted
    initial: int  # incidents in it that are as first reported
    number: ReportNumber  # which it would get


class ReportPage(QWidget):
    """Nothing is issued, saved or printed but what is seen."""

    left = Signal()  # back to the log is wanted
    broke = Signal(object)  # a fault of ours

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        exporters: Exporters,
        exporting: Exporting,
        background: Background,
        ask_who: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._theme, self._desk, self._exporters = theme, desk, exporters
        self._exporting, self._background, self._ask_who = exporting, background, ask_who
        self._shown: _Shown | None = None  # the draft that is seen; None while it is another one
        self._number = ""  # of the issued report that is seen
        self._asking = Asking(self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.choice = ReportChoice(theme, desk)
        self.issued = IssuedList(theme)
        self.preview = Preview(theme)
        self.foot = ReportFoot(theme)
        self._tabs = Segmented(_("Reports"), [(_NEW, _("New")), (_ISSUED, _("Issued"))])
        self._tabs.choose(_NEW)
        self._lay_out()
        self._connect()

    def begin(
        self, kind: ReportKind, incident: str = "", chosen: IncidentQuery | None = None
    ) -> None:
        """Show the report of that kind: on an incident, on chosen ones, or on its period."""
        self._tabs.choose(_NEW)
        self.choice.begin(kind, incident, chosen)
        self.choice.kinds.setFocus()
        self._make()

    def refresh(self) -> None:
        """Make again what is seen, from the log as it is now."""
        self.choice.refresh()
        if self._lists():
            self._list()
        else:
            self._wait()

    def finish(self) -> None:
        """Wait for what is being made, before the logbook is let go."""
        self._soon.stop()
        self._asking.finish()

    def number(self) -> str:
        """Return the number of the issued report that is seen; "" for a draft."""
        return self._number if self._lists() else ""

    # What the keys do, named as in `ACTIONS`.

    def list_issued(self) -> None:
        """Go to the list of what was issued."""
        self._tabs.choose(_ISSUED)
        self.issued.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save_pdf(self) -> None:
        """Ask for a file and write what is seen."""
        if self.number():
            self._exporting.save_issued(self._number, self.preview.pdf)
        elif self._shown is not None:
            missing = self._shown.drafted.missing
            self._exporting.save_draft(self._shown.order, self.preview.pdf, missing)

    def copy_text(self) -> None:
        """Put what is seen into the clipboard as plain text, for a signal message."""
        if number := self.number():
            text = self._exporters["text"]
            self._exporting.copy_text(number, partial(text, self._desk.book, number))
        elif self._shown is not None:
            name = _(self._shown.order.kind.label)
            self._exporting.copy_text(name, self._shown.drafted.text)

    def print_pdf(self) -> None:
        """Ask for a printer and print what is seen."""
        from gui.printing import ask_to_print

        if self.preview.is_old():
            return
        try:
            ask_to_print(self.preview.document, self.number() or _("Draft"), self)
        except LogbookError as error:
            self._desk.refused.emit(error)

    def issue(self) -> None:
        """Ask whether to issue what is seen; an issued one is corrected by another."""
        if self.number():
            self._correct()
        elif self._shown is not None and self._may_issue():
            self._ask_to_issue(self._shown)

    def back_to_log(self) -> None:
        """Leave the page; what is ordered stays."""
        self.left.emit()

    def _lay_out(self) -> None:
        theme = self._theme
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.choice)
        self._left = QStackedWidget()
        self._left.addWidget(scroll)
        self._left.addWidget(self.issued)
        side = Pane("bg1", "right")
        side.setFixedWidth(theme.px(396))
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._left)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(side)
        middle.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addLayout(middle, 1)
        column.addWidget(self.foot)

    def _head(self) -> Pane:
        head = Pane("bg1", "bottom")
        head.setFixedHeight(self._theme.px(48))
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(16)
        row.addWidget(Label(_("Reports"), "view"))
        row.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        told = _("Issuing gives the number, freezes the text and keeps the PDF in the log")
        row.addWidget(Label(told, "note"))
        return head

    def _connect(self) -> None:
        self._soon.timeout.connect(self._make)
        self.choice.changed.connect(self._wait)
        self.issued.chosen.connect(self._show_issued)
        self._tabs.changed.connect(lambda _tab: self._turn())
        self._asking.failed.connect(self._failed)
        self._asking.broke.connect(self.broke)
        self.foot.asked.connect(lambda name: getattr(self, name)())
        self._desk.changed.connect(lambda _change: self._overtaken())
        self._desk.overtaken.connect(self._overtaken)
        self._desk.looked.connect(self._look)
        for spec in REPORT_ACTIONS:
            shortcut = QShortcut(self)
            shortcut.setKeys(sequences(spec.key))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._act_of(spec.name))

    def _act_of(self, name: str) -> Callable[[], None]:
        if name.startswith("choose_"):
            return partial(self._choose, ReportKind(name.removeprefix("choose_")))
        doer = next(one for one in (self, self.preview) if hasattr(one, name))
        act: Callable[[], None] = getattr(doer, name)
        return act

    def _choose(self, kind: ReportKind) -> None:
        self._tabs.choose(_NEW)
        self.choice.kinds.choose(kind)

    def _lists(self) -> bool:
        return self._tabs.value() == _ISSUED

    def _turn(self) -> None:
        self._left.setCurrentIndex(int(self._lists()))
        self._soon.stop()
        self._asking.drop()
        self._shown = None
        if self._lists():
            self._list()
        else:
            self._make()

    def _overtaken(self) -> None:
        """Something was written: a draft of now tells it."""
        if self.isVisible():
            self.refresh()

    def _look(self) -> None:
        """Another moment is looked at: it is the one as known at which is reported."""
        self.choice.look()
        self._overtaken()

    def _wait(self) -> None:
        """What is seen is not what is ordered any more."""
        self._shown = None
        self.preview.set_old(True)
        self._offer()
        self._soon.start()

    def _make(self) -> None:
        """Make the draft of what is ordered, off the window's thread."""
        self._soon.stop()
        self._shown = None
        self.preview.set_old(True)
        self._offer()
        try:
            order = self.choice.order()
        except BadContent:  # said beside the fields
            return
        book, draft, station = self._desk.book, self._exporters["draft"], self._desk.station

        def work(task: Task) -> _Shown:
            drafted = draft(book, order, task.report)
            with book.reading() as session:
                year = book.clock().year
                number = next_number(session, station.mission, station.code, order.kind, year)
                return _Shown(order, drafted, _told_of(order).count(session), number)

        self._asking.ask(work, self._show)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        order, drafted = shown.order, shown.drafted
        self.choice.propose(drafted.answer)
        facts = (_(order.paper.label), missing_told(drafted.missing))
        self.preview.show_pdf(drafted.pdf, _(order.kind.label), ", ".join(filter(None, facts)))
        self._offer()

    def _failed(self, error: LogbookError) -> None:
        self.preview.show_problem(error.what, error.remedy)
        self._offer()

    def _list(self, number: str = "") -> None:
        with self._desk.book.reading() as session:
            reports = issued_reports(session, as_of=self._desk.as_of)
        self.issued.show_reports(reports, number or self._number)

    def _show_issued(self, number: str) -> None:
        self._number = number
        if number:
            with self._desk.book.reading() as session:
                pdf, missing = issued_pdf(session, number), issued_missing(session, number)
            facts = (_("as it was issued"), missing_told(missing))
            self.preview.show_pdf(pdf, number, ", ".join(filter(None, facts)))
        else:
            told = _("Order one under “New”, look at it, and issue it.")
            self.preview.show_problem(_("No report has been issued from this log yet."), told)
        self._offer()

    def _correct(self) -> None:
        with self._desk.book.reading() as session:
            order = issued_order(session, self._number)
        self.choice.correct(order)
        self._tabs.choose(_NEW)
        self.choice.answer.setFocus()

    def _may_issue(self) -> bool:
        """Whether it can be issued now, asking who does if nobody has the watch."""
        return self._desk.may_write and (self._desk.author is not None or self._ask_who())

    def _ask_to_issue(self, shown: _Shown) -> None:
        """Ask, as it can't be undone; then issue and show what went out."""
        title = _("Issue as {name}?").format(name=_short(shown))
        meaning = _(
            "It gets the number {number}, its text is frozen, and the PDF is kept in the log. "
            "A number is never used again; what is wrong in it can only be corrected by another "
            "report. This cannot be undone."
        ).format(number=shown.number.text)
        dialog = AskDialog(
            self._theme,
            title,
            meaning,
            _("Issue"),
            lambda _typed: None,
            parent=self,
        )
        if dialog.exec():
            self._issue(shown.order)

    def _issue(self, order: ReportOrder) -> None:
        book, author, issue = self._desk.book, self._desk.author, self._exporters["issue"]
        if author is None:
            return
        self._shown = None  # once is enough
        self._offer()
        task = self._background.run(
            _("Issuing the report"),
            lambda task: issue(book, author, order, task.report),
            self._issued,
            _("Nothing was issued."),
        )
        for ended in (task.failed, task.stopped):
            ended.connect(self._make)

    def _issued(self, number: str) -> None:
        self._number = number
        self.choice.forget()
        self.list_issued()
        self._list(number)
        self._exporting.tell_issued(number)

    def _offer(self) -> None:
        """Offer what can be done with what is seen."""
        if self.number():
            self.foot.offer_issued(may_write=self._desk.may_write)
            return
        shown = self._shown
        n = shown.initial if shown else 0
        told = ngettext(
            "{n} incident is still INITIAL; it is printed and marked as such.",
            "{n} incidents are still INITIAL; they are printed and marked as such.",
            n,
        ).format(n=n)
        words = _("Issue as {name}").format(name=_short(shown)) if shown else _("Issue")
        ready = shown is not None and not self._lists()
        self.foot.offer_draft(words, told if n else "", ready, ready and self._desk.may_write)


def _told_of(order: ReportOrder) -> IncidentQuery:
    """Return which incidents of the report are as first reported."""
    alone = frozenset({order.incident}) if order.incident else order.query.incidents
    return replace(order.query, incidents=alone, statuses=frozenset({Status.INITIAL}))


def _short(shown: _Shown) -> str:
    """Return what people call it: "SITREP 152"."""
    return f"{shown.order.kind.upper()} {shown.number.serial}"
