"""How a map marks what happened: shapes that stay apart in grey too (ours)."""

from db.vocabulary.events import EventType
from db.vocabulary.term import Term
from db.words import N_


class MapMark(Term):
    """A kind of mark. What counts nowhere has one of its own, whatever had been logged."""

    DIRECT = "direct_fire", N_("Direct fire, clash")
    EXPLOSIVE = "explosive", N_("Explosive, air")
    COMPLEX = "complex", N_("Complex")
    INDIRECT = "indirect_fire", N_("Mortar, rocket")
    CRIME = "crime", N_("Crime, abduction")
    UNREST = "unrest", N_("Unrest, obstruction")
    FOUND = "found", N_("Found, cleared")
    OWN = "own", N_("Own force, accident, other")
    STRUCK = "struck", N_("Struck, duplicate")


MARKS: dict[EventType, MapMark] = {
    EventType.DIR: MapMark.DIRECT,
    EventType.KIL: MapMark.DIRECT,
    EventType.CFV: MapMark.DIRECT,
    EventType.EXP: MapMark.EXPLOSIVE,
    EventType.AIR: MapMark.EXPLOSIVE,
    EventType.CPX: MapMark.COMPLEX,
    EventType.IDF: MapMark.INDIRECT,
    EventType.ABD: MapMark.CRIME,
    EventType.CRM: MapMark.CRIME,
    EventType.SXV: MapMark.CRIME,
    EventType.OBS: MapMark.UNREST,
    EventType.UNR: MapMark.UNREST,
    EventType.FND: MapMark.FOUND,
    EventType.UOF: MapMark.OWN,
    EventType.SAF: MapMark.OWN,
    EventType.OTH: MapMark.OWN,
}
