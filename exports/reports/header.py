"""The header of a report that is a draft: it has no number, and nobody to go to, until issued."""

from datetime import datetime, timedelta, timezone

from sqlalchemy.orm import Session

from db.current import Home, station_of
from db.journal import Author, head
from db.time import write_dtg
from db.vocabulary import Sensitivity
from db.words import N_, _
from exports.reports.content import Fact, Header, Signature

_DRAFT = N_("DRAFT")


def draft_header(
    session: Session,
    now: datetime,
    at: datetime,
    *,
    title: str,
    number: str,
    classification: Sensitivity,
    precedence: str,
    signatures: tuple[Signature, ...],
    facts: tuple[tuple[Fact, Fact], ...],
    running: str = "",
    beside: str = _DRAFT,
    mark: str = _DRAFT,
) -> Header:
    """Return the header of what the log knew `at` a moment, written `now`.

    `number` is such as `draft_number` gives; `running` is the title by default, `beside` and
    `mark` are "DRAFT".
    """
    home = station_of(session)
    newest = head(session, home.code, at)
    return Header(
        mission=home.mission,
        title=title,
        beside=_(beside),
        number=number,
        running=running or title,
        mark=mark and _(mark),
        classification=_(classification.label).upper(),
        precedence=precedence,
        sender=sender_of(home),
        facts=facts,
        as_known_at=write_dtg(at),
        generated=write_dtg(now),
        generated_at=now,
        journal_head=newest.hash[:12],
        journal_entry=newest.seq,
        signatures=signatures,
    )


def draft_number(home: Home, kind: str) -> str:
    """Return what stands for the number of such a report: "MIN-GAO SITREP DRAFT"."""
    return f"{home.mission}-{home.code} {kind} {_(_DRAFT)}"


def sender_of(home: Home) -> str:
    """Return who reports: mission and station."""
    return f"{home.mission} {home.code}"


def sent(home: Home) -> tuple[Fact, Fact, Fact]:
    """Return From, To and Info; nobody is told before the report is issued."""
    none_yet = _("n/a")
    return Fact(_("From"), sender_of(home)), Fact(_("To"), none_yet), Fact(_("Info"), none_yet)


def signature(part: str, officer: Author | None = None) -> Signature:
    """Return a place to sign for `officer`, or for whoever it will be."""
    if officer is None:
        return Signature(part, _("Rank and name"), _("Appointment"), _("DTG"))
    return Signature(part, str(officer), officer.role or _("Appointment"), _("DTG"))


def clock_in_words(home: Home) -> str:
    """Return how far the station's local time is from UTC: "local time = Z"."""
    zone = timezone(home.utc_offset) if home.utc_offset != timedelta(0) else "Z"
    return _("local time = {zone}").format(zone=zone)
