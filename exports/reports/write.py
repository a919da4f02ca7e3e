"""A report as a file: all or nothing, and the same content gives the same bytes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable

from db.errors import Progress
from exports.files import replacing
from exports.reports.content import Report, SitrepContent
from exports.reports.opening import opening
from exports.reports.page import A4, ReportDocument, Sheet
from exports.reports.sections import assessment, ending, returns, significant
from exports.reports.tabled import casualties, changes, follow_ups, glance, incidents, shift
from exports.reports.text import Typesetter

Section = Callable[[Any, Typesetter], list[Flowable]]  # of the content that it reads
_SITREP: tuple[Section, ...] = (
    opening,
    glance,
    significant,
    incidents,
    casualties,
    changes,
    returns,
    assessment,
    shift,
    follow_ups,
    ending,
)


def write_sitrep(
    content: SitrepContent, path: Path, progress: Progress | None = None, sheet: Sheet = A4
) -> tuple[str, ...]:
    """Write a situation report, as `write_report` does."""
    return write_report(content, _SITREP, path, progress, sheet)


def write_report(
    content: Report,
    sections: Sequence[Section],
    path: Path,
    progress: Progress | None = None,
    sheet: Sheet = A4,
) -> tuple[str, ...]:
    """Write the report as PDF and return the codes of the characters that no font has.

    Args:
        content: Nothing in it can make this fail, whatever was typed.
        sections: From head to end.
        progress: Called with (done, of how many); may raise to stop. The file at `path` is then
            left as it was.

    Returns:
        Such as "U+1F681"; that is also how they are printed, in angle brackets.

    Raises:
        LogbookError: The place can't be written to, or is full; the old file is kept.
    """
    setter = Typesetter()
    flowables = [block for section in sections for block in section(content, setter)]
    total = sum(getattr(block, "weight", 1) for block in flowables)
    done = 0

    def drawn(weight: int) -> None:
        nonlocal done
        done = min(done + weight, total)  # a paragraph on two pages is drawn twice
        if progress:
            progress(done, total)

    with replacing(path) as part:
        ReportDocument(str(part), content.header, setter, sheet, drawn).write(flowables)
    return tuple(f"U+{ord(character):04X}" for character in sorted(setter.missing))
