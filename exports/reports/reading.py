"""What every report is made from: the log as a session sees it, and what was ordered."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.gazetteer import Gazetteer
from db.reporting import newest_moment
from db.reports import ReportOrder


class Reading(NamedTuple):
    """One reading of the log for one report.

    Attributes:
        now: When the report is made; its creation date, and the DTG on it.
        gazetteer: Says what is near a position; None for nothing.
    """

    session: Session
    order: ReportOrder
    now: datetime
    gazetteer: Gazetteer | None = None

    @property
    def at(self) -> datetime:
        """The moment whose knowledge is told: that ordered, or the newest there is.

        A clock that was set back hides nothing that is in the log.
        """
        latest = max(self.now, newest_moment(self.session) or self.now)
        return min(self.order.query.as_of or latest, latest)
