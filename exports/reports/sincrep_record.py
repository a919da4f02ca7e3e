"""What hangs on an incident, and what was entered since the report before: plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import ascii_uppercase
from typing import NamedTuple

from db.annexes import Attached, Linked, attachments_of, links_of
from db.current import PastEntry, State, state_of
from db.models import Act
from db.text import as_time, show_size, show_status
from db.time import write_dtg
from db.vocabulary import Sensitivity, TimePrecision
from db.words import _, ngettext
from exports.reports.amendments import Amended, Amendment, amendment, status_changes
from exports.reports.incident_told import Told
from exports.reports.reading import Reading
from exports.reports.sincrep_series import Series

_DIGITS = 12  # of a SHA-256: enough to tell two files apart


@dataclass(frozen=True, slots=True)
class Listed:
    """A numbered list under the body; every row three texts: mark, what it says, what of it.

    Attributes:
        nothing: Printed after NIL, where there is no row.
    """

    title: str
    aside: str
    rows: tuple[tuple[str, str, str], ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A table of amendments, and of changes of status."""

    title: str
    aside: str
    rows: tuple[Amendment, ...]
    nothing: str


class Other(NamedTuple):
    """A linked incident as it was known, and the words of the link."""

    number: str
    words: str
    state: State

    @property
    def reference(self) -> str:
        """How a report refers to it."""
        return _("{number}, {how}").format(number=self.number, how=self.words.lower())

    @property
    def sensitivity(self) -> Sensitivity:
        """How it is to be handled: its summary is told."""
        return Sensitivity(self.state.content["sensitivity"])

    @property
    def status(self) -> str:
        """What it was then: one that is struck must not be read as fact."""
        known = self.state.payload
        return show_status(self.state.status, known["updates"], known.get("duplicate_of")).upper()


def linked_to(reading: Reading) -> tuple[Other, ...]:
    """Return the linked incidents, as known at the moment of the report."""
    return tuple(
        Other(link.number, link.words, state_of(reading.session, link.uid, reading.at))
        for link in _links(reading)
    )


def record_of(reading: Reading, told: Told) -> tuple[Listed, ...]:
    """Return remarks, attachments and links, each in the order of its time."""
    files = attachments_of(reading.session, reading.order.incident, reading.at)
    remarks = [one.entry for one in told.past if one.entry.act is Act.REMARK]
    remarks.sort(key=_heard)
    return (
        Listed(
            _("Chronology"),
            _("Remarks by the time they were heard, and how long after the incident."),
            tuple(_remark(entry, told) for entry in remarks),
            _("No remark was entered."),
        ),
        Listed(
            _("Attachments"),
            _("SHA-256, its first {n} digits.").format(n=_DIGITS),
            tuple(_file(place, file) for place, file in enumerate(files)),
            _("No file is attached."),
        ),
        Listed(
            _("Linked incidents"),
            "",
            tuple(
                (one.number, one.state.content["summary"], f"{one.words}\n{one.status}")
                for one in linked_to(reading)
            ),
            _("No incident is linked."),
        ),
    )


def _heard(entry: PastEntry) -> datetime:
    heard = entry.payload.get("heard_at")
    return as_time(heard) if heard else entry.recorded_at


def _remark(entry: PastEntry, told: Told) -> tuple[str, str, str]:
    heard = _heard(entry)
    told_by = [entry.payload.get("source") or "", str(entry.author)]
    if heard != entry.recorded_at:
        told_by.append(_("entered {dtg}").format(dtg=write_dtg(entry.recorded_at)))
    when = "\n".join(filter(None, (write_dtg(heard), _after(told, heard))))
    return when, entry.payload["text"], ", ".join(filter(None, told_by))


def _after(told: Told, at: datetime) -> str:
    """Return how long after the incident something was: "3 min"; "" where that is not known."""
    if told.content["time_precision"] != TimePrecision.MINUTE:
        return ""
    passed = at - as_time(told.content["occurred"])
    if not timedelta(0) <= passed < timedelta(days=1):
        return ""
    hours, minutes = divmod(passed // timedelta(minutes=1), 60)
    if hours:
        return _("{hours} h {minutes:02}").format(hours=hours, minutes=minutes)
    return _("{n} min").format(n=minutes)


def _file(place: int, file: Attached) -> tuple[str, str, str]:
    digits = file.sha256[:_DIGITS]
    parts = " ".join(digits[start : start + 4] for start in range(0, _DIGITS, 4))
    about = _("{name} ({kind}, {size}), entered {dtg} by {author}").format(
        name=file.name,
        kind=file.media_type,
        size=show_size(file.size),
        dtg=write_dtg(file.recorded_at),
        author=file.author,
    )
    return _letter(place), about, parts


def _letter(place: int) -> str:
    """Return A to Z, then AA and so on."""
    before, last = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def changed_in(
    reading: Reading,
    told: Told,
    amended: Sequence[Amended],
    series: Series,
    places: Mapping[str, int],
) -> tuple[Changed, ...]:
    """Return what was entered since the report before, then the amendments that it told already.

    `places` says under which number of the body a field stands.
    """
    since, statuses = series.changed_from, status_changes(told.past)
    marks = _("Nothing is erased. Numbers match the marks in the text.")
    if series.since is None or since is None:
        rows = (*(amendment(one, places) for one in amended), *statuses)
        return (Changed(_("Amendments"), marks, rows, _("Nothing was amended.")),)
    fresh = [one for one in amended if one.entry.recorded_at > since]
    earlier = [one for one in amended if one.entry.recorded_at <= since]
    new_statuses = status_changes(told.past, since)
    rows = (*(amendment(one, places) for one in fresh), *new_statuses)
    before = statuses[: len(statuses) - len(new_statuses)]
    title = _("Changes since {number}, as known at {dtg}").format(
        number=series.since.number, dtg=write_dtg(since)
    )
    return (
        Changed(
            title, _added(reading, told, since), rows, _("Nothing that was reported has changed.")
        ),
        Changed(
            _("Earlier amendments"),
            marks,
            (*(amendment(one, places) for one in earlier), *before),
            _("Nothing was amended before."),
        ),
    )


def _added(reading: Reading, told: Told, since: datetime) -> str:
    """Return what was added to the incident since then besides its content."""
    uid = reading.order.incident
    remarks = [one.entry for one in told.past if one.entry.act is Act.REMARK]
    found = (remarks, attachments_of(reading.session, uid, reading.at), _links(reading))
    remarked, attached, linked = (
        sum(one.recorded_at > since for one in entries) for entries in found
    )
    return ", ".join(
        (
            ngettext("{n} remark", "{n} remarks", remarked).format(n=remarked),
            ngettext("{n} attachment", "{n} attachments", attached).format(n=attached),
            ngettext("{n} link", "{n} links", linked).format(n=linked),
        )
    )


def _links(reading: Reading) -> tuple[Linked, ...]:
    return links_of(reading.session, reading.order.incident, reading.at)
