"""The situation report of a period, from the log as it was known at a moment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from db.errors import Progress
from db.query import IncidentQuery
from db.reporting import watch_at
from db.store import Logbook
from db.time import write_dtg
from db.vocabulary import Status, TimePrecision
from db.wording import in_words
from db.words import _
from exports.reports import write
from exports.reports.content import Fact, Header, SitrepContent
from exports.reports.header import clock_in_words, draft_header, draft_number, sent, signature
from exports.reports.sitrep_answer import answer
from exports.reports.sitrep_casualties import casualties
from exports.reports.sitrep_glance import glance
from exports.reports.sitrep_incidents import incidents, returns, where
from exports.reports.sitrep_known import Known, known, serials
from exports.reports.sitrep_record import (
    assessments,
    changes,
    classification,
    follow_ups,
    shift,
)
from exports.reports.sitrep_significant import significant


def write_sitrep(
    book: Logbook, query: IncidentQuery, path: Path, progress: Progress | None = None
) -> tuple[str, ...]:
    """Write the report on the period of `query` as PDF, all of it from one moment of the log.

    `progress(done, of how many)` may raise to stop; the file at `path` is then left as it was.

    Returns:
        The codes of the characters that no font has, such as "U+1F681".

    Raises:
        LogbookError: The log can't be read, or the place can't be written to.
        ValueError: The period lacks its start or its end.
    """
    with book.reading() as session:
        content = sitrep_content(session, query, book.clock(), progress)
    return write.write_sitrep(content, path, progress)


def sitrep_content(
    session: Session, query: IncidentQuery, now: datetime, progress: Progress | None = None
) -> SitrepContent:
    """Return what the report says, after the daily SITREP of UN military observers.

    Only what was recorded at `query.as_of` is in it, or all that is recorded if that is None.
    `progress(parts made, of how many)` may raise to stop.
    """
    log = known(session, query, now)
    told: dict[str, Any] = {}
    for made, (name, part) in enumerate(_PARTS.items(), start=1):
        told[name] = part(log)
        if progress:
            progress(made, len(_PARTS))
    return SitrepContent(header=_header(log, now), **told)


def _header(log: Known, now: datetime) -> Header:
    title = _("Daily situation report") if log.is_daily else _("Situation report")
    number, none_yet = draft_number(log.station, "SITREP"), _("n/a")
    period = in_words(replace(log.query, as_of=None))  # that moment stands apart
    sender, to, info = sent(log.station)
    officer = watch_at(log.session, log.at)
    return draft_header(
        log.session,
        now,
        log.at,
        title=title,
        number=number,
        running=f"{title} · {_dates(log)}",
        classification=classification(log),
        precedence=_("ROUTINE"),
        facts=(
            (sender, Fact(_("DTG"), write_dtg(now), strong=True)),
            (to, Fact(_("Report no."), number)),
            (info, Fact(_("Last report"), none_yet)),
            (
                Fact(_("Period"), f"{period}; {clock_in_words(log.station)}", strong=True),
                Fact(_("Reference"), none_yet),
            ),
        ),
        signatures=(
            signature(_("Prepared"), officer),
            signature(_("Verified")),
            signature(_("Approved")),
        ),
    )


def _dates(log: Known) -> str:
    first, last = (
        write_dtg(day, TimePrecision.DAY) for day in (log.since, log.before - timedelta(days=1))
    )
    return first if log.is_daily else _("{first} to {last}").format(first=first, last=last)


def _end_notes(log: Known) -> tuple[str, ...]:
    """Return how the numbers are to be read, and what is in none of them."""
    notes = [
        _(
            "Numbers are best estimates. Killed includes died of wounds, but in section 4, where"
            " they stand apart. Casualties count on the day of the incident."
        )
    ]
    for status, words in (
        (Status.STRUCK, _("Struck, counted nowhere: {n}, {which}.")),
        (Status.DUPLICATE, _("Duplicates, counted nowhere: {n}, {which}.")),
    ):
        found = [row for row in log.left_out if row.status is status]
        if found:
            notes.append(words.format(n=len(found), which=serials(found)))
    if log.at < log.before:
        notes.append(_("The period had not ended at the moment of which this is the knowledge."))
    if not log.left_out:
        notes.append(_("Struck or duplicate incidents of the period: NIL."))
    return tuple(notes)


_PARTS: dict[str, Callable[[Known], Any]] = {  # by their names in SitrepContent
    "answer": answer,
    "glance": glance,
    "significant": significant,
    "map": where,
    "incidents": incidents,
    "casualties": casualties,
    "changes": changes,
    "returns": returns,
    "assessments": assessments,
    "shift": shift,
    "follow_ups": follow_ups,
    "end_notes": _end_notes,
}
