"""Times: the date-time group and other ways to type one, and how times are written.

The group is DDHHMMZ MON YY after ACP 121; Z is UTC.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from db.dates import (
    MONTHS,
    below,
    date_in_figures,
    date_of,
    days_of,
    iso_date,
    long_year,
    midnight,
    month_number,
    month_of,
    offset_of,
    short_year,
    show_month,
    with_english_day,
)
from db.errors import Ambiguous, NotUnderstood
from db.vocabulary import TimePrecision
from db.words import N_, _, ngettext

AHEAD = timedelta(minutes=15)  # clocks differ: so much of the future is let pass
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_PARTS = (N_("night"), N_("morning"), N_("afternoon"), N_("evening"))  # six hours each, UTC
_WEEK_OF = N_("week of {day}")
_YEAR = r"(?P<year>\d{4}|\d\d)"
_MONTH = r"(?P<month>[A-Z]{3,9})"
_LETTERS = r"(?P<letters>[A-Z]*(?: [A-Z]+)?)"
_DAY = (
    rf"(?:(?P<word>TODAY|YESTERDAY)|(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day>\d\d?) ?{_MONTH} ?{_YEAR}"
    r"|(?P<figures>\d\d?[/.-]\d\d?[/.-](?:\d{4}|\d\d)|\d{4}[/.]\d\d?[/.]\d\d?))"
)
_CLOCK = (
    r"(?P<hour>\d\d)[:H]?(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{1,6}))?)?"
    r" ?(?P<zone>[A-Z]|[+-]\d\d:?\d\d)?"
)
_GROUP = re.compile(
    rf"(?P<day>\d\d) ?(?P<hour>\d\d)(?P<minute>\d\d) ?{_LETTERS} ?{_YEAR}?", re.ASCII
)
_HOUR_GROUP = re.compile(
    rf"(?P<day>\d\d) ?(?P<hour>\d\d) ?(?P<zone>[A-Z]) ?{_MONTH} ?{_YEAR}", re.ASCII
)
_CLOCK_ONLY = re.compile(_CLOCK, re.ASCII)
_DATED = re.compile(rf"{_DAY}(?:[T ]{_CLOCK})?", re.ASCII)
_MONTH_ONLY = re.compile(rf"{_MONTH} ?{_YEAR}|(?P<iso>\d{{4}}-\d\d)", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Reading(NamedTuple):
    """What was understood.

    Attributes:
        at: Aware, UTC: the start of the minute, hour, part of day, day, week or month.
        precision: How long that stretch is.
    """

    at: datetime
    precision: TimePrecision


class _Watch(NamedTuple):
    """When and where somebody types: aware now, the offset of the station's own time.

    `due`: what is typed lies ahead, such as when something must be done. `unzoned`: the offset of
    a time that is typed without a zone.
    """

    now: datetime
    utc_offset: timedelta
    due: bool = False
    unzoned: timedelta = timedelta(0)

    def offset(self, zone: str | None) -> timedelta:
        """Return how far east of UTC a time with that zone is, or without one."""
        return offset_of(zone, self.utc_offset) if zone else self.unzoned

    @property
    def toward(self) -> int:
        """Which way to look for the day or month that was left out: 1 ahead, -1 back."""
        return 1 if self.due else -1


def read_dtg(
    text: str,
    now: datetime,
    utc_offset: timedelta = timedelta(0),
    *,
    due: bool = False,
    unzoned: timedelta | None = None,
) -> Reading:
    """Return the time that was typed: a DTG, ISO 8601, a clock time or a coarser date.

    What is left out is filled in so that the time is the latest that is not in the future: a
    clock time is today's or, if that is still to come, yesterday's (somebody who types 2350 at
    0010 means the evening before); a group without its month is of this month or the last one
    that has such a day. Without a zone letter or offset a time is the station's own; days, weeks
    and months without a time are UTC.

    Args:
        text: As typed, in any case and spacing; months in English, yesterday in any language.
        now: Aware.
        utc_offset: Of the station's own time, east positive; also the meaning of zone J.
        due: It is when something is due: filled in as the next such time, and may lie ahead.
        unzoned: The offset of a time without a zone, if that is not the station's.

    Raises:
        Ambiguous: For a date in figures of which either may be the day, with both.
        NotUnderstood: With the reason and what to type. Also for a time more than 15 minutes
            after `now` that is not `due`, and for years before 1945 and after 2100.
    """
    local = utc_offset if unzoned is None else unzoned
    watch = _Watch(now.astimezone(UTC), utc_offset, due, local)
    typed = with_english_day(" ".join(text.split()))
    reading = _reading(typed, watch)
    if reading.at > watch.now + AHEAD and not due:
        raise NotUnderstood(
            _("{time} is in the future; it is now {now}. Check day and zone.").format(
                time=write_dtg(*reading), now=write_dtg(watch.now)
            )
        )
    return reading


def read_period(text: str) -> tuple[datetime, datetime]:
    """Return the UTC days `2016-05-31` or `2016-05-18/2016-05-31`, both included.

    Returns:
        The first midnight, and the one after the last day, which is outside the period.

    Raises:
        NotUnderstood: With the reason.
    """
    first, slash, last = (part.strip() for part in text.partition("/"))
    try:
        start = _period_day(first)
        end = _period_day(last) if slash else start
    except NotUnderstood as problem:
        hint = _("Type 2016-05-31 or 2016-05-18/2016-05-31.")
        raise NotUnderstood(f"{problem} {hint}") from None
    if start > end:
        raise NotUnderstood(
            _("The period ends before it starts: {first} is after {last}.").format(
                first=first, last=last
            )
        )
    return midnight(start), midnight(end) + timedelta(days=1)


def write_dtg(at: datetime, precision: TimePrecision = TimePrecision.MINUTE) -> str:
    """Return `311430Z MAY 16`, or as little of it as is known; `read_dtg` reads it back.

    Coarser: `3114Z MAY 16`, `31 MAY 16 morning`, `31 MAY 16`, `week of 30 MAY 16`, `MAY 16`.
    """
    at = at.astimezone(UTC)
    month = f"{MONTHS[at.month - 1]} {short_year(at.year)}"
    day = f"{at.day:02} {month}"
    match precision:
        case TimePrecision.MINUTE:
            return f"{at.day:02}{at.hour:02}{at.minute:02}Z {month}"
        case TimePrecision.HOUR:
            return f"{at.day:02}{at.hour:02}Z {month}"
        case TimePrecision.PART_OF_DAY:
            return f"{day} {_(_PARTS[at.hour // 6])}"
        case TimePrecision.DAY:
            return day
        case TimePrecision.WEEK:
            return _(_WEEK_OF).format(day=day)
        case TimePrecision.MONTH:
            return month


def in_words(reading: Reading, now: datetime, utc_offset: timedelta = timedelta(0)) -> str:
    """Return the reading in full: "Tue 31 May 2016 14:30 UTC (14:30 local), 8 min ago".

    Coarser readings name their stretch of time, without local time or age.
    """
    at, precision = reading
    day = _long_day(at)
    match precision:
        case TimePrecision.MINUTE | TimePrecision.HOUR:
            told = _("{day} {time} UTC ({local} local), {age}")
            if precision is TimePrecision.HOUR:
                told = _("{day} {time} UTC ({local} local), {age}, to the hour")
            local, age = _local(at, utc_offset), _age(now - at)
            return told.format(day=day, time=f"{at:%H:%M}", local=local, age=age)
        case TimePrecision.PART_OF_DAY:
            return f"{day}, {_(_PARTS[at.hour // 6])} (UTC)"
        case TimePrecision.DAY:
            return _("{day}, time of day unknown").format(day=day)
        case TimePrecision.WEEK:
            return _("Week of {day}").format(day=day)
        case TimePrecision.MONTH:
            return _("{month}, day unknown").format(month=f"{show_month(at.month)} {at.year}")


def iso(at: datetime) -> str:
    """Return ISO 8601 UTC: `2016-05-31T14:30Z`, with seconds and milliseconds only if not zero."""
    at = at.astimezone(UTC)
    seconds = "seconds" if at.second else "minutes"
    kept = "milliseconds" if at.microsecond else seconds
    return f"{at.replace(tzinfo=None).isoformat(timespec=kept)}Z"


def _reading(typed: str, watch: _Watch) -> Reading:
    """Return the time that was typed, wherever it lies; refuse anything else with a hint."""
    try:
        return _coarse_words(typed, watch) or _plain(typed.upper(), watch)
    except Ambiguous:
        raise
    except NotUnderstood as problem:
        hint = _("Type DDHHMMZ MON YY, e.g. 311430Z MAY 16.")
        raise NotUnderstood(f"{problem} {hint}") from None


def _period_day(text: str) -> date:
    if not text:
        raise NotUnderstood(_("A date is missing."))
    if not _ISO_DATE.fullmatch(text):
        raise NotUnderstood(_("Not a date: {text}.").format(text=text))
    return iso_date(text)


def _plain(typed: str, watch: _Watch) -> Reading:
    """Return the reading of upper-case text in whichever form it has."""
    if not typed:
        raise NotUnderstood(_("There is no time."))
    if not typed.isascii():
        strange = next(letter for letter in typed if not letter.isascii())
        raise NotUnderstood(_("{character} has no place in a time.").format(character=strange))
    for form, read in (
        (_GROUP, _group),
        (_HOUR_GROUP, _hour_group),
        (_CLOCK_ONLY, _clock_only),
        (_DATED, _dated),
        (_MONTH_ONLY, _month_only),
    ):
        if found := form.fullmatch(typed):
            return read(found, watch)
    raise NotUnderstood(_("Not a date and time: {text}.").format(text=typed))


def _group(found: re.Match[str], watch: _Watch) -> Reading:
    """`311430Z MAY 16`, with or without the month and year."""
    zone, month = _zone_and_month(found["letters"])
    offset = watch.offset(zone)
    today = (watch.now + offset).date()
    if found["year"] and not month:
        raise NotUnderstood(_("The month before {year} is missing.").format(year=found["year"]))
    if month and found["year"]:
        months = [(long_year(found["year"]), month)]
    elif month:
        months = [(today.year + watch.toward * step, month) for step in range(9)]
    else:
        first = today.year * 12 + today.month - 1
        numbers = (first + watch.toward * step for step in range(3))
        months = [(number // 12, number % 12 + 1) for number in numbers]
    return _nearest(days_of(months, int(found["day"])), _clock(found), offset, watch)


def _hour_group(found: re.Match[str], watch: _Watch) -> Reading:
    """`3114Z MAY 16`. Without its zone it could be a clock time, and isn't read."""
    day = date_of(long_year(found["year"]), month_of(found["month"]), int(found["day"]))
    hour = below(24, found["hour"], _("No hour {number}."))
    at = midnight(day) + timedelta(hours=hour) - watch.offset(found["zone"])
    return Reading(at, TimePrecision.HOUR)


