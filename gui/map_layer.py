"""A part of the map's picture, drawn in the background; until it is new the old one is moved."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from gui.asking import Asking
from gui.map_sight import Sight
from gui.painting import kept
from gui.task import Task

WIDER = 1.5  # how much more than is in sight is drawn: so far one pans without waiting
Draw = Callable[[QPainter, Sight], Any]


class Layer(QObject):
    """The newest picture, the sight that it shows, and what its drawing `told`."""

    changed = Signal()
    broke = Signal(object)  # a fault of ours

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = Asking(self)
        self._asking.broke.connect(self.broke)
        self._image: QImage | None = None
        self.sight: Sight | None = None  # of the picture, which is wider than what was asked for
        self._wanted: Sight | None = None
        self.told: Any = None
        self.is_busy = False

    def ask(self, sight: Sight, ratio: float, draw: Draw) -> None:
        """Have the surroundings of a sight drawn, with so many device pixels for one of ours."""
        wide = sight.widened(WIDER)

        def work(_task: Task) -> tuple[QImage, Any]:
            return picture(wide, ratio, draw)

        self.is_busy, self._wanted = True, sight
        self._asking.ask(work, lambda made: self._take(wide, made))

    def warm(self, work: Callable[[], object]) -> None:
        """Do on the drawing's thread what its first picture would wait for."""
        self._asking.ask(lambda _task: work(), lambda _done: None)

    def is_of(self, sight: Sight) -> bool:
        """Whether the picture was drawn for this very sight."""
        return not self.is_busy and self._wanted == sight

    def reaches(self, sight: Sight) -> bool:
        """Whether the picture, moved and scaled, leaves no edge of the sight empty."""
        whole = QRectF(0, 0, sight.width, sight.height)
        return self.sight is not None and sight.frame(self.sight).contains(whole)

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """Paint the picture where it lies in a sight."""
        if self._image is None or self.sight is None:
            return
        frame = sight.frame(self.sight)
        if self.sight.scale == sight.scale:
            painter.drawImage(QPointF(round(frame.x()), round(frame.y())), self._image)
        else:
            painter.drawImage(frame, self._image)

    def finish(self) -> None:
        """Wait for what is being drawn."""
        self._asking.finish()
        self.is_busy = False

    def _take(self, sight: Sight, made: tuple[QImage, Any]) -> None:
        self.sight, (self._image, self.told), self.is_busy = sight, made, False
        self.changed.emit()


def picture(sight: Sight, ratio: float, draw: Draw) -> tuple[QImage, Any]:
    """Return what `draw` draws of a sight, and what it returns; on whichever thread calls."""
    image = QImage(
        round(sight.width * ratio),
        round(sight.height * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter, kept(painter):
        told = draw(painter, sight)
    return image, told
