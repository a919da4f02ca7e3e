"""Times are read as tired people type them, refused with a reason, and written in one way."""

import gettext
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import time
from db.errors import NotUnderstood
from db.time import Reading, in_words, iso, read_dtg, read_period, write_dtg
from db.vocabulary import TimePrecision as P
from db.words import speaking

NOW = datetime(2016, 5, 31, 15, 0, tzinfo=UTC)  # a Tuesday
LAST = datetime(2100, 12, 31, 23, 59, tzinfo=UTC)
MOMENTS = st.integers(-788_918_400, int(LAST.timestamp())).map(  # from 1 January 1945
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("311430Z MAY 16", utc(2016, 5, 31, 14, 30)),
        ("311430ZMAY16", utc(2016, 5, 31, 14, 30)),
        ("31 1430z may 16", utc(2016, 5, 31, 14, 30)),
        ("311430Z MAY 2016", utc(2016, 5, 31, 14, 30)),
        ("311430zmay2016", utc(2016, 5, 31, 14, 30)),
        ("  311430Z\tMAY \n16 ", utc(2016, 5, 31, 14, 30)),
        ("311430Z\u00a0MAY\u00a016", utc(2016, 5, 31, 14, 30)),  # pasted from a document
        ("311430 Z MAY 16", utc(2016, 5, 31, 14, 30)),
        ("311430Z MAY", utc(2016, 5, 31, 14, 30)),
        ("311430Z DEC", utc(2015, 12, 31, 14, 30)),
        ("290800Z FEB", utc(2016, 2, 29, 8, 0)),
        ("311430Z", utc(2016, 5, 31, 14, 30)),
        ("31 1430Z", utc(2016, 5, 31, 14, 30)),
        ("311430", utc(2016, 5, 31, 14, 30)),
        ("311600Z", utc(2016, 3, 31, 16, 0)),  # still to come today, and April has no 31st
        ("302300Z", utc(2016, 5, 30, 23, 0)),
        ("010000Z JAN 80", utc(1980, 1, 1)),
        ("312359Z DEC 99", utc(1999, 12, 31, 23, 59)),
        ("010000Z JAN 00", utc(2000, 1, 1)),
        ("010000Z JAN 1945", utc(1945, 1, 1)),
        ("290000Z FEB 16", utc(2016, 2, 29)),
        ("311430Z MAR 16", utc(2016, 3, 31, 14, 30)),
        ("301430MAY16", utc(2016, 5, 30, 14, 30)),
        ("151200JUL15", utc(2015, 7, 15, 12, 0)),  # J of July is no zone letter
        ("151200Z JUNE 15", utc(2015, 6, 15, 12, 0)),
        ("151200Z sept 15", utc(2015, 9, 15, 12, 0)),
        ("311530A MAY 16", utc(2016, 5, 31, 14, 30)),
        ("311530AMAY16", utc(2016, 5, 31, 14, 30)),
        ("011200M JAN 16", utc(2016, 1, 1, 0, 0)),
        ("011200Y JAN 16", utc(2016, 1, 2, 0, 0)),
        ("010930I JAN 16", utc(2016, 1, 1, 0, 30)),
        ("011000K JAN 16", utc(2016, 1, 1, 0, 0)),
        ("011000N JAN 16", utc(2016, 1, 1, 11, 0)),
        ("011000J JAN 16", utc(2016, 1, 1, 10, 0)),
        ("1430Z", utc(2016, 5, 31, 14, 30)),
        ("14:30", utc(2016, 5, 31, 14, 30)),
        ("1430", utc(2016, 5, 31, 14, 30)),
        ("1515Z", utc(2016, 5, 31, 15, 15)),  # 15 minutes ahead is let pass
        ("1516Z", utc(2016, 5, 30, 15, 16)),
        ("2350", utc(2016, 5, 30, 23, 50)),
        ("0000Z", utc(2016, 5, 31)),
        ("2016-05-31 14:30", utc(2016, 5, 31, 14, 30)),
        ("2016-05-31T14:30Z", utc(2016, 5, 31, 14, 30)),
        ("2016-05-31t14:30z", utc(2016, 5, 31, 14, 30)),
        ("2016-05-31T14:30:00.000Z", utc(2016, 5, 31, 14, 30)),
        ("2016-05-31T14:30:15.250Z", utc(2016, 5, 31, 14, 30, 15, 250_000)),
        ("2016-05-31T14:30+01:00", utc(2016, 5, 31, 13, 30)),
        ("2016-05-31T14:30:00+0100", utc(2016, 5, 31, 13, 30)),
        ("2016-05-30T22:30-02:30", utc(2016, 5, 31, 1, 0)),
        ("2016-05-31 1430Z", utc(2016, 5, 31, 14, 30)),
        ("31 MAY 16 1430Z", utc(2016, 5, 31, 14, 30)),
        ("31 May 2016 14:30", utc(2016, 5, 31, 14, 30)),
        ("yesterday 2215", utc(2016, 5, 30, 22, 15)),
        ("Yesterday 22:15A", utc(2016, 5, 30, 21, 15)),
        ("today 0600Z", utc(2016, 5, 31, 6, 0)),
    ],
)
def test_a_time_is_read_to_the_minute(typed, at):
    assert read_dtg(typed, NOW) == Reading(at, P.MINUTE)


