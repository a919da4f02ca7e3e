"""What a log extract says: plain data, from the journal of a stretch of time."""

from dataclasses import dataclass

from exports.reports.content import Fact, Header, Prose


@dataclass(frozen=True, slots=True)
class Keeper:
    """A watch that overlaps the period, and how much of the extract was recorded during it."""

    officer: str
    role: str
    since: str
    until: str
    entries: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry of the journal.

    Attributes:
        seq: Its number in the journal of the station.
        recorded: DTG.
        incident: Its number; "" for an act that is about none.
        state: Such as "LATE" or "STRUCK SINCE"; "" for neither.
        told: A paragraph each; what was struck since stands in [was ...].
        details: What was told in a word or two, field by field; () where nothing was.
        by: Who did it, by rank and name.
        hash: The first eight hexadecimal digits, to compare the paper with the journal.
    """

    seq: str
    recorded: str
    act: str
    incident: str
    state: str
    told: tuple[Prose, ...]
    details: Prose
    by: str
    hash: str


@dataclass(frozen=True, slots=True)
class LogContent:
    """A log extract, a `Report`, in the manner of ICS-214.

    Attributes:
        held: How much the extract holds, and the end of the chain that it was taken from.
    """

    header: Header
    answer: str
    keepers: tuple[Keeper, ...]
    entries: tuple[LogEntry, ...]
    held: tuple[Fact, ...]
    end_notes: tuple[str, ...]
