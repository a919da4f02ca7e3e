"""The Flash on paper: always one page, every word that fits on it, and what does not said to."""

import shutil
import subprocess
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from db import acts
from db.errors import LogbookError, Refused, Stopped
from db.query import IncidentQuery
from db.vocabulary import Category, Outcome, Paper
from tests.conftest import MAJOR
from tests.paper import write_flash

ARABIC = "هجوم على القافلة شمال غاو"
CONTINUED = "(continued in the log)"
TEXTS = (
    *("sequence", "own_action", "use_of_force", "casevac", "damage", "situation"),
    *("narrative", "assessment"),
)
LINES = ("place", "bearing", "own_unit", "own_task", "perpetrator", "claimed_by", "source", "route")


def text_of(path):
    """The text of the one page."""
    (page,) = PdfReader(path).pages
    return " ".join(page.extract_text().split())


@pytest.fixture
def flash(book, tmp_path):
    """Writes the Flash on an incident with those fields; its path and the letters missing."""

    def write(paper=Paper.A4, **fields):
        told = {"occurred": "311430Z MAY 16", "type": "DIR", "summary": "Shots."}
        uid = acts.log(book, MAJOR, {**told, **fields}).subject
        path = tmp_path / "flash.pdf"
        return path, write_flash(book, uid, path, paper=paper)

    return write


@pytest.fixture
def camp(sample):
    """The attack on the camp at Gao: its uid."""
    with sample.reading() as session:
        rows = IncidentQuery().stream(session)
        return next(row.incident_uid for row in rows if row.number == "MIN-GAO-2016-0021")


def test_the_camp_attack_is_on_its_page_number_by_number(sample, camp, tmp_path):
    sample.clock = lambda: datetime(2016, 6, 30, 21, 18, tzinfo=UTC)
    path = tmp_path / "flash.pdf"
    assert write_flash(sample, camp, path) == ()
    text = text_of(path)
    for words in (
        "Flash report 302118Z JUN 16",
        "Precedence FLASH",
        "1 UN contingent (China) killed. 13+ UN contingent (3 China, 10+ n/k) injured.",
        "Not yet known: perpetrator · extent of damage",
        "MIN-GAO-2016-0021 · VERIFIED",
        "30Q ZC 196 991",
        "UN contingent China 1 3 n/k n/k",
        "UN contingent n/k n/k n/k 10+ n/k",
        "n/k = not known at this time; it is not zero.",
        "12 Next report at n/k: no time was set. Follow-up due 021200Z JUN 16.",
        "Page 1 of 1",
        "31Q",  # on the map, east of the meridian
    ):
        assert words in text, words
    assert text.count("UNCLASSIFIED") == 2
    assert "Planned together" not in text  # the assessment
    assert CONTINUED not in text


def test_markup_is_text_like_any_other(flash):
    typed = '<b>bold</b> & <para> &amp; "quoted" <br/> 5 < 6'
    path, missing = flash(summary=typed, place=typed, own_action=typed)
    assert text_of(path).count(typed) >= 3
    assert missing == ()


def test_a_summary_of_six_hundred_characters_stands_whole(flash):
    words = " ".join(f"word{number}" for number in range(80))
    path, _missing = flash(summary=words[:600], damage="D " * 200, own_action="A " * 200)
    assert words[:600] in text_of(path)


def test_a_long_narrative_is_not_in_it(flash):
    path, _missing = flash(narrative="Word for word. " * 1_333)
    assert "Word for word" not in text_of(path)
    assert CONTINUED not in text_of(path)


@pytest.mark.parametrize("name", ["own_action", "damage", "situation", "casevac"])
@pytest.mark.parametrize("letters", ["word ", "W", "x\n", f"{ARABIC} "])
def test_what_is_too_long_is_cut_and_says_so(flash, name, letters):
    path, _missing = flash(**{name: (letters * 20_000)[:19_999].strip()})
    assert CONTINUED in text_of(path)


def test_what_no_font_has_is_printed_as_its_code_and_named(flash):
    path, missing = flash(summary="Burnt \U0001fae8 out")
    assert missing == ("U+1FAE8",)
    assert "U+1FAE8" in text_of(path)


def test_arabic_comes_out_in_the_order_of_display(flash):
    path, missing = flash(summary=ARABIC, place=ARABIC)
    plain = unicodedata.normalize("NFKC", text_of(path))
    assert missing == ()
    for word in ARABIC.split():
        assert word in plain or word[::-1] in plain