def _clock_only(found: re.Match[str], watch: _Watch) -> Reading:
    """`1430Z` or `1430`: today, or the day beside it on which the time fits."""
    offset = watch.offset(found["zone"])
    today = (watch.now + offset).date()
    return _nearest([today, today + timedelta(days=watch.toward)], _clock(found), offset, watch)


def _dated(found: re.Match[str], watch: _Watch) -> Reading:
    """A day, and perhaps a clock time."""
    timed = found["hour"] is not None
    offset = watch.offset(found["zone"]) if timed else timedelta(0)
    if found["word"]:
        back = timedelta(days=found["word"] == "YESTERDAY")
        day = (watch.now + offset).date() - back
    elif found["iso"]:
        day = iso_date(found["iso"])
    elif found["figures"]:
        day = date_in_figures(found["figures"], found.string[found.end("figures") :])
    else:
        day = date_of(long_year(found["year"]), month_of(found["month"]), int(found["day"]))
    if not timed:
        return Reading(midnight(day), TimePrecision.DAY)
    return Reading(midnight(day) + _clock(found) - offset, TimePrecision.MINUTE)


def _month_only(found: re.Match[str], _watch: _Watch) -> Reading:
    """`MAY 16`, `MAY 2016` or `2016-05`."""
    if found["iso"]:
        day = iso_date(f"{found['iso']}-01")
    else:
        day = date_of(long_year(found["year"]), month_of(found["month"]), 1)
    return Reading(midnight(day), TimePrecision.MONTH)


