"""The assessment as a file: the same numbers on paper, drawn as lines, whatever the log holds."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from db import acts
from db.current import author_named
from db.errors import Stopped
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.vocabulary import Paper, ReportKind
from exports.reports.make import make_report
from tests.paper import write_period
from tests.test_assessment_content import (  # noqa: F401  (fixtures are found by their names)
    FORTNIGHT,
    asked,
    deployment,
    deployment_file,
)


def text_of(path):
    pages = (page.extract_text() for page in PdfReader(path).pages)
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def written(book, tmp_path, query, **order):
    path = tmp_path / "assessment.pdf"
    assert write_period(book, ReportKind.ASSESSMENT, query, path, **order).missing == ()
    return path


def test_the_check_figures_are_on_paper_and_in_plain_text(deployment, tmp_path):  # noqa: F811
    written(deployment, tmp_path, asked(FORTNIGHT))
    write_period(deployment, ReportKind.ASSESSMENT, asked(FORTNIGHT), tmp_path / "told.txt")
    told = (tmp_path / "told.txt").read_text()
    for text in (text_of(tmp_path / "assessment.pdf"), " ".join(told.split())):
        check_figures(text)


def check_figures(text):
    """Check what was published of the deaths up to 31 May 2016."""
    assert "UN personnel, 1 JUL 13 \u2013 31 MAY 16: 101 deaths" in text
    for row in (
        "Malicious act 4 28 12 24 68 68 of 101 (67%)",
        "Illness 1 6 11 1 19 19 of 101 (19%)",
        "Accident 0 4 5 2 11 11 of 101 (11%)",
        "All causes 6 39 29 27 101",
    ):
        assert row in text
    assert re.search("To be (determined )?1 1 1 0 3 3 of 101", text)  # broken in a column
    for row in (r"Military( \d+){4} 92 92 of 101 \(91%\)", r"Local( \d+){4} 4 4 of 101"):
        assert re.search(row, text)
    for row in (
        r"Police( \d+){4} 3 ",
        r"International( Civilian)?( \d+){4} 1 ",
        r"Other( \d+){4} 1 ",
    ):
        assert re.search(row, text)
    assert "13; previous 14 days: 0; in the 75 earlier windows mean 0.73" in text
    assert "highest 10 (5\u201318 NOV 14); 59 without a death." in text
    assert "Count, not risk" in text
    assert "struck 1, GAO-0018; duplicates 1, GAO-0017" in text


def test_charts_and_map_are_lines_and_no_pictures(deployment, tmp_path):  # noqa: F811
    for page in PdfReader(written(deployment, tmp_path, asked(FORTNIGHT))).pages:
        assert list(page.images) == []


def test_the_same_log_gives_the_same_bytes(deployment):  # noqa: F811
    order = ReportOrder(ReportKind.ASSESSMENT, asked(FORTNIGHT))
    assert make_report(deployment, order).pdf == make_report(deployment, order).pdf


def test_an_empty_period_says_nil_in_words(book, tmp_path):
    text = text_of(written(book, tmp_path, asked(FORTNIGHT)))
    assert "NIL. No incident is known to have occurred in the period." in text
    for words in (
        "NIL. No death of UN personnel is in the log.",
        "NIL. No death by malicious acts is in the log.",
        "NIL. No incident occurred in the period.",
        "NIL. No assessment was entered.",
        "0 of 0 plotted",
    ):
        assert words in text


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize(
    ("period", "dead", "windows"),
    [("2016-05-31", 101, "1064 complete"), ("2014-01-01/2015-12-31", 74, "0 complete")],
)
def test_days_and_years_can_be_assessed(deployment, tmp_path, period, dead, windows, paper):  # noqa: F811
    """A day has over a thousand windows before it, two years have none."""
    text = text_of(written(deployment, tmp_path, asked(period), paper=paper))
    assert f"{dead} deaths" in text
    assert f"{windows} windows before the period" in text


def test_a_period_of_hours_can_be_assessed(sample, tmp_path):
    before = datetime(2016, 5, 31, 22, 30, tzinfo=UTC)
    query = IncidentQuery(since=before - timedelta(hours=6), before=before)
    text = text_of(written(sample, tmp_path, query))
    assert "in these 6 hours" in text


def test_many_incidents_and_many_dead_are_drawn_and_counted(book, tmp_path):
    """More than a chart can show one by one: bars and numbers instead, and nothing is lost."""
    author = author_named(book)
    groups = ["Ansar Dine", None, "<b>&amp; غاو"]
    for number in range(160):
        dead = {"category": "un_contingent", "outcome": "killed", "cause": "malicious_act"}
        acts.log(
            book,
            author,
            {
                "occurred": f"2016-05-{18 + number % 13}T{number % 24:02}:10Z",
                "type": "DIR",
                "target": "un_military",
                "perpetrator": groups[number % 3],
                "attribution": "suspected" if groups[number % 3] else "unknown",
                "summary": "Ambush.",
                "casualties": [{**dead, "count": 5, "nationality": "TCD"}],
            },
        )
    text = text_of(written(book, tmp_path, asked(FORTNIGHT)))
    assert "killed 800 UN personnel" in text
    assert "too many incidents, or days, to be told apart" in text
    assert "<b>&amp;" in text
    assert "By quarter of the day (Z)" in text


def test_hours_and_lethality_stand_beside_nationality(deployment, tmp_path):  # noqa: F811
    pdf = PdfReader(written(deployment, tmp_path, asked(FORTNIGHT)))
    at = {
        one.title.split()[0]: (pdf.get_destination_page_number(one), one.top)
        for one in pdf.outline
        if not isinstance(one, list)
    }
    assert at["8"] == at["10"]
    assert at["9"][0] == at["8"][0]
    assert at["9"][1] < at["8"][1]


def test_the_end_never_stands_alone_on_a_page(book, tmp_path):
    pages = PdfReader(written(book, tmp_path, asked(FORTNIGHT))).pages
    assert "Method and limits" in next(
        text for page in pages if "End of text" in (text := page.extract_text())
    )


def test_a_number_with_what_is_not_known_stays_on_one_line(book, tmp_path):
    """Also where twelve windows stand beside the period, each with little room."""
    author = author_named(book)
    dead = {"category": "civilian", "outcome": "killed", "cause": "malicious_act"}
    people = [{**dead, "count": 15}, {**dead, "best": None}]
    ambush = {"type": "DIR", "summary": "Ambush.", "casualties": people}
    for day in ("2015-10-01", "2016-05-18"):
        acts.log(book, author, {"occurred": f"{day}T10:10Z", **ambush})
    path = written(book, tmp_path, asked(FORTNIGHT))
    lines = [line for page in PdfReader(path).pages for line in page.extract_text().splitlines()]
    assert any("15 + n/k" in line.replace("\u00a0", " ") for line in lines)
    assert not any(line.rstrip().endswith("+") for line in lines)


@pytest.mark.parametrize("calls", [1, 10, 20, 40])
def test_stopping_leaves_the_old_file_as_it_was(deployment, tmp_path, calls):  # noqa: F811
    path = tmp_path / "assessment.pdf"
    path.write_bytes(b"old")
    heard = []

    def progress(done, of):
        heard.append((done, of))
        if len(heard) >= calls:
            raise Stopped

    with pytest.raises(Stopped):
        write_period(deployment, ReportKind.ASSESSMENT, asked(FORTNIGHT), path, progress)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.glob("assessment*")] == ["assessment.pdf"]
    assert all(0 <= done <= of for done, of in heard)


def test_a_long_question_to_the_log_is_stopped_while_it_is_asked(
    deployment,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    """Before the first part is made: whoever cancels need not wait for its end."""
    monkeypatch.setattr("db.store.STEPS_BETWEEN", 1)
    monkeypatch.setattr("exports.reports.make._PATIENCE_S", -1)
    heard = []

    def progress(done, of):
        heard.append((done, of))
        raise Stopped

    path = tmp_path / "assessment.pdf"
    with pytest.raises(Stopped):
        write_period(deployment, ReportKind.ASSESSMENT, asked(FORTNIGHT), path, progress)
    assert heard == [(0, 1)]
