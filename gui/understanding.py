"""What the line below a field says: how the typing was understood, or why it was not."""

from collections.abc import Callable
from typing import Any

from db.alternatives import alternatives
from db.content import Circumstances, read_field
from db.errors import NotUnderstood
from db.fields import Field, Kind
from db.position import Position, is_grid, spaced_mgrs, write_latlon
from db.projection import totals_of
from db.regions import region_at
from db.text import as_position, as_time, show, show_count, show_near, show_subtype
from db.time import Reading, in_words, read_dtg
from db.vocabulary import EventType, Subtype, TimePrecision
from db.words import _
from gui.editors import GRADES, is_row
from gui.widgets import State

Said = tuple[State, str]


def understood(field: Field, typed: Any, around: Circumstances) -> Said:
    """Return how `typed` reads as `field`, in words; "hint" with the field's help for nothing."""
    if field.choices is EventType and typed in tuple(Subtype):
        return "ok", _type_words(typed)
    try:
        kept = read_field(field, typed, around)
    except NotUnderstood as problem:
        return "error", sentence(str(problem))
    if kept is None:
        return "hint", _help(field)
    if field.name in _BY_NAME:
        return _BY_NAME[field.name](field, typed, kept, around)
    return _BY_KIND.get(field.kind, _nothing)(field, typed, kept, around)


def choices_of(field: Field, typed: Any, around: Circumstances) -> tuple[str, ...]:
    """Return unambiguous texts to offer in place of what is typed; mostly none."""
    return alternatives(field, typed, around) if isinstance(typed, str) and typed else ()


def sentence(reason: str) -> str:
    """Return a reason with a capital, as it stands alone below a field."""
    return reason[:1].upper() + reason[1:]


def totals_in_words(rows: list[dict[str, Any]]) -> str:
    """Return the totals of kept rows, e.g. "2 killed, 3+ injured"; unknown numbers as ?."""
    totals = totals_of(rows, {})
    told = (
        (_("{n} killed"), show_count(totals["killed"], is_open=totals["killed_open"])),
        (_("{n} injured"), show_count(totals["injured"], is_open=totals["injured_open"])),
        (_("{n} missing"), show_count(totals["missing"])),
        (_("{n} abducted"), show_count(totals["abducted"])),
    )
    return ", ".join(words.format(n=count) for words, count in told if count not in ("", "0"))


def _occurred(_field: Field, typed: str, _kept: str, around: Circumstances) -> Said:
    """Say the time no more exactly than it was typed."""
    reading = read_dtg(typed, around.now, around.utc_offset)
    return "ok", in_words(reading, around.now, around.utc_offset)


def _time(_field: Field, _typed: str, kept: str, around: Circumstances) -> Said:
    reading = Reading(as_time(kept), TimePrecision.MINUTE)
    return "ok", in_words(reading, around.now, around.utc_offset)


def _position(_field: Field, typed: str, kept: Any, around: Circumstances) -> Said:
    """Say the position in the other notation, its region, and how far it is from which place."""
    point = as_position(kept)
    region = region_at(point.latitude, point.longitude)
    near = around.gazetteer.nearest(point.latitude, point.longitude) if around.gazetteer else None
    told = [write_latlon(point) if is_grid(typed) else spaced_mgrs(point)]
    if region:
        told.append(region.name)
    if near:
        told.append(show_near(near))
    return "ok", ", ".join(told)


def _place(_field: Field, typed: str, _kept: str, around: Circumstances) -> Said:
    spots = around.places_named(typed)
    if not spots:
        return "hint", _("Not in the gazetteer; kept as typed")
    where = write_latlon(Position(spots[0].latitude, spots[0].longitude))
    regions = ", ".join(dict.fromkeys(spot.region for spot in spots))
    if len(spots) > 1:
        return "hint", _("{n} places of that name: {regions}").format(n=len(spots), regions=regions)
    return "ok", f"{regions}, {where}"


def _term(field: Field, _typed: str, kept: str, _around: Circumstances) -> Said:
    if field.choices is EventType:
        return "ok", _type_words(kept)
    if is_row(field) and field.choices not in GRADES:  # what is chosen can be seen
        return "hint", _help(field)
    return "ok", show(field, kept)


def _type_words(code: str) -> str:
    """Return the code of a type and its words, or those of a subtype."""
    subtype = next((term for term in Subtype if term == code), None)
    event_type = EventType(subtype.within or "") if subtype else EventType(code)
    return f"{event_type}  {_((subtype or event_type).label)}"


def _subtype(_field: Field, _typed: str, kept: str, _around: Circumstances) -> Said:
    return "ok", show_subtype(kept)


def _length(field: Field, _typed: str, kept: str, _around: Circumstances) -> Said:
    """Say how long a text is once it comes near its limit."""
    if len(kept) * 2 < field.limit:
        return "hint", _help(field)
    return "hint", _("{count} of {limit} characters").format(count=len(kept), limit=field.limit)


def _casualties(_field: Field, _typed: Any, kept: Any, _around: Circumstances) -> Said:
    return "ok", totals_in_words(kept)


def _nothing(field: Field, _typed: Any, _kept: Any, _around: Circumstances) -> Said:
    return "hint", _help(field)


def _help(field: Field) -> str:
    return _(field.help) if field.help else ""


_Words = Callable[[Field, Any, Any, Circumstances], Said]

_BY_NAME: dict[str, _Words] = {"occurred": _occurred, "place": _place, "subtype": _subtype}

_BY_KIND: dict[Kind, _Words] = {
    Kind.LINE: _length,
    Kind.TEXT: _length,
    Kind.TERM: _term,
    Kind.TIME: _time,
    Kind.POSITION: _position,
    Kind.CASUALTIES: _casualties,
}
