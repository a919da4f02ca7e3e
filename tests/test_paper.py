"""The situation report on paper: everything that was typed arrives, and nothing typed breaks it."""

import re
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import PdfObject

from db.basemap import layer
from db.errors import Stopped
from db.vocabulary import Paper
from exports.reports.content import Count, Incidents, Significant, Span
from tests.paper import set_sitrep
from tests.report_content import CAMP, EMPTY, FULL, filled

ARABIC = "وقع هجوم على معسكر في غاو (مالي) عند الساعة 2045Z"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sitrep.pdf"


def told(*paragraphs):
    """FULL with those narratives, one incident each."""
    return replace(
        FULL,
        significant=tuple(
            Significant("Gao", ((Span(text),),), f"GAO-{number:04}", "INITIAL", ())
            for number, text in enumerate(paragraphs)
        ),
    )


def pages_of(path):
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def letters_of(path):
    return "".join("".join(pages_of(path)).split())


def fonts_of(path):
    """Every font object of every page: its name, and whether its letters are in the file."""
    found = {}
    for page in PdfReader(path).pages:
        for font in map(PdfObject.get_object, page["/Resources"]["/Font"].values()):
            description = font.get("/FontDescriptor", {})
            if font["/Subtype"] == "/Type3":  # its glyphs are drawn by the file itself
                found[font["/Name"]] = bool(font["/CharProcs"])
            else:
                found[font["/BaseFont"]] = "/FontFile2" in description
    return found


def test_every_page_says_classification_number_and_state_of_the_journal(path):
    set_sitrep(told("Shots at the gate. " * 800), path)
    pages = pages_of(path)

    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert text.count("CONFIDENTIAL") == 2
        assert f"Page {number} of {len(pages)}" in text
        assert "As known at 010400Z JUN 16" in text
        assert "Journal head 9f3a 71c2 04be · entry 2 418" in text
        assert "DRAFT" in text


def test_the_numbers_of_the_content_stand_on_the_page(path):
    set_sitrep(FULL, path)
    text = " ".join(pages_of(path))

    assert re.search(r"GAO-0147 UPDATED 1 312045Z Complex attack, VBIED .* 1\+2 3 10\+ B2", text)
    assert "UN military China 1 0 3" in text
    assert "UN personnel 1 0 3" in text
    assert "Late entries" in text
    assert "KID-0066 UPDATED 1 300930Z" in text
    assert "n/k" in text


def test_text_that_no_longer_holds_is_told_as_such_to_whoever_copies_it(path):
    set_sitrep(FULL, path)

    assert "A [was rocket] car bomb" in pages_of(path)[0]


def test_nothing_to_report_is_said_in_words(path):
    set_sitrep(EMPTY, path)
    text = " ".join(pages_of(path))

    assert len(pages_of(path)) <= 2
    for words in (
        "NIL. No significant incident in the period.",
        "NIL. No incident occurred in the period.",
        "NIL. Nothing that was reported has changed.",
        "Use of force by UN NIL",
        "NIL. No assessment was entered.",
        "NIL. No watch was entered.",
        "NIL. No follow-up is open.",
        "End of text",
    ):
        assert words in text


def test_markup_arrives_as_it_was_typed(path):
    typed = "<b>not bold</b> & &amp; <font size=90> </para> <!-- x --> R&D 2 < 3"
    assert set_sitrep(told(typed), path) == ()

    assert typed in " ".join(pages_of(path))


@pytest.mark.parametrize("letter", ["A", "ⵜ", "é", "W"])
def test_twenty_thousand_letters_without_a_space_all_arrive(path, letter):
    set_sitrep(told(letter * 20_000), path)

    assert letters_of(path).count(letter) >= 20_000


def test_a_long_narrative_flows_over_pages_word_by_word(path):
    words = [f"word{number}" for number in range(3_000)]
    set_sitrep(told(" ".join(words)), path)

    assert re.findall(r"word\d+", " ".join(pages_of(path))) == words


def test_a_character_that_no_font_has_prints_as_its_code_and_is_told(path):
    missing = set_sitrep(told("helicopter 🚁, escape \x1b, half a pair \ud83d, smile 😀"), path)

    assert missing == ("U+001B", "U+D83D", "U+1F600", "U+1F681")
    text = " ".join(pages_of(path))
    assert "helicopter ⟨U+1F681⟩, escape ⟨U+001B⟩, half a pair ⟨U+D83D⟩, smile ⟨U+1F600⟩" in text


def test_other_scripts_are_set_in_fonts_that_have_them(path):
    assert set_sitrep(told("ⵜⴰⵎⴰⵛⴻⵇ", "বাংলা", "Ténenkou → Sévaré"), path) == ()

    text = " ".join(pages_of(path))
    assert "ⵜⴰⵎⴰⵛⴻⵇ" in text
    assert "বাংলা" in text
    assert any(name.endswith("NotoSansBengali-Regular") for name in fonts_of(path))


