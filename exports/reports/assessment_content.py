"""What an assessment says: plain data, every number already in the form that is printed.

Charts hold numbers and places, so that nothing is counted where it is drawn.
"""

from dataclasses import dataclass
from enum import StrEnum

from exports.reports.content import Assessment, Count, Glance, Header, Incidents, Map


class Mark(StrEnum):
    """How a dot or a square is filled; print in grey loses nothing."""

    FULL = "full"  # this period; the UN was harmed; claimed
    GREY = "grey"  # earlier; others were harmed; suspected
    OPEN = "open"  # none; unknown


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of an axis; `at` from 0 to 1 of its length."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Deaths of one cause, added up; `steps` are (where on the axis of time, how many so far)."""

    label: str
    total: Count
    steps: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Peak:
    """A great step of the first curve, named beside it: its place, its upper end, its words."""

    at: float
    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Cumulative:
    """Deaths by cause, added up since the first incident. `period` is shaded."""

    curves: tuple[Curve, ...]
    peaks: tuple[Peak, ...]
    ticks: tuple[Tick, ...]
    period: tuple[float, float]


@dataclass(frozen=True, slots=True)
class YearRow:
    """Deaths of one cause or personnel type: by year, in all, and their share in words."""

    label: str
    counts: tuple[Count, ...]
    total: Count
    share: str


@dataclass(frozen=True, slots=True)
class YearTable:
    """Deaths by year; `total` is the last row."""

    head: str
    years: tuple[str, ...]
    rows: tuple[YearRow, ...]
    total: YearRow


@dataclass(frozen=True, slots=True)
class Deaths:
    """UN personnel who died since the first incident of the log; no tables if nobody did."""

    aside: str
    chart: Cumulative | None
    tables: tuple[YearTable, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """The deaths of one window, dot on dot; `place` counts from the oldest window shown."""

    place: int
    number: int
    mark: Mark
    label: str


@dataclass(frozen=True, slots=True)
class WindowChart:
    """Deaths in every window.

    Attributes:
        slots: How many windows there are, the period included.
        one_by_one: Whether each death is a dot; else each window is a bar.
    """

    slots: int
    one_by_one: bool
    stacks: tuple[Stack, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Windows:
    """The period beside the windows before it: in words, in a table, and death by death."""

    title: str
    aside: str
    words: tuple[str, ...]
    table: Glance
    chart: WindowChart | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """An incident: where in the period, what came of it, and the number beside it."""

    at: float
    mark: Mark
    label: str


@dataclass(frozen=True, slots=True)
class TypeRow:
    """The incidents of one type, and who was killed in them."""

    label: str
    squares: tuple[Square, ...]
    n: Count
    un: Count
    others: Count


@dataclass(frozen=True, slots=True)
class Types:
    """Every incident of the period by its type; no ticks if there are too many to draw."""

    title: str
    aside: str
    group: str
    ticks: tuple[Tick, ...]
    rows: tuple[TypeRow, ...]
    legend: tuple[tuple[Mark, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """What the earlier windows had, beside the window before and this one."""

    lowest: int
    median: float
    highest: int
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """Incidents of one kind in the period, in the window before, and what is usual."""

    label: str
    now: Count
    before: Count
    median: Count
    drawn: Range | None
    un: Count
    others: Count


@dataclass(frozen=True, slots=True)
class Comparison:
    """Incidents of the period beside the windows before it.

    Attributes:
        heads: Of the label, this window, the one before, the median.
        most: The right end of the axis.
        nothing: What is said instead of the table if it is empty.
    """

    title: str
    aside: str
    heads: tuple[str, str, str, str]
    rows: tuple[ComparedRow, ...]
    most: int
    notes: tuple[str, ...]
    nothing: str = ""


Marked = tuple[tuple[Mark, int], ...]  # how many of each mark, in the order of drawing


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The incidents laid to one group, a mark for each; or to nobody."""

    label: str
    marks: Marked
    claimed: Count
    suspected: Count
    unknown: Count
    n: Count
    un: Count
    others: Count


@dataclass(frozen=True, slots=True)
class Groups:
    """To whom the incidents of the period are laid, and how surely."""

    aside: str
    rows: tuple[GroupRow, ...]
    legend: tuple[tuple[Mark, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Incidents by weekday and hour (UTC); without rows if they are too few to be drawn."""

    aside: str
    words: str
    rows: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Nation:
    """Deaths of one nationality by malicious acts: a mark for each, the earlier first."""

    label: str
    total: Count
    marks: Marked


@dataclass(frozen=True, slots=True)
class Nations:
    """Deaths by nationality, the most first."""

    aside: str
    rows: tuple[Nation, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How something was counted, and what it can't say."""

    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class AssessmentContent:
    """The assessment of a period, a `Report`."""

    header: Header
    answer: str
    deaths: Deaths
    windows: Windows
    types: Types
    regions: Comparison
    targets: Comparison
    groups: Groups
    map: Map
    hours: Hours
    lethality: tuple[str, ...]
    nations: Nations
    assessments: tuple[Assessment, ...]
    incidents: Incidents
    method: tuple[Method, ...]
    end_notes: tuple[str, ...]
