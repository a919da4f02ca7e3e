"""The lines of a Flash say what is known, and neither more nor less than that."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.content import Circumstances, understand
from db.current import Home
from db.flash import flash_lines
from db.gazetteer import Nearby, Place

HOME = Home("GAO", "MINUSMA", frozenset({"MLI"}), timedelta(0))
AROUND = Circumstances(datetime(2016, 6, 1, tzinfo=UTC), theatre=frozenset({"MLI"}))
GAO = Place("Gao", 16.2717, -0.0447, "MLI", "Gao", 86_633)
CONVOY = {
    "occurred": "311430Z MAY 16",
    "type": "EXP",
    "subtype": "roadside_ied_unknown",
    "place": "Gao",
    "position": "30QZD1583604274",
    "target": "un_military",
    "own_task": "logistic convoy",
    "casualties": [{"category": "un_contingent", "outcome": "lightly_injured", "count": 2}],
    "summary": "Logistic convoy struck IED. Third truck damaged.",
    "assessment": "Likely the cell of 11 May.",
}


def kept(**typed):
    """The convoy with the given fields changed, as the log keeps it."""
    return understand({**CONVOY, **typed}, AROUND).content


def told(content, letter, **around):
    """The text of one line."""
    return {line.letter: line.text for line in flash_lines(content, HOME, **around)}[letter]


def one_row(**row):
    return [{"category": "un_contingent", "outcome": "killed", **row}]


def test_the_flash_of_an_attack_on_a_convoy():
    near = Nearby(GAO, 3.01, "N")
    assert [line[:3:2] for line in flash_lines(kept(), HOME, "MIN-GAO-2016-0147", near=near)] == [
        ("A", "MINUSMA / GAO / MIN-GAO-2016-0147"),
        ("B", "311430Z MAY 16"),
        ("C", "Roadside IED, trigger unknown"),
        ("D", "3 km N of Gao, Gao region"),
        ("E", "30Q ZD 15836 04274 (16.2988 N 0.0447 W)"),
        ("F", "UN military, logistic convoy"),
        ("G", "2 UN contingent lightly injured"),
        ("H", "Logistic convoy struck IED. Third truck damaged."),
    ]


def test_an_empty_form_reports_nothing_and_says_so():
    lines = flash_lines({}, HOME)
    assert lines[0].text == "MINUSMA / GAO / no. on save"
    assert {line.text for line in lines[1:]} == {"not reported"}
    assert not any(line.is_wrong for line in lines)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"casualties": []}, "not reported"),
        ({"casualties": [], "effect": "damage"}, "not reported"),
        ({"casualties": [], "effect": "none"}, "NIL"),
        ({"casualties": one_row(count=0)}, "NIL"),
        ({"casualties": one_row(count=0, high=2)}, "about 0 (0-2) UN contingent killed"),
        ({"casualties": one_row(count="?")}, "? UN contingent killed (? = number not known)"),
        (
            {"casualties": one_row(count="?"), "effect": "none"},
            "? UN contingent killed (? = number not known)",
        ),
        (
            {"casualties": one_row(count=1, nationality="CHN") + one_row(count=3)},
            "1 UN contingent (China) killed; 3 UN contingent killed",
        ),
    ],
)
def test_a_missing_number_is_never_nil(typed, words):
    assert told(kept(**typed), "G") == words


def test_words_that_could_not_be_read_are_named_and_turned_into_no_number():
    unread = {"casualties": "1x", "occurred": "3214Z", "position": ""}
    lines = {line.letter: line for line in flash_lines(kept(), HOME, unread=unread)}
    assert (lines["G"].text, lines["G"].unread) == (
        "2 UN contingent lightly injured",
        "“1x” not read",
    )
    assert [letter for letter, line in lines.items() if line.is_wrong] == ["B", "E", "G"]
    (empty,) = (line for line in flash_lines({}, HOME, unread=unread) if line.letter == "G")
    assert (empty.text, empty.unread) == ("", "“1x” not read")  # something was reported


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "UN military, logistic convoy"),
        ({"attribution": "unknown"}, "UN military, logistic convoy; perpetrator unknown"),
        (
            {"attribution": "suspected", "perpetrator": "Ansar Dine"},
            "UN military, logistic convoy; perpetrator Ansar Dine (suspected)",
        ),
        (
            {"attribution": "suspected", "attribution_basis": "convoy commander"},
            "UN military, logistic convoy; perpetrator not named (suspected: convoy commander)",
        ),
        (
            {"perpetrator": "Ansar Dine"},
            "UN military, logistic convoy; perpetrator Ansar Dine (attribution not reported)",
        ),
        (
            {"attribution": "denied", "perpetrator": "Ansar Dine", "claimed_by": "AQIM"},
            "UN military, logistic convoy; perpetrator Ansar Dine (denied, claimed by AQIM)",
        ),
        ({"target": None, "own_task": None, "attribution": "unknown"}, "perpetrator unknown"),
    ],
)
def test_a_perpetrator_is_named_with_how_far_it_is_known(typed, words):
    assert told(kept(**typed), "F") == words


@pytest.mark.parametrize(
    ("typed", "near", "words"),
    [
        ({"bearing": "12 km N of Gao"}, Nearby(GAO, 3.0, "N"), "12 km N of Gao, Gao region"),
        ({"place": "Bourem track"}, Nearby(GAO, 3.0, "N"), "Bourem track, 3 km N of Gao"),
        ({}, Nearby(GAO, 0.4, "N"), "Gao, Gao region"),
        ({}, None, "Gao, Gao region"),
        ({"location_precision": "4"}, Nearby(GAO, 3.0, "N"), "Gao, Gao region"),
        ({"route": "RN17 km 12"}, None, "Gao, RN17 km 12, Gao region"),
    ],
)
def test_the_place_is_told_in_words_no_more_exactly_than_it_is_known(typed, near, words):
    assert told(kept(**typed), "D", near=near).startswith(words)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"occurred": "3114Z MAY 16"}, "~311400Z MAY 16"),
        ({"occurred": "31 MAY 16"}, "31 MAY 16"),
        ({"occurred_to": "311500Z MAY 16"}, "311430Z MAY 16 to 311500Z MAY 16"),
    ],
)
def test_the_time_is_told_no_more_exactly_than_it_is_known(typed, words):
    assert told(kept(**typed), "B") == words


def test_the_order_of_a_complex_attack_stands_behind_its_type():
    content = kept(type="CPX", subtype="VBIED, then assault")
    assert told(content, "C") == "Complex attack: VBIED, then assault"


SECRET = "never to be sent"


@given(
    fields=st.sets(st.sampled_from(sorted(CONVOY))),
    number=st.sampled_from(["", "MIN-GAO-2016-0147"]),
)
def test_whatever_is_missing_every_line_says_something_and_never_the_assessment(fields, number):
    content = {name: value for name, value in kept(assessment=SECRET).items() if name in fields}
    lines = flash_lines(content, HOME, number)
    assert [line.letter for line in lines] == list("ABCDEFGH")
    assert all(line.text for line in lines)
    assert not any(SECRET in line.text for line in lines)
