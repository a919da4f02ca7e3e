"""What every report on one incident says in the same words: its status, its place on the map."""

from db.current import State
from db.text import as_position, show_status
from db.vocabulary import Status
from db.words import _
from exports.reports.content import Dot, Map, Prose, Span, Tone
from exports.reports.incident_told import Told

_AROUND_KM = 220.0  # shown on the map, from south to north
_ZONE_WIDE = 6  # degrees
_BY_THE_ZONE = 1.0  # degrees from the next zone of the grid: it is on the map


def status_in_words(state: State) -> str:
    """Return the status; what was amended and is not verified says both."""
    known = state.payload
    status = show_status(state.status, known["updates"], known.get("duplicate_of"))
    if state.status in (Status.UPDATED, Status.REOPENED):
        return _("{status}, not verified").format(status=status)
    return status


def graded(told: Told) -> Prose:
    """Return the grade of source and information, and whether a second person confirmed it."""
    grade = f"{told.content['reliability']}{told.content['credibility']}"
    words = _(", verified.") if told.verified_by else _(", not yet verified by a second person.")
    return (Span(_("Grade ")), Span(grade, Tone.STRONG), Span(words))


def no_proof() -> str:
    """Return what must stand behind every claim."""
    return _("A claim is not responsibility.")


def map_of(told: Told) -> Map:
    """Return the surroundings of the incident; no dot where its place is not known well enough."""
    countries = tuple(sorted(told.home.theatre))
    if not told.is_plotted:
        note = _("Not plotted: the place is not known well enough.")
        return Map(countries, (), "", notes=(note,))
    at = as_position(told.content["position"])
    meridian = round(at.longitude / _ZONE_WIDE) * _ZONE_WIDE
    notes = []
    if abs(at.longitude - meridian) < _BY_THE_ZONE:
        words = _("MGRS zone changes at {n}°: always quote the zone.")
        notes.append(words.format(n=meridian))
    named = told.content.get("bearing") or told.content.get("place", "")
    dot = Dot(at.longitude, at.latitude, named, True)
    towns = tuple(Dot(town.longitude, town.latitude, town.name, False) for town in told.towns)
    return Map(
        countries,
        (dot,),
        "",
        notes=tuple(notes),
        least_km=_AROUND_KM,
        zones=True,
        towns=towns,
        is_close=True,
    )
