"""Regions follow from positions, and places from names, whatever their accents and case."""

import subprocess
import sys
from pathlib import Path

import pytest

from db.folding import fold
from db.gazetteer import Gazetteer
from db.regions import region_at, region_in_words, region_named, regions_of
from db.vocabulary.countries import ISO3, country_in_words, country_numbered, country_order
from db.words import speaking

MALI = frozenset({"MLI"})


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (16.27167, -0.04472, "ML-7"),  # Gao
        (18.44345, 1.40921, "ML-8"),  # Kidal
        (19.46139, 0.85889, "ML-8"),  # Aguelhok
        (14.5274, -4.0934, "ML-5"),  # Sevare
        (16.8349, -2.5319, "ML-6"),  # Ber
        (14.694, -6.020, "ML-4"),  # Diabaly
        (11.31755, -5.66654, "ML-3"),  # Sikasso
        (12.65, -8.0, "ML-BKO"),  # Bamako
    ],
)
def test_a_position_lies_in_its_region(latitude, longitude, code):
    region = region_at(latitude, longitude)
    assert region is not None
    assert (region.code, region.country) == (code, "MLI")


@pytest.mark.parametrize(("latitude", "longitude"), [(0.0, 0.0), (48.85, 2.35), (90.0, 0.0)])
def test_the_sea_and_far_countries_have_no_region(latitude, longitude):
    assert region_at(latitude, longitude) is None


def test_the_regions_of_a_country_come_by_name():
    names = [region.name for region in regions_of(MALI)]
    expected = "Bamako Gao Kayes Kidal Koulikoro Mopti Ségou Sikasso Timbuktu"
    assert names == expected.split()
    assert {region.country for region in regions_of(frozenset({"MLI", "NER"}))} == {"MLI", "NER"}
    assert regions_of(frozenset()) == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Gao", "ML-7"),
        ("ségou", "ML-4"),
        ("SEGOU", "ML-4"),
        ("Timbuktu", "ML-6"),
        ("tombouctou", "ML-6"),
        ("Sikasso", "ML-3"),
    ],
)
def test_a_region_is_known_by_its_english_and_french_name(typed, code):
    region = region_named(typed, MALI)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize("typed", ["Wassoulou", "Menaka", "Agadez", ""])
def test_a_name_that_no_region_bears_finds_none(typed):
    """Wassoulou is an error of the source; Agadez is Niger's."""
    assert region_named(typed, MALI) is None


@pytest.mark.parametrize("typed", ["Gao", "GAO", " gao ", "Gawo"])
def test_a_place_is_found_by_name_or_alternate(typed):
    (gao,) = Gazetteer(MALI).named(typed)
    assert gao.name == "Gao"
    assert gao.region == "Gao"
    assert (gao.latitude, gao.longitude) == (16.27167, -0.04472)
    assert gao.population == 133110


def test_accents_need_not_be_typed():
    assert Gazetteer(MALI).named("menaka") == Gazetteer(MALI).named("Ménaka") != ()


def test_a_name_borne_by_several_places_gives_the_biggest_first():
    found = Gazetteer(frozenset({"MLI", "BFA"})).named("Gao")
    assert [place.country for place in found] == ["MLI", "BFA"]
    assert found[0].population > found[1].population


def test_only_the_asked_countries_are_searched():
    assert Gazetteer(MALI).named("Paris") == ()
    assert Gazetteer(frozenset()).named("Gao") == ()
    assert Gazetteer(MALI).named("") == ()


def test_names_fold_to_what_is_compared():
    assert fold("  SÉGOU ") == fold("Segou") == "segou"
    assert fold("Shahr-e\u00a0Herāt") == "shahr-e herat"


def test_reading_places_loads_no_library_before_it_is_asked():
    """The program starts without shapely, numpy and mgrs."""
    asked = "import sys, db.position, db.regions, db.gazetteer; print(*sorted(sys.modules))"
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True
    )
    assert not {"shapely", "numpy", "mgrs"} & set(run.stdout.split())


def test_a_region_is_named_in_the_language_that_is_spoken():
    assert region_in_words("Timbuktu") == "Timbuktu"
    with speaking("fr"):
        named = [region_in_words(name) for name in ("Timbuktu", "Sikasso", "Elsewhere", None)]
    assert named == ["Tombouctou", "Sikasso", "Elsewhere", ""]


def test_a_country_is_named_in_the_language_that_is_spoken():
    assert country_in_words("TCD") == "Chad"
    assert country_in_words(None) == ""
    with speaking("fr"):
        assert country_in_words("TCD") == "Tchad"
        assert country_numbered("012", "Algeria") == "Algérie"
        assert country_numbered(None, "Somaliland") == "Somaliland"


def test_countries_stand_in_the_order_of_their_names_and_the_unknown_last():
    with speaking("fr"):
        assert sorted([None, "EGY", "TCD", "ESP"], key=country_order) == ["EGY", "ESP", "TCD", None]


def test_every_country_has_one_name_in_either_language():
    for language in ("en", "fr"):
        with speaking(language):
            names = {code: country_in_words(code) for code in ISO3}
        assert len(set(names.values())) == len(ISO3)
        assert not any(name in ISO3 for name in names.values())
