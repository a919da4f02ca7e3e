"""What part of the world fills a picture: Mercator, in which moving and zooming leave shapes alike.

The world is a square of edge 1, its corner in the north-west; it ends at 85 degrees, where it is
as tall as it is wide. Scale is true at the parallel in the middle.
"""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from db.basemap import Box, Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_EQUATOR_KM = 40_030.2  # around the sphere of db.bearing
_NORTHMOST = 85.05
NEAREST = 40_030_200.0 / 2  # pixels for the world where one of them is two metres
FARTHEST = 1_600.0  # where a wide window shows the whole world


class Sight(NamedTuple):
    """A part of the world and the room it fills; `scale` is pixels for the whole world."""

    x: float
    y: float
    scale: float
    width: float
    height: float

    @classmethod
    def at(cls, latitude: float, longitude: float, km: float, size: QRectF) -> "Sight":
        """Return the sight around a position that is so many kilometres wide."""
        scale = size.width() / km * _EQUATOR_KM * _narrowing(latitude)
        return cls(_across(longitude), _down(latitude), scale, size.width(), size.height())

    @classmethod
    def of(cls, box: Box, size: QRectF) -> "Sight":
        """Return the sight of all of a box, no nearer than the map goes."""
        left, right = _across(box.west), _across(box.east)
        top, bottom = _down(box.north), _down(box.south)
        fitting = min(
            size.width() / max(right - left, 1e-9), size.height() / max(bottom - top, 1e-9)
        )
        middle = (left + right) / 2, (top + bottom) / 2
        return cls(*middle, 0.0, size.width(), size.height()).scaled(fitting)

    @property
    def px_per_km(self) -> float:
        """Pixels for a kilometre in the middle."""
        middle = self.position(QPointF(self.width / 2, self.height / 2))
        return self.scale / (_EQUATOR_KM * _narrowing(middle[1]))

    def box(self) -> Box:
        """Return the edges in degrees."""
        west, north = self.position(QPointF(0, 0))
        east, south = self.position(QPointF(self.width, self.height))
        return Box(west, south, east, north)

    def point(self, longitude: float, latitude: float) -> QPointF:
        """Return where a position lies, in pixels from the top left."""
        return self.spot(_across(longitude), _down(latitude))

    def spot(self, x: float, y: float) -> QPointF:
        """Return where a point of the square world lies, in pixels from the top left."""
        return QPointF(
            self.width / 2 + (x - self.x) * self.scale, self.height / 2 + (y - self.y) * self.scale
        )

    def position(self, point: QPointF) -> tuple[float, float]:
        """Return longitude and latitude of a point in pixels."""
        x = self.x + (point.x() - self.width / 2) / self.scale
        y = self.y + (point.y() - self.height / 2) / self.scale
        return x * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))

    def moved(self, right: float, down: float) -> "Sight":
        """Return the sight with its middle so many pixels further."""
        x, y = self.x + right / self.scale, self.y + down / self.scale
        return self._replace(x=min(max(x, 0.0), 1.0), y=min(max(y, 0.0), 1.0))

    def zoomed(self, factor: float, around: QPointF) -> "Sight":
        """Return the sight so many times nearer; what lies at `around` stays there."""
        near = self.scaled(self.scale * factor)
        grown = near.scale / self.scale - 1
        return near.moved(
            (around.x() - self.width / 2) * grown, (around.y() - self.height / 2) * grown
        )

    def scaled(self, scale: float) -> "Sight":
        """Return the sight at another scale, as near and as far as the map goes."""
        return self._replace(scale=min(max(scale, FARTHEST), NEAREST))

    def sized(self, size: QRectF) -> "Sight":
        """Return the sight of the same middle and scale in another room."""
        return self._replace(width=size.width(), height=size.height())

    def widened(self, times: float) -> "Sight":
        """Return the sight that shows so much more on all sides."""
        return self._replace(width=round(self.width * times), height=round(self.height * times))

    def frame(self, other: "Sight") -> QRectF:
        """Return where the picture of another sight lies in this one."""
        ratio = self.scale / other.scale
        frame = QRectF(0, 0, other.width * ratio, other.height * ratio)
        frame.moveCenter(self.spot(other.x, other.y))
        return frame

    def transform(self) -> QTransform:
        """Return what takes points of the square world to pixels."""
        origin = self.spot(0, 0)
        return QTransform(self.scale, 0, 0, self.scale, origin.x(), origin.y())


def path_of(lines: Iterable[Line]) -> QPainterPath:
    """Return lines of positions as one path in the square world."""
    path = QPainterPath()
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(_across(x), _down(y)) for x, y in line]))
    return path


def spread(longitude: "Floats", latitude: "Floats") -> "tuple[Floats, Floats]":
    """Return where positions lie in the square world."""
    import numpy as np

    limited = np.radians(np.clip(latitude, -_NORTHMOST, _NORTHMOST))
    return (longitude + 180) / 360, (1 - np.arcsinh(np.tan(limited)) / np.pi) / 2


def _across(longitude: float) -> float:
    return (longitude + 180) / 360


def _down(latitude: float) -> float:
    limited = math.radians(min(max(latitude, -_NORTHMOST), _NORTHMOST))
    return (1 - math.asinh(math.tan(limited)) / math.pi) / 2


def _narrowing(latitude: float) -> float:
    """Return how long a parallel is, the equator being 1."""
    return math.cos(math.radians(min(abs(latitude), _NORTHMOST)))