def test_the_same_log_at_the_same_moment_gives_the_same_bytes(sample, camp, tmp_path):
    sample.clock = lambda: datetime(2016, 6, 30, tzinfo=UTC)
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        write_flash(sample, camp, path)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_file_is_sound(flash):
    path, _missing = flash(summary=f"{ARABIC} \U0001fae8")
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_stopping_keeps_the_old_file(flash, book, tmp_path):
    path, _missing = flash()
    path.write_bytes(b"yesterday's")

    def stop(done, of):
        raise Stopped

    with book.reading() as session:
        (row,) = IncidentQuery().stream(session)
    with pytest.raises(Stopped):
        write_flash(book, row.incident_uid, path, stop)
    assert path.read_bytes() == b"yesterday's"


def test_a_struck_incident_leaves_no_file(book, tmp_path):
    told = {"occurred": "311430Z MAY 16", "type": "DIR", "summary": "Shots."}
    uid = acts.log(book, MAJOR, told).subject
    acts.strike(book, MAJOR, uid, "not ours")
    with pytest.raises(Refused):
        write_flash(book, uid, tmp_path / "flash.pdf")
    assert not (tmp_path / "flash.pdf").exists()


def test_a_place_that_is_not_there_is_said_with_its_remedy(sample, camp, tmp_path):
    with pytest.raises(LogbookError) as told:
        write_flash(sample, camp, tmp_path / "nowhere" / "flash.pdf")
    assert told.value.remedy


letters = st.sampled_from(["W", "i", "x ", "word ", ARABIC, "ⵜⴰ", "\n", "<b>", "\U0001fae8", "é"])
longs = st.tuples(letters, st.integers(1, 19_000))
lines = st.tuples(letters, st.integers(1, 120))
groups = st.fixed_dictionaries(
    {
        "category": st.sampled_from([str(one) for one in Category]),
        "outcome": st.sampled_from([str(one) for one in Outcome]),
        "cause": st.sampled_from(["malicious_act", "accident"]),
        "nationality": st.sampled_from(["TCD", "FRA", "CHN", "NER", ""]),
        "best": st.one_of(st.just("?"), st.integers(0, 99_999)),
    }
)


def test_it_has_its_map_on_letter_paper_too(sample, camp, tmp_path):
    path = tmp_path / "flash.pdf"
    write_flash(sample, camp, path, paper=Paper.LETTER)
    (page,) = PdfReader(path).pages
    assert page.mediabox[2:] == [612, 792]
    assert "31Q" in text_of(path)
    assert "UN camp" in text_of(path)  # the incident; then the towns round it
    assert "Ansongo" in text_of(path)
    assert "map is left out" not in text_of(path)


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(TEXTS, longs)),
    st.fixed_dictionaries({}, optional=dict.fromkeys(LINES, lines)),
    st.lists(groups, max_size=60),
    letters,
    st.sampled_from(Paper),
)
@example(
    dict.fromkeys(TEXTS, ("\U0001fae8", 900)), dict.fromkeys(LINES, ("\U0001fae8", 120)), [], "W",
    Paper.LETTER,
)  # fmt: skip
@example(
    dict.fromkeys(TEXTS, ("W", 900)), dict.fromkeys(LINES, ("W", 120)), [], "\U0001fae8",
    Paper.LETTER,
)  # fmt: skip
def test_whatever_is_typed_it_is_one_page(flash, texts, lines, rows, letter, paper):
    typed = {name: (some * size)[:size] for name, (some, size) in {**texts, **lines}.items()}
    summary = (letter * 600)[:600].strip() or "x"
    path, _missing = flash(paper, **typed, casualties=rows, summary=summary)
    assert "End of text" in text_of(path)


@pytest.mark.parametrize("paper", Paper)
def test_a_head_that_nothing_can_print_leaves_room_for_the_rest(book, tmp_path, paper):
    """Each character that no font has takes the room of its code."""
    uid = acts.log(book, MAJOR, {"occurred": "311430Z MAY 16", "type": "DIR", "summary": "Shots."})
    names = ("to", "info", "reference", "approved", "answer")
    path = tmp_path / "flash.pdf"
    write_flash(book, uid.subject, path, paper=paper, **dict.fromkeys(names, "\U0001fae8" * 60))
    assert CONTINUED in text_of(path)
