"""What is typed as a time or a position, and what it is read as: docs/READING.md is printed here.

`python -m tests.test_reading > docs/READING.md` writes it.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.content import TYPED, Circumstances
from db.gazetteer import Gazetteer
from gui.understanding import choices_of, understood

NOW = datetime(2016, 5, 31, 15, 0, tzinfo=UTC)  # a Tuesday
MALI = frozenset({"MLI"})
FIELDS = {field.name: field for field in TYPED}
DOC = Path(__file__).parent.parent / "docs" / "READING.md"
HEAD = """\
# What is read from what is typed

Written by `python -m tests.test_reading > docs/READING.md`; a test holds every line of it.

The moment is 311500Z MAY 16, a Tuesday, in a logbook for Mali. The columns:

- **typed**: what somebody types, to the letter.
- **clock**: how far the station's own clock is ahead of UTC (times only).
- **what stands under the field**: the reading, or after **no:** why there is none. Nothing is logged from a field that says no.
- **offered**: what the program offers to put in its place, because the typing has several meanings or one obvious slip. None is taken without being chosen.
"""  # noqa: E501

# typed | hours ahead of UTC | under the field | offered
TIMES = """\
311430Z MAY 16 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
311430ZMAY16 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
31 1430z may 16 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
311430Z MAY 2016 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
311430 Z MAY | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
311430Z | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
311600Z | 0 | Thu 31 Mar 2016 16:00 UTC (16:00 local), 60 days ago |
290800Z FEB | 0 | Mon 29 Feb 2016 08:00 UTC (08:00 local), 92 days ago |
29 FEB 15 | 0 | no: No day 29 in FEB 2015: it has 28. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
31 APR 16 | 0 | no: No day 31 in APR 2016: it has 30. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
32 1430Z | 0 | no: No day 32. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
322460Z MAY 16 | 0 | no: No day 32. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
2460 | 0 | no: No hour 24. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
1460Z | 0 | no: No minute 60. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
1430Z | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
1430 | 1 | Tue 31 May 2016 13:30 UTC (14:30 local), 1 h 30 min ago | 311330Z MAY 16; 311430Z MAY 16
1430 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
14:30 | 1 | Tue 31 May 2016 13:30 UTC (14:30 local), 1 h 30 min ago | 311330Z MAY 16; 311430Z MAY 16
14h30 | 1 | Tue 31 May 2016 13:30 UTC (14:30 local), 1 h 30 min ago | 311330Z MAY 16; 311430Z MAY 16
2350 | 0 | Mon 30 May 2016 23:50 UTC (23:50 local), 15 h 10 min ago |
0010Z | 0 | Tue 31 May 2016 00:10 UTC (00:10 local), 14 h 50 min ago |
1515Z | 0 | Tue 31 May 2016 15:15 UTC (15:15 local), in 15 min |
1516Z | 0 | Mon 30 May 2016 15:16 UTC (15:16 local), 23 h 44 min ago |
1550 | 1 | Tue 31 May 2016 14:50 UTC (15:50 local), 10 min ago | 311450Z MAY 16; 301550Z MAY 16
1430J | 1 | Tue 31 May 2016 13:30 UTC (14:30 local), 1 h 30 min ago |
1530A | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
311530A MAY 16 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
011200M JAN 16 | 0 | Fri 1 Jan 2016 00:00 UTC (00:00 local), 151 days ago |
011200Y JAN 16 | 0 | Sat 2 Jan 2016 00:00 UTC (00:00 local), 150 days ago |
301430N MAY 16 | 0 | Mon 30 May 2016 15:30 UTC (15:30 local), 23 h 30 min ago |
yesterday 2215 | 0 | Mon 30 May 2016 22:15 UTC (22:15 local), 16 h 45 min ago |
yesterday 2215 | 1 | Mon 30 May 2016 21:15 UTC (22:15 local), 17 h 45 min ago | 302115Z MAY 16; 302215Z MAY 16
Yesterday 22:15Z | 1 | Mon 30 May 2016 22:15 UTC (23:15 local), 16 h 45 min ago |
today 0600Z | 0 | Tue 31 May 2016 06:00 UTC (06:00 local), 9 h 0 min ago |
today | 0 | Tue 31 May 2016, time of day unknown |
yesterday | 0 | Mon 30 May 2016, time of day unknown |
yesterday night | 0 | Mon 30 May 2016, night (UTC) |
tomorrow 0600Z | 0 | no: Not a date and time: TOMORROW 0600Z. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
2016-05-31 14:30 | 1 | Tue 31 May 2016 13:30 UTC (14:30 local), 1 h 30 min ago | 311330Z MAY 16; 311430Z MAY 16
2016-05-31T14:30Z | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
2016-05-31T14:30:15Z | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
2016-05-31T14:30+01:00 | 0 | Tue 31 May 2016 13:30 UTC (13:30 local), 1 h 30 min ago |
2016-05-31 25:00 | 0 | no: No hour 25. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
2016-13-01 | 0 | no: No month 13. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
31 May 2016 14:30 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
31 MAY 16 1430Z | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
31 MAY 16 | 0 | Tue 31 May 2016, time of day unknown |
31 MAY 16 morning | 0 | Tue 31 May 2016, morning (UTC) |
week of 30 MAY 16 | 0 | Week of Mon 30 May 2016 |
MAY 16 | 0 | May 2016, day unknown |
3114Z MAY 16 | 0 | Tue 31 May 2016 14:00 UTC (14:00 local), 1 h 0 min ago, to the hour |
3114 MAY 16 | 0 | no: Not a date and time: 3114 MAY 16. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
311430Z MAI 16 | 0 | no: No month MAI. Months are English: JAN, FEB, MAR ... Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
311430Z JUN 16 | 0 | no: No day 31 in JUN 2016: it has 30. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
311430Z DEC | 0 | Thu 31 Dec 2015 14:30 UTC (14:30 local), 152 days ago |
311430Z 16 | 0 | no: The month before 16 is missing. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
05/06/2016 | 0 | no: 05/06/2016 may be 05 JUN 16 or 06 MAY 16: type the month in letters. | 06 MAY 16
05/04/2016 1430Z | 0 | no: 05/04/2016 may be 05 APR 16 or 04 MAY 16: type the month in letters. | 05 APR 16 1430Z; 04 MAY 16 1430Z
05/04/2016 1430 | 1 | no: 05/04/2016 may be 05 APR 16 or 04 MAY 16: type the month in letters. | 05 APR 16 1430; 04 MAY 16 1430
31/05/2016 | 0 | Tue 31 May 2016, time of day unknown |
05/31/2016 14:30Z | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
31.05.16 14h30 | 0 | Tue 31 May 2016 14:30 UTC (14:30 local), 30 min ago |
13/13/2016 | 0 | no: No month 13. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
2016/05/31 0930Z | 0 | Tue 31 May 2016 09:30 UTC (09:30 local), 5 h 30 min ago |
31143OZ MAY 16 | 0 | no: Not a date and time: 31143OZ MAY 16. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. | 311430Z MAY 16
3ll430Z | 0 | no: Not a date and time: 3LL430Z. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. | 311430Z MAY 16
３１１４３０Z MAY 16 | 0 | no: ３ has no place in a time. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. | 311430Z MAY 16
311430Z МАУ 16 | 0 | no: М has no place in a time. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. | 311430Z MAY 16
31143Z MAY 16 | 0 | no: Not a date and time: 31143Z MAY 16. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
3114300Z | 0 | no: Not a date and time: 3114300Z. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
311430ZZ MAY 16 | 0 | no: No time zone ZZ. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
311430Z MAY 16 approx | 0 | no: Not a date and time: 311430Z MAY 16 APPROX. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
soon | 0 | no: Not a date and time: SOON. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
14 | 0 | no: Not a date and time: 14. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
-1430 | 0 | no: Not a date and time: -1430. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
010000Z JAN 1940 | 0 | no: No year 1940. Years run from 1945 to 2100. Type DDHHMMZ MON YY, e.g. 311430Z MAY 16. |
"""  # noqa: E501, RUF001

# typed | under the field | offered
POSITIONS = """\
30QZD1583604274 | 16.2988 N 0.0447 W, Gao, 3 km N of Gao |
30Q ZD 15836 04274 | 16.2988 N 0.0447 W, Gao, 3 km N of Gao |
30q zd 15836 04274 | 16.2988 N 0.0447 W, Gao, 3 km N of Gao |
30QZD158042 | 16.2986 N 0.0446 W, Gao, 3 km N of Gao |
30Q ZD 15 04 | 16.3009 N 0.0478 W, Gao, 3 km N of Gao |
30QZD10 | 16.3055 N 0.0524 W, Gao, 4 km NNW of Gao |
30Q ZD 1583 0427 | 16.2988 N 0.0447 W, Gao, 3 km N of Gao |
ZD 15836 04274 | no: The zone is missing. Type it too, e.g. 30Q before ZD. | 30Q ZD 15836 04274
zd 158 042 | no: The zone is missing. Type it too, e.g. 30Q before ZD. | 30Q ZD 158 042
QZD1583604274 | no: The zone is missing. Type it too, e.g. 30Q before ZD. | 30Q ZD 15836 04274
30 ZD 15836 04274 | no: A grid has three letters after the zone: the band and two for the square, e.g. 30QZD. | 30Q ZD 15836 04274
31Q ZD 15836 04274 | no: There is no square ZD in zone 31Q. Check the letters. | 30Q ZD 15836 04274
30P ZD 15836 04274 | no: There is no square ZD in zone 30P. Check the letters. | 30Q ZD 15836 04274
31N ZD 158 042 | no: There is no square ZD in zone 31N. Check the letters. | 30Q ZD 158 042
EU 1234 | no: The zone is missing. Type it too, e.g. 30Q before ZD. | 31Q EU 12 34
30Q ZD 15836 0427 | no: 9 digits. A grid has 2, 4, 6, 8 or 10 of them. |
30QZD158360427 | no: 9 digits. A grid has 2, 4, 6, 8 or 10 of them. |
30QZD | no: 0 digits. A grid has 2, 4, 6, 8 or 10 of them. |
30Q ZD 158360 427400 | no: 12 digits. A grid has 2, 4, 6, 8 or 10 of them. |
30Q ZD 158 04274 | no: Easting and northing differ in length: 158 and 04274. |
30I ZD 15836 04274 | no: A grid has no letter I; is it the digit 1? | 30Q ZD 15836 04274
30Q ZO 15836 04274 | no: A grid has no letter O; is it the digit 0? |
3OQZD1583604274 | no: A grid has no letter O; is it the digit 0? | 30QZD1583604274
30Q ZD 15836 O4274 | no: Not a position: 30Q ZD 15836 O4274. Type a grid, e.g. 30QZD1583604274, or 16.2988 N 0.0447 W. | 30Q ZD 15836 04274
30QZD l5836 04274 | no: A grid has three letters after the zone: the band and two for the square, e.g. 30QZD. | 30QZD 15836 04274
３０QZD１５８３６０４２７４ | no: Not a position: ３０QZD１５８３６０４２７４. Type a grid, e.g. 30QZD1583604274, or 16.2988 N 0.0447 W. | 30QZD1583604274
З0QZD1583604274 | no: Not a position: З0QZD1583604274. Type a grid, e.g. 30QZD1583604274, or 16.2988 N 0.0447 W. | 30QZD1583604274
30Q ZД 15836 04274 | no: Not a position: 30Q ZД 15836 04274. Type a grid, e.g. 30QZD1583604274, or 16.2988 N 0.0447 W. |
61Q ZD 15836 04274 | no: No zone 61. Zones run from 1 to 60. | 30Q ZD 15836 04274
30A ZD 15836 04274 | no: No band A. Bands run from C to X. | 30Q ZD 15836 04274
30QAA1583604274 | no: There is no square AA in zone 30Q. Check the letters. |
31QAU1234512345 | no: That grid lies outside zone 31Q. The same spot is 30QYD5340910363. |
16.2988 N 0.0447 W | 30Q ZD 15836 04274, Gao, 3 km N of Gao |
16.2988N, 0.0447W | 30Q ZD 15836 04274, Gao, 3 km N of Gao |
0.0447 W 16.2988 N | 30Q ZD 15836 04274, Gao, 3 km N of Gao |
16.2988 -0.0447 | 30Q ZD 15836 04274, Gao, 3 km N of Gao |
-0.0447 16.2988 | 33M XV 44536 95058, Cuvette, 11 km WSW of Ntokou-Raymondville | 16.2988 N 0.0447 W
16,2988 N 0,0447 W | 30Q ZD 15836 04274, Gao, 3 km N of Gao |
16,2988 -0,0447 | 30Q ZD 15836 04274, Gao, 3 km N of Gao |
N16.2988 W0.0447 | 30Q ZD 15836 04274, Gao, 3 km N of Gao |
16 17 56 N 0 02 41 W | 30Q ZD 15834 04284, Gao, 3 km N of Gao |
16°17'56"N 0°02'41"W | 30Q ZD 15834 04284, Gao, 3 km N of Gao |
16°17.5'N 0°2.5'W | 30Q ZD 16172 03489, Gao, 2 km N of Gao |
161756N 0000241W | 30Q ZD 15834 04284, Gao, 3 km N of Gao |
16°60'N 0°0'E | no: 60 is no number of minutes or seconds: both run from 0 to 59. |
161756N 000241W | no: 000241 is neither degrees nor DDMMSS (latitude) or DDDMMSS (longitude). |
16.2988 N 0.0447 | no: Give one number N or S and the other E or W, or neither a letter. |
16.2988 N 0.0447 N | no: Give one number N or S and the other E or W, or neither a letter. |
-16.2988 S 0.0447 W | no: Give -16.2988 a sign or a letter, not both. |
16.2988 | no: Not a position: 16.2988. Type a grid, e.g. 30QZD1583604274, or 16.2988 N 0.0447 W. |
99 N 0 W | no: No latitude 99. It runs from 90 S to 90 N and comes first. |
16.2988 -200 | no: No longitude -200. It runs from 180 W to 180 E. |
0 0 | no: Lies at sea, 574 km from land: check the zone and the letters |
14.6 N 17.9 W | no: Lies at sea, 43 km from land: check the zone and the letters |
30N YF 12345 12345 | no: Lies at sea, 527 km from land: check the zone and the letters |
5.3 N 4.0 W | 30N UL 89192 85915, Lagunes, 2 km SSW of Marcory |
12.65 N 8.00 W | 29P PP 08596 98638, Bamako, 5 km NNW of Bamako |
12.5 54.0 | 40P AU 73901 83692, Hadramawt, 17 km S of Hadibu |
near the bridge | no: Not a position: near the bridge. Type a grid, e.g. 30QZD1583604274, or 16.2988 N 0.0447 W. |
15836 04274 | no: No latitude 15836. It runs from 90 S to 90 N and comes first. |
"""  # noqa: E501, RUF001


def cells(table):
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.splitlines()]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(MALI)


def reading(name, typed, hours, gazetteer):
    """Return what stands under a field in which that was typed, and what is offered."""
    around = Circumstances(NOW, timedelta(hours=hours), MALI, gazetteer)
    state, words = understood(FIELDS[name], typed, around)
    told = f"no: {words}" if state == "error" else words
    return told, "; ".join(choices_of(FIELDS[name], typed, around))


@pytest.mark.parametrize(("typed", "hours", "told", "offered"), cells(TIMES))
def test_a_time_is_read_as_the_table_says(typed, hours, told, offered, gazetteer):
    assert reading("occurred", typed, int(hours), gazetteer) == (told, offered)


@pytest.mark.parametrize(("typed", "told", "offered"), cells(POSITIONS))
def test_a_position_is_read_as_the_table_says(typed, told, offered, gazetteer):
    assert reading("position", typed, 0, gazetteer) == (told, offered)


@pytest.mark.parametrize(
    ("name", "typed", "hours", "offered"),
    [
        *(
            ("occurred", typed, int(hours), offered)
            for typed, hours, _told, offered in cells(TIMES)
        ),
        *(("position", typed, 0, offered) for typed, _told, offered in cells(POSITIONS)),
    ],
)
def test_what_is_offered_can_be_logged(name, typed, hours, offered, gazetteer):
    """A date without its zone may offer its two clocks in turn; nothing else is offered twice."""
    for choice in filter(None, offered.split("; ")):
        told, again = reading(name, choice, hours, gazetteer)
        assert not told.startswith("no:")
        assert not again or (hours and "/" in typed)


def test_the_table_is_long_enough_to_be_trusted():
    assert len(set(cells(TIMES))) >= 60
    assert len(set(cells(POSITIONS))) >= 40


def printed():
    """Return docs/READING.md."""
    lines = [HEAD, "## Times", "", "| typed | clock | what stands under the field | offered |"]
    lines.append("|---|---|---|---|")
    for typed, hours, told, offered in cells(TIMES):
        clock = f"UTC+{hours}" if int(hours) else "UTC"
        lines.append(f"| {code(typed)} | {clock} | {bold(told)} | {offered} |")
    lines += ["", "## Positions", "", "| typed | what stands under the field | offered |"]
    lines.append("|---|---|---|")
    for typed, told, offered in cells(POSITIONS):
        lines.append(f"| {code(typed)} | {bold(told)} | {offered} |")
    return "\n".join(lines) + "\n"


def code(typed):
    return f"`{typed}`"


def bold(told):
    return f"**no:** {told.removeprefix('no: ')}" if told.startswith("no: ") else told


def test_the_printed_table_is_this_one():
    assert DOC.read_text(encoding="utf-8") == printed()


if __name__ == "__main__":
    print(printed(), end="")  # noqa: T201 - the document itself
