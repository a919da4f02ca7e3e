"""A report from order to file: its content, its pages, and its issue."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple, get_type_hints

from db import acts
from db.current import gazetteer_of
from db.errors import Progress, Stopped
from db.journal import Author
from db.reports import ReportOrder, issued_content, issued_pdf
from db.store import Logbook
from db.vocabulary import Paper, ReportKind
from db.words import speaking
from exports.files import replacing
from exports.reports.blocks import ToFoot, height_of
from exports.reports.content import Report
from exports.reports.kept import plain, read_plain
from exports.reports.page import A4, LETTER, ReportDocument, first_page_room
from exports.reports.plain_text import as_text
from exports.reports.reading import Reading
from exports.reports.tables import Table
from exports.reports.text import Typesetter

_PATIENCE_S = 0.05
_END = 250.0  # points: what is taller fills enough of a page
_SPARE = 6.0
_SHEETS = {Paper.A4: A4, Paper.LETTER: LETTER}


class Made(NamedTuple):
    """A report that was made.

    Attributes:
        content: What it says, plain data.
        missing: Codes of the characters that no font has, such as "U+1F681"; so they are printed,
            in angle brackets.
    """

    content: Report
    pdf: bytes
    missing: tuple[str, ...]


class _Watched:
    """Tells how far the work is, and asks in between whether it is still wanted.

    A question to a big log may take longer than somebody who cancels cares to wait.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._told = (0, 1)
        self._at = monotonic()
        self._unwanted = False

    def __call__(self, done: int, of: int) -> None:
        self._told, self._at = (done, of), monotonic()
        self._progress(done, of)

    def is_unwanted(self) -> bool:
        """Return whether to stop, by asking again what was told last, but not all the time."""
        if not self._unwanted and monotonic() - self._at > _PATIENCE_S:
            try:
                self(*self._told)
            except Stopped:
                self._unwanted = True
        return self._unwanted


def make_report(book: Logbook, order: ReportOrder, progress: Progress | None = None) -> Made:
    """Return the report that was ordered, all of it from one moment of the log.

    Each kind is a module of its name beside this one, with `content(reading, progress)` and
    `SECTIONS`, from head to end. `progress(done, of how many)` may raise to stop.

    Raises:
        LogbookError: The log can't be read, or has nothing that such a report could be about.
    """
    content = _content(book, order, _Watched(progress or _nobody))
    with speaking(order.language):
        return set_report(content, _kind(order.kind).SECTIONS, order.paper, progress)


def _content(book: Logbook, order: ReportOrder, watched: _Watched) -> Report:
    kind = _kind(order.kind)
    watched(0, 1)  # the first report of a process loads its modules, then its places
    with speaking(order.language), book.reading(watched.is_unwanted) as session:
        places = gazetteer_of(book, order.query.as_of)
        watched(0, 1)
        content: Report = kind.content(Reading(session, order, book.clock(), places), watched)
        return content


def _kind(kind: ReportKind) -> Any:
    return import_module(f"exports.reports.{kind}")


def set_report(
    content: Report,
    sections: Sequence[Callable[[Any, Typesetter], list[Any]]],
    paper: Paper = Paper.A4,
    progress: Progress | None = None,
) -> Made:
    """Return the content set on pages; nothing in it can make this fail, whatever was typed."""
    sheet, told = _SHEETS[paper], progress or _nobody
    setter = Typesetter(first_page_room(sheet))
    flowables: list[Any] = []
    for section in sections:
        told(0, len(sections))  # nothing is drawn yet, but somebody may want to stop
        flowables += section(content, setter)
    _keep_end_in_company(flowables)
    total = sum(getattr(block, "weight", 1) for block in flowables)
    done = 0

    def drawn(weight: int) -> None:
        nonlocal done
        done = min(done + weight, total)  # a paragraph on two pages is drawn twice
        told(done, total)

    pages = BytesIO()
    ReportDocument(pages, content.header, setter, sheet, drawn).write(flowables)
    missing = tuple(f"U+{ord(character):04X}" for character in sorted(setter.missing))
    return Made(content, pages.getvalue(), missing)


def _keep_end_in_company(flowables: list[Any]) -> None:
    """Tell the last table what follows it, if that is so little that it might stand alone."""
    tables = [at for at, one in enumerate(flowables) if isinstance(one, Table) and one.head]
    rest = flowables[tables[-1] + 1 :] if tables else []
    tall = height_of([one for one in rest if not isinstance(one, ToFoot)])
    if tables and tall < _END:
        apart = sum(one.getSpaceBefore() for one in rest)
        flowables[tables[-1]].followed = tall + apart + _SPARE


def report_text(content: Report, kind: ReportKind) -> str:
    """Return what a report of that kind says as plain text, in lines of at most 69 columns."""
    with speaking(content.header.language):
        return as_text(content, _kind(kind).SECTIONS)


def write_report(
    book: Logbook, order: ReportOrder, path: Path, progress: Progress | None = None
) -> Made:
    """Make the report and write it, as text if `path` ends so, otherwise as PDF.

    The file at `path` is replaced only by a whole one.

    Raises:
        LogbookError: As `make_report`, or the place can't be written to; the old file is kept.
    """
    if is_text(path):
        content = _content(book, order, _Watched(progress or _nobody))
        _write(path, report_text(content, order.kind).encode())
        return Made(content, b"", ())
    made = make_report(book, order, progress)
    _write(path, made.pdf)
    return made


def is_text(path: Path) -> bool:
    """Return whether a file of that name holds plain text."""
    return path.suffix.lower() == ".txt"


def issue_report(
    book: Logbook, author: Author, order: ReportOrder, progress: Progress | None = None
) -> str:
    """Issue the report and return its number; see `acts.issue_report`."""
    return acts.issue_report(book, author, order, partial(_frozen, book, progress))


def write_issued(book: Logbook, number: str, path: Path) -> None:
    """Write an issued report again, byte for byte, or what it says as text; raises LogbookError."""
    if is_text(path):
        out = issued_text(book, number).encode()
    else:
        with book.reading() as session:
            out = issued_pdf(session, number)
    _write(path, out)


def issued_text(book: Logbook, number: str) -> str:
    """Return what the report of that number said when it went out; Refused if none has it."""
    with book.reading() as session:
        kind, told = issued_content(session, number)
    content = read_plain(get_type_hints(_kind(kind).content)["return"], told)
    return report_text(content, kind)


def _write(path: Path, data: bytes) -> None:
    with replacing(path) as part:
        part.write_bytes(data)


def _nobody(done: int, of: int) -> None:
    """Hear of progress, and do nothing."""


def _frozen(book: Logbook, progress: Progress | None, order: ReportOrder) -> acts.Frozen:
    made = make_report(book, order, progress)
    sensitivity = made.content.header.sensitivity
    return acts.Frozen(made.pdf, plain(made.content), sensitivity, made.missing)
