"""Shapely, as far as it is used: nobody else imports it, so that threads may do so at once.

Its compiled part reaches for the inside of numpy first and for numpy itself second, an `import
numpy` on another thread the other way round; each then waits for the other, and Python hands out
what is half made. Numpy before Shapely, always, and there is no such circle.
"""

import numpy  # noqa: F401 - first, see above
from shapely import (
    LineString,
    MultiLineString,
    Point,
    STRtree,
    boundary,
    box,
    clip_by_rect,
    difference,
    distance,
    from_geojson,
    get_coordinates,
    get_parts,
    make_valid,
    transform,
    union_all,
)

__all__ = [
    "LineString",
    "MultiLineString",
    "Point",
    "STRtree",
    "boundary",
    "box",
    "clip_by_rect",
    "difference",
    "distance",
    "from_geojson",
    "get_coordinates",
    "get_parts",
    "make_valid",
    "transform",
    "union_all",
]
