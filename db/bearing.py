"""Distance and direction between two positions, on a sphere.

The sphere has the mean radius of the WGS 84 ellipsoid, 6,371.0088 km (Moritz, Geodetic Reference
System 1980, table of derived constants). Against the ellipsoid a distance is wrong by at most
0.6 %: 20 m in 3 km.
"""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

_RADIUS_KM = 6371.0088
_POINTS = (
    *("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE"),
    *("S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"),
)


def distance_km(from_lat: float, from_lon: float, to_lat: float, to_lon: float) -> float:
    """Return the kilometres from one position to another; all angles in degrees.

    The haversine, which is exact for near positions too (Sinnott, Sky and Telescope 68, 1984).
    """
    south, north = radians(from_lat), radians(to_lat)
    up, along = sin((north - south) / 2), sin(radians(to_lon - from_lon) / 2)
    haversine = up * up + cos(south) * cos(north) * along * along
    return 2 * _RADIUS_KM * asin(min(1.0, sqrt(haversine)))


def bearing_degrees(from_lat: float, from_lon: float, to_lat: float, to_lon: float) -> float:
    """Return the direction in which a great circle sets out, 0 up to 360 from true north.

    All angles in degrees; 0 between equal positions.
    """
    south, north, along = radians(from_lat), radians(to_lat), radians(to_lon - from_lon)
    east = sin(along) * cos(north)
    ahead = cos(south) * sin(north) - sin(south) * cos(north) * cos(along)
    return degrees(atan2(east, ahead)) % 360.0 % 360.0  # of -1e-15 the first leaves 360 itself


def compass_point(bearing: float) -> str:
    """Return the nearest of the sixteen points, such as "NNE", to a bearing in degrees."""
    return _POINTS[round(bearing / 22.5) % len(_POINTS)]
