"""What happened: event types and subtypes, and the axes kept apart from them.

Types, subtypes and equivalents after ACLED (6 types, 25 sub-types) and the means of attack
in the published rows of the Aid Worker Security Database (AWSD). Codes and grouping are ours.
"""

from db.vocabulary.term import Term, same
from db.words import N_

_REMOTE = "Explosions/Remote violence"
_DEVICE = (_REMOTE, "Remote explosive/landmine/IED")
_SUICIDE = (_REMOTE, "Suicide bomb")
_SHELLING = (_REMOTE, "Shelling/artillery/missile attack")
_CLASH = ("Battles", "Armed clash")
_ATTACK = ("Violence against civilians", "Attack")
_ABDUCTION = ("Violence against civilians", "Abduction/forced disappearance")
_DISRUPTED = ("Strategic developments", "Disrupted weapons use")
_LOOTING = ("Strategic developments", "Looting/property destruction")
_OTHER = ("Strategic developments", "Other")
_MOB = ("Riots", "Mob violence")


class EventType(Term):
    """The act. ACLED's `Attack` replaces `Armed clash` where the target is unarmed civilians."""

    DIR = "DIR", N_("Direct fire"), same(acled=_CLASH, awsd="Shooting")
    EXP = "EXP", N_("Explosive"), same(acled=_DEVICE, awsd="Other Explosives")
    IDF = "IDF", N_("Indirect fire"), same(acled=_SHELLING, awsd="Shelling")
    CPX = "CPX", N_("Complex attack"), same(awsd="Complex attack")
    FND = "FND", N_("Found or cleared"), same(acled=_DISRUPTED)
    ABD = "ABD", N_("Abduction"), same(acled=_ABDUCTION, awsd="Kidnapping")
    KIL = "KIL", N_("Targeted killing"), same(acled=_ATTACK, awsd="Shooting")
    CRM = "CRM", N_("Crime"), same(acled=_LOOTING, awsd="Bodily assault")
    OBS = "OBS", N_("Obstruction"), same(acled=_OTHER, awsd="Detention/arrest")
    UNR = "UNR", N_("Unrest"), same(acled=("Protests", "Peaceful protest"))
    CFV = "CFV", N_("Third-party violence"), same(acled=_CLASH)
    SXV = (
        "SXV",
        N_("Conflict-related sexual violence"),
        same(acled=("Violence against civilians", "Sexual violence"), awsd="Rape/sexual assault"),
    )
    AIR = "AIR", N_("Air"), same(acled=(_REMOTE, "Air/drone strike"), awsd="Aerial bombardment")
    UOF = "UOF", N_("Own use of force")
    SAF = "SAF", N_("Safety")
    OTH = "OTH", N_("Other"), same(acled=_OTHER, awsd="Unknown")


