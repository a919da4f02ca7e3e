"""Where the incidents of an answer lie: those exact enough for a dot, and those that are not.

Struck and duplicate incidents are here too, for the table lists them; they have a mark of their
own, and nobody whom they had killed is counted.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    case,
    func,
    not_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from db.query import LISTED, REVISION, IncidentQuery
from db.vocabulary import COUNTS_NOWHERE, MARKS, PLOTTED, MapMark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

KINDS = tuple(MapMark)  # a dot's `kind` is a place in this
_AT_ONCE = 2_000  # rows: other threads get their turn in between
_SEVERITIES = 4


class Dots(NamedTuple):
    """The dots of an answer, and what it left out, both in the order of occurrence.

    Attributes:
        ids: Of the revisions, as in a row of the table.
        occurred: Seconds since 1970, UTC.
        kinds: Places in KINDS.
        killed: Best estimates; 0 where nothing is known.
        left_at: When what has no dot occurred.
        left_in: The region of each, as a place in `regions`.
        regions: Their names; "" for no region.
    """

    ids: "Numbers"
    longitude: "Floats"
    latitude: "Floats"
    occurred: "Numbers"
    kinds: "Numbers"
    killed: "Numbers"
    severity: "Numbers"
    left_at: "Numbers"
    left_in: "Numbers"
    regions: tuple[str, ...]

    def between(self, since: datetime | None, before: datetime | None) -> slice:
        """Return which dots occurred at or after `since` and before `before`."""
        return _between(self.occurred, since, before)

    def left_out(
        self, since: datetime | None = None, before: datetime | None = None
    ) -> dict[str, int]:
        """Return how many incidents of that time have no dot, by region, most first."""
        import numpy as np

        regions = self.left_in[_between(self.left_at, since, before)]
        counts = np.bincount(regions, minlength=len(self.regions)).tolist()
        found = sorted(zip(counts, self.regions, strict=True), key=lambda one: (-one[0], one[1]))
        return {region: count for count, region in found if count}


def dots(session: Session, query: IncidentQuery) -> Dots:
    """Return the dots of the answer; a session that stops (see `Logbook.reading`) ends it."""
    import numpy as np  # here, for it would slow every start

    rows = session.execute(_plotted(query).execution_options(yield_per=_AT_ONCE))
    found = np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, 5).T
    ids, occurred, longitude, latitude, told = found[:, np.argsort(found[1], kind="stable")]
    told = told.astype(np.int64)
    rest, severity = np.divmod(told, _SEVERITIES)
    killed, kinds = np.divmod(rest, len(KINDS))
    return Dots(
        ids.astype(np.int64),
        longitude,
        latitude,
        occurred.astype(np.int64),
        kinds,
        killed,
        severity,
        *_left(session, query),
    )


def rows_of(session: Session, ids: Iterable[int]) -> Sequence[Row[Any]]:
    """Return the rows of LISTED of these revisions, latest first."""
    chosen = select(*LISTED).where(REVISION.id.in_([int(one) for one in ids]))
    return session.execute(chosen.order_by(REVISION.occurred.desc(), REVISION.id.desc())).all()


def _plotted(query: IncidentQuery) -> Select[Any]:
    columns = (REVISION.id, _second(), REVISION.longitude, REVISION.latitude, _told())
    return query.over(*columns).where(_is_plotted())


def _left(session: Session, query: IncidentQuery) -> tuple["Numbers", "Numbers", tuple[str, ...]]:
    """Return when what has no dot occurred, in order, the place of its region, and the regions."""
    import numpy as np

    places: dict[str, int] = {}
    wanted = query.over(_second(), func.coalesce(REVISION.region, "")).where(not_(_is_plotted()))
    rows = session.execute(wanted.execution_options(yield_per=_AT_ONCE))
    each = [(second, places.setdefault(region, len(places))) for second, region in rows]
    at, regions = np.array(each, np.int64).reshape(-1, 2).T
    order = np.argsort(at, kind="stable")
    return at[order], regions[order], tuple(places)


def _is_plotted() -> ColumnElement[bool]:
    precision = func.coalesce(type_coerce(REVISION.location_precision, String), "")
    return and_(precision.in_(PLOTTED), REVISION.latitude.is_not(None))


def _second() -> ColumnElement[int]:
    return func.unixepoch(REVISION.occurred)


def _told() -> ColumnElement[int]:
    """Return mark, killed and severity in one number: each value more takes a tenth longer."""
    kinds = {kind: KINDS.index(mark) for kind, mark in MARKS.items()}
    kind = case(kinds, value=REVISION.type, else_=KINDS.index(MapMark.OWN))
    counted = func.coalesce(REVISION.killed, 0) * len(KINDS) + kind
    mark = case((REVISION.status.in_(COUNTS_NOWHERE), KINDS.index(MapMark.STRUCK)), else_=counted)
    return mark * _SEVERITIES + REVISION.severity


def _between(seconds: "Numbers", since: datetime | None, before: datetime | None) -> slice:
    first = seconds.searchsorted(since.timestamp()) if since else 0
    end = seconds.searchsorted(before.timestamp()) if before else len(seconds)
    return slice(int(first), int(end))
