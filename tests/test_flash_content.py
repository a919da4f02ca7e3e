"""The Flash says what the log holds of one incident: fact only, and nothing unknown called nil."""

from datetime import UTC, datetime, timedelta

import pytest

from db import acts
from db.current import state_of
from db.errors import Refused
from db.query import IncidentQuery
from db.reporting import watch_at
from db.reports import ReportOrder
from db.vocabulary import Precedence, ReportKind, Sensitivity
from exports.reports.flash_content import content
from exports.reports.reading import Reading
from tests.conftest import CAPTAIN, MAJOR

AGUELHOK, CAMP, CONTRACTOR, CLASH, STRUCK = (f"MIN-GAO-2016-{n:04}" for n in (8, 21, 22, 12, 18))


def uid_of(book, number):
    with book.reading() as session:
        return next(
            row.incident_uid for row in IncidentQuery().stream(session) if row.number == number
        )


def content_of(book, uid, at=None, **order):
    ordered = ReportOrder(ReportKind.FLASH, IncidentQuery(as_of=at), uid, **order)
    with book.reading() as session:
        return content(Reading(session, ordered, book.clock()))


def facts_of(content):
    return {fact.label: fact.value for pair in content.header.facts for fact in pair}


def said(content, label):
    """What stands under a label, its paragraphs joined by " | "."""
    items = (*content.event, *content.after)
    paragraphs = next(item.paragraphs for item in items if item.label == label)
    return " | ".join("".join(span.text for span in prose) for prose in paragraphs)


def counts(content):
    heads = content.casualties.outcomes
    return {
        (row.category, row.nationality): dict(
            zip(heads, (count.text for count in row.counts), strict=True)
        )
        for row in content.casualties.rows
    }


@pytest.fixture
def camp(sample):
    """The Flash on the attack on the camp at Gao, as the log knows it in the end."""
    return content_of(sample, uid_of(sample, CAMP))


@pytest.fixture
def flash(book):
    """The Flash on an incident with those fields."""

    def written(**fields):
        told = {"occurred": "311430Z MAY 16", "type": "DIR", "summary": "Shots."}
        return content_of(book, acts.log(book, MAJOR, {**told, **fields}).subject)

    return written


def people(**row):
    return {"category": "un_contingent", "outcome": "killed", "cause": "malicious_act", **row}


def test_the_camp_attack_counts_its_people_as_the_log_does(camp, sample):
    assert counts(camp) == {
        ("UN contingent", "China"): {
            "Killed": "1",
            "Serious": "3",
            "Light": "n/k",
            "Missing": "n/k",
        },
        ("UN contingent", "n/k"): {
            **{"Killed": "n/k", "Serious": "n/k", "Light": "10+", "Missing": "n/k"}
        },
        ("Others", ""): {"Killed": "n/k", "Serious": "n/k", "Light": "n/k", "Missing": "n/k"},
    }
    with sample.reading() as session:
        rows = state_of(session, uid_of(sample, CAMP)).content["casualties"]
    assert [row["best"] for row in rows] == [1, 3, 10]


def test_the_answer_is_made_of_the_facts(camp):
    assert camp.answer.startswith("VBIED, ")
    assert "312045Z MAY 16" in camp.answer
    assert "1 UN contingent (China) killed." in camp.answer
    assert "13+ UN contingent (3 China, 10+ n/k) injured." in camp.answer


def test_what_nobody_knows_yet_is_said(camp, sample):
    assert camp.not_known == ("perpetrator", "extent of damage")  # a claim is no perpetrator
    clash = content_of(sample, uid_of(sample, CLASH))
    assert {"exact time", "exact place", "number of killed", "number of injured"} <= set(
        clash.not_known
    )
    assert "Signatory group killed, number not yet known." in clash.answer


def test_the_body_has_every_line_in_its_order_and_no_assessment(camp):
    labels = [item.label for item in (*camp.event, *camp.after)]
    assert labels == [
        *("What", "When", "Where", "Who", "How"),
        *("Damage", "Own action", "CASEVAC", "Situation now", "Source", "Next report at"),
    ]
    assert "Planned together" not in repr(camp)