@pytest.mark.parametrize("typed", ["hier 2215", "Hier 22:15Z", "yesterday 2215", "302215Z"])
def test_a_french_yesterday_is_understood_beside_the_english_one(typed):
    with speaking("fr"):
        assert read_dtg(typed, NOW).at == utc(2016, 5, 30, 22, 15)


@pytest.mark.parametrize("apostrophe", "'\u2019")
def test_a_french_today_is_understood_with_either_apostrophe(apostrophe):
    with speaking("fr"):
        assert read_dtg(f"aujourd{apostrophe}hui 0600Z", NOW).at == utc(2016, 5, 31, 6)


@pytest.mark.parametrize(
    ("typed", "at", "precision"),
    [
        ("3114Z MAY 16", utc(2016, 5, 31, 14), P.HOUR),
        ("3115AMAY16", utc(2016, 5, 31, 14), P.HOUR),
        ("31 MAY 16 morning", utc(2016, 5, 31, 6), P.PART_OF_DAY),
        ("30 MAY 2016 Evening", utc(2016, 5, 30, 18), P.PART_OF_DAY),
        ("yesterday night", utc(2016, 5, 30), P.PART_OF_DAY),
        ("31 MAY 16", utc(2016, 5, 31), P.DAY),
        ("1 may 2016", utc(2016, 5, 1), P.DAY),
        ("2016-05-31", utc(2016, 5, 31), P.DAY),
        ("today", utc(2016, 5, 31), P.DAY),
        ("yesterday", utc(2016, 5, 30), P.DAY),
        ("week of 30 MAY 16", utc(2016, 5, 30), P.WEEK),
        ("Week of 2016-06-01", utc(2016, 5, 30), P.WEEK),
        ("week of 2016-05-29", utc(2016, 5, 23), P.WEEK),
        ("MAY 16", utc(2016, 5, 1), P.MONTH),
        ("may 2016", utc(2016, 5, 1), P.MONTH),
        ("2016-05", utc(2016, 5, 1), P.MONTH),
    ],
)
def test_a_coarser_time_is_the_start_of_its_stretch(typed, at, precision):
    assert read_dtg(typed, NOW) == Reading(at, precision)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "There is no time. Type DDHHMMZ MON YY"),
        ("  ", "There is no time."),
        ("321430Z MAY 16", "No day 32. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16."),
        ("321430Z", "No day 32."),
        ("001430Z", "No day 0."),
        ("312460Z MAY 16", "No hour 24."),
        ("2460", "No hour 24."),
        ("2400", "No hour 24."),
        ("1260", "No minute 60."),
        ("3125Z MAY 16", "No hour 25."),
        ("2016-05-31T14:30:60Z", "No second 60."),
        ("311430Z APR 16", "No day 31 in APR 2016: it has 30."),
        ("31 APR 16", "No day 31 in APR 2016: it has 30."),
        ("2015-02-29", "No day 29 in FEB 2015: it has 28."),
        ("300000Z FEB", "No day 30 in FEB 2016"),
        ("2016-13-01", "No month 13."),
        ("2016-00", "No month 0."),
        ("311430Z MAI 16", "No month MAI. Months are English"),
        ("31 MAI 16", "No month MAI."),
        ("MAI 16", "No month MAI."),
        ("311430Z MA 16", "No month MA."),
        ("311430ZZ", "No month ZZ."),
        ("311430ZZ MAY 16", "No time zone ZZ."),
        ("2016-05-31T14:30+15:00", "No time zone +15:00."),
        ("311430Z 16", "The month before 16 is missing."),
        ("010000Z JAN 1944", "No year 1944. Years run from 1945 to 2100."),
        ("2101-01-01", "No year 2101."),
        ("0000-01-01", "No year 0."),
        ("311516Z MAY 16", "311516Z MAY 16 is in the future; it is now 311500Z MAY 16."),
        ("today 1600Z", "in the future"),
        ("010000Z JAN 79", "010000Z JAN 79 is in the future"),
        ("01 JUN 16", "01 JUN 16 is in the future"),
        ("JUN 16", "in the future"),
        ("3114 MAY 16", "Not a date and time: 3114 MAY 16."),
        ("31143Z", "Not a date and time: 31143Z."),
        ("soon", "Not a date and time: SOON."),
        ("2016-5-31", "Not a date and time"),
        ("\u0663\u0661\u0661\u0664\u0663\u0660Z MAY 16", "\u0663 has no place in a time."),
        ("\uff13\uff11\uff11\uff14\uff13\uff10Z", "\uff13 has no place in a time."),
        ("week of \u0663\u0661 MAY 16", "\u0663 has no place in a time."),
        ("311430É MAY 16", "É has no place in a time."),
    ],
)
def test_nonsense_is_refused_with_the_part_that_is_wrong(typed, reason):
    with pytest.raises(NotUnderstood) as refusal:
        read_dtg(typed, NOW)
    assert reason in str(refusal.value)


