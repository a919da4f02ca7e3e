"""What somebody typed into what the log keeps: every field read, checked, and said if wrong.

The kept content is plain JSON data (codes, ISO times, numbers) under the fields' names; a
field that was not reported is not in it. Reading kept content again gives the same content.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from db.base import stamp
from db.casualties import read_casualties
from db.errors import BadContent, NotUnderstood
from db.fields import Field, Kind, Section, fields_of
from db.folding import fold
from db.land import FAR_KM, km_from_land
from db.models import IncidentRevision
from db.position import Position, read_position
from db.regions import region_at, region_named
from db.text import show_number
from db.time import read_dtg
from db.vocabulary import (
    FREE_SUBTYPE,
    Credibility,
    EventType,
    LocationPrecision,
    Reliability,
    Sensitivity,
    Term,
    TimePrecision,
    read_term,
    subtypes_of,
)
from db.words import _

if TYPE_CHECKING:
    from db.gazetteer import Gazetteer, Place

_GRID_DIGITS = (2, 4, 6, 8, 10)
_DEGREE_DIGITS = 9  # a tenth of a millimetre
# Sections that are asked for only where the incident is of such a type.
SECTION_TYPES: dict[Section, frozenset[EventType]] = {
    Section.AMBUSH_IED: frozenset({EventType.DIR, EventType.EXP, EventType.CPX, EventType.FND}),
    Section.SHOOTING: frozenset({EventType.DIR, EventType.CPX, EventType.KIL, EventType.UOF}),
}
TYPED = tuple(known for known in fields_of(IncidentRevision) if known.section is not None)
DEFAULTS = {
    "time_precision": str(TimePrecision.MINUTE),
    "reliability": str(Reliability.F),
    "credibility": str(Credibility.CANNOT_BE_JUDGED),
    "sensitivity": str(Sensitivity.UNCLASSIFIED),
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a reader must know besides the text: the moment, the station's clock, the places."""

    now: datetime
    utc_offset: timedelta = timedelta(0)
    theatre: frozenset[str] = frozenset()
    gazetteer: "Gazetteer | None" = None

    def places_named(self, name: str) -> "tuple[Place, ...]":
        """Return the known places of exactly that name; none without a gazetteer."""
        return self.gazetteer.named(name) if self.gazetteer else ()


@dataclass(frozen=True, slots=True)
class Understood:
    """Content as the log keeps it, and what is doubtful in it by field name."""

    content: dict[str, Any]
    doubts: dict[str, str] = field(default_factory=dict)


def understand(
    raw: Mapping[str, Any], around: Circumstances, kept: Mapping[str, Any] | None = None
) -> Understood:
    """Return what `raw` says, laid over the `kept` content if there is any.

    Args:
        raw: Typed values by field name. None, "" and [] take a field back to "not reported".
        around: When and where it is typed.
        kept: Content already in the log, taken as it is.

    Raises:
        BadContent: With the reason for every field that can't be read.
    """
    problems = {name: _("there is no such field") for name in raw if name not in _READABLE}
    content = dict(kept) if kept else dict(DEFAULTS)
    for known in TYPED:
        if known.name not in raw or known.name in problems:
            continue
        try:
            value = read_field(known, raw[known.name], around)
        except NotUnderstood as error:
            problems[known.name] = str(error)
            continue
        content.pop(known.name, None)
        if value is not None:
            content[known.name] = value
    retimed = raw.get("occurred") and "occurred" in content and "occurred" not in problems
    if retimed and "time_precision" not in raw:
        _take_precision(content, raw["occurred"], around)
    problems.update(_required(content, problems))
    problems.update(_contradictions(content, problems))
    if problems:
        order = {known.name: place for place, known in enumerate(TYPED)}
        raise BadContent(dict(sorted(problems.items(), key=lambda item: order.get(item[0], -1))))
    for name, value in DEFAULTS.items():
        content.setdefault(name, value)
    if raw.get("place") and "place" in content:
        _spell_place(content, around)
    return Understood(content, _located(content, raw, around))


_READABLE = frozenset(known.name for known in TYPED)


