"""Files out of the log: which question, where to, and the work in the background."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QThreadPool, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db.errors import BadContent, LogbookError, NotUnderstood, Progress
from db.query import IncidentQuery
from db.store import Logbook
from db.time import read_dtg, read_period
from db.words import _
from gui.ask import AskDialog
from gui.desk import Desk
from gui.status_bar import StatusBar
from gui.task import Task
from gui.theme import Theme

Exporter = Callable[[Logbook, IncidentQuery, Path, Progress], str]
Failed = Callable[[LogbookError], None]
Told = Callable[[str, str, Path], None]  # title, detail, the file that was written


class Exporting:
    """Asks what to write, writes it in a task, and tells when it is done."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        exporters: Mapping[str, Exporter],
        status: StatusBar,
        pool: QThreadPool,
        broke: Callable[[BaseException], None],
        window: QWidget,
    ) -> None:
        self._theme, self._desk, self._window, self._broke = theme, desk, window, broke
        self._exporters, self._status, self._pool = exporters, status, pool

    def write_csv(self, query: IncidentQuery, told: Told, failed: Failed) -> None:
        """Ask for a file and write what the table shows."""
        path = self._file(_("Export the table as CSV"), "incidents.csv", "CSV (*.csv)")
        if path:
            self.start("csv", query, path, told, failed)

    def write_sitrep(self, told: Told, failed: Failed) -> None:
        """Ask for day and moment, then for a file, and write the daily SITREP."""
        wanted: list[tuple[IncidentQuery, Path]] = []

        def take(typed: Mapping[str, str]) -> None:
            query = sitrep_query(typed["period"], typed["as_of"], self._desk)
            name = f"sitrep-{self._desk.station.code.lower()}-{query.since:%Y-%m-%d}.pdf"
            path = self._file(_("Daily SITREP as PDF"), name, "PDF (*.pdf)")
            if path is None:
                raise NotUnderstood(_("No file was chosen."))
            wanted.append((query, path))

        dialog = AskDialog(
            self._theme,
            _("Daily SITREP"),
            _("Every number in it comes from the log as it was known at the moment you give."),
            _("Choose the file…"),
            take,
            parent=self._window,
        )
        day = QLineEdit(last_day(self._desk.book, self._desk.book.clock()).isoformat())
        hint = _("One day, or the first and the last: 2016-05-18/2016-05-31. UTC.")
        dialog.add("period", _("Period"), day, hint)
        dialog.add("as_of", _("As known at"), QLineEdit(), _("A DTG; empty for now"))
        dialog.exec()
        for query, path in wanted:
            self.start("sitrep", query, path, told, failed)

    def start(
        self,
        name: str,
        query: IncidentQuery,
        path: Path,
        told: Told,
        failed: Failed,
    ) -> Task:
        """Write in the background; the status bar shows how far, and stops it."""
        exporter, book = self._exporters[name], self._desk.book
        task = Task(lambda task: exporter(book, query, path, task.report), self._window)
        task.done.connect(lambda detail: told(_("Written: {n}").format(n=path.name), detail, path))
        task.failed.connect(failed)
        task.broke.connect(self._broke)
        task.stopped.connect(
            lambda: told(_("Stopped"), _("The file was left as it was."), path.parent)
        )
        self._status.show_task(task, _("Writing {name}").format(name=path.name))
        return task.start(self._pool)

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


def open_file(path: Path) -> None:
    """Open a file or folder with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
