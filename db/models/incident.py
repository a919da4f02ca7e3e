"""An incident, and the system-versioned revisions of what is known about it."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.fields import Kind, Section, field
from db.models.casualty import Casualty
from db.vocabulary import (
    Attribution,
    Context,
    Credibility,
    Effect,
    EventType,
    GroupType,
    Initiation,
    Intent,
    LocationPrecision,
    Means,
    PlaceType,
    Reliability,
    Sensitivity,
    Status,
    TargetClass,
    TimePrecision,
    YesNo,
)
from db.words import N_

_CURRENT = "superseded_at IS NULL"
# What the log can be sorted by, each by its columns: an index of the current rows for every one.
SORT_KEYS: dict[str, tuple[str, ...]] = {
    "number": ("station", "year", "serial"),
    "grade": ("reliability", "credibility"),
    "position": ("latitude", "longitude"),
    "occurred": ("occurred",),
    "reported": ("reported",),
    "recorded_at": ("recorded_at",),
    "type": ("type",),
    "place": ("place",),
    "region": ("region",),
    "target": ("target",),
    "perpetrator": ("perpetrator",),
    "attribution": ("attribution",),
    "killed": ("killed", "killed_open"),  # what nobody knows stands apart from nil
    "injured": ("injured", "injured_open"),
    "status": ("status",),
    "follow_up_due": ("follow_up_due",),
    "summary": ("summary",),
}

# What counts, totals, timeline and map read: they walk this one index and no row.
FACTS = (
    *("occurred", "type", "region", "target", "status", "station", "severity"),
    *("killed", "killed_un", "injured", "killed_open", "injured_open"),
    *("location_precision", "latitude", "longitude", "superseded_at"),
)
FACTS_INDEX = "ix_current_facts"


class Incident(Base):
    """The number an incident got when it was logged; never used twice, never without a row."""

    __tablename__ = "incident"
    __table_args__ = (Index(None, "station", "year", "serial", unique=True),)

    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    station: Mapped[str] = mapped_column(String(8))
    year: Mapped[int]
    serial: Mapped[int]


class IncidentRevision(Base):
    """What was known of an incident from `recorded_at` until `superseded_at` (None: it still is).

    The number stands here too, so that sorting by it walks one index. Totals follow from the
    casualty rows; None means that nothing was reported, 0 that there were none.
    """

    __tablename__ = "incident_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[str] = mapped_column(ForeignKey("journal.uid"), unique=True)
    incident_uid: Mapped[str] = mapped_column(ForeignKey("incident.uid"))
    revision: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(info=field(N_("Recorded")))
    superseded_at: Mapped[datetime | None]
    recorded_by: Mapped[str] = mapped_column(String(200))
    content_by: Mapped[str] = mapped_column(String(200))

    number: Mapped[str] = mapped_column(String(32), info=field(N_("No.")))
    station: Mapped[str] = mapped_column(String(8))
    year: Mapped[int]
    serial: Mapped[int]

    occurred: Mapped[datetime] = mapped_column(
        info=field(
            N_("DTG"),
            Section.FLASH,
            N_("When it happened: 311430Z, 1430Z, 31 MAY 16, yesterday 2215"),
            required=True,
        )
    )
    type: Mapped[EventType] = mapped_column(info=field(N_("Type"), Section.FLASH, required=True))
    subtype: Mapped[str | None] = mapped_column(
        String(200), info=field(N_("Subtype"), Section.FLASH)
    )
    target: Mapped[TargetClass | None] = mapped_column(
        info=field(N_("Target"), Section.FLASH, N_("The main one; others further down"))
    )
    place: Mapped[str | None] = mapped_column(String(200), info=field(N_("Place"), Section.FLASH))
    latitude: Mapped[float | None] = mapped_column(
        Float,
        info=field(
            N_("MGRS"),
            Section.FLASH,
            N_("30QZD 15836 04274, or 16.2988 N 0.0447 W"),
            kind=Kind.POSITION,
            name="position",
        ),
    )
    longitude: Mapped[float | None] = mapped_column(Float)
    grid_digits: Mapped[int | None] = mapped_column(Integer)
    casualties: Mapped[list[Casualty]] = relationship(
        lazy="raise",
        viewonly=True,
        info=field(
            N_("Casualties"),
            Section.FLASH,
            N_("A row per group; leave empty if nothing was reported"),
            kind=Kind.CASUALTIES,
            limit=500,
        ),
    )
    summary: Mapped[str] = mapped_column(
        Text,
        info=field(
            N_("Summary"),
            Section.FLASH,
            N_("What was reported, in the caller's words"),
            required=True,
            limit=600,
        ),
    )

    occurred_to: Mapped[datetime | None] = mapped_column(
        info=field(N_("Until"), Section.TIME_PLACE, N_("If it lasted"))
    )
    time_precision: Mapped[TimePrecision] = mapped_column(
        info=field(N_("Time known"), Section.TIME_PLACE)
    )
    reported: Mapped[datetime | None] = mapped_column(
        info=field(N_("Reported"), Section.TIME_PLACE, N_("When the watch heard of it"))
    )
    region: Mapped[str | None] = mapped_column(
        String(120),
        info=field(N_("Region"), Section.TIME_PLACE, N_("Follows from position or place")),
    )
    location_precision: Mapped[LocationPrecision | None] = mapped_column(
        info=field(N_("Place known"), Section.TIME_PLACE)
    )
    place_type: Mapped[PlaceType | None] = mapped_column(
        info=field(N_("Place type"), Section.TIME_PLACE)
    )
    route: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Route"), Section.TIME_PLACE, N_("Name and kilometre"))
    )
    bearing: Mapped[str | None] = mapped_column(
        String(120),
        info=field(N_("Bearing and distance"), Section.TIME_PLACE, N_("e.g. 12 km N of Aguelhok")),
    )

    further_targets: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True),
        info=field(
            N_("Further targets"),
            Section.TARGET,
            kind=Kind.TERMS,
            choices=TargetClass,
            limit=12,
        ),
    )
    intent: Mapped[Intent | None] = mapped_column(info=field(N_("Intent"), Section.TARGET))
    context: Mapped[Context | None] = mapped_column(info=field(N_("Context"), Section.TARGET))
    own_unit: Mapped[str | None] = mapped_column(
        String(200), info=field(N_("Own unit"), Section.TARGET)
    )
    own_task: Mapped[str | None] = mapped_column(
        String(200), info=field(N_("Own task"), Section.TARGET, N_("e.g. logistic convoy, patrol"))
    )

    attribution: Mapped[Attribution | None] = mapped_column(
        info=field(N_("Attribution"), Section.PERPETRATOR, N_("A claim is not responsibility"))
    )
    perpetrator: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Group"), Section.PERPETRATOR)
    )
    group_type: Mapped[GroupType | None] = mapped_column(
        info=field(N_("Group type"), Section.PERPETRATOR)
    )
    attribution_basis: Mapped[str | None] = mapped_column(
        String(200),
        info=field(N_("By whom or what"), Section.PERPETRATOR, N_("Whose assessment, which proof")),
    )
    claimed_by: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Claimed by"), Section.PERPETRATOR)
    )
    claim_channel: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Claim channel"), Section.PERPETRATOR)
    )
    claimed_at: Mapped[datetime | None] = mapped_column(
        info=field(N_("Claimed at"), Section.PERPETRATOR)
    )

    means: Mapped[Means | None] = mapped_column(info=field(N_("Means"), Section.WEAPONS))
    effect: Mapped[Effect | None] = mapped_column(info=field(N_("Effect"), Section.WEAPONS))
    sequence: Mapped[str | None] = mapped_column(
        Text,
        info=field(
            N_("Sequence"), Section.WEAPONS, N_("What came first"), kind=Kind.TEXT, limit=20_000
        ),
    )

    convoy: Mapped[str | None] = mapped_column(
        String(200),
        info=field(N_("Convoy"), Section.AMBUSH_IED, N_("Vehicles in their order")),
    )
    position_hit: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Position hit"), Section.AMBUSH_IED, N_("e.g. third of seven"))
    )
    initiation: Mapped[Initiation | None] = mapped_column(
        info=field(N_("Initiation"), Section.AMBUSH_IED)
    )
    crater: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Crater"), Section.AMBUSH_IED, N_("Width and depth"))
    )
    ecm: Mapped[YesNo | None] = mapped_column(info=field(N_("ECM fitted"), Section.AMBUSH_IED))
    secondary_device: Mapped[YesNo | None] = mapped_column(
        info=field(N_("Secondary device"), Section.AMBUSH_IED)
    )
    eod: Mapped[YesNo | None] = mapped_column(info=field(N_("EOD called"), Section.AMBUSH_IED))

    fire_direction: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Direction of fire"), Section.SHOOTING, N_("e.g. from the NE"))
    )
    fire_distance: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Distance"), Section.SHOOTING, N_("In metres, or about"))
    )
    weapons: Mapped[str | None] = mapped_column(
        String(200), info=field(N_("Weapons"), Section.SHOOTING)
    )
    rounds_incoming: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Rounds incoming"), Section.SHOOTING, N_("e.g. about 40"))
    )
    rounds_own: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Own rounds"), Section.SHOOTING, N_("NIL if there were none"))
    )

    own_action: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Own action"), Section.OWN_ACTION, kind=Kind.TEXT, limit=20_000)
    )
    use_of_force: Mapped[str | None] = mapped_column(
        Text,
        info=field(
            N_("Use of force"),
            Section.OWN_ACTION,
            N_("Rounds, warnings; NIL if there was none"),
            kind=Kind.TEXT,
            limit=20_000,
        ),
    )
    casevac: Mapped[str | None] = mapped_column(
        Text, info=field(N_("CASEVAC"), Section.CASEVAC, kind=Kind.TEXT, limit=20_000)
    )
    damage: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Damage"), Section.DAMAGE, kind=Kind.TEXT, limit=20_000)
    )

    narrative: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Narrative"), Section.NARRATIVE, kind=Kind.TEXT, limit=200_000)
    )
    situation: Mapped[str | None] = mapped_column(
        Text, info=field(N_("Situation now"), Section.NARRATIVE, kind=Kind.TEXT, limit=20_000)
    )

    source: Mapped[str | None] = mapped_column(
        String(200), info=field(N_("Source"), Section.SOURCE, N_("Who reported it, by what means"))
    )
    reliability: Mapped[Reliability] = mapped_column(
        info=field(N_("Source reliability"), Section.SOURCE, N_("How reliable is the caller?"))
    )
    credibility: Mapped[Credibility] = mapped_column(
        info=field(N_("Information"), Section.SOURCE, N_("How likely is it?"))
    )

    assessment: Mapped[str | None] = mapped_column(
        Text,
        info=field(
            N_("Assessment"),
            Section.ASSESSMENT,
            N_("Your judgement, not fact; printed apart"),
            kind=Kind.TEXT,
            limit=20_000,
        ),
    )

    follow_up_due: Mapped[datetime | None] = mapped_column(
        info=field(N_("Follow-up due"), Section.FOLLOW_UP, due=True)
    )
    sensitivity: Mapped[Sensitivity] = mapped_column(
        info=field(N_("Sensitivity"), Section.FOLLOW_UP)
    )
    tags: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True),
        info=field(
            N_("Tags"), Section.FOLLOW_UP, N_("Separated by commas"), kind=Kind.WORDS, limit=30
        ),
    )

    status: Mapped[Status] = mapped_column(info=field(N_("Status")))
    updates: Mapped[int]
    duplicate_of: Mapped[str | None] = mapped_column(String(32))
    killed: Mapped[int | None] = mapped_column(info=field(N_("Killed")))
    killed_un: Mapped[int | None] = mapped_column(info=field(N_("UN killed")))
    injured: Mapped[int | None] = mapped_column(info=field(N_("Injured")))
    missing: Mapped[int | None] = mapped_column(info=field(N_("Missing")))
    abducted: Mapped[int | None] = mapped_column(info=field(N_("Abducted")))
    killed_open: Mapped[bool] = mapped_column(Boolean)  # some killed are not counted yet
    injured_open: Mapped[bool] = mapped_column(Boolean)
    severity: Mapped[int]  # 3 killed; 2 injured, abducted, unknown; 1 damage; 0 no effect

    __table_args__ = (
        Index(None, "incident_uid", "revision", unique=True),
        Index("ix_revision_known", "occurred", "recorded_at", "superseded_at"),
        Index(FACTS_INDEX, *FACTS, sqlite_where=text(_CURRENT)),
        *(
            Index(f"ix_current_{name}", *columns, sqlite_where=text(_CURRENT))
            for name, columns in SORT_KEYS.items()
        ),
    )
