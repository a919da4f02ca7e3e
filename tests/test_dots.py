"""The dots of an answer: none is missing, none is invented, and each stands where it occurred."""

from collections import deque
from datetime import UTC, datetime, timedelta

import pytest
from conftest import AMBUSH, MAJOR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts
from db.basemap import Box
from db.dots import KINDS, dots, rows_of
from db.errors import Stopped
from db.query import IncidentQuery
from db.vocabulary import MARKS, PLOTTED, EventType, MapMark, Status

FIRST = datetime(2016, 4, 1, tzinfo=UTC)
TIMES = st.none() | st.integers(0, 91 * 24 * 60).map(lambda n: FIRST + timedelta(minutes=n))
QUESTIONS = st.builds(
    IncidentQuery,
    since=TIMES,
    before=TIMES,
    types=st.frozensets(st.sampled_from(EventType), max_size=5),
    regions=st.frozensets(st.sampled_from(["Gao", "Kidal", "Mopti", ""]), max_size=3),
    text=st.sampled_from(["", "convoy", "gao"]),
    counted_only=st.booleans(),
    as_of=st.none() | st.just(datetime(2016, 6, 1, 12, tzinfo=UTC)),
)
MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def dots_of(book, query=IncidentQuery()):  # noqa: B008
    with book.reading() as session:
        return dots(session, query)


def test_every_kind_of_event_has_its_mark():
    assert set(MARKS) == set(EventType)
    assert set(MARKS.values()) == set(MapMark) - {MapMark.STRUCK}


@MANY
@given(QUESTIONS)
def test_dots_and_what_is_left_out_are_all_that_the_table_lists(sample, query):
    with sample.reading() as session:
        found = dots(session, query)
        listed = list(query.stream(session))
    plotted = [row for row in listed if row.location_precision in PLOTTED and row.latitude]
    assert sorted(found.ids.tolist()) == sorted(row.id for row in plotted)
    assert len(found.ids) + sum(found.left_out().values()) == len(listed)
    told = {row.id: row for row in listed}
    for place, revision in enumerate(found.ids.tolist()):
        row = told[revision]
        where = found.longitude[place], found.latitude[place]
        assert where == pytest.approx((row.longitude, row.latitude), abs=1e-7)  # a centimetre
        assert int(row.occurred.timestamp()) == found.occurred[place]
        assert row.severity == found.severity[place]
        mark = KINDS[found.kinds[place]]
        counts = row.status not in (Status.STRUCK, Status.DUPLICATE)
        assert mark is (MARKS[row.type] if counts else MapMark.STRUCK)
        assert found.killed[place] == ((row.killed or 0) if counts else 0)


@MANY
@given(TIMES, TIMES)
def test_a_window_of_time_is_the_same_as_a_question_for_it(sample, since, before):
    whole = dots_of(sample)
    asked = dots_of(sample, IncidentQuery(since=since, before=before))
    shown = whole.between(since, before)
    assert whole.ids[shown].tolist() == asked.ids.tolist()
    assert whole.left_out(since, before) == asked.left_out()


def test_what_has_no_dot_is_counted_by_its_region(sample):
    left = dots_of(sample).left_out()
    with sample.reading() as session:
        rows = IncidentQuery().page(session, 0, 500)
    missing = [row for row in rows if row.latitude is None or row.location_precision not in PLOTTED]
    assert sum(left.values()) == len(missing) > 0
    assert left["Gao"] == sum(row.region == "Gao" for row in missing)
    assert list(left.values()) == sorted(left.values(), reverse=True)


def test_a_struck_incident_stays_on_the_map_and_kills_nobody(book, clock):
    uid = acts.log(book, MAJOR, AMBUSH).subject
    assert dots_of(book).killed.tolist() == [2]
    clock.tick(hours=1)
    acts.strike(book, MAJOR, uid, "not ours")
    found = dots_of(book)
    assert [KINDS[kind] for kind in found.kinds] == [MapMark.STRUCK]
    assert found.killed.tolist() == [0]
    assert len(dots_of(book, IncidentQuery(counted_only=True)).ids) == 0


def test_a_box_holds_dots_only(sample):
    box = Box(-1.0, 15.5, 1.0, 17.0)
    found = dots_of(sample, IncidentQuery(box=box))
    assert len(found.ids)
    assert not found.left_out()
    assert all(box.west <= x <= box.east for x in found.longitude)
    assert all(box.south <= y <= box.north for y in found.latitude)


def test_an_empty_log_has_no_dots(book):
    found = dots_of(book)
    assert len(found.ids) == len(found.left_at) == 0
    assert found.between(None, None) == slice(0, 0)
    assert found.left_out(datetime(2016, 1, 1, tzinfo=UTC), None) == {}


def test_rows_of_dots_are_those_of_the_table_latest_first(sample):
    found = dots_of(sample)
    with sample.reading() as session:
        rows = rows_of(session, found.ids[:3])
    assert [row.id for row in rows] == found.ids[:3].tolist()[::-1]
    assert rows[0].occurred - rows[-1].occurred >= timedelta(0)


def test_dots_that_nobody_wants_any_more_are_not_read(sample):
    with pytest.raises(Stopped), sample.reading(lambda: True) as session:
        deque(dots(session, IncidentQuery()) for _time in range(200))  # asked after so many steps
