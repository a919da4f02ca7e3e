"""Periods that move: up to now, with the watch, or with the SITREPs that were written."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.errors import Refused
from db.models import Act, JournalEntry, Watch
from db.words import N_, _

# Given a session and the moment up to which the log is looked at: when the period begins.
# Raises Refused if there is nothing that it could begin with.
Beginning = Callable[[Session, datetime], datetime]


def last(**length: int) -> Beginning:
    """Return the beginning of the time of that length (`hours=24`) up to the moment."""
    return lambda _session, at: at - timedelta(**length)


def watch_began(session: Session, at: datetime) -> datetime:
    """Return when the watch that was open at `at` was assumed; Refused if none was."""
    kept = or_(Watch.closed_at.is_(None), Watch.closed_at > at)
    began = session.scalar(
        select(Watch.opened_at)
        .where(Watch.opened_at <= at, kept)
        .order_by(Watch.opened_at.desc())
        .limit(1)
    )
    if began is None:
        raise Refused(_("No watch is open."), _("Choose another period; the whole log is shown."))
    return began


def sitrep_written(session: Session, at: datetime) -> datetime:
    """Return when the last SITREP up to `at` was written or issued; Refused if none was."""
    reports = session.execute(
        select(JournalEntry.recorded_at, JournalEntry.payload)
        .where(JournalEntry.recorded_at <= at, JournalEntry.act.in_((Act.REPORT, Act.ISSUE)))
        .order_by(JournalEntry.recorded_at.desc(), JournalEntry.seq.desc())
    )
    for recorded_at, payload in reports:
        if json.loads(payload)["kind"] == "sitrep":
            return recorded_at
    raise Refused(
        _("No SITREP has been written from this log yet."),
        _("Choose another period; the whole log is shown."),
    )


PERIODS: dict[str, Beginning] = {
    N_("last 24 h"): last(hours=24),
    N_("last 72 h"): last(hours=72),
    N_("last 7 days"): last(days=7),
    N_("last 14 days"): last(days=14),
    N_("last 30 days"): last(days=30),
    N_("this watch"): watch_began,
    N_("since the last SITREP"): sitrep_written,
}
