"""What a casualty list says: plain data. Groups of people, never a name."""

from dataclasses import dataclass

from exports.reports.content import Count, Header


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count under each head, and what it is of."""

    label: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts and what they come to; without rows it prints NIL and `nothing`."""

    title: str
    aside: str
    heads: tuple[str, ...]
    rows: tuple[CountRow, ...]
    total: CountRow
    nothing: str


@dataclass(frozen=True, slots=True)
class CasualtyLine:
    """A group of people with one outcome, in the columns of the UN fatalities data.

    Attributes:
        line: Serial of the incident and place of the group in it: "0147 / 1".
        personnel: Its personnel type, or the category of whoever is not UN.
        nationality: The country in words, or "n/k".
        number: "1", "about 10 (8-12)", or "n/k".
        updated: DTG of the entry that said so last.
    """

    line: str
    personnel: str
    nationality: str
    sex: str
    age: str
    outcome: str
    cause: str
    number: Count
    updated: str


@dataclass(frozen=True, slots=True)
class CasualtyIncident:
    """An incident and who was hurt in it.

    Attributes:
        state: Status, and why its numbers are provisional, if they are.
    """

    serial: str
    occurred: str
    what: str
    state: str
    is_provisional: bool
    lines: tuple[CasualtyLine, ...]


@dataclass(frozen=True, slots=True)
class CasualtyTable:
    """Incidents with their casualties, and what those come to, outcome by outcome."""

    title: str
    aside: str
    incidents: tuple[CasualtyIncident, ...]
    subtotals: tuple[CountRow, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class CasualtyAmendment:
    """A correction of the casualties of a listed incident."""

    serial: str
    entered: str
    was: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class CasualtiesContent:
    """A casualty list, a `Report`. UN personnel and others are never in one number."""

    header: Header
    answer: str
    counts: tuple[CountTable, ...]
    tables: tuple[CasualtyTable, ...]
    amendments: tuple[CasualtyAmendment, ...]
    end_notes: tuple[str, ...]
