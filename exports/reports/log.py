"""The log extract, in the manner of ICS-214: every entry of the journal in a period, in order.

What was recorded is told, whenever it happened; a report that counts asks when it happened.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from db.current import station_of
from db.errors import Progress
from db.extract import Recorded, Stretch
from db.journal import head
from db.models import Act, Watch
from db.reporting import author_of, watch_at, watches_between
from db.time import write_dtg
from db.vocabulary import Precedence, Sensitivity
from db.wording import in_words
from db.words import _, ngettext
from exports.reports import log_pages
from exports.reports.content import Fact, Header
from exports.reports.header import (
    addressed,
    clock_in_words,
    header_of,
    reference,
    signature,
)
from exports.reports.log_content import Keeper, LogContent, LogEntry
from exports.reports.log_words import details, told
from exports.reports.opening import opening
from exports.reports.reading import Reading

_HASH = 8  # hexadecimal digits: enough to tell any two entries of a log apart


def content(reading: Reading, progress: Progress | None = None) -> LogContent:
    """Return every entry that this station recorded in the period, as known at the moment.

    `progress(entries read, of how many)` may raise to stop.

    Raises:
        ValueError: The period lacks its start or its end.
    """
    query = replace(reading.order.query, as_of=reading.at, order=())
    if query.since is None or query.before is None:
        raise ValueError("a log extract needs a period with start and end")
    stretch = Stretch(station_of(reading.session).code, query)
    total = stretch.count(reading.session)
    entries, moments = [], []
    for recorded in stretch.entries(reading.session):
        entries.append(_entry(recorded, query.since))
        moments.append(recorded.recorded_at)
        if progress:
            progress(len(entries), total)
    shown = tuple(entries)
    return LogContent(
        header=_header(reading, stretch),
        answer=reading.order.answer or _answer(shown),
        keepers=tuple(_keepers(reading, stretch, moments)),
        entries=shown,
        held=_held(reading, stretch, shown),
        end_notes=tuple(_end_notes(reading, stretch)),
    )


def _entry(recorded: Recorded, since: datetime) -> LogEntry:
    return LogEntry(
        seq=str(recorded.seq),
        recorded=write_dtg(recorded.recorded_at),
        act=_(recorded.act.label),
        incident=recorded.number,
        state=_state(recorded, since),
        told=told(recorded),
        details=details(recorded),
        by=str(recorded.author),
        hash=recorded.hash[:_HASH],
    )


def _state(recorded: Recorded, since: datetime) -> str:
    """Return whether it happened before the period that it was logged in, or was struck since."""
    if recorded.act is Act.LOG:
        if recorded.is_struck:
            return _("STRUCK SINCE")
        if datetime.fromisoformat(recorded.payload["content"]["occurred"]) < since:
            return _("LATE")
    return ""


def _header(reading: Reading, stretch: Stretch) -> Header:
    home = station_of(reading.session)
    period = in_words(replace(stretch.query, as_of=None))
    found = stretch.sensitivities(reading.session)
    title = _("Log extract")
    return header_of(
        reading,
        title=title,
        running=_("{title} · {station}").format(title=title, station=home.code),
        classification=max(found, key=list(Sensitivity).index, default=Sensitivity.UNCLASSIFIED),
        precedence=Precedence.ROUTINE,
        facts=addressed(
            reading,
            reference(reading),
            (Fact(_("Recorded"), period, strong=True), Fact(_("Clock"), clock_in_words(home))),
        ),
        signatures=(
            signature(_("Prepared"), watch_at(reading.session, reading.at)),
            signature(_("Compared with the journal")),
            signature(_("Approved"), named=reading.order.approved),
        ),
    )


def _answer(entries: tuple[LogEntry, ...]) -> str:
    """Return how many entries there are, and of what."""
    if not entries:
        return _("NIL. Nothing was recorded in the period.")
    number = len(entries)
    acts = Counter(entry.act for entry in entries)
    counted = ", ".join(
        _("{act} {n}").format(act=_(act.label).lower(), n=acts[_(act.label)])
        for act in Act
        if acts[_(act.label)]
    )
    words = ngettext(
        "{n} entry, number {first}: {counted}.",
        "{n} entries, number {first} to {last}: {counted}.",
        number,
    )
    return words.format(n=number, first=entries[0].seq, last=entries[-1].seq, counted=counted)


def _keepers(reading: Reading, stretch: Stretch, moments: Sequence[datetime]) -> Iterator[Keeper]:
    """Yield the watches; `moments` are when the entries were recorded, oldest first."""
    query, at = stretch.query, reading.at
    if query.since is None or query.before is None:
        return
    for watch in watches_between(reading.session, query.since, query.before, at):
        if watch.station == stretch.station:
            yield _keeper(watch, at, moments)


def _keeper(watch: Watch, at: datetime, moments: Sequence[datetime]) -> Keeper:
    officer = author_of(watch)
    closed = watch.closed_at if watch.closed_at and watch.closed_at <= at else None
    recorded = bisect_right(moments, closed or at) - bisect_left(moments, watch.opened_at)
    return Keeper(
        officer=str(officer),
        role=officer.role,
        since=write_dtg(watch.opened_at),
        until=write_dtg(closed) if closed else _("on watch"),
        entries=str(recorded),
    )


def _held(reading: Reading, stretch: Stretch, entries: tuple[LogEntry, ...]) -> tuple[Fact, ...]:
    newest = head(reading.session, stretch.station, reading.at)
    none = _("n/a")
    return (
        Fact(_("Entries"), str(len(entries)), strong=True),
        Fact(_("First entry"), entries[0].seq if entries else none),
        Fact(_("Last entry"), entries[-1].seq if entries else none),
        Fact(_("Left out"), str(stretch.left_out(reading.session))),
        Fact(_("Newest entry"), str(newest.seq)),
        Fact(_("Chain head"), newest.hash),
    )


def _end_notes(reading: Reading, stretch: Stretch) -> Iterator[str]:
    """Yield how the extract is to be read, and what is not in it."""
    yield _(
        "Every entry that the station recorded in the period, in the order of the journal. The"
        " eight digits beside an entry begin its hash: compare them with the journal."
    )
    left_out = stretch.left_out(reading.session)
    if left_out:
        yield ngettext(
            "{n} entry of the period is left out: it is about an incident not asked for.",
            "{n} entries of the period are left out: they are about incidents not asked for.",
            left_out,
        ).format(n=left_out)
    if stretch.query.before and reading.at < stretch.query.before:
        yield _("The period had not ended at the moment of which this is the knowledge.")


SECTIONS = (opening, log_pages.keepers, log_pages.entries, log_pages.closing)
