"""The logbook as it is stored: the journal, and the views of it that tables and reports read."""

from db.models.casualty import Casualty
from db.models.incident import SORT_KEYS, Incident, IncidentRevision
from db.models.journal import Act, JournalEntry
from db.models.remark import Remark
from db.models.station import Officer, Station, Watch

__all__ = [
    "SORT_KEYS",
    "Act",
    "Casualty",
    "Incident",
    "IncidentRevision",
    "JournalEntry",
    "Officer",
    "Remark",
    "Station",
    "Watch",
]
