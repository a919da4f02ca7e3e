"""Saved views: any question comes back from its data, whatever else stands in it; the commands."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.asked import Asked, Shown, as_data, read_asked
from db.basemap import Box
from db.errors import BadContent, LogbookError, ReadOnly, Refused
from db.intake.views import MOST_BYTES, import_views, read_views
from db.periods import PERIODS
from db.query import ORDERS, IncidentQuery, Order
from db.store import open_logbook
from db.views import (
    LONGEST,
    View,
    delete_view,
    keep_last,
    last_view,
    question_of,
    rename_view,
    save_view,
    view_named,
    views_of,
)
from db.vocabulary import Credibility, EventType, Harm, Reliability, Status, TargetClass
from exports.views import write_views
from main import main

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
SINCE_1970 = st.integers(-2_000_000_000_000, 7_000_000_000_000)  # milliseconds, 1906 to 2191
MOMENTS = SINCE_1970.map(lambda ms: datetime.fromtimestamp(ms / 1000, UTC))
DEGREES = st.floats(-90, 90)


def sets(members):
    return st.frozensets(members, max_size=4)


@st.composite
def boxes(draw):
    west, east = sorted((draw(DEGREES) * 2, draw(DEGREES) * 2))
    south, north = sorted((draw(DEGREES), draw(DEGREES)))
    return Box(west, south, east, north)


QUERIES = st.builds(
    IncidentQuery,
    since=st.none() | MOMENTS,
    before=st.none() | MOMENTS,
    types=sets(st.sampled_from(list(EventType))),
    regions=sets(NAMES | st.just("")),
    stations=sets(NAMES),
    targets=sets(st.sampled_from(list(TargetClass))),
    statuses=sets(st.sampled_from(list(Status))),
    harms=sets(st.sampled_from(list(Harm))),
    reliability=st.none() | st.sampled_from(list(Reliability)),
    credibility=st.none() | st.sampled_from(list(Credibility)),
    groups=sets(NAMES | st.just("")),
    box=st.none() | boxes(),
    incidents=sets(NAMES),
    with_attachment=st.booleans(),
    to_follow_up=st.booleans(),
    text=st.just("") | NAMES,
    order=st.lists(
        st.builds(Order, st.sampled_from(sorted(ORDERS)), st.booleans()), min_size=1, max_size=3
    ).map(tuple),
)
COLUMNS = st.lists(st.builds(Shown, NAMES, st.integers(0, 900)), max_size=5).map(tuple)
MOVING = st.sampled_from(list(PERIODS))
ASKED = st.builds(Asked, QUERIES, st.just(""), COLUMNS, st.booleans()) | st.builds(
    lambda query, moving: Asked(replace(query, since=None, before=None), moving), QUERIES, MOVING
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
PARTS = st.sampled_from(
    (*IncidentQuery.__dataclass_fields__, "period", "columns", "map", "weather", "view")
)


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = main([str(one) for one in arguments])
        return code, *capsys.readouterr()

    return run


def names_in(book):
    with book.reading() as session:
        return [view.name for view in views_of(session)]


def kept(book, name):
    with book.reading() as session:
        return view_named(session, name).data


@given(ASKED)
def test_any_question_comes_back_from_its_data(asked):
    again, passed = read_asked(json.loads(json.dumps(as_data(asked))))
    assert (again, again.columns, again.on_map, passed) == (
        asked,
        asked.columns,
        asked.on_map,
        (),
    )


def test_every_filter_of_the_question_is_kept():
    """Not the moment at which somebody stands, nor what figures leave out by themselves."""
    full = {
        "since": datetime(2016, 5, 1, tzinfo=UTC),
        "before": datetime(2016, 6, 1, tzinfo=UTC),
        "types": frozenset({EventType.DIR}),
        "regions": frozenset({"Gao"}),
        "stations": frozenset({"GAO"}),
        "targets": frozenset({TargetClass.UN_MILITARY}),
        "statuses": frozenset({Status.VERIFIED}),
        "harms": frozenset({Harm.ANY}),
        "reliability": Reliability.B,
        "credibility": list(Credibility)[1],
        "groups": frozenset({""}),
        "box": Box(-1, 15, 1, 17),
        "incidents": frozenset({"a"}),
        "with_attachment": True,
        "to_follow_up": True,
        "text": "convoy",
        "order": (Order("killed", True),),
    }
    assert set(IncidentQuery.__dataclass_fields__) - set(full) == {"as_of", "counted_only"}
    assert set(as_data(Asked(IncidentQuery(**full)))) == set(full)


@given(st.dictionaries(PARTS, JSON, max_size=4))
def test_nothing_in_the_data_is_a_crash(data):
    """What it can't read it names, and what it reads can be asked and said again."""
    asked, passed = read_asked(data)
    assert read_asked(as_data(asked)) == (asked, ())
    assert all(isinstance(one, str) for one in passed)


def test_what_this_version_does_not_know_is_passed_over_and_told():
    asked, passed = read_asked({"types": ["DIR", "RAY"], "weather": "dust", "text": "convoy"})
    assert asked == Asked(IncidentQuery(types=frozenset({EventType.DIR}), text="convoy"))
    assert passed == ("types RAY", "weather dust")


