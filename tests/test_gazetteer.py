"""A few letters find a place: which ones, in which order, and how far a position is from one."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from db import acts
from db.bearing import bearing_degrees, compass_point, distance_km
from db.current import gazetteer_of
from db.errors import LogbookError
from db.folding import fold
from db.gazetteer import SHORTEST, Gazetteer, Place
from db.place_list import key_of, kind_by_population
from db.position import Position
from db.vocabulary import PlaceKind

MALI = frozenset({"MLI"})
GAO = (16.27167, -0.04472)
CAMP = Place("Camp Castor", 16.2498, -0.0012, "MLI", "Gao", 0, PlaceKind.CAMP)
OWN = (
    CAMP,
    Place("Sévaré", 14.52742, -4.09344, "MLI", "Mopti", 0, PlaceKind.VILLAGE, "Sevare|Sewaré"),
    Place("Diré", 16.257, -3.4013, "MLI", "Timbuktu", 0, PlaceKind.VILLAGE),
    Place("Ansongo-Koira", 15.66, 0.51, "MLI", "Gao", 0, PlaceKind.VILLAGE),
)


@cache
def gazetteer():
    return Gazetteer(MALI, GAO, OWN)


@cache
def shipped():
    """Every shipped place, as name, alternates and position."""
    path = Path(__file__).parent.parent / "db" / "data" / "places.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    return [row.split("\t")[1:5] for row in rows]


def names(typed, limit=8, places=None):
    found = (places or gazetteer()).complete(typed, limit).found
    return [each.place.name for each in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sevare", "Sévaré"),  # accents
        ("SÉVA", "Sévaré"),  # case, and only a beginning
        ("castor", "Camp Castor"),  # a word inside
        ("camp  cas", "Camp Castor"),  # space
        ("koira", "Ansongo-Koira"),  # after a hyphen
        ("ansongo koi", "Ansongo-Koira"),  # a space for the hyphen
        ("gawo", "Gao"),  # an alternate
        ("port au pri", "Port-au-Prince"),  # abroad
    ],
)
def test_a_few_letters_find_a_place(typed, expected):
    assert names(typed)[0] == expected


@pytest.mark.parametrize("typed", ["", "   ", "-", "\ud800", "qqqqq", "\t\n", "'"])
def test_what_is_no_name_finds_nothing(typed):
    assert gazetteer().complete(typed) == ((), 0)


def test_a_letter_inside_a_word_is_no_match():
    assert "Timbuktu" not in names("imbuktu")


def test_every_place_comes_with_region_kind_and_position():
    (castor,) = gazetteer().complete("castor").found
    assert castor.place == CAMP
    gao = gazetteer().complete("gao").found[0].place
    assert (gao.region, gao.kind, gao.latitude, gao.longitude) == ("Gao", PlaceKind.CITY, *GAO)


def test_the_alternate_that_matched_is_told():
    found = gazetteer().complete("gawo").found[0]
    assert (found.place.name, found.matched) == ("Gao", "Gawo")
    assert gazetteer().complete("sewa").found[0].matched == "Sewaré"


def test_a_whole_name_comes_before_a_beginning_and_a_beginning_before_a_word_inside():
    own = [
        Place("Koro Qadib", 16.2, 0.0, "MLI", "Gao", 0),
        Place("Qadibalo", 16.2, 0.1, "MLI", "Gao", 0),
        Place("Qadib", 12.0, -11.0, "MLI", "Kayes", 0),
    ]
    found = names("qadib", 3, Gazetteer(MALI, GAO, own))
    assert found == ["Qadib", "Qadibalo", "Koro Qadib"]


def test_among_equals_the_theatre_comes_first_then_the_nearest():
    own = [Place("Testa", 12.0, -8.0, "MLI", "B", 9), Place("Testa", 16.0, 0.0, "MLI", "G", 1)]
    found = Gazetteer(MALI, GAO, own).complete("testa").found
    assert [each.place.region for each in found[:2]] == ["G", "B"]
    countries = [each.place.country for each in Gazetteer(MALI).complete("gao").found]
    assert countries[:2] == ["MLI", "BFA"]
    assert Gazetteer(frozenset({"BFA"})).complete("gao").found[0].place.country == "BFA"


def test_without_a_station_the_bigger_comes_first():
    own = [Place("Testa", 12.0, -8.0, "MLI", "B", 1), Place("Testa", 16.0, 0.0, "MLI", "G", 9)]
    found = Gazetteer(MALI, None, own).complete("testa").found
    assert [each.place.population for each in found[:2]] == [9, 1]


def test_the_code_of_an_airport_abroad_does_not_hide_a_place_of_the_theatre():
    """DIR is Dire Dawa to airlines."""
    found = names("dir", 50)
    assert found.index("Diré") < found.index("Dire Dawa")


def test_what_is_not_listed_is_counted():
    all_of_them = gazetteer().complete("ba", 100_000)
    assert all_of_them.more == 0
    few = gazetteer().complete("ba", 5)
    assert few.found == all_of_them.found[:5]
    assert few.more == len(all_of_them.found) - 5 > 100


def test_a_place_of_the_log_stands_for_the_shipped_one_near_it():
    loaded = Place("Gao", 16.28, -0.05, "MLI", "Gao", 87000, PlaceKind.TOWN)
    places = Gazetteer(MALI, GAO, [loaded])
    assert places.named("gao") == (loaded,)
    assert names("gao", 9, places).count("Gao") == 2  # this one, and Burkina Faso's
    assert places.nearest(*GAO).place == loaded


def test_a_camp_does_not_hide_the_town_of_its_name():
    camp = CAMP._replace(name="Gao")
    kinds = {place.kind for place in Gazetteer(MALI, GAO, [camp]).named("gao")}
    assert kinds == {PlaceKind.CAMP, PlaceKind.CITY}


def test_named_knows_theatre_and_log_by_whole_names_only():
    assert gazetteer().named("camp castor") == (CAMP,)
    assert gazetteer().named("camp") == ()
    assert gazetteer().named("Port-au-Prince") == ()
    assert {place.country for place in gazetteer().named("gao")} == {"MLI"}
    assert gazetteer().named("") == ()


def test_names_with_marks_of_our_own_text_do_no_harm():
    odd = Place("A|B\tC\nD", 1.0, 1.0, "", "", 0, PlaceKind.CAMP, "x|yy")
    places = Gazetteer(MALI, None, [odd])
    assert places.complete("a b c d").found[0].place.name == "A B C D"
    assert places.complete("yy").found[0].matched == "yy"


@settings(max_examples=40)
@given(st.data())
def test_every_place_is_found_by_each_of_its_names(data):
    name, alternates, latitude, longitude = data.draw(st.sampled_from(shipped()))
    known = data.draw(st.sampled_from([name, *filter(None, alternates.split("|"))]))
    found = gazetteer().complete(known, 100_000).found
    spots = [(each.place.name, each.place.latitude, each.place.longitude) for each in found]
    assert (name, float(latitude), float(longitude)) in spots or name in {p.name for p in OWN}


@settings(max_examples=40)
@given(st.data())
def test_every_place_is_found_by_the_beginning_of_its_name(data):
    name, _alternates, latitude, longitude = data.draw(st.sampled_from(shipped()))
    letters = fold(name)
    typed = letters[: data.draw(st.integers(min(2, len(letters)), len(letters)))]
    assume(len(key_of(typed)) >= SHORTEST)
    completion = gazetteer().complete(typed, 100_000)
    spots = {(each.place.latitude, each.place.longitude) for each in completion.found}
    assert (float(latitude), float(longitude)) in spots or name in {p.name for p in OWN}
    assert gazetteer().complete(typed, 100_000) == completion
    assert len({(each.place, each.matched) for each in completion.found}) == len(completion.found)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_answered(typed):
    completion = gazetteer().complete(typed)
    assert len(completion.found) <= 8
    assert gazetteer().named(typed) is not None


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8))
def test_places_of_the_log_are_found_whatever_they_are_called(called):
    own = [Place(name, 16.0, 0.0, "MLI", "Gao", 0, PlaceKind.CAMP) for name in called]
    places = Gazetteer(frozenset(), None, own)
    for name in called:
        typed = fold(name).replace("|", " ")
        if any(letter.isalnum() and letter.isascii() for letter in typed):
            assert places.named(name), name


def test_the_nearest_place_is_told_with_distance_and_direction():
    near = gazetteer().nearest(16.2988, -0.0447)
    assert (near.place.name, round(near.distance_km), near.compass) == ("Gao", 3, "N")


def test_a_known_place_is_told_rather_than_a_hamlet_about_as_near():
    hamlet = Place("Hamlet", 16.30, -0.04472, "MLI", "Gao", 0, PlaceKind.VILLAGE)
    places = Gazetteer(MALI, GAO, [hamlet])
    assert places.nearest(16.287, -0.04472).place.name == "Gao"
    assert places.nearest(16.301, -0.04472).place.name == "Hamlet"


@pytest.mark.parametrize(("latitude", "longitude"), [(0.0, -20.0), (-89.9, 0.0), (48.0, -30.0)])
def test_far_from_everywhere_there_is_no_nearest_place(latitude, longitude):
    assert gazetteer().nearest(latitude, longitude) is None


@given(st.floats(10, 25), st.floats(-12, 4))
def test_the_nearest_place_is_within_a_hundred_kilometres(latitude, longitude):
    near = gazetteer().nearest(latitude, longitude)
    if near:
        place = near.place
        assert near.distance_km <= 100
        told = distance_km(place.latitude, place.longitude, latitude, longitude)
        assert told == pytest.approx(near.distance_km)


def test_places_are_read_when_first_asked_and_only_once():
    read = []

    def own():
        read.append(1)
        yield CAMP

    places = Gazetteer(MALI, GAO, own())
    assert not places.is_loaded
    assert read == []
    places.load()
    assert places.is_loaded
    assert names("castor", 8, places) == names("castor", 8, places) == ["Camp Castor"]
    assert read == [1]


def test_places_that_could_not_be_read_are_read_again(book, author):
    """A stick that hiccups at the first completion must not hide the camp all night."""
    acts.add_place(book, author, "Zebra camp", Position(16.2, 0.0), PlaceKind.CAMP)
    places = gazetteer_of(book)
    path = book.path.rename(book.path.with_name("away.watch"))
    book.close()
    book.path.mkdir()
    with pytest.raises(LogbookError):
        places.complete("zebra camp")
    book.path.rmdir()
    path.rename(book.path)
    assert names("zebra camp", 8, places) == ["Zebra camp"]


@pytest.mark.parametrize(
    ("population", "kind"),
    [(0, "place"), (1, "village"), (9_999, "village"), (10_000, "town"), (100_000, "city")],
)
def test_the_inhabitants_make_a_place_a_city_town_or_village(population, kind):
    assert kind_by_population(population) == kind


@pytest.mark.parametrize(
    ("to", "kilometres", "bearing", "point"),
    [
        ((17.0, 0.0), 111.195, 0.0, "N"),
        ((15.0, 0.0), 111.195, 180.0, "S"),
        ((16.0, 1.0), 106.888, 89.862, "E"),
        ((16.0, -1.0), 106.888, 270.138, "W"),
        ((16.5, 0.5), 77.0, 43.8, "NE"),
        ((16.0, 0.0), 0.0, 0.0, "N"),
    ],
)
def test_distance_and_direction_from_16_north_0_east(to, kilometres, bearing, point):
    assert distance_km(16.0, 0.0, *to) == pytest.approx(kilometres, rel=1e-3)
    assert bearing_degrees(16.0, 0.0, *to) == pytest.approx(bearing, abs=0.1)
    assert compass_point(bearing) == point


def test_directions_turn_clockwise_through_sixteen_points():
    points = [compass_point(bearing) for bearing in range(0, 360, 1)]
    assert len(set(points)) == 16
    assert points[348] == "NNW"
    assert points[349] == "N"
    assert compass_point(359.9) == compass_point(0.0) == "N"


ANGLES = st.floats(-90, 90), st.floats(-180, 180)


@given(*ANGLES, *ANGLES)
def test_distance_is_the_same_both_ways_and_never_more_than_half_round_the_world(a, b, c, d):
    assert distance_km(a, b, c, d) == pytest.approx(distance_km(c, d, a, b), abs=1e-6)
    assert 0 <= distance_km(a, b, c, d) <= 20_016
    assert 0 <= bearing_degrees(a, b, c, d) < 360


def test_the_towns_around_are_the_biggest_shipped_ones_and_no_camp():
    towns = gazetteer().towns_around(*GAO, 3)
    assert towns[0].name == "Gao"
    assert [town.population for town in towns] == sorted(
        (town.population for town in towns), reverse=True
    )
    assert all(distance_km(*GAO, town.latitude, town.longitude) <= 100 for town in towns)
    assert CAMP not in gazetteer().towns_around(*GAO, 1_000)
