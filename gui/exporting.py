"""Files out of the log: which question, where to, and the work in the background."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db import acts
from db.current import state_of
from db.errors import BadContent, NotUnderstood, Progress
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.store import Logbook
from db.time import read_dtg, read_period, write_dtg
from db.vocabulary import ReportKind
from db.words import _, ngettext
from gui.ask import AskDialog
from gui.background import Background
from gui.desk import Desk
from gui.map_file import MapFile
from gui.task import Task
from gui.theme import Theme
from gui.voice import Voice

# Given the logbook, what it is about (a question, or the order of a report), the file and progress.
Exporter = Callable[[Logbook, Any, Path, Progress], str]
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
        exporters: Mapping[str, Exporter],
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

    def write_sitrep(self, chosen: IncidentQuery | None = None) -> None:
        """Ask for day and moment, then for a file, and write the daily SITREP.

        With `chosen`, some incidents, it is one of them alone, over the days on which they were.
        """
        wanted: list[tuple[IncidentQuery, Path]] = []
        only = chosen.incidents if chosen else frozenset()
        title = _sitrep_of(len(only))

        def take(typed: Mapping[str, str]) -> None:
            query = sitrep_query(typed["period"], typed["as_of"], self._desk)
            query = replace(query, incidents=only)
            name = f"sitrep-{self._desk.station.code.lower()}-{query.since:%Y-%m-%d}.pdf"
            path = self._file(_("{title} as PDF").format(title=title), name, _PDF)
            if path is None:
                raise NotUnderstood(_("No file was chosen."))
            wanted.append((query, path))

        dialog = AskDialog(
            self._theme,
            title,
            _("Every number in it comes from the log as it was known at the moment you give."),
            _("Choose the file…"),
            take,
            parent=self._window,
        )
        book = self._desk.book
        days = days_of(book, chosen) if chosen else last_day(book, book.clock()).isoformat()
        day = QLineEdit(days)
        hint = _("One day, or the first and the last: 2016-05-18/2016-05-31. UTC.")
        dialog.add("period", _("Period"), day, hint)
        known = QLineEdit(write_dtg(self._desk.as_of) if self._desk.as_of else "")
        dialog.add("as_of", _("As known at"), known, _("A DTG; empty for now"))
        dialog.exec()
        for query, path in wanted:
            self.start("report", ReportOrder(ReportKind.SITREP, query), path)

    def write_handover(self) -> None:
        """Ask for a file and write what this watch hands over."""
        at = self._desk.book.clock().astimezone(UTC)
        name = f"handover-{self._desk.station.code.lower()}-{at:%Y-%m-%d-%H%MZ}.pdf"
        path = self._file(_("Handover as PDF"), name, _PDF)
        if path:
            self.start("report", ReportOrder(ReportKind.HANDOVER), path)

    def write_flash(self, uid: str) -> None:
        """Ask for a file and write the Flash of an incident."""
        path = self._file(_("Flash report as PDF"), self._flash_name(uid), _PDF)
        if path:
            self.start("report", ReportOrder(ReportKind.FLASH, incident=uid), path)

    def flash_at_once(self, uid: str) -> None:
        """Write the Flash of an incident beside the logbook, asking nothing: it is urgent."""
        wanted = self._desk.book.path.with_name(self._flash_name(uid))
        self.start("report", ReportOrder(ReportKind.FLASH, incident=uid), _free(wanted))

    def start(self, name: str, about: Any, path: Path) -> Task:
        """Write in the background; the status bar shows how far, and stops it.

        `about` is what the exporter of that name is given.
        """
        exporter, book = self._exporters[name], self._desk.book

        def written(detail: str) -> None:
            self._voice.tell_written(path, detail)
            if isinstance(about, ReportOrder):
                self._note(about, path)

        return self._background.run(
            _("Writing {name}").format(name=path.name),
            lambda task: exporter(book, about, path, task.report),
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

    def _flash_name(self, uid: str) -> str:
        with self._desk.book.reading() as session:
            number = str(state_of(session, uid).payload["number"])
        return f"flash-{number.lower()}.pdf"

    def _file(self, title: str, name: str, kind: str) -> Path | None:
        start = str(self._desk.book.path.parent / name)
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, start, kind)
        if not chosen:
            return None
        path = Path(chosen)
        suffix = Path(name).suffix
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def sitrep_query(period: str, as_of: str, desk: Desk) -> IncidentQuery:
    """Return the question of a SITREP from what was typed.

    Raises:
        BadContent: The period or the moment can't be read.
    """
    try:
        since, before = read_period(period.strip())
    except NotUnderstood as error:
        raise BadContent({"period": str(error)}) from None
    query = IncidentQuery(since=since, before=before)
    if not as_of.strip():
        return query
    around = desk.circumstances()
    try:
        moment = read_dtg(as_of, around.now, around.utc_offset).at
    except NotUnderstood as error:
        raise BadContent({"as_of": str(error)}) from None
    return replace(query, as_of=moment)


def last_day(book: Logbook, now: datetime) -> date:
    """Return the day to report on: yesterday, or the day of the newest incident if older."""
    with book.reading() as session:
        newest = IncidentQuery().page(session, 0, 1)
    yesterday = now.astimezone(UTC) - timedelta(days=1)
    return (min(newest[0].occurred, yesterday) if newest else yesterday).date()


def _sitrep_of(chosen: int) -> str:
    """Return what the report is called: of so many chosen incidents, or of all (0)."""
    if not chosen:
        return _("Daily SITREP")
    told = ngettext("SITREP of {n} chosen incident", "SITREP of {n} chosen incidents", chosen)
    return told.format(n=chosen)


def days_of(book: Logbook, query: IncidentQuery) -> str:
    """Return the first and the last day of the answer as `read_period` reads them."""
    with book.reading() as session:
        days = [row.occurred.astimezone(UTC).date() for row in query.stream(session)]
    first, last = min(days).isoformat(), max(days).isoformat()
    return first if first == last else f"{first}/{last}"


def _free(path: Path) -> Path:
    """Return the path, with a number behind its name if there is such a file already."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
