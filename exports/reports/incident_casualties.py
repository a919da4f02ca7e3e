"""The casualties of one incident: group by group, with what each number was before.

UN personnel and others are never one number, and what nobody knows is never zero.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from db.figures import CasualtyTotal
from db.text import show_casualty, show_number
from db.vocabulary import INJURED, KILLED, Age, Category, Cause, Outcome, Sex
from db.vocabulary.countries import country_in_words, country_order
from db.words import N_, _
from exports.reports.amendments import Amended
from exports.reports.content import Count
from exports.reports.tally import tally

HEADS = {  # shorter words at the head of a column
    Outcome.SERIOUSLY_INJURED: N_("Serious"),
    Outcome.LIGHTLY_INJURED: N_("Light"),
}
_ALWAYS = (*KILLED, *INJURED, Outcome.MISSING)
Raw = Mapping[str, Any]  # a casualty row as the log keeps it


class Former(NamedTuple):
    """What a number was, and the amendment that says why it is no longer so."""

    text: str
    amendment: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that holds, and what it was before, the oldest first."""

    now: Count
    was: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """A group of people: a number for each outcome.

    Attributes:
        beside: Sex, age and, if no malicious act, the cause; n/k if neither was said.
        is_total: Whether it is the sum of the rows above it.
        is_struck: Whether it counts nowhere any more.
    """

    category: str
    nationality: str
    beside: str
    figures: tuple[Figure, ...]
    is_total: bool = False
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """The casualties; `outcomes` are the heads of the numbers. No row: nobody was reported."""

    outcomes: tuple[str, ...]
    rows: tuple[PeopleRow, ...]
    notes: tuple[str, ...]


def head_of(outcome: Outcome) -> str:
    """Return the word at the head of an outcome's column."""
    return _(HEADS.get(outcome, outcome.label))


def people_of(rows: Sequence[Raw], amended: Iterable[Amended]) -> People:
    """Return the table of casualty rows, as the log keeps them, with what they were before."""
    own = [one for one in amended if one.change.field.name == "casualties"]
    versions = [one.change.was or () for one in own] + [rows]
    everyone = [row for version in versions for row in version]
    if not everyone:
        return People((), (), ())
    told = {Outcome(row["outcome"]) for row in everyone}
    outcomes = tuple(one for one in Outcome if one in _ALWAYS or one in told)
    numbers = [one.number for one in own]
    lines: list[PeopleRow] = []
    for is_un, total in ((True, _("UN total")), (False, _("Others, total"))):
        side = [
            [row for row in version if Category(row["category"]).is_un is is_un]
            for version in versions
        ]
        groups = dict.fromkeys(_group(row) for version in side for row in version)
        for group in sorted(groups, key=_place):
            alike = [[row for row in version if _group(row) == group] for version in side]
            lines.append(PeopleRow(*_names(group), _figures(alike, outcomes, numbers)))
        if groups:
            lines.append(PeopleRow(total, "", "", _figures(side, outcomes, numbers), True))
    return People(tuple(map(head_of, outcomes)), tuple(lines), tuple(_notes(rows)))


def _notes(rows: Sequence[Raw]) -> Iterable[str]:
    """Yield the ranges that stand in no cell of their own, and how the numbers are to be read."""
    cells = Counter((_group(row), row["outcome"]) for row in rows)
    ranges = [
        show_casualty(row)
        for row in rows
        if _is_range(row) and cells[_group(row), row["outcome"]] > 1
    ]
    if ranges:
        yield _("Estimates: {which}.").format(which=_("; ").join(ranges))
    yield _("0 = none reported in that group; n/k = not known, never zero.")


def _is_range(row: Raw) -> bool:
    best = row["best"]
    return best is not None and (row["low"], row["high"]) != (best, best)


def _group(row: Raw) -> tuple[str, ...]:
    return (
        *(row["category"], row["nationality"] or ""),
        *(row["sex"], row["age"], row["cause"]),
    )


def _place(group: tuple[str, ...]) -> tuple[Any, ...]:
    """Return where a group stands: by category, then by nationality, those not known last."""
    return list(Category).index(Category(group[0])), country_order(group[1] or None), group[2:]


def _names(group: tuple[str, ...]) -> tuple[str, str, str]:
    category, nationality, sex, age, cause = group
    known = [
        _(term(code).label).lower() for term, code in ((Sex, sex), (Age, age)) if code != "unknown"
    ]
    if cause != Cause.MALICIOUS_ACT:
        known.append(_("cause n/k") if cause == Cause.UNKNOWN else _(Cause(cause).label).lower())
    return (
        _(Category(category).label),
        country_in_words(nationality) or _("not yet known"),
        ", ".join(known) or _("n/k"),
    )


def _figures(
    versions: Sequence[Sequence[Raw]], outcomes: Iterable[Outcome], numbers: Sequence[int]
) -> tuple[Figure, ...]:
    """Return what each outcome comes to, and what it came to before each amendment."""
    found = []
    for outcome in outcomes:
        counts = [_count(version, outcome) for version in versions]
        was = tuple(
            Former(before.text, number)
            for before, after, number in zip(counts, counts[1:], numbers, strict=False)
            if before.text != after.text
        )
        found.append(Figure(counts[-1], was))
    return tuple(found)


def _count(rows: Iterable[Raw], outcome: Outcome) -> Count:
    """Return the sum, with its range if it is one estimate alone."""
    counted = [row for row in rows if row["outcome"] == outcome]
    if len(counted) == 1 and _is_range(counted[0]):
        row = counted[0]
        words = _("about {best} ({low}-{high})")
        text = words.format(**{name: show_number(row[name]) for name in ("low", "best", "high")})
        return Count(text, row["best"] > 0)
    return tally(map(total_of, counted)).shown


def total_of(row: Raw) -> CasualtyTotal:
    """Return a casualty row as the figures count it."""
    return CasualtyTotal(
        Category(row["category"]),
        row["nationality"],
        Outcome(row["outcome"]),
        Cause(row["cause"]),
        row["low"],
        row["best"],
        row["high"],
        not_known=int(row["best"] is None),
    )
