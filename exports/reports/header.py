"""The header of every report: who reports what to whom, from which state of the journal.

Until it is issued a report is a draft: it has no number, and every page says so.
"""

from datetime import timedelta, timezone

from db.current import Home, station_of
from db.journal import Author, head
from db.time import write_dtg
from db.vocabulary import Precedence, Sensitivity
from db.words import _
from exports.reports.content import Fact, Header, Signature
from exports.reports.reading import Reading


def header_of(
    reading: Reading,
    *,
    title: str,
    classification: Sensitivity,
    precedence: Precedence,
    signatures: tuple[Signature, ...],
    facts: tuple[tuple[Fact, Fact], ...],
    running: str = "",
    beside: str = "",
) -> Header:
    """Return the header of the report that is read for.

    Args:
        classification: The highest of what is told, for an order that says none; so precedence.
        running: The head of later pages, by default the title; `beside` it stands the number.
    """
    order, home = reading.order, station_of(reading.session)
    newest = head(reading.session, home.code, reading.at)
    sensitivity = order.classification or classification
    return Header(
        mission=home.mission,
        title=title,
        beside=beside or _short_number(reading),
        number=number_of(reading),
        running=running or title,
        mark=_mark(reading),
        sensitivity=sensitivity,
        classification=_(sensitivity.label).upper(),
        precedence=_((order.precedence or precedence).label),
        sender=sender_of(home),
        facts=facts,
        as_known_at=write_dtg(reading.at),
        generated=write_dtg(reading.now),
        generated_at=reading.now,
        journal_head=newest.hash[:12],
        journal_entry=newest.seq,
        signatures=signatures,
        language=str(order.language),
    )


def number_of(reading: Reading) -> str:
    """Return the report's number, or what stands for it: "MIN-GAO SITREP DRAFT"."""
    if reading.order.number:
        return reading.order.number
    home = station_of(reading.session)
    return f"{home.mission}-{home.code} {reading.order.kind.upper()} {_('DRAFT')}"


def _short_number(reading: Reading) -> str:
    """Return "SITREP 151" of "MIN-GAO-SITREP-2016-0151"; "DRAFT" while there is none."""
    if not reading.order.number:
        return _("DRAFT")
    serial = reading.order.number.rpartition("-")[2]
    return f"{reading.order.kind.upper()} {int(serial)}"


def _mark(reading: Reading) -> str:
    if not reading.order.number:
        return _("DRAFT")
    return _("CORRECTED COPY") if reading.order.replaces else ""


def sender_of(home: Home) -> str:
    """Return who reports: mission and station."""
    return f"{home.mission} {home.code}"


def sent(reading: Reading) -> tuple[Fact, Fact, Fact]:
    """Return From, To and Info; while it is a draft nobody need be told yet."""
    order = reading.order
    nobody = "" if order.number else _("n/a")
    sender = sender_of(station_of(reading.session))
    return (
        Fact(_("From"), sender),
        Fact(_("To"), order.to or nobody),
        Fact(_("Info"), order.info or nobody),
    )


def addressed(
    reading: Reading, beside_info: Fact, last: tuple[Fact, Fact]
) -> tuple[tuple[Fact, Fact], ...]:
    """Return the header block of a period: who sends what to whom, and `last` under it."""
    sender, to, info = sent(reading)
    return (
        (sender, Fact(_("DTG"), write_dtg(reading.now), strong=True)),
        (to, Fact(_("Report no."), number_of(reading))),
        (info, beside_info),
        last,
    )


def reference(reading: Reading) -> Fact:
    """Return what the report refers to, the report that it corrects first."""
    order = reading.order
    corrected = _("Corrects and replaces {number}").format(number=order.replaces)
    told = [corrected if order.replaces else "", order.reference]
    return Fact(_("Reference"), _("; ").join(filter(None, told)) or _("n/a"), bool(order.replaces))


def signature(part: str, officer: Author | None = None, named: str = "") -> Signature:
    """Return a place to sign for `officer`, for whoever is `named`, or whoever it will be."""
    if officer is None:
        appointment = "" if named else _("Appointment")
        return Signature(part, named or _("Rank and name"), appointment, _("DTG"))
    return Signature(part, str(officer), officer.role or _("Appointment"), _("DTG"))


def clock_in_words(home: Home) -> str:
    """Return how far the station's local time is from UTC: "local time = Z"."""
    zone = timezone(home.utc_offset) if home.utc_offset != timedelta(0) else "Z"
    return _("local time = {zone}").format(zone=zone)
