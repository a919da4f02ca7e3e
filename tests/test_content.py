"""What is typed is understood, kept in one form, and refused with the field and the reason."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from conftest import AMBUSH
from hypothesis import given
from hypothesis import strategies as st

from db.base import stamp
from db.casualties import MOST
from db.content import DEFAULTS, TYPED, Circumstances, understand
from db.errors import BadContent
from db.fields import Kind
from db.gazetteer import Gazetteer
from db.vocabulary import EventType, TimePrecision, subtypes_of

NOW = datetime(2016, 5, 31, 15, 0, tzinfo=UTC)
MALI = frozenset({"MLI"})
AROUND = Circumstances(NOW, timedelta(0), MALI, Gazetteer(MALI))
LEAST = {"occurred": "311430Z MAY 16", "type": "OTH", "summary": "Something happened."}
ONE = {"category": "civilian", "outcome": "killed", "count": 1}


def kept(**raw):
    return understand({**LEAST, **raw}, AROUND).content


def problem(name, **raw):
    """Why `raw` is refused; every other field was understood."""
    with pytest.raises(BadContent) as refused:
        understand({**LEAST, **raw}, AROUND)
    assert list(refused.value.problems) == [name]
    return refused.value.problems[name]


def problem_of_people(**row):
    return problem("casualties", casualties=[{**ONE, **row}])


def test_three_fields_are_enough():
    assert kept() == {
        **DEFAULTS,
        "occurred": "2016-05-31T14:30:00.000Z",
        "type": "OTH",
        "summary": "Something happened.",
    }


def test_required_fields_are_named_when_missing():
    with pytest.raises(BadContent) as refused:
        understand({}, AROUND)
    assert refused.value.problems == dict.fromkeys(("occurred", "type", "summary"), "is required")


@pytest.mark.parametrize("nothing", [None, "", "  \n\t ", [], {}])
def test_nothing_is_not_reported(nothing):
    for known in TYPED:
        if not known.required and known.name not in DEFAULTS:
            assert known.name not in kept(**{known.name: nothing})


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_nothing_in_a_required_field_is_said(nothing):
    for name in LEAST:
        assert problem(name, **{name: nothing}) == "is required"


def test_nothing_in_a_graded_field_is_its_default():
    assert kept(reliability="", credibility=None)["reliability"] == "F"


@pytest.mark.parametrize("name", ["colour", "latitude", "number", "status", "", "Type", "killed"])
def test_unknown_fields_are_refused_by_name(name):
    assert problem(name, **{name: "x"}) == "there is no such field"


@pytest.mark.parametrize("wrong", [5, 0, 1.5, True, False, {"a": 1}, [["x"]]])
def test_other_than_text_is_refused_in_every_field(wrong):
    for known in TYPED:
        problem(known.name, **{known.name: wrong})


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\0b", "0000"), ("a\x1b[31m", "001B"), ("a\x85b", "0085"), ("\ud83d", "D83D")],
)
def test_what_no_page_can_hold_is_refused_by_its_code(text, code):
    for known in TYPED:
        assert code in problem(known.name, **{known.name: text}) or known.kind not in (
            Kind.LINE,
            Kind.TEXT,
        )
    problem("tags", tags=[text])


def test_lines_are_one_line_and_texts_keep_their_paragraphs():
    assert kept(summary=" two \r\n lines ")["summary"] == "two lines"
    assert kept(narrative="one\r\n\r\ntwo\rthree\t4 ")["narrative"] == "one\n\ntwo\nthree\t4"


def test_letters_are_kept_composed():
    assert kept(place="Se\u0301vare\u0301")["place"] == "Sévaré"


def test_texts_stop_at_their_limit_not_before():
    assert len(kept(narrative="x" * 200_000)["narrative"]) == 200_000
    assert "at most 200000" in problem("narrative", narrative="x" * 200_001)
    assert "at most 600" in problem("summary", summary="x" * 601)


def test_terms_are_read_in_any_case_and_kept_by_code():
    assert kept(type="oth", target="UN_Military")["target"] == "un_military"
    assert "is not one of" in problem("target", target="martians")


@pytest.mark.parametrize("event_type", list(EventType))
def test_subtype_belongs_to_its_type(event_type):
    for subtype in subtypes_of(event_type):
        assert kept(type=event_type, subtype=subtype)["subtype"] == subtype
    if event_type in ("CPX", "OTH"):
        assert kept(type=event_type, subtype="VBIED, then assault")["subtype"]
    else:
        problem("subtype", type=event_type, subtype="no such thing")


def test_changing_the_type_asks_for_another_subtype():
    """The subtype stays as it was, so it is the one that is wrong."""
    before = understand(AMBUSH, AROUND).content
    with pytest.raises(BadContent) as refused:
        understand({"type": "EXP"}, AROUND, before)
    assert list(refused.value.problems) == ["subtype"]
    assert understand({"type": "EXP", "subtype": "vbied"}, AROUND, before)


@pytest.mark.parametrize(
    ("typed", "at", "precision"),
    [
        ("311430Z MAY 16", "2016-05-31T14:30:00.000Z", "minute"),
        ("1430", "2016-05-31T14:30:00.000Z", "minute"),
        ("yesterday 2215", "2016-05-30T22:15:00.000Z", "minute"),
        ("3114Z MAY 16", "2016-05-31T14:00:00.000Z", "hour"),
        ("30 MAY 16 evening", "2016-05-30T18:00:00.000Z", "part_of_day"),
        ("30 MAY 16", "2016-05-30T00:00:00.000Z", "day"),
        ("week of 23 MAY 16", "2016-05-23T00:00:00.000Z", "week"),
        ("APR 16", "2016-04-01T00:00:00.000Z", "month"),
    ],
)
def test_time_is_kept_as_exact_as_it_was_typed(typed, at, precision):
    content = kept(occurred=typed)
    assert (content["occurred"], content["time_precision"]) == (at, precision)


def test_precision_that_was_given_counts_more_than_the_typed_form():
    assert kept(occurred="311430Z MAY 16", time_precision="hour")["time_precision"] == "hour"


def test_correcting_the_time_corrects_its_precision():
    before = kept(occurred="30 MAY 16")
    after = understand({"occurred": "300815Z MAY 16"}, AROUND, before).content
    assert after["time_precision"] == TimePrecision.MINUTE


def test_reported_is_not_before_occurred():
    assert problem("reported", reported="311429Z MAY 16") == "is before the incident occurred"
    assert kept(reported="311430Z MAY 16")


def test_report_of_the_same_day_is_not_before_a_coarse_time():
    """`31 MAY 16` is kept as its midnight, and says nothing of the hour."""
    assert kept(occurred="31 MAY 16", reported="310500Z MAY 16")
    assert kept(occurred="3114Z MAY 16", reported="311405Z MAY 16")


def test_end_is_not_before_the_beginning():
    assert problem("occurred_to", occurred_to="311400Z MAY 16") == "is before the incident began"
    assert kept(occurred_to="311430Z MAY 16")


def test_future_is_refused_but_a_follow_up_lies_in_it():
    assert "in the future" in problem("occurred", occurred="011430Z JUN 16")
    assert kept(follow_up_due="141200Z JUN 16")["follow_up_due"] == "2016-06-14T12:00:00.000Z"


@pytest.mark.parametrize("nonsense", ["321430Z MAY 16", "312460Z MAY 16", "300000Z FEB 16", "soon"])
def test_nonsense_is_refused_with_what_to_type(nonsense):
    assert "DDHHMMZ MON YY" in problem("occurred", occurred=nonsense)


def test_region_follows_from_position_and_from_place():
    assert kept(position="30QZD1583604274")["region"] == "Gao"
    assert kept(place="kidal")["region"] == "Kidal"
    assert "region" not in kept(place="nowhere in the gazetteer")


def test_precision_of_the_place_follows_from_its_grid():
    assert kept(position="30QZD1583604274")["location_precision"] == "1"
    assert kept(position="30QZD1504")["location_precision"] == "2"
    assert kept(position="30QZD1583604274", location_precision="3")["location_precision"] == "3"


def test_region_typed_against_the_position_is_kept_and_doubted():
    understood = understand({**LEAST, "position": "30QZD1583604274", "region": "Kidal"}, AROUND)
    assert understood.content["region"] == "Kidal"
    assert "Gao" in understood.doubts["region"]


def test_moving_an_incident_moves_its_region():
    before = kept(position="30QZD1583604274")
    moved = understand({"position": "18.4411 N 1.4078 E"}, AROUND, before)
    assert moved.content["region"] == "Kidal"


def test_position_outside_the_theatre_is_kept_and_doubted():
    understood = understand({**LEAST, "position": "48.85 N 2.35 E"}, AROUND)
    assert "outside the theatre" in understood.doubts["position"]
    assert understood.content["position"]["latitude"] == 48.85


@pytest.mark.parametrize(
    "wrong",
    [
        "QZD1583604274",
        "30QZD158360427",
        "91 N 0 E",
        "9" * 5000,
        {"latitude": 16.2},
        {"latitude": "north", "longitude": 0},
        {"latitude": float("nan"), "longitude": 0},
        {"latitude": float("inf"), "longitude": 0},
        {"latitude": 10**400, "longitude": 0},
        {"latitude": 16.2, "longitude": 0, "digits": float("inf")},
        {"latitude": 16.2, "longitude": 0, "digits": 7},
        {"latitude": 16.2, "longitude": 0, "digits": 12},
        {"latitude": 16.2, "longitude": 0, "digits": 0},
        {"latitude": 91, "longitude": 0},
    ],
)
def test_position_that_is_none_is_refused(wrong):
    assert problem("position", position=wrong)


def test_casualty_row_is_kept_with_every_column():
    assert kept(casualties=[ONE])["casualties"] == [
        {
            "category": "civilian",
            "nationality": None,
            "outcome": "killed",
            "cause": "unknown",
            "sex": "unknown",
            "age": "unknown",
            "low": 1,
            "best": 1,
            "high": 1,
        }
    ]


@pytest.mark.parametrize("many", ["?", "unknown", "N/K"])
def test_number_that_nobody_knows_is_kept_as_not_known(many):
    row = kept(casualties=[{**ONE, "count": many}])["casualties"][0]
    assert (row["low"], row["best"], row["high"]) == (None, None, None)


@pytest.mark.parametrize(
    "wrong",
    [-1, "-1", 2.5, "two", "1e3", "²", "٣", True, [1], MOST + 1, "9" * 5000, "1 000"],
)
def test_what_is_no_number_of_people_is_refused(wrong):
    assert "row 1, best" in problem_of_people(count=wrong)


@pytest.mark.parametrize(
    ("low", "best", "high"), [(3, 2, 4), (1, 5, 4), (3, 2, None), (None, 5, 4), (5, "?", 3)]
)
def test_low_best_and_high_are_in_order(low, best, high):
    assert "not in order" in problem_of_people(count=best, low=low, high=high)


def test_low_and_high_default_to_best():
    assert kept(casualties=[{**ONE, "count": 3, "high": 5}])["casualties"][0]["low"] == 3


def test_best_estimate_is_required():
    wanting = {name: value for name, value in ONE.items() if name != "count"}
    assert problem("casualties", casualties=[wanting]) == "row 1, best: is required"


def test_bad_row_is_named_by_its_place():
    assert problem("casualties", casualties=[ONE, {**ONE, "outcome": "dead"}]).startswith(
        "row 2, outcome:"
    )
    assert problem("casualties", casualties=[ONE, 7]) == "row 2 is not a row"
    assert "“two” is not known" in problem("casualties", casualties=[ONE, "two civilians"])
    assert "no column “name”" in problem_of_people(name="X")
    assert "three letters" in problem_of_people(nationality="Chad")
    assert "is required" in problem_of_people(category="")


def test_a_known_place_gets_its_own_capitals_and_accents():
    assert kept(place="gao")["place"] == "Gao"
    assert kept(place="MENAKA")["place"] == "Ménaka"
    assert kept(place="Gawo")["place"] == "Gawo"  # an alternate is what they call it there
    assert kept(place="gao, north gate")["place"] == "gao, north gate"


def test_lists_are_cut_at_commas_and_hold_each_word_once():
    assert kept(tags="ied, night , ied,,")["tags"] == ["ied", "night"]
    assert kept(further_targets=["civilians", "CIVILIANS"])["further_targets"] == ["civilians"]
    assert "at most 12" in problem("further_targets", further_targets=["civilians"] * 13)


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t"), max_size=60
)
COUNTS = st.integers(0, MOST)
DAYS = st.integers(0, 5_000).map(lambda days: NOW.date() - timedelta(days=days))
MOMENTS = st.integers(0, 10**10).map(lambda seconds_16: NOW - timedelta(seconds=seconds_16 / 16))
POINTS = st.builds(
    lambda latitude, longitude: {"latitude": latitude, "longitude": longitude},
    st.floats(12, 24),  # on land: at sea a position is refused
    st.floats(-5, 3),
)


def people():
    rows = {
        "category": st.sampled_from(["civilian", "un_contingent", "aid_worker"]),
        "outcome": st.sampled_from(["killed", "missing", "lightly_injured"]),
        "nationality": st.sampled_from(["TCD", "mli", "unknown", None]),
        "sex": st.sampled_from(["male", "", None]),
    }
    numbers = st.lists(COUNTS, min_size=3, max_size=3).map(sorted)
    exact = numbers.map(lambda known: dict(zip(("low", "best", "high"), known, strict=True)))
    counted = exact | COUNTS.map(lambda n: {"count": n}) | st.just({"count": "?"})
    return st.builds(lambda row, count: row | count, st.fixed_dictionaries(rows), counted)


def typed(known):
    """Whatever an officer may type in that field that is right."""
    if known.kind in (Kind.TERM, Kind.TERMS):
        terms = st.sampled_from(list(known.choices))
        return terms if known.kind is Kind.TERM else st.lists(terms, max_size=5)
    return {
        Kind.LINE: LINES,
        Kind.TEXT: TEXTS,
        Kind.WORDS: st.lists(LINES, max_size=5) | LINES,
        Kind.TIME: MOMENTS.map(stamp) | DAYS.map(lambda day: day.isoformat()),
        Kind.POSITION: POINTS | st.just("30QZD 15836 04274"),
        Kind.CASUALTIES: st.lists(people(), max_size=4),
    }[known.kind]


def typed_content():
    """Whatever an officer may type that is right; what `occurred` bounds is shown above."""
    fields = {known.name: typed(known) for known in TYPED}
    fields["type"] = st.just("OTH")  # its subtype is free
    fields["summary"] = LINES.map(lambda text: f"A {text}")
    required = {name: fields.pop(name) for name in ("occurred", "type", "summary")}
    optional = {name: fields[name] for name in fields.keys() - {"reported", "occurred_to"}}
    return st.fixed_dictionaries(required, optional=optional)


@given(typed_content())
def test_kept_content_read_again_gives_the_same_content(raw):
    once = understand(raw, AROUND).content
    assert understand(once, AROUND).content == once
    assert understand({}, AROUND, once).content == once


@given(st.dictionaries(st.sampled_from([f.name for f in TYPED]) | st.text(max_size=5), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["latitude", "longitude", "digits", "best"]), inner),
    max_leaves=6,
)))  # fmt: skip
def test_anything_at_all_is_understood_or_refused_in_words(raw):
    with suppress(BadContent):  # and nothing else
        understand(raw, AROUND)
