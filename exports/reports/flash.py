"""The Flash: one incident on one page, minutes after it was heard of."""

from exports.reports.flash_content import content
from exports.reports.flash_page import flash_page

SECTIONS = (flash_page,)

__all__ = ["SECTIONS", "content"]
