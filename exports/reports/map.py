"""The map: land, borders, rivers and dots, drawn as lines, so that it prints sharp at any size.

The projection is equirectangular, true to scale along the middle parallel. Source of land and
rivers: Natural Earth.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from db.basemap import LayerName, layer
from db.position import Position, write_mgrs
from db.regions import region_in_words
from db.vocabulary.countries import country_numbered
from exports.reports.content import Dot, Map
from exports.reports.fonts import ITALIC, REGULAR, SEMIBOLD
from exports.reports.styles import BLACK, DARK, FAINT, HAIR, LABEL, LAND

_DEGREE_KM = 111.195  # of latitude
_ZONE = 6  # degrees: how wide an MGRS zone is, but for those of Norway and Svalbard
_AROUND = 0.22  # of what the dots span, on each side
_INSET = 38.0  # points, the longer side of the theatre in the corner
_STEPS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class _Box(NamedTuple):
    """Left, bottom, right, top: degrees on the ground, or points on the map."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "_Box") -> bool:
        return not (
            self.right < other.left
            or other.right < self.left
            or self.top < other.bottom
            or other.top < self.bottom
        )

    def holds(self, other: "_Box") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )


class MapDrawing(Flowable):  # type: ignore[misc]
    """The map of a report, `width` by `height` points."""

    def __init__(self, content: Map, width: float, height: float) -> None:
        super().__init__()
        self._content = content
        self.width, self.height = width, height
        self._taken: list[_Box] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, self.width, self.height)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setLineJoin(1)
        self._taken = []
        self._land()
        self._rivers()
        if self._content.is_close:
            self._inset()
        if self._content.zones:
            self._zones()
        self._scale()
        self._dots()
        self._names()
        canvas.restoreState()
        canvas.setStrokeColor(BLACK)
        canvas.setLineWidth(0.5)
        canvas.rect(0, 0, self.width, self.height)

    @cached_property
    def _extent(self) -> _Box:
        """Return what is shown: around the dots, or the theatre if there is none."""
        dots = self._content.dots
        if dots:
            west, east = _span(dot.longitude for dot in dots)
            south, north = _span(dot.latitude for dot in dots)
        else:
            west, south, east, north = self._theatre.bounds
        around = 1 + 2 * (_AROUND if dots else _AROUND / 4)
        tall = max((north - south) * around, self._content.least_km / _DEGREE_KM)
        narrow = math.cos(math.radians((south + north) / 2))
        wide = max((east - west) * around, tall * self.width / self.height / narrow)
        tall = max(tall, wide * narrow * self.height / self.width)
        x, y = (west + east) / 2, (south + north) / 2
        return _Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)

    @cached_property
    def _areas(self) -> list[tuple[str, Any]]:
        """Return name and shape of the theatre's regions."""
        return [
            (region_in_words(told["name"]), area)
            for told, area in self._shapes("admin1")
            if told["country"] in self._content.countries
        ]

    @cached_property
    def _theatre(self) -> Any:
        from db.shapes import box, union_all

        self.canv.ask()  # that was long, too, if it was the first
        return union_all([area for _name, area in self._areas]) or box(-180, -60, 180, 75)

    def _land(self) -> None:
        from db.shapes import MultiLineString

        theatre = self._clipped(self._theatre)
        self._trace(theatre, fill=LAND)
        beyond = theatre.buffer(0.12)  # the outlines of neighbours are coarser than ours
        for _name, outline in self._neighbours:
            border = MultiLineString(list(_lines(outline))).difference(beyond)
            self._trace(border, HAIR, 0.6)
        for _name, area in self._areas:
            self._trace(self._clipped(area), FAINT, 0.5, dashed=True)
        self._trace(theatre, LABEL, 1.1)

    @cached_property
    def _neighbours(self) -> list[tuple[str, Any]]:
        """Return name and shape of the countries in sight, those of the theatre left out."""
        found = []
        for told, whole in self._shapes("countries"):
            country = self._clipped(whole)
            if not country.is_empty and country.difference(self._theatre).area > country.area / 2:
                found.append((country_numbered(told["iso_n3"], told["name"]), country))
        return found

    def _rivers(self) -> None:
        for _told, river in self._shapes("rivers"):
            self._trace(self._clipped(river), HAIR, 1.6)

    def _zones(self) -> None:
        """Draw where zones meet, with the zone on either side at the top."""
        seen = self._extent
        middle = (seen.bottom + seen.top) / 2
        west = math.ceil(seen.left / _ZONE) * _ZONE
        for meridian in range(west, math.floor(seen.right) + 1, _ZONE):
            x = self._point(meridian, seen.top)[0]
            self.canv.setStrokeColor(BLACK)
            self.canv.setLineWidth(0.5)
            self.canv.setDash((0.6, 1.8))
            self.canv.line(x, 0, x, self.height)
            self.canv.setDash()
            self.canv.setFillColor(DARK)
            self.canv.setFont(REGULAR, 6.4)
            for side, left in ((-0.001, x - 16), (0.001, x + 3)):
                zone = write_mgrs(Position(middle, meridian + side))[:3]
                for down in (9, 18 + _INSET):  # below the corner if that is in the way
                    if self._free(left, self.height - down - 1, 13, 7):
                        self.canv.drawString(left, self.height - down, zone)
                        break

    def _dots(self) -> None:
        points = [(dot, *self._point(dot.longitude, dot.latitude)) for dot in self._content.dots]
        around = 5.5 if self._content.is_close else 3
        self._taken += [
            _Box(x - around, y - around, x + around, y + around) for _dot, x, y in points
        ]
        for dot, x, y in sorted(points, key=lambda point: point[0].in_period):
            self.canv.setStrokeColor(BLACK if dot.in_period else DARK)
            self.canv.setFillColor((FAINT if dot.grey else BLACK) if dot.in_period else white)
            self.canv.setLineWidth(0.7)
            self.canv.circle(x, y, 2.4 if dot.in_period else 1.9, fill=1)
            if self._content.is_close and dot.in_period:
                self.canv.circle(x, y, 4.8, fill=0)
        for dot, x, y in points:
            self._label(dot, x, y)
        for town in self._content.towns:
            self._town(town)

    def _town(self, town: Dot) -> None:
        """Draw a town and its name, if it is on the map and not at the incident itself."""
        x, y = self._point(town.longitude, town.latitude)
        if self._free(x - 2, y - 2, 4, 4):
            self.canv.setStrokeColor(DARK)
            self.canv.setFillColor(white)
            self.canv.setLineWidth(0.6)
            self.canv.rect(x - 1.4, y - 1.4, 2.8, 2.8, fill=1)
            self._label(town, x, y, REGULAR)

    def _inset(self) -> None:
        """Draw the theatre in the corner, with a frame round what the map shows of it."""
        whole, seen = _Box(*self._theatre.bounds), self._extent
        scale = _INSET / max(whole.right - whole.left, whole.top - whole.bottom)
        wide, tall = ((whole.right - whole.left) * scale, (whole.top - whole.bottom) * scale)
        left, bottom = self.width - wide - 8, self.height - tall - 8
        self._taken.append(_Box(left - 4, bottom - 4, self.width, self.height))
        self.canv.setFillColor(white)
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.5)
        self.canv.rect(left - 4, bottom - 4, wide + 8, tall + 8, fill=1)

        def point(longitude: float, latitude: float) -> tuple[float, float]:
            return left + (longitude - whole.left) * scale, bottom + (
                latitude - whole.bottom
            ) * scale

        path = self.canv.beginPath()
        for line in _lines(self._theatre.simplify(0.1)):
            first, *others = [point(*at[:2]) for at in line]
            path.moveTo(*first)
            for at in others:
                path.lineTo(*at)
        self.canv.setFillColor(HAIR)
        self.canv.setLineWidth(0.4)
        self.canv.drawPath(path, stroke=1, fill=1)
        x, y = point(seen.left, seen.bottom)
        sides = (seen.right - seen.left) * scale, (seen.top - seen.bottom) * scale
        self.canv.setLineWidth(0.7)
        self.canv.rect(x, y, *sides)

    def _label(self, dot: Dot, x: float, y: float, font: str = SEMIBOLD) -> None:
        """Print the label at the first side of its dot where it covers nothing."""
        wide = stringWidth(dot.label, font, 7.4)
        off = 7.5 if self._content.is_close and dot.in_period else 5.0  # clear of the ring
        sides = (
            (off, -2.6),
            (-off - wide, -2.6),
            (off - 2, off - 0.5),
            (-wide / 2, off),
            (off - 2, -off - 4.5),
            (-wide / 2, -off - 5),
        )
        for right, up in sides:
            if dot.label and self._free(x + right, y + up, wide, 6.5):
                self.canv.setFont(font, 7.4)
                self.canv.setFillColor(BLACK)
                haloed(self.canv, x + right, y + up, dot.label)
                return

    def _names(self) -> None:
        """Print the names of regions and neighbours where there is room."""
        for name, area in self._areas:
            self._name(name.upper(), self._clipped(area), REGULAR, 6.4, 1.2)
        for name, country in self._neighbours:
            self._name(name, country, ITALIC, 6.8, 0.0)

    def _name(self, name: str, shape: Any, font: str, size: float, spread: float) -> None:
        """Print a name inside its area, unless that is too narrow or the room is taken."""
        from db.shapes import LineString

        if shape.is_empty:
            return
        wide = stringWidth(name, font, size) + spread * len(name)
        middle = shape.representative_point()
        x, y = self._point(middle.x, middle.y)
        across = wide / self.width * (self._extent.right - self._extent.left) * 0.4
        step = size / self.height * (self._extent.top - self._extent.bottom)
        for up in (-0.5, 1, -2):
            level = middle.y + (up + 0.5) * step
            line = LineString([(middle.x - across, level), (middle.x + across, level)])
            if shape.contains(line) and self._free(x - wide / 2, y + up * size, wide, size):
                self.canv.setFont(font, size)
                self.canv.setFillColor(LABEL)
                self.canv.drawString(x - wide / 2, y + up * size, name, charSpace=spread)
                return

    def _scale(self) -> None:
        km = max(step for step in _STEPS_KM if step * self._points_per_km <= self.width / 5)
        wide = km * self._points_per_km
        self._free(6, 5, wide + 6, 12)
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.7)
        self.canv.lines(((8, 7, 8 + wide, 7), (8, 7, 8, 9), (8 + wide, 7, 8 + wide, 9)))
        self.canv.setFont(REGULAR, 6.6)
        self.canv.setFillColor(BLACK)
        self.canv.drawCentredString(8 + wide / 2, 10, f"{km} km")

    def _free(self, x: float, y: float, wide: float, tall: float) -> bool:
        """Say whether that room is free and on the map, and take it if so."""
        box = _Box(x - 1, y - 1, x + wide + 1, y + tall)
        free = _Box(2, 2, self.width - 2, self.height - 2).holds(box)
        free = free and not any(box.meets(other) for other in self._taken)
        if free:
            self._taken.append(box)
        return free

    def _shapes(self, name: LayerName) -> Iterator[tuple[dict[str, str], Any]]:
        """Yield what is told of every feature, and its shape; the first to ask waits for both."""
        found = layer(name)
        self.canv.ask()
        yield from zip(found.told, found.shapes.geometries, strict=True)

    @property
    def _points_per_km(self) -> float:
        return self.height / ((self._extent.top - self._extent.bottom) * _DEGREE_KM)

    def _point(self, longitude: float, latitude: float) -> tuple[float, float]:
        seen = self._extent
        return (
            (longitude - seen.left) / (seen.right - seen.left) * self.width,
            (latitude - seen.bottom) / (seen.top - seen.bottom) * self.height,
        )

    def _clipped(self, shape: Any) -> Any:
        """Return what of `shape` is in sight, and a little more: no line along the frame."""
        from db.shapes import clip_by_rect

        seen = self._extent
        more = (seen.top - seen.bottom) / 50
        return clip_by_rect(
            shape, seen.left - more, seen.bottom - more, seen.right + more, seen.top + more
        )

    def _trace(
        self,
        shape: Any,
        stroke: Any = None,
        weight: float = 0.0,
        fill: Any = None,
        dashed: bool = False,
    ) -> None:
        path = self.canv.beginPath()
        for line in _lines(shape):
            points = [self._point(*point[:2]) for point in line]
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
        if stroke:
            self.canv.setStrokeColor(stroke)
            self.canv.setLineWidth(weight)
            self.canv.setDash((2, 1.6) if dashed else ())
        if fill:
            self.canv.setFillColor(fill)
        self.canv.drawPath(path, stroke=bool(stroke), fill=bool(fill))
        self.canv.setDash()


def haloed(canvas: Any, x: float, y: float, text: str) -> None:
    """Print `text` with white around it, so that lines below don't cross the letters."""
    canvas.saveState()
    canvas.setStrokeColor(white)
    canvas.setLineWidth(2)
    canvas.drawString(x, y, text, mode=2)
    canvas.restoreState()
    canvas.drawString(x, y, text)


def _lines(shape: Any) -> Iterator[Sequence[tuple[float, ...]]]:
    """Yield the coordinates of every line and ring of `shape`."""
    if shape.is_empty or shape.geom_type == "Point":
        return
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from _lines(part)
    elif shape.geom_type == "Polygon":
        yield from (list(ring.coords) for ring in (shape.exterior, *shape.interiors))
    else:
        yield list(shape.coords)


def _span(degrees: Iterable[float]) -> tuple[float, float]:
    found = list(degrees)
    return min(found), max(found)
