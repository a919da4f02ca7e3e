"""Files are dropped, pasted and chosen into the log, and come out again as copies."""

import io
import stat
import zlib
from pathlib import Path

import pytest
from conftest import AMBUSH
from PySide6.QtCore import QBuffer, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from db import acts
from db.annexes import attachments_of, content_of
from db.errors import Refused, Stopped
from db.journal import head
from db.verification import verify
from gui.annexes import EDGE, thumbnail
from gui.ask import AskDialog
from gui.attaching import Attaching, Given
from gui.background import Background
from gui.desk import Desk
from gui.detail_pane import DetailPane
from gui.status_bar import StatusBar
from gui.voice import Voice


@pytest.fixture
def uid(book, author):
    return acts.log(book, author, AMBUSH).subject


class Window(QWidget):
    """What the main window gives to attaching: a pane to drop on, a status bar and a voice."""

    def __init__(self, theme, desk):
        super().__init__()
        page = QWidget()
        self.voice, self.pane = Voice(theme, page), DetailPane(theme, desk)
        self.background = Background(StatusBar(theme, desk, self), self.voice, self)
        self.attaching = Attaching(theme, desk, self.background, self)
        column = QVBoxLayout(self)
        for part in (self.voice, page, self.pane):
            column.addWidget(part)
        self.pane.dropped.connect(self.attaching.take_from)
        self.pane.opened.connect(self.attaching.open)
        self.pane.saving.connect(self.attaching.save_copy)
        desk.refused.connect(self.voice.error)
        self.background.broke.connect(self.fail)
        self.pane.broke.connect(self.fail)

    def fail(self, error):
        raise error

    def said(self):
        return self.voice.banner.accessibleName() if self.voice.banner else ""


@pytest.fixture
def window(qtbot, theme, book, uid):
    made = Window(theme, Desk(book))
    qtbot.addWidget(made)
    made.resize(400, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.pane.show_incident(uid)
    yield made
    made.background.finish()
    made.pane.finish()


def files_of(book, uid):
    with book.reading() as session:
        return [
            (file.name, content_of(session, file.sha256)) for file in attachments_of(session, uid)
        ]


def entries(book):
    with book.reading() as session:
        return head(session, "GAO").seq


def of_files(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drag(widget, mime):
    """Drag `mime` over the widget; whether it may be dropped there."""
    event = QDragEnterEvent(
        widget.rect().center(),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget, mime):
    """Drag `mime` over the widget and let go; what was done with it."""
    assert drag(widget, mime)
    event = QDropEvent(
        QPointF(widget.rect().center()),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    return event.dropAction()


def picture(width=300, height=200, kind="JPG"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#c8a165"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def test_a_dropped_file_is_attached_whole_and_the_journal_stays_sound(
    qtbot, window, book, uid, tmp_path
):
    photo = tmp_path / "crater-01.jpg"
    photo.write_bytes(picture())
    with qtbot.waitSignal(window.pane._desk.changed):
        done = drop(window.pane, of_files(photo))
    assert done == Qt.DropAction.CopyAction  # whoever moves a file deletes it afterwards
    assert files_of(book, uid) == [("crater-01.jpg", photo.read_bytes())]
    assert photo.exists()
    assert verify(book).problem == ""


def test_text_cannot_be_dropped(window):
    mime = QMimeData()
    mime.setText("3 wounded")
    assert not drag(window.pane, mime)


@pytest.mark.parametrize(
    ("size", "why"), [(0, "is empty (0 bytes)"), (2 << 30, "too large: 2\u202f048 MB")]
)
def test_an_empty_and_a_2_gb_file_are_refused_by_name_and_nothing_is_logged(
    qtbot, window, book, uid, tmp_path, size, why
):
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(size)
    before = entries(book)
    with qtbot.waitSignal(window.pane._desk.refused, timeout=1000):
        drop(window.pane, of_files(path))
    assert "film.mp4" in window.said()
    assert why in window.said()
    assert (files_of(book, uid), entries(book)) == ([], before)


def test_of_several_files_the_refused_are_named_and_the_others_stay(
    qtbot, window, book, uid, tmp_path
):
    for name, data in (("one.txt", b"1"), ("none.txt", b""), ("two.txt", b"2")):
        (tmp_path / name).write_bytes(data)
    folder = tmp_path / "folder"
    folder.mkdir()
    paths = [tmp_path / "one.txt", tmp_path / "none.txt", folder, tmp_path / "two.txt"]
    with qtbot.waitSignal(window.pane._desk.refused):
        drop(window.pane, of_files(*paths))
    assert files_of(book, uid) == [("one.txt", b"1"), ("two.txt", b"2")]
    assert "none.txt is empty" in window.said()
    assert "folder is a folder" in window.said()


def test_a_picture_in_the_clipboard_becomes_a_png(qtbot, window, book, uid):
    image = QImage.fromData(picture())
    QApplication.clipboard().setImage(image)
    with qtbot.waitSignal(window.pane._desk.changed):
        window.attaching.paste(uid)
    ((name, data),) = files_of(book, uid)
    assert name == "Pasted 311500Z MAY 16.png"
    assert QImage.fromData(data) == image.convertToFormat(QImage.fromData(data).format())
    assert verify(book).problem == ""


def test_files_copied_in_a_file_manager_are_pasted(qtbot, window, book, uid, tmp_path):
    paper = tmp_path / "eod.pdf"
    paper.write_bytes(b"%PDF-1.4")
    mime = of_files(paper)
    mime.setImageData(QImage.fromData(picture()))  # some managers give the icon as well
    QApplication.clipboard().setMimeData(mime)
    with qtbot.waitSignal(window.pane._desk.changed):
        window.attaching.paste(uid)
    assert files_of(book, uid) == [("eod.pdf", b"%PDF-1.4")]


def test_a_clipboard_without_file_or_picture_is_said(window, book, uid):
    QApplication.clipboard().setText("3 wounded")
    window.attaching.paste(uid)
    assert "no file and no picture" in window.said()
    assert files_of(book, uid) == []


def test_files_are_chosen_in_the_system_s_dialog(qtbot, window, book, uid, tmp_path, monkeypatch):
    path = tmp_path / "radio.wav"
    path.write_bytes(b"RIFF")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(path)], ""))
    with qtbot.waitSignal(window.pane._desk.changed):
        window.attaching.choose(uid)
    assert files_of(book, uid) == [("radio.wav", b"RIFF")]


