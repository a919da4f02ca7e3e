"""First-level areas (admin-1) of the theatre's countries: which one a position lies in.

Source: Natural Earth, simplified. Regions made after it, such as Mali's Menaka and Taoudenit of
2016, are not there.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from db.basemap import layer
from db.folding import fold
from db.words import spoken

_FILE = Path(__file__).parent / "data" / "basemap" / "admin1.geojson"
_WRONG_IN_FRENCH = {"ML-3"}  # the source gives Sikasso the name of a landscape, Wassoulou


class Region(NamedTuple):
    """An admin-1 area.

    Attributes:
        code: ISO 3166-2, such as "ML-7".
        name: In English, as in the source.
        country: ISO 3166-1 alpha-3, such as "MLI".
    """

    code: str
    name: str
    country: str


def region_at(latitude: float, longitude: float) -> Region | None:
    """Return the region that covers a position, the smallest if several do.

    Args:
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.

    Returns:
        None at sea and outside the countries that host or neighbour peace operations.
    """
    from db.shapes import Point

    tree = layer("admin1").shapes
    found = tree.query(Point(longitude, latitude), predicate="intersects")
    if not len(found):
        return None
    smallest: int = min(found, key=lambda number: float(tree.geometries[number].area))
    return _regions()[smallest][0]


def regions_of(countries: frozenset[str]) -> tuple[Region, ...]:
    """Return the regions of `countries` (ISO 3166-1 alpha-3) by name, accents disregarded."""
    found = (region for region, _french in _regions() if region.country in countries)
    return tuple(sorted(found, key=lambda region: fold(region.name)))


def region_named(name: str, countries: frozenset[str]) -> Region | None:
    """Return the region of `countries` with that English or French name, or None.

    Accents and case are disregarded: "segou" is Ségou, "TOMBOUCTOU" is Timbuktu.
    """
    sought = fold(name)
    for region, french in _regions():
        if region.country in countries and sought in (fold(region.name), fold(french)):
            return region
    return None


def region_in_words(name: str | None) -> str:
    """Return the name of a region, kept in English, in the language that is spoken; "" for None."""
    return (_french().get(name or "") if spoken() == "fr" else None) or name or ""


@cache
def _french() -> dict[str, str]:
    return {region.name: french for region, french in _regions()}


@cache
def _regions() -> tuple[tuple[Region, str], ...]:
    """Return every region and its French name, in the order of the file and of its layer."""
    # Reading the shapes too takes 100 ms; the properties alone take 10.
    decode = json.JSONDecoder().raw_decode
    found = []
    for rest in _FILE.read_text(encoding="utf-8").split('"properties":')[1:]:
        told, _end = decode(rest)
        region = Region(told["iso"], told["name"], told["country"])
        french = region.name if region.code in _WRONG_IN_FRENCH else told["name_fr"]
        found.append((region, french))
    return tuple(found)
