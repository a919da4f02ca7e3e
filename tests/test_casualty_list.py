"""The casualty list: who was hurt in a period, UN personnel first, never a name."""

from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from db import acts
from db.errors import Stopped
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.time import read_period
from db.vocabulary import Category, ReportKind
from exports.reports.make import make_report
from tests.conftest import AMBUSH, CAPTAIN, MAJOR
from tests.paper import write_period

MAY_31 = IncidentQuery(*read_period("2016-05-31"))
SINCE_18 = read_period("2016-05-18/2016-05-31")
FIRST_REPORTS = datetime(2016, 6, 1, 12, tzinfo=UTC)
MARKUP = 'Car <b>bold</b> & <para> "quoted" 5 < 6'


def listed(book, query=MAY_31, **order):
    return make_report(book, ReportOrder(ReportKind.CASUALTIES, query, **order)).content


def counts(row):
    return [count.text for count in row.counts]


def hurt(**known):
    return {"category": "un_contingent", "outcome": "killed", "cause": "malicious_act", **known}


def text_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize(
    ("as_of", "contingent", "contractor", "others"),
    [(FIRST_REPORTS, "11", "2", "3 + n/k"), (None, "12", "1", "5 + n/k")],
)
def test_the_check_figures_come_out_at_both_moments(sample, as_of, contingent, contractor, others):
    made = listed(sample, IncidentQuery(*SINCE_18, as_of=as_of))
    by_type = {row.label: counts(row)[-1] for row in made.counts[1].rows}
    assert by_type["UN contingent"] == contingent
    assert by_type["UN contractor or other"] == contractor
    assert counts(made.counts[1].total) == ["13", "0", "0", "0", "0", "0", "13"]
    assert made.answer.startswith("UN personnel: 13 killed, 7 seriously injured, ")
    killed = {row.label: counts(row) for row in made.tables[2].subtotals}["Killed"]
    assert killed == [others]


def test_un_personnel_stand_by_nationality(sample):
    table = listed(sample, IncidentQuery(*SINCE_18)).counts[0]
    assert table.heads[1:4] == ("Killed", "Died of wounds", "Seriously injured")
    assert {row.label: counts(row)[:4] for row in table.rows} == {
        "China": ["1", "0", "3", "0"],
        "France": ["1", "0", "0", "0"],
        "Mali": ["0", "0", "0", "1"],
        "Senegal": ["0", "0", "0", "2"],
        "Chad": ["6", "0", "3", "0"],
        "Togo": ["5", "0", "1", "0"],
        "not yet known": ["0", "0", "0", "10+"],
    }
    assert counts(table.total) == ["13", "0", "7", "13+", "0"]


def test_a_line_has_the_columns_of_the_un_data(book):
    group = hurt(nationality="TCD", sex="female", age="adult", low=2, best=3, high=4)
    acts.log(book, MAJOR, {**AMBUSH, "casualties": [hurt(best=1), group]})
    (incident,) = listed(book).tables[0].incidents
    line = incident.lines[1]
    assert (line.line, line.personnel, line.nationality) == ("0001 / 2", "UN contingent", "Chad")
    assert (line.sex, line.age) == ("Female", "Adult")
    assert (line.outcome, line.cause) == ("Killed", "Malicious act")
    assert (line.number.text, line.updated) == ("about 3 (2-4)", "311500Z MAY 16")
    assert (incident.lines[0].nationality, incident.lines[0].sex) == ("n/k", "n/k")


def test_fatalities_stand_by_personnel_type_and_cause(book):
    causes = ("malicious_act", "accident", "illness", "self_inflicted", "to_be_determined")
    people = [
        hurt(category=str(category), cause=cause, best=number)
        for category in Category
        if category.is_un
        for number, cause in enumerate(causes, start=1)
    ]
    people.append(hurt(outcome="died_of_wounds", best=7))
    acts.log(book, MAJOR, {**AMBUSH, "casualties": people})
    table = listed(book).counts[1]
    assert counts(table.rows[0]) == ["8", "2", "3", "4", "5", "0", "22"]
    assert all(counts(row) == ["1", "2", "3", "4", "5", "0", "15"] for row in table.rows[1:])
    assert counts(table.total) == ["13", "12", "18", "24", "30", "0", "97"]


def test_un_personnel_and_others_are_never_in_one_number(book):
    people = [hurt(best=2), hurt(category="civilian", best=5)]
    acts.log(book, MAJOR, {**AMBUSH, "casualties": people})
    made = listed(book)
    assert "UN personnel: 2 killed." in made.answer
    assert "Not UN, as far as known: 5 killed." in made.answer
    assert "7" not in made.answer


def test_what_nobody_knows_is_apart_and_never_added(book):
    acts.log(book, MAJOR, {**AMBUSH, "casualties": [hurt(best=6), hurt(count="?")]})
    table = listed(book).tables[0]
    assert [line.number.text for line in table.incidents[0].lines] == ["6", "n/k"]
    assert [counts(row) for row in table.subtotals] == [["6 + n/k"]]


def test_what_is_not_verified_is_provisional_and_what_came_late_is_marked(book, clock):
    verified = acts.log(book, MAJOR, AMBUSH).subject
    acts.verify(book, CAPTAIN, verified)
    acts.close(book, MAJOR, verified)
    amended = acts.log(book, MAJOR, AMBUSH).subject
    acts.verify(book, CAPTAIN, amended)
    acts.amend(book, MAJOR, amended, {"route": "RN 18"}, "heard later")
    clock.tick(days=1)
    late = acts.log(book, MAJOR, AMBUSH).subject
    acts.verify(book, CAPTAIN, late)
    made = listed(book)
    states = [incident.state for incident in made.tables[0].incidents]
    assert states == ["CLOSED", "UPDATED 1 · PROVISIONAL", "VERIFIED · LATE · PROVISIONAL"]
    assert "Provisional: 2 of 3 incidents." in made.answer


