"""While an incident is typed, those that it may be a second report of are found at once."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import acts
from db.base import stamp
from db.bearing import distance_km
from db.content import Circumstances, understand
from db.creation import create_logbook
from db.current import state_of
from db.folding import fold
from db.likeness import ATTACKS, MOST, alikes
from db.query import IncidentQuery
from tests.conftest import AMBUSH, MAJOR

NOON = datetime(2016, 5, 31, 12, tzinfo=UTC)
NAMES = ("Gao", "GAO ", "Gâo", "Bourem", None)
TYPES = ("DIR", "EXP", "CRM", "SAF")


def content(**typed):
    """What the form knows of an ambush at Gao, 311430Z MAY 16, with the given fields changed."""
    raw = {**AMBUSH, **typed}
    kept = understand(raw, Circumstances(NOON + timedelta(days=30))).content
    return {name: value for name, value in kept.items() if raw.get(name, "said") is not None}


def found(book, draft, skip=()):
    with book.reading() as session:
        return alikes(session, draft, skip)


def log(book, **typed):
    return acts.log(book, MAJOR, {**AMBUSH, **typed})


def test_the_same_report_again_is_a_look_alike(book):
    logged = log(book, occurred="311405Z MAY 16", type="EXP", subtype="vbied")
    (one,) = found(book, content())
    assert (one.uid, one.number) == (logged.subject, "MIN-GAO-2016-0001")
    assert (one.minutes, one.km) == (-25, 0)
    assert (one.type_words, one.place) == ("VBIED", "Gao")
    assert (one.killed, one.injured, one.severity) == ("2", "0", 3)


@pytest.mark.parametrize(("occurred", "is_near"), [("311330Z", True), ("311329Z", False)])
def test_an_hour_apart_is_the_most(book, occurred, is_near):
    log(book, occurred=f"{occurred} MAY 16")
    assert bool(found(book, content())) is is_near


@pytest.mark.parametrize(("northing", "is_near"), [("09200", True), ("09350", False)])
def test_five_kilometres_apart_is_the_most_whatever_the_name(book, northing, is_near):
    """The typed grid is 04274; the places bear one name, and the positions decide."""
    log(book, position=f"30QZD15836{northing}")
    assert bool(found(book, content())) is is_near


@pytest.mark.parametrize("without", ["draft", "logged", "both"])
def test_the_place_name_counts_where_a_position_is_missing(book, without):
    log(book, place="GÂO", **({} if without == "draft" else {"position": ""}))
    draft = content(**({} if without == "logged" else {"position": None}))
    (one,) = found(book, draft)
    assert one.km is None


def test_without_name_and_position_nothing_is_alike(book):
    log(book, place="", position="")
    assert found(book, content(place=None, position=None)) == ()
    assert found(book, {}) == ()


@pytest.mark.parametrize(
    ("typed", "is_like"), [("IDF", True), ("DIR", True), ("CRM", False), (None, True)]
)
def test_attacks_are_taken_for_one_another_and_for_nothing_else(book, typed, is_like):
    """What was called mortar fire at first was a car bomb: Gao, 31 May 2016."""
    log(book, type="EXP", subtype="")
    draft = content(type="DIR", subtype=None)
    draft = {**draft, "type": typed} if typed else {k: v for k, v in draft.items() if k != "type"}
    assert bool(found(book, draft)) is is_like


def test_struck_and_duplicate_incidents_and_those_to_skip_are_left_out(book):
    struck, kept, duplicate = (log(book) for _number in range(3))
    acts.strike(book, MAJOR, struck.subject, "logged in error")
    acts.mark_duplicate(book, MAJOR, duplicate.subject, kept.number, "same report")
    assert [one.uid for one in found(book, content())] == [kept.subject]
    assert found(book, content(), {kept.subject}) == ()


def test_an_amended_incident_is_judged_by_what_is_known_now(book):
    logged = log(book)
    acts.amend(book, MAJOR, logged.subject, {"occurred": "311000Z MAY 16"}, "wrong hour")
    assert found(book, content()) == ()


def test_the_likest_comes_first_and_three_are_enough(book):
    for minute in ("10", "20", "30", "40"):
        log(book, occurred=f"3114{minute}Z MAY 16")
    log(book, occurred="311430Z MAY 16", type="EXP", subtype="")
    assert [(one.minutes, one.is_same_type) for one in found(book, content())] == [
        (0, True),
        (-10, True),
        (10, True),
    ]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """Sixty incidents of one afternoon, near Gao or nowhere in particular."""
    book = create_logbook(
        tmp_path_factory.mktemp("crowded") / "crowded.watch",
        mission="MIN",
        station="GAO",
        theatre="MLI",
        author=MAJOR,
        clock=lambda: NOON + timedelta(days=1),
    )
    chance = random.Random(7)
    for _number in range(60):
        at = NOON + timedelta(minutes=chance.randrange(-150, 150))
        position = {"latitude": chance.uniform(16.2, 16.35), "longitude": chance.uniform(-0.1, 0.1)}
        acts.log(
            book,
            MAJOR,
            {
                "occurred": stamp(at),
                "type": chance.choice(TYPES),
                "place": chance.choice(NAMES),
                "position": chance.choice((position, None)),
                "summary": "Shots heard.",
            },
        )
    yield book
    book.close()


def brute(book, draft):
    """The uids alike to the draft, by reading every incident whole; in no order."""
    at = datetime.fromisoformat(draft["occurred"])
    with book.reading() as session:
        uids = [row.incident_uid for row in IncidentQuery().stream(session)]
        kept = {uid: state_of(session, uid).content for uid in uids}
    return {uid for uid, other in kept.items() if is_alike(draft, at, other)}


def is_alike(draft, at, other):
    here, there = draft.get("position"), other.get("position")
    if here and there:
        ends = (*(here[name] for name in ANGLES), *(there[name] for name in ANGLES))
        near = distance_km(*ends) <= 5
    else:
        named = "place" in draft and "place" in other
        near = named and fold(draft["place"]) == fold(other["place"])
    typed = draft.get("type")
    like = typed in (None, other["type"]) or {typed, other["type"]} <= ATTACKS
    apart = abs(datetime.fromisoformat(other["occurred"]) - at)
    return near and like and apart <= timedelta(minutes=60)


ANGLES = ("latitude", "longitude")
POINTS = st.fixed_dictionaries(
    {"latitude": st.floats(16.2, 16.35), "longitude": st.floats(-0.1, 0.1), "digits": st.just(10)}
)
DRAFTS = st.fixed_dictionaries(
    {"occurred": st.integers(-200, 200).map(lambda n: stamp(NOON + timedelta(minutes=n)))},
    optional={
        "type": st.sampled_from(TYPES),
        "place": st.sampled_from([name for name in NAMES if name]),
        "position": POINTS,
    },
)


@given(draft=DRAFTS)
def test_what_is_found_is_what_reading_the_whole_log_finds(crowded, draft):
    expected = brute(crowded, draft)
    uids = [one.uid for one in found(crowded, draft)]
    assert len(uids) == min(MOST, len(expected))
    assert set(uids) <= expected
    rest = found(crowded, draft, set(uids))  # the next best three, and so on to the end
    while rest:
        uids += [one.uid for one in rest]
        rest = found(crowded, draft, set(uids))
    assert set(uids) == expected
