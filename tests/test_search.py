"""Searching the log: whatever is typed is understood, and finds what a reader would find."""

import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import AMBUSH, MAJOR, Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from db import acts
from db.creation import create_logbook
from db.current import history_of
from db.folding import fold
from db.models import Act
from db.query import WHOLE, IncidentQuery
from db.search import INDEX, MOST_WORDS, marked_in, understand_search
from db.store import open_logbook
from db.upgrade import upgrade_logbook
from db.verification import rebuild_rows, verify
from db.wording import in_words
from tests.generator import generate

SAVED = Path(__file__).parent / "logbooks"
RANDOM_SEARCHES = 10_000
PIECES = (
    *("mine", "IED", "Ménaka", "menaka", "me", "GAO-0147", "0147", "147", "NOT-1", "AND", "NOT"),
    *("OR", "OR", "-", "--", "-mine", '"', '""', '"small arms"', "“", "NEAR(", "NEAR/3", ")", "("),
    *("*", "^", "^mine", "mine*", ":", "number:", "{summary}", "+", "'", ";", "%", "_", "\\", "\0"),
    *(
        "\ud800",
        "e\u0301",
        "كيدال",
        "中国",
        "ß",
        "İ",
        "\ufffd",
        "\U0001f600",
        "\ue000",
        "\n",
        "1.5",
    ),
)


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A generated logbook, read only."""
    book = generate(tmp_path_factory.mktemp("busy") / "busy.watch", 60)
    yield book
    book.close()


def serials(book, text, **more):
    with book.reading() as session:
        return {row.number[-4:] for row in IncidentQuery(text=text, **more).stream(session)}


@pytest.mark.parametrize(
    ("typed", "words", "match"),
    [
        ("", "", ""),
        ("convoy fire", "convoy fire", '("convoy"*) AND ("fire"*)'),
        ("mine OR IED", "mine OR IED", '("mine"* OR "IED"*)'),
        ("mine or IED", "mine or IED", '("mine"*) AND ("or"*) AND ("IED"*)'),
        (
            'mine OR IED -"training"',
            'mine OR IED, without "training"',
            '("mine"* OR "IED"*) NOT ("training")',
        ),
        (
            "a b OR c -d -e",
            "a (b OR c), without d, e",
            '("a"*) AND ("b"* OR "c"*) NOT ("d"* OR "e"*)',
        ),
        ("-training", "without training", ""),
        ('"small arms"', '"small arms"', '("small arms")'),
        ('"small ar', '"small ar"', '("small ar"*)'),
        ('"mine', "mine", '("mine"*)'),
        ("“small arms” fire", '"small arms" fire', '("small arms") AND ("fire"*)'),
        ("vehicle-borne", "vehicle-borne", '("vehicle-borne"*)'),
        ("\u2013mine", "without mine", ""),
        ("GAO-147", "GAO-147", '("GAO-147"* OR number : ("GAO" AND "0147"))'),
        ("-", "", ""),
        ('"', "", ""),
        ("OR", "", ""),
        ("OR a OR", "a", '("a"*)'),
        ("a OR OR b", "a OR b", '("a"* OR "b"*)'),
        ("a OR -b", "a, without b", '("a"*) NOT ("b"*)'),
        ("-b OR a", "a, without b", '("a"*) NOT ("b"*)'),
        ("mine*", "mine", '("mine"*)'),
        ("^mine (ied)", "mine ied", '("mine"*) AND ("ied"*)'),
        ("* : + ( ) _ % ''", "", ""),
        ("mi\0ne", "mi ne", '("mi"*) AND ("ne"*)'),
    ],
)
def test_what_is_typed_is_understood_and_said(typed, words, match):
    search = understand_search(typed)
    assert (search.words, search.match) == (words, match)
    assert in_words(IncidentQuery(text=typed)) == (f"“{words}”" if words else "the whole log")


@pytest.mark.parametrize("piece", ["-fire convoy OR patrol ", "a OR ", "fire-", "1", "-a "])
def test_a_search_pasted_by_mistake_is_cut_short(busy, piece):
    for quote in ("", '"'):
        search = understand_search(quote + piece * 50_000)
        assert 1 <= len(search.marks) + len(search.without) <= MOST_WORDS
        ask(busy, quote + piece * 50_000)


def ask(book, typed):
    """Ask every way that the program asks."""
    with book.reading() as session:
        for as_of in (None, book.clock()):
            query = IncidentQuery(text=typed, as_of=as_of)
            assert query.count(session) == len(list(query.stream(session))), repr(typed[:99])
    marked_in("Mine near Ménaka, GAO-0147.", understand_search(typed).marks)


def test_ten_thousand_searches_typed_at_random_raise_nothing(busy):
    """Counted by the index alone, and met by SQLite's own reader of expressions."""
    chance = random.Random(4)
    with busy.reading() as session:
        for _round in range(RANDOM_SEARCHES):
            pieces = chance.choices(PIECES, k=chance.randrange(1, 8))
            typed = chance.choice(("", " ")).join(pieces)
            query = IncidentQuery(text=typed)
            assert 0 <= query.count(session) <= 60, repr(typed)
            assert understand_search(understand_search(typed).words).match is not None


