"""The axis of the timeline: bars that hold every incident, names that have room."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.counts import Day
from gui.timeline_scale import (
    APART,
    NARROWEST,
    SHORTEST,
    Scale,
    Step,
    bars_of,
    begin_of,
    day_number,
    end_of,
    step_for,
    ticks_of,
)

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
STEPS = st.sampled_from(Step)
SCALES = st.builds(
    lambda begin, length, width: Scale(begin, begin + length, width),
    st.integers(700_000, 745_000),
    st.integers(SHORTEST, 30_000),
    st.integers(100, 4_000),
)


@given(DAYS, STEPS)
def test_each_day_lies_in_one_bar(day, step):
    first = begin_of(day, step)
    after = end_of(first, step)
    assert first <= day < after
    assert begin_of(after, step) == after
    assert begin_of(after - timedelta(days=1), step) == first
    if step is Step.WEEK:
        assert first.isocalendar()[:2] == day.isocalendar()[:2]
    if step is Step.MONTH:
        assert (first.year, first.month, first.day) == (day.year, day.month, 1)


@given(st.dictionaries(DAYS, st.tuples(*[st.integers(0, 50)] * 3)), STEPS)
def test_putting_days_together_loses_nothing(told, step):
    found = [Day(day, *told[day]) for day in sorted(told)]
    bars = bars_of(found, step)
    for place in (2, 3, 4):
        assert sum(bar[place] for bar in bars) == sum(day[place - 1] for day in found)
    assert all(one.after <= other.first for one, other in pairwise(bars))
    assert {begin_of(day, step) for day in told} == {bar.first for bar in bars}


@given(st.floats(0.001, 100))
def test_bars_are_as_fine_as_they_can_be_seen(day_width):
    step = step_for(day_width)
    assert step.value * day_width >= NARROWEST or step is Step.MONTH
    finer = [one for one in Step if one.value < step.value]
    assert all(one.value * day_width < NARROWEST for one in finer)


@pytest.mark.parametrize(
    ("length", "step"), [(66, Step.DAY), (360, Step.DAY), (730, Step.WEEK), (3653, Step.MONTH)]
)
def test_ten_years_are_seen_by_month_two_by_week_and_one_by_day(length, step):
    assert step_for(Scale(736000, 736000 + length, 1100).day_width) is step


@given(SCALES)
def test_names_on_the_axis_stand_apart_and_in_sight(scale):
    ticks = ticks_of(scale)
    places = [scale.x(tick.day.toordinal()) for tick in ticks]
    assert all(0 <= place < scale.width for place in places)
    enough = min(APART, 7300 * scale.day_width) - 1e-6  # every twenty years is the coarsest
    assert all(after - before >= enough for before, after in pairwise(places))


@pytest.mark.parametrize(
    ("first", "length", "words"),
    [
        (date(2016, 4, 1), 32, ["1 Apr", "8 Apr", "15 Apr", "22 Apr", "1 May"]),
        (date(2015, 12, 30), 5, ["30 Dec", "31 Dec", "1 Jan 2016", "2 Jan", "3 Jan"]),
        (date(2015, 12, 1), 93, ["Dec", "2016", "Feb", "Mar"]),
        (date(2007, 1, 1), 1200, ["2007", "2008", "2009", "2010"]),
    ],
)
def test_days_are_named_as_fine_as_there_is_room(first, length, words):
    begin = first.toordinal()
    ticks = ticks_of(Scale(begin, begin + length, 300.0))
    assert [tick.words for tick in ticks] == words


@given(SCALES, st.floats(0.1, 10), st.floats(0, 1))
def test_the_day_at_the_cursor_stays_there_when_days_come_closer(scale, factor, share):
    x = share * scale.width
    nearer = scale.zoomed(factor, x)
    assert nearer.day_at(x) == pytest.approx(scale.day_at(x))
    assert nearer.end - nearer.begin >= SHORTEST - 1e-6


@given(SCALES, st.floats(-5000, 5000))
def test_no_day_beyond_the_log_comes_in_sight(scale, pixels):
    begin, end, _width = scale.panned(pixels).within(720_000, 720_100)
    assert 720_000 <= begin < end <= 720_100 + 1e-6


def test_a_moment_is_a_part_of_its_day():
    at = datetime(2016, 5, 31, 18, 0, tzinfo=UTC)
    assert day_number(at) == date(2016, 5, 31).toordinal() + 0.75