def test_amendments_tell_what_was_said_before(sample):
    made = listed(sample, IncidentQuery(*SINCE_18))
    first = made.amendments[0]
    assert first.serial == "GAO-0008"
    assert first.was.startswith("5 UN contingent (Chad) killed")
    assert first.now.startswith("6 UN contingent (Chad) killed")
    assert listed(sample, IncidentQuery(*SINCE_18, as_of=FIRST_REPORTS)).amendments[0].serial != (
        "GAO-0008"
    )


def test_struck_duplicate_and_silent_incidents_count_nowhere_and_are_named(book):
    number = acts.log(book, MAJOR, AMBUSH).number
    struck = acts.log(book, MAJOR, AMBUSH).subject
    acts.strike(book, MAJOR, struck, "logged twice")
    twin = acts.log(book, MAJOR, AMBUSH).subject
    acts.mark_duplicate(book, MAJOR, twin, number)
    acts.log(book, MAJOR, {**AMBUSH, "casualties": []})
    made = listed(book)
    assert counts(made.counts[1].total)[-1] == "2"
    notes = "\n".join(made.end_notes)
    assert "Struck, counted nowhere: 1, GAO-0002." in notes
    assert "Duplicates, counted nowhere: 1, GAO-0003." in notes
    assert "Casualties not reported: 1, GAO-0004." in notes
    assert "Casualties of 1 incident not reported." in made.answer


def test_an_empty_period_is_nil_in_words(book, tmp_path):
    path = tmp_path / "list.pdf"
    made = write_period(book, ReportKind.CASUALTIES, MAY_31, path)
    assert made.content.answer == "NIL. No casualty is known in the period."
    text = " ".join(text_of(path).split())
    assert text.count("NIL. No fatality among UN personnel is known in the period.") == 2
    assert "NIL. No casualty among others is known in the period." in text
    assert "NIL. No casualty was reported otherwise before." in text


def test_five_hundred_rows_go_over_pages_under_a_repeated_head(book, tmp_path):
    nations = ("TCD", "TGO", "SEN", "NER", "CHN")
    people = [hurt(nationality=nations[number % 5], best=1) for number in range(500)]
    acts.log(book, MAJOR, {**AMBUSH, "casualties": people})
    path = tmp_path / "list.pdf"
    made = write_period(book, ReportKind.CASUALTIES, MAY_31, path)
    names = ["Chad", "China", "Niger", "Senegal", "Togo"]
    assert [row.label for row in made.content.counts[0].rows] == names
    pages = [page.extract_text() for page in PdfReader(path).pages]
    lines = [line for page in pages for line in page.split("\n") if line.startswith("0001 / ")]
    assert lines == [f"0001 / {number}" for number in range(1, 501)]
    assert sum("Type of casualty" in page for page in pages) > 8


def test_typed_text_is_text_and_names_of_places_print_in_their_script(book, tmp_path):
    acts.log(book, MAJOR, {**AMBUSH, "place": MARKUP})
    acts.log(book, MAJOR, {**AMBUSH, "place": "غاو"})
    path = tmp_path / "list.pdf"
    made = write_period(book, ReportKind.CASUALTIES, MAY_31, path)
    assert "".join(MARKUP.split()) in "".join(text_of(path).split())
    assert made.missing == ()


def test_the_text_reads_from_un_fatalities_to_others(sample, tmp_path):
    path = tmp_path / "list.pdf"
    write_period(sample, ReportKind.CASUALTIES, IncidentQuery(*SINCE_18), path)
    text = text_of(path)
    heads = (
        "UN personnel by nationality",
        "UN fatalities by personnel type and cause",
        "UN fatalities, by incident",
        "UN personnel injured, missing",
        "Not UN personnel, same period",
        "Amendments of casualties",
        "No personal names.",
        "End of text",
    )
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_the_same_log_at_the_same_moment_gives_the_same_bytes(sample):
    sample.clock = lambda: datetime(2016, 6, 30, tzinfo=UTC)
    order = ReportOrder(ReportKind.CASUALTIES, IncidentQuery(*SINCE_18))
    assert make_report(sample, order).pdf == make_report(sample, order).pdf


@pytest.mark.parametrize("calls", [1, 4, 20])
def test_it_can_be_stopped(sample, calls):
    left = iter(range(calls - 1))

    def stop(done, total):
        assert 0 <= done <= total
        if next(left, None) is None:
            raise Stopped

    with pytest.raises(Stopped):
        make_report(sample, ReportOrder(ReportKind.CASUALTIES, IncidentQuery(*SINCE_18)), stop)


def test_lines_and_amendments_link_to_where_their_incident_is_told(sample, tmp_path):
    path = tmp_path / "list.pdf"
    write_period(sample, ReportKind.CASUALTIES, IncidentQuery(*SINCE_18), path)
    pages = PdfReader(path).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", ())]
    linked = [(note["/Dest"][0].idnum, note["/Dest"][3]) for note in notes]

    content = listed(sample, IncidentQuery(*SINCE_18))
    told = [incident for table in content.tables for incident in table.incidents]
    serials = {incident.serial for incident in told}
    lines = sum(len(incident.lines) for incident in told)
    amended = sum(one.serial in serials for one in content.amendments)
    assert len(set(linked)) == len(told) > len(serials)
    assert len(linked) == lines + (len(told) - len(serials)) + amended