@settings(max_examples=300)
@given(typed=st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_at_all_is_searched_for_now_and_in_the_past(busy, typed):
    ask(busy, typed)


VOCABULARY = ("mine", "mines", "Ménaka", "MENAKA", "fire", "Sévaré", "été", "small arms", "arms")
TYPED = ("mi", "mine", "menaka", "ménaka", "MEN", "fire", "seva", "ete", "small", "arms", "zzz")
PHRASES = ("mine", "small arms", "arms small", "fire mine", "sevare", "mines mine")


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A log of few words, in any order and any field."""
    chance = random.Random(7)
    path, author = tmp_path_factory.mktemp("odd") / "odd.watch", MAJOR
    book = create_logbook(path, mission="MIN", station="GAO", theatre="MLI", author=author)
    book.clock = Clock(datetime(2016, 5, 31, 15, 0, tzinfo=UTC))

    def some(most):
        return " ".join(chance.choices(VOCABULARY, k=chance.randrange(1, most)))

    for _number in range(40):
        told = {"summary": some(4), "narrative": some(7), "perpetrator": some(3)}
        place = {"place": some(3), "position": ""}
        uid = acts.log(book, author, {**AMBUSH, **told, **place, "tags": [some(2)]}).subject
        if chance.random() < 0.3:
            acts.remark(book, author, uid, some(5))
        if chance.random() < 0.3:
            acts.amend(book, author, uid, {"narrative": some(7)}, "corrected")
    yield book
    book.close()


@pytest.fixture(scope="module")
def read(odd):
    """The words of each column of the index by the number of the incident, read by hand."""
    with odd.reading() as session:
        return dict(columns_of(session))


def columns_of(session):
    for row in IncidentQuery().stream(session, WHOLE):
        past = history_of(session, row.incident_uid)
        remarks = [one.payload["text"] for one in past if one.act is Act.REMARK]
        place = (row.place, row.region, row.route, row.bearing)
        several = (remarks, row.tags or (), place, (row.perpetrator, row.claimed_by))
        joined = (" ".join(filter(None, texts)) for texts in several)
        columns = (row.number, row.summary, row.narrative, *joined)
        yield row.number, [fold(column or "").replace("-", " ").split() for column in columns]


def stands(term, columns):
    wanted, whole = fold(term.text).split(), not term.is_open
    for words in columns:
        for place in range(len(words) - len(wanted) + 1):
            beside = words[place : place + len(wanted)]
            same = beside[-1] == wanted[-1] if whole else beside[-1].startswith(wanted[-1])
            if same and beside[:-1] == wanted[:-1]:
                return True
    return False


terms = st.sampled_from(TYPED) | st.sampled_from(PHRASES).map('"{}"'.format)
groups = st.lists(terms, min_size=1, max_size=3).map(" OR ".join)
barred = st.lists(terms.map("-{}".format), max_size=2)


@settings(max_examples=200)
@given(sought=st.lists(groups, max_size=3), barred=barred)
def test_a_search_finds_what_a_reader_finds(odd, read, sought, barred):
    typed = " ".join([*sought, *barred])
    search = understand_search(typed)
    assert len(search.sought) == len(sought)
    assert len(search.without) == len(barred)
    with odd.reading() as session:
        expected = {
            number
            for number, columns in read.items()
            if all(any(stands(term, columns) for term in group) for group in search.sought)
            and not any(stands(term, columns) for term in search.without)
        }
        query = IncidentQuery(text=typed)
        assert {row.number for row in query.stream(session)} == expected
        assert query.count(session) == len(expected)


@pytest.mark.parametrize(
    "typed", ["menaka", "Ménaka", "MÉNAKA", "me\u0301naka", "ménak", '"menaka"']
)
def test_accents_and_case_make_no_difference(book, author, typed):
    acts.log(book, author, {**AMBUSH, "place": "Ménaka", "position": ""})
    assert serials(book, typed) == {"0001"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("GAO-0002", {"0002"}),
        ("gao-3", {"0003"}),
        ("0002", {"0002"}),
        ("3", {"0003"}),
        ("MIN-GAO-2016-0002", {"0002"}),
        ("2016-0002", {"0002"}),
        ("KDL-0002", set()),
        ("MIN-GAO-2016", {"0001", "0002", "0003"}),
        ("without-4", set()),
    ],
)
def test_a_number_is_found_by_its_station_and_serial(book, author, typed, found):
    for _number in range(3):
        acts.log(book, author, {**AMBUSH, "summary": "Ambush", "narrative": ""})
    assert serials(book, typed) == serials(book, typed, as_of=book.clock()) == found


def test_the_index_follows_every_act(book, author, second):
    uid = acts.log(book, author, {**AMBUSH, "summary": "Convoy halted"}).subject
    assert serials(book, "halted") == {"0001"}
    acts.amend(book, author, uid, {"summary": "Convoy delayed"}, "wrong word")
    assert (serials(book, "halted"), serials(book, "delayed")) == (set(), {"0001"})
    acts.remark(book, author, uid, "Road cratered at Bourem")
    acts.remark(book, author, uid, "Escort arrived")
    assert serials(book, "cratered escort delayed") == {"0001"}
    acts.verify(book, second, uid)
    acts.close(book, author, uid)
    acts.reopen(book, author, uid, "more came in")
    acts.strike(book, author, uid, "another incident")
    assert serials(book, "delayed bourem") == {"0001"}
    assert serials(book, "delayed", counted_only=True) == set()
    assert verify(book).problem == ""


def test_the_past_is_searched_as_it_was(book, author, clock):
    uid = acts.log(book, author, {**AMBUSH, "summary": "Convoy halted", "narrative": ""}).subject
    before = clock.at
    clock.tick(hours=1)
    acts.amend(book, author, uid, {"summary": "Convoy delayed"}, "wrong word")
    acts.remark(book, author, uid, "Road cratered")
    assert serials(book, "halted", as_of=before) == {"0001"}
    assert serials(book, 'zzz OR "convoy halted" -cratered', as_of=before) == {"0001"}
    assert serials(book, "halted", as_of=clock.at) == set()
    assert serials(book, "cratered", as_of=clock.at) == {"0001"}
    assert serials(book, "convoy -cratered", as_of=clock.at) == set()
    assert serials(book, "-cratered", as_of=before) == {"0001"}


def test_rebuilding_writes_the_index_anew(book, author):
    uid = acts.log(book, author, {**AMBUSH, "summary": "Convoy halted"}).subject
    acts.remark(book, author, uid, "Road cratered")
    with book.writing() as session:
        session.execute(sql(f"DELETE FROM {INDEX}"))
    assert serials(book, "halted") == set()
    verdict = verify(book)
    assert "search index" in verdict.problem
    assert "rebuild" in verdict.remedy
    rebuild_rows(book)
    assert serials(book, "halted cratered") == {"0001"}
    assert verify(book).problem == ""


def test_an_incident_that_is_only_in_the_index_is_reported(book, author):
    acts.log(book, author, AMBUSH)
    with book.writing() as session:
        session.execute(sql(f"INSERT INTO {INDEX}(rowid, summary) VALUES (999, 'ghost')"))
    assert "search index" in verify(book).problem


@pytest.mark.parametrize("schema", ["0001", "0002"])
def test_an_upgraded_logbook_is_searched_like_a_rebuilt_one(schema, tmp_path):
    path = Path(shutil.copy(SAVED / f"{schema}.watch", tmp_path / "gao.watch"))
    upgrade_logbook(path)
    book = open_logbook(path)
    searches = (
        "aguelhok",
        "Ténenkou",
        "convoy OR camp",
        "-convoy",
        '"ansar dine"',
        "GAO-0008",
        "r*",
    )
    upgraded = [serials(book, typed) for typed in searches]
    if schema == "0002":
        assert serials(book, '"road open again"')  # a remark
    rebuild_rows(book)
    assert [serials(book, typed) for typed in searches] == upgraded
    assert all(upgraded)
    book.close()


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("mine", "Two mines near the gold-mine; mined.", ["mines", "mine", "mined"]),
        ('"mine"', "Two mines near the gold-mine.", ["mine"]),
        ("menaka", "MÉNAKA and me\u0301naka.", ["MÉNAKA", "me\u0301naka"]),
        ('"small arms"', "Small\narms, small-arms, small farms", ["Small\narms", "small-arms"]),
        ("fire OR arms -mine", "Fire of small arms, a mine.", ["Fire", "arms"]),
        ("small arm", "small armed", ["small", "armed"]),
        ("small-a sma", "small arms", ["small arms"]),
        ("mine", "", []),
        ("-mine", "A mine.", []),
    ],
)
def test_words_that_were_found_are_marked_whole(typed, text, marked):
    spans = marked_in(text, understand_search(typed).marks)
    assert [text[begin:end] for begin, end in spans] == marked


@given(text=st.text(), typed=st.text())
def test_marks_are_apart_and_within_the_text(text, typed):
    edges = [
        0,
        *(edge for span in marked_in(text, understand_search(typed).marks) for edge in span),
    ]
    assert edges == sorted(edges)
    assert edges[-1] <= len(text)