def test_a_clock_time_without_zone_is_the_stations_own():
    ahead = timedelta(hours=2)
    assert read_dtg("1630", NOW, ahead).at == utc(2016, 5, 31, 14, 30)
    assert read_dtg("1430Z", NOW, ahead).at == utc(2016, 5, 31, 14, 30)
    assert read_dtg("311630J MAY 16", NOW, ahead).at == utc(2016, 5, 31, 14, 30)
    assert read_dtg("2016-05-31 16:30", NOW, ahead).at == utc(2016, 5, 31, 14, 30)


def test_today_is_the_stations_day_when_a_clock_time_follows():
    late = utc(2016, 5, 31, 22, 30)  # 0030 on 1 June at the station
    assert read_dtg("today 0010", late, timedelta(hours=2)).at == utc(2016, 5, 31, 22, 10)
    assert read_dtg("today 0010Z", late, timedelta(hours=2)).at == utc(2016, 5, 31, 0, 10)
    assert read_dtg("today", late, timedelta(hours=2)) == Reading(utc(2016, 5, 31), P.DAY)


def test_2350_typed_at_0010_was_the_evening_before():
    assert read_dtg("2350", utc(2016, 6, 1, 0, 10)).at == utc(2016, 5, 31, 23, 50)


def test_a_group_without_month_looks_back_over_the_new_year():
    assert read_dtg("311200Z", utc(2016, 1, 1)).at == utc(2015, 12, 31, 12)
    assert read_dtg("301200Z", utc(2016, 3, 1)).at == utc(2016, 1, 30, 12)


def test_now_may_be_in_any_zone():
    there = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert read_dtg("1430", there).at == utc(2016, 5, 31, 14, 30)


@given(MOMENTS, st.sampled_from(P))
def test_what_is_written_is_read_again(moment, precision):
    """The start of the stretch comes back exactly, whatever the precision."""
    reading = read_dtg(write_dtg(moment, precision), LAST)
    assert reading.precision is precision
    assert write_dtg(*reading) == write_dtg(reading.at, precision)
    if precision is not P.WEEK:
        assert write_dtg(*reading) == write_dtg(moment, precision)
    assert timedelta(0) <= moment - reading.at < timedelta(days=31)


@given(MOMENTS, st.integers(0, 999))
def test_iso_is_read_again_to_the_millisecond(moment, milliseconds):
    moment += timedelta(milliseconds=milliseconds)
    assert read_dtg(iso(moment), LAST).at == moment


@given(st.text(max_size=24))
def test_any_text_is_read_or_refused(text):
    """Nothing that can be typed escapes as another error."""
    with suppress(NotUnderstood):
        assert read_dtg(text, NOW).at.tzinfo is UTC


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (P.MINUTE, "311430Z MAY 16"),
        (P.HOUR, "3114Z MAY 16"),
        (P.PART_OF_DAY, "31 MAY 16 afternoon"),
        (P.DAY, "31 MAY 16"),
        (P.WEEK, "week of 31 MAY 16"),
        (P.MONTH, "MAY 16"),
    ],
)
def test_a_time_is_written_no_finer_than_it_is_known(precision, text):
    assert write_dtg(utc(2016, 5, 31, 14, 30), precision) == text


def test_a_year_that_two_digits_would_misplace_is_written_in_full():
    assert write_dtg(utc(1979, 1, 1)) == "010000Z JAN 1979"
    assert write_dtg(utc(2080, 1, 1)) == "010000Z JAN 2080"
    assert write_dtg(utc(1980, 1, 1)) == "010000Z JAN 80"


def test_parts_of_day_divide_it_in_four():
    written = [write_dtg(utc(2016, 5, 31, hour), P.PART_OF_DAY) for hour in (0, 5, 6, 12, 18, 23)]
    words = [text.removeprefix("31 MAY 16 ") for text in written]
    assert words == ["night", "night", "morning", "afternoon", "evening", "evening"]


