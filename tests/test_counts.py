"""What an answer is made of agrees with its rows, whatever is asked."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event

from db.counts import FACETS, days, facet
from db.errors import Stopped
from db.query import IncidentQuery
from db.vocabulary import COUNTS_NOWHERE, EventType, Harm, Status
from tests.generator import generate
from tests.test_query import questions

SINGULAR = {"types": "type", "regions": "region", "targets": "target", "statuses": "status"}


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A generated logbook, read only."""
    book = generate(tmp_path_factory.mktemp("busy") / "busy.watch", 450)
    yield book
    book.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(questions())
def test_facets_count_the_rows_of_the_answer(busy, query):
    """Each with its own filter lifted: what could be added is counted too."""
    with busy.reading() as session:
        for name in FACETS:
            lifted = list(replace(query, **{name: frozenset()}).stream(session))
            values = Counter(str(getattr(row, SINGULAR[name]) or "") for row in lifted)
            found = facet(session, query, name)
            assert dict(found) == values
            assert [one.incidents for one in found] == sorted(values.values(), reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(questions())
def test_days_count_what_occurred_on_them(busy, query):
    with busy.reading() as session:
        rows = [row for row in query.stream(session) if row.status not in COUNTS_NOWHERE]
        found = days(session, query)
    assert {one.day: one.incidents for one in found} == Counter(row.occurred.date() for row in rows)
    assert sum(one.killed_un for one in found) == sum(row.killed_un or 0 for row in rows)
    assert sum(one.unknown for one in found) == sum(row.killed_open for row in rows)
    assert [one.day for one in found] == sorted(one.day for one in found)


@pytest.mark.parametrize(
    "query",
    [
        IncidentQuery(),
        IncidentQuery(types=frozenset({EventType.EXP}), regions=frozenset({"Gao", ""})),
        IncidentQuery(harms=frozenset({Harm.ANY}), statuses=frozenset({Status.VERIFIED})),
        IncidentQuery(text="mortar -market"),
    ],
    ids=["all", "type and region", "any casualties", "text"],
)
def test_counting_reads_one_index_and_no_row(busy, query):
    told = []
    with busy.reading() as session:
        session.connection()
        event.listen(busy.engine, "before_cursor_execute", lambda *a: told.append(a[2:4]))
        query.totals(session)
        facet(session, query, "targets")
        days(session, query)
        for sql, parameters in told.copy():
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
            steps = " ".join(row[3] for row in plan)
            assert "USING COVERING INDEX ix_current_facts" in steps


def test_a_question_that_nobody_asks_any_more_ends(busy):
    """The answer would take hours: every row beside every other, and again."""
    endless = "SELECT count(*) FROM journal a, journal b, journal c, journal d"
    with pytest.raises(Stopped), busy.reading(stopping=lambda: True) as session:
        session.connection().exec_driver_sql(endless)
    with busy.reading() as session:
        assert IncidentQuery().count(session) == 450
