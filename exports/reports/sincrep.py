"""The special incident report: one incident in full, and what of it was corrected."""

from exports.reports import sincrep_pages, sincrep_tables
from exports.reports.sections import ending
from exports.reports.sincrep_content import content

SECTIONS = (
    sincrep_pages.opening,
    sincrep_pages.series,
    sincrep_pages.event,
    sincrep_tables.casualties,
    sincrep_pages.after,
    sincrep_tables.record,
    sincrep_tables.changed,
    ending,
)

__all__ = ["SECTIONS", "content"]
