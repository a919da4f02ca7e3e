"""What a Flash is made from: one incident as the log has it now."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from db.current import Home, State, state_of, station_of
from db.errors import Refused
from db.figures import CasualtyTotal
from db.flash import flash_lines
from db.gazetteer import Gazetteer
from db.vocabulary import (
    COUNTS_NOWHERE,
    PLOTTED,
    Category,
    Cause,
    Effect,
    EventType,
    Outcome,
)
from db.words import _


class Told(NamedTuple):
    """An incident as it stands: its content, the lines of its Flash by letter, its people."""

    state: State
    home: Home
    lines: Mapping[str, str]
    people: tuple[CasualtyTotal, ...]

    @property
    def content(self) -> Mapping[str, Any]:
        """The typed fields, as the log keeps them."""
        return self.state.content

    @property
    def type(self) -> EventType:
        """What sort of event it is."""
        return EventType(self.content["type"])

    @property
    def harmed_nobody(self) -> bool:
        """Whether somebody said that there were no casualties and no damage."""
        return self.content.get("effect") == Effect.NONE and not self.people

    def text(self, name: str) -> str:
        """Return what was typed, n/k if nothing was."""
        return self.content.get(name) or _("n/k")

    @property
    def is_plotted(self) -> bool:
        """Whether the place is known well enough to stand on a map."""
        known = self.content.get("location_precision") in PLOTTED
        return known and "position" in self.content


def told_of(session: Session, uid: str, gazetteer: Gazetteer | None) -> Told:
    """Return the incident; Refused if there is none, or if it counts nowhere."""
    state = state_of(session, uid)
    number = state.payload["number"]
    if state.status in COUNTS_NOWHERE:
        raise Refused(
            _("{number} is struck or a duplicate.").format(number=number),
            _("Write the Flash of the incident that stands. No file was written."),
        )
    home = station_of(session)
    at = state.content.get("position")
    near = gazetteer.nearest(at["latitude"], at["longitude"]) if gazetteer and at else None
    lines = {line.letter: line.text for line in flash_lines(state.content, home, number, near=near)}
    if lines["D"] == _("not reported"):  # in the answer it stands among other words
        lines["D"] = _("place not known")
    people = tuple(_total(row) for row in state.content.get("casualties", ()))
    return Told(state, home, lines, people)


def _total(row: Mapping[str, Any]) -> CasualtyTotal:
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
