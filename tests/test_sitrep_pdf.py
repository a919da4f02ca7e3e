"""The SITREP as a file: the same numbers on paper, and every character that somebody typed."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bidi.algorithm import get_display
from pypdf import PdfReader

from db import acts
from db.current import author_named
from db.errors import LogbookError, Stopped
from db.query import IncidentQuery
from db.time import read_period
from db.vocabulary import Language, ReportKind, Sensitivity
from exports.reports.content import FollowUps
from main import main
from tests.paper import set_sitrep, write_period, write_sitrep
from tests.report_content import FULL

LONG = "Word for word. " * 1_334  # 20,010 characters, cut to 20,000 below
ARABIC = "هجوم على القافلة شمال غاو"
TIFINAGH = "ⵜⴰⵎⴰⵣⵉⵖⵜ"


def text_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def squeezed(text):
    """Return the text without spaces and line ends, as one reads over a break of line or page."""
    return "".join(text.split())


def asked(period):
    since, before = read_period(period)
    return IncidentQuery(since=since, before=before)


@pytest.mark.parametrize(
    ("as_of", "contingent", "contractor", "entry"),
    [
        (["--as-of", "2016-06-01T12:00Z"], "11 UN contingent", "2 UN contractor", "55"),
        ([], "12 UN contingent", "1 UN contractor", "60"),
    ],
)
def test_the_command_prints_the_check_figures_at_both_moments(
    sample_file, tmp_path, capsys, as_of, contingent, contractor, entry
):
    out = tmp_path / "sitrep.pdf"
    command = ["report", str(sample_file), "sitrep", str(out), "--period", "2016-05-18/2016-05-31"]
    assert main([*command, *as_of]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    text = " ".join(text_of(out).split())
    assert f"UN personnel killed: {contingent}" in text
    assert contractor in text
    assert "13 in the period" in text
    assert f"entry {entry}" in text.replace("\u00a0", " ")


@pytest.fixture
def told(book, clock):
    """Log one incident whose narrative is given, and return the text of its report."""

    def write(tmp_path, **fields):
        dead = {"category": "civilian", "outcome": "killed", "cause": "malicious_act", "best": 1}
        acts.log(
            book,
            author_named(book),
            {
                "occurred": "311430Z MAY 16",
                "type": "OTH",
                "summary": "something",
                "casualties": [dead],
                **fields,
            },
        )
        path = tmp_path / "told.pdf"
        missing = write_sitrep(book, asked("2016-05-31"), path)
        return text_of(path), missing

    return write


def test_markup_is_text_like_any_other(told, tmp_path):
    typed = 'Car <b>bold</b> & <para> &amp; "quoted" <br/> </font> 5 < 6'
    text, missing = told(tmp_path, narrative=typed, place=typed, own_action=typed)
    assert squeezed(text).count(squeezed(typed)) >= 3
    assert missing == ()


def test_twenty_thousand_characters_come_out_whole(told, tmp_path):
    typed = f"{LONG[:19_988]} last words."
    text, _missing = told(tmp_path, narrative=typed)
    words = [word for word in text.split() if word in ("Word", "word.", "last", "words.")]
    assert words.count("Word") == typed.count("Word ")
    assert words[-2:] == ["last", "words."]


def test_one_endless_word_comes_out_whole(told, tmp_path):
    text, _missing = told(tmp_path, narrative="x" * 20_000)
    assert text.count("x") >= 20_000


def test_tifinagh_comes_out_as_typed(told, tmp_path):
    text, missing = told(tmp_path, narrative=f"Sign: {TIFINAGH}")
    assert TIFINAGH in text
    assert missing == ()


def test_arabic_comes_out_in_the_order_of_display(told, tmp_path):
    text, missing = told(tmp_path, narrative=ARABIC, place=ARABIC)
    plain = unicodedata.normalize("NFKC", text)
    for word in ARABIC.split():
        assert word in plain or get_display(word) in plain
    assert missing == ()


def test_what_no_font_has_is_printed_as_its_code_and_named(told, tmp_path):
    text, missing = told(tmp_path, narrative="Burnt \U0001fae8 out")
    assert missing == ("U+1FAE8",)
    assert "Burnt" in text
    assert "U+1FAE8" in text


def test_the_same_log_at_the_same_moment_gives_the_same_bytes(sample, tmp_path):
    sample.clock = lambda: datetime(2016, 6, 30, tzinfo=UTC)
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        write_sitrep(sample, asked("2016-05-31"), path)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("calls", [1, 5, 20], ids=["at once", "gathering", "drawing"])
def test_stopping_leaves_the_old_file_as_it_was(sample, tmp_path, calls):
    path = tmp_path / "sitrep.pdf"
    path.write_text("the old one")
    left = iter(range(calls - 1))

    def stop(done, total):
        assert 0 <= done <= total
        if next(left, None) is None:
            raise Stopped

    with pytest.raises(Stopped):
        write_sitrep(sample, asked("2016-05-31"), path, stop)
    assert path.read_text() == "the old one"
    assert [found.name for found in tmp_path.glob("*sitrep.pdf*")] == ["sitrep.pdf"]


def test_a_folder_that_is_not_there_is_said_in_words(sample, tmp_path):
    with pytest.raises(LogbookError) as refused:
        write_sitrep(sample, asked("2016-05-31"), tmp_path / "nowhere" / "sitrep.pdf")
    assert "nowhere" in refused.value.what


@pytest.mark.parametrize(
    "period",
    ["2016-03-01", "2016-05-01/2016-05-31", "2016-01-01/2016-12-31", "1950-01-01/2050-01-01"],
)
def test_a_period_of_any_length_can_be_printed(sample, tmp_path, period):
    path = tmp_path / "sitrep.pdf"
    write_sitrep(sample, asked(period), path)
    assert "End of text" in text_of(path)


def test_a_long_running_head_stays_clear_of_the_classification(sample, tmp_path):
    path = tmp_path / "weekly.pdf"
    order = {"language": Language.FRENCH, "classification": Sensitivity.STRICTLY_CONFIDENTIAL}
    write_period(sample, ReportKind.WEEKLY, asked("2016-05-25/2016-05-31"), path, **order)
    words = " ".join(PdfReader(path).pages[1].extract_text().split())
    assert "Rapport de situation hebdomadaire · 25\u201331 MAY 16" in words


def test_a_long_title_takes_the_room_that_is_left_beside_it(sample, tmp_path):
    path = tmp_path / "weekly.pdf"
    query = asked("2016-05-25/2016-05-31")
    write_period(sample, ReportKind.WEEKLY, query, path, language=Language.FRENCH)
    lines = PdfReader(path).pages[0].extract_text().replace("\u00a0", " ").splitlines()
    assert any("Rapport de situation hebdomadaire" in line for line in lines)


def test_the_end_takes_rows_along_where_it_would_stand_alone(tmp_path):
    """However many follow-ups there are, no page begins with the end of the text."""
    due = replace(FULL.follow_ups.rows[0], action="Ask the sector.")
    for number in (*range(2, 6), *range(12, 24)):
        rows = FollowUps("", (due,) * number)
        set_sitrep(replace(FULL, follow_ups=rows), tmp_path / "sitrep.pdf")
        last = PdfReader(tmp_path / "sitrep.pdf").pages[-1].extract_text()
        assert "Ask the sector." in last
