"""The SINCREP says all that the log holds of one incident, and of each fact what it was before."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from db import acts
from db.errors import Refused
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.vocabulary import Language, LinkKind, ReportKind, Sensitivity
from exports.reports.content import Tone
from exports.reports.make import issue_report, make_report
from exports.reports.reading import Reading
from exports.reports.sincrep import content
from exports.reports.sincrep_series import Place
from tests.conftest import AMBUSH, CAPTAIN, MAJOR

AGUELHOK, CLASH, STRUCK = (f"MIN-GAO-2016-{n:04}" for n in (8, 12, 18))
THEN = datetime(2016, 6, 1, 12, tzinfo=UTC)  # before the sixth death was notified


def uid_of(book, number):
    with book.reading() as session:
        rows = IncidentQuery().stream(session)
        return next(row.incident_uid for row in rows if row.number == number)


def content_of(book, uid, at=None, **order):
    ordered = ReportOrder(ReportKind.SINCREP, IncidentQuery(as_of=at), uid, **order)
    with book.reading() as session:
        return content(Reading(session, ordered, book.clock()))


def body(content):
    """Every heading of the body by its title, the narrative too if it has one."""
    found = (*content.event, content.casualties, *content.after, content.follow_up)
    found += (content.narrative,) if content.narrative else ()
    return {passage.title: passage for passage in found}


def plain(prose):
    """Running text as it is printed: what is no longer true stands in brackets."""
    return "".join(f"[was {one.text}]" if one.tone is Tone.WAS else one.text for one in prose)


def said(content, title):
    return " | ".join(plain(prose) for prose in body(content)[title].paragraphs)


def figure(content, row, outcome):
    """A number of the casualty table, with what it was."""
    shown = content.people
    found = shown.rows[row].figures[shown.outcomes.index(outcome)]
    return [one.text for one in found.was], found.now.text


def facts(content):
    return {fact.label: fact.value for pair in content.header.facts for fact in pair}


@pytest.fixture
def aguelhok(sample):
    """The ambush north of Aguelhok, as the log knows it in the end."""
    return content_of(sample, uid_of(sample, AGUELHOK))


@pytest.fixture
def logged(book):
    """Logs an incident with those fields; its uid."""

    def log(**fields):
        return acts.log(book, MAJOR, {**AMBUSH, **fields}).subject

    return log


def test_the_ambush_at_aguelhok_killed_six_and_was_first_reported_as_five(aguelhok):
    assert figure(aguelhok, 0, "Killed") == (["5"], "6")
    assert figure(aguelhok, 0, "Serious") == ([], "3")
    assert figure(aguelhok, 1, "Killed") == (["5"], "6")
    assert aguelhok.people.rows[1].category == "UN total"
    assert "6 UN contingent (Chad) killed." in aguelhok.answer
    assert "[was first report five]⁷ six Chadian" in said(aguelhok, "What")


def test_as_known_before_the_amendment_there_were_five_and_nothing_of_later_is_told(sample):
    then = content_of(sample, uid_of(sample, AGUELHOK), THEN)
    assert figure(then, 0, "Killed") == ([], "5")
    assert "5 UN contingent (Chad) killed." in then.answer
    assert "sixth" not in repr(then)
    assert "six Chadian" not in repr(then)
    entered = {row.entered for row in then.changed[0].rows}
    assert entered == {"190845Z MAY 16", "190900Z MAY 16", "200905Z MAY 16"}  # verified last


def test_the_casualties_of_a_change_are_told_row_by_row(aguelhok):
    row = next(row for row in aguelhok.changed[0].rows if row.field == "6 Casualties")
    assert (row.was, row.now) == ("5 UN contingent (Chad) killed", "6 UN contingent (Chad) killed")
    assert (row.number, row.entered, row.by) == ("6", "030830Z JUN 16", "Capt. B.")
    assert row.reason.startswith("A sixth soldier")


def test_the_body_has_its_thirteen_headings(aguelhok):
    assert [passage.title for passage in aguelhok.event] == ["What", "When", "Where", "Who", "How"]
    assert aguelhok.casualties.title == "Casualties"
    assert [passage.title for passage in aguelhok.after] == [
        *("Damage", "Own action", "CASEVAC", "Current situation", "Source"),
    ]
    assert aguelhok.assessment.paragraphs == ("IED first, then fire: a prepared ambush.",)
    assert aguelhok.assessment.basis == "Capt. B. (watch officer), 190900Z MAY 16."
    assert said(aguelhok, "Follow-up due").startswith("201200Z MAY 16")


def test_each_heading_says_what_was_entered(aguelhok):
    assert "DTG: ~181500Z MAY 16; Time known: To the hour" in said(aguelhok, "When")
    assert "31Q BB 763 681 (19.5958 N 0.8677 E)" in said(aguelhok, "Where")
    assert "Own task: convoy escort" in said(aguelhok, "Who")
    assert "Claimed by: [was not reported]² Ansar Dine" in said(aguelhok, "Who")
    assert said(aguelhok, "Who").endswith("A claim is not responsibility.")
    assert said(aguelhok, "Damage") == "n/k"
    assert plain(body(aguelhok)["CASEVAC"].margin) == "B2 · 181540Z MAY 16"
    assert plain(body(aguelhok)["Who"].margin) == "B2 · 190845Z MAY 16"


def test_an_ambush_is_asked_for_what_only_an_ambush_has(logged, book):
    told = dict(body(content_of(book, logged(convoy="Six trucks")))["How"].particulars)
    assert plain(told["Convoy"]) == "Six trucks"
    assert {plain(told[name]) for name in ("ECM fitted", "EOD called", "Own rounds")} == {"n/k"}
    accident = content_of(book, logged(type="SAF", subtype=""))
    assert body(accident)["How"].particulars == ()


def test_nothing_reported_is_not_known_and_never_nil(book):
    uid = acts.log(book, MAJOR, {"occurred": "MAY 16", "type": "OTH", "summary": "Heard."}).subject
    nowhere = content_of(book, uid)
    assert nowhere.people.rows == ()
    assert said(nowhere, "Casualties") == "n/k: nobody reported whether anybody was hurt."
    assert "MGRS: n/k" in said(nowhere, "Where")
    assert "Time known: Month" in said(nowhere, "When")
    assert nowhere.map.dots == ()
    for title in ("Damage", "CASEVAC", "Current situation"):
        assert said(nowhere, title) == "n/k"
    assert all(not listed.rows and listed.nothing for listed in nowhere.record)
    assert nowhere.changed[0].rows == ()


def test_where_somebody_said_that_there_was_no_effect_there_were_no_casualties(logged, book):
    content = content_of(book, logged(casualties=[], effect="none"))
    assert said(content, "Casualties") == said(content, "Damage") == "NIL"


def test_a_group_that_vanished_keeps_its_row_with_what_it_was(logged, book):
    uid = logged()
    people = {"category": "civilian", "outcome": "killed", "cause": "malicious_act", "count": "?"}
    acts.amend(book, CAPTAIN, uid, {"casualties": [people]}, "taken for another")
    content = content_of(book, uid)
    assert [row.category for row in content.people.rows] == [
        *("UN contingent", "UN total", "Civilian", "Others, total"),
    ]
    assert figure(content, 0, "Killed") == (["2"], "0")
    assert figure(content, 2, "Killed") == (["0"], "n/k")


def test_a_range_is_told_with_its_bounds(logged, book):
    row = {**AMBUSH["casualties"][0], "low": 8, "best": 10, "high": 12}
    row.pop("count")
    alone = content_of(book, logged(casualties=[row]))
    assert figure(alone, 0, "Killed")[1] == "about 10 (8-12)"
    assert len(alone.people.notes) == 1
    added = content_of(book, logged(casualties=[row, row]))
    assert figure(added, 0, "Killed")[1] == "20+"
    assert added.people.notes[0].count("about 10 (8-12) UN contingent (Chad) killed") == 2


def test_a_text_amended_twice_shows_what_the_last_took_out_under_both_numbers(logged, book):
    uid = logged(damage="One truck was hit.")
    acts.amend(book, CAPTAIN, uid, {"damage": "Two trucks were hit."}, "counted")
    acts.amend(book, CAPTAIN, uid, {"damage": "Two trucks were burnt."}, "seen")
    content = content_of(book, uid)
    assert said(content, "Damage") == "Two trucks were [was hit.]¹ ² burnt."
    assert [(row.was, row.now) for row in content.changed[0].rows] == [
        *(("One truck was", "Two trucks were"), ("hit.", "burnt.")),
    ]


def test_what_was_taken_back_is_not_known_again(logged, book):
    uid = logged(damage="One truck.", own_unit="A patrol")
    acts.amend(book, CAPTAIN, uid, {"damage": "", "own_unit": ""}, "another incident")
    content = content_of(book, uid)
    assert said(content, "Damage") == "[was One truck.]² n/k"
    assert "Own unit: [was A patrol]¹ n/k" in said(content, "Who")


def test_forty_amendments_stand_in_the_table_and_three_in_the_text(logged, book, clock):
    uid = logged()
    for n in range(40):
        clock.tick(minutes=1)
        acts.amend(book, CAPTAIN, uid, {"reported": f"2016-05-31 15:{n:02}"}, f"reason {n}")
    content = content_of(book, uid)
    assert [row.number for row in content.changed[0].rows] == [str(n) for n in range(1, 41)]
    assert said(content, "When").count("[was ") == 3
    assert "[was not reported]¹ [was 311537Z MAY 16]³⁹ [was 311538Z MAY 16]⁴⁰ 311539Z" in said(
        content, "When"
    )


def test_a_narrative_of_more_than_250_words_stands_under_its_own_number(logged, book):
    short = content_of(book, logged(narrative="word " * 250))
    assert short.narrative is None
    assert "word word" in said(short, "How")
    long = content_of(book, logged(narrative="One two.\n\nThree.\n\n" + "word " * 251))
    assert "word word" not in said(long, "How")
    assert len(long.narrative.paragraphs) == 3
    assert long.narrative.title == "Narrative in full"


def test_remarks_files_and_links_are_listed_as_they_were_known(logged, book, clock):
    uid, other = logged(), acts.log(book, MAJOR, {**AMBUSH, "sensitivity": "confidential"})
    clock.tick(minutes=5)
    acts.remark(book, MAJOR, uid, "Helicopter away.", "tower", "311433Z")
    acts.attach(book, MAJOR, uid, "crater.jpg", b"one metre")
    acts.link(book, MAJOR, uid, other.number, LinkKind.PART_OF)
    known = clock.at
    clock.tick(minutes=5)
    acts.amend(book, MAJOR, other.subject, {"summary": "Later words."}, "heard")
    acts.remark(book, MAJOR, uid, "Later remark.")
    chronology, files, links = content_of(book, uid, known).record
    assert chronology.rows == (
        ("311433Z MAY 16\n3 min", "Helicopter away.", "tower, Maj. A., entered 311505Z MAY 16"),
    )
    ((letter, about, digits),) = files.rows
    assert (letter, digits.replace(" ", "")) == ("A", sha256(b"one metre").hexdigest()[:12])
    assert about == "crater.jpg (image/jpeg, 9 bytes), entered 311505Z MAY 16 by Maj. A."
    assert links.rows == ((other.number, AMBUSH["summary"], "Part of\nINITIAL"),)


def test_it_is_handled_as_the_most_sensitive_incident_that_it_tells_of(logged, book):
    incident = acts.log(book, MAJOR, AMBUSH)
    assert content_of(book, incident.subject).header.sensitivity is Sensitivity.UNCLASSIFIED
    other = logged(sensitivity="confidential")
    acts.link(book, MAJOR, other, incident.number, LinkKind.RELATED)
    assert content_of(book, incident.subject).header.sensitivity is Sensitivity.CONFIDENTIAL


def test_the_first_is_a_flash_then_come_updates_then_the_final(logged, book, clock):
    uid = logged()
    assert facts(content_of(book, uid))["Report no."] == "MIN-GAO SINCREP DRAFT FLASH"
    flash = issue_report(book, MAJOR, ReportOrder(ReportKind.FLASH, incident=uid))
    clock.tick(minutes=10)
    issue_report(book, MAJOR, ReportOrder(ReportKind.SINCREP, incident=logged()))  # of another
    first = issue_report(book, MAJOR, ReportOrder(ReportKind.SINCREP, incident=uid))
    clock.tick(minutes=10)
    content = content_of(book, uid)
    assert facts(content)["Report no."] == "MIN-GAO SINCREP DRAFT UPDATE 2"
    assert [(step.mark, step.place) for step in content.series] == [
        ("FLASH", Place.BEFORE),
        ("UPDATE 1", Place.BEFORE),
        ("UPDATE 2", Place.THIS),
        ("FINAL", Place.TO_COME),
    ]
    assert facts(content)["Reference"].splitlines() == [
        f"FLASH {flash}, as known at 311500Z MAY 16",
        f"UPDATE 1 {first}, as known at 311510Z MAY 16",
    ]
    final = content_of(book, uid, update="FINAL")
    assert facts(final)["Report no."].endswith("FINAL")
    assert final.series[-1].place is Place.THIS
    correction = content_of(book, uid, replaces=first)
    assert facts(correction)["Report no."].endswith("UPDATE 1")


@pytest.mark.parametrize(
    ("ordered", "language", "mark"),
    [
        ("update  3", Language.ENGLISH, "UPDATE 3"),
        ("Flash", Language.ENGLISH, "FLASH"),
        ("final", Language.FRENCH, "FINAL"),
        ("UPDATE 3", Language.FRENCH, "MISE À JOUR 3"),
    ],
)
def test_its_place_in_the_series_can_be_ordered(logged, book, ordered, language, mark):
    order = ReportOrder(ReportKind.SINCREP, incident=logged(), language=language, update=ordered)
    assert make_report(book, order).content.series[0].mark == mark


@pytest.mark.parametrize("wrong", ["finale", "UPDATE", "UPDATE 0", "UPDATE 2a", "3"])
def test_a_place_that_no_series_has_is_refused(logged, book, wrong):
    with pytest.raises(Refused, match="FLASH, UPDATE 1 to 99, or FINAL") as told:
        content_of(book, logged(), update=wrong)
    assert wrong in told.value.what


def test_an_update_tells_what_changed_since_the_report_before(logged, book, clock):
    uid = logged(damage="One truck.")
    acts.amend(book, CAPTAIN, uid, {"damage": "Two trucks."}, "counted")
    flash = issue_report(book, MAJOR, ReportOrder(ReportKind.FLASH, incident=uid))
    clock.tick(minutes=10)
    acts.amend(book, CAPTAIN, uid, {"damage": "Three trucks."}, "counted again")
    acts.remark(book, MAJOR, uid, "All clear.")
    acts.verify(book, MAJOR, uid)
    since, earlier = content_of(book, uid).changed
    assert since.title == f"Changes since {flash}, as known at 311500Z MAY 16"
    assert since.aside == "1 remark, 0 attachments, 0 links"
    assert [(row.number, row.field, row.was, row.now) for row in since.rows] == [
        ("2", "7 Damage", "Two", "Three"),
        ("", "Status", "UPDATED 2", "VERIFIED"),
    ]
    assert [row.number for row in earlier.rows] == ["1"]


def test_changes_are_told_since_the_report_that_is_named_if_it_is_of_the_series(
    logged, book, clock
):
    uid = logged()
    numbers = []
    for _place in range(2):
        numbers.append(issue_report(book, MAJOR, ReportOrder(ReportKind.SINCREP, incident=uid)))
        clock.tick(minutes=10)
    assert numbers[0] in content_of(book, uid, since=numbers[0]).changed[0].title
    assert numbers[1] in content_of(book, uid).changed[0].title
    other = issue_report(book, MAJOR, ReportOrder(ReportKind.SINCREP, incident=logged()))
    for wrong in (other, "MIN-GAO-SINCREP-2016-0099"):
        with pytest.raises(Refused):
            content_of(book, uid, since=wrong)


def test_a_struck_incident_is_told_as_struck_with_its_reason(sample):
    content = content_of(sample, uid_of(sample, STRUCK))
    assert content.answer == (
        f"{STRUCK} is STRUCK and counts nowhere."
        " Reason: Controlled demolition by EOD, notified the day before."
    )
    assert facts(content)["Incident"] == f"{STRUCK} · STRUCK"
    spans = [span for passage in body(content).values() for one in passage.paragraphs
             for span in one if passage.title not in ("Casualties", "Follow-up due")]  # fmt: skip
    assert {span.tone for span in spans} <= {Tone.STRUCK, Tone.WAS, Tone.AMENDED}
    assert Tone.STRUCK in {span.tone for span in spans}


def test_the_casualties_of_a_struck_incident_are_struck_too(logged, book):
    uid = logged()
    assert not any(row.is_struck for row in content_of(book, uid).people.rows)
    acts.strike(book, MAJOR, uid, "never happened")
    rows = content_of(book, uid).people.rows
    assert len(rows) == 2
    assert all(row.is_struck for row in rows)


def test_a_duplicate_names_the_incident_that_stands(logged, book):
    other = acts.log(book, MAJOR, AMBUSH)
    uid = logged()
    acts.mark_duplicate(book, MAJOR, uid, other.number, "heard twice")
    assert content_of(book, uid).answer == (
        f"MIN-GAO-2016-0002 is a DUPLICATE of {other.number} and counts nowhere."
        " Reason: heard twice."
    )


def test_before_it_was_struck_it_stood(sample):
    with sample.reading() as session:
        rows = IncidentQuery().stream(session)
        struck_at = next(row.recorded_at for row in rows if row.number == STRUCK)
    content = content_of(sample, uid_of(sample, STRUCK), struck_at - timedelta(seconds=1))
    assert "STRUCK" not in repr(content.header.facts)
    assert "demolition" not in repr(content)


def test_an_incident_that_was_not_logged_yet_is_refused_in_words(sample):
    early = datetime(2016, 4, 2, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        content_of(sample, uid_of(sample, AGUELHOK), early)
    assert refused.value.what == f"{AGUELHOK} was not in the log at 020000Z APR 16."
    assert refused.value.remedy


def test_the_officers_own_answer_stands_at_the_head(sample):
    content = content_of(sample, uid_of(sample, AGUELHOK), answer="Six killed, in my words.")
    assert content.answer == "Six killed, in my words."


def test_the_reason_for_reopening_is_told(logged, book):
    uid = logged()
    acts.close(book, MAJOR, uid)
    acts.reopen(book, MAJOR, uid, "A witness came in.")

    (table,) = content_of(book, uid).changed
    assert [(row.was, row.now, row.reason) for row in table.rows] == [
        ("INITIAL", "CLOSED", "n/a"),
        ("CLOSED", "REOPENED", "A witness came in."),
    ]
