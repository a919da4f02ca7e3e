"""The weekly SITREP: the daily one over seven days, with its counts by type and by region."""

from exports.reports.sitrep import SECTIONS, content

__all__ = ["SECTIONS", "content"]