def _coarse_words(typed: str, watch: _Watch) -> Reading | None:
    """Return the reading of what `write_dtg` writes for a week or part of day, or None."""
    folded = typed.casefold()
    before, _day, after = _(_WEEK_OF).casefold().partition("{day}")
    if folded.startswith(before) and folded.endswith(after):
        day = _day_only(folded.removeprefix(before).removesuffix(after), watch)
        if day:
            return Reading(day - timedelta(days=day.weekday()), TimePrecision.WEEK)
    for number, part in enumerate(_PARTS):
        word = f" {_(part).casefold()}"
        day = _day_only(folded.removesuffix(word), watch) if folded.endswith(word) else None
        if day:
            return Reading(day + timedelta(hours=6 * number), TimePrecision.PART_OF_DAY)
    return None


def _day_only(text: str, watch: _Watch) -> datetime | None:
    """Return the midnight of a day without a clock time, or None if `text` is anything else."""
    found = _DATED.fullmatch(text.upper())
    return _dated(found, watch).at if found and not found["hour"] else None


def _nearest(days: Iterable[date], clock: timedelta, offset: timedelta, watch: _Watch) -> Reading:
    """Return that time on the first of `days` where it lies as it must, or on the last."""
    at = watch.now
    for day in days:
        at = midnight(day) + clock - offset
        if at >= watch.now if watch.due else at <= watch.now + AHEAD:
            break
    return Reading(at, TimePrecision.MINUTE)


