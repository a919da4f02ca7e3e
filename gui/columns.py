"""The columns of the incident table, each a specification: what it shows, how, how wide."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from sqlalchemy import Row

from db.fields import field_named
from db.models import IncidentRevision
from db.position import Position, spaced_mgrs
from db.text import show_count, show_occurred, show_status, show_subtype
from db.time import write_dtg
from db.words import N_, _


class Look(Enum):
    """How a cell is painted."""

    SEVERITY = auto()
    NUMBER = auto()  # the incident's number: mission and year quiet, serial strong
    TEXT = auto()
    PLACE = auto()  # the place, and its region in a quieter grey
    COUNT = auto()
    STATUS = auto()
    SUMMARY = auto()  # a paper clip before it if a file is attached


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Kept in the settings.
        label: Header, untranslated.
        text: The cell's words for a row of LISTED; also what is copied.
        order: Name in `ORDERS`; "" for the severity bar, which has no header to click.
        width: Logical pixels at first; the last column takes what is left.
        narrow: The same where the window is narrow; 0 for no difference.
        shown: Whether a new user sees it.
    """

    name: str
    label: str
    text: Callable[[Row[Any]], str]
    order: str = ""
    width: int = 100
    look: Look = Look.TEXT
    shown: bool = True
    narrow: int = 0


def _label(name: str) -> str:
    return field_named(IncidentRevision, name).label


def what_happened(row: Row[Any]) -> str:
    """Return the subtype if there is one, else the type, in words."""
    return show_subtype(row.subtype) or _(row.type.label)


def _term(name: str) -> Callable[[Row[Any]], str]:
    return lambda row: _(term.label) if (term := getattr(row, name)) else ""


def _time(name: str) -> Callable[[Row[Any]], str]:
    return lambda row: write_dtg(at) if (at := getattr(row, name)) else ""


def grid_of(row: Row[Any]) -> str:
    """Return the row's grid, no finer than it was given; "" without a position."""
    if row.latitude is None:
        return ""
    return spaced_mgrs(Position(row.latitude, row.longitude, row.grid_digits or 10))


# Every column of the table, in the order of the design.
COLUMNS: tuple[Column, ...] = (
    Column("severity", "", lambda row: "", width=26, look=Look.SEVERITY),
    Column(
        "number",
        _label("number"),
        lambda row: row.number,
        "number",
        166,  # with room for the pen behind it
        Look.NUMBER,
        narrow=92,
    ),
    Column(
        "occurred",
        _label("occurred"),
        lambda row: show_occurred(row.occurred, row.time_precision),
        "occurred",
        126,
        narrow=126,
    ),
    Column("type", _label("type"), what_happened, "type", 142, narrow=116),
    Column(
        "place",
        N_("Place / Region"),
        lambda row: row.place or "",
        "place",
        150,
        Look.PLACE,
        narrow=130,
    ),
    Column("target", _label("target"), _term("target"), "target", 110, narrow=100),
    Column(
        "killed",
        _label("killed"),
        lambda row: show_count(row.killed, is_open=row.killed_open),
        "killed",
        58,
        Look.COUNT,
        narrow=66,
    ),
    Column(
        "injured",
        _label("injured"),
        lambda row: show_count(row.injured, is_open=row.injured_open),
        "injured",
        60,
        Look.COUNT,
        narrow=70,
    ),
    Column(
        "grade",
        N_("Grade"),
        lambda row: row.reliability + row.credibility,
        "grade",
        56,
        narrow=50,
    ),
    Column(
        "status",
        _label("status"),
        lambda row: show_status(row.status, row.updates),
        "status",
        92,
        Look.STATUS,
        narrow=84,
    ),
    Column(
        "summary",
        _label("summary"),
        lambda row: row.summary,
        "summary",
        260,
        Look.SUMMARY,
        narrow=80,
    ),
    Column("region", _label("region"), lambda row: row.region or "", "region", shown=False),
    Column("position", _label("position"), grid_of, "position", 150, shown=False),
    Column("reported", _label("reported"), _time("reported"), "reported", 126, shown=False),
    Column(
        "recorded_at",
        _label("recorded_at"),
        _time("recorded_at"),
        "recorded_at",
        126,
        shown=False,
    ),
    Column(
        "perpetrator",
        _label("perpetrator"),
        lambda row: row.perpetrator or "",
        "perpetrator",
        shown=False,
    ),
    Column("attribution", _label("attribution"), _term("attribution"), "attribution", shown=False),
    Column(
        "follow_up_due",
        _label("follow_up_due"),
        _time("follow_up_due"),
        "follow_up_due",
        126,
        shown=False,
    ),
)
