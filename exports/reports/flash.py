"""The Flash: one incident on one page, minutes after it was heard of."""

from pathlib import Path

from db.current import gazetteer_of
from db.errors import Progress
from db.store import Logbook
from exports.reports.flash_content import flash_content
from exports.reports.flash_page import flash_page
from exports.reports.write import write_report


def write_flash(
    book: Logbook, uid: str, path: Path, progress: Progress | None = None
) -> tuple[str, ...]:
    """Write the Flash on the incident as PDF, one page of A4, as the log knows it now.

    `progress(done, of how many)` may raise to stop; the file at `path` is then left as it was.

    Returns:
        The codes of the characters that no font has, such as "U+1F681".

    Raises:
        LogbookError: There is no such incident, it is struck or a duplicate, the log can't be
            read, or the place can't be written to.
    """
    with book.reading() as session:
        content = flash_content(session, uid, book.clock(), gazetteer_of(book))
    return write_report(content, (flash_page,), path, progress)