def test_what_was_attached_before_a_stop_stays_and_is_told(qtbot, window, book, uid):
    def stopped(_progress):
        raise Stopped

    given = [Given("one.txt", lambda _p: b"1"), Given("two.txt", stopped)]
    with qtbot.waitSignal(window.pane._desk.changed):
        window.attaching.take(uid, given)
    assert [name for name, _data in files_of(book, uid)] == ["one.txt"]


def test_without_a_watch_it_is_asked_who_is_typing(qtbot, window, book, uid, author):
    window.pane._desk.do(acts.close_watch, author)

    def refuse():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AskDialog)
        dialog.reject()

    QTimer.singleShot(100, refuse)
    window.attaching.take(uid, [Given("one.txt", lambda _p: b"1")])
    window.background.finish()
    assert files_of(book, uid) == []


@pytest.fixture
def opened(monkeypatch):
    """What the system was asked to open."""
    urls = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    return urls


def attached(book, author, uid, name, data):
    acts.attach(book, author, uid, name, data)
    with book.reading() as session:
        return attachments_of(session, uid)[-1]


def test_a_file_is_opened_from_a_read_only_copy(qtbot, window, book, author, uid, opened):
    file = attached(book, author, uid, "../eod: 1.pdf", b"%PDF-1.4")
    window.attaching.open(file)
    qtbot.waitUntil(lambda: bool(opened))
    copy = Path(opened[0].toLocalFile())
    assert copy.name == "eod_ 1.pdf"
    assert copy.read_bytes() == b"%PDF-1.4"
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IXUSR | stat.S_IRWXG | stat.S_IRWXO)
    assert not copy.is_relative_to(book.path.parent)


@pytest.mark.parametrize(
    "name", ["run.exe", "run.sh", "run.desktop", "page.html", "photo.jpg.js", "x"]
)
def test_a_program_is_never_opened_but_can_be_saved(
    qtbot, window, book, author, uid, opened, tmp_path, monkeypatch, name
):
    target = tmp_path / "copy.bin"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    file = attached(book, author, uid, name, b"MZ")

    def confirm():
        dialog = QApplication.activeModalWidget()
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(100, confirm)
    window.attaching.open(file)
    qtbot.waitUntil(target.exists)
    window.background.finish()
    assert target.read_bytes() == b"MZ"
    assert opened == []
    assert list(tmp_path.glob("tmp*")) == []


def test_a_copy_that_cannot_be_written_is_said(
    qtbot, window, book, author, uid, tmp_path, monkeypatch
):
    missing = str(tmp_path / "no folder" / "copy.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (missing, ""))
    file = attached(book, author, uid, "eod.pdf", b"%PDF-1.4")
    with qtbot.waitSignal(window.pane._desk.refused):
        window.attaching.save_copy(file)
    assert "The copy can't be written" in window.said()


def test_a_picture_becomes_a_small_one_of_the_same_shape():
    small = thumbnail(picture(3000, 2000))
    assert (small.width(), small.height()) == (EDGE, EDGE * 2 // 3)


def test_a_picture_one_pixel_high_has_a_small_one_too():
    assert thumbnail(picture(5000, 1, "PNG")).size().height() == 1


def test_what_is_no_picture_has_no_small_one():
    assert thumbnail(b"no picture at all").isNull()
    assert thumbnail(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').isNull()


def test_a_picture_of_900_million_pixels_is_never_unpacked():
    assert thumbnail(bomb(30_000, 30_000)).isNull()


def bomb(width, height):
    """Return a whole PNG of black pixels: some 100 KB that would fill gigabytes."""
    packed, packer = io.BytesIO(), zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    for _row in range(height):
        packed.write(packer.compress(row))
    packed.write(packer.flush())

    def chunk(kind, data):
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    shape = width.to_bytes(4) + height.to_bytes(4) + bytes((1, 0, 0, 0, 0))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", shape),
            chunk(b"IDAT", packed.getvalue()),
            chunk(b"IEND", b""),
        )
    )


def test_a_refusal_comes_after_the_news_of_what_was_attached(qtbot, window, uid):
    order = []
    window.pane._desk.changed.connect(lambda _change: order.append("attached"))
    window.pane._desk.refused.connect(lambda _error: order.append("refused"))

    def no(_progress):
        raise Refused("No.", "Why.")

    with qtbot.waitSignal(window.pane._desk.refused):
        window.attaching.take(uid, [Given("no.txt", no), Given("yes.txt", lambda _p: b"1")])
    assert order == ["attached", "refused"]
