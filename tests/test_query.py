"""One question, one answer: counted, paged, streamed and exported alike, now and as known then."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from conftest import AMBUSH
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from db import acts
from db.basemap import Box
from db.content import Circumstances, understand
from db.figures import figures
from db.journal import chained
from db.models import Act
from db.pages import KEPT, PAGE, Pages
from db.query import ORDERS, REVISION, WHOLE, IncidentQuery, Order, _before
from db.verification import verify
from db.vocabulary import COUNTS_NOWHERE, EventType, Harm, Status, TargetClass
from exports.csv import write_csv
from tests.generator import FIRST, YEARS, generate

SMALL = 450  # more than two pages


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A generated logbook, read only."""
    book = generate(tmp_path_factory.mktemp("busy") / "busy.watch", SMALL)
    yield book
    book.close()


def questions():
    """Any question that filters and sorts can ask."""

    def some(values):
        return st.frozensets(st.sampled_from(list(values)), max_size=3)

    moments = st.none() | st.integers(0, 100).map(lambda part: FIRST + YEARS * part / 100)
    orders = st.builds(Order, st.sampled_from(list(ORDERS)), st.booleans())
    return st.builds(
        IncidentQuery,
        since=moments,
        before=moments,
        types=some(EventType),
        regions=some(["Gao", "Kidal", "Mopti", "", "Nowhere"]),
        stations=some(["GAO", "KDL", "XXX"]),
        targets=some([*TargetClass, ""]),
        statuses=some(Status),
        harms=some(Harm),
        groups=some(["AQIM", ""]),
        box=st.none() | st.just(Box(-1.0, 15.0, 3.0, 17.0)),
        text=st.sampled_from(["", "convoy", "CONVOY fire", "gao", "ménaka", "-fire", "_"]),
        counted_only=st.booleans(),
        as_of=moments,
        order=st.lists(orders, max_size=3).map(tuple),
    )


def test_generated_logbook_verifies(busy):
    """The generator writes what the acts would have written: chain, rows and content."""
    assert verify(busy).problem == ""
    with busy.reading() as session:
        entries = [entry for entry in chained(session) if entry.act in (Act.LOG, Act.AMEND)]
    for entry in entries:
        content = json.loads(entry.payload)["content"]
        around = Circumstances(entry.recorded_at, theatre=frozenset({"MLI"}))
        assert understand(content, around).content == content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=questions())
def test_count_pages_stream_table_rows_and_figures_agree(busy, tmp_path, query):
    with busy.reading() as session:
        streamed = [row.entry for row in query.stream(session)]
        paged = [
            row.entry for offset in range(0, SMALL, 40) for row in query.page(session, offset, 40)
        ]
        found = figures(session, query)
        assert query.count(session) == len(streamed)
    assert paged == streamed
    assert found.total + found.struck + found.duplicate == len(streamed) or query.counted_only
    assert sum(found.by_type.values()) == found.total
    assert write_csv(busy, query, tmp_path / "out.csv") == len(streamed)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _row in csv.DictReader(file)) == len(streamed)


def plan(session, statement):
    """Return how SQLite goes about a statement."""
    compiled = statement.compile(session.bind, compile_kwargs={"literal_binds": True})
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
    return " ".join(row.detail for row in rows)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("name", ORDERS)
def test_every_order_sorts_the_same_rows_and_walks_an_index(busy, name, descending):
    query = IncidentQuery(order=(Order(name, descending),))
    with busy.reading() as session:
        rows = list(query.stream(session, WHOLE))
        told = plan(session, query._ordered(WHOLE))
        assert len(rows) == len({row.entry for row in rows}) == query.count(session)
    keys = [tuple(getattr(row, column.key) for column in ORDERS[name]) for row in rows]
    for one, other in pairwise(keys):
        if None not in one + other:
            assert one >= other if descending else one <= other
    assert f"ix_current_{name}" in told
    assert "TEMP B-TREE" not in told


