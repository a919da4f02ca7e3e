"""Positions: MGRS grids and latitude/longitude, read as people type them, and written.

MGRS after NGA.STND.0037: truncated, never rounded; easting before northing; always with its
zone. The polar grids, which have no zone, are not read.
"""

import math
import re
import warnings
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from db.errors import NotUnderstood
from db.words import _

if TYPE_CHECKING:
    from mgrs import MGRS

_DEGREE_M = 111_195  # of latitude
_BANDS = "CDEFGHJKLMNPQRSTUVWX"  # 8 degrees each from 80 S; X has 12
_WIDE = {  # the zones that are not 6 degrees wide: west and east edge
    "31V": (0.0, 3.0),
    "32V": (3.0, 12.0),
    "31X": (0.0, 9.0),
    "33X": (9.0, 21.0),
    "35X": (21.0, 33.0),
    "37X": (33.0, 42.0),
}
_EDGE = 1e-8  # degrees, a millimetre: closer than that the library takes the next zone
_SAME_MARKS = str.maketrans(
    "\u2032\u2019\u2033\u201d\u00ba\u2212", "''\"\"°-"
)  # primes, quotes, minus

_GRID = re.compile(r"(?=.*\d)(\d*) ?([A-Z](?: ?[A-Z]){0,4}?)((?: ?\d+)*)", re.ASCII)
_COMMA = re.compile(r"(?<=\d),(?=\d)", re.ASCII)
_NUMBER = r"\d+(?:\.\d+)?"
_ANGLE = (
    rf"([+-]?{_NUMBER}) ?°? ?(?:({_NUMBER}) ?' ?)?"  # degrees, minutes
    rf'(?:({_NUMBER}) ?" ?)?([NSEW]?)'  # seconds, letter
)
_ANGLES = re.compile(rf"""{_ANGLE}(?: ?[,;/ ] ?|(?<=[NSEW"'°])){_ANGLE}""", re.ASCII)
_LETTER_FIRST = re.compile(r"([NS]) ?([\d .°'\"]+?)[,;/ ]*([EW]) ?([\d .°'\"]+)", re.ASCII)
_SPACED = re.compile(  # degrees, minutes and seconds with nothing but spaces between
    rf"(?<![\d.])(\d{{1,3}}) (\d\d?)(?: ({_NUMBER}))? ?(?=[NSEW])", re.ASCII
)
_PACKED = re.compile(r"(\d{2,3})(\d\d)(\d\d(?:\.\d+)?)?", re.ASCII)  # DDMM or DDMMSS, DDDMM...


class Position(NamedTuple):
    """A point on WGS 84.

    Attributes:
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
        digits: How many MGRS digits the source gave, 2 to 10 and even; 10 is one metre.
    """

    latitude: float
    longitude: float
    digits: int = 10


def read_position(text: str) -> Position:
    """Return what was typed: an MGRS grid, or latitude and longitude in degrees or DMS.

    A grid is read as the centre of its square, so that writing it gives the same grid again.
    Two bare numbers are latitude, then longitude; their decimals may follow commas.

    Raises:
        NotUnderstood: With the reason and what to type.
    """
    typed = " ".join(text.translate(_SAME_MARKS).upper().split())
    if not typed:
        raise NotUnderstood(_("Type a grid, e.g. 30QZD1583604274, or a latitude and longitude."))
    if grid := _GRID.fullmatch(typed):
        return _grid(*grid.groups())
    if "." not in typed and len(_COMMA.findall(typed)) == 2:
        typed = _COMMA.sub(".", typed)  # 16,2988 N 0,0447 W
    typed = _SPACED.sub(_marked, _LETTER_FIRST.sub(r"\2\1 \4\3", typed))
    if angles := _ANGLES.fullmatch(typed):
        return _latlon(angles.groups())
    raise NotUnderstood(
        _(
            "Not a position: {text}. Type a grid, e.g. 30QZD1583604274, or 16.2988 N 0.0447 W."
        ).format(text=text.strip())
    )


def is_grid(text: str) -> bool:
    """Say whether a text is typed as a grid, right or wrong, rather than as two angles."""
    return _GRID.fullmatch(" ".join(text.upper().split())) is not None


@cache
def zones_with(square: str) -> tuple[str, ...]:
    """Return the zones and bands, such as "30Q", that have a 100 km square of these two letters."""
    zones = (f"{zone:02}{band}" for zone, band in product(range(1, 61), _BANDS))
    return tuple(zone for zone in zones if _centre(f"{zone}{square}55"))


