"""What the main window does to the logbook as a whole: prove it, its places, its watch."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from db import acts
from db.current import gazetteer_of
from db.text import show_number
from db.words import _
from gui.add_place import ask_for_place
from gui.background import Background
from gui.desk import Desk
from gui.new_logbook import SUFFIX
from gui.task import Task
from gui.theme import Theme
from gui.unlock import ask_to_encrypt
from gui.voice import Voice
from gui.watch import ask_for_watch, ask_to_enrol

if TYPE_CHECKING:
    from db.verification import Verdict


class LogbookActs:
    """Methods are named as in `ACTIONS`."""

    def __init__(
        self, theme: Theme, desk: Desk, background: Background, voice: Voice, window: QWidget
    ) -> None:
        self._theme, self._desk, self._window = theme, desk, window
        self._background, self._voice = background, voice

    def verify_chain(self) -> None:
        """Check the whole journal in the background."""
        from db.verification import verify

        book = self._desk.book
        self._background.run(
            _("Verifying the journal"), lambda task: verify(book, task.report), self._verified
        )

    def encrypt_copy(self) -> None:
        """Ask for a passphrase and a file, and write the logbook there, encrypted."""
        from db.encryption import encrypted_copy

        path = self._desk.book.path
        asked = ask_to_encrypt(self._theme, path, self._window)
        if asked is None:
            return
        passphrase, present = asked
        title, kinds = _("Write an encrypted copy"), _("Logbooks") + f" (*{SUFFIX})"
        start = str(path.with_name(f"{path.stem}-encrypted{SUFFIX}"))
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, start, kinds)
        if not chosen:
            return
        out = Path(chosen)
        self._background.run(
            _("Writing {name}").format(name=out.name),
            lambda task: encrypted_copy(path, out, passphrase, present, task.report),
            lambda _nothing: self._voice.tell(
                _("Written: {name}").format(name=out.name), _("encrypted, the same row by row")
            ),
            _("Nothing was made."),
        )

    def load_places(self) -> None:
        """Ask for a GeoNames country file and load its places."""
        from db.intake.geonames import load_places

        author = self._desk.author
        title, kinds = _("Load a GeoNames country file"), _("GeoNames") + " (*.txt *.zip)"
        chosen, _kind = QFileDialog.getOpenFileName(self._window, title, str(Path.home()), kinds)
        if not chosen or author is None:
            return
        book, path = self._desk.book, Path(chosen)

        def work(task: Task) -> int:
            count = load_places(book, author, path, task.report)
            gazetteer_of(book).load()  # here, or the next key in the form would wait for it
            return count

        self._background.run(
            _("Loading {name}").format(name=path.name),
            work,
            lambda count: self._voice.tell(
                _("{n} places loaded").format(n=show_number(count)),
                _("GeoNames, geonames.org, CC BY 4.0"),
            ),
            _("Nothing was loaded."),
        )

    def add_place(self) -> None:
        """Ask for a place that the officers of this log know."""
        ask_for_place(self._theme, self._desk, self._window, "", "")

    def assume_watch(self) -> None:
        """Ask who has the watch from now on."""
        ask_for_watch(self._theme, self._desk, self._window)

    def close_watch(self) -> None:
        """Close the watch without a relief."""
        self._desk.do(acts.close_watch, self._desk.author)

    def enrol_officer(self) -> None:
        """Ask for a new officer."""
        ask_to_enrol(self._theme, self._desk, self._window)

    def _verified(self, verdict: "Verdict") -> None:
        if verdict.problem:
            self._voice.say("err", verdict.problem, verdict.remedy)
            return
        told = _("{n} entries, chain and rows whole").format(n=verdict.entries)
        self._voice.tell(_("Journal verified"), told)