class Subtype(Term):
    """A kind of act within its type. CPX and OTH have none: theirs is free text."""

    AMBUSH = "ambush_of_convoy_or_patrol", N_("Ambush of convoy or patrol"), same(within="DIR")
    ATTACK_ON_POSITION = "attack_on_position", N_("Attack on position"), same(within="DIR")
    SNIPER = "sniper", N_("Sniper"), same(within="DIR")
    DRIVE_BY = "drive_by", N_("Drive-by"), same(within="DIR")
    RPG = "rpg", N_("RPG"), same(within="DIR")

    IED_COMMAND = (
        "roadside_ied_command",
        N_("Roadside IED, command"),
        same(within="EXP", awsd="Roadside IED"),
    )
    IED_PRESSURE = (
        "roadside_ied_pressure",
        N_("Roadside IED, pressure"),
        same(within="EXP", awsd="Roadside IED"),
    )
    IED_UNKNOWN = (
        "roadside_ied_unknown",
        N_("Roadside IED, trigger unknown"),
        same(within="EXP", awsd="Roadside IED"),
    )
    MINE_AT = "mine_at", N_("Mine, anti-tank"), same(within="EXP", awsd="Landmine")
    MINE_AP = "mine_ap", N_("Mine, anti-personnel"), same(within="EXP", awsd="Landmine")
    VBIED = "vbied", N_("VBIED"), same(within="EXP", awsd="Vehicle-born IED")
    SVBIED = "svbied", N_("SVBIED"), same(within="EXP", acled=_SUICIDE, awsd="Vehicle-born IED")
    PBIED = "pbied", N_("PBIED"), same(within="EXP", acled=_SUICIDE, awsd="Body-borne IED")
    GRENADE = "grenade", N_("Grenade"), same(within="EXP", acled=(_REMOTE, "Grenade"))
    UXO = "uxo", N_("UXO"), same(within="EXP")

    MORTAR = "mortar", N_("Mortar"), same(within="IDF")
    ROCKET = "rocket", N_("Rocket"), same(within="IDF")
    IDF_UNKNOWN = "unknown", N_("Indirect fire, weapon unknown"), same(within="IDF")

    IED_FOUND = "ied_found", N_("IED found"), same(within="FND")
    WEAPONS_CACHE = "weapons_cache", N_("Weapons cache"), same(within="FND")
    HOAX = "hoax", N_("Hoax"), same(within="FND")

    HOSTAGE_TAKING = "hostage_taking", N_("Hostage taking"), same(within="ABD")
    CARJACKING = (
        "carjacking_with_abduction",
        N_("Carjacking with abduction"),
        same(within="ABD"),
    )

    ASSASSINATION = "assassination", N_("Assassination"), same(within="KIL")
    EXECUTION = "execution", N_("Execution"), same(within="KIL", awsd="Bodily assault")

    HIJACKING = "hijacking", N_("Hijacking"), same(within="CRM")
    ROBBERY = "robbery", N_("Robbery"), same(within="CRM")
    THEFT = "theft", N_("Theft"), same(within="CRM")
    BREAK_IN = "break_in", N_("Break-in"), same(within="CRM")

    THREAT = "threat", N_("Threat"), same(within="OBS")
    MOVEMENT_DENIED = "movement_denied", N_("Movement denied"), same(within="OBS")
    DETENTION = (
        "detention",
        N_("Detention"),
        same(within="OBS", acled=("Strategic developments", "Arrests")),
    )
    STONE_THROWING = "stone_throwing", N_("Stone-throwing"), same(within="OBS", acled=_MOB)

    PROTEST = "protest", N_("Protest"), same(within="UNR")
    VIOLENT_DEMONSTRATION = (
        "violent_demonstration",
        N_("Violent demonstration"),
        same(within="UNR", acled=("Riots", "Violent demonstration")),
    )
    MOB = "mob", N_("Mob"), same(within="UNR", acled=_MOB)

    GROUP_AGAINST_GROUP = "group_against_group", N_("Group against group"), same(within="CFV")
    CEASE_FIRE = "cease_fire_violation", N_("Cease-fire violation"), same(within="CFV")
    COMMUNAL = "communal", N_("Communal violence"), same(within="CFV", acled=_ATTACK)
    AGAINST_CIVILIANS = (
        "against_civilians",
        N_("Against civilians"),
        same(within="CFV", acled=_ATTACK),
    )
    AGAINST_FORCES = (
        "against_national_or_international_forces",
        N_("Against national or international forces"),
        same(within="CFV"),
    )
    ARMED_MOVEMENT = (
        "armed_movement",
        N_("Armed movement"),
        same(within="CFV", acled=("Strategic developments", "Change to group/activity")),
    )

    AIR_STRIKE = "air_strike", N_("Air strike"), same(within="AIR")
    AIRCRAFT_HIT = "aircraft_hit", N_("Aircraft hit"), same(within="AIR")
    UAV = "uav", N_("UAV"), same(within="AIR")

    WARNING_SHOTS = "warning_shots", N_("Warning shots"), same(within="UOF")
    RETURN_FIRE = "return_fire", N_("Return fire"), same(within="UOF")
    NEGLIGENT_DISCHARGE = "negligent_discharge", N_("Negligent discharge"), same(within="UOF")
    FRIENDLY_FIRE = "friendly_fire", N_("Friendly fire"), same(within="UOF")

    ROAD_ACCIDENT = "road_accident", N_("Road accident"), same(within="SAF")
    AIR_ACCIDENT = "air_accident", N_("Air accident"), same(within="SAF")
    FIRE = "fire", N_("Fire"), same(within="SAF")
    DROWNING = "drowning", N_("Drowning"), same(within="SAF")
    ILLNESS = "illness", N_("Illness"), same(within="SAF")
    SELF_INFLICTED = "self_inflicted", N_("Self-inflicted"), same(within="SAF")


FREE_SUBTYPE = frozenset({EventType.CPX, EventType.OTH})  # ordered elements; anything else


def subtypes_of(event_type: EventType) -> tuple[Subtype, ...]:
    """Return the closed subtypes of `event_type`, in their order; empty where it is free text."""
    return tuple(term for term in Subtype if term.within == event_type)


