"""What takes something out of the log, as main hands it from exports to the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from db.errors import Progress
from db.journal import Author
from db.reports import ReportOrder
from db.store import Logbook

# Writes what the log says of a subject to a file, and returns what people should know of it, or "".
Exporter = Callable[[Logbook, Any, Path, Progress], str]


class Drafted(NamedTuple):
    """A report made to be looked at.

    Attributes:
        answer: What stands in large type at its head, proposed or the officer's own.
        missing: Codes of the characters that no font has.
        text: Returns the same as plain text, set only when it is wanted.
    """

    pdf: bytes
    answer: str
    missing: tuple[str, ...]
    text: Callable[[], str]


class Exporters(TypedDict, total=False):
    """What the window can export, by name.

    The subject of `csv` is an IncidentQuery, that of `views` the names of saved views. `draft`
    makes a report in memory; `issue` issues one and returns its number; `text` returns what the
    issued one of a number says as plain text.
    """

    csv: Exporter
    views: Exporter
    draft: Callable[[Logbook, ReportOrder, Progress], Drafted]
    issue: Callable[[Logbook, Author, ReportOrder, Progress], str]
    text: Callable[[Logbook, str], str]
