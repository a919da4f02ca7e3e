"""The published figures of May 2016 in content, pages and plain text of every report that counts.

What was first reported, and what it was corrected to on 3 June, come out of the same log.
"""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from db.current import uid_of
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.time import read_period
from db.vocabulary import ReportKind
from exports.reports.kept import plain
from exports.reports.make import make_report, report_text

AT_FIRST = datetime(2016, 5, 31, 21, 30, tzinfo=UTC)
THEN = datetime(2016, 6, 1, 12, 0, tzinfo=UTC)
NOW = datetime(2016, 6, 9, 8, 0, tzinfo=UTC)
SINCE, BEFORE = read_period("2016-05-18/2016-05-31")
MOMENTS = pytest.mark.parametrize(
    ("as_of", "contingent", "contractor"), [(THEN, 11, 2), (NOW, 12, 1)]
)


@pytest.fixture
def log(sample):
    sample.clock = lambda: NOW
    return sample


def told(log, order):
    """Return what a report says, line by line as one: its content, its pages, its plain text."""
    made = make_report(log, order)
    pages = "\n".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)
    content = "\n".join(strings(plain(made.content)))
    return [
        " ".join(one.split()) for one in (content, pages, report_text(made.content, order.kind))
    ]


def strings(told):
    """Yield every string that stands in plain data."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from strings(one)


def of_fortnight(log, kind, as_of):
    return told(log, ReportOrder(kind, IncidentQuery(since=SINCE, before=BEFORE, as_of=as_of)))


@MOMENTS
@pytest.mark.parametrize("kind", [ReportKind.SITREP, ReportKind.WEEKLY])
def test_a_situation_report_counts_the_dead_of_both_moments(
    log, kind, as_of, contingent, contractor
):
    killed = rf"UN personnel killed: {contingent} UN contingent( \([^)]*\))?, {contractor} UN c"
    for text in of_fortnight(log, kind, as_of):
        assert re.search(killed, text)
        assert "13 incidents." in text


@MOMENTS
def test_a_casualty_list_counts_the_dead_of_both_moments(log, as_of, contingent, contractor):
    content, pages, text = of_fortnight(log, ReportKind.CASUALTIES, as_of)
    for one in (content, pages, text):
        assert "UN personnel: 13 killed, 7 seriously injured, 13+ lightly injured." in one
        assert "malicious act 13." in one
    none = " 0" * 5
    for one in (content, pages):
        assert f"UN contingent {contingent}{none} {contingent}" in one
        assert re.search(rf"UN contractor( or other)? {contractor}{none} {contractor}", one)
    assert f"{contingent}{none} {contingent} Personnel type: UN contingent" in text
    assert f"{contractor}{none} {contractor} Personnel type: UN contractor or other" in text


@MOMENTS
def test_an_assessment_counts_the_dead_of_both_moments(log, as_of, contingent, contractor):
    for text in of_fortnight(log, ReportKind.ASSESSMENT, as_of):
        assert "Malicious acts killed 13 UN personnel in these 14 days, in 4 incidents." in text
        assert re.search(rf"Military {contingent} {contingent} {contingent} of 13 \(\d+%\)", text)
        assert f"Other {contractor} {contractor} {contractor} of 13" in text


@pytest.mark.parametrize("kind", [ReportKind.FLASH, ReportKind.SINCREP])
@pytest.mark.parametrize(
    ("serial", "as_of", "expected"),
    [
        (8, THEN, "5 UN contingent (Chad) killed. 3 UN contingent (Chad) injured."),
        (8, NOW, "6 UN contingent (Chad) killed. 3 UN contingent (Chad) injured."),
        (15, THEN, "5 UN contingent (Togo) killed. 1 UN contingent (Togo) injured."),
        (15, NOW, "5 UN contingent (Togo) killed. 1 UN contingent (Togo) injured."),
        (21, AT_FIRST, "Indirect fire, weapon unknown, Gao, UN camp"),
        (21, THEN, "VBIED, Gao, UN camp"),
        (21, NOW, "1 UN contingent (China) killed. 13+ UN contingent (3 China, 10+ n/k) injured."),
        (22, THEN, "312100Z MAY 16. 2 UN contractor or other killed."),
        (22, NOW, "312100Z MAY 16. 1 UN contractor or other (France), 2 civilian killed."),
    ],
)
def test_each_attack_is_told_as_it_was_known(log, kind, serial, as_of, expected):
    with log.reading() as session:
        incident = uid_of(session, f"MIN-GAO-2016-{serial:04}")
    for text in told(log, ReportOrder(kind, IncidentQuery(as_of=as_of), incident)):
        assert expected in text
