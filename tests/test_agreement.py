"""Table, count, CSV, facets, days and map are one answer, whatever is asked."""

import csv
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.counts import FACETS, days, facet
from db.dots import dots
from db.pages import Pages
from db.vocabulary import COUNTS_NOWHERE, PLOTTED
from exports.csv import write_csv
from tests.generator import generate
from tests.test_query import questions

INCIDENTS = 450  # more than two pages


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A generated logbook, read only."""
    book = generate(tmp_path_factory.mktemp("busy") / "busy.watch", INCIDENTS)
    yield book
    book.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=questions(), pointed_at=st.frozensets(st.integers(0, INCIDENTS - 1), max_size=9))
def test_whatever_is_asked_everything_answers_alike(busy, tmp_path, query, pointed_at):
    pages = Pages(busy, query)
    if pointed_at and len(pages):
        uids = {pages[place % len(pages)].incident_uid for place in pointed_at}
        query = replace(query, incidents=frozenset(uids))
        pages = Pages(busy, query)
    rows = [pages[number] for number in range(len(pages))]
    with busy.reading() as session:
        assert query.count(session) == len(rows)
        assert written(busy, query, tmp_path) == [row.number for row in rows]
        counted = [row for row in rows if row.status not in COUNTS_NOWHERE]
        assert sum(day.incidents for day in days(session, query)) == len(counted)
        for name in FACETS:
            if not getattr(query, name):  # else it counts what could be added, too
                assert sum(one.incidents for one in facet(session, query, name)) == len(rows)
        on_map = dots(session, query)
    plotted = [row for row in rows if is_plotted(row)]
    assert sorted(on_map.ids.tolist()) == sorted(row.id for row in plotted)
    left = Counter(row.region or "" for row in rows if not is_plotted(row))
    assert on_map.left_out() == left


def written(busy, query, folder):
    """Return the numbers that the CSV lists, in its order."""
    path = folder / "out.csv"
    write_csv(busy, query, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [line["number"] for line in csv.DictReader(file)]


def is_plotted(row):
    return row.location_precision in PLOTTED and row.latitude is not None
