"""The parts that a date is typed in: each is refused by name when there is no such thing.

Months are English in every language. Two digits of a year mean 1980 to 2079.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from db.errors import Ambiguous, NotUnderstood
from db.words import N_, _

_YEARS = range(1945, 2101)
_FULL_MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE"),
    *("JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
)
MONTHS = tuple(month[:3] for month in _FULL_MONTHS)
_IN_WORDS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_NAMED_DAYS = (N_("today"), N_("yesterday"))
_BETWEEN_FIGURES = re.compile("[/.-]")
_ZONES = {  # ACP 121; J, the station's own time, is missing
    "Z": 0,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)},
}


def show_month(month: int) -> str:
    """Return the name of a month, 1 to 12, in short for people; a DTG has it from `MONTHS`."""
    return _(_IN_WORDS[month - 1])


def month_number(name: str) -> int | None:
    """Return 1 to 12 for an English month in three letters or more, else None."""
    if len(name) < 3:
        return None
    return next((n for n, full in enumerate(_FULL_MONTHS, 1) if full.startswith(name)), None)


def month_of(name: str) -> int:
    """Return 1 to 12 for an English month; raise NotUnderstood for anything else."""
    number = month_number(name)
    if number is None:
        raise NotUnderstood(
            _("No month {name}. Months are English: JAN, FEB, MAR ...").format(name=name)
        )
    return number


def iso_date(text: str) -> date:
    """Return the date of `2016-05-31`, or refuse it naming the part that is wrong."""
    year, month, day = text.split("-")
    return date_of(int(year), int(month), int(day))


def date_in_figures(text: str, rest: str = "") -> date:
    """Return the date of `31/05/2016` or `2016/05/31`: day, month, year in whichever order fits.

    Raises:
        Ambiguous: Where either number may be the day; its choices end in `rest`.
        NotUnderstood: Where no order makes a date.
    """
    parts = _BETWEEN_FIGURES.split(text)
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) > 2:
        return date_of(first, second, third)
    year = long_year(parts[2])
    orders = dict.fromkeys(((second, first), (first, second)))
    found = [(month, day) for month, day in orders if _exists(year, month, day)]
    if len(found) < 2:
        return date_of(year, *(found[0] if found else (second, first)))  # which may say why not
    days = [f"{day:02} {MONTHS[month - 1]} {short_year(year)}" for month, day in found]
    raise Ambiguous(
        _("{figures} may be {day} or {other}: type the month in letters.").format(
            figures=text, day=days[0], other=days[1]
        ),
        tuple(f"{day}{rest}" for day in days),
    )


def _exists(year: int, month: int, day: int) -> bool:
    return year in _YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def date_of(year: int, month: int, day: int) -> date:
    """Return the date, or refuse it naming the part that is wrong."""
    if year not in _YEARS:
        problem = _("No year {year}. Years run from {first} to {last}.").format(
            year=year, first=_YEARS[0], last=_YEARS[-1]
        )
    elif not 1 <= month <= 12:
        problem = _("No month {number}.").format(number=month)
    elif not 1 <= day <= 31:
        problem = _("No day {day}.").format(day=day)
    elif day > (length := monthrange(year, month)[1]):
        problem = _("No day {day} in {month} {year}: it has {length}.").format(
            day=day, month=MONTHS[month - 1], year=year, length=length
        )
    else:
        return date(year, month, day)
    raise NotUnderstood(problem)


def days_of(months: Sequence[tuple[int, int]], day: int) -> list[date]:
    """Return that day of each year and month that has it; refuse it if none has."""
    found = [date_of(*month, day) for month in months if 1 <= day <= monthrange(*month)[1]]
    return found or [date_of(*months[0], day)]  # which says why not


def offset_of(zone: str | None, station: timedelta) -> timedelta:
    """Return how far east of UTC a zone letter or `+01:00` is; none and J are the station's."""
    if not zone or zone == "J":
        return station
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    if zone[0] in "+-":
        size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        if size <= timedelta(hours=14):
            return -size if zone[0] == "-" else size
    raise NotUnderstood(_("No time zone {zone}.").format(zone=zone))


def below(limit: int, number: str, problem: str) -> int:
    """Return the number, or refuse it with `problem`, which holds {number}."""
    if int(number) >= limit:
        raise NotUnderstood(problem.format(number=number))
    return int(number)


def long_year(text: str) -> int:
    """Return the year of two or four digits; two mean 1980 to 2079."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 80 else 1900)


def short_year(year: int) -> str:
    """Return two digits of the year where `long_year` reads them back, else all four."""
    return f"{year % 100:02}" if 1980 <= year < 2080 else str(year)


def midnight(day: date) -> datetime:
    """Return the UTC moment at which a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def with_english_day(typed: str) -> str:
    """Return what was typed with "today" or "yesterday" for their words in the language spoken."""
    first, space, rest = typed.partition(" ")
    folded = first.casefold().replace("\u2019", "'")
    for word in _NAMED_DAYS:
        if folded == _(word).casefold().replace("\u2019", "'"):
            return f"{word}{space}{rest}"
    return typed
