"""Where the incidents of an answer lie: those exact enough for a dot, and those that are not.

Struck and duplicate incidents are here too, for the table lists them; they have a mark of their
own, and nobody whom they had killed is counted.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    String,
    and_,
    case,
    cast,
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
_PARTS = 10_000_000  # of a degree: a whole number of them, a centimetre, is soon read
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

    columns = REVISION.id, _second(), *map(_parts, (REVISION.longitude, REVISION.latitude)), _told()
    joined = query.over(*map(_joined, columns)).where(_is_plotted())
    found = np.array([_numbers(text) for text in session.execute(joined).one()])
    ids, occurred, longitude, latitude, told = found[:, np.argsort(found[1], kind="stable")]
    rest, severity = np.divmod(told, _SEVERITIES)
    killed, kinds = np.divmod(rest, len(KINDS))
    return Dots(
        ids,
        longitude / _PARTS,
        latitude / _PARTS,
        occurred,
        kinds,
        killed,
        severity,
        *_left(session, query),
    )


def rows_of(session: Session, ids: Iterable[int]) -> Sequence[Row[Any]]:
    """Return the rows of LISTED of these revisions, latest first."""
    chosen = select(*LISTED).where(REVISION.id.in_([int(one) for one in ids]))
    return session.execute(chosen.order_by(REVISION.occurred.desc(), REVISION.id.desc())).all()


def _left(session: Session, query: IncidentQuery) -> tuple["Numbers", "Numbers", tuple[str, ...]]:
    """Return when what has no dot occurred, in order, the place of its region, and the regions."""
    import numpy as np

    region = func.coalesce(REVISION.region, "")
    joined = query.over(region, _joined(_second())).where(not_(_is_plotted())).group_by(region)
    times = {name: _numbers(text) for name, text in session.execute(joined)}
    at = np.concatenate([np.empty(0, np.int64), *times.values()])
    regions = np.repeat(np.arange(len(times)), [len(each) for each in times.values()])
    order = np.argsort(at, kind="stable")
    return at[order], regions[order], tuple(times)


def _joined(column: ColumnElement[int]) -> ColumnElement[str]:
    """Return the column's numbers as one text.

    To be handed rows takes twice as long, and Python's lock for each, which the window needs.
    """
    return func.group_concat(column, ",")


def _numbers(text: str | None) -> "Numbers":
    import numpy as np

    return np.fromstring(text, np.int64, sep=",") if text else np.empty(0, np.int64)


def _parts(degrees: ColumnElement[float]) -> ColumnElement[int]:
    return cast(func.round(degrees * _PARTS), Integer)


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
