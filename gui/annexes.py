"""What hangs on an incident, in the detail pane: its files with small pictures, and its links."""

from collections.abc import Iterable
from html import escape
from itertools import pairwise

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QImageReader,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from db.annexes import Attached, Linked, content_of
from db.text import show_size
from db.time import write_dtg
from db.words import _
from gui.buttons import ThemedButton
from gui.desk import Desk
from gui.icons import paint_icon
from gui.painting import paint_box, paint_focus, paint_text, text_width
from gui.task import Task, pool_of
from gui.theme import Theme
from gui.widgets import Label

EDGE = 64  # pixels of a thumbnail, enough for a dense screen
MOST_PIXELS = 50_000_000  # a picture of more could fill the memory
_PICTURES = frozenset({b"bmp", b"gif", b"jpeg", b"png", b"tiff", b"webp"})


class Thumbnails(QObject):
    """Small pictures of attachments, made one at a time in the background, and kept a while."""

    made = Signal(str)  # SHA-256 of the file
    broke = Signal(object)  # a fault of ours

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._pool = desk, pool_of(self, threads=1)
        self._asked: list[Task] = []

    def picture(self, sha256: str) -> QPixmap:
        """Return the picture if it is made; else one without pixels."""
        kept = QPixmap()
        QPixmapCache.find(_key(sha256), kept)
        return kept

    def want(self, files: Iterable[Attached]) -> None:
        """Make the pictures of `files` that are missing; those wanted before are wanted no more."""
        for task in self._asked:
            task.cancel()
        pictures = [file.sha256 for file in files if file.media_type.startswith("image/")]
        self._asked = [self._make(each) for each in pictures if self.picture(each).isNull()]

    def _make(self, sha256: str) -> Task:
        book = self._desk.book

        def work(task: Task) -> QImage:
            task.report(0, 1)
            with book.reading() as session:
                data = content_of(session, sha256)
            return thumbnail(data)

        task = Task(work, self)
        task.done.connect(lambda image: self._keep(sha256, image))
        task.broke.connect(self.broke)
        return task.start(self._pool)

    def _keep(self, sha256: str, image: QImage) -> None:
        if not image.isNull():
            QPixmapCache.insert(_key(sha256), QPixmap.fromImage(image))
            self.made.emit(sha256)


