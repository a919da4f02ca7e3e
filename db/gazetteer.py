"""Where named places are. Source: GeoNames (geonames.org), CC BY 4.0."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from db.folding import fold

_FILE = Path(__file__).parent / "data" / "places.tsv"


class Place(NamedTuple):
    """A populated place.

    Attributes:
        name: As GeoNames spells it.
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
        country: ISO 3166-1 alpha-3.
        region: Name of the admin-1 area; empty if GeoNames gives none.
        population: 0 if unknown.
    """

    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    population: int


def places_named(name: str, countries: frozenset[str]) -> tuple[Place, ...]:
    """Return the places of `countries` that bear exactly this name, biggest population first.

    Names repeat, so there may be several; alternate names count too; accents and case don't.
    Empty if there is none.

    Args:
        name: As somebody typed it.
        countries: ISO 3166-1 alpha-3 codes.
    """
    return _places(countries).get(fold(name), ())


@cache
def _places(countries: frozenset[str]) -> dict[str, tuple[Place, ...]]:
    """Return the places of `countries` by folded name."""
    named: defaultdict[str, set[Place]] = defaultdict(set)
    with _FILE.open(encoding="utf-8") as lines:
        next(lines)  # the names of the columns
        for line in lines:
            told, country, region, population = line[:-1].rsplit("\t", 3)
            if country not in countries:
                continue
            _id, name, alternates, latitude, longitude = told.split("\t")
            where = float(latitude), float(longitude)
            place = Place(name, *where, country, region, int(population))
            for known in (name, *filter(None, alternates.split("|"))):
                named[fold(known)].add(place)
    return {
        name: tuple(sorted(places, key=lambda place: -place.population))
        for name, places in named.items()
    }
