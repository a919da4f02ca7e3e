"""The SITREP says what the figures say, and nothing that was not known at its moment."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts
from db.figures import casualty_totals, figures
from db.journal import Author
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.time import read_period
from db.vocabulary import (
    KILLED,
    Category,
    Cause,
    EventType,
    Outcome,
    ReportKind,
    Sensitivity,
    TargetClass,
)
from db.vocabulary.countries import country_in_words
from exports.reports.content import Tone
from exports.reports.reading import Reading
from exports.reports.sitrep import content

MAJOR, CAPTAIN = Author("Maj.", "A.", "duty officer"), Author("Capt.", "B.", "watch officer")
NOW = datetime(2016, 6, 30, 12, tzinfo=UTC)
JUNE_1 = datetime(2016, 6, 1, 12, tzinfo=UTC)
FORTNIGHT = "2016-05-18/2016-05-31"


def asked(period, as_of=None):
    since, before = read_period(period)
    return IncidentQuery(since=since, before=before, as_of=as_of)


def content_of(book, period, as_of=None, now=NOW):
    with book.reading() as session:
        return content(Reading(session, ReportOrder(ReportKind.SITREP, asked(period, as_of)), now))


def text_of(prose):
    return "".join(span.text for span in prose)


def killed_by_category(content):
    """Return what the casualty table prints as killed, by category label."""
    told = {}
    for group in content.casualties.groups:
        for row in group.rows:
            told.setdefault(row.category, []).append(row.counts[0].text)
    return told


def answered(content, heading):
    return next(one.answer for one in content.returns if one.heading == heading)


@pytest.mark.parametrize(("as_of", "contingent", "contractors"), [(JUNE_1, 11, 2), (None, 12, 1)])
def test_the_sample_counts_its_dead_as_known_at_both_moments(
    sample, as_of, contingent, contractors
):
    content = content_of(sample, FORTNIGHT, as_of)
    killed = killed_by_category(content)
    assert sum(map(int, killed["UN contingent"])) == contingent
    assert sum(map(int, killed["UN contractor or other"])) == contractors
    assert f"{contingent} UN contingent" in content.answer
    assert f"{contractors} UN contractor" in content.answer
    assert content.casualties.groups[0].totals[0].text == "13"


@pytest.mark.parametrize("as_of", [JUNE_1, None])
@pytest.mark.parametrize("period", [FORTNIGHT, "2016-05-31", "2016-04-01/2016-06-30"])
def test_every_number_of_the_casualty_table_is_that_of_the_figures(sample, period, as_of):
    content = content_of(sample, period, as_of)
    with sample.reading() as session:
        totals = casualty_totals(session, asked(period, as_of).counted())
    printed = {
        (row.category, row.nationality, head): count
        for group in content.casualties.groups
        for row in group.rows
        for head, count in zip(content.casualties.outcomes, row.counts, strict=True)
        if count.nonzero or "n/k" in count.text
    }
    heads = {"Seriously injured": "Serious", "Lightly injured": "Light"}
    expected = {
        (
            total.category.label,
            country_in_words(total.nationality) or "not yet known",
            heads.get(total.outcome.label, total.outcome.label),
        ): (total.best or 0, total.not_known > 0)
        for total in totals
        if total.cause is Cause.MALICIOUS_ACT
    }
    assert {key: (_number(count), "n/k" in count.text) for key, count in printed.items()} == (
        expected
    )


def _number(count):
    digits = count.text.split(" ")[0].rstrip("+")
    return 0 if digits == "n/k" else int(digits)


@pytest.mark.parametrize("as_of", [JUNE_1, None])
def test_the_glance_adds_up_to_the_figures(sample, as_of):
    content = content_of(sample, FORTNIGHT, as_of)
    with sample.reading() as session:
        found = figures(session, asked(FORTNIGHT, as_of))
    rows = {row.label: row for row in content.glance.rows}
    assert rows["Incidents"].total.text == str(found.total)
    assert len(content.incidents.rows) == found.total
    un_killed = sum(
        total.best for total in found.casualties if total.outcome in KILLED and total.category.is_un
    )
    assert rows["UN killed, malicious act"].total.text == str(un_killed)
    others = [row for row in found.casualties if row.outcome in KILLED and not row.category.is_un]
    assert rows["Others killed"].total.text == f"{sum(row.best or 0 for row in others)} + n/k"
    on_un = sum(number for target, number in found.by_target.items() if target.startswith("un_"))
    assert 0 < on_un < found.total
    assert rows["on UN personnel, sites, convoys"].total.text == str(on_un)
    for row in rows.values():
        known = [int(count.text.rstrip("+")) for count in row.counts if count.text != "n/k"]
        assert row.total.text.split(" ")[0].rstrip("+") == str(sum(known))
    assert [column.label for column in content.glance.columns] == [str(d) for d in range(18, 32)]
    assert all(column.in_period for column in content.glance.columns)


def test_a_daily_report_frames_the_last_of_fourteen_days(sample):
    content = content_of(sample, "2016-05-31", JUNE_1)
    assert [column.in_period for column in content.glance.columns] == [False] * 13 + [True]
    assert len(content.incidents.rows) == 4
    assert "1+2" not in [row.killed.text for row in content.incidents.rows]
    assert "1+2" in [row.killed.text for row in content_of(sample, "2016-05-31").incidents.rows]


def test_a_corrected_fact_stands_beside_what_was_first_reported(sample):
    told = {one.serial: one for one in content_of(sample, "2016-05-31").significant}
    spans = [span for paragraph in told["GAO-0021"].paragraphs for span in paragraph]
    assert "Indirect fire, weapon unknown" in [s.text for s in spans if s.tone is Tone.WAS]
    assert "VBIED" in [span.text for span in spans if span.tone is Tone.STRONG]
    assert any("A claim is not responsibility." in span.text for span in spans)


def test_what_was_recorded_later_is_in_no_part_of_it(sample):
    moment = datetime(2016, 6, 1, 4, tzinfo=UTC)
    content = content_of(sample, "2016-05-31", moment)
    everything = repr(content)
    assert "AQIM" not in everything  # the claim came at 011015Z
    assert "France" not in everything  # the amendment of 3 June
    assert content.assessments == ()
    assert content.header.as_known_at == "010400Z JUN 16"
    assert content.shift.rows[-1].relief.startswith("on watch")
    earlier = content_of(sample, "2016-05-31", moment - timedelta(days=1, hours=1))
    assert earlier.answer.startswith("NIL")
    assert earlier.header.journal_entry < content.header.journal_entry
    assert earlier.header.journal_head != content.header.journal_head


def test_later_acts_change_nothing_of_what_was_known_before(book, clock):
    """The whole content of a moment is the same however much is entered after it."""
    dead = {"category": "un_police", "outcome": "killed", "cause": "malicious_act", "best": 1}
    fields = {"casualties": [dead], "assessment": "ours", "follow_up_due": "2016-06-01T06:00Z"}
    first, second, third = (
        log(book, clock, type="DIR", position="30QZD1583604274", **fields).subject
        for _number in range(3)
    )
    moment = clock.at
    before = content_of(book, "2016-05-31", moment)
    clock.tick(minutes=1)
    acts.amend(
        book, CAPTAIN, first, {"casualties": [], "type": "SAF", "sensitivity": "confidential"}, "x"
    )
    acts.strike(book, CAPTAIN, second, "x")
    acts.close(book, CAPTAIN, third)
    log(book, clock, type="CPX")
    log(book, clock, type="CPX", occurred="29 MAY 16")
    acts.close_watch(book, MAJOR)
    acts.open_watch(book, CAPTAIN)
    assert content_of(book, "2016-05-31", moment) == before
    assert content_of(book, "2016-05-31") != before


def test_the_changes_are_those_entered_since_the_period_began(sample):
    changed = content_of(sample, "2016-05-31").changes.rows
    assert [row.field for row in changed if row.serial == "GAO-0008"] == [
        "Casualties",
        "Summary",
        "Status",
    ]
    casualties = next(row for row in changed if row.serial == "GAO-0008")
    assert casualties.was.startswith("5 UN contingent (Chad) killed")
    assert casualties.now.startswith("6 UN contingent (Chad) killed")
    assert casualties.reason == "A sixth soldier of the contingent died; notified by the sector."


def test_struck_and_duplicate_incidents_are_named_and_counted_nowhere(sample):
    content = content_of(sample, FORTNIGHT)
    serials = {row.serial for row in content.incidents.rows}
    assert not serials & {"GAO-0017", "GAO-0018"}
    now = {change.serial: change.now for change in content.changes.rows if change.field == "Status"}
    assert now["GAO-0018"] == "STRUCK"
    assert now["GAO-0017"] == "DUPLICATE OF MIN-GAO-2016-0016"
    notes = " ".join(content.end_notes)
    assert "1, GAO-0018" in notes
    assert "1, GAO-0017" in notes


def test_the_returns_answer_every_heading(sample):
    content = content_of(sample, FORTNIGHT)
    assert answered(content, "Use of force by UN") == "1: GAO-0020"  # "No rounds fired" is none
    assert answered(content, "Abductions, hostages") == "1: GAO-0011"
    assert answered(content, "IED found and cleared") == "1: GAO-0009"
    assert answered(content, "Cease-fire violations") == ""


def test_an_assessment_bears_the_name_of_who_wrote_it(sample):
    judged = content_of(sample, FORTNIGHT).assessments
    assert judged[0].paragraphs == ("IED first, then fire: a prepared ambush.",)
    assert judged[0].basis.startswith("Capt. B. (watch officer), 190900Z MAY 16")


def test_the_map_says_how_many_it_leaves_out(sample):
    shown = content_of(sample, FORTNIGHT).map
    total = len(content_of(sample, FORTNIGHT).incidents.rows)
    assert shown.within == f"occurred in the period: {len(shown.dots)} of {total} plotted"
    assert f"Not plotted: {total - len(shown.dots)}," in " ".join(shown.notes)


def test_a_place_known_to_its_district_only_is_no_dot(book, clock):
    for precision in ("1", "3"):
        log(book, clock, type="OTH", position="30QZD1583604274", location_precision=precision)
    shown = content_of(book, "2016-05-31").map
    assert [dot.label for dot in shown.dots] == ["GAO-0001"]
    assert "Not plotted: 1, GAO-0002." in shown.notes


def test_a_period_holds_its_first_minute_and_not_the_one_after_its_last(book, clock):
    clock.tick(days=2)
    for occurred in ("302359Z MAY 16", "310000Z MAY 16", "312359Z MAY 16", "010000Z JUN 16"):
        log(book, clock, type="OTH", occurred=occurred)
    content = content_of(book, "2016-05-31")
    assert [row.serial for row in content.incidents.rows] == ["GAO-0002", "GAO-0003"]
    assert content.glance.rows[0].counts[-1].text == "2"
    assert content.glance.rows[0].total.text == "3"


def test_an_empty_period_says_nil(book):
    content = content_of(book, "2016-05-31")
    assert content.answer.startswith("NIL")
    assert content.significant == content.incidents.rows == content.changes.rows == ()
    assert {one.answer for one in content.returns} == {""}
    assert {row.nationality for group in content.casualties.groups for row in group.rows} == {""}
    assert text_of(content.casualties.summary[1]).endswith("NIL")
    assert content.header.classification == "UNCLASSIFIED"


def test_un_personnel_and_others_are_never_one_number(book, clock):
    people = [
        {"category": category, "outcome": "killed", "cause": "malicious_act", "best": best}
        for category, best in (("un_police", 1), ("civilian", 2), ("civilian", "?"))
    ]
    log(book, clock, type="DIR", casualties=people)
    content = content_of(book, "2016-05-31")
    assert content.incidents.rows[0].killed.text == "1+2 + n/k"
    un, others = (group.totals[0].text for group in content.casualties.groups)
    assert (un, others) == ("1", "2 + n/k")
    assert "UN personnel killed: 1 UN police." in content.answer
    assert "Others killed: 2 + n/k civilian." in content.answer


def test_a_death_by_accident_is_told_apart_from_malicious_acts(book, clock):
    dead = {"category": "un_contingent", "nationality": "SEN", "outcome": "killed", "best": 1}
    log(book, clock, type="SAF", casualties=[{**dead, "cause": "accident"}])
    content = content_of(book, "2016-05-31")
    assert content.casualties.groups[0].totals[0].text == "0"
    assert text_of(content.casualties.summary[1]) == (
        "Other causes in the period: 1 UN contingent (Senegal) killed, accident."
    )
    assert "1 UN contingent (Senegal; accident)" in content.answer
    assert {row.label: row.total.text for row in content.glance.rows}[
        "UN killed, other causes"
    ] == "1"


def test_a_late_entry_is_listed_and_named_as_a_change(book, clock):
    log(book, clock, occurred="28 MAY 16", type="CRM")
    content = content_of(book, "2016-05-31")
    assert content.incidents.rows == ()
    assert [row.serial for row in content.incidents.late] == ["GAO-0001"]
    assert [change.now for change in content.changes.rows] == ["LATE, occurred 28 MAY"]


def test_the_gravest_dozen_is_told_in_full_and_the_rest_is_announced(book, clock):
    for number in range(14):
        dead = {"category": "civilian", "outcome": "killed", "best": number + 1}
        log(book, clock, type="KIL", casualties=[dead], summary=f"no. {number}")
    content = content_of(book, "2016-05-31")
    assert len(content.significant) == 12
    assert "GAO-0001" not in {one.serial for one in content.significant}
    assert any(note.startswith("2 more significant") for note in content.incidents.notes)


def test_the_report_is_as_sensitive_as_the_most_sensitive_incident_in_it(book, clock):
    log(book, clock, type="OTH", sensitivity="unclassified")
    assert content_of(book, "2016-05-31").header.classification == "UNCLASSIFIED"
    log(book, clock, type="OTH", sensitivity="strictly_confidential")
    assert content_of(book, "2016-05-31").header.classification == "STRICTLY CONFIDENTIAL"


def test_what_is_overdue_is_so_at_the_moment_of_the_report(book, clock):
    log(book, clock, type="OTH", follow_up_due="2016-05-31T18:00Z")
    states = [
        content_of(book, "2016-05-31", as_of).follow_ups.rows[0].state
        for as_of in (datetime(2016, 5, 31, 17, tzinfo=UTC), datetime(2016, 6, 1, tzinfo=UTC))
    ]
    assert states == ["open", "OVERDUE 6 h"]


def test_nothing_is_due_on_a_closed_or_struck_incident(book, clock):
    for act in (None, acts.close, lambda *which: acts.strike(*which, "not ours")):
        uid = log(book, clock, type="OTH", follow_up_due="2016-06-02T12:00Z").subject
        if act:
            act(book, MAJOR, uid)
    content = content_of(book, "2016-05-31")
    assert [row.serial for row in content.follow_ups.rows] == ["GAO-0001"]
    assert content.shift.rows[-1].open_actions == "1"


def test_a_watch_is_relieved_by_nobody_before_the_next_is_assumed(sample):
    between = datetime(2016, 5, 30, 18, 0, 30, tzinfo=UTC)
    assert content_of(sample, "2016-05-30", between).shift.rows[0].relief == "not relieved"
    assert content_of(sample, "2016-05-30").shift.rows[0].relief == "by Capt. C., 301801Z MAY"


def log(book, clock, **fields):
    return acts.log(book, MAJOR, {"occurred": "311430Z MAY 16", "summary": "something", **fields})


people = st.fixed_dictionaries(
    {
        "category": st.sampled_from([str(one) for one in Category]),
        "outcome": st.sampled_from([str(one) for one in Outcome]),
        "cause": st.sampled_from([str(one) for one in Cause]),
        "nationality": st.sampled_from(["TCD", "FRA", ""]),
        "best": st.one_of(st.just("?"), st.integers(0, 30)),
    }
)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80)
incident = st.fixed_dictionaries(
    {
        "occurred": st.sampled_from(["311430Z MAY 16", "30 MAY 16", "MAY 16", "1 APR 16"]),
        "type": st.sampled_from([str(one) for one in EventType]),
        "summary": words.filter(str.strip),
    },
    optional={
        "casualties": st.lists(people, max_size=4),
        "target": st.sampled_from([str(one) for one in TargetClass]),
        "place": words,
        "position": st.sampled_from(["30QZD1583604274", "16.7 N 3.0 W"]),
        "narrative": words,
        "assessment": words,
        "attribution": st.sampled_from(["unknown", "claimed", "suspected", "competing_claims"]),
        "claimed_by": words,
        "use_of_force": words,
        "effect": st.sampled_from(["none", "damage", "casualties"]),
        "sensitivity": st.sampled_from([str(one) for one in Sensitivity]),
        "follow_up_due": st.just("2016-06-02T12:00Z"),
    },
)
period = st.sampled_from(["2016-05-31", "2016-05-30/2016-05-31", "2016-01-01/2016-12-31"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(incident, max_size=4), st.sampled_from([None, "amend", "strike", "verify"]), period)
def test_no_log_makes_it_fail(book, incidents, act, days):
    for fields in incidents:
        uid = acts.log(book, MAJOR, fields).subject
        if act == "amend":
            acts.amend(book, CAPTAIN, uid, {"summary": "amended", "type": "CPX"}, "because")
        elif act == "strike":
            acts.strike(book, CAPTAIN, uid, "because")
        elif act == "verify":
            acts.verify(book, CAPTAIN, uid)
    content = content_of(book, days)
    with book.reading() as session:
        assert len(content.incidents.rows) == asked(days).counted().count(session)
    assert len(content.answer) < 400
