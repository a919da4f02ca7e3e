"""The handover of a watch as a file, to be signed by who leaves and who comes."""

from pathlib import Path

from db.errors import Progress
from db.store import Logbook
from exports.reports.handover_content import handover_content
from exports.reports.handover_pages import lists
from exports.reports.opening import opening
from exports.reports.sections import ending
from exports.reports.write import write_report


def write_handover(book: Logbook, path: Path, progress: Progress | None = None) -> tuple[str, ...]:
    """Write what the open watch, or the last one, hands over as PDF.

    It is written before the relief assumes the watch: after that it is the relief's own.
    `progress(done, of how many)` may raise to stop; the file at `path` is then left as it was.

    Returns:
        The codes of the characters that no font has, such as "U+1F681".

    Raises:
        LogbookError: The log can't be read, or the place can't be written to.
    """
    with book.reading() as session:
        content = handover_content(session, book.clock())
    return write_report(content, (opening, lists, ending), path, progress)
