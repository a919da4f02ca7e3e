"""What is known of an incident as facts, a name and its words, and the grid that shows them."""

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from db.content import TYPED
from db.fields import Field, Section
from db.position import write_latlon
from db.text import as_position, as_time, show, show_occurred
from db.time import write_dtg
from db.vocabulary import TimePrecision
from db.words import _
from gui.widgets import Label, WrapLabel

# Shown in places of their own, so not among the facts of their section.
_APART = frozenset(
    {
        "type",
        "subtype",
        "occurred",
        "time_precision",
        "casualties",
        "summary",
        "reliability",
        "credibility",
        "assessment",
        "sensitivity",
    }
)
_BY_NAME = {field.name: field for field in TYPED}
_MAIN = frozenset(
    {"reported", "place", "region", "position", "location_precision", "target", "intent"}
)


def main_facts(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the head of the pane says: when, where, against whom, by whom."""
    occurred = as_time(content["occurred"])
    yield _("Occurred"), show_occurred(occurred, TimePrecision(content["time_precision"]))
    if "reported" in content:
        reported = as_time(content["reported"])
        late = round((reported - occurred).total_seconds() / 60)
        after = _(" (+{n} min)").format(n=late) if 0 <= late < 24 * 60 else ""
        yield _("Reported"), f"{write_dtg(reported)}{after}"
    for name in ("place", "region", "position", "location_precision", "target", "intent"):
        if name in content:
            field = _BY_NAME[name]
            yield _(field.label), show(field, content[name])
    if "position" in content:
        yield _("Lat/lon"), write_latlon(as_position(content["position"]))
    if "attribution" in content:
        who = content.get("perpetrator") or content.get("claimed_by") or ""
        field = _BY_NAME["attribution"]
        yield _(field.label), ", ".join(filter(None, (show(field, content["attribution"]), who)))


def section_facts(section: Section, content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the other facts of one section of the form, as far as they were reported."""
    for field in TYPED:
        if field.section is section and field.name in content and not _is_apart(field):
            yield _(field.label), show(field, content[field.name])


def _is_apart(field: Field) -> bool:
    return field.name in _APART or field.name in _MAIN


def facts_grid(facts: Iterable[tuple[str, str]], least: int) -> QGridLayout:
    """Return the facts as a grid; its names are at least `least` pixels wide."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for line, (label, words) in enumerate(facts):
        name = Label(label, "meta")
        grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        value = WrapLabel(words, "fact")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(value, line, 1)
    grid.setColumnMinimumWidth(0, least)
    return grid
