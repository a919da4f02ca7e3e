"""A question in words: the sentence above the table is the one printed on exports and reports."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.query import IncidentQuery
from db.time import write_dtg
from db.words import _


def in_words(query: IncidentQuery) -> str:
    """Return what the question asks for, e.g. "from 180000Z MAY 16; Explosive; Gao"."""
    return "; ".join(_parts(query)) or _("the whole log")


def _parts(query: IncidentQuery) -> Iterator[str]:
    if query.since and query.before:
        last = _end(query.before)
        yield _("{since} to {until}").format(since=write_dtg(query.since), until=last)
    elif query.since:
        yield _("from {since}").format(since=write_dtg(query.since))
    elif query.before:
        yield _("before {until}").format(until=write_dtg(query.before))
    for terms in (query.types, query.targets, query.statuses):
        if terms:
            yield " + ".join(sorted(_(term.label) for term in terms))
    if query.regions:
        yield " + ".join(sorted(name or _("no region") for name in query.regions))
    if query.stations:
        yield " + ".join(sorted(query.stations))
    if query.text:
        yield f"“{query.text}”"
    if query.as_of:
        yield _("as known at {moment}").format(moment=write_dtg(query.as_of))


def _end(before: datetime) -> str:
    """Return the end of a period as the last minute in it: 312359Z, not the midnight after."""
    return write_dtg(before - timedelta(minutes=1))
