"""The SINCREP on paper: every word that was typed, on as many pages as they take."""

import shutil
import subprocess
import time
from datetime import UTC, datetime
from itertools import islice, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from db import acts
from db.content import TYPED
from db.errors import LogbookError
from db.fields import Kind
from db.query import IncidentQuery
from db.reports import ReportOrder, issued_pdf
from db.vocabulary import Category, Outcome, Paper, ReportKind
from exports.reports.make import issue_report
from tests.conftest import AMBUSH, CAPTAIN, MAJOR
from tests.paper import write_sincrep

ARABIC = "هجوم على القافلة شمال غاو"
WRITTEN = [one for one in TYPED if one.kind in (Kind.LINE, Kind.TEXT) and one.name != "subtype"]


def pages_of(path):
    """The text of each page, on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def text_of(path):
    return " ".join(pages_of(path))


def letters_of(text):
    return "".join(text.split())


@pytest.fixture
def sincrep(book, tmp_path):
    """Writes the SINCREP on an incident with those fields; its path and the letters missing."""

    def write(**fields):
        uid = acts.log(book, MAJOR, {**AMBUSH, **fields}).subject
        path = tmp_path / "sincrep.pdf"
        return path, write_sincrep(book, uid, path)

    return write


@pytest.fixture
def aguelhok(sample):
    """The ambush north of Aguelhok: its uid."""
    sample.clock = lambda: datetime(2016, 6, 30, 21, 18, tzinfo=UTC)
    with sample.reading() as session:
        rows = IncidentQuery().stream(session)
        return next(row.incident_uid for row in rows if row.number == "MIN-GAO-2016-0008")


def test_the_ambush_is_on_its_pages_number_by_number(sample, aguelhok, tmp_path):
    path = tmp_path / "sincrep.pdf"
    assert write_sincrep(sample, aguelhok, path) == ()
    text = text_of(path)
    for words in (
        "Special incident report 302118Z JUN 16",
        "Precedence IMMEDIATE",
        "6 UN contingent (Chad) killed. 3 UN contingent (Chad) injured.",
        "FLASH this report FINAL to follow",
        "1 What. Direct fire: Ambush of convoy or patrol.",
        "[was first report five]⁷ six Chadian",
        "31Q BB 763 681",
        "UN contingent Chad n/k [was 5]⁶ 6 0 3 0 0",
        "UN total [was 5]⁶ 6 0 3 0 0",
        "A claim is not responsibility.",
        "12 Assessment Judgement, not reported fact.",
        "13 Follow-up due. 201200Z MAY 16",
        "6 030830Z JUN 16 6 Casualties 5 UN contingent (Chad) killed 6 UN contingent (Chad) killed",
        "End of text",
    ):
        assert words in text, words


def test_as_known_before_the_amendment_it_says_five(sample, aguelhok, tmp_path):
    path = tmp_path / "sincrep.pdf"
    then = datetime(2016, 6, 1, 12, tzinfo=UTC)
    write_sincrep(sample, aguelhok, path, query=IncidentQuery(as_of=then))
    text = text_of(path)
    assert "UN total 5 0 3 0 0" in text
    assert "As known at 011200Z JUN 16" in text
    assert "sixth" not in text
    assert "six Chadian" not in text


def test_the_same_log_at_the_same_moment_gives_the_same_bytes(sample, aguelhok, tmp_path):
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        write_sincrep(sample, aguelhok, path)
    assert first.read_bytes() == second.read_bytes()


def test_it_is_issued_and_the_next_one_is_an_update(sample, aguelhok, tmp_path):
    order = ReportOrder(ReportKind.SINCREP, incident=aguelhok, to="JOC", approved="Lt. Col. D.")
    number = issue_report(sample, MAJOR, order)
    path = tmp_path / "issued.pdf"
    with sample.reading() as session:
        path.write_bytes(issued_pdf(session, number))
    text = text_of(path)
    assert f"Report no. {number} FLASH" in text
    assert "To JOC" in text
    assert "Lt. Col. D." in text
    assert "DRAFT" not in text
    write_sincrep(sample, aguelhok, path)
    assert "FLASH 302118Z JUN 16 UPDATE 1 this report" in text_of(path)
    assert f"Changes since {number}" in text_of(path)


def test_a_narrative_of_twenty_thousand_characters_is_whole_and_flows(sincrep):
    words = " ".join(f"word{n}" for n in range(2_400))
    path, _missing = sincrep(narrative=words)
    assert len(words) > 20_000
    found = [word for word in text_of(path).split() if word.startswith("word")]
    assert found == words.split()


def test_five_hundred_casualty_rows_are_all_there(sincrep):
    nations = ("TCD", "CHN", "TGO", "SEN", "NER", "BEN")
    kinds = islice(product(Category, nations, Outcome), 500)
    people = [
        {"category": str(category), "nationality": nation, "outcome": str(outcome),
         "cause": "malicious_act", "best": 300 + n}
        for n, (category, nation, outcome) in enumerate(kinds)
    ]  # fmt: skip
    began = time.perf_counter()
    path, _missing = sincrep(casualties=people)
    assert time.perf_counter() - began < 10
    text = text_of(path)
    assert all(f" {300 + n} " in text for n in range(500))


def test_forty_amendments_are_all_in_the_table(book, clock, tmp_path):
    uid = acts.log(book, MAJOR, AMBUSH).subject
    for n in range(40):
        clock.tick(minutes=1)
        acts.amend(book, CAPTAIN, uid, {"damage": f"{n} trucks burnt."}, f"because {n}.")
    write_sincrep(book, uid, tmp_path / "sincrep.pdf")
    text = text_of(tmp_path / "sincrep.pdf")
    assert all(f"because {n}." in text for n in range(40))


def test_no_head_of_a_table_stands_twice_on_a_page(book, clock, tmp_path):
    uid = acts.log(book, MAJOR, AMBUSH).subject
    for n in range(24):
        clock.tick(minutes=1)
        acts.amend(book, CAPTAIN, uid, {"damage": f"{n} trucks."}, "counted")
        if n < 8:
            continue  # they fit the page
        write_sincrep(book, uid, tmp_path / "sincrep.pdf")
        for page in pages_of(tmp_path / "sincrep.pdf"):
            assert page.count("Entered Field Was Now Reason By") <= 1


def test_it_stands_on_letter_paper_too(sample, aguelhok, tmp_path):
    path = tmp_path / "sincrep.pdf"
    write_sincrep(sample, aguelhok, path, paper=Paper.LETTER)
    assert {tuple(page.mediabox[2:]) for page in PdfReader(path).pages} == {(612, 792)}
    assert "End of text" in text_of(path)


def test_the_outline_names_every_heading(sincrep):
    path, _missing = sincrep()
    titles = [entry.title for entry in PdfReader(path).outline]
    assert [title.split()[0] for title in titles] == [str(n) for n in range(1, 18)]
    assert "6  Casualties" in titles
    assert "9 CASEVAC" in titles


def test_a_heading_with_nothing_under_it_takes_one_line(sincrep):
    path, _missing = sincrep()
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    for line in (
        "Assessment. NIL. No assessment was entered.",
        "Chronology. NIL. No remark was entered.",
        "Attachments. NIL. No file is attached.",
        "Linked incidents. NIL. No incident is linked.",
        "Amendments. NIL. Nothing was amended.",
    ):
        assert line in text
    assert "SHA-256" not in text


def test_arabic_comes_out_in_the_order_of_display(sincrep):
    path, missing = sincrep(summary=ARABIC, own_action=ARABIC)
    assert missing == ()
    assert "End of text" in text_of(path)


def test_a_place_that_is_not_there_is_said_with_its_remedy(sample, aguelhok, tmp_path):
    with pytest.raises(LogbookError) as told:
        write_sincrep(sample, aguelhok, tmp_path / "nowhere" / "sincrep.pdf")
    assert told.value.remedy


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_file_is_sound(sincrep):
    path, _missing = sincrep(summary=f"{ARABIC} \U0001fae8", narrative="word " * 600)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éÉœçɛɔŋ<>&;.,:-ЖяΩ"
words = st.lists(st.text(LETTERS, min_size=1, max_size=14), min_size=1, max_size=6).map(" ".join)
texts = st.lists(words, min_size=1, max_size=8).map("\n".join)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={
    one.name: texts if one.kind is Kind.TEXT else words for one in WRITTEN
}))  # fmt: skip
def test_every_word_that_was_typed_is_found_again(sincrep, book, typed):
    path, missing = sincrep(**typed)
    assert missing == ()
    text = letters_of(text_of(path))
    for name, value in typed.items():  # a text may go on behind the foot of a page
        assert all(word in text for word in value.split()), name


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([one.name for one in WRITTEN]), min_size=1, max_size=6), st.data())
def test_every_amended_value_is_found_beside_what_it_was(book, clock, tmp_path, names, data):
    uid = acts.log(book, MAJOR, AMBUSH).subject
    for number, name in enumerate(names):
        clock.tick(minutes=1)
        now = f"{data.draw(words)} v{number}"
        acts.amend(book, CAPTAIN, uid, {name: now}, f"reason r{number}.")
    write_sincrep(book, uid, tmp_path / "sincrep.pdf")
    text = letters_of(text_of(tmp_path / "sincrep.pdf"))
    for number, name in enumerate(names):
        assert f"reasonr{number}." in text
        last = name not in names[number + 1 :]
        assert not last or f"v{number}" in text
