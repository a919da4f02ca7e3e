"""Places as text: rows as they were read, and their folded names in one text that is searched.

Sixty thousand places are so held in a few megabytes; only what is found becomes a `Place`.
"""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator
from copy import copy
from functools import cache, cached_property
from heapq import nlargest
from itertools import accumulate
from typing import NamedTuple

from db.basemap import Box
from db.bearing import distance_km
from db.folding import fold
from db.vocabulary import PlaceKind

FAR_KM = 100.0  # beyond that no place is near
_CITY, _TOWN = 100_000, 10_000  # inhabitants; ours
_SAME_KM = 5.0  # a place of the same name so near is the same place
_DEGREE_KM = 111.0  # of latitude

# A row is a line of the file: id, name, alternates, latitude, longitude, country, region and
# population, with tabs between; the caller's own have no id, and their kind at the end.
# The folded names of a row are one line too: each name begins with one of these marks, in the
# order of `MARKS`, and ends with `_END`, so that one search finds whole names or beginnings.
_NAME, _ALTERNATE, _WORD, _END = b"\n", b"\t", b" ", b"\r"
MARKS = ((_NAME, _END), (_ALTERNATE, _END), (_NAME, b""), (_ALTERNATE, b""), (_WORD, b""))
_NAMES = re.compile(rb"^[^\t\n]*\t([^\t\n]*\t[^\t\n]*)", re.MULTILINE)
_POINTS = re.compile(rb"^(?:[^\t\n]*\t){3}([^\t\n]*)\t([^\t\n]*)", re.MULTILINE)
_LETTER = re.compile(rb"[\xc0-\xff][\x80-\xbf]+")  # beyond ASCII, in UTF-8
_BETWEEN_WORDS = bytes.maketrans(b"-'`\"/(),.|", b" " * 10)
_AT_ONCE = 500  # lines that are folded in one go: no other thread has its turn meanwhile


class Place(NamedTuple):
    """A populated place, or a local one such as a camp.

    Attributes:
        name: As its source spells it.
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
        country: ISO 3166-1 alpha-3; empty if unknown.
        region: Name of the admin-1 area; empty if the source gives none.
        population: 0 if unknown.
        kind: What sort of place it is.
        alternates: Its other names, with | between; empty if there is none.
    """

    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    population: int
    kind: PlaceKind = PlaceKind.PLACE
    alternates: str = ""


class Found(NamedTuple):
    """A place, and the name or alternate of it that matched what was typed."""

    place: Place
    matched: str


def kind_by_population(population: int) -> PlaceKind:
    """Return city from 100,000 inhabitants, town from 10,000, village below, place for 0 (ours)."""
    if population >= _CITY:
        return PlaceKind.CITY
    if population >= _TOWN:
        return PlaceKind.TOWN
    return PlaceKind.VILLAGE if population > 0 else PlaceKind.PLACE


