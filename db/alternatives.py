"""What else a typed time or position may mean or was meant to be: offered, never taken."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from db.content import Circumstances
from db.errors import Ambiguous, NotUnderstood
from db.fields import Field, Kind
from db.position import Position, read_position, spaced_mgrs, write_latlon, zones_with
from db.regions import region_at
from db.time import Reading, iso, read_dtg, write_dtg
from db.vocabulary import TimePrecision

_LATIN = str.maketrans("АВЕЅКМНОРСТУХЗІЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESKMHOPCTYX3IJABEZHIKMNOPTYX")  # noqa: RUF001
_LETTER_O = re.compile(r"(?<=\d)O|O(?=\d)")
_LETTER_I = re.compile(r"(?<=\d)[Iil]|[Iil](?=\d)")  # L is a letter of grids: only a small one
_NO_ZONE = re.compile(r"\d{0,3} ?[A-Z]? ?([A-HJ-NP-Z]) ?([A-HJ-NP-V])((?: ?\d+)+)", re.ASCII)
_AROUND = ((0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))  # degrees


def alternatives(field: Field, typed: str, around: Circumstances) -> tuple[str, ...]:
    """Return what may be put in place of `typed`, each with one meaning; empty if it is plain.

    A time without a zone is offered as the station's own and as UTC; a date in figures as day
    and month, and month and day; a grid without its zone, or in one that lacks such a square, in
    the zones in or near the theatre; bare numbers outside the theatre the other way round; a
    letter that was taken for a digit, or comes from another alphabet, mended.
    """
    if field.kind is Kind.TIME:
        return _times(typed, around, due=field.due)
    if field.kind is Kind.POSITION:
        return _positions(typed, around)
    return ()


def _times(typed: str, around: Circumstances, *, due: bool) -> tuple[str, ...]:
    def read(text: str, unzoned: timedelta = around.utc_offset) -> Reading:
        return read_dtg(text, around.now, around.utc_offset, due=due, unzoned=unzoned)

    try:
        own = read(typed)
    except Ambiguous as doubt:
        return tuple(choice for choice in doubt.choices if _can(read, choice))
    except NotUnderstood:
        mended = _mended(typed)
        return (_written(read(mended)),) if mended != typed and _can(read, mended) else ()
    utc = timedelta(0)
    if not _can(read, typed, utc) or read(typed, utc) == own:
        return ()
    return _written(own), _written(read(typed, utc))


def _positions(typed: str, around: Circumstances) -> tuple[str, ...]:
    mended = _mended(typed)
    try:
        point = read_position(typed)
    except NotUnderstood:
        if mended != typed and _can(read_position, mended):
            return (mended,)
        grid = _NO_ZONE.fullmatch(mended)
        return tuple(_in_zones(grid, around.theatre)) if grid else ()
    turned = Position(point.longitude, point.latitude)
    bare = not any(letter.isalpha() for letter in typed)
    if bare and abs(turned.latitude) <= 90.0 and not _is_near(point, around.theatre):
        return (write_latlon(turned),) if _is_near(turned, around.theatre) else ()
    return ()


def _in_zones(grid: re.Match[str], theatre: frozenset[str]) -> Iterator[str]:
    """Yield the grid, as it is read out, in every zone in or near the theatre that holds it."""
    east, north, digits = grid.groups()
    square = east + north
    for zone in zones_with(square):
        try:
            point = read_position(f"{zone}{square}{digits}")
        except NotUnderstood:
            continue
        if _is_near(point, theatre):
            yield spaced_mgrs(point)


def _is_near(point: Position, theatre: frozenset[str]) -> bool:
    """Say whether a point lies in the theatre, or a degree from it."""
    regions = (region_at(point.latitude + up, point.longitude + along) for up, along in _AROUND)
    return any(region is not None and region.country in theatre for region in regions)


def _mended(typed: str) -> str:
    """Return `typed` in Latin capitals and plain digits, without letters amid the digits."""
    plain = _LETTER_I.sub("1", unicodedata.normalize("NFKC", typed))
    return _LETTER_O.sub("0", " ".join(plain.upper().translate(_LATIN).split()))


def _can(read: Callable[..., Any], *told: Any) -> bool:
    try:
        read(*told)
    except NotUnderstood:
        return False
    return True


def _written(reading: Reading) -> str:
    at, precision = reading
    exact = precision is TimePrecision.MINUTE and (at.second or at.microsecond)
    return iso(at) if exact else write_dtg(at, precision)
