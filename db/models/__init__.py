"""The logbook as it is stored: the journal, and the views of it that tables and reports read."""

from db.models.annex import Attachment, AttachmentContent, Link
from db.models.casualty import Casualty
from db.models.draft import Draft
from db.models.incident import FACTS_INDEX, SORT_KEYS, Incident, IncidentRevision
from db.models.journal import Act, JournalEntry
from db.models.place import GazetteerPlace, LocalPlace
from db.models.remark import Remark
from db.models.report import IssuedReport
from db.models.station import Officer, Station, Watch
from db.models.view import SavedView

__all__ = [
    "FACTS_INDEX",
    "SORT_KEYS",
    "Act",
    "Attachment",
    "AttachmentContent",
    "Casualty",
    "Draft",
    "GazetteerPlace",
    "Incident",
    "IncidentRevision",
    "IssuedReport",
    "JournalEntry",
    "Link",
    "LocalPlace",
    "Officer",
    "Remark",
    "SavedView",
    "Station",
    "Watch",
]
