"""A GeoNames country file fills the gazetteer; one that is not whole changes nothing."""

import hashlib
import zipfile

import pytest
from sqlalchemy import func, select

from db.current import gazetteer_of
from db.errors import LogbookError, NoSuchFile, Stopped
from db.intake.geonames import NotGeoNames, load_places
from db.models import Act, GazetteerPlace, JournalEntry
from db.vocabulary import PlaceKind


def row(number, name, **other):
    """Return a line of a country file, in its 19 columns."""
    told = {
        "id": str(number),
        "name": name,
        "ascii": name,
        "alternates": "",
        "lat": "14.52742",
        "lon": "-4.09344",
        "class": "P",
        "code": "PPL",
        "country": "ML",
        "cc2": "",
        "admin1": "04",
        "admin2": "",
        "admin3": "",
        "admin4": "",
        "population": "0",
        "elevation": "",
        "dem": "268",
        "zone": "Africa/Bamako",
        "changed": "2012-01-18",
    }
    return "\t".join((told | other).values()) + "\n"


SEVARE = row(1, "Sévaré", ascii="Sevare", alternates="Sewaré,Sévaré,Sevare|Ba")
GAO = row(2, "Gao", lat="16.27167", lon="-0.04472", code="PPLA", population="87000")
RIVER = row(3, "Niger", **{"class": "H", "code": "STM"})
LINES = SEVARE + GAO + RIVER


