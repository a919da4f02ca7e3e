"""A question in words: the sentence above the table is the one printed on exports and reports."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.position import Position, write_latlon
from db.query import IncidentQuery
from db.search import understand_search
from db.time import write_dtg
from db.words import _, ngettext


def in_words(query: IncidentQuery) -> str:
    """Return what the question asks for, e.g. "from 180000Z MAY 16; Explosive; Gao"."""
    return _("; ").join(_parts(query)) or _("the whole log")


def period_words(since: datetime | None, before: datetime | None) -> str:
    """Return the period in words, its end as the last minute in it; "" for the whole log."""
    if since and before:
        return _("{since} to {until}").format(since=write_dtg(since), until=_end(before))
    if since:
        return _("from {since}").format(since=write_dtg(since))
    return _("before {until}").format(until=write_dtg(before)) if before else ""


def _parts(query: IncidentQuery) -> Iterator[str]:
    if period := period_words(query.since, query.before):
        yield period
    for terms in (query.types, query.targets, query.statuses, query.harms):
        if terms:
            yield " + ".join(sorted(_(term.label) if term else _("no target") for term in terms))
    for names, unnamed in (
        (query.regions, _("no region")),
        (query.groups, _("no group named")),
        (query.stations, ""),
    ):
        if names:
            yield " + ".join(sorted(name or unnamed for name in names))
    yield from _particular(query)
    if words := understand_search(query.text).words:
        yield f"“{words}”"
    if query.as_of:
        yield _("as known at {moment}").format(moment=write_dtg(query.as_of))


def _particular(query: IncidentQuery) -> Iterator[str]:
    if query.reliability:
        yield _("source {grade} or better").format(grade=query.reliability)
    if query.credibility:
        yield _("information {grade} or better").format(grade=query.credibility)
    if query.box:
        west, south, east, north = query.box
        yield _("on the map from {corner} to {opposite}").format(
            corner=write_latlon(Position(south, west)), opposite=write_latlon(Position(north, east))
        )
    if query.incidents:
        n = len(query.incidents)
        yield ngettext("{n} chosen incident", "{n} chosen incidents", n).format(n=n)
    if query.with_attachment:
        yield _("with attachment")
    if query.to_follow_up:
        yield _("follow-up due, not closed")
    if query.counted_only:
        yield _("without struck and duplicate incidents")


def _end(before: datetime) -> str:
    """Return the end of a period as the last minute in it: 312359Z, not the midnight after."""
    return write_dtg(before - timedelta(minutes=1))
