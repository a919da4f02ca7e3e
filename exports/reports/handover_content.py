"""What the handover of a watch says: plain data, from what the watch has to hand over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.current import station_of
from db.drafts import DraftKept
from db.errors import Progress
from db.handover import Handover, HandoverRow, ReportWritten, handover_of
from db.regions import region_in_words
from db.text import show_count, show_occurred, show_status, show_subtype
from db.time import write_dtg
from db.vocabulary import Precedence
from db.words import _, ngettext
from exports.reports.content import Fact, Header
from exports.reports.header import (
    clock_in_words,
    header_of,
    number_of,
    reference,
    sent,
    signature,
)
from exports.reports.reading import Reading
from exports.reports.sitrep_known import serial

_RECALLED = ("occurred", "place", "summary")  # what one knows a draft by
_LONGEST = 160  # characters of a summary, or of what was typed: enough to know which it is


@dataclass(frozen=True, slots=True)
class Listing:
    """A numbered section: a table, or in words that there is nothing.

    Attributes:
        heads: Of its columns, as many as every row has cells; the last is the widest.
        nothing: Printed after NIL, where there is no row.
    """

    title: str
    aside: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class HandoverContent:
    """A handover, a `Report`; `answer` is one line."""

    header: Header
    answer: str
    listings: tuple[Listing, ...]
    end_notes: tuple[str, ...]


def content(reading: Reading, _progress: Progress | None = None) -> HandoverContent:
    """Return what the watch hands over, as the log knows it now."""
    handed, now = handover_of(reading.session, reading.now), reading.now
    counts = handed.counts
    remarks = _("Remarks since the watch was taken: {n}. K killed, I injured, best estimates.")
    return HandoverContent(
        header=_header(reading, handed),
        answer=reading.order.answer or _answer(handed),
        listings=(
            _incidents(_("New incidents"), handed.fresh, counts.fresh, _("Nothing was logged.")),
            _incidents(
                _("Amended incidents"),
                handed.amended,
                counts.amended,
                _("Nothing logged before was amended, reopened or struck."),
            ),
            _unverified(handed),
            _due(handed, now),
            _drafts(handed.drafts),
            _reports(handed.reports),
        ),
        end_notes=(remarks.format(n=counts.remarks or _("NIL")),),
    )


def _header(reading: Reading, handed: Handover) -> Header:
    sender, to, info = sent(reading)
    officer = handed.officer.in_full() if handed.officer else _("nobody")
    closed = write_dtg(handed.closed_at) if handed.closed_at else _("open")
    taken = (write_dtg(handed.since), clock_in_words(station_of(reading.session)))
    approved = signature(_("Approved"), named=reading.order.approved)
    return header_of(
        reading,
        title=_("Watch handover"),
        beside=write_dtg(reading.now),
        classification=handed.sensitivity,
        precedence=Precedence.ROUTINE,
        facts=(
            (sender, Fact(_("Taken"), _("; ").join(taken), strong=True)),
            (Fact(_("Watch"), officer, strong=True), Fact(_("Closed"), closed)),
            (to, Fact(_("Report no."), number_of(reading))),
            (info, reference(reading)),
        ),
        signatures=(
            signature(_("Handed over"), handed.officer),
            signature(_("Taken over")),
            *([approved] if reading.order.approved else []),
        ),
    )


def _answer(handed: Handover) -> str:
    counts = handed.counts
    due = ngettext("{n} follow-up due", "{n} follow-ups due", counts.due).format(n=counts.due)
    words = _(
        "Watch since {dtg}, {officer}: {fresh} new, {amended} amended, {open} unverified, {due}."
    )
    return words.format(
        dtg=write_dtg(handed.since),
        officer=handed.officer or _("nobody"),
        fresh=counts.fresh,
        amended=counts.amended,
        open=counts.unverified,
        due=due,
    )


def _incidents(title: str, rows: Sequence[HandoverRow], number: int, nothing: str) -> Listing:
    heads = (_("Serial"), _("Occurred"), _("What, where"), _("K"), _("I"), _("Summary"))
    return Listing(title, _listed(rows, number), heads, tuple(map(_incident, rows)), nothing)


def _listed(rows: Sequence[object], number: int) -> str:
    """Return how many there are, and whether fewer are listed."""
    if len(rows) == number:
        return _("{n} in all").format(n=number)
    return _("{n} in all; {listed} listed, the log has the rest").format(n=number, listed=len(rows))


def _incident(row: HandoverRow) -> tuple[str, ...]:
    what = show_subtype(row.subtype) or _(row.type.label)
    return (
        f"{serial(row.number)}\n{_status(row)}",
        show_occurred(row.occurred, row.time_precision),
        ", ".join(filter(None, (what, row.place or region_in_words(row.region)))),
        show_count(row.killed, is_open=row.killed_open) or _("n/k"),
        show_count(row.injured, is_open=row.injured_open) or _("n/k"),
        _short(row.summary),
    )


def _status(row: HandoverRow) -> str:
    return show_status(row.status, row.updates, row.duplicate_of).upper()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _unverified(handed: Handover) -> Listing:
    rows = tuple(
        (serial(row.number), _status(row), _short(row.summary)) for row in handed.unverified
    )
    aside = _("{n} in the whole log; here those of this watch").format(n=handed.counts.unverified)
    heads = (_("Serial"), _("Status"), _("Summary"))
    return Listing(
        _("Not verified"), aside, heads, rows, _("Everything of this watch is verified.")
    )


def _due(handed: Handover, now: datetime) -> Listing:
    rows = tuple(
        (
            write_dtg(row.follow_up_due) if row.follow_up_due else "",
            _("OVERDUE") if row.follow_up_due and row.follow_up_due < now else _("open"),
            serial(row.number),
            _short(row.summary),
        )
        for row in handed.due
    )
    heads = (_("Due"), _("State"), _("Serial"), _("Summary"))
    aside = _("within 24 hours or overdue: {which}").format(
        which=_listed(handed.due, handed.counts.due)
    )
    return Listing(_("Follow-ups due"), aside, heads, rows, _("No follow-up is due."))


def _drafts(drafts: Iterable[DraftKept]) -> Listing:
    rows = tuple(
        (
            write_dtg(draft.saved_at),
            draft.officer or _("nobody on watch"),
            _("amendment") if draft.subject else _("new incident"),
            _short(_recalled(draft.typed)) or _("n/k"),
        )
        for draft in drafts
    )
    heads = (_("Typed last"), _("By"), _("Of"), _("What was typed"))
    aside = _("not in the log until saved")
    return Listing(_("Drafts left"), aside, heads, rows, _("No draft is left."))


def _recalled(typed: Mapping[str, Any]) -> str:
    return " · ".join(str(typed[name]) for name in _RECALLED if typed.get(name))


def _reports(reports: Iterable[ReportWritten]) -> Listing:
    rows = tuple(
        (write_dtg(report.recorded_at), str(report.author), report.kind.upper(), report.name)
        for report in reports
    )
    heads = (_("Written"), _("By"), _("Kind"), _("File"))
    return Listing(_("Reports written"), "", heads, rows, _("No report was written."))
