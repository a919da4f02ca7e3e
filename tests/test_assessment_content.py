"""The assessment says what the figures say: the published sums, and windows that are honest."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts
from db.current import author_named
from db.figures import all_targets, casualty_totals, figures, first_occurred, un_deaths
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.store import open_logbook
from db.time import read_period
from db.vocabulary import KILLED, Cause, ReportKind
from db.windows import spread_of, windows_before
from exports.reports.assessment import content
from exports.reports.assessment_content import Mark
from exports.reports.assessment_known import share
from exports.reports.days import days_from_to
from exports.reports.reading import Reading
from tests.fatalities import log_fatalities
from tests.test_query import busy  # noqa: F401  (a fixture is found by its name)

FORTNIGHT = "2016-05-18/2016-05-31"
NOW = datetime(2016, 6, 30, 12, tzinfo=UTC)
JUNE_1 = datetime(2016, 6, 1, 12, tzinfo=UTC)


def asked(period, as_of=None):
    since, before = read_period(period)
    return IncidentQuery(since=since, before=before, as_of=as_of)


def content_of(book, query, now=NOW, **order):
    with book.reading() as session:
        return content(Reading(session, ReportOrder(ReportKind.ASSESSMENT, query, **order), now))


@pytest.fixture(scope="session")
def deployment_file(sample_file, tmp_path_factory):
    """The sample, with the deaths since deployment logged after it; copy it."""
    path = tmp_path_factory.mktemp("deployment") / "deployment.watch"
    book = open_logbook(shutil.copy(sample_file, path))
    book.clock = lambda: NOW
    with book.reading() as session:
        assert first_occurred(session, IncidentQuery()).year == 2016
    log_fatalities(book, author_named(book))
    book.close()
    return path


@pytest.fixture
def deployment(deployment_file, tmp_path):
    book = open_logbook(shutil.copy(deployment_file, tmp_path / "deployment.watch"))
    book.clock = lambda: NOW
    yield book
    book.close()


def by_label(table):
    return {row.label: (tuple(c.text for c in row.counts), row.total.text) for row in table.rows}


def test_deaths_since_deployment_are_those_of_the_un_data(deployment):
    told = content_of(deployment, asked(FORTNIGHT)).deaths
    causes, types = told.tables
    assert by_label(causes) == {
        "Malicious act": (("4", "28", "12", "24"), "68"),
        "Accident": (("0", "4", "5", "2"), "11"),
        "Illness": (("1", "6", "11", "1"), "19"),
        "Self-inflicted": (("0", "0", "0", "0"), "0"),
        "To be determined": (("1", "1", "1", "0"), "3"),
        "Unknown": (("0", "0", "0", "0"), "0"),
    }
    assert {label: total for label, (_years, total) in by_label(types).items()} == {
        "Military": "92",
        "Military Observer": "0",
        "Police": "3",
        "International Civilian": "1",
        "Local": "4",
        "Other": "1",
    }
    assert causes.total.total.text == types.total.total.text == "101"
    assert causes.rows[0].share == "68 of 101 (67%)"
    assert causes.rows[4].share == "3 of 101"
    assert "101 deaths, as known at 301200Z JUN 16" in told.aside


def test_the_period_stands_beside_the_windows_before_it(deployment):
    told = content_of(deployment, asked(FORTNIGHT))
    assert told.windows.words[0] == (
        "UN personnel killed by malicious acts: 13; previous 14 days: 0; in the 75 earlier windows"
        " mean 0.73, median 0, highest 10 (5\u201318 NOV 14); 59 without a death."
    )
    assert told.windows.chart.slots == 76
    assert sum(stack.number for stack in told.windows.chart.stacks) == 68
    assert told.windows.chart.stacks[-1].mark is Mark.FULL
    assert len(told.windows.table.columns) == 13
    assert "a count is under 10" in told.windows.notes[1]
    assert told.answer == (
        "Malicious acts killed 13 UN personnel in these 14 days, in 4 incidents."
        " The previous 14 days: 0."
        " No more than 10 in any of the 75 earlier windows, 0.73 on average."
    )


def test_curves_and_dots_end_at_the_sums(deployment):
    told = content_of(deployment, asked(FORTNIGHT))
    ends = {curve.label: curve.steps[-1][1] for curve in told.deaths.chart.curves}
    assert ends == {"Malicious act": 68, "Accident": 11, "Illness": 19, "To be determined": 3}
    dead = [dict(row.marks) for row in told.nations.rows]
    assert sum(one[Mark.FULL] + one[Mark.GREY] for one in dead) == 68
    assert sum(one[Mark.FULL] for one in dead) == 13


@pytest.mark.parametrize(("as_of", "military", "other"), [(JUNE_1, "11", "2"), (None, "12", "1")])
def test_deaths_are_those_known_at_the_moment(sample, as_of, military, other):
    """In the sample alone: the first reports of May 2016, and what they were corrected to."""
    told = content_of(sample, asked(FORTNIGHT, as_of))
    types = by_label(told.deaths.tables[1])
    assert (types["Military"][1], types["Other"][1]) == (military, other)
    assert told.answer.startswith("Malicious acts killed 13 UN personnel")


def test_deaths_logged_later_are_in_no_earlier_knowledge(deployment):
    told = content_of(deployment, asked(FORTNIGHT, JUNE_1))
    assert told.deaths.tables[0].total.total.text == "13"
    assert told.windows.words[0].endswith(
        "in the 3 earlier windows mean 0.00, median 0, highest 0; 3 without a death."
    )


@pytest.mark.parametrize("as_of", [JUNE_1, None])
@pytest.mark.parametrize("period", [FORTNIGHT, "2016-05-31", "2016-04-01/2016-06-30"])
def test_totals_agree_with_the_figures(deployment, period, as_of):
    query = asked(period, as_of)
    told = content_of(deployment, query)
    with deployment.reading() as session:
        found = figures(session, query)
        targets = all_targets(session, query)
    regions = {row.label: row.now.text for row in told.regions.rows}
    assert regions.pop("All regions") == str(found.total)
    regions = {name: n for name, n in regions.items() if n != "0"}
    assert regions.pop("Region not known", "0") == str(found.by_region.pop("unknown", 0))
    assert regions == {name: str(n) for name, n in found.by_region.items()}
    assert sum(int(row.now.text) for row in told.targets.rows) == targets.total()
    assert sum(n for row in told.groups.rows for _mark, n in row.marks) == found.total
    assert sum(int(row.n.text) for row in told.types.rows[:-1]) == found.total
    assert len(told.incidents.rows) == found.total
    assert f"struck {found.struck}" in told.end_notes[0]
    assert f"duplicates {found.duplicate}" in told.end_notes[0]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.integers(0, 3600), days=st.integers(1, 400))
def test_deaths_agree_with_the_casualty_totals(busy, day, days):  # noqa: F811
    """Read one by one or summed by the log: the same people."""
    since = datetime(2007, 1, 1, tzinfo=UTC) + timedelta(days=day)
    query = IncidentQuery(since=since, before=since + timedelta(days=days))
    with busy.reading() as session:
        deaths = list(un_deaths(session, query))
        totals = casualty_totals(session, query.counted())
    un = [one for one in totals if one.category.is_un and one.outcome in KILLED]
    assert sum(death.best for death in deaths) == sum(one.best for one in un)
    assert deaths == sorted(deaths, key=lambda death: death.occurred)


MOMENTS = st.integers(0, 2_600_000).map(
    lambda minutes: datetime(2013, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(
    first=MOMENTS, since=MOMENTS, minutes=st.integers(60, 60 * 24 * 60), moment=MOMENTS, at=MOMENTS
)
def test_windows_part_the_time_before_the_period(first, since, minutes, moment, at):
    """Each as long as the period, none before the first incident, none unfinished, none twice."""
    length = timedelta(minutes=minutes)
    windows = windows_before(since, since + length, first, at)
    bounds = [windows.bounds(place) for place in range(windows.number)]
    assert all(end - start == length for start, end in bounds)
    assert all(first <= start and end <= min(at, since) for start, end in bounds)
    assert all(end == start for (_s, end), (start, _e) in pairwise(bounds))
    holding = [place for place, (start, end) in enumerate(bounds) if start <= moment < end]
    assert windows.place_of(moment) == (holding[0] if holding else None)
    if at >= since > first:
        assert since - first < length * (windows.number + 1)


@given(st.lists(st.integers(0, 20), max_size=60))
def test_spread_is_that_of_the_counts(numbers):
    start = datetime(2015, 1, 1, tzinfo=UTC)
    length = timedelta(days=7)
    since = start + length * len(numbers)
    windows = windows_before(since, since + length, start, since)
    spread = spread_of(windows, dict(enumerate(numbers)))
    if not numbers:
        assert spread is None
        return
    assert spread.n == len(numbers)
    assert spread.mean == pytest.approx(sum(numbers) / len(numbers))
    assert (spread.lowest, spread.highest) == (min(numbers), max(numbers))
    assert numbers[spread.highest_in] == spread.highest
    assert spread.without == numbers.count(0)


def test_windows_that_had_not_ended_measure_nothing():
    """Looked at from the middle of the window before the period: that one is left out."""
    since, before = read_period(FORTNIGHT)
    first = datetime(2016, 1, 1, tzinfo=UTC)
    whole = windows_before(since, before, first, before)
    then = windows_before(since, before, first, since - timedelta(days=3))
    assert then.number == whole.number - 1
    assert then.start == whole.start


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (68, 101, "68 of 101 (67%)"),
        (9, 101, "9 of 101"),
        (5, 9, "5 of 9"),
        (0, 0, "0 of 0"),
        (10, 10, "10 of 10 (100%)"),
    ],
)
def test_no_percentage_of_a_count_under_ten(part, whole, words):
    assert share(part, whole) == words


def test_percentage_of_change_only_where_both_counts_are_ten(book, author, clock):
    for day, number in ((20, 10), (29, 15)):
        for hour in range(number):
            acts.log(
                book,
                author,
                {
                    "occurred": f"2016-05-{day}T{hour:02}:00Z",
                    "type": "OBS",
                    "summary": "Checkpoint closed.",
                },
            )
    told = content_of(book, asked("2016-05-25/2016-05-31"), clock.at)
    assert "Incidents: 15" in told.windows.words[-1]
    assert "%" not in told.windows.words[-1]  # the log covers no window before
    acts.log(book, author, {"occurred": "2016-05-01T10:00Z", "type": "OBS", "summary": "First."})
    told = content_of(book, asked("2016-05-25/2016-05-31"), clock.at)
    assert "previous 7 days: 10 (+50%)" in told.windows.words[-1]


def test_an_empty_log_says_nil_everywhere(book, clock):
    told = content_of(book, asked(FORTNIGHT), clock.at)
    assert told.answer == (
        "NIL. No incident is known to have occurred in the period."
        " The log covers no earlier window to compare with."
    )
    assert told.deaths.tables == ()
    assert told.windows.chart is None
    assert told.types.rows == ()
    assert told.regions.nothing
    assert told.targets.nothing
    assert told.groups.rows == ()
    assert told.nations.rows == ()
    assert told.lethality == ("No incident on UN personnel, sites or convoys.",)
    assert told.hours.rows == ()
    assert "no complete window" in told.windows.words[0]


def test_an_empty_period_is_nil_beside_what_was_before(deployment):
    told = content_of(deployment, asked("2016-07-01/2016-07-14"))
    assert told.answer.startswith("NIL. No incident is known to have occurred in the period. The")
    assert told.deaths.tables[0].total.total.text == "101"
    assert told.types.rows == told.groups.rows == ()
    assert {row.now.text for row in told.regions.rows} == {"0"}


def test_a_log_that_begins_in_the_period_has_no_earlier_windows(book, author, clock):
    acts.log(book, author, {"occurred": "2016-05-29T10:00Z", "type": "OBS", "summary": "First."})
    told = content_of(book, asked(FORTNIGHT), clock.at)
    assert "The log begins with 29 MAY 16: it covers no complete window" in told.windows.words[0]
    assert "no earlier window" in told.answer
    assert {row.before.text for row in told.regions.rows} == {"n/a"}
    assert {row.drawn for row in told.regions.rows} == {None}


def test_an_unknown_number_is_never_a_zero(book, author, clock):
    dead = {"category": "un_contingent", "outcome": "killed", "cause": "malicious_act"}
    for day, number in ((29, 6), (30, "?")):
        acts.log(
            book,
            author,
            {
                "occurred": f"2016-05-{day}T10:00Z",
                "type": "DIR",
                "target": "un_military",
                "summary": "Ambush.",
                "casualties": [{**dead, "count": number}],
            },
        )
    told = content_of(book, asked(FORTNIGHT), clock.at)
    assert told.deaths.tables[0].total.total.text == "6 + n/k"
    assert told.types.rows[-1].un.text == "6 + n/k"
    assert "6 + n/k UN personnel" in told.answer
    assert any("gives no number yet" in note for note in told.deaths.notes)


@pytest.mark.parametrize(("number", "drawn"), [(29, False), (30, True)])
def test_hours_are_drawn_from_thirty_incidents_on(book, author, clock, number, drawn):
    for n in range(number):
        acts.log(
            book,
            author,
            {
                "occurred": f"2016-05-{20 + n % 10}T{n % 24:02}:00Z",
                "type": "OBS",
                "summary": "Checkpoint closed.",
            },
        )
    acts.log(book, author, {"occurred": "25 MAY 16", "type": "OBS", "summary": "No hour known."})
    hours = content_of(book, asked(FORTNIGHT), clock.at).hours
    assert bool(hours.rows) is drawn
    assert f"{number} of {number + 1}" in hours.aside
    if drawn:
        assert sum(sum(numbers) for _day, numbers in hours.rows) == number
    else:
        assert hours.words.startswith("Not drawn")
        assert "00\u201306: " in hours.words


def test_lethality_is_told_with_and_without_the_largest(deployment):
    told = " ".join(content_of(deployment, asked(FORTNIGHT)).lethality)
    assert "4 killed UN personnel: 6, 5, 1, 1." in told
    assert "All: 13 killed; without the largest (GAO-0008): 7 killed" in told.replace(
        "7 in", "7 killed in"
    )


def test_an_incident_with_two_targets_counts_once_in_each(book, author, clock):
    acts.log(
        book,
        author,
        {
            "occurred": "2016-05-29T10:00Z",
            "type": "OBS",
            "summary": "Two.",
            "target": "un_military",
            "further_targets": ["un_police"],
        },
    )
    told = content_of(book, asked(FORTNIGHT), clock.at)
    rows = {row.label: row.now.text for row in told.targets.rows}
    assert (rows["UN military"], rows["UN police"]) == ("1", "1")
    assert told.targets.notes[0].startswith("2 targets in 1 incidents")
    assert "UN personnel, sites or convoys 1 of 1" in told.targets.notes[1]


def test_a_claim_is_kept_apart_from_suspicion_and_unknown_is_shown(sample):
    told = content_of(sample, asked(FORTNIGHT)).groups
    rows = {row.label: row for row in told.rows}
    assert rows["Ansar Dine"].claimed.text == "1"
    assert told.rows[-1].label == "Unknown"
    assert int(told.rows[-1].unknown.text) == dict(told.rows[-1].marks)[Mark.OPEN] > 0


def test_dots_stand_only_where_the_place_is_exact_and_the_rest_is_numbered(sample):
    shown = content_of(sample, asked(FORTNIGHT)).map
    assert shown.within == "Location precision 1 or 2, with a grid: 7 of 13 plotted."
    assert len(shown.dots) == 7
    assert "Not plotted: 6, " in shown.notes[1]


def test_the_officers_answer_stands_instead_of_the_proposed_one(sample):
    assert content_of(sample, asked(FORTNIGHT), answer="As before.").answer == "As before."


def test_accidents_are_deaths_and_no_killings(deployment):
    told = content_of(deployment, asked("2016-01-01/2016-01-31"))
    assert told.types.rows[-1].un.text == "6"  # malicious acts of that month alone
    assert Cause.ACCIDENT.label in {curve.label for curve in told.deaths.chart.curves}


def test_days_are_named_as_short_as_can_be():
    def named(period):
        return days_from_to(*read_period(period))

    assert named("2016-05-31") == "31 MAY 16"
    assert named(FORTNIGHT) == "18\u201331 MAY 16"
    assert named("2014-09-24/2014-10-07") == "24 SEP \u2013 7 OCT 14"
    assert named("2015-12-30/2016-01-02") == "30 DEC 15 \u2013 2 JAN 16"
