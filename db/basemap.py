"""Land, borders, rivers and lakes of the part of the world that a map shows.

Source: Natural Earth, simplified. Areas of the first level (admin-1) exist for the countries that
host or neighbour peace operations only; elsewhere there are the outlines of countries, which are
coarser. No boundary is authoritative.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from shapely import STRtree

LayerName = Literal["countries", "admin1", "rivers", "lakes"]
Line = tuple[tuple[float, float], ...]  # longitude, latitude

_FOLDER = Path(__file__).parent / "data" / "basemap"
_FEATURE = re.compile(r'"properties":({.*?}),"geometry":({.*?})')  # neither holds braces
_COARSE = 0.12  # degrees by which outlines of countries miss the finer ones


class Box(NamedTuple):
    """A part of the world, in degrees."""

    west: float
    south: float
    east: float
    north: float


class Layer(NamedTuple):
    """One kind of feature: what is told of each, and its shape under the same number."""

    told: tuple[dict[str, str], ...]
    shapes: "STRtree"


class Outlines(NamedTuple):
    """What a map of a box draws, from the bottom up; areas as their rings, holes included."""

    land: tuple[Line, ...]
    lakes: tuple[Line, ...]
    regions: tuple[Line, ...]
    borders: tuple[Line, ...]
    rivers: tuple[Line, ...]


@cache
def layer(name: LayerName) -> Layer:
    """Return every feature of a layer, read once (about 0.1 s for the largest)."""
    from shapely import STRtree, from_geojson, make_valid  # here, for numpy would slow every start

    text = (_FOLDER / f"{name}.geojson").read_text(encoding="utf-8")
    told, shapes = [], []
    # One by one: a window that waits for this thread gets its turn in between.
    for feature in _FEATURE.finditer(text):
        told.append(json.loads(feature[1]))
        shapes.append(make_valid(from_geojson(feature[2])))
    return Layer(tuple(told), STRtree(shapes))


def outlines_in(box: Box) -> Outlines:
    """Return what is to be drawn of `box`; lines end a little beyond it, none runs along it."""
    from shapely import union_all

    seen = _widened(box)
    countries: dict[str, list[Any]] = {}
    for told, area in _clipped("admin1", seen):
        countries.setdefault(told["country"], []).append(area)
    fine = [union_all(areas) for areas in countries.values()]
    coarse = [area for _told, area in _clipped("countries", seen)]
    beyond = union_all(fine).buffer(_COARSE)
    borders = [area.boundary for area in fine]
    borders += [area.boundary.difference(beyond) for area in coarse]
    return Outlines(
        land=_lines([union_all([*fine, *coarse])]),
        lakes=_lines([area for _told, area in _clipped("lakes", seen)]),
        regions=_lines([area.boundary for areas in countries.values() for area in areas]),
        borders=_lines(borders),
        rivers=_lines([line for _told, line in _clipped("rivers", seen)]),
    )


def _widened(box: Box) -> Box:
    """Return a tenth more on each side: where areas are cut, there is a line that is none."""
    wide, tall = (box.east - box.west) / 10, (box.north - box.south) / 10
    return Box(box.west - wide, box.south - tall, box.east + wide, box.north + tall)


def _clipped(name: LayerName, seen: Box) -> Iterator[tuple[dict[str, str], Any]]:
    """Yield what is told of the features in `seen`, and what of their shapes is."""
    from shapely import box, clip_by_rect

    told, shapes = layer(name)
    for number in shapes.query(box(*seen)):
        part = clip_by_rect(shapes.geometries[number], *seen)
        if not part.is_empty:
            yield told[number], part


def _lines(shapes: Iterable[Any]) -> tuple[Line, ...]:
    """Return every line, and every ring of every area, as its points."""
    from shapely import boundary, get_coordinates, get_parts

    areas = (boundary(one) if one.geom_type.endswith("Polygon") else one for one in shapes)
    parts = get_parts(list(areas))
    found = (tuple(map(tuple, get_coordinates(part).tolist())) for part in parts)
    return tuple(filter(None, found))  # the difference of two lines may be an empty one