def test_arabic_is_joined_and_runs_from_right_to_left(path):
    assert set_sitrep(told(ARABIC), path) == ()

    text = " ".join(pages_of(path))  # pypdf turns such lines back, but not their brackets
    assert "\ufeeb\ufea0\ufeee\ufee1" in text  # "attack": initial, medial, final, isolated form
    assert ")\ufee3\ufe8e\ufedf\ufef2(" in text  # "(Mali)"
    assert any(name.endswith("DejaVuSans") for name in fonts_of(path))


def test_arabic_within_a_latin_sentence_keeps_the_order_of_the_sentence(path):
    set_sitrep(told("Met the لواء near Gao & left."), path)

    assert re.search(r"Met the \S+ near Gao & left\.", " ".join(pages_of(path)))


def test_a_long_arabic_narrative_flows_over_pages(path):
    set_sitrep(told(f"{ARABIC} " * 300), path)

    assert " ".join(pages_of(path)).count("2045Z") >= 300


def test_every_font_is_in_the_file(path):
    set_sitrep(told(ARABIC, "ⵜ", "বাংলা"), path)

    fonts = fonts_of(path)
    assert len(fonts) >= 8
    assert all(fonts.values()), fonts


def test_the_same_content_gives_the_same_bytes(path, tmp_path, monkeypatch):
    set_sitrep(FULL, path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    again = tmp_path / "again.pdf"
    set_sitrep(FULL, again)

    assert path.read_bytes() == again.read_bytes()


def test_the_file_says_what_it_is(path):
    set_sitrep(FULL, path)
    reader = PdfReader(path)

    assert reader.metadata.title == "Daily situation report, DRAFT, Mission in Mali"
    assert reader.metadata.creation_date == FULL.header.generated_at
    assert reader.root_object["/Lang"] == "en"
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert [title.split("  ")[0] for title in titles] == [str(n) for n in range(1, 10)]


def test_letter_paper_holds_it_too(path):
    set_sitrep(FULL, path, paper=Paper.LETTER)

    assert PdfReader(path).pages[0].mediabox.upper_right == (612, 792)


def test_a_table_of_many_pages_repeats_its_head_and_loses_no_row(path):
    rows = tuple(replace(CAMP, serial=f"GAO-{number:04}") for number in range(300))
    set_sitrep(replace(EMPTY, incidents=Incidents("", rows)), path)

    pages = pages_of(path)
    found = [serial for text in pages for serial in re.findall(r"GAO-\d{4}(?= UPDATED)", text)]
    assert found == [row.serial for row in rows]
    for text in pages:
        if "UPDATED 1" in text:
            assert "Serial Occurred What" in text


def test_a_row_that_is_taller_than_a_page_breaks(path):
    row = replace(CAMP, place="x" * 20_000)
    set_sitrep(replace(EMPTY, incidents=Incidents("", (CAMP, row, CAMP))), path)

    assert letters_of(path).count("x") >= 20_000


def test_progress_ends_at_the_whole(path):
    seen = []
    set_sitrep(FULL, path, lambda done, of: seen.append((done, of)))

    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_stopping_keeps_the_old_file_and_leaves_no_other(path):
    path.write_bytes(b"yesterday's")

    def stop(done, of):
        raise Stopped

    with pytest.raises(Stopped):
        set_sitrep(FULL, path, stop)
    assert path.read_bytes() == b"yesterday's"
    assert list(path.parent.iterdir()) == [path]


def test_not_known_is_never_zero():
    assert Count.of(None) == Count("n/k", False)
    assert Count.of(0) == Count("0", False)
    assert Count.of(7) == Count("7", True)


any_text = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    [ARABIC, "ⵜⴰ" * 40, "\n\n", " ", "\u200f\u202e(", "]]>", "&#0;", "\u00ad" * 90, "long " * 120]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_text, min_size=1, max_size=8))
@example(["x" * 700])
@example([ARABIC[0] * 300])
@example([f"{ARABIC}\n" * 9, ""])
def test_nothing_that_is_typed_breaks_the_report(path, texts):
    words = cycle(texts)
    set_sitrep(filled(FULL, lambda: next(words)), path)

    assert pages_of(path)


def test_a_map_is_stopped_between_the_layers_that_it_reads(path):
    layer.cache_clear()  # as if it were the first of the process

    def stop(_done, _of):
        if layer.cache_info().misses:
            raise Stopped

    with pytest.raises(Stopped):
        set_sitrep(EMPTY, path, stop)
    assert layer.cache_info().misses == 1
