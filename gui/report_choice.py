"""What is to be reported: kind, period or incident, moment, language, addressees, the answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.current import state_of, uid_of
from db.dates import midnight
from db.errors import BadContent, NotUnderstood, Refused
from db.numbers import Numbered, numbered
from db.query import IncidentQuery
from db.reports import ReportOrder, issued_reports, order_like_last
from db.time import read_dtg, write_dtg
from db.vocabulary import Language, Paper, Precedence, ReportKind, Sensitivity, Term
from db.words import _, ngettext, spoken
from gui.ask import NumberBox
from gui.buttons import Button, Segmented
from gui.desk import Desk
from gui.editors import GrowingText
from gui.report_kinds import Kinds
from gui.report_period import days_of, last_day
from gui.theme import Theme
from gui.widgets import FieldBox, Label

OFFERED = 8  # numbers, while one is being typed
_LINES = ("to", "info", "reference", "approved")
_DAY = timedelta(days=1)


class ReportChoice(QWidget):
    """The order of a report as fields; `changed` when it is another order, also if a wrong one.

    What is typed for one kind is still there when one comes back to it.
    """

    changed = Signal()

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._desk = theme, desk
        self._chosen: frozenset[str] = frozenset()  # incidents, of a report on some alone
        self._typed: dict[ReportKind, ReportOrder] = {}  # what was left to go to another kind
        self._proposed = ""
        self._boxes: dict[str, FieldBox] = {}
        self.kinds = Kinds(theme)
        self._kind = self.kinds.kind()
        self._make_fields()
        self._lay_out()
        self._begin_with(self._remembered(self._kind))
        self._show_period(*self._usual_period())
        self._connect()
        self._follow_kind()

    def _make_fields(self) -> None:
        self.since, self.before, self.as_of = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.since, self.before, self.as_of):
            line.setFont(self._theme.font(13, zero=True))
        self.as_of.setPlaceholderText(_("Up to now"))
        self.incident = NumberBox(self._numbers)
        self.only = QCheckBox()
        self.final = QCheckBox(_("Final"))
        self.language = Segmented(_("Language"), [(str(one), one.label) for one in Language])
        self.paper = Segmented(_("Paper"), [(str(one), one.label) for one in Paper])
        self.classification = _listing(Sensitivity, _("As the content"))
        self.precedence = _listing(Precedence, _("As usual"))
        self.lines = {name: QLineEdit() for name in _LINES}
        self.answer = GrowingText(2)
        self.replaces = QComboBox()
        self.paper.choose(Paper.A4)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(2)
        column.addWidget(Label(_("Report"), "field"))
        column.addWidget(self.kinds)
        column.addSpacing(8)
        for part in self._subject():
            column.addWidget(part)
        self._proposal = self._button(_("As proposed"), self.answer.clear)
        column.addWidget(self._box("answer", _("Answer, at the head of the report"), self.answer))
        column.addWidget(self._proposal)
        for left, right in (
            (
                self._box("language", _("Language"), self.language),
                self._box("classification", _("Classification"), self.classification),
            ),
            (
                self._box("paper", _("Paper"), self.paper),
                self._box("precedence", _("Precedence"), self.precedence),
            ),
        ):
            column.addWidget(_row(left, right))
        words = (_("To"), _("Info"), _("Reference"), _("Approved by"))
        for (name, line), label in zip(self.lines.items(), words, strict=True):
            column.addWidget(self._box(name, label, line))
        column.addWidget(self._box("replaces", _("Corrects and replaces"), self.replaces))
        column.addStretch(1)

    def _subject(self) -> tuple[QWidget, ...]:
        """Return the rows that say what the report is about, from the top."""
        self._period = _row(
            self._box("since", _("From"), self.since), self._box("before", _("Until"), self.before)
        )
        self._quick = _row(
            Label(_("Period"), "field"),
            None,
            self._button(_("Yesterday"), lambda: self._show_days(1)),
            self._button(_("Last 24 h"), self._show_last_24_h),
            self._button(_("Last 7 days"), lambda: self._show_days(7)),
        )
        self._about = _row(self._box("incident", _("Incident"), self.incident), self.final)
        now = self._button(_("Up to now"), self.as_of.clear)
        self._end = self._button(_("End of period"), self._show_end)
        self._moment = _row(self._box("as_of", _("As known at"), self.as_of), now, self._end)
        return self._quick, self._period, self.only, self._about, self._moment

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._change_kind)
        for line in (self.since, self.before, self.as_of, self.incident, *self.lines.values()):
            line.textChanged.connect(self.changed)
        self.answer.textChanged.connect(self._answered)
        for row in (self.language, self.paper):
            row.changed.connect(self.changed)
        for listing in (self.classification, self.precedence, self.replaces):
            listing.currentIndexChanged.connect(self.changed)
        for box in (self.final, self.only):
            box.toggled.connect(self.changed)

    def begin(
        self, kind: ReportKind, incident: str = "", chosen: IncidentQuery | None = None
    ) -> None:
        """Go on with that kind: of that incident (uid), or of chosen incidents and their days."""
        with QSignalBlocker(self):
            self.kinds.choose(kind)
            if incident:
                with self._desk.book.reading() as session:
                    state = state_of(session, incident)
                self.incident.setText(str(state.payload["number"]))
                self.answer.clear()
                self.final.setChecked(False)
                self.replaces.setCurrentIndex(0)  # what was to be corrected is on another one
            self._chosen = chosen.incidents if chosen else frozenset()
            if chosen:
                self._show_period(*days_of(self._desk.book, chosen))
            self._name_chosen()
            self.look()
        self._follow_kind()
        self.changed.emit()

    def correct(self, order: ReportOrder) -> None:
        """Go on with the order of an issued report, in order to correct it with what is known."""
        with QSignalBlocker(self):
            self.kinds.choose(order.kind)
            self._begin_with(replace(order, replaces=order.number))
            query = order.query
            if query.since is not None and query.before is not None:
                self._show_period(query.since, query.before)
            self._chosen = query.incidents
            self._name_chosen()
            if order.incident:
                with self._desk.book.reading() as session:
                    state = state_of(session, order.incident)
                self.incident.setText(str(state.payload["number"]))
            self.as_of.clear()
            self.paper.choose(order.paper)
            _choose(self.classification, order.classification)
            _choose(self.precedence, order.precedence)
        self._follow_kind()
        self.changed.emit()

    def look(self) -> None:
        """Take up the moment that the window looks at: the past, or now."""
        moment = self._desk.as_of
        self.as_of.setText(write_dtg(moment) if moment else "")

    def forget(self) -> None:
        """Begin anew with the kind: what was written for the last report of it has gone out."""
        with QSignalBlocker(self):
            self._begin_with(self._remembered(self._kind))

    def refresh(self) -> None:
        """List again what may be corrected."""
        kept = self.replaces.currentData()
        with QSignalBlocker(self.replaces), self._desk.book.reading() as session:
            self.replaces.clear()
            self.replaces.addItem(_("Nothing: a new report"), "")
            for issued in issued_reports(session, self._kind, self._desk.as_of):
                self.replaces.addItem(issued.number, issued.number)
            self.replaces.setCurrentIndex(max(0, self.replaces.findData(kept)))

    def order(self) -> ReportOrder:
        """Return what is ordered, and say beside a field what is wrong in it.

        Raises:
            BadContent: With every field that is wrong.
        """
        problems: dict[str, str] = {}
        query = IncidentQuery()
        if self._kind.within == "period":
            query = self._query(problems)
        if self._kind.within != "watch":
            query = replace(query, as_of=self._time("as_of", problems))
        incident = self._incident(problems) if self._kind.within == "incident" else ""
        for name, box in self._boxes.items():
            if name in problems:
                box.say("error", problems[name])
            else:
                box.quiet()
        if problems:
            raise BadContent(problems)
        return replace(
            self._written(),
            query=query,
            incident=incident,
            paper=Paper(self.paper.value()),
            classification=self.classification.currentData(),
            precedence=self.precedence.currentData(),
        )

    def propose(self, answer: str) -> None:
        """Show the answer that follows from the log, unless the officer wrote another."""
        if self._own_answer():
            return
        self._proposed = answer
        with QSignalBlocker(self.answer):
            self.answer.setPlainText(answer)
        self._proposal.hide()

    def _own_answer(self) -> str:
        """Return what the officer wrote; "" for what was proposed."""
        typed = self.answer.toPlainText().strip()
        return "" if typed == self._proposed else typed

    def _answered(self) -> None:
        self._proposal.setVisible(bool(self._own_answer()))
        self.changed.emit()

    def _written(self) -> ReportOrder:
        """Return the order with what belongs to the kind alone."""
        typed: dict[str, Any] = {name: line.text().strip() for name, line in self.lines.items()}
        return ReportOrder(
            self._kind,
            language=Language(self.language.value()),
            answer=self._own_answer(),
            update="FINAL" if self.final.isChecked() and self._is_sincrep() else "",
            replaces=self.replaces.currentData() or "",
            **typed,
        )

    def _is_sincrep(self) -> bool:
        return self._kind is ReportKind.SINCREP

    def _change_kind(self, kind: ReportKind) -> None:
        self._typed[self._kind] = self._written()
        former, self._kind = self._kind, kind
        with QSignalBlocker(self):
            self._begin_with(self._typed.get(kind) or self._remembered(kind))
            weekly = ReportKind.WEEKLY
            if kind.within == "period" and weekly in (kind, former):
                self._show_period(*self._usual_period())
        self._follow_kind()
        self.changed.emit()

    def _remembered(self, kind: ReportKind) -> ReportOrder:
        with self._desk.book.reading() as session:
            return order_like_last(session, ReportOrder(kind, language=Language(spoken())))

    def _begin_with(self, order: ReportOrder) -> None:
        """Show what belongs to one kind alone."""
        self.refresh()
        self._proposed = ""
        self.language.choose(order.language)
        for name, line in self.lines.items():
            line.setText(getattr(order, name))
        self.answer.setPlainText(order.answer)
        self.final.setChecked(order.update == "FINAL")
        self.replaces.setCurrentIndex(max(0, self.replaces.findData(order.replaces)))

    def _follow_kind(self) -> None:
        """Show the fields that the kind has."""
        within = self._kind.within
        for part in (self._period, self._quick, self._end):
            part.setVisible(within == "period")
        self._about.setVisible(within == "incident")
        self._moment.setVisible(within != "watch")
        self.final.setVisible(self._is_sincrep())
        self.only.setVisible(within == "period" and bool(self._chosen))
        self._proposal.setVisible(bool(self._own_answer()))

    def _name_chosen(self) -> None:
        n = len(self._chosen)
        words = ngettext("Only the {n} chosen incident", "Only the {n} chosen incidents", n)
        self.only.setText(words.format(n=n))
        self.only.setChecked(bool(n))

    def _query(self, problems: dict[str, str]) -> IncidentQuery:
        since, before = self._time("since", problems), self._time("before", problems)
        for name, moment in (("since", since), ("before", before)):
            if moment is None:
                problems.setdefault(name, _("is missing, e.g. 310000Z MAY 16"))
        if since and before and before <= since:
            problems["before"] = _("is not after the beginning")
        only = self._chosen if self.only.isChecked() else frozenset()
        return IncidentQuery(since=since, before=before, incidents=only)

    def _time(self, name: str, problems: dict[str, str]) -> datetime | None:
        """Return the moment in that field; None for nothing, or with its problem."""
        line: QLineEdit = getattr(self, name)
        typed, around = line.text().strip(), self._desk.circumstances()
        if not typed:
            return None
        # A period may end tonight; what is known later nobody knows.
        is_end = name == "before"
        try:
            return read_dtg(typed, around.now, around.utc_offset, due=is_end).at
        except NotUnderstood as error:
            problems[name] = str(error)
            return None

    def _incident(self, problems: dict[str, str]) -> str:
        if not self.incident.text().strip():
            problems["incident"] = _("Which incident? Its last figures will do.")
            return ""
        try:
            with self._desk.book.reading() as session:
                return uid_of(session, self.incident.number())
        except Refused as error:
            problems["incident"] = str(error)
            return ""

    def _numbers(self, typed: str) -> tuple[Numbered, ...]:
        with self._desk.book.reading() as session:
            return numbered(session, typed, OFFERED)

    def _usual_period(self) -> tuple[datetime, datetime]:
        """Return yesterday, or the day of the newest incident if older; seven days of a weekly."""
        end = midnight(last_day(self._desk.book, self._desk.book.clock())) + _DAY
        return end - (7 if self._kind is ReportKind.WEEKLY else 1) * _DAY, end

    def _show_days(self, days: int) -> None:
        end = midnight(self._desk.book.clock().astimezone(UTC).date())
        self._show_period(end - days * _DAY, end)

    def _show_last_24_h(self) -> None:
        now = self._desk.book.clock().astimezone(UTC).replace(second=0, microsecond=0)
        self._show_period(now - _DAY, now)

    def _show_period(self, since: datetime, before: datetime) -> None:
        self.since.setText(write_dtg(since))
        self.before.setText(write_dtg(before))

    def _show_end(self) -> None:
        self.as_of.setText(self.before.text())

    def _box(self, name: str, label: str, editor: QWidget) -> FieldBox:
        box = self._boxes[name] = FieldBox(self._theme, label, editor)
        return box

    def _button(self, words: str, act: Callable[[], object]) -> Button:
        button = Button(self._theme, words, small=True)
        button.clicked.connect(act)
        return button


def _row(*parts: QWidget | None) -> QWidget:
    """Return the parts beside one another; None for the room that is left."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for part in parts:
        if part is None:
            line.addStretch(1)
        elif isinstance(part, FieldBox):
            line.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        else:
            line.addWidget(part)
    return row


def _listing(terms: type[Term], none: str) -> QComboBox:
    """Return a closed list of terms, before them what holds if none is chosen."""
    listing = QComboBox()
    listing.addItem(none, None)
    for term in terms:
        listing.addItem(_(term.label), term)
    return listing


def _choose(listing: QComboBox, term: Term | None) -> None:
    listing.setCurrentIndex(max(0, listing.findData(term)))