def test_each_line_says_what_was_entered(camp):
    assert "Vehicle-borne IED at the perimeter of the UN camp at Gao" in said(camp, "What")
    assert "312045Z MAY 16 (to the minute)" in said(camp, "When")
    assert "Reported 312051Z MAY 16." in said(camp, "When")
    assert "30Q ZC 196 991" in said(camp, "Where")
    assert "1 exact grid" in said(camp, "Where")
    assert "AQIM" in said(camp, "Who")
    assert "A claim is not responsibility." in said(camp, "Who")
    assert "Vehicle-borne IED" in said(camp, "How")
    assert said(camp, "Own action").startswith("Camp stood to at 312048Z")
    assert "No rounds fired by UN forces." in said(camp, "Own action")
    assert said(camp, "CASEVAC") == "All treated at the Level 2 hospital, Gao."
    assert said(camp, "Source") == "Camp operations room, radio. Grade B2, verified."
    assert "021200Z JUN 16" in said(camp, "Next report at")
    assert said(camp, "Damage") == said(camp, "Situation now") == "n/k"


def test_the_map_shows_an_exact_place_and_warns_of_the_zone(camp, sample):
    (dot,) = camp.map.dots
    assert (round(dot.latitude, 2), round(dot.longitude, 2)) == (16.25, -0.01)
    assert camp.map.notes == ("MGRS zone changes at 0°: always quote the zone.",)
    assert content_of(sample, uid_of(sample, CLASH)).map.dots == ()


def test_it_is_a_draft_that_goes_to_nobody_yet(camp):
    facts = facts_of(camp)
    assert camp.header.mark == "DRAFT"
    assert camp.header.precedence == "FLASH"
    assert (facts["To"], facts["Info"]) == ("n/a", "n/a")
    assert facts["Report no."] == "MIN-GAO FLASH DRAFT"
    assert facts["Incident"] == f"{CAMP} · VERIFIED"


def test_what_is_not_verified_says_so(flash, book):
    content = flash()
    assert "INITIAL" in repr(content.header.facts)
    assert "not yet verified by a second person" in said(content, "Source")
    uid = uid_of(book, "MIN-GAO-2016-0001")
    acts.amend(book, CAPTAIN, uid, {"damage": "One truck."}, "seen")
    assert "UPDATED 1, NOT VERIFIED" in repr(content_of(book, uid).header.facts)
    acts.verify(book, MAJOR, uid)
    acts.close(book, MAJOR, uid)
    assert said(content_of(book, uid), "Source").endswith(", verified.")


def test_nothing_reported_is_not_known_and_never_nil(flash):
    content = flash()
    assert "Casualties not yet known." in content.answer
    assert {count for row in counts(content).values() for count in row.values()} == {"n/k"}
    for label in ("How", "Damage", "CASEVAC", "Situation now"):
        assert said(content, label) == "n/k"
    assert "Grid n/k" in said(content, "Where")
    assert "perpetrator n/k" in said(content, "Who")
    assert content.not_known == (
        *("exact place", "weapon", "perpetrator"),
        *("number of killed", "number of injured", "extent of damage"),
    )


def test_where_somebody_said_that_there_was_no_effect_nobody_is_hurt(flash):
    content = flash(effect="none")
    assert "No casualties." in content.answer
    assert {count for row in counts(content).values() for count in row.values()} == {"0"}
    assert said(content, "Damage") == "NIL"
    assert "number of killed" not in content.not_known


def test_a_counted_none_is_zero_and_a_number_nobody_knows_is_not(flash):
    rows = [people(best=0), people(outcome="lightly_injured", best="?")]
    content = flash(casualties=rows)
    assert counts(content)["UN contingent", "n/k"]["Killed"] == "0"
    assert counts(content)["UN contingent", "n/k"]["Light"] == "n/k"
    assert "None killed. UN contingent injured, number not yet known." in content.answer


def test_un_personnel_and_others_are_never_one_number(sample):
    content = content_of(sample, uid_of(sample, CONTRACTOR))
    assert "1 UN contractor or other (France), 2 civilian killed." in content.answer
    assert counts(content)["UN contractor or other", "France"]["Killed"] == "1"
    assert counts(content)["Civilian", "Mali"]["Killed"] == "2"


def test_those_who_died_of_wounds_are_among_the_killed(flash):
    content = flash(casualties=[people(best=2), people(outcome="died_of_wounds", best=1)])
    assert counts(content)["UN contingent", "n/k"]["Killed"] == "3"
    assert "3 UN contingent killed." in content.answer