@pytest.fixture
def file(tmp_path):
    """Write a country file and return its path."""

    def written(text, name="ML.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def loaded(book):
    with book.reading() as session:
        return session.scalars(select(GazetteerPlace.name).order_by("geonameid")).all()


def zipped(path, **texts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.txt", text)
    return path


def test_the_populated_places_are_loaded_and_complete(book, author, file):
    assert gazetteer_of(book).complete("sevare").found == ()
    assert load_places(book, author, file(LINES)) == 2
    (found,) = gazetteer_of(book).complete("sevare").found
    assert found.place.name == "Sévaré"
    assert (found.place.region, found.place.country) == ("Mopti", "MLI")
    assert gazetteer_of(book).complete("sewa").found[0].matched == "Sewaré"


def test_what_a_file_says_of_a_place_is_kept(book, author, file):
    load_places(book, author, file(LINES))
    with book.reading() as session:
        places = {place.name: place for place in session.scalars(select(GazetteerPlace))}
    assert places["Sévaré"].alternates == "Sevare|Sewaré|Sevare Ba"
    assert places["Sévaré"].kind is PlaceKind.VILLAGE
    assert (places["Gao"].kind, places["Gao"].population) == (PlaceKind.TOWN, 87000)
    assert (places["Gao"].latitude, places["Gao"].longitude) == (16.27167, -0.04472)


@pytest.mark.parametrize(
    ("code", "population", "kind"),
    [
        ("PPLC", "0", "city"),
        ("PPLA", "0", "town"),
        ("PPL", "", "village"),
        ("PPL", "250000", "city"),
        ("PPLQ", "0", "place"),
        ("PPLX", "50000", "place"),
    ],
)
def test_feature_code_and_inhabitants_make_the_kind(book, author, file, code, population, kind):
    load_places(book, author, file(row(1, "Here", code=code, population=population)))
    with book.reading() as session:
        assert session.scalar(select(GazetteerPlace.kind)) == kind


def test_a_zip_is_read_as_the_text_in_it(book, author, tmp_path):
    path = zipped(tmp_path / "ML.zip", ML=LINES, readme="What the columns are.")
    assert load_places(book, author, path) == 2
    assert loaded(book) == ["Sévaré", "Gao"]


def test_a_later_file_replaces_the_places_of_its_country_only(book, author, file):
    load_places(book, author, file(LINES))
    load_places(book, author, file(row(9, "Agadez", country="NE"), "NE.txt"))
    load_places(book, author, file(GAO + row(4, "Ber")))
    assert loaded(book) == ["Gao", "Ber", "Agadez"]


def test_a_place_that_changed_countries_stands_once(book, author, file):
    load_places(book, author, file(LINES))
    load_places(book, author, file(row(2, "Gao", country="NE"), "NE.txt"))
    assert loaded(book) == ["Sévaré", "Gao"]


def test_the_journal_says_what_was_loaded_and_verifies(book, author, file):
    path = file(LINES)
    load_places(book, author, path)
    with book.reading() as session:
        entry = session.scalars(
            select(JournalEntry).where(JournalEntry.act == Act.LOAD_PLACES)
        ).one()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert f'"sha256":"{digest}"' in entry.payload
    for told in ('"count":2', '"country":"MLI"', '"name":"ML.txt"'):
        assert told in entry.payload


CUT = SEVARE + GAO[: len(GAO) // 2]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (CUT, 2, "columns, not 19"),
        (SEVARE + GAO[:-6], 2, "date"),  # cut within its last column
        (SEVARE + row(2, "Gao", lat="north"), 2, "north is no angle"),
        (row(1, "Gao", lat="91"), 1, "91 is no angle"),
        (row(1, "Gao", lon="nan"), 1, "nan is no angle"),
        (SEVARE + row(2, "Gao", population="-5"), 2, "-5 is no whole number"),
        (SEVARE + row("x", "Gao"), 2, "x is no whole number"),
        (SEVARE + row(2, " "), 2, "no name"),
        (SEVARE + row(1, "Gao"), 2, "stands in line 1 too"),
        (SEVARE + row(2, "Agadez", country="NE"), 2, "of NE, the lines before it of ML"),
        (row(1, "Nowhere", country="QQ"), 1, "no country QQ"),
        (SEVARE.encode("latin-1"), 1, "not UTF-8"),
        (b"\0" * 300_000, 1, "1 columns, not 19"),
        ("date,place,killed\n2016-05-31,Gao,1\n", 1, "1 columns, not 19"),
        (SEVARE + "\n" + GAO, 2, "1 columns, not 19"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(book, author, file, text, line, reason):
    load_places(book, author, file(row(7, "Before")))
    path = file(text)
    with pytest.raises(NotGeoNames, match=f"Line {line} of ML.txt") as refused:
        load_places(book, author, path)
    assert reason in refused.value.what
    assert "Nothing was loaded." in refused.value.remedy
    assert loaded(book) == ["Before"]


@pytest.mark.parametrize(
    ("text", "reason"), [("", "ML.txt is empty"), (RIVER, "holds no populated place")]
)
def test_a_file_with_nothing_to_load_says_so(book, author, file, text, reason):
    with pytest.raises(NotGeoNames, match=reason):
        load_places(book, author, file(text))
    with book.reading() as session:
        entries = select(func.count()).where(JournalEntry.act == Act.LOAD_PLACES)
        assert session.scalar(entries) == 0


def test_a_zip_that_is_cut_or_damaged_or_another_is_refused(book, author, tmp_path):
    many = "".join(row(number, f"Place {number}") for number in range(500))
    whole = zipped(tmp_path / "ML.zip", ML=many).read_bytes()
    broken = bytearray(whole)
    broken[200] ^= 0xFF
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "broken.zip").write_bytes(broken)
    zipped(tmp_path / "two.zip", ML=LINES, NE=LINES)
    for name, reason in (("cut", "unpacked"), ("broken", "unpacked"), ("two", "2 texts")):
        with pytest.raises(NotGeoNames, match=reason):
            load_places(book, author, tmp_path / f"{name}.zip")
    assert loaded(book) == []


def test_a_zip_that_is_packed_in_another_way_is_refused(book, author, tmp_path):
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(tmp_path / "ML.zip", "w", method) as archive:
            archive.writestr("ML.txt", LINES)
        with pytest.raises(NotGeoNames, match="not packed as GeoNames does"):
            load_places(book, author, tmp_path / "ML.zip")


def test_what_is_larger_than_any_country_is_refused_unread(book, author, tmp_path):
    path = tmp_path / "ML.txt"
    with path.open("wb") as sparse:
        sparse.truncate(2 * 10**9)
    with pytest.raises(NotGeoNames, match="too large for one country: 2\u202f000 MB"):
        load_places(book, author, path)
    bomb = tmp_path / "ML.zip"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("ML.txt", "w") as text,
    ):
        for _million in range(501):
            text.write(bytes(10**6))
    with pytest.raises(NotGeoNames, match="too large for one country: 501 MB"):
        load_places(book, author, bomb)


def test_a_missing_file_is_said_in_words(book, author, tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(NoSuchFile, match="Nothing was loaded"):
            load_places(book, author, path)


def test_loading_tells_how_far_it_is_and_can_be_stopped(book, author, file):
    path = file("".join(row(number, f"Place {number}") for number in range(1_200)))
    told = []
    load_places(book, author, path, lambda done, of: told.append((done, of)))
    size = path.stat().st_size
    assert told[-1] == (size, size)
    assert len(told) > 2
    assert told == sorted(told)

    def stop(done, _of):
        raise Stopped

    with pytest.raises(Stopped):
        load_places(book, author, file(GAO), stop)
    assert len(loaded(book)) == 1_200


def test_a_logbook_on_a_read_only_medium_is_not_written(book, author, file):
    book.read_only = True
    with pytest.raises(LogbookError):
        load_places(book, author, file(LINES))
    assert loaded(book) == []
