"""What a Flash says of an incident, line by line, for the paper and for the preview while typing.

The letters A to H are ours. Who is in F: the target, the own unit and its task, and who is held
responsible and how far. The assessment, the grading and what an incident looks like never go out.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from db.current import Home
from db.folding import fold
from db.gazetteer import Nearby
from db.position import spaced_mgrs, write_latlon
from db.regions import region_in_words
from db.text import (
    as_position,
    as_time,
    labelled,
    show_casualty,
    show_near,
    show_occurred,
    show_subtype,
)
from db.vocabulary import (
    FREE_SUBTYPE,
    Attribution,
    Effect,
    EventType,
    LocationPrecision,
    TargetClass,
    TimePrecision,
)
from db.words import _

_POINTS = (None, LocationPrecision.EXACT, LocationPrecision.NEAR)


class FlashLine(NamedTuple):
    """One line of a Flash.

    Attributes:
        letter: A to H.
        label: What the line is about, for who doesn't know the letters.
        text: What is known; "" if all of it could not be read.
        unread: What was typed and could not be read, named as such; "" if nothing.
    """

    letter: str
    label: str
    text: str
    unread: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether something typed is missing in the text."""
        return bool(self.unread)


def flash_lines(
    content: Mapping[str, Any],
    home: Home,
    number: str = "",
    unread: Mapping[str, str] | None = None,
    near: Nearby | None = None,
) -> tuple[FlashLine, ...]:
    """Return the eight lines of the Flash on `content`, which may still lack anything.

    What was not reported is called so, and never nil.

    Args:
        content: As the log keeps it.
        home: The station that sends it.
        number: Of the incident; "" before it has one.
        unread: The words that could not be read, by field name; "" where they can't be quoted.
        near: The place by which its position is told, if no bearing was typed.
    """
    said = (
        ("A", _("From"), f"{home.mission} / {home.code} / {number or _('no. on save')}", ()),
        ("B", _("When"), _when(content), ("occurred", "occurred_to", "time_precision")),
        ("C", _("What"), _what(content), ("type", "subtype")),
        ("D", _("Where"), _where(content, near), ("place", "region", "bearing", "route")),
        ("E", _("Grid"), _grid(content), ("position",)),
        ("F", _("Who"), _who(content), _WHO),
        ("G", _("Casualties"), _casualties(content), ("casualties",)),
        ("H", _("Summary"), content.get("summary", ""), ("summary",)),
    )
    wrong = unread or {}
    lines = []
    for letter, label, text, fields in said:
        missed = _("; ").join(_not_read(wrong[name]) for name in fields if name in wrong)
        told = text or ("" if missed else _("not reported"))
        lines.append(FlashLine(letter, label, told, missed))
    return tuple(lines)


_WHO = (
    *("target", "own_unit", "own_task"),
    *("attribution", "perpetrator", "attribution_basis", "claimed_by"),
)


def _not_read(words: str) -> str:
    return _("“{words}” not read").format(words=words) if words else _("not read")


def _when(content: Mapping[str, Any]) -> str:
    if "occurred" not in content:
        return ""
    precision = TimePrecision(content.get("time_precision", TimePrecision.MINUTE))
    start = show_occurred(as_time(content["occurred"]), precision)
    if "occurred_to" not in content:
        return start
    end = show_occurred(as_time(content["occurred_to"]), precision)
    return _("{start} to {end}").format(start=start, end=end)


def _what(content: Mapping[str, Any]) -> str:
    """Return the subtype in words, or the type; both where the subtype is free text."""
    code = content.get("type")
    label, kind = _(EventType(code).label) if code else "", show_subtype(content.get("subtype"))
    return labelled(label, kind) if kind and code in FREE_SUBTYPE else kind or label


def _where(content: Mapping[str, Any], near: Nearby | None) -> str:
    """Return the place in words: the typed bearing, or one from the nearest name, or the name."""
    place, region = content.get("place", ""), region_in_words(content.get("region"))
    away = content.get("bearing") or _from_nearest(content, near)
    names = [away] if fold(place) in fold(away) else [place, away]
    names += [content.get("route"), region and _("{name} region").format(name=region)]
    return ", ".join(filter(None, names))


def _from_nearest(content: Mapping[str, Any], near: Nearby | None) -> str:
    """Return such as "3 km N of Gao"; "" where the position stands for a whole area."""
    if near is None or content.get("location_precision") not in _POINTS:
        return ""
    return show_near(near)


def _grid(content: Mapping[str, Any]) -> str:
    if "position" not in content:
        return ""
    point = as_position(content["position"])
    return f"{spaced_mgrs(point)} ({write_latlon(point)})"


def _who(content: Mapping[str, Any]) -> str:
    target = content.get("target")
    against = [_(TargetClass(target).label) if target else ""]
    against += [content.get(name, "") for name in ("own_unit", "own_task")]
    parts = (", ".join(filter(None, against)), _perpetrator(content))
    return _("; ").join(filter(None, parts))


def _perpetrator(content: Mapping[str, Any]) -> str:
    """Return who is held responsible and how far: a name never stands alone as if it were proved.

    "" if nothing was said of it.
    """
    named, code = content.get("perpetrator"), content.get("attribution")
    if not named and code in (None, Attribution.UNKNOWN):
        return _("perpetrator unknown") if code else ""
    how = _(Attribution(code).label).lower() if code else _("attribution not reported")
    claimant = content.get("claimed_by")
    if claimant and claimant != named:
        by = _("claimed by {group}").format(group=claimant)
        how = by if code == Attribution.CLAIMED else f"{how}, {by}"
    if basis := content.get("attribution_basis"):
        how = f"{how}: {basis}"
    return _("perpetrator {group} ({how})").format(group=named or _("not named"), how=how)


def _casualties(content: Mapping[str, Any]) -> str:
    """Return the rows in words; NIL only where somebody said that there were none."""
    rows = content.get("casualties", ())
    if not rows:
        return _("NIL") if content.get("effect") == Effect.NONE else ""
    if all(row["high"] == 0 for row in rows):
        return _("NIL")
    told = _("; ").join(show_casualty(row) for row in rows)
    if any(row["best"] is None for row in rows):
        return _("{casualties} (? = number not known)").format(casualties=told)
    return told
