"""How far a position lies from the nearest land.

Source: Natural Earth's countries of the whole world, simplified: a coast may be drawn some
kilometres off, small islands (Annobón, Socotra) are missing, and so are parts of Russia's Arctic
coast. So only what lies farther out than FAR_KM should be called sea, and only where no known
place is near.
"""

import math

from db.basemap import layer

FAR_KM = 25.0
_DEGREE_KM = 111.195  # of latitude
_NARROWEST = 0.02  # of a degree of longitude near the poles, against one of latitude


def km_from_land(latitude: float, longitude: float) -> float:
    """Return the kilometres to the nearest land, 0.0 on land; lakes are land.

    Within a few per cent for some hundred kilometres, coarser beyond.

    Args:
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
    """
    around_the_world = (longitude, longitude - 360.0, longitude + 360.0)
    return min(_distance_km(latitude, turned) for turned in around_the_world)


def _distance_km(latitude: float, longitude: float) -> float:
    """Return the distance on a plane that touches the earth at the position."""
    import numpy as np  # here, for it would slow every start

    from db.shapes import Point, distance, transform

    tree, here = layer("countries").shapes, Point(longitude, latitude)
    _nearest, degrees = tree.query_nearest(here, return_distance=True, all_matches=False)
    if degrees[0] == 0.0:
        return 0.0
    narrow = max(math.cos(math.radians(latitude)), _NARROWEST)
    # A degree of longitude is the shorter one: what is nearest may lie so much farther in degrees.
    near = tree.query(here, predicate="dwithin", distance=degrees[0] / narrow)
    scale = np.array([narrow, 1.0])
    drawn = transform(tree.geometries[near], lambda points: points * scale)
    return float(distance(drawn, Point(longitude * narrow, latitude)).min()) * _DEGREE_KM