class PlaceList:
    """Places as two texts: their rows, and their folded names. A hit is where a name matches."""

    def __init__(self, rows: list[bytes]) -> None:
        self._rows = b"\n".join([*rows, b""])
        self._row_starts = _starts(rows)
        names = [found[1] for found in _NAMES.finditer(self._rows)]
        at_once = (names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE))
        self._names = b"".join(map(_folded, at_once)) + _NAME
        self._name_starts = _starts(self._names.split(_NAME)[1:-1])
        self._ours: Container[int] = range(len(rows))
        self._hidden: frozenset[int] = frozenset()

    def beside(self, own: "PlaceList", theatre: frozenset[str]) -> "PlaceList":
        """Return this list less the places that a log's own holds too; ours are the theatre's."""
        named: defaultdict[bytes, list[int]] = defaultdict(list)
        for row in self._rows_of(set(re.findall(rb"\t([A-Z]{3})\t", own._rows))):
            named[self._first_name(row)].append(row)
        hidden = (
            mine
            for row, line in enumerate(own._names.split(_NAME)[1:-1])
            for mine in named.get(line.partition(_END)[0], ())
            if _is_same(self.place(mine), own.place(row))
        )
        twin = copy(self)
        twin._hidden = frozenset(hidden)
        twin._ours = frozenset(self._rows_of({country.encode() for country in theatre}))
        return twin

    def hits(self, sought: bytes, *, whole: bool = False) -> list[list[int]]:
        """Return the hits of each rank, in the order of `MARKS`; of a place only its best.

        Args:
            sought: A folded name, or the beginning of one.
            whole: Only names that are nothing else.
        """
        seen = {self._name_starts[row + 1] for row in self._hidden}
        marks = MARKS[:2] if whole else MARKS
        ranks = [list(self._search(begin + sought + end, seen)) for begin, end in marks]
        if not whole:  # abroad an alternate is often an airport: DIR must not stand before Diré
            ranks[3] += [hit for hit in ranks[1] if not self.is_ours(hit)]
            ranks[1] = [hit for hit in ranks[1] if self.is_ours(hit)]
        return ranks

    def _search(self, needle: bytes, seen: set[int]) -> Iterator[int]:
        """Yield the first hit in every line whose end is not among the `seen`, and add that."""
        find = self._names.find
        hit = find(needle)
        while hit >= 0:
            end = find(_NAME, hit + 1)
            if end not in seen:
                seen.add(end)
                yield hit
            hit = find(needle, end)

    def found(self, hit: int) -> Found:
        """Return the place of a hit, and the name that was hit."""
        row = self._row_of(hit)
        place = self.place(row)
        names = (place.name, *place.alternates.split("|"))
        number = self._names.count(_ALTERNATE, self._name_starts[row], hit + 1)
        return Found(place, names[number])

    def place(self, row: int) -> Place:
        """Return the place of a row."""
        _id, name, alternates, *rest = self._line(row).decode().split("\t")
        latitude, longitude, country, region, told, *own_kind = rest
        population = int(told)
        kind = PlaceKind(own_kind[0]) if own_kind else kind_by_population(population)
        where = float(latitude), float(longitude)
        return Place(name, *where, country, region, population, kind, alternates)

    def is_ours(self, hit: int) -> bool:
        """Say whether a hit is a place of the log's own, or of its theatre."""
        return self._row_of(hit) in self._ours

    def measures(self, hit: int) -> tuple[float, float, int]:
        """Return latitude, longitude and population of a hit, without making a place of it."""
        columns = self._line(self._row_of(hit)).split(b"\t", 8)
        return float(columns[3]), float(columns[4]), int(columns[7])

    def around(self, latitude: float, longitude: float) -> Iterator[tuple[float, int]]:
        """Yield distance in km and row of every place within a hundred kilometres."""
        latitudes, longitudes = self._points
        south, north = latitude - FAR_KM / _DEGREE_KM, latitude + FAR_KM / _DEGREE_KM
        for row, there in enumerate(latitudes):
            if south <= there <= north and row not in self._hidden:
                distance = distance_km(latitude, longitude, there, longitudes[row])
                if distance <= FAR_KM:
                    yield distance, row

    def biggest(self, box: Box, across: int, down: int, each: int) -> list[Place]:
        """Return the biggest `each` of every field of a grid laid on the box, biggest first."""
        wide, tall = (box.east - box.west) / across, (box.north - box.south) / down
        fields: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for row, (latitude, longitude) in enumerate(zip(*self._points, strict=True)):
            inside = box.south < latitude < box.north and box.west < longitude < box.east
            if inside and row not in self._hidden:
                field = int((longitude - box.west) / wide), int((latitude - box.south) / tall)
                fields[field].append((self._population(row), row))
        found = sorted(one for held in fields.values() for one in nlargest(each, held))
        return [self.place(row) for _population, row in reversed(found)]

    def locate(self) -> None:
        """Read the positions now, which is else done when they are first asked."""
        _ = self._points

    @cached_property
    def _points(self) -> "tuple[array[float], array[float]]":
        """Latitudes and longitudes by row."""
        told = [found.groups() for found in _POINTS.finditer(self._rows)]
        return (
            array("d", (float(latitude) for latitude, _longitude in told)),
            array("d", (float(longitude) for _latitude, longitude in told)),
        )

    def _row_of(self, hit: int) -> int:
        return bisect_right(self._name_starts, hit) - 1

    def _line(self, row: int) -> bytes:
        return self._rows[self._row_starts[row] : self._row_starts[row + 1] - 1]

    def _population(self, row: int) -> int:
        return int(self._line(row).split(b"\t", 8)[7])

    def _first_name(self, row: int) -> bytes:
        """Return the folded name of a row, without its alternates."""
        start = self._name_starts[row] + 1
        return self._names[start : self._names.index(_END, start)]

    def _rows_of(self, countries: set[bytes]) -> Iterator[int]:
        """Yield the rows of these countries."""
        for country in countries:
            for at in re.finditer(b"\t%b\t" % country, self._rows):
                yield bisect_right(self._row_starts, at.start()) - 1


def row_of(place: Place) -> bytes:
    """Return one of the caller's own places as a row, its kind at the end."""
    name, latitude, longitude, country, region, population, kind, alternates = place
    name = " ".join(name.replace("|", " ").split())
    where = repr(latitude), repr(longitude), country, region, str(population)
    return "\t".join(("", name, alternates, *where, kind)).encode(errors="replace")


def key_of(typed: str) -> bytes:
    """Return what is searched for; it compares as `_folded` writes names."""
    return b" ".join(_parted(fold(typed)).split())


def _parted(folded: str) -> bytes:
    """Return folded names with spaces for the marks between words."""
    return folded.replace("\u2019", " ").encode(errors="replace").translate(_BETWEEN_WORDS)


def _folded(names: list[bytes]) -> bytes:
    """Return lines of names (name, tab, alternates) as `key_of` writes each, but all at once."""
    plain = _NAME.join(names).replace(b"|", _ALTERNATE).lower().translate(_BETWEEN_WORDS)
    parted = _LETTER.sub(lambda letter: _folded_letter(letter[0]), plain)
    while _WORD + _WORD in parted:
        parted = parted.replace(_WORD + _WORD, _WORD)
    for mark in (_NAME, _ALTERNATE):
        parted = parted.replace(_WORD + mark, mark).replace(mark + _WORD, mark)
    parted = parted.replace(_ALTERNATE, _END + _ALTERNATE).replace(_NAME, _END + _NAME)
    return _NAME + parted.strip(_WORD) + _END


@cache
def _folded_letter(letter: bytes) -> bytes:
    """Return a letter beyond ASCII as it is in the midst of a name: "é" is e, an accent nothing."""
    return _parted(fold(f"x{letter.decode()}x"))[1:-1]


def _starts(lines: list[bytes]) -> "array[int]":
    """Return where each line begins, with a mark between them, and where one more would."""
    return array("I", accumulate(map((1).__add__, map(len, lines)), initial=0))


def _is_same(shipped: Place, own: Place) -> bool:
    """Say whether a place of one's own with the same name is the shipped one."""
    if own.kind in (PlaceKind.CAMP, PlaceKind.CHECKPOINT):
        return False
    return distance_km(*shipped[1:3], *own[1:3]) <= _SAME_KM
