"""What the log can be narrowed by: each filter's chip, its choices, and what it asks."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from db.regions import regions_of
from db.suggestions import names_in
from db.vocabulary import Credibility, EventType, Harm, Reliability, Status, TargetClass, Term
from db.words import N_, _
from gui.check_menu import Choices
from gui.desk import Desk


class Filter(NamedTuple):
    """One filter.

    Attributes:
        name: The attribute of IncidentQuery that it sets.
        label: Untranslated.
        choices: What can be ticked: values and words.
        read: Makes the attribute's value of the ticked values, of which there may be none.
        is_extra: It stands under "More", and has a chip only while something is ticked.
        one_only: A scale: one grade is ticked, or none.
    """

    name: str
    label: str
    choices: Callable[[Desk], Choices]
    read: Callable[[tuple[str, ...]], Any]
    is_extra: bool = False
    one_only: bool = False


def _set_of(terms: type[Term]) -> Callable[[tuple[str, ...]], frozenset[Term]]:
    return lambda ticked: frozenset(map(terms, ticked))


def _labelled(terms: type[Term]) -> Callable[[Desk], Choices]:
    return lambda _desk: [(str(term), _(term.label)) for term in terms]


def _grades(terms: type[Term]) -> Callable[[Desk], Choices]:
    """Offer every grade but the last, which says that nobody can judge."""
    return lambda _desk: [
        (str(term), _("{grade} or better").format(grade=term)) for term in list(terms)[:-1]
    ]


def _grade_of(terms: type[Term]) -> Callable[[tuple[str, ...]], Term | None]:
    return lambda ticked: terms(ticked[0]) if ticked else None


def _regions(desk: Desk) -> Choices:
    return _named((one.name for one in regions_of(desk.station.theatre)), _("no region"))


def _groups(desk: Desk) -> Choices:
    return _named(_held(desk, "perpetrator"), _("no group named"))


def _stations(desk: Desk) -> Choices:
    return _named(_held(desk, "station"))


def _held(desk: Desk, column: str) -> tuple[str, ...]:
    with desk.book.reading() as session:
        return names_in(session, column)


def _named(names: Iterable[str], unnamed: str = "") -> Choices:
    listed = [(name, name) for name in names]
    return [*listed, ("", unnamed)] if unnamed else listed


def _only(words: str) -> Callable[[Desk], Choices]:
    return lambda _desk: [("yes", _(words))]


FILTERS = (
    Filter("types", N_("Type"), _labelled(EventType), _set_of(EventType)),
    Filter("regions", N_("Region"), _regions, frozenset),
    Filter("targets", N_("Target"), _labelled(TargetClass), _set_of(TargetClass)),
    Filter("statuses", N_("Status"), _labelled(Status), _set_of(Status)),
    Filter("harms", N_("Outcome"), _labelled(Harm), _set_of(Harm), is_extra=True),
    Filter(
        "reliability",
        N_("Source"),
        _grades(Reliability),
        _grade_of(Reliability),
        is_extra=True,
        one_only=True,
    ),
    Filter(
        "credibility",
        N_("Information"),
        _grades(Credibility),
        _grade_of(Credibility),
        is_extra=True,
        one_only=True,
    ),
    Filter("groups", N_("Group"), _groups, frozenset, is_extra=True),
    Filter("stations", N_("Station"), _stations, frozenset, is_extra=True),
    Filter("with_attachment", N_("Files"), _only(N_("attached")), bool, is_extra=True),
    Filter("to_follow_up", N_("Follow-up"), _only(N_("due, not closed")), bool, is_extra=True),
)

# What is not ticked but pointed at, on the map or in the table; a chip shows it while it narrows.
POINTED = {"box": N_("Map area"), "incidents": N_("Chosen")}