def thumbnail(data: bytes) -> QImage:
    """Return the picture in `data` at EDGE pixels; one without pixels if it can't be read.

    Its size is read first, so that a picture which would fill the memory is never unpacked.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    known = bytes(reader.format().data()) in _PICTURES
    if not known or size.isEmpty() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    fitting = size.scaled(EDGE, EDGE, Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    reader.setAutoTransform(True)
    return reader.read()


class Attachments(QWidget):
    """The files of an incident, two in a row. Enter opens one, Ctrl+S saves a copy."""

    opened = Signal(object)  # an Attached
    saving = Signal(object)  # an Attached

    def __init__(
        self,
        theme: Theme,
        files: tuple[Attached, ...],
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        self._tiles = [_Tile(theme, file, thumbnails) for file in files]
        for place, tile in enumerate(self._tiles):
            alone = place % 2 == 0 and place == len(files) - 1
            grid.addWidget(tile, *divmod(place, 2), 1, 2 if alone else 1)
            tile.clicked.connect(lambda _checked=False, file=tile.file: self.opened.emit(file))
            tile.saving.connect(lambda file=tile.file: self.saving.emit(file))
        for column in range(2):
            grid.setColumnStretch(column, 1)
        _lay_under(self, _("Attachments"), len(files)).addLayout(grid)
        for before, after in pairwise(self._tiles):
            QWidget.setTabOrder(before, after)
        thumbnails.made.connect(self._show_picture)
        thumbnails.want(files)

    def _show_picture(self, sha256: str) -> None:
        for tile in self._tiles:
            if tile.file.sha256 == sha256:
                tile.update()


class Links(QWidget):
    """The incidents that this one is linked to, each by a line that leads there."""

    went = Signal(str)  # uid of the other incident

    def __init__(
        self, theme: Theme, links: tuple[Linked, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = _lay_under(self, _("Links"), len(links))
        for link in links:
            line = _Line(theme, link)
            line.clicked.connect(lambda _checked=False, uid=link.uid: self.went.emit(uid))
            column.addWidget(line)


class _Tile(ThemedButton):
    """One file: small picture or icon, name, size."""

    saving = Signal()

    def __init__(self, theme: Theme, file: Attached, thumbnails: Thumbnails) -> None:
        super().__init__(theme, file.name)
        self.file, self._thumbnails = file, thumbnails
        size = show_size(file.size)
        told = _("Attached {dtg} by {officer}").format(
            dtg=write_dtg(file.recorded_at), officer=file.author
        )
        lines = (file.name, f"{file.media_type}, {size}", told, f"SHA-256 {file.sha256}")
        self.setToolTip(f"<qt>{'<br>'.join(escape(line) for line in lines)}</qt>")
        self.setAccessibleName(f"{file.name}, {size}")
        self.setAccessibleDescription(". ".join(lines[2:]))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.saving.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open a copy"), self.click)
        menu.addAction(_("Save a copy…"), QKeySequence.StandardKey.Save, self.saving.emit)
        clipboard = QGuiApplication.clipboard()
        menu.addAction(_("Copy the SHA-256"), lambda: clipboard.setText(self.file.sha256))
        menu.popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, box = QPainter(self), self.theme, self.box()
        if self.underMouse():
            paint_box(painter, box, theme["hover"])
        edge = theme.px(24)
        self._paint_picture(painter, QRectF(2, (box.height() - edge) / 2, edge, edge))
        words = box.adjusted(edge + 8, 0, -4, 0)
        name, small = theme.font(12, 500), theme.font(11)
        size = show_size(self.file.size)
        room = words.width() - text_width(size, small) - 6
        shown = QFontMetricsF(name).elidedText(self.file.name, Qt.TextElideMode.ElideMiddle, room)
        paint_text(painter, words, shown, name, theme["text"])
        words.setLeft(words.left() + text_width(shown, name) + 6)
        paint_text(painter, words, size, small, theme["text2"])
        if self.hasFocus():
            paint_focus(painter, box, theme)

    def _paint_picture(self, painter: QPainter, square: QRectF) -> None:
        picture = self._thumbnails.picture(self.file.sha256)
        if picture.isNull():
            inset = square.width() / 6
            mark = square.adjusted(inset, inset, -inset, -inset)
            paint_icon(painter, mark, _icon(self.file), self.theme["text2"])
            return
        size = picture.size().toSizeF()
        size.scale(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(square.topLeft(), size)
        place.moveCenter(square.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture, QRectF(picture.rect()))


class _Line(ThemedButton):
    """One link: how, to which incident, and what that was."""

    def __init__(self, theme: Theme, link: Linked) -> None:
        super().__init__(theme, f"{link.words} {link.number} — {link.summary}")
        self._link = link
        told = _("Linked {dtg} by {officer}").format(
            dtg=write_dtg(link.recorded_at), officer=link.author
        )
        self.setToolTip(f"<qt>{escape(self.words())}<br>{escape(told)}</qt>")
        self.setAccessibleDescription(told)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, box = QPainter(self), self.theme, self.box()
        if self.underMouse():
            paint_box(painter, box, theme["hover"])
        edge = theme.px(14)
        paint_icon(painter, QRectF(4, 0, edge, box.height()), "link", theme["text2"])
        words = box.adjusted(edge + 12, 0, -4, 0)
        for text, weight, token in (
            (self._link.words, 400, "text2"),
            (self._link.number, 500, "accentText"),
            (f"— {self._link.summary}", 400, "text"),
        ):
            font = theme.font(12, weight)
            paint_text(painter, words, text, font, theme[token])
            words.setLeft(min(words.left() + text_width(text, font) + 5, words.right()))
        if self.hasFocus():
            paint_focus(painter, box, theme)


def _lay_under(part: QWidget, title: str, count: int) -> QVBoxLayout:
    """Return the column of a part of the pane, under its heading and how many there are."""
    column, head = QVBoxLayout(part), QHBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    head.setSpacing(8)
    head.addWidget(Label(title.upper(), "section"))
    head.addWidget(Label(str(count), "meta"), 1)
    column.addLayout(head)
    return column


def _icon(file: Attached) -> str:
    family = file.media_type.partition("/")[0]
    return {"image": "image", "audio": "play", "video": "play"}.get(family, "file-text")


def _key(sha256: str) -> str:
    return f"thumbnail/{sha256}"
