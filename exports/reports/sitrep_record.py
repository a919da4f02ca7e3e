"""What the record itself says: changes, assessments with their authors, watches, follow-ups."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Row

from db.fields import Field, Kind
from db.history import Happened, changes_between, chronology
from db.models import Act, Watch
from db.projection import REVISING
from db.query import IncidentQuery
from db.reporting import (
    author_of,
    changed_since,
    count_to_follow_up,
    entries_between,
    sensitivities,
    to_follow_up,
    watch_after,
    watches_between,
)
from db.text import show, show_status
from db.time import write_dtg
from db.vocabulary import Sensitivity, Status, TimePrecision
from db.wording import in_words
from db.words import _
from exports.reports.content import (
    Assessment,
    Change,
    Changes,
    Fact,
    FollowUp,
    FollowUps,
    Shift,
    ShiftRow,
)
from exports.reports.header import clock_in_words
from exports.reports.sitrep_known import Known, serial

_LONGEST = 160  # characters of a changed value; the incident's history has it whole
_LONGEST_TEXT = 60


def changes(known: Known) -> Changes:
    """Return what was entered since the last report, on incidents before the period's end.

    Without an issued report it is taken to be one that ended where this period begins. First
    reports of the period itself are not changes; those of earlier incidents are, as late entries.
    """
    found = sorted(_changes(known), key=lambda item: item[0])
    rows = tuple(change for _at, change in found)
    late = len(known.late)
    words = _("{n} changes, {late} late entries").format(n=len(rows) - late, late=late)
    since = known.last.number if known.last else write_dtg(known.since)
    return Changes(_("Changes since {report}").format(report=since), words, _("Was"), rows)


def _changes(known: Known) -> Iterator[tuple[datetime, Change]]:
    late = {row.incident_uid for row in known.late}
    for uid in _touched(known):
        acts = [
            one for one in chronology(known.session, uid, known.at) if one.entry.act in REVISING
        ]
        if uid in late:
            yield acts[0].entry.recorded_at, _late_entry(known, acts[0])
        for before, happened in pairwise(acts):
            if happened.entry.recorded_at >= known.told_until:
                for change in _rows(known, before, happened):
                    yield happened.entry.recorded_at, change


def _touched(known: Known) -> Iterator[str]:
    """Yield the incidents with an act since the last report, late entries among them."""
    changed = changed_since(known.session, replace(known.query, since=None), known.told_until)
    yield from dict.fromkeys((*changed, *(row.incident_uid for row in known.late)))


def _late_entry(known: Known, happened: Happened) -> Change:
    content = happened.entry.payload["content"]
    precision = TimePrecision(content["time_precision"])
    occurred = known.dtg(datetime.fromisoformat(content["occurred"]), precision)
    return Change(
        serial=serial(happened.entry.payload["number"]),
        field=_("new"),
        was=None,
        now=_("LATE, occurred {dtg}").format(dtg=occurred),
        reason=_("late entry"),
        entered=known.narrow_dtg(happened.entry.recorded_at),
    )


def _rows(known: Known, before: Happened, happened: Happened) -> Iterator[Change]:
    entry = happened.entry
    told = {
        _(one.field.label): (_shown(one.field, one.was), _shown(one.field, one.now))
        for one in changes_between(before.entry.payload["content"], entry.payload["content"])
    }
    if entry.act is not Act.AMEND:
        told[_("Status")] = (_status(before.entry.payload), _status(entry.payload))
    for label, (was, now) in told.items():
        yield Change(
            serial=serial(entry.payload["number"]),
            field=label,
            was=was or None,
            now=now or _("not reported"),
            reason=entry.reason or _("n/a"),
            entered=known.narrow_dtg(entry.recorded_at),
        )


def _status(payload: dict[str, Any]) -> str:
    status, updates = Status(payload["status"]), payload["updates"]
    return show_status(status, updates, payload.get("duplicate_of")).upper()


def _shown(field: Field, value: Any) -> str:
    """Return a value for the table of changes; of a text no more than tells it from another."""
    if field.name == "assessment" and value is not None:
        return _("a judgement, told apart")
    is_text = field.kind is Kind.TEXT or field.name == "summary"
    return _short(show(field, value), _LONGEST_TEXT if is_text else _LONGEST)


def _short(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def assessments(known: Known) -> tuple[Assessment, ...]:
    """Return the judgements on the incidents of the period, each with who wrote it."""
    return tuple(
        Assessment(
            tuple(part for part in row.assessment.split("\n\n") if part.strip()),
            _("{author}, on {serial}.").format(
                author=_author_of(known, row.incident_uid), serial=serial(row.number)
            ),
        )
        for row in known.period
        if row.assessment
    )


def _author_of(known: Known, uid: str) -> str:
    """Return who wrote the assessment that stands, and when."""
    past = chronology(known.session, uid, known.at)
    wrote = next(
        one.entry
        for one in reversed(past)
        if one.entry.act is Act.LOG
        or any(change.field.name == "assessment" for change in one.changes)
    )
    return f"{wrote.author.in_full()}, {write_dtg(wrote.recorded_at)}"


def shift(known: Known) -> Shift:
    """Return the watches that overlap the period, as known then."""
    watches = watches_between(known.session, known.since, known.before, known.at)
    rows = tuple(_watch(known, place, watch) for place, watch in enumerate(watches, start=1))
    return Shift(_("All times Z."), rows)


def _watch(known: Known, place: int, watch: Watch) -> ShiftRow:
    closed = watch.closed_at if watch.closed_at and watch.closed_at <= known.at else None
    end = closed or known.at
    entries = entries_between(known.session, watch.station, watch.opened_at, end)
    return ShiftRow(
        watch=str(place),
        since_until=_("{since} to {until}").format(
            since=known.dtg(watch.opened_at), until=known.dtg(closed) if closed else _("open")
        ),
        officer=str(author_of(watch)),
        entries=str(entries),
        open_actions=str(count_to_follow_up(known.session, IncidentQuery(as_of=end))),
        relief=_relief(known, closed),
    )


def _relief(known: Known, closed: datetime | None) -> str:
    """Return by whom the watch was relieved: the next to assume it, as known then."""
    if closed is None:
        return _("on watch at {dtg}").format(dtg=known.dtg(known.at))
    following = watch_after(known.session, closed, known.at)
    if following is None:
        return _("not relieved")
    dtg = known.dtg(following.opened_at)
    return _("by {officer}, {dtg}").format(officer=author_of(following), dtg=dtg)


def follow_ups(known: Known) -> FollowUps:
    """Return what is still due on incidents up to the end of the period, first due first."""
    due = to_follow_up(known.session, replace(known.query, since=None))
    rows = tuple(_follow_up(known, row) for row in due)
    aside = _("{n} open, {overdue} overdue; as at {dtg}").format(
        n=len(rows), overdue=sum(row.overdue for row in rows), dtg=write_dtg(known.at)
    )
    return FollowUps(aside, rows)


def _follow_up(known: Known, row: Row[Any]) -> FollowUp:
    late = known.at - row.follow_up_due
    overdue = late > timedelta(0)
    hours = late // timedelta(hours=1)
    if not overdue:
        state = _("open")
    elif hours < 48:
        state = _("OVERDUE {n} h").format(n=hours)
    else:
        state = _("OVERDUE {n} d").format(n=late.days)
    return FollowUp(
        known.narrow_dtg(row.follow_up_due),
        serial(row.number),
        _short(row.summary),
        _("n/k"),  # the log holds no owner
        state,
        overdue,
    )


def period_of(known: Known) -> Fact:
    """Return the line of the header block that says the period and the station's clock."""
    period = in_words(replace(known.query, as_of=None))
    return Fact(_("Period"), _("; ").join((period, clock_in_words(known.station))), strong=True)


def classification(known: Known) -> Sensitivity:
    """Return the highest sensitivity among the incidents that the report draws on."""
    found = {row.sensitivity for row in (*known.rows, *known.left_out, *known.late)}
    found |= sensitivities(known.session, replace(known.query, since=None), known.told_until)
    return max(found, key=list(Sensitivity).index, default=Sensitivity.UNCLASSIFIED)
