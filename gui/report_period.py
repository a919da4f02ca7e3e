"""The days on which a report is, unless somebody says others."""

from datetime import UTC, date, datetime, timedelta

from db.dates import midnight
from db.query import IncidentQuery
from db.store import Logbook


def last_day(book: Logbook, now: datetime) -> date:
    """Return the day to report on: yesterday, or the day of the newest incident if older."""
    with book.reading() as session:
        newest = IncidentQuery().page(session, 0, 1)
    yesterday = now.astimezone(UTC) - timedelta(days=1)
    return (min(newest[0].occurred, yesterday) if newest else yesterday).date()


def days_of(book: Logbook, query: IncidentQuery) -> tuple[datetime, datetime]:
    """Return the first midnight of the days of the answer, and the one after the last."""
    with book.reading() as session:
        days = [row.occurred.astimezone(UTC).date() for row in query.stream(session)]
    return midnight(min(days)), midnight(max(days)) + timedelta(days=1)
