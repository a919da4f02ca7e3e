"""A situation report of 31 May 2016 as plain data, one with nothing to say, and filling any."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime

from db.vocabulary import Sensitivity
from exports.reports.content import (
    Assessment,
    Casualties,
    CasualtyGroup,
    CasualtyRow,
    Change,
    Changes,
    Count,
    Dot,
    Fact,
    FollowUp,
    FollowUps,
    Glance,
    GlanceColumn,
    GlanceRow,
    Header,
    IncidentRow,
    Incidents,
    Map,
    Return,
    Shift,
    ShiftRow,
    Signature,
    Significant,
    SitrepContent,
    Span,
    Tone,
)

NOBODY = Count.of(0)
HEADER = Header(
    mission="Mission in Mali",
    title="Daily situation report",
    beside="DRAFT",
    number="MIN-GAO-2016-SITREP-152",
    running="Daily SITREP 152 · 31 MAY 16",
    mark="DRAFT",
    sensitivity=Sensitivity.CONFIDENTIAL,
    classification="CONFIDENTIAL",
    precedence="PRIORITY",
    sender="Gao",
    facts=(
        (Fact("From", "Gao"), Fact("DTG", "010412Z JUN 16", strong=True)),
        (Fact("To", "Headquarters"), Fact("Report no.", "MIN-GAO-2016-SITREP-152")),
        (Fact("Info", ""), Fact("Last report", "")),
        (Fact("Period", "310000Z to 312359Z MAY 16", strong=True), Fact("Reference", "")),
    ),
    as_known_at="010400Z JUN 16",
    generated="010412Z JUN 16",
    generated_at=datetime(2016, 6, 1, 4, 12, tzinfo=UTC),
    journal_head="9f3a71c204be",
    journal_entry=2418,
    signatures=(Signature("Prepared", "Capt.", "duty officer", "010400Z JUN 16"),),
)
DAYS = tuple(GlanceColumn("MAY", str(day), day == 31) for day in range(18, 32))
QUIET = tuple(NOBODY for _day in DAYS)
EMPTY = SitrepContent(
    header=HEADER,
    answer="No incident was logged.",
    glance=Glance("Fourteen days at a glance", "", DAYS, (GlanceRow("Incidents", QUIET, NOBODY),)),
    significant=(),
    map=Map(("MLI",), (), "occurred 31 May: 0 of 0 plotted"),
    incidents=Incidents("", ()),
    casualties=Casualties("", ("Killed",), ()),
    changes=Changes("Changes since the last report", "", "Was", ()),
    returns=(Return("Use of force by UN"), Return("Movement denied"), Return("Air incidents")),
    assessments=(),
    shift=Shift("", ()),
    follow_ups=FollowUps("", ()),
)
CAMP = IncidentRow(
    serial="GAO-0147",
    status="UPDATED 1",
    occurred="312045Z",
    what="Complex attack, VBIED",
    place="Camp, Gao",
    region="Gao",
    precision="1",
    target="UN military",
    attributed="unknown",
    killed=Count("1+2", True),
    serious=Count.of(3),
    light=Count("10+", True),
    grade="B2",
)
CLASH = replace(
    CAMP, serial="KID-0066", occurred="300930Z", place="Abeïbara", killed=Count.of(None)
)
FULL = replace(
    EMPTY,
    answer="Two attacks in Gao 15 minutes apart.",
    significant=(
        Significant(
            heading="Camp, Gao, 312045Z MAY 16",
            paragraphs=((Span("A "), Span("rocket", Tone.WAS), Span(" car bomb", Tone.STRONG)),),
            serial="GAO-0147",
            status="UPDATED (1)",
            margin=((Span("30Q ZC 2011 9875 · precision 1"),), (Span("Grade B2"),)),
        ),
    ),
    map=Map(
        countries=("MLI",),
        dots=(Dot(-0.045, 16.27, "GAO-0147", True), Dot(1.4, 18.44, "", False)),
        within="occurred 31 May: 1 of 1 plotted",
        before="occurred before: 1 of 2 plotted",
        notes=("Not plotted: KID-0066.",),
    ),
    incidents=Incidents("K killed", (CAMP,), (CLASH,), ("KID-0066 is late.",)),
    casualties=Casualties(
        aside="n/k = not known",
        outcomes=("Killed", "Died of wounds", "Serious"),
        groups=(
            CasualtyGroup(
                rows=(CasualtyRow("UN military", "China", (Count.of(1), NOBODY, Count.of(3))),),
                subtotal="UN personnel",
                totals=(Count.of(1), NOBODY, Count.of(3)),
            ),
        ),
        summary=((Span("UN killed by malicious act: 1"),),),
    ),
    changes=Changes(
        title="Changes since SITREP 151",
        aside="1 amendment",
        was_head="Was",
        rows=(
            Change("MOP-0055", "place", "on the road", "30 km W of Sévaré", "grid", "311122Z"),
            Change("KID-0066", "new", None, "LATE", "debrief", "310640Z"),
        ),
    ),
    assessments=(Assessment(("Probably coordinated.",), "Analysis cell.", "moderate"),),
    shift=Shift("", (ShiftRow("Day", "310600Z to 311800Z", "Maj.", "14", "5", "relieved"),)),
    follow_ups=FollowUps("", (FollowUp("010800Z", "GAO-0147", "Ask", "Hospital", "open", True),)),
    end_notes=("Left out: 1 struck.",),
)
# What nobody types: the program's own words and codes.
_CLOSED = {
    "title", "mark", "classification", "journal_head", "language",
    "columns", "countries", "outcomes", "was_head",
}  # fmt: skip


def filled(part: object, text: Callable[[], str]) -> object:
    """Return `part` of a report with `text()` in every place where somebody's words may stand."""
    if isinstance(part, str) and not isinstance(part, Tone):
        return text()
    if isinstance(part, tuple):
        return tuple(filled(one, text) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    open_fields = [field.name for field in fields(part) if field.name not in _CLOSED]
    return replace(part, **{name: filled(getattr(part, name), text) for name in open_fields})
