"""Land, borders, rivers and lakes of the part of the world that a map shows.

Source: Natural Earth, simplified. Areas of the first level (admin-1) exist for the countries that
host or neighbour peace operations only; elsewhere there are the outlines of countries, which are
coarser. No boundary is authoritative.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from db.shapes import STRtree

LayerName = Literal["countries", "admin1", "rivers", "lakes"]
Line = tuple[tuple[float, float], ...]  # longitude, latitude

_FOLDER = Path(__file__).parent / "data" / "basemap"
_FEATURE = re.compile(r'"properties":({.*?}),"geometry":({.*?})')  # neither holds braces
_COARSE = 0.12  # degrees by which outlines of countries miss the finer ones
_WIDE = 24.0  # degrees: of a wider box the coarse outlines do, but for the countries told apart


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


class Name(NamedTuple):
    """The name of a region or a country, at a point inside the part of it that is seen."""

    words: str
    is_region: bool
    longitude: float
    latitude: float
    span: float  # degrees of longitude from the west to the east of that part


class Outlines(NamedTuple):
    """What a map of a box draws, from the bottom up; areas as their rings, holes included."""

    land: tuple[Line, ...]
    home: tuple[Line, ...]
    lakes: tuple[Line, ...]
    regions: tuple[Line, ...]
    borders: tuple[Line, ...]
    rivers: tuple[Line, ...]


@cache
def layer(name: LayerName) -> Layer:
    """Return every feature of a layer, read once (about 0.1 s for the largest)."""
    from db.shapes import STRtree, from_geojson, make_valid  # here: it would slow every start

    text = (_FOLDER / f"{name}.geojson").read_text(encoding="utf-8")
    told, shapes = [], []
    # One by one: a window that waits for this thread gets its turn in between.
    for feature in _FEATURE.finditer(text):
        told.append(json.loads(feature[1]))
        shapes.append(make_valid(from_geojson(feature[2])))
    return Layer(tuple(told), STRtree(shapes))


def outlines_in(box: Box, home: frozenset[str] = frozenset()) -> Outlines:
    """Return what is to be drawn of `box`; lines end a little beyond it, none runs along it.

    Args:
        home: Countries that are told apart, ISO 3166-1 alpha-3; then regions are drawn in them
            only, else everywhere.
    """
    from db.shapes import boundary, difference, union_all

    seen = _widened(box)
    countries: dict[str, list[Any]] = {}
    wide = bool(home) and box.east - box.west > _WIDE
    for told, area in _clipped("admin1", seen):
        if not wide or told["country"] in home:
            countries.setdefault(told["country"], []).append(area)
    fine = {country: union_all(areas) for country, areas in countries.items()}
    coarse = [area for _told, area in _clipped("countries", seen)]
    beyond = union_all(list(fine.values())).buffer(_COARSE)
    borders = [*boundary(list(fine.values())), *difference(boundary(coarse), beyond)]
    ours = home or countries.keys()
    return Outlines(
        land=_lines([union_all([*fine.values(), *coarse])]),
        home=_lines([area for country, area in fine.items() if country in home]),
        lakes=_lines([area for _told, area in _clipped("lakes", seen)]),
        regions=_lines(boundary([area for country in ours for area in countries.get(country, ())])),
        borders=_lines(borders),
        rivers=_lines([line for _told, line in _clipped("rivers", seen)]),
    )


@lru_cache(maxsize=8)
def names_in(box: Box, home: frozenset[str]) -> tuple[Name, ...]:
    """Return the names of the regions of `home`, then those of the other countries in `box`."""
    regions = [
        _name(told["name"], True, area)
        for told, area in _clipped("admin1", box)
        if told["country"] in home
    ]
    ours = _home_area(home)
    countries = [
        _name(told["name"], False, area)
        for told, area in _clipped("countries", box)
        if ours is None or area.difference(ours).area > area.area / 2
    ]
    return (*regions, *countries)


def bounds_of(countries: frozenset[str]) -> Box | None:
    """Return the box around these countries (ISO 3166-1 alpha-3); None if none is known."""
    area = _home_area(countries)
    return None if area is None else Box(*area.bounds)


@cache
def _home_area(countries: frozenset[str]) -> Any:
    """Return the area of these countries, None if none is known."""
    from db.shapes import union_all

    told, shapes = layer("admin1")
    places = [place for place, one in enumerate(told) if one["country"] in countries]
    return union_all(shapes.geometries[places]) if places else None


def _name(words: str, is_region: bool, area: Any) -> Name:
    west, _south, east, _north = area.bounds
    middle = area.representative_point()
    return Name(words, is_region, middle.x, middle.y, east - west)


def _widened(box: Box) -> Box:
    """Return a tenth more on each side: where areas are cut, there is a line that is none."""
    wide, tall = (box.east - box.west) / 10, (box.north - box.south) / 10
    return Box(box.west - wide, box.south - tall, box.east + wide, box.north + tall)


def _clipped(name: LayerName, seen: Box) -> Iterator[tuple[dict[str, str], Any]]:
    """Yield what is told of the features in `seen`, and what of their shapes is."""
    from db.shapes import box, clip_by_rect

    told, shapes = layer(name)
    for number in shapes.query(box(*seen)):
        part = clip_by_rect(shapes.geometries[number], *seen)
        if not part.is_empty:
            yield told[number], part


def _lines(shapes: Iterable[Any]) -> tuple[Line, ...]:
    """Return every line, and every ring of every area, as its points."""
    from db.shapes import boundary, get_coordinates, get_parts

    pieces = get_parts([one for one in shapes if one is not None])
    parts = get_parts([boundary(one) if one.geom_type == "Polygon" else one for one in pieces])
    found = (tuple(map(tuple, get_coordinates(part).tolist())) for part in parts)
    return tuple(filter(None, found))  # the difference of two lines may be an empty one
