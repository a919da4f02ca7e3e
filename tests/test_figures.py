"""The figures: those of the sample known beforehand, and any others recounted by hand."""

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import AMBUSH
from hypothesis import HealthCheck, given, settings

from db import acts
from db.current import history_of
from db.figures import UNKNOWN, figures
from db.query import IncidentQuery
from db.time import read_period
from db.vocabulary import COUNTS_NOWHERE, Status
from exports.figures import as_json, as_text
from tests.test_query import busy, questions  # noqa: F401  (a fixture is found by its name)

ROOT = Path(__file__).parent.parent
LATE_MAY = "2016-05-18/2016-05-31"


def killed(told, category):
    return sum(
        row["best"]
        for row in told["casualties"]
        if row["category"] == category and row["outcome"] in ("killed", "died_of_wounds")
    )


@pytest.mark.parametrize(
    ("as_of", "contingent", "contractors"),
    [
        (["--as-of", "2016-06-01T12:00Z"], 11, 2),
        (["--as-of", "011200Z JUN 16"], 11, 2),
        ([], 12, 1),
    ],
)
def test_sample_gives_the_figures_of_may_2016(sample_file, as_of, contingent, contractors):
    """Both come out of the same log: as first reported, and after the amendments of 3 June."""
    ran = subprocess.run(
        [sys.executable, "main.py", "figures", sample_file, "--period", LATE_MAY, *as_of, "--json"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    told = json.loads(ran.stdout)
    assert killed(told, "un_contingent") == contingent
    assert killed(told, "un_contractor_or_other") == contractors
    assert told["as_of"] == ("2016-06-01T12:00Z" if as_of else None)
    assert {row["cause"] for row in told["casualties"]} <= {"malicious_act", "accident"}


def test_nationalities_of_the_dead_of_may_2016(sample):
    since, before = read_period(LATE_MAY)
    with sample.reading() as session:
        found = figures(session, IncidentQuery(since=since, before=before))
    dead = {
        (total.category, total.nationality): total.best
        for total in found.casualties
        if total.outcome == "killed" and total.category.is_un
    }
    assert dead["un_contingent", "TCD"] == 6
    assert dead["un_contingent", "TGO"] == 5
    assert dead["un_contingent", "CHN"] == 1
    assert dead["un_contractor_or_other", "FRA"] == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=questions())
def test_figures_agree_with_a_naive_recount(busy, query):  # noqa: F811
    """Recounted from the journal itself: what each incident's last entry of the moment says."""
    with busy.reading() as session:
        found = figures(session, query)
        rows = list(query.stream(session))
        payloads = [history_of(session, row.incident_uid, query.as_of)[-1].payload for row in rows]
    counted = [payload for payload in payloads if payload["status"] not in COUNTS_NOWHERE]
    contents = [payload["content"] for payload in counted]
    assert found.total == len(counted)
    assert found.by_type == Counter(content["type"] for content in contents)
    assert found.by_region == Counter(content.get("region", UNKNOWN) for content in contents)
    assert found.by_target == Counter(content.get("target", UNKNOWN) for content in contents)
    assert found.by_status == Counter(payload["status"] for payload in counted)
    assert found.struck == sum(payload["status"] == Status.STRUCK for payload in payloads)
    people = Counter()
    for row in (row for content in contents for row in content.get("casualties", ())):
        key = (row["category"], row["nationality"], row["outcome"], row["cause"])
        for name in ("low", "best", "high"):
            people[(*key, name)] += row[name]
    told = {
        (*total[:4], name): getattr(total, name)
        for total in found.casualties
        for name in ("low", "best", "high")
    }
    assert told == people


def test_nothing_gives_nothing(book):
    with book.reading() as session:
        found = figures(session, IncidentQuery())
    assert (found.total, found.by_type, found.casualties) == (0, {}, ())
    told = as_json(found, IncidentQuery())
    assert told["period"] == {"from": None, "to": None}
    assert told["left_out"] == {"struck": 0, "duplicate": 0}


def test_number_that_nobody_knows_is_not_taken_for_nought(book, author):
    person = {"category": "civilian", "outcome": "killed", "cause": "malicious_act"}
    acts.log(book, author, {**AMBUSH, "casualties": [{**person, "count": "?"}]})
    query = IncidentQuery()
    with book.reading() as session:
        row = as_json(figures(session, query), query)["casualties"][0]
    assert (row["low"], row["best"], row["high"], row["not_known"]) == (None, None, None, 1)
    acts.log(book, author, {**AMBUSH, "casualties": [{**person, "count": 3, "high": 5}]})
    with book.reading() as session:
        found = figures(session, query)
    row = as_json(found, query)["casualties"][0]
    assert (row["low"], row["best"], row["high"], row["not_known"]) == (3, 3, 5, 1)
    assert "3  Civilian (nationality unknown), Killed, Malicious act" in as_text(found, query)


def test_struck_and_duplicate_incidents_count_nowhere_and_are_named(book, author):
    first = acts.log(book, author, AMBUSH)
    acts.strike(book, author, acts.log(book, author, AMBUSH).subject, "logged in error")
    twin = acts.log(book, author, AMBUSH)
    acts.mark_duplicate(book, author, twin.subject, first.number)
    query = IncidentQuery(
        since=datetime(2016, 5, 31, tzinfo=UTC), before=datetime(2016, 6, 1, tzinfo=UTC)
    )
    with book.reading() as session:
        found = figures(session, query)
    assert (found.total, found.struck, found.duplicate) == (1, 1, 1)
    assert [total.best for total in found.casualties] == [2]
    assert as_text(found, query).startswith(
        "1 incidents, 2016-05-31 to 2016-05-31; left out: 1 struck, 1 duplicate"
    )
