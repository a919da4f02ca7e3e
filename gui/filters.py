"""What the log can be narrowed by: each filter's chip, its choices, and what it asks."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from db.position import Position, write_latlon
from db.regions import regions_of
from db.suggestions import names_in
from db.vocabulary import Credibility, EventType, Harm, Reliability, Status, TargetClass, Term
from db.words import N_, _
from gui.desk import Desk


class Filter(NamedTuple):
    """One filter.

    Attributes:
        name: The attribute of IncidentQuery that it sets.
        label: Untranslated.
        values: What is offered to be ticked.
        words: What is read of such a value, also of one that is not offered any more.
        read: Makes the attribute's value of the ticked values, of which there may be none.
        is_extra: It stands under "More", and has a chip only while something is ticked.
        one_only: A scale: one grade is ticked, or none.
    """

    name: str
    label: str
    values: Callable[[Desk], Iterable[str]]
    words: Callable[[str], str]
    read: Callable[[tuple[str, ...]], Any]
    is_extra: bool = False
    one_only: bool = False

    def ticks(self, value: Any) -> tuple[str, ...]:
        """Return what is ticked while the attribute has that value: `read` turned round."""
        if isinstance(value, frozenset):
            return tuple(sorted(map(str, value)))
        return (str(value),) if value else ()


def _terms(
    name: str, label: str, terms: type[Term], unnamed: str = "", *, is_extra: bool = False
) -> Filter:
    """Return a filter by a closed list; `unnamed` are the words for incidents without a term."""
    return Filter(
        name,
        label,
        lambda _desk: (*map(str, terms), *(("",) if unnamed else ())),
        lambda value: _(terms(value).label if value else unnamed),
        lambda ticked: frozenset(terms(value) if value else "" for value in ticked),
        is_extra,
    )


def _grade(name: str, label: str, terms: type[Term]) -> Filter:
    """Return a filter by a scale without its last grade, which says that nobody can judge."""
    return Filter(
        name,
        label,
        lambda _desk: map(str, list(terms)[:-1]),
        lambda value: _("{grade} or better").format(grade=value),
        lambda ticked: terms(ticked[0]) if ticked else None,
        is_extra=True,
        one_only=True,
    )


def _named(
    name: str,
    label: str,
    names: Callable[[Desk], Iterable[str]],
    unnamed: str = "",
    *,
    is_extra: bool = True,
) -> Filter:
    """Return a filter by names; `unnamed` are the words for incidents without one."""
    return Filter(
        name,
        label,
        lambda desk: (*names(desk), *(("",) if unnamed else ())),
        lambda value: value or _(unnamed),
        frozenset,
        is_extra,
    )


def _flag(name: str, label: str, words: str) -> Filter:
    return Filter(
        name, label, lambda _desk: (str(True),), lambda _value: _(words), bool, is_extra=True
    )


def _regions(desk: Desk) -> Iterable[str]:
    return (one.name for one in regions_of(desk.station.theatre))


def _held(column: str) -> Callable[[Desk], Iterable[str]]:
    def names(desk: Desk) -> Iterable[str]:
        with desk.book.reading() as session:
            return names_in(session, column)

    return names


FILTERS = (
    _terms("types", N_("Type"), EventType),
    _named("regions", N_("Region"), _regions, N_("no region"), is_extra=False),
    _terms("targets", N_("Target"), TargetClass, N_("no target")),
    _terms("statuses", N_("Status"), Status),
    _terms("harms", N_("Outcome"), Harm, is_extra=True),
    _grade("reliability", N_("Source"), Reliability),
    _grade("credibility", N_("Information"), Credibility),
    _named("groups", N_("Group"), _held("perpetrator"), N_("no group named")),
    _named("stations", N_("Station"), _held("station")),
    _flag("with_attachment", N_("Files"), N_("attached")),
    _flag("to_follow_up", N_("Follow-up"), N_("due, not closed")),
)

# What is not ticked but pointed at, on the map or in the table; a chip shows it while it narrows.
POINTED = {"box": N_("Map area"), "incidents": N_("Chosen")}


def pointed_words(name: str, value: Any) -> str:
    """Return what the chip of a name of POINTED shows; "" for nothing."""
    if not value:
        return ""
    if name == "incidents":
        return str(len(value))
    west, south, east, north = value
    middle = write_latlon(Position((south + north) / 2, (west + east) / 2))
    return _("around {position}").format(position=middle)
