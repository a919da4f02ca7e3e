"""The weekly SITREP counts as the daily one does; both tell what changed since the last."""

from datetime import UTC, datetime

import pytest
from conftest import AMBUSH

from db import acts
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.time import read_period
from db.vocabulary import ReportKind
from exports.reports.make import issue_report, make_report
from tests.conftest import MAJOR

JUNE_2 = datetime(2016, 6, 2, 6, tzinfo=UTC)


def order(kind, days, as_of=None, **more):
    since, before = read_period(days)
    return ReportOrder(kind, IncidentQuery(since=since, before=before, as_of=as_of), **more)


def content_of(book, kind, days, as_of=None, **more):
    return make_report(book, order(kind, days, as_of, **more)).content


def totals(glance):
    return {
        row.label: (tuple(one.text for one in row.counts), row.total.text) for row in glance.rows
    }


def test_a_week_is_counted_by_type_and_day_and_by_region_beside_four_before(sample):
    content = content_of(sample, ReportKind.WEEKLY, "2016-05-25/2016-05-31")
    by_type, by_region = content.further
    assert content.header.title == "Weekly situation report"
    assert totals(by_type)["Direct fire"] == (tuple("10001000001101"), "5")
    assert sum(int(total) for _counts, total in totals(by_type).values()) == 13
    assert totals(by_region)["Gao"] == (("1", "0", "1", "1", "5"), "8")
    assert [column.in_period for column in by_region.columns] == [False] * 4 + [True]
    shown = content.glance.rows[0]
    assert shown.label == "Incidents"
    for place, count in enumerate(shown.counts):
        assert int(count.text) == sum(int(row.counts[place].text) for row in by_type.rows)


def test_a_week_without_incidents_says_so(book):
    content = content_of(book, ReportKind.WEEKLY, "2001-01-01/2001-01-07")
    assert all(not table.rows for table in content.further)
    assert "No incident" in content.answer or "NIL" in content.answer


@pytest.fixture
def log(sample):
    """The sample on the morning after its attacks."""
    sample.clock = lambda: datetime(2016, 6, 9, 8, tzinfo=UTC)
    return sample


def test_changes_are_told_since_the_last_report_of_the_kind(log):
    first = issue_report(log, MAJOR, order(ReportKind.SITREP, "2016-05-31", JUNE_2))
    content = content_of(log, ReportKind.SITREP, "2016-06-01")
    assert content.changes.title == f"Changes since {first}"
    told = {(row.serial, row.field) for row in content.changes.rows}
    assert {("GAO-0008", "Status"), ("GAO-0022", "Casualties")} <= told
    assert all(
        fact.value.startswith(first)
        for pair in content.header.facts
        for fact in pair
        if fact.label == "Last report"
    )
    weekly = content_of(log, ReportKind.WEEKLY, "2016-05-25/2016-05-31")
    assert weekly.changes.title == "Changes since 250000Z MAY 16"


def test_what_the_last_report_told_is_no_change(log):
    """Everything was known when it was issued: nothing has changed, and that is said."""
    issue_report(log, MAJOR, order(ReportKind.SITREP, "2016-05-31"))
    assert content_of(log, ReportKind.SITREP, "2016-06-01").changes.rows == ()


def test_a_late_entry_is_one_logged_since_the_last_report(log):
    issue_report(log, MAJOR, order(ReportKind.SITREP, "2016-05-31"))
    log.clock = lambda: datetime(2016, 6, 9, 9, tzinfo=UTC)
    logged = acts.log(log, MAJOR, {**AMBUSH, "occurred": "281430Z MAY 16"})
    content = content_of(log, ReportKind.SITREP, "2016-06-01")
    assert [row.serial for row in content.incidents.late] == [f"GAO-{logged.number[-4:]}"]
    assert [row.field for row in content.changes.rows] == ["new"]


def test_the_report_since_which_changes_are_told_can_be_named(log):
    first = issue_report(log, MAJOR, order(ReportKind.SITREP, "2016-05-31", JUNE_2))
    log.clock = lambda: datetime(2016, 6, 9, 9, tzinfo=UTC)
    second = issue_report(log, MAJOR, order(ReportKind.SITREP, "2016-06-01"))
    named = content_of(log, ReportKind.SITREP, "2016-06-01", since=first)
    assert named.changes.title == f"Changes since {first}"
    corrected = content_of(log, ReportKind.SITREP, "2016-06-01", replaces=second)
    assert corrected.changes.title == f"Changes since {first}"
    assert named.changes.rows == corrected.changes.rows != ()


def test_weeks_end_where_the_period_ends(sample):
    """Of three days the stretches before are three days long too."""
    content = content_of(sample, ReportKind.WEEKLY, "2016-05-29/2016-05-31")
    _by_type, by_region = content.further
    labels = [(column.group, column.label) for column in by_region.columns]
    assert labels[-2:] == [("MAY", "26"), ("MAY", "29")]
    assert by_region.aside.startswith("Incidents of 3 days")