def test_views_are_kept_listed_renamed_and_thrown_away(book):
    for name in ("gao", "Convoys", "Ansongo"):
        save_view(book, View(name, {"text": name}), "Maj. A.")
    assert names_in(book) == ["Ansongo", "Convoys", "gao"]
    save_view(book, View("gao", {"regions": ["Gao"]}), "")
    assert kept(book, "gao") == {"regions": ["Gao"]}
    with pytest.raises(BadContent) as refused:
        rename_view(book, "gao", "Convoys")
    assert list(refused.value.problems) == ["name"]
    rename_view(book, "gao", "Gao")
    delete_view(book, "Convoys")
    assert names_in(book) == ["Ansongo", "Gao"]
    with pytest.raises(Refused, match="Ansongo, Gao"):
        kept(book, "Convoys")


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST + 1), "two\nlines"])
def test_a_name_that_nobody_could_find_again_is_refused(book, name):
    with pytest.raises(BadContent):
        save_view(book, View(name, {}), "")
    assert names_in(book) == []


def test_the_last_view_is_no_saved_one(book):
    keep_last(book, {"text": "convoy"}, "")
    with book.reading() as session:
        assert last_view(session) == {"text": "convoy"}
    assert names_in(book) == []


def test_on_a_medium_that_can_only_be_read_it_says_so(book):
    save_view(book, View("Gao", {}), "")
    book.close()
    book.path.chmod(0o400)
    book.read_only = True
    with pytest.raises(ReadOnly):
        save_view(book, View("Kidal", {}), "")
    with pytest.raises(ReadOnly):
        delete_view(book, "Gao")


def test_a_moving_period_begins_anew(book, clock):
    save_view(book, View("day", as_data(Asked(moving="last 24 h"))), "")
    with book.reading() as session:
        first = question_of(session, "day", clock()).since
        clock.tick(hours=1)
        assert (question_of(session, "day", clock()).since - first).total_seconds() == 3600


def test_exported_views_are_imported_whole_beside_those_of_the_same_name(book, tmp_path):
    newer = {"text": "convoy", "weather": "dust"}
    save_view(book, View("Convoys", newer), "")
    save_view(book, View("x" * LONGEST, {}), "")
    path = tmp_path / "all.watchviews"
    assert write_views(book, names_in(book), path) == 2
    assert import_views(book, path, "") == ("Convoys (2)", "x" * (LONGEST - 4) + " (2)")
    assert import_views(book, path, "")[0] == "Convoys (3)"
    assert kept(book, "Convoys (2)") == newer  # a newer version asks all of it again


VIEWS = '{"kind": "watchkeeper views", "views": %s}'


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ("{", "not JSON"),
        ("\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no views of Watchkeeper"),
        ('{"kind": "something"}', "no views of Watchkeeper"),
        (VIEWS % "5", "no list"),
        (VIEWS % '[{"name": "a", "asked": {}}, {"name": "b"}]', "view 2: it needs a"),
        (VIEWS % '[{"name": "", "asked": {}}]', "view 1: a view needs a name"),
        (VIEWS % '[{"name": "a\\nb", "asked": {}}]', "view 1: at most 80 characters"),
        (VIEWS % '[{"name": "a", "asked": {"text": "\\ud800"}}]', "not JSON"),
        ("x" * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_a_bad_file_is_refused_whole_and_says_where(book, tmp_path, held, told):
    path = tmp_path / "bad.watchviews"
    path.write_bytes(held.encode("latin-1"))
    with pytest.raises(LogbookError, match=told):
        import_views(book, path, "")
    assert names_in(book) == []


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(LogbookError, match=r"none\.watchviews can't be imported"):
        read_views(tmp_path / "none.watchviews")


def test_a_command_asks_what_the_view_asks(sample, tmp_path, run):
    query = IncidentQuery(
        since=datetime(2016, 5, 1, tzinfo=UTC),
        before=datetime(2016, 6, 1, tzinfo=UTC),
        types=frozenset({EventType.EXP}),
    )
    save_view(sample, View("Explosive", as_data(Asked(query))), "")
    with sample.reading() as session:
        count = query.count(session)
        june = replace(query, since=query.before, before=datetime(2016, 7, 1, tzinfo=UTC))
        later = june.count(session)
    out = tmp_path / "out.csv"
    assert run("export", sample.path, out, "--view", "Explosive")[1].startswith(f"{count} incid")
    ran = run(
        "export", sample.path, out, "--view", "Explosive", "--period", "2016-06-01/2016-06-30"
    )
    assert ran[1].startswith(f"{later} incidents")
    code, told, _errors = run("figures", sample.path, "--view", "Explosive")
    assert code == 0
    assert "Explosive" in told
    with pytest.raises(SystemExit) as ended:
        run("figures", sample.path)
    assert ended.value.code == 2
    assert run("export", sample.path, out, "--view", "None")[0] == 1


def test_a_command_prints_nothing_of_a_view_that_it_knows_in_part_only(sample, tmp_path, run):
    save_view(sample, View("Newer", {"weather": "dust"}), "")
    code, _told, errors = run("export", sample.path, tmp_path / "out.csv", "--view", "Newer")
    assert code == 1
    assert "weather dust" in errors
    assert not (tmp_path / "out.csv").exists()


def test_a_view_stays_with_the_file(book):
    save_view(book, View("Gao", {"text": "convoy"}), "")
    again = open_logbook(book.path)
    assert kept(again, "Gao") == {"text": "convoy"}
    again.close()
