"""What the main window does with reports: their page, made when first wanted, and ways to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.outgoing import Exporters
from db.query import IncidentQuery
from db.vocabulary import ReportKind
from gui.background import Background
from gui.desk import Desk
from gui.exporting import Exporting
from gui.theme import Theme

if TYPE_CHECKING:
    from gui.report_page import ReportPage


class ReportActs(QObject):
    """Methods are named as in `ACTIONS`; each shows the page with the report asked for."""

    left = Signal()  # back to the log is wanted
    broke = Signal(object)  # a fault of ours

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        exporters: Exporters,
        exporting: Exporting,
        background: Background,
        ask_who: Callable[[], bool],
        show: Callable[[QWidget], None],
    ) -> None:
        """Join the page to its window: `ask_who` is typing, and `show` the page."""
        super().__init__(background)
        self._theme, self._desk, self._show = theme, desk, show
        self._exporters, self._exporting = exporters, exporting
        self._background, self._ask_who = background, ask_who
        self.made: ReportPage | None = None

    @property
    def page(self) -> "ReportPage":
        """The page on which reports are ordered, seen and issued."""
        if self.made is None:
            from gui.report_page import ReportPage  # with it come Qt's parts for PDF and printers

            self.made = ReportPage(
                self._theme,
                self._desk,
                self._exporters,
                self._exporting,
                self._background,
                self._ask_who,
            )
            self.made.left.connect(self.left)
            self.made.broke.connect(self.broke)
        return self.made

    def show_reports(self) -> None:
        """Go to the reports, as they were left."""
        self._show(self.page)
        self.page.refresh()
        self.page.choice.kinds.setFocus()

    def write_sitrep(self) -> None:
        """Go to the daily SITREP."""
        self._begin(ReportKind.SITREP)

    def write_handover(self) -> None:
        """Go to what this watch hands over, as a report."""
        self._begin(ReportKind.HANDOVER)

    def write_flash(self, uid: str) -> None:
        """Go to the Flash of an incident."""
        self._begin(ReportKind.FLASH, uid)

    def report_rows(self, *uids: str) -> None:
        """Go to a SITREP of these incidents alone."""
        self._begin(ReportKind.SITREP, chosen=self._exporting.question_of(uids))

    def finish(self) -> None:
        """Wait for what is being made, before the logbook is let go."""
        if self.made is not None:
            self.made.finish()

    def _begin(
        self, kind: ReportKind, incident: str = "", chosen: IncidentQuery | None = None
    ) -> None:
        self._show(self.page)
        self.page.begin(kind, incident, chosen)
