"""What a report about one incident is made from: the incident as it was known at one moment."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from db.current import Home, PastEntry, State, state_of, station_of
from db.fields import Section
from db.figures import CasualtyTotal
from db.flash import flash_lines
from db.gazetteer import Place
from db.history import Happened, chronology
from db.models import Act
from db.text import show_near
from db.vocabulary import PLOTTED, Effect, EventType
from db.words import _
from exports.reports.incident_casualties import total_of
from exports.reports.reading import Reading

DETAILS = (Section.WEAPONS, Section.AMBUSH_IED, Section.SHOOTING)  # by what, and how


_TOWNS = 4  # on the map: enough to know where one is


class Told(NamedTuple):
    """An incident as it stood.

    Attributes:
        lines: Of its Flash, by letter.
        near: The place by which its position is told, such as "3 km N of Gao"; "" for none.
        towns: Around its position, the biggest first.
        people: Its casualty rows.
        past: Every act on it up to that moment, in order of time.
    """

    state: State
    home: Home
    lines: Mapping[str, str]
    near: str
    towns: tuple[Place, ...]
    people: tuple[CasualtyTotal, ...]
    past: tuple[Happened, ...]

    @property
    def content(self) -> Mapping[str, Any]:
        """The typed fields, as the log keeps them."""
        return self.state.content

    @property
    def number(self) -> str:
        """The number of the incident."""
        return str(self.state.payload["number"])

    @property
    def type(self) -> EventType:
        """What sort of event it is."""
        return EventType(self.content["type"])

    @property
    def harmed_nobody(self) -> bool:
        """Whether somebody said that there were no casualties and no damage."""
        return self.content.get("effect") == Effect.NONE and not self.people

    @property
    def no_damage(self) -> str:
        """What is said of damage that nobody reported: NIL only where somebody said so."""
        return _("NIL") if self.harmed_nobody else _("n/k")

    @property
    def verified_by(self) -> PastEntry | None:
        """The act by which somebody confirmed the latest content; None if nobody did."""
        judged = (Act.VERIFY, Act.AMEND, Act.LOG)
        last: PastEntry = [one.entry for one in self.past if one.entry.act in judged][-1]
        return last if last.act is Act.VERIFY else None

    @property
    def is_plotted(self) -> bool:
        """Whether the place is known well enough to stand on a map."""
        known = self.content.get("location_precision") in PLOTTED
        return known and "position" in self.content

    def text(self, name: str) -> str:
        """Return what was typed, n/k if nothing was."""
        return self.content.get(name) or _("n/k")

    def entered(self, names: Collection[str]) -> PastEntry:
        """Return the act by which the last of these fields got its value, the first at earliest."""
        entries: list[PastEntry] = [
            one.entry
            for one in self.past
            if one.entry.act is Act.LOG or any(change.field.name in names for change in one.changes)
        ]
        return entries[-1]


def told_of(reading: Reading) -> Told:
    """Return the incident of the order as known at its moment.

    Raises:
        Refused: There is no such incident, or it was not in the log yet.
    """
    session, uid = reading.session, reading.order.incident
    state, home = state_of(session, uid, reading.at), station_of(session)
    at, gazetteer = state.content.get("position"), reading.gazetteer
    near = gazetteer.nearest(*_point(at)) if gazetteer and at else None
    towns = gazetteer.towns_around(*_point(at), _TOWNS) if gazetteer and at else ()
    found = flash_lines(state.content, home, state.payload["number"], near=near)
    lines = {line.letter: line.text for line in found}
    if lines["D"] == _("not reported"):  # in the answer it stands among other words
        lines["D"] = _("place not known")
    return Told(
        state,
        home,
        lines,
        show_near(near) if near else "",
        towns,
        tuple(total_of(row) for row in state.content.get("casualties", ())),
        chronology(session, uid, reading.at),
    )


def _point(at: Mapping[str, Any]) -> tuple[float, float]:
    return at["latitude"], at["longitude"]