def read_field(known: Field, raw: object, around: Circumstances) -> Any:
    """Return the kept value of what was typed; None for nothing; NotUnderstood says why not."""
    if isinstance(raw, str):
        raw = _clean(raw)
    if raw is None or raw in ("", [], {}):
        return None
    return _READERS[known.kind](known, raw, around) or None


def _clean(text: str) -> str:
    """Return `text` composed and without space at its ends; refuse what no page can hold."""
    for character in text:
        if unicodedata.category(character) == "Cs":
            raise NotUnderstood(_("half a character (U+{code:04X})").format(code=ord(character)))
        if unicodedata.category(character) == "Cc" and character not in "\n\t\r":
            raise NotUnderstood(
                _("a control character (U+{code:04X}): delete it").format(code=ord(character))
            )
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _read_text(known: Field, raw: object, around: Circumstances) -> str:
    text = _string(raw)
    if known.kind is Kind.LINE:
        text = " ".join(text.split())
    if len(text) > known.limit:
        raise NotUnderstood(
            _("{count} characters; at most {limit}").format(count=len(text), limit=known.limit)
        )
    return text


def _read_term(known: Field, raw: object, around: Circumstances) -> str:
    return str(read_term(known.choices or Term, _string(raw)))


def _read_terms(known: Field, raw: object, around: Circumstances) -> list[str]:
    return list(dict.fromkeys(_read_term(known, item, around) for item in _items(known, raw)))


def _read_words(known: Field, raw: object, around: Circumstances) -> list[str]:
    words = (" ".join(_clean(_string(item)).split()) for item in _items(known, raw))
    return list(dict.fromkeys(word for word in words if word))


def _read_time(known: Field, raw: object, around: Circumstances) -> str:
    reading = read_dtg(_string(raw), around.now, around.utc_offset, due=known.due)
    return stamp(reading.at)


def _read_point(known: Field, raw: object, around: Circumstances) -> dict[str, Any]:
    point = _point(raw) if isinstance(raw, Mapping) else read_position(_string(raw))
    latitude, longitude = (round(angle, _DEGREE_DIGITS) for angle in point[:2])
    _refuse_sea(latitude, longitude, around)
    return {"latitude": latitude, "longitude": longitude, "digits": point.digits}


def _point(raw: Mapping[str, Any]) -> Position:
    """Return the point of a mapping, as the log keeps one; its numbers are read like typed ones."""
    try:
        latitude, longitude = float(raw["latitude"]), float(raw["longitude"])
        digits = int(raw.get("digits", 10))
    except (KeyError, TypeError, ValueError, OverflowError):
        raise NotUnderstood(_("give latitude and longitude as numbers")) from None
    if digits not in _GRID_DIGITS:
        raise NotUnderstood(_("a grid has 2, 4, 6, 8 or 10 digits, not {n}").format(n=digits))
    typed = f"{latitude:.{_DEGREE_DIGITS}f} {longitude:.{_DEGREE_DIGITS}f}"
    return read_position(typed)._replace(digits=digits)


def _refuse_sea(latitude: float, longitude: float, around: Circumstances) -> None:
    """Refuse a position far out at sea; on an island too small for the map a known place tells."""
    if region_at(latitude, longitude):
        return
    far = km_from_land(latitude, longitude)
    if far <= FAR_KM:
        return
    near = around.gazetteer.nearest(latitude, longitude) if around.gazetteer else None
    if near is None or near.distance_km > FAR_KM:
        raise NotUnderstood(
            _("lies at sea, {km} km from land: check the zone and the letters").format(
                km=show_number(far)
            )
        )


def _read_people(known: Field, raw: object, around: Circumstances) -> list[dict[str, Any]]:
    return read_casualties(_items(known, [raw] if isinstance(raw, str) else raw))


_READERS: dict[Kind, Callable[[Field, Any, Circumstances], Any]] = {
    Kind.LINE: _read_text,
    Kind.TEXT: _read_text,
    Kind.TERM: _read_term,
    Kind.TERMS: _read_terms,
    Kind.WORDS: _read_words,
    Kind.TIME: _read_time,
    Kind.POSITION: _read_point,
    Kind.CASUALTIES: _read_people,
}


def _string(raw: object) -> str:
    if not isinstance(raw, str):
        raise NotUnderstood(_("must be text in quotes, not {raw}").format(raw=raw))
    return raw


