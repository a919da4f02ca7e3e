"""Where named places are, found from a few letters. Source: GeoNames (geonames.org), CC BY 4.0."""

from collections.abc import Iterable, Iterator
from functools import cache
from heapq import nsmallest
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from db.basemap import Box
from db.bearing import bearing_degrees, compass_point, distance_km
from db.place_list import Found, Place, PlaceList, key_of, row_of
from db.vocabulary import PlaceKind

__all__ = ["SHORTEST", "Completion", "Found", "Gazetteer", "Nearby", "Place"]

SHORTEST = 2  # letters that find beginnings; those of a single one are half the country
_FILE = Path(__file__).parent / "data" / "places.tsv"
_DETOUR, _DETOUR_KM = 1.5, 1.0  # how much farther a known place may be than a hamlet

Hit = tuple[PlaceList, int]  # where in which list a name matches


class Completion(NamedTuple):
    """The best places for what was typed, and how many more there are."""

    found: tuple[Found, ...]
    more: int


class Nearby(NamedTuple):
    """A place, and how far and in which direction from it a position lies."""

    place: Place
    distance_km: float
    compass: str


class Gazetteer:
    """The places that ship with the program and a logbook's own, read when first asked.

    Names are compared without accents, case and the marks between words. A place of the caller's
    own stands for the shipped one of the same name within five kilometres.
    """

    def __init__(
        self,
        theatre: frozenset[str],
        near: tuple[float, float] | None = None,
        own: Iterable[Place] = (),
    ) -> None:
        """Make one for a station.

        Args:
            theatre: Countries whose places come first, ISO 3166-1 alpha-3.
            near: Latitude and longitude of the station, if it is known.
            own: Local places and those of a loaded country file, read when they are needed; they
                count as of the theatre.
        """
        self._theatre, self._near = theatre, near
        self._own = own
        self._lock = Lock()  # two threads may ask first, and the caller's places come only once
        self._read: tuple[PlaceList, ...] = ()

    @property
    def is_loaded(self) -> bool:
        """Say whether the places are read, so that the next answer is quick."""
        return bool(self._read)

    def load(self) -> None:
        """Read the places now, on whichever thread calls: it takes a tenth of a second."""
        for places in self._lists():
            places.locate()

    def complete(self, typed: str, limit: int = 8) -> Completion:
        """Return the places with a name or alternate that begins so, or has a word that does.

        Whole names come first, then beginnings of names, then of words in them; of a place's own
        name before an alternate. Among equals the theatre comes first, then the nearest to the
        station, or the biggest if its position is unknown.

        Args:
            typed: As somebody types it; nothing is found for nothing, and only
                whole names for less than SHORTEST letters.
            limit: At most so many are returned.
        """
        sought = key_of(typed)
        if not sought:
            return Completion((), 0)
        whole = len(sought) < SHORTEST
        hits = [(places, places.hits(sought, whole=whole)) for places in self._lists()]
        found: list[Found] = []
        for rank in range(len(hits[0][1])):
            equals = [(places, hit) for places, ranks in hits for hit in ranks[rank]]
            found += (places.found(hit) for places, hit in self._best(equals, limit - len(found)))
            if len(found) == limit:
                break
        count = sum(len(equals) for _places, ranks in hits for equals in ranks)
        return Completion(tuple(found), count - len(found))

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places of theatre and logbook with exactly this name or alternate.

        Names repeat, so there may be several: the biggest population comes first. Empty if there
        is none.
        """
        sought = key_of(name)
        if not sought:
            return ()
        found = [
            places.found(hit).place
            for places in self._lists()
            for equals in places.hits(sought, whole=True)
            for hit in equals
            if places.is_ours(hit)
        ]
        return tuple(sorted(found, key=lambda place: -place.population))

    def nearest(self, latitude: float, longitude: float) -> Nearby | None:
        """Return the place by which a position is told, as in "3 km N of Gao".

        That is the nearest one, but rather a town, a camp or an inhabited village than a hamlet
        of which nothing is known, if that is not half as far again. None if there is no place
        within a hundred kilometres.

        Args:
            latitude: Degrees, north positive.
            longitude: Degrees, east positive.
        """
        around = sorted(
            (distance, number, row)
            for number, places in enumerate(self._lists())
            for distance, row in places.around(latitude, longitude)
        )
        if not around:
            return None
        limit = around[0][0] * _DETOUR + _DETOUR_KM
        spots = [
            (self._lists()[number].place(row), distance)
            for distance, number, row in around
            if distance <= limit
        ]
        known = (spot for spot in spots if _is_known(spot[0]))
        place, distance = next(known, spots[0])
        bearing = bearing_degrees(place.latitude, place.longitude, latitude, longitude)
        return Nearby(place, distance, compass_point(bearing))

    def biggest(self, box: Box, across: int, down: int, each: int) -> tuple[Place, ...]:
        """Return the places that a map of the box names, those of the log's own first.

        So that no part of it stands empty, they are the biggest `each` of every field of a grid.
        """
        lists = self._lists()
        return tuple(one for places in lists for one in places.biggest(box, across, down, each))

    def towns_around(self, latitude: float, longitude: float, limit: int) -> tuple[Place, ...]:
        """Return the most populous shipped places within a hundred kilometres, at most `limit`.

        Those whose people nobody counted are left out. Degrees, north and east positive.
        """
        shipped = self._lists()[-1]
        found = [shipped.place(row) for _distance, row in shipped.around(latitude, longitude)]
        inhabited = (place for place in found if place.population)
        return tuple(nsmallest(limit, inhabited, key=lambda place: -place.population))

    def _lists(self) -> tuple[PlaceList, ...]:
        """Return the logbook's own places and the shipped ones."""
        with self._lock:
            if not self._read:
                own = PlaceList([row_of(place) for place in self._own])
                self._read = own, _shipped().beside(own, self._theatre)
                self._own = ()
        return self._read

    def _best(self, equals: list[Hit], limit: int) -> Iterator[Hit]:
        """Yield those of equally good hits that are offered first."""
        ours: list[Hit] = []
        others: list[Hit] = []
        for places, hit in equals:
            (ours if places.is_ours(hit) else others).append((places, hit))
        best = nsmallest(limit, ours, key=self._remoteness)
        yield from best
        if len(best) < limit:
            yield from nsmallest(limit - len(best), others, key=self._remoteness)

    def _remoteness(self, hit: Hit) -> tuple[float, int]:
        """Return the kilometres from the station, if it is known, and the fewness of people."""
        latitude, longitude, population = hit[0].measures(hit[1])
        far = distance_km(*self._near, latitude, longitude) if self._near else 0.0
        return far, -population


@cache
def _shipped() -> PlaceList:
    rows = _FILE.read_bytes().replace(b"\r", b"").split(b"\n")
    return PlaceList(rows[1:-1])  # without the names of the columns


def _is_known(place: Place) -> bool:
    """Say whether a place is more than a name: inhabited by so many, or of a kind that matters."""
    return place.population > 0 or place.kind not in (PlaceKind.PLACE, PlaceKind.VILLAGE)