def test_second_key_breaks_the_ties_of_the_first(busy):
    query = IncidentQuery(order=(Order("type"), Order("occurred", descending=True)))
    with busy.reading() as session:
        keys = [(row.type, -row.occurred.timestamp()) for row in query.stream(session)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("second", [name for name in ORDERS if name != "type"])
def test_an_order_by_two_keys_walks_the_index_of_the_first(busy, second):
    """What has the same first key is sorted, group by group: never the whole log."""
    query = IncidentQuery(order=(Order("type"), Order(second, descending=True)))
    with busy.reading() as session:
        told = plan(session, query._ordered(WHOLE))
    assert "ix_current_type" in told
    assert "USE TEMP B-TREE FOR ORDER BY" not in told


@given(query=questions(), place=st.integers(0, SMALL))
def test_position_of_an_incident_is_its_place_in_the_stream(busy, query, place):
    with busy.reading() as session:
        uids = [row.incident_uid for row in query.stream(session)]
        if uids:
            place %= len(uids)
            assert query.position_of(session, uids[place]) == place
        assert query.position_of(session, "no such incident") is None


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("name", ORDERS)
def test_position_is_counted_in_an_index(busy, name, descending):
    query = IncidentQuery(order=(Order(name, descending),))
    with busy.reading() as session:
        row = query.page(session, SMALL // 2, 1)[0]
        own = session.execute(select(*ORDERS[name], REVISION.id).where(REVISION.id == row.id)).one()
        for part in _before(query._keys(), own):
            told = plan(session, select(func.count()).where(*query.conditions(), *part))
            assert "INDEX ix_current_" in told, part


def test_a_row_of_the_table_knows_whether_a_file_was_attached_by_then(book, author, clock):
    uid = acts.log(book, author, AMBUSH).subject
    acts.log(book, author, {**AMBUSH, "summary": "Another."})
    begun = clock.at
    clock.tick(hours=1)
    acts.attach(book, author, uid, "gate.jpg", b"bytes")

    def attached(as_of):
        with book.reading() as session:
            rows = IncidentQuery(as_of=as_of).page(session, 0, 10)
        return {row.incident_uid for row in rows if row.attached}

    assert attached(None) == attached(clock.at) == {uid}
    assert attached(begun) == set()


def test_whether_a_file_is_attached_is_found_in_an_index(busy):
    with busy.reading() as session:
        query = IncidentQuery()
        told = plan(session, query._ordered((query._attached(),)))
    assert "ix_attachment_incident_uid" in told


def test_pages_read_each_row_once_and_hold_few(busy):
    with busy.reading() as session:
        numbers = [row.number for row in IncidentQuery().stream(session)]
    rows = Pages(busy, IncidentQuery())
    assert len(rows) == SMALL
    assert [rows[place].number for place in range(SMALL)] == numbers
    assert len(rows._held) == -(-SMALL // PAGE) <= KEPT
    with pytest.raises(IndexError):
        rows[SMALL]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2016-0001", 1),
        ("AMBUSHED", 1),
        ("patrol gao", 1),
        ("patrol kidal", 0),
        ("100%", 0),
        ("_", 1),
        ("amb -kidal", 1),
        ("ansar", 1),
        ("été", 1),
    ],
)
def test_text_looks_for_every_word_wherever_it_may_stand(book, author, text, found):
    acts.log(book, author, {**AMBUSH, "tags": ["été"], "perpetrator": "Ansar Dine"})
    with book.reading() as session:
        assert IncidentQuery(text=text).count(session) == found


def test_incidents_without_a_region_can_be_asked_for(book, author):
    acts.log(book, author, AMBUSH)
    acts.log(book, author, {**AMBUSH, "place": "", "position": ""})
    with book.reading() as session:
        assert IncidentQuery(regions=frozenset({""})).count(session) == 1
        assert IncidentQuery(regions=frozenset({"", "Gao"})).count(session) == 2


def test_period_holds_its_first_moment_and_not_its_last(book, author):
    acts.log(book, author, {**AMBUSH, "occurred": "310000Z MAY 16"})
    first = datetime(2016, 5, 31, tzinfo=UTC)
    with book.reading() as session:
        assert IncidentQuery(since=first).count(session) == 1
        assert IncidentQuery(before=first).count(session) == 0
    assert IncidentQuery(before=first).last_day == datetime(2016, 5, 30, tzinfo=UTC).date()


def known(book, as_of):
    with book.reading() as session:
        query = IncidentQuery(as_of=as_of)
        return [(row.number[-1], row.status, row.killed) for row in query.stream(session)]


def test_every_moment_knows_what_was_known_then(book, author, second, clock):
    """The moment of an act is the first at which it is known."""
    begun = clock.at
    uid = acts.log(book, author, AMBUSH).subject
    clock.tick(hours=1)
    acts.verify(book, second, uid)
    clock.tick(hours=1)
    acts.amend(book, author, uid, {"casualties": []}, "nobody was hurt")
    clock.tick(hours=1)
    acts.strike(book, author, uid, "another incident")

    def after(**step):
        return known(book, begun + timedelta(**step))

    assert after(milliseconds=-1) == []
    assert after() == [("1", Status.INITIAL, 2)]
    assert after(minutes=59) == [("1", Status.INITIAL, 2)]
    assert after(hours=1) == [("1", Status.VERIFIED, 2)]
    assert after(hours=2) == [("1", Status.UPDATED, None)]
    assert after(hours=3) == known(book, None) == [("1", Status.STRUCK, None)]


def test_acts_of_one_moment_leave_one_row(book, author, second, clock):
    """The clock stands: the last act of the moment is what was known then, once."""
    uid = acts.log(book, author, AMBUSH).subject
    acts.verify(book, second, uid)
    acts.close(book, author, uid)
    assert known(book, clock.at) == [("1", Status.CLOSED, 2)]


def test_totals_leave_struck_and_duplicate_incidents_out(busy):
    with busy.reading() as session:
        totals = IncidentQuery().totals(session)
        rows = [row for row in IncidentQuery().stream(session) if row.status not in COUNTS_NOWHERE]
        assert totals == replace(IncidentQuery(), counted_only=True).totals(session)
    assert totals.killed == sum(row.killed or 0 for row in rows)
    assert totals.killed_un == sum(row.killed_un or 0 for row in rows)
    assert totals.injured == sum(row.injured or 0 for row in rows)


def test_streamed_casualties_are_those_of_the_incidents_asked_for(busy):
    query = IncidentQuery(types=frozenset({EventType.DIR}))
    with busy.reading() as session:
        entries = {row.entry for row in query.stream(session)}
        rows = list(query.casualties(session))
    assert rows
    assert {row.entry for row in rows} <= entries
