"""The sample logbook: Mali, April to June 2016, entered through the acts with that year's clock.

The four attacks of May 2016 are from public reporting; the other incidents are invented and
tagged so. It doubles as the check that the figures are right.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from db import acts
from db.creation import create_logbook
from db.journal import Author
from db.position import Position
from db.store import Logbook, now

_STEPS = Path(__file__).parent / "data" / "sample.json"
_ON_WATCH = {"open_watch": acts.open_watch, "close_watch": acts.close_watch}
_CAMP = Position(16.2484, -0.0055)  # the UN camp at the airfield of Gao
_ROLES = {"Maj. A.": "duty officer", "Capt. B.": "watch officer", "Capt. C.": "night watch"}


class _Clock:
    """The clock of 2016: it stands at the moment of the step."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def create_sample(path: Path) -> Logbook:
    """Make the sample at `path` and return it open; AlreadyExists if there is a file."""
    steps = json.loads(_STEPS.read_text(encoding="utf-8"))
    officers = {name: _officer(name, role) for name, role in _ROLES.items()}
    clock = _Clock(_at(steps[0]))
    book = create_logbook(
        path,
        mission="MIN",
        station="GAO",
        theatre="MLI",
        author=officers["Maj. A."],
        position=_CAMP,
        clock=clock,
        workstation="sample",
    )
    for officer in list(officers.values())[1:]:
        acts.enrol(book, officer, by=officers["Maj. A."])
    logged: dict[str, acts.Change] = {}
    for step in steps:
        clock.at = _at(step)
        _take(book, officers[step["by"]], step, logged)
    book.clock = now
    return book


def _officer(named: str, role: str) -> Author:
    rank, _space, name = named.rpartition(" ")
    return Author(rank, name, role)


def _at(step: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(step["at"])


def _take(
    book: Logbook, author: Author, step: dict[str, Any], logged: dict[str, acts.Change]
) -> None:
    """Do one step of the file as the officer did it."""
    act, ref = step["act"], step["ref"]
    if act == "log":
        logged[ref] = acts.log(book, author, step["fields"])
        return
    if act in _ON_WATCH:
        _ON_WATCH[act](book, author)
        return
    uid = logged[ref].subject
    if act == "amend":
        acts.amend(book, author, uid, step["fields"], step["reason"])
    elif act == "remark":
        acts.remark(book, author, uid, step["text"])
    elif act == "verify":
        acts.verify(book, author, uid)
    elif act == "close":
        acts.close(book, author, uid)
    elif act == "strike":
        acts.strike(book, author, uid, step["reason"])
    elif act == "duplicate":
        acts.mark_duplicate(book, author, uid, logged[step["of"]].number, step["reason"])
