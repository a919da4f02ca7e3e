"""Numbers are written as the language writes them, wherever people read them."""

import pytest

from db.text import one_stop, show_casualty, show_count, show_number, show_people, show_size
from db.vocabulary import Category
from db.words import speaking
from exports.reports.fonts import REGULAR, register, runs
from exports.reports.tally import Tally


@pytest.mark.parametrize(
    ("language", "value", "places", "written"),
    [
        ("en", 1234567, 0, "1\u202f234\u202f567"),
        ("fr", 1234567, 0, "1\u202f234\u202f567"),
        ("en", 0.734, 2, "0.73"),
        ("fr", 1234.5, 1, "1\u202f234,5"),
        ("fr", -12, 0, "-12"),
    ],
)
def test_thousands_stand_apart_and_the_mark_is_that_of_the_language(
    language, value, places, written
):
    with speaking(language):
        assert show_number(value, places) == written


def test_counts_and_sizes_follow_it():
    row = {"category": "civilian", "nationality": None, "outcome": "killed", "sex": "unknown"}
    row |= {"age": "unknown", "cause": "unknown", "low": 1000, "best": 1500, "high": 2000}
    with speaking("fr"):
        assert show_size(5 * 2**20 // 2).startswith("2,5")
        assert "1\u202f500 (1\u202f000" in show_casualty(row)
        assert Tally(1500, 2000, unknown=False).shown.text == "1\u202f500+"
    assert show_count(1500, is_open=True) == "1\u202f500+"


def test_the_thin_space_is_in_the_fonts_of_the_reports():
    register()
    assert runs("1\u202f500", REGULAR, missing := set()) == [(REGULAR, "1\u202f500")]
    assert not missing


def test_people_are_counted_within_a_sentence_in_its_own_words():
    row = {"category": "un_contingent", "nationality": "TCD", "outcome": "killed", "low": 6}
    row |= {"best": 6, "high": 6, "sex": "unknown", "age": "unknown", "cause": "malicious_act"}
    assert show_casualty(row).startswith("6 UN contingent (")
    with speaking("fr"):
        assert show_casualty(row).startswith("6 du contingent ONU (")
        told = [show_people("2", category) for category in Category]
    assert all(words[2:].startswith(("d", "parmi", "chez")) for words in told)


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("Tués : 4 + n.c..", "Tués : 4 + n.c."),
        ("Killed: 4 + n/k.", "Killed: 4 + n/k."),
        ("and then...", "and then..."),
        ("and then....", "and then...."),
    ],
)
def test_an_abbreviation_that_ends_a_sentence_needs_no_second_stop(sentence, printed):
    assert one_stop(sentence) == printed
