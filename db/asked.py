"""A question and the looks of its answer as plain data, and back: what a saved view keeps.

The data says only what is asked beyond the whole log. What this version does not know in it, be
it a filter, a term or a value, is passed over and told, so that views travel between versions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy.orm import Session

from db.basemap import Box
from db.periods import PERIODS
from db.query import ORDERS, IncidentQuery, Order
from db.vocabulary import Credibility, EventType, Harm, Reliability, Status, TargetClass

WIDEST = 4000  # pixels; a column is no wider
_ALL = IncidentQuery()
_YEARS = range(1900, 2200)  # of a moment that can be reckoned with
_TOLD = 60  # characters of something that is passed over


class Shown(NamedTuple):
    """A column that is shown: its name, and its width in logical pixels at normal text size.

    0 stands for a width that nobody chose.
    """

    name: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the log, and how the answer looks.

    Attributes:
        query: Neither its `as_of`, which is where somebody stands and not what he asks, nor its
            `counted_only` is kept.
        moving: Name in PERIODS of a period that begins anew with every question; "" for none.
        columns: The columns shown, in their order; () for those that are shown anyhow.
        on_map: Whether the map is shown, and not the table.
    """

    query: IncidentQuery = _ALL
    moving: str = ""
    columns: tuple[Shown, ...] = field(default=(), compare=False)
    on_map: bool = field(default=False, compare=False)

    def question(self, session: Session, at: datetime) -> IncidentQuery:
        """Return what is asked at that moment; Refused if its period can't begin."""
        if not self.moving:
            return self.query
        return replace(self.query, since=PERIODS[self.moving](session, at))


def as_data(asked: Asked) -> dict[str, Any]:
    """Return it as what JSON can hold; the names are those of IncidentQuery."""
    query = asked.query
    data = {
        name: _plain(getattr(query, name))
        for name in (*_SETS, *_VALUES, "order")
        if name not in _LOOKS and getattr(query, name) != getattr(_ALL, name)
    }
    if asked.moving:
        data["period"] = asked.moving
    if asked.columns:
        data["columns"] = [list(column) for column in asked.columns]
    if asked.on_map:
        data["map"] = True
    return data


def read_asked(data: Mapping[str, Any]) -> tuple[Asked, tuple[str, ...]]:
    """Return what the data asks, and each part of it that was passed over, as it stands there."""
    passed: list[str] = []

    def taken(name: str, read: Callable[[Any], Any], value: Any) -> list[Any]:
        try:
            return [read(value)]
        except (ValueError, TypeError, KeyError, OverflowError):
            passed.append(f"{name} {value}"[:_TOLD])
            return []

    found: dict[str, Any] = {}
    for name, value in data.items():
        each = _SETS.get(name) or _LISTS.get(name)
        if each:
            parts = value if isinstance(value, list) else [value]
            members = [one for part in parts for one in taken(name, each, part)]
            found[name] = frozenset(members) if name in _SETS else tuple(members)
        else:
            found.update((name, one) for one in taken(name, _VALUES.get(name, _unknown), value))
    moving, columns = found.pop("period", ""), found.pop("columns", ())
    on_map = found.pop("map", False)
    if moving:
        found.update(since=None, before=None)
    if not found.get("order"):
        found["order"] = _ALL.order
    return Asked(IncidentQuery(**found), moving, columns, on_map), tuple(passed)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Box):
        return list(value)
    if isinstance(value, tuple):
        return [list(key) for key in value]
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half of a surrogate pair can be asked of no database
    return value


def _name(value: Any) -> str:
    if not value:
        raise ValueError(value)
    return _text(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _moment(value: Any) -> datetime:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None or at.year not in _YEARS:
        raise ValueError(value)
    return at.astimezone(UTC)


def _box(value: Any) -> Box:
    box = Box(*map(float, value))
    if not (-180 <= box.west <= box.east <= 180 and -90 <= box.south <= box.north <= 90):
        raise ValueError(value)
    return box


def _order(value: Any) -> Order:
    name, descending = value
    ORDERS[name]
    return Order(name, _flag(descending))


def _period(value: Any) -> str:
    PERIODS[value]
    return str(value)


def _column(value: Any) -> Shown:
    name, width = value
    if not isinstance(width, int) or not 0 <= width <= WIDEST:
        raise ValueError(value)
    return Shown(_text(name), width)


def _target(value: Any) -> TargetClass | Literal[""]:
    return TargetClass(value) if value else ""


def _unknown(value: Any) -> Any:
    raise KeyError(value)


# How each part is read: of filters that hold several values one of them, and so of a list.
_Readers = dict[str, Callable[[Any], Any]]
_SETS: _Readers = {
    "types": EventType,
    "regions": _text,
    "stations": _name,
    "targets": _target,
    "statuses": Status,
    "harms": Harm,
    "groups": _text,
    "incidents": _name,
}
_LISTS: _Readers = {"order": _order, "columns": _column}
_VALUES: _Readers = {
    "since": _moment,
    "before": _moment,
    "period": _period,
    "reliability": Reliability,
    "credibility": Credibility,
    "box": _box,
    "with_attachment": _flag,
    "to_follow_up": _flag,
    "text": _text,
    "map": _flag,
}
_LOOKS = ("period", "map")  # of an Asked, and not of its question
