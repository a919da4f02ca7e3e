"""Which report of its series a SINCREP is: FLASH, UPDATE n or FINAL, and those before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from db.errors import NotUnderstood, Refused
from db.reports import Issued, issued_report, issued_reports, read_update
from db.time import write_dtg
from db.vocabulary import ReportKind
from db.words import _
from exports.reports.reading import Reading

_SERIES = (ReportKind.FLASH, ReportKind.SINCREP)
_MOST_STEPS = 3  # reports before this one that stand in the line


class Place(StrEnum):
    """Where a report stands in its series."""

    BEFORE = "before"
    THIS = "this"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Step:
    """A report of the series: "UPDATE 1", "312255Z MAY 16"."""

    mark: str
    aside: str
    place: Place


class Series(NamedTuple):
    """The reports on an incident until this one.

    Attributes:
        mark: Of this one: "FLASH", "UPDATE 2", "FINAL".
        former: Those before it that told no later knowledge, the oldest first; a correction
            stands for what it corrects and is none of its own.
        since: The one since which changes are told; None for the first report.
    """

    mark: str
    former: tuple[Issued, ...]
    since: Issued | None

    @property
    def changed_from(self) -> datetime | None:
        """The moment after which everything is new to who read the report before."""
        return self.since.as_of if self.since else None


def series_of(reading: Reading) -> Series:
    """Return where the report that is read for stands in its series.

    Raises:
        Refused: No series has such a place, or changes are ordered since a report that is none
            of this one.
    """
    former = _former(reading)
    try:
        ordered = read_update(reading.order.update)
    except NotUnderstood as error:
        told = _("No SINCREP is “{update}”.").format(update=reading.order.update)
        raise Refused(told, f"{error}.") from None
    return Series(_marked(ordered) or _mark(len(former)), former, _since(reading, former))


def _marked(ordered: str) -> str:
    """Return what was ordered in the language of the report; "" if nothing was."""
    word, _space, number = ordered.partition(" ")
    return _mark(int(number)) if number else _(word)


def _since(reading: Reading, former: Sequence[Issued]) -> Issued | None:
    """Return the report since which changes are told: that ordered, or the one before."""
    ordered = reading.order.since
    if not ordered:
        return former[-1] if former else None
    for one in former:
        if one.number == ordered:
            return one
    known = issued_report(reading.session, ordered)
    raise Refused(
        _("{number} is no earlier report on this incident.").format(number=known.number),
        _("Name one of those on the incident, or none for the last."),
    )


def _former(reading: Reading) -> tuple[Issued, ...]:
    found = [
        one
        for one in reversed(issued_reports(reading.session))
        if one.kind in _SERIES
        and one.incident_uid == reading.order.incident
        and one.as_of <= reading.at
        and not one.replaces
    ]
    numbers = [one.number for one in found]
    corrected = reading.order.replaces
    if corrected in numbers:  # what it corrects, and what followed, came after it
        del found[numbers.index(corrected) :]
    return tuple(found)


def _mark(place: int) -> str:
    return _("UPDATE {n}").format(n=place) if place else _("FLASH")


def steps_of(series: Series) -> tuple[Step, ...]:
    """Return the series as a line: those before, this one, and the last if it is to come."""
    told = [
        Step(_mark(place), write_dtg(one.as_of), Place.BEFORE)
        for place, one in enumerate(series.former)
    ]
    if len(told) > _MOST_STEPS:
        told = [told[0], *told[1 - _MOST_STEPS :]]
    told.append(Step(series.mark, _("this report"), Place.THIS))
    if series.mark != _("FINAL"):
        told.append(Step(_("FINAL"), _("to follow"), Place.TO_COME))
    return tuple(told)


def references(former: Sequence[Issued]) -> tuple[str, ...]:
    """Return the reports before, as they are referred to."""
    return tuple(
        _("{mark} {number}, as known at {dtg}").format(
            mark=_mark(place), number=one.number, dtg=write_dtg(one.as_of)
        )
        for place, one in enumerate(former)
    )