class Context(Term):
    """Attack context, after AWSD."""

    AMBUSH = "ambush", N_("Ambush"), same(awsd="Ambush")
    COMBAT = "combat_or_crossfire", N_("Combat or crossfire"), same(awsd="Combat/Crossfire")
    INDIVIDUAL = "individual_attack", N_("Individual attack"), same(awsd="Individual attack")
    RAID = "raid", N_("Raid"), same(awsd="Raid")
    MOB = "mob_violence", N_("Mob violence"), same(awsd="Mob violence")
    DETENTION = "detention", N_("Detention"), same(awsd="Detention")
    UNKNOWN = "unknown", N_("Unknown"), same(awsd="Unknown")


class PlaceType(Term):
    """What sort of place it happened at (ours, near AWSD's Location)."""

    ROAD = "road", N_("Road")
    CAMP = "camp_or_base", N_("Camp or base")
    CHECKPOINT = "checkpoint", N_("Checkpoint")
    PATROL = "patrol", N_("Patrol")
    TOWN = "town_or_market", N_("Town or market")
    AIRFIELD = "airfield", N_("Airfield")
    PROJECT_SITE = "project_site", N_("Project site")
    UNKNOWN = "unknown", N_("Unknown")


class Means(Term):
    """Means of attack, after AWSD."""

    SHOOTING = "shooting", N_("Shooting"), same(awsd="Shooting")
    ROADSIDE_IED = "roadside_ied", N_("Roadside IED"), same(awsd="Roadside IED")
    VEHICLE_IED = "vehicle_borne_ied", N_("Vehicle-borne IED"), same(awsd="Vehicle-born IED")
    BODY_IED = "body_borne_ied", N_("Body-borne IED"), same(awsd="Body-borne IED")
    LANDMINE = "landmine", N_("Landmine"), same(awsd="Landmine")
    OTHER_EXPLOSIVES = "other_explosives", N_("Other explosives"), same(awsd="Other Explosives")
    SHELLING = "shelling", N_("Shelling"), same(awsd="Shelling")
    AERIAL = "aerial_bombardment", N_("Aerial bombardment"), same(awsd="Aerial bombardment")
    COMPLEX = "complex_attack", N_("Complex attack"), same(awsd="Complex attack")
    KIDNAPPING = "kidnapping", N_("Kidnapping"), same(awsd="Kidnapping")
    BODILY_ASSAULT = "bodily_assault", N_("Bodily assault"), same(awsd="Bodily assault")
    SEXUAL = "sexual_assault", N_("Sexual assault"), same(awsd="Rape/sexual assault")
    DETENTION = "detention_or_arrest", N_("Detention or arrest"), same(awsd="Detention/arrest")
    UNKNOWN = "unknown", N_("Unknown"), same(awsd="Unknown")


class Initiation(Term):
    """What set a device off (ours, after the subtypes of roadside IEDs)."""

    COMMAND_WIRE = "command_wire", N_("Command wire")
    RADIO = "radio", N_("Radio")
    PRESSURE = "pressure", N_("Pressure")
    TIMER = "timer", N_("Timer")
    SUICIDE = "suicide", N_("Suicide")
    UNKNOWN = "unknown", N_("Unknown")


class Effect(Term):
    """What the act achieved (ours)."""

    CASUALTIES = "casualties", N_("Casualties")
    DAMAGE = "damage", N_("Damage")
    NONE = "none", N_("None")
    FAILED = "failed", N_("Failed")
    DEFEATED = "defeated", N_("Defeated")


class TimePrecision(Term):
    """How exactly the time of occurrence is known."""

    MINUTE = "minute", N_("To the minute")
    HOUR = "hour", N_("To the hour")
    PART_OF_DAY = "part_of_day", N_("Part of day")
    DAY = "day", N_("Day")
    WEEK = "week", N_("Week")
    MONTH = "month", N_("Month")


class LocationPrecision(Term):
    """How exactly the place is known; ACLED geo_precision and UCDP where_prec follow from it."""

    EXACT = "1", N_("1 exact grid")
    NEAR = "2", N_("2 near a named place")
    DISTRICT = "3", N_("3 district")
    REGION = "4", N_("4 region")
    UNKNOWN = "5", N_("5 unknown")


PLOTTED = (LocationPrecision.EXACT, LocationPrecision.NEAR)  # a dot on a map says no less
