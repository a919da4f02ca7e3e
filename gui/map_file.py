"""The map as a picture file: what is in sight, and in words what it leaves out."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QImage, QPainter

from db.errors import Refused
from db.words import _
from gui.map_ground import draw_scale
from gui.map_layer import picture
from gui.map_picture import Land, Scene, low_left
from gui.map_sight import Sight
from gui.painting import CENTRE, kept
from gui.theme import Theme

RATIO = 2.0  # device pixels for one of ours: sharp when it is printed
_LINE, _EDGE = 20, 14  # pixels


class MapFile(NamedTuple):
    """What a picture is made of; `lines` stand above the map, the first as its title."""

    sight: Sight
    scene: Scene
    home: frozenset[str]
    lines: tuple[str, ...]
    foot: str

    def write(self, path: Path) -> None:
        """Write the picture, light whatever the window looks like; on whichever thread calls.

        Raises:
            Refused: It can't be written there; what was there is as it was.
        """
        image = self._image(Theme("light", 100))
        file = QSaveFile(str(path))
        opened = file.open(QSaveFile.OpenModeFlag.WriteOnly)
        if not (opened and image.save(file, "PNG") and file.commit()):  # type: ignore[call-overload]
            raise Refused(
                _("{path} can't be written: {reason}.").format(
                    path=path, reason=file.errorString()
                ),
                _("Choose another folder."),
            )

    def _image(self, theme: Theme) -> QImage:
        land = Land(self.home)

        def draw(painter: QPainter, sight: Sight) -> None:
            land.draw(painter, theme, sight)
            self.scene._replace(covered=()).draw(painter, theme, sight)
            draw_scale(painter, theme, sight, low_left(sight))

        drawn, _told = picture(self.sight, RATIO, draw)
        head = _EDGE + _LINE * len(self.lines) + _EDGE / 2
        wide, tall = self.sight.width, head + self.sight.height + _LINE + _EDGE
        image = QImage(round(wide * RATIO), round(tall * RATIO), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(RATIO)
        image.fill(theme["surface"])
        with QPainter(image) as painter, kept(painter):
            for number, line in enumerate(self.lines):
                painter.setFont(theme.font(12, 400) if number else theme.font(15, 600))
                painter.setPen(theme["text2" if number else "text"])
                box = QRectF(_EDGE, _EDGE / 2 + number * _LINE, wide - 2 * _EDGE, _LINE)
                left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(box, left, line)
            painter.drawImage(QPointF(0, head), drawn)
            painter.setFont(theme.font(11))
            painter.setPen(theme["text2"])
            painter.drawText(QRectF(0, tall - _LINE - _EDGE / 2, wide, _LINE), CENTRE, self.foot)
        return image