def write_mgrs(position: Position, digits: int | None = None) -> str:
    """Return the grid without spaces, `30QZD1583604274`, truncated and never rounded.

    Args:
        position: Any point; beyond 84 N and 80 S the grid is a polar one, without a zone.
        digits: 2 to 10, even; by default as many as the position's source gave.
    """
    # Just south of the equator the library writes the band of the south, the square of the north.
    latitude = 0.0 if -1e-7 < position.latitude < 0.0 else position.latitude
    grid: str = _library().toMGRS(latitude, position.longitude)
    half = (position.digits if digits is None else digits) // 2
    return f"{grid[:-10]}{grid[-10 : half - 10]}{grid[-5:][:half]}"


def spaced_mgrs(position: Position, digits: int | None = None) -> str:
    """Return the grid as it is read out, `30Q ZD 15836 04274`; otherwise as `write_mgrs`."""
    grid = write_mgrs(position, digits)
    half = (position.digits if digits is None else digits) // 2
    head, east, north = grid[: -2 * half], grid[-2 * half : -half], grid[-half:]
    return f"{head[:-2]} {head[-2:]} {east} {north}"


def write_latlon(position: Position) -> str:
    """Return `16.2988 N 0.0447 W`: decimal degrees to about eleven metres."""
    north_south = "N" if position.latitude >= 0 else "S"
    east_west = "E" if position.longitude >= 0 else "W"
    latitude, longitude = abs(position.latitude), abs(position.longitude)
    return f"{latitude:.4f} {north_south} {longitude:.4f} {east_west}"


@cache
def _library() -> "MGRS":
    from mgrs import MGRS  # here, for not every start needs it

    # A square that its band does not hold is only warned about; it is a mistake all the same.
    warnings.filterwarnings("error", message="Warning in .Convert_MGRS", category=RuntimeWarning)
    return MGRS()


def _grid(zone: str, letters: str, numbers: str) -> Position:
    """Return the centre of the grid square; its parts are as typed."""
    letters = letters.replace(" ", "")
    _check_letters(zone, letters)
    digits = _digits(numbers.split())
    grid = f"{int(zone):02}{letters}{digits}"
    centre = _centre(grid)
    if centre is None:
        raise NotUnderstood(
            _("There is no square {square} in zone {zone}. Check the letters.").format(
                square=letters[1:], zone=grid[:3]
            )
        )
    return _inside(grid, Position(*centre, len(digits)))


def _centre(grid: str) -> tuple[float, float] | None:
    """Return the centre of a grid with its zone in two digits, or None if there is no such."""
    from mgrs.core import MGRSError

    try:
        latitude, longitude = _library().toLatLon(grid)
    except (MGRSError, RuntimeWarning):
        return None
    return latitude, longitude


def _check_letters(zone: str, letters: str) -> None:
    """Refuse what is not a zone from 1 to 60, a band and two letters for the square."""
    if wrong := next((letter for letter in letters if letter in "IO"), None):
        problem = _("A grid has no letter {letter}; is it the digit {digit}?").format(
            letter=wrong, digit="1" if wrong == "I" else "0"
        )
    elif not zone:
        problem = _("The zone is missing. Type it too, e.g. 30Q before ZD.")
    elif len(zone) > 2 or not 1 <= int(zone) <= 60:
        problem = _("No zone {zone}. Zones run from 1 to 60.").format(zone=zone)
    elif letters[0] not in _BANDS and len(letters) == 3:
        problem = _("No band {letter}. Bands run from C to X.").format(letter=letters[0])
    elif len(letters) != 3:
        problem = _(
            "A grid has three letters after the zone: the band and two for the square, e.g. 30QZD."
        )
    else:
        return
    raise NotUnderstood(problem)


def _digits(groups: list[str]) -> str:
    """Return the digits of a grid; refuse too few, too many, an odd number or uneven halves."""
    digits = "".join(groups)
    if not digits or len(digits) > 10 or len(digits) % 2:
        raise NotUnderstood(
            _("{count} digits. A grid has 2, 4, 6, 8 or 10 of them.").format(count=len(digits))
        )
    if len(groups) == 2 and len(groups[0]) != len(groups[1]):
        raise NotUnderstood(
            _("Easting and northing differ in length: {easting} and {northing}.").format(
                easting=groups[0], northing=groups[1]
            )
        )
    return digits


def _inside(grid: str, centre: Position) -> Position:
    """Return a point of the square that is written as `grid` again, the centre if it can be.

    The edge of a zone or band cuts through squares, and then the centre may lie beyond it. A part
    thinner than a millimetre or so is not found, and the square refused.
    """
    if write_mgrs(centre) == grid:
        return centre
    for latitude, longitude in _edges(grid):
        point = Position(*_clamped(grid[:3], latitude, longitude), centre.digits)
        if write_mgrs(point) == grid:
            return point
    raise NotUnderstood(
        _("That grid lies outside zone {zone}. The same spot is {grid}.").format(
            zone=grid[:3], grid=write_mgrs(centre)
        )
    )


