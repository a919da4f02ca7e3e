"""Dots that lie near each other, drawn as one: by a grid that stands still while one pans.

Every half step of zoom has its own grid, anchored to the world; what lies in neighbouring cells
and closer than marks are wide goes together too. Which cell a dot lies in is kept per grid.
"""

from typing import TYPE_CHECKING, NamedTuple

from db.dots import KINDS, Dots
from db.vocabulary import MapMark
from gui.map_sight import Sight, spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

CELL = 84.0  # pixels, at the scale for which a grid is made
APART = 50.0  # pixels within which what lies in neighbouring cells goes together
_KEPT = 6  # grids held
_ROWS = 1 << 31  # more than there are rows of cells: a cell is one number


class Cluster(NamedTuple):
    """Incidents drawn as one mark; `x` and `y` in the square world, of the only one or the mean.

    Attributes:
        dot: Place of its first in the dots; the only one's if `number` is 1.
        cells: What it covers of its grid.
    """

    x: float
    y: float
    number: int
    killed: int
    parts: tuple[tuple[MapMark, int], ...]
    dot: int
    cells: tuple[int, ...]


class _Grid(NamedTuple):
    cells: "Numbers"  # the number of each cell that holds a dot, in order
    held: "Numbers"  # for every dot the place of its cell in `cells`


class Clusters:
    """The dots of an answer, put together for any sight."""

    def __init__(self, dots: Dots) -> None:
        self.dots = dots
        self.x, self.y = spread(dots.longitude, dots.latitude)
        self._grids: dict[int, _Grid] = {}

    def within(self, sight: Sight, shown: slice) -> tuple[Cluster, ...]:
        """Return the clusters of the dots of `shown` in the sight, the biggest first."""
        import numpy as np

        step = _step(sight)
        grid = self._grid(step)
        seen = _seen(grid.cells, sight, _edge(step))
        local = np.cumsum(seen) - 1
        inside = seen[grid.held[shown]]
        picked = np.flatnonzero(inside) + shown.start
        where = local[grid.held[picked]]
        return self._put_together(picked, where, grid.cells[seen], APART / CELL * _edge(step))

    def cluster_of(self, clusters: tuple[Cluster, ...], dot: int, sight: Sight) -> Cluster | None:
        """Return which of the clusters of a sight holds a dot; None if none does."""
        grid = self._grid(_step(sight))
        cell = int(grid.cells[grid.held[dot]])
        return next((one for one in clusters if cell in one.cells), None)

    def members(self, cluster: Cluster, sight: Sight, shown: slice) -> "Numbers":
        """Return the places of the dots that a cluster of a sight holds."""
        import numpy as np

        grid = self._grid(_step(sight))
        cells = grid.cells.searchsorted(np.sort(np.array(cluster.cells)))
        found: Numbers = np.flatnonzero(np.isin(grid.held[shown], cells)) + shown.start
        return found

    def _grid(self, step: int) -> _Grid:
        import numpy as np

        found = self._grids.get(step)
        if found is None:
            edge = _edge(step)
            columns, rows = np.floor(self.x / edge), np.floor(self.y / edge)
            numbers = columns.astype(np.int64) * _ROWS + rows.astype(np.int64)
            found = _Grid(*np.unique(numbers, return_inverse=True))
            while len(self._grids) >= _KEPT:
                self._grids.pop(next(iter(self._grids)))
            self._grids[step] = found
        return found

    def _put_together(
        self, picked: "Numbers", where: "Numbers", cells: "Numbers", apart: float
    ) -> tuple[Cluster, ...]:
        """Return the clusters of the dots `picked`, which lie in the cells `where`."""
        import numpy as np

        size = len(cells)
        numbers = np.bincount(where, minlength=size)
        some = np.maximum(numbers, 1)
        x = np.bincount(where, self.x[picked], size) / some
        y = np.bincount(where, self.y[picked], size) / some
        killed = np.bincount(where, self.dots.killed[picked], size)
        first = np.zeros(size, np.int64)
        first[where[::-1]] = picked[::-1]
        kinds = np.bincount(
            where * len(KINDS) + self.dots.kinds[picked], minlength=size * len(KINDS)
        ).reshape(size, len(KINDS))
        held = np.flatnonzero(numbers)
        ranked = held[np.lexsort((cells[held], -numbers[held]))]
        found = []
        for group in _groups(ranked.tolist(), cells.tolist(), x.tolist(), y.tolist(), apart):
            weights = numbers[group]
            number = int(weights.sum())
            parts = kinds[group].sum(axis=0).tolist()
            found.append(
                Cluster(
                    float(x[group] @ weights) / number,
                    float(y[group] @ weights) / number,
                    number,
                    int(killed[group].sum()),
                    tuple((KINDS[place], count) for place, count in enumerate(parts) if count),
                    int(first[group[0]]),
                    tuple(cells[group].tolist()),
                )
            )
        return tuple(found)


def _groups(
    ranked: list[int], cells: list[int], x: list[float], y: list[float], apart: float
) -> list[list[int]]:
    """Return which cells go together: the bigger take in what is near them, once."""
    place_of = {cells[place]: place for place in ranked}
    free = set(ranked)
    groups = []
    for place in ranked:
        if place not in free:
            continue
        free.discard(place)
        group = [place]
        for aside in (-_ROWS, 0, _ROWS):
            for above in (-1, 0, 1):
                other = place_of.get(cells[place] + aside + above)
                if other in free and _is_near(x, y, place, other, apart):
                    free.discard(other)
                    group.append(other)
        groups.append(group)
    return groups


def _is_near(x: list[float], y: list[float], one: int, other: int, apart: float) -> bool:
    return (x[one] - x[other]) ** 2 + (y[one] - y[other]) ** 2 < apart**2


def _step(sight: Sight) -> int:
    """Return the half step of zoom: the mantissa of the scale would change with every wheel."""
    import math

    return math.floor(2 * math.log2(sight.scale))


def _edge(step: int) -> float:
    return CELL / 2 ** (step / 2)


def _seen(cells: "Numbers", sight: Sight, edge: float) -> "NDArray[np.bool_]":
    """Return which cells lie in the sight or one beside it."""
    import numpy as np

    columns, rows = np.divmod(cells, _ROWS)
    wide, tall = sight.width / sight.scale / 2, sight.height / sight.scale / 2
    across = np.abs(columns * edge + edge / 2 - sight.x) <= wide + 1.5 * edge
    down = np.abs(rows * edge + edge / 2 - sight.y) <= tall + 1.5 * edge
    seen: NDArray[np.bool_] = across & down
    return seen