def _items(known: Field, raw: object) -> list[Any]:
    items = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(items, list | tuple):
        raise NotUnderstood(_("must be a list"))
    if len(items) > known.limit:
        raise NotUnderstood(_("{n} rows; at most {limit}").format(n=len(items), limit=known.limit))
    return [item.strip() if isinstance(item, str) else item for item in items]


def _take_precision(content: dict[str, Any], raw: object, around: Circumstances) -> None:
    """Keep how exact the typed time itself was: `31 MAY 16` is a day, not midnight."""
    reading = read_dtg(_clean(_string(raw)), around.now, around.utc_offset)
    content["time_precision"] = str(reading.precision)


def _required(content: Mapping[str, Any], problems: Mapping[str, str]) -> dict[str, str]:
    return {
        known.name: _("is required")
        for known in TYPED
        if known.required and known.name not in content and known.name not in problems
    }


def _contradictions(content: Mapping[str, Any], problems: Mapping[str, str]) -> dict[str, str]:
    """Return what can't be true together, by the field where it is mended."""
    wrong: dict[str, str] = {}
    occurred = content.get("occurred")
    if occurred and content.get("occurred_to", occurred) < occurred:
        wrong["occurred_to"] = _("is before the incident began")
    exact = content.get("time_precision") == TimePrecision.MINUTE
    if occurred and exact and content.get("reported", occurred) < occurred:
        wrong["reported"] = _("is before the incident occurred")
    if "subtype" in content and "type" in content:
        reason = _subtype_problem(EventType(content["type"]), content["subtype"])
        if reason:
            wrong["subtype"] = reason
    return {name: reason for name, reason in wrong.items() if name not in problems}


def _subtype_problem(event_type: EventType, subtype: str) -> str | None:
    if event_type in FREE_SUBTYPE:
        return None
    choices = subtypes_of(event_type)
    if not choices:
        return _("{type} has no subtypes").format(type=event_type)
    if subtype in choices:
        return None
    return _("“{text}” is not a subtype of {type}: {codes}").format(
        text=subtype, type=event_type, codes=", ".join(choices)
    )


def _located(
    content: dict[str, Any], raw: Mapping[str, Any], around: Circumstances
) -> dict[str, str]:
    """Fill in the region where it follows, and return what is doubtful about the place."""
    doubts: dict[str, str] = {}
    point, place = content.get("position"), content.get("place")
    found = None
    if point:
        region = region_at(point["latitude"], point["longitude"])
        if around.theatre and (region is None or region.country not in around.theatre):
            doubts["position"] = _("{where} is outside the theatre ({theatre})").format(
                where=region.name if region else _("the position"),
                theatre=" ".join(sorted(around.theatre)),
            )
        found = region.name if region else None
    elif place:
        regions = {spot.region for spot in around.places_named(place)}
        found = regions.pop() if len(regions) == 1 else None
    typed = "region" in raw and "region" in content
    moved = "position" in raw or "place" in raw
    known = region_named(content["region"], around.theatre) if typed else None
    if known:
        content["region"] = known.name
    if moved and not (point or place) and not typed:
        content.pop("region", None)
    if moved and not raw.get("location_precision"):
        content.pop("location_precision", None)
    if found and not typed and (moved or "region" not in content):
        content["region"] = found
    elif found and content.get("region") not in (None, found):
        doubts["region"] = _elsewhere(content["region"], found, by_position=bool(point))
    if "location_precision" not in content and (point or found):
        exact = (
            LocationPrecision.EXACT if point and point["digits"] >= 6 else LocationPrecision.NEAR
        )
        content["location_precision"] = str(exact)
    return doubts


def _spell_place(content: dict[str, Any], around: Circumstances) -> None:
    """Give a known place its own capitals and accents; an alternate name stays as it is typed."""
    for spot in around.places_named(content["place"]):
        if fold(spot.name) == fold(content["place"]):
            content["place"] = spot.name
            return


def _elsewhere(chosen: str, found: str, *, by_position: bool) -> str:
    told = _("{chosen} was chosen, but the place lies in {region}")
    if by_position:
        told = _("{chosen} was chosen, but the position lies in {region}")
    return told.format(chosen=chosen, region=found)
