"""The handover of a watch, to be signed by who leaves and who comes.

It is made before the relief assumes the watch: after that it is the relief's own.
"""

from exports.reports.handover_content import content
from exports.reports.handover_pages import lists
from exports.reports.opening import opening
from exports.reports.sections import ending

SECTIONS = (opening, lists, ending)

__all__ = ["SECTIONS", "content"]
