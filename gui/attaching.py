"""Files into the log and out of it: chosen, dropped or pasted; opened from a copy, or saved."""

import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QDir, QMimeData, QTemporaryDir, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from db import acts
from db.annexes import Attached, content_of, read_file, safe_name
from db.errors import LogbookError, Progress, ReadOnly, Refused
from db.journal import Author
from db.store import Logbook
from db.time import write_dtg
from db.words import _
from gui.ask import AskDialog
from gui.background import Background
from gui.desk import Desk
from gui.task import Task
from gui.theme import Theme
from gui.voice import open_file
from gui.watch import ask_who

_PICTURES = "bmp gif heic jpeg jpg png tif tiff webp"
_SOUND = "aac amr flac m4a mp3 oga ogg opus wav wma"
_FILM = "3gp avi m4v mkv mov mp4 mpeg mpg webm wmv"
_PAPER = "csv doc docx eml gpx kml kmz log odp ods odt pdf ppt pptx rtf txt xls xlsx"
# Endings that no system takes for a program. Any other file is saved on demand, never opened.
HARMLESS = frozenset(f"{_PICTURES} {_SOUND} {_FILM} {_PAPER}".split())


class Given(NamedTuple):
    """Something to attach: its name, and how its bytes are read."""

    name: str
    read: Callable[[Progress], bytes]


class Attaching:
    """Takes files in and hands copies out, in the background; the status bar shows how far."""

    def __init__(self, theme: Theme, desk: Desk, background: Background, window: QWidget) -> None:
        self._theme, self._desk, self._window = theme, desk, window
        self._background = background
        self._copies: QTemporaryDir | None = None  # goes with its files when the window does

    def choose(self, uid: str) -> None:
        """Ask for files and attach them to the incident."""
        names, _kind = QFileDialog.getOpenFileNames(self._window, _("Attach files"))
        self.take(uid, [_file(Path(name)) for name in names])

    def paste(self, uid: str) -> None:
        """Attach the files or the picture in the clipboard."""
        self.take_from(uid, QGuiApplication.clipboard().mimeData())

    def take_from(self, uid: str, mime: QMimeData) -> None:
        """Attach what was dropped or lies in the clipboard; say so if it holds nothing."""
        given = _given_in(mime, self._desk.book.clock())
        if given:
            # Not yet: whoever the files are dragged from waits until the drop is over.
            QTimer.singleShot(0, self._window, lambda: self.take(uid, given))
        else:
            told = _("There is no file and no picture to attach.")
            remedy = _("Copy a file in the file manager, or a picture, and try again.")
            self._desk.refused.emit(Refused(told, remedy))

    def take(self, uid: str, given: Sequence[Given]) -> None:
        """Attach each in turn; what is refused is named at the end, and the others stay."""
        if not given:
            return
        if self._desk.author is None:
            ask_who(self._theme, self._desk, self._window)
        author = self._desk.author
        if author is None:
            return  # nobody said who is typing
        taking = _Taking(self._desk, author, uid, given)
        name = ", ".join(one.name for one in given)
        task = self._background.run(
            _("Attaching {name}").format(name=name),
            taking.work,
            lambda _nothing: taking.tell(),
            _("Files attached before stay in the log."),
        )
        task.stopped.connect(taking.tell)

    def open(self, attached: Attached) -> None:
        """Open a read-only copy in the system's program; a program itself is only saved."""
        ending = Path(safe_name(attached.name)).suffix.removeprefix(".").lower()
        if ending in HARMLESS:
            self._read(attached, lambda data: open_file(self._copy(attached, data)))
        else:
            self._ask_to_save(attached)

    def save_copy(self, attached: Attached) -> None:
        """Ask for a place and write a copy there."""
        home = QDir.homePath()
        start = str(Path(home) / safe_name(attached.name))
        chosen, _kind = QFileDialog.getSaveFileName(self._window, _("Save a copy"), start)
        if chosen:
            self._read(attached, partial(_write, Path(chosen)))

    def _ask_to_save(self, attached: Attached) -> None:
        dialog = AskDialog(
            self._theme,
            _("{name} is not opened from the log").format(name=attached.name),
            _(
                "Files of this type may run as a program. Save a copy, have it checked, and "
                "open it yourself."
            ),
            _("Save a copy…"),
            lambda _typed: None,
            danger=True,
            parent=self._window,
        )
        if dialog.exec():
            self.save_copy(attached)

    def _read(self, attached: Attached, then: Callable[[bytes], None]) -> None:
        """Read the content in the background; then do what the window wants with it."""
        book = self._desk.book
        self._background.run(
            _("Reading {name}").format(name=attached.name),
            lambda _task: _content(book, attached.sha256),
            lambda data: self._try(partial(then, data)),
        )

    def _try(self, do: Callable[[], None]) -> None:
        try:
            do()
        except OSError as error:
            what = _("The copy can't be written: {reason}.").format(reason=error.strerror)
            self._desk.refused.emit(
                ReadOnly(what, _("Choose another place. The log still holds the file."))
            )

    def _copy(self, attached: Attached, data: bytes) -> Path:
        """Write the copy to a folder of its own, so that an opened one is never overwritten."""
        if self._copies is None:
            self._copies = QTemporaryDir(QDir.temp().filePath("watchkeeper-XXXXXX"))
        folder = Path(tempfile.mkdtemp(dir=self._copies.path()))
        path = folder / safe_name(attached.name)
        path.write_bytes(data)
        path.chmod(0o400)
        return path


class _Taking:
    """Files on their way into the log: read and written in the background, told in the window."""

    def __init__(self, desk: Desk, author: Author, uid: str, given: Sequence[Given]) -> None:
        self._desk, self._author = desk, author
        self._uid, self._given = uid, given
        self._done: list[acts.Change] = []
        self._errors: list[LogbookError] = []

    def work(self, task: Task) -> None:
        """Attach each; go on after what is refused, but not on a disk that takes no more."""
        for one in self._given:
            try:
                data = one.read(task.report)
                change = acts.attach(self._desk.book, self._author, self._uid, one.name, data)
                self._done.append(change)
            except LogbookError as error:
                self._errors.append(error)
                if not isinstance(error, Refused):
                    return

    def tell(self) -> None:
        """Tell every view what was attached, then the officer what was not."""
        for change in self._done:
            self._desk.do(lambda _book, change=change: change)
        if self._errors:
            what = " ".join(error.what for error in self._errors)
            last = self._errors[-1]
            self._desk.do(partial(_fail, type(last)(what, last.remedy)))


def holds_files(mime: QMimeData) -> bool:
    """Whether something that can be attached is being dragged or lies in the clipboard."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def _given_in(mime: QMimeData, now: datetime) -> tuple[Given, ...]:
    """Return the files; or the picture, if there is no file: a file manager may give both."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files or not mime.hasImage():
        return tuple(_file(path) for path in files)
    name = _("Pasted {dtg}.png").format(dtg=write_dtg(now))
    return (Given(safe_name(name), partial(_as_png, QImage(mime.imageData()))),)


def _file(path: Path) -> Given:
    return Given(safe_name(path.name), partial(read_file, path))


def _as_png(image: QImage, progress: Progress) -> bytes:
    progress(0, 1)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _content(book: Logbook, sha256: str) -> bytes:
    with book.reading() as session:
        return content_of(session, sha256)


def _write(path: Path, data: bytes) -> None:
    """Write beside the file, then replace it: a half copy is never seen."""
    handle, part = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)


def _fail(error: LogbookError, _book: Logbook) -> acts.Change:
    raise error