def _zone_and_month(letters: str) -> tuple[str, int | None]:
    """Return the zone letter, or "", and the month of `Z MAY`, `ZMAY`, `MAY`, `Z` or nothing."""
    zone, _space, name = letters.rpartition(" ")
    if not zone and len(name) < 2:
        return name, None
    if not zone and month_number(name[1:]) and not month_number(name):
        zone, name = name[0], name[1:]
    return zone, month_of(name)


def _clock(found: re.Match[str]) -> timedelta:
    """Return the time of day; the groups `second` and `fraction` need not exist."""
    parts = found.groupdict()
    return timedelta(
        hours=below(24, parts["hour"], _("No hour {number}.")),
        minutes=below(60, parts["minute"], _("No minute {number}.")),
        seconds=below(60, parts.get("second") or "0", _("No second {number}.")),
        microseconds=int((parts.get("fraction") or "0").ljust(6, "0")),
    )


def _long_day(at: datetime) -> str:
    return f"{_(_WEEKDAYS[at.weekday()])} {at.day} {show_month(at.month)} {at.year}"


def _local(at: datetime, utc_offset: timedelta) -> str:
    """Return the station's clock, with its weekday if that is another than in UTC."""
    local = at.astimezone(timezone(utc_offset))
    weekday = "" if local.date() == at.date() else f"{_(_WEEKDAYS[local.weekday()])} "
    return f"{weekday}{local:%H:%M}"


def _age(age: timedelta) -> str:
    """Return how long ago, or how far ahead, in the largest unit that tells."""
    minutes = round(age.total_seconds() / 60)
    if minutes < -48 * 60:
        return _("in {days} days").format(days=-minutes // (24 * 60))
    if minutes < -90:
        return _("in {hours} h").format(hours=-minutes // 60)
    if minutes < 0:
        return _("in {minutes} min").format(minutes=-minutes)
    if minutes == 0:
        return _("just now")
    if minutes < 60:
        return _("{minutes} min ago").format(minutes=minutes)
    if minutes < 24 * 60:
        return _("{hours} h {minutes} min ago").format(hours=minutes // 60, minutes=minutes % 60)
    return ngettext("{days} day ago", "{days} days ago", age.days).format(days=age.days)