def _edges(grid: str) -> Iterator[tuple[float, float]]:
    """Yield the centre, corners and middles of sides of a grid square, to the millimetre."""
    half = len(grid[5:]) // 2
    easting, northing = grid[5 : 5 + half], grid[5 + half :]
    missing = 5 - half
    ends = {"0" * missing, "5".ljust(missing, "0")[:missing], "9" * missing}
    for east, north in product(sorted(ends), repeat=2):
        if metre := _centre(f"{grid[:5]}{easting}{east}{northing}{north}"):
            yield from _around(*metre, central=int(grid[:2]) * 6 - 183)


def _around(latitude: float, longitude: float, central: int) -> Iterator[tuple[float, float]]:
    """Yield the centre, corners and middles of sides of a one-metre square, given its centre.

    Squares lean away from true north (grid convergence) east and west of the central meridian.
    """
    phi = math.radians(latitude)
    lean = math.atan(math.tan(math.radians(longitude - central)) * math.sin(phi))
    for up, along in product((0.0, 0.4995, -0.4995), repeat=2):  # metres
        north = up * math.cos(lean) + along * math.sin(lean)
        east = along * math.cos(lean) - up * math.sin(lean)
        yield latitude + north / _DEGREE_M, longitude + east / _DEGREE_M / math.cos(phi)


def _clamped(zone: str, latitude: float, longitude: float) -> tuple[float, float]:
    """Return the nearest latitude and longitude within a zone and band, such as "30Q"."""
    south = _BANDS.index(zone[2]) * 8.0 - 80.0
    north = south + (12.0 if zone[2] == "X" else 8.0)
    first = int(zone[:2]) * 6.0 - 186.0
    west, east = _WIDE.get(zone, (first, first + 6.0))
    if abs(longitude - west) > 180.0:  # across the date line
        longitude += math.copysign(360.0, west - longitude)
    return (
        min(max(latitude, south), north - _EDGE),
        min(max(longitude, west), east - _EDGE),
    )


def _marked(spaced: re.Match[str]) -> str:
    """Return `16°17'55"` for `16 17 55`, and `16°17'` for `16 17`."""
    degrees, minutes, seconds = spaced.groups()
    return f"{degrees}°{minutes}'" + (f'{seconds}"' if seconds else "")


def _latlon(parts: tuple[str | None, ...]) -> Position:
    """Return the position of two angles: number, minutes, seconds and letter of each."""
    letters = (parts[3] or "", parts[7] or "")
    if letters in (("E", "N"), ("E", "S"), ("W", "N"), ("W", "S")):
        parts, letters = (*parts[4:], *parts[:4]), letters[::-1]
    if letters != ("", "") and not (letters[0] in "NS" and letters[1] in "EW" and all(letters)):
        raise NotUnderstood(_("Give one number N or S and the other E or W, or neither a letter."))
    latitude = _degrees(parts[:4], whole=2)
    longitude = _degrees(parts[4:], whole=3)
    if abs(latitude) > 90.0:
        raise NotUnderstood(
            _("No latitude {degrees:g}. It runs from 90 S to 90 N and comes first.").format(
                degrees=latitude
            )
        )
    if abs(longitude) > 180.0:
        raise NotUnderstood(
            _("No longitude {degrees:g}. It runs from 180 W to 180 E.").format(degrees=longitude)
        )
    return Position(latitude, longitude)


def _degrees(parts: tuple[str | None, ...], whole: int) -> float:
    """Return one angle, south and west negative; `whole` digits are degrees if it is packed."""
    number, minutes, seconds, letter = (part or "" for part in parts)
    if letter and number[0] in "+-":
        raise NotUnderstood(_("Give {number} a sign or a letter, not both.").format(number=number))
    if letter and not minutes and len(number.partition(".")[0]) > 3:
        number, minutes, seconds = _unpacked(number, whole)
    for part in (minutes, seconds):
        if part and float(part) >= 60.0:
            raise NotUnderstood(
                _("{part} is no number of minutes or seconds: both run from 0 to 59.").format(
                    part=part
                )
            )
    size = abs(float(number)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -size if letter in ("S", "W") or number.startswith("-") else size


def _unpacked(number: str, whole: int) -> tuple[str, str, str]:
    """Return degrees, minutes and seconds of `161756` or `0000241`."""
    packed = _PACKED.fullmatch(number)
    if not packed or len(packed[1]) != whole:
        raise NotUnderstood(
            _("{number} is neither degrees nor DDMMSS (latitude) or DDDMMSS (longitude).").format(
                number=number
            )
        )
    return packed[1], packed[2], packed[3] or ""