def test_translated_words_are_read_back_and_months_stay_english(monkeypatch):
    french = {"evening": "soirée", "week of {day}": "semaine du {day}"}
    monkeypatch.setattr(time, "_", lambda text: french.get(text, gettext.gettext(text)))
    assert write_dtg(utc(2016, 5, 31, 18), P.PART_OF_DAY) == "31 MAY 16 soirée"
    assert read_dtg("30 MAY 16 SOIRÉE", NOW) == Reading(utc(2016, 5, 30, 18), P.PART_OF_DAY)
    assert read_dtg("semaine du 24 MAY 16", NOW) == Reading(utc(2016, 5, 23), P.WEEK)


@pytest.mark.parametrize(
    ("reading", "offset_hours", "words"),
    [
        (
            Reading(utc(2016, 5, 31, 14, 52), P.MINUTE),
            0,
            "Tue 31 May 2016 14:52 UTC (14:52 local), 8 min ago",
        ),
        (
            Reading(utc(2016, 5, 31, 15, 0), P.MINUTE),
            2,
            "Tue 31 May 2016 15:00 UTC (17:00 local), just now",
        ),
        (
            Reading(utc(2016, 5, 31, 15, 5), P.MINUTE),
            0,
            "Tue 31 May 2016 15:05 UTC (15:05 local), in 5 min",
        ),
        (
            Reading(utc(2016, 5, 30, 23, 0), P.MINUTE),
            2,
            "Mon 30 May 2016 23:00 UTC (Tue 01:00 local), 16 h 0 min ago",
        ),
        (
            Reading(utc(2016, 5, 30, 14, 0), P.HOUR),
            0,
            "Mon 30 May 2016 14:00 UTC (14:00 local), 1 day ago, to the hour",
        ),
        (
            Reading(utc(2016, 5, 28, 14, 0), P.MINUTE),
            0,
            "Sat 28 May 2016 14:00 UTC (14:00 local), 3 days ago",
        ),
        (Reading(utc(2016, 5, 31, 12), P.PART_OF_DAY), 0, "Tue 31 May 2016, afternoon (UTC)"),
        (Reading(utc(2016, 5, 31), P.DAY), 0, "Tue 31 May 2016, time of day unknown"),
        (Reading(utc(2016, 5, 30), P.WEEK), 0, "Week of Mon 30 May 2016"),
        (Reading(utc(2016, 5, 1), P.MONTH), 0, "May 2016, day unknown"),
    ],
)
def test_a_reading_is_shown_in_words(reading, offset_hours, words):
    assert in_words(reading, NOW, timedelta(hours=offset_hours)) == words


def test_iso_leaves_out_seconds_that_are_zero():
    assert iso(utc(2016, 5, 31, 14, 30)) == "2016-05-31T14:30Z"
    assert iso(utc(2016, 5, 31, 14, 30, 5)) == "2016-05-31T14:30:05Z"
    assert iso(utc(2016, 5, 31, 14, 30, 0, 7000)) == "2016-05-31T14:30:00.007Z"


def test_a_period_includes_both_its_days():
    assert read_period("2016-05-31") == (utc(2016, 5, 31), utc(2016, 6, 1))
    assert read_period(" 2016-05-18 / 2016-05-31 ") == (utc(2016, 5, 18), utc(2016, 6, 1))
    assert read_period("2100-12-31") == (utc(2100, 12, 31), utc(2101, 1, 1))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "A date is missing. Type 2016-05-31 or 2016-05-18/2016-05-31."),
        ("2016-05-31/", "A date is missing."),
        ("/2016-05-31", "A date is missing."),
        ("May", "Not a date: May."),
        ("2016-05-18/soon", "Not a date: soon."),
        ("2016-05-18/2016-05-31/2016-06-01", "Not a date: 2016-05-31/2016-06-01."),
        ("\u0662\u0660\u0661\u0666-05-18", "Not a date"),
        ("2016-02-30", "No day 30 in FEB 2016: it has 29."),
        ("2016-05-31/2016-05-18", "ends before it starts: 2016-05-31 is after 2016-05-18."),
        ("1944-05-31", "No year 1944."),
    ],
)
def test_a_period_that_is_none_is_refused(typed, reason):
    with pytest.raises(NotUnderstood) as refusal:
        read_period(typed)
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0600Z", "2016-06-01T06:00Z"),
        ("2300Z", "2016-05-31T23:00Z"),
        ("010600Z", "2016-06-01T06:00Z"),
        ("311200Z", "2016-07-31T12:00Z"),  # June has no 31st
        ("010600Z JAN", "2017-01-01T06:00Z"),
        ("2 JUN 16", "2016-06-02T00:00Z"),
    ],
)
def test_what_is_due_is_the_next_such_time(typed, read):
    now = datetime(2016, 5, 31, 14, 38, tzinfo=UTC)
    assert iso(read_dtg(typed, now, due=True).at) == read
