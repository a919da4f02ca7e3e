"""What reports say: plain data, every number already in the form that is printed.

The order is that of the daily report: header, answer, then nine numbered sections. Nothing here
knows how it is set; an empty tuple or string prints as NIL or not at all, as each field says.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from db.text import show_number
from db.vocabulary import Sensitivity
from db.words import _


class Tone(StrEnum):
    """How a piece of running text is to be read."""

    PLAIN = "plain"
    STRONG = "strong"
    WAS = "was"  # no longer true: printed as [was ...], struck, so that a copy can't mislead
    STRUCK = "struck"  # the same under a head that says so, without the words
    AMENDED = "amended"  # the raised number of an amendment, behind what it struck


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of running text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Prose = tuple[Span, ...]  # one paragraph; a line break in a span is kept


@dataclass(frozen=True, slots=True)
class Count:
    """A number as printed, such as "0", "10+", "1+2", "6 + n/k" or "n/k".

    Attributes:
        text: What is printed.
        nonzero: Whether somebody or something was counted; printed bold, so false for "n/k".
    """

    text: str
    nonzero: bool

    @classmethod
    def of(cls, number: int | None) -> "Count":
        """Return an exact count; None is not known, which is never zero."""
        return cls(_("n/k"), False) if number is None else cls(show_number(number), number > 0)


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: "Prepared", then rank and name, appointment and DTG, if they are known."""

    part: str
    who: str = ""
    post: str = ""
    dtg: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the header block: "From", and who; "" prints NIL."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Who reports what to whom, and from which state of the journal.

    Attributes:
        mission: Its full name.
        title: Such as "Daily situation report".
        beside: Stands large beside the title: "SITREP 152", "DRAFT" or a DTG.
        number: Such as "MIN-JOC-2016-SITREP-152".
        running: Head of the second and later pages: "Daily SITREP 152 · 31 MAY 16".
        mark: In the box at the top right of every page: "DRAFT", "EXERCISE", or "" for no box.
        facts: The header block, two facts a line.
        sensitivity: What `classification` says in words.
        generated_at: Aware; becomes the creation date of the file.
        journal_head: The first 12 hexadecimal digits of the last entry's hash.
        journal_entry: How many entries the journal held.
        language: Of the headings, as in BCP 47.
    """

    mission: str
    title: str
    beside: str
    number: str
    running: str
    mark: str
    sensitivity: Sensitivity
    classification: str
    precedence: str
    sender: str
    facts: tuple[tuple[Fact, Fact], ...]
    as_known_at: str
    generated: str
    generated_at: datetime
    journal_head: str
    journal_entry: int
    signatures: tuple[Signature, ...]
    language: str = "en"


class Report(Protocol):
    """What every report has, whatever stands between its head and its end."""

    @property
    def header(self) -> Header:
        """Who reports what to whom."""

    @property
    def answer(self) -> str:
        """What happened, in three lines at most."""

    @property
    def end_notes(self) -> tuple[str, ...]:
        """What is left out, and how the numbers are to be read."""


@dataclass(frozen=True, slots=True)
class GlanceColumn:
    """A day, or another stretch, of the table at a glance.

    Attributes:
        group: Printed before the first column of each group: "MAY".
        label: "18".
        in_period: Whether the report covers it; such columns stand together, in a frame.
    """

    group: str
    label: str
    in_period: bool


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One count for each column, and their total. A row that is part of the one above: `part`."""

    label: str
    counts: tuple[Count, ...]
    total: Count
    part: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """The days before, beside the period."""

    title: str
    aside: str
    columns: tuple[GlanceColumn, ...]
    rows: tuple[GlanceRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Significant:
    """An incident told in full.

    Attributes:
        heading: Place and DTG: "MINUSMA camp, Gao, 312045Z MAY 16".
        paragraphs: Fact only.
        serial: "GAO-0147", also its entry in the outline.
        status: "UPDATED (1)".
        margin: Grid and precision, grade, amendments: one short paragraph each.
    """

    heading: str
    paragraphs: tuple[Prose, ...]
    serial: str
    status: str
    margin: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident whose place is known well enough to plot. WGS 84, degrees.

    Attributes:
        label: Printed beside it if there is room; "" for none.
        in_period: Filled if so, open if it occurred before.
        grey: Filled so instead of black.
    """

    longitude: float
    latitude: float
    label: str
    in_period: bool
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Where it happened.

    Attributes:
        countries: Of the theatre, ISO 3166-1 alpha-3.
        within: Of the period: "occurred 31 May: 5 of 6 plotted".
        before: Of the days before, likewise; "" for none.
        notes: What was left out and why.
        least_km: Shown from south to north, however close the dots lie.
        zones: Whether to draw where MGRS zones meet, with the zone on either side.
        towns: For who knows the country; no incident there.
        is_close: Whether it shows a part of the theatre: that stands in a corner, as a whole.
    """

    countries: tuple[str, ...]
    dots: tuple[Dot, ...]
    within: str
    before: str = ""
    notes: tuple[str, ...] = ()
    least_km: float = 420.0
    zones: bool = False
    towns: tuple[Dot, ...] = ()
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in one row; `killed` keeps UN personnel and others apart: "1+2"."""

    serial: str
    status: str
    occurred: str
    what: str
    place: str
    region: str
    precision: str
    target: str
    attributed: str
    killed: Count
    serious: Count
    light: Count
    grade: str


@dataclass(frozen=True, slots=True)
class Incidents:
    """Incidents that occurred in the period; `late`: occurred earlier, entered in the period."""

    aside: str
    rows: tuple[IncidentRow, ...]
    late: tuple[IncidentRow, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CasualtyRow:
    """The casualties of one category and nationality, a count for each outcome.

    Attributes:
        nationality: "" where there were none: prints NIL.
    """

    category: str
    nationality: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class CasualtyGroup:
    """Rows and what they come to; UN personnel and others are never added."""

    rows: tuple[CasualtyRow, ...]
    subtotal: str
    totals: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Casualties:
    """Casualties of the period; `outcomes` are the heads of the counts."""

    aside: str
    outcomes: tuple[str, ...]
    groups: tuple[CasualtyGroup, ...]
    summary: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An entry made since the last report; `was` is None where there was nothing before."""

    serial: str
    field: str
    was: str | None
    now: str
    reason: str
    entered: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since the last report; `title` names it."""

    title: str
    aside: str
    was_head: str
    rows: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """A heading that every report must answer; "" prints NIL: asked, none reported."""

    heading: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Judgement, never mixed with fact.

    Attributes:
        basis: Author, what it rests on, what would change it.
    """

    paragraphs: tuple[str, ...]
    basis: str
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A watch: who kept it, from when to when, and how it was relieved."""

    watch: str
    since_until: str
    officer: str
    entries: str
    open_actions: str
    relief: str


@dataclass(frozen=True, slots=True)
class Shift:
    """The watches of the period."""

    aside: str
    rows: tuple[ShiftRow, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something still to be done."""

    due: str
    serial: str
    action: str
    owner: str
    state: str
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class FollowUps:
    """What is still to be done, first due first."""

    aside: str
    rows: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class SitrepContent:
    """A situation report, a `Report`.

    Attributes:
        further: Below the table at a glance, of a weekly report: by type, and by region.
    """

    header: Header
    answer: str
    glance: Glance
    significant: tuple[Significant, ...]
    map: Map
    incidents: Incidents
    casualties: Casualties
    changes: Changes
    returns: tuple[Return, ...]
    assessments: tuple[Assessment, ...]
    shift: Shift
    follow_ups: FollowUps
    end_notes: tuple[str, ...] = ()
    further: tuple[Glance, ...] = ()
