"""Files out of the log: which question, where to, and the work in the background."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QSaveFile
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from db import acts
from db.current import state_of
from db.errors import Refused
from db.outgoing import Exporters
from db.query import IncidentQuery
from db.reports import ReportOrder, issued_missing, missing_told
from db.words import _, ngettext
from gui.background import Background
from gui.desk import Desk
from gui.map_file import MapFile
from gui.task import Task
from gui.theme import Theme
from gui.voice import Voice

_PDF = "PDF (*.pdf)"
VIEWS = ".watchviews"  # how the names of files with saved views end


class Exporting:
    """Asks what to write, writes it in a task, tells when it is done; a report is noted in the log.

    While nobody writes in the log, or it is read-only, reports can be had all the same.
    """

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        exporters: Exporters,
        background: Background,
        voice: Voice,
        window: QWidget,
    ) -> None:
        self._theme, self._desk, self._window = theme, desk, window
        self._exporters, self._background, self._voice = exporters, background, voice

    def write_csv(self, query: IncidentQuery) -> None:
        """Ask for a file and write what the table shows."""
        path = self._file(_("Export the table as CSV"), "incidents.csv", "CSV (*.csv)")
        if path:
            self.start("csv", query, path)

    def write_views(self, names: Collection[str]) -> None:
        """Ask for a file and write the saved views of those names."""
        kinds = _("Views") + f" (*{VIEWS})"
        path = self._file(_("Export views"), f"{self._desk.book.path.stem}{VIEWS}", kinds)
        if path:
            self.start("views", names, path)

    def write_picture(self, picture: MapFile, told: str) -> None:
        """Ask for a file and write the map; `told` is what people should know of it."""
        path = self._file(_("Export the map as PNG"), "map.png", "PNG (*.png)")
        if path:
            self._background.run(
                _("Writing {name}").format(name=path.name),
                lambda _task: picture.write(path),
                lambda _nothing: self._voice.tell_written(path, told),
            )

    def question_of(self, uids: Iterable[str]) -> IncidentQuery:
        """Return the question that these incidents answer, as known at the moment shown."""
        return IncidentQuery(incidents=frozenset(uids), as_of=self._desk.as_of)

    def save_draft(self, order: ReportOrder, pdf: bytes, missing: Sequence[str]) -> None:
        """Ask for a file and write the draft as it is seen; that it went out stands in the log.

        Args:
            missing: Codes of the characters that no font has; told once it is written.
        """
        name = self._draft_name(order)
        path = self._file(_("Save the draft as PDF"), name, _PDF)
        if path:
            self._write(path, pdf, missing_told(missing), lambda: self._note(order, path))

    def save_issued(self, number: str, pdf: bytes) -> None:
        """Ask for a file and write an issued report again, byte for byte."""
        path = self._file(_("Save the report as PDF"), f"{number.lower()}.pdf", _PDF)
        if path:
            self._write(path, pdf, self._missing_of(number), lambda: None)

    def copy_text(self, name: str, text: Callable[[], str]) -> None:
        """Put the text of a report into the clipboard, and say of which, by `name`, and how long.

        Args:
            text: Returns it; on another thread, for a long one takes seconds.
        """

        def copy(copied: str) -> None:
            QGuiApplication.clipboard().setText(copied)
            lines = copied.count("\n")
            told = ngettext("{n} line of plain text", "{n} lines of plain text", lines)
            self._voice.tell(_("Copied: {name}").format(name=name), told.format(n=lines))

        kept = _("The clipboard was left as it was.")
        self._background.run(
            _("Setting {name} as text").format(name=name), lambda _task: text(), copy, kept
        )

    def tell_issued(self, number: str) -> None:
        """Say that a report is issued, and what it is called from now on."""
        self._voice.tell(_("Issued as {number}").format(number=number), self._missing_of(number))

    def start(self, name: Literal["csv", "views"], about: Any, path: Path) -> Task:
        """Write in the background; the status bar shows how far, and stops it.

        `about` is what the exporter of that name is given.
        """
        exporter, book = self._exporters[name], self._desk.book

        return self._background.run(
            _("Writing {name}").format(name=path.name),
            lambda task: exporter(book, about, path, task.report),
            lambda told: self._voice.tell_written(path, told),
            _("The file was left as it was."),
        )

    def _missing_of(self, number: str) -> str:
        with self._desk.book.reading() as session:
            return missing_told(issued_missing(session, number))

    def _write(self, path: Path, pdf: bytes, told: str, then: Callable[[], None]) -> None:
        def written(_nothing: None) -> None:
            self._voice.tell_written(path, told)
            then()

        self._background.run(
            _("Writing {name}").format(name=path.name),
            lambda _task: _replace(path, pdf),
            written,
            _("The file was left as it was."),
        )

    def _note(self, order: ReportOrder, path: Path) -> None:
        """Say in the log which report went out: the relief will ask."""
        author = self._desk.author
        if author is None or self._desk.book.read_only:
            return
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        # A report of chosen incidents is not the one since which the next one tells what changed.
        kind = f"{order.kind}-of-chosen" if order.query.incidents else str(order.kind)
        self._desk.note(acts.wrote_report, author, kind, path.name, sha256, order.incident)

    def _draft_name(self, order: ReportOrder) -> str:
        if order.incident:
            with self._desk.book.reading() as session:
                number = str(state_of(session, order.incident).payload["number"])
            return f"{order.kind}-{number.lower()}.pdf"
        day = order.query.since or self._desk.book.clock()
        code = self._desk.station.code.lower()
        return f"{order.kind}-{code}-{day.astimezone(UTC):%Y-%m-%d}-draft.pdf"

    def _file(self, title: str, name: str, kind: str) -> Path | None:
        start = str(self._desk.book.path.parent / name)
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, start, kind)
        if not chosen:
            return None
        path = Path(chosen)
        suffix = Path(name).suffix
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside the place, then put it there; Refused if it can't be."""
    file = QSaveFile(str(path))
    opened = file.open(QSaveFile.OpenModeFlag.WriteOnly)
    if not (opened and file.write(data) == len(data) and file.commit()):
        raise Refused(
            _("{path} can't be written: {reason}.").format(path=path, reason=file.errorString()),
            _("Choose another folder."),
        )
