"""The days of a period in words, as short as can be."""

from datetime import datetime, timedelta

from db.dates import MONTHS, short_year

TO = "\u2013"  # between the ends of a range


def days_from_to(since: datetime, before: datetime) -> str:
    """Return the days of a stretch, such as "31 MAY 16"; the first and the last, if several."""
    last = before - timedelta(minutes=1)
    end = f"{day_and_month(last)} {short_year(last.year)}"
    if since.date() == last.date():
        return end
    if (since.year, since.month) == (last.year, last.month):
        return f"{since.day}{TO}{end}"
    year = "" if since.year == last.year else f" {short_year(since.year)}"
    return f"{day_and_month(since)}{year} {TO} {end}"


def day_and_month(at: datetime) -> str:
    """Return "31 MAY"."""
    return f"{at.day} {MONTHS[at.month - 1]}"