def test_abducted_people_have_a_column_of_their_own(flash):
    content = flash(casualties=[people(outcome="abducted", category="civilian", best=2)])
    assert counts(content)["Civilian", "n/k"]["Abducted"] == "2"
    assert "2 civilian abducted." in content.answer


def test_many_nationalities_are_added_up_by_category(flash):
    nations = ("TCD", "TGO", "SEN", "CHN", "NER", "BEN", "GIN", "BGD", "NLD", "SWE")
    content = flash(casualties=[people(nationality=nation, best=1) for nation in nations])
    assert counts(content)["UN contingent", "several"]["Killed"] == "10"


def test_an_accident_asks_for_no_weapon_and_no_perpetrator(flash):
    missing = flash(type="SAF").not_known
    assert "weapon" not in missing
    assert "perpetrator" not in missing


def test_what_only_an_ambush_has_stands_under_how(flash):
    content = flash(type="EXP", crater="2 m wide", ecm="yes")
    assert said(content, "How") == "Crater: 2 m wide; ECM fitted: Yes"


def test_the_long_narrative_is_not_in_a_flash(flash):
    assert "Word" not in repr(flash(narrative="Word for word. " * 1_333))


def test_a_struck_incident_gets_no_flash(sample):
    with pytest.raises(Refused) as refused:
        content_of(sample, uid_of(sample, STRUCK))
    assert "struck" in refused.value.what
    assert refused.value.remedy


def test_an_unknown_incident_is_refused(book):
    with pytest.raises(Refused):
        content_of(book, "nowhere")


def test_as_known_before_the_amendment_it_tells_of_five_and_of_nothing_later(sample):
    uid = uid_of(sample, AGUELHOK)
    then = content_of(sample, uid, datetime(2016, 6, 1, 12, tzinfo=UTC))
    assert counts(then)["UN contingent", "Chad"]["Killed"] == "5"
    assert "5 UN contingent (Chad) killed." in then.answer
    assert "six" not in repr(then)
    assert then.header.as_known_at == "011200Z JUN 16"
    now = content_of(sample, uid)
    assert counts(now)["UN contingent", "Chad"]["Killed"] == "6"


def test_it_is_prepared_by_whoever_had_the_watch_then(sample):
    uid = uid_of(sample, AGUELHOK)
    moments = (datetime(2016, 5, 18, 16, tzinfo=UTC), datetime(2016, 6, 4, tzinfo=UTC))
    for at in moments:
        with sample.reading() as session:
            officer = watch_at(session, at)
        assert content_of(sample, uid, at).header.signatures[0].who == str(officer or "")


def test_an_incident_that_was_not_logged_yet_gets_no_flash(sample):
    with pytest.raises(Refused) as refused:
        content_of(sample, uid_of(sample, AGUELHOK), datetime(2016, 4, 2, tzinfo=UTC))
    assert refused.value.what == f"{AGUELHOK} was not in the log at 020000Z APR 16."


def test_what_was_struck_later_had_its_flash_before(sample):
    uid = uid_of(sample, STRUCK)
    with sample.reading() as session:
        rows = IncidentQuery().stream(session)
        struck_at = next(row.recorded_at for row in rows if row.number == STRUCK)
    then = content_of(sample, uid, struck_at - timedelta(seconds=1))
    assert facts_of(then)["Incident"].startswith(f"{STRUCK} · INITIAL")


def test_it_says_what_was_ordered(sample):
    order = {
        **{"to": "JOC", "info": "U2, U3", "reference": "Your call", "approved": "Lt. Col. D."},
        **{"answer": "My own words.", "classification": Sensitivity.CONFIDENTIAL},
    }
    content = content_of(sample, uid_of(sample, CAMP), precedence=Precedence.IMMEDIATE, **order)
    facts = facts_of(content)
    assert (facts["To"], facts["Info"], facts["Reference"]) == ("JOC", "U2, U3", "Your call")
    assert content.answer == "My own words."
    assert content.header.classification == "CONFIDENTIAL"
    assert content.header.precedence == "IMMEDIATE"
    assert "Lt. Col. D." in repr(content.header.signatures)
