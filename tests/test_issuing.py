"""A report that is issued gets its number, is frozen, and prints again byte for byte."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from conftest import AMBUSH
from pypdf import PdfReader

from db import acts
from db.errors import Refused
from db.query import IncidentQuery
from db.reports import (
    ReportOrder,
    issued_order,
    issued_pdf,
    issued_report,
    issued_reports,
    order_like_last,
)
from db.store import open_logbook
from db.time import read_period
from db.verification import verify
from db.vocabulary import Language, Paper, Precedence, ReportKind, Sensitivity
from exports.reports.make import issue_report, make_report, write_issued
from main import main
from tests.conftest import MAJOR

AT = datetime(2016, 6, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def log(sample):
    sample.clock = lambda: AT
    return sample


def sitrep(day="2016-05-31", **order):
    since, before = read_period(day)
    return ReportOrder(ReportKind.SITREP, IncidentQuery(since=since, before=before), **order)


def text_of(path):
    return " ".join("\n".join(page.extract_text() for page in PdfReader(path).pages).split())


def issued(log, number):
    with log.reading() as session:
        return issued_report(session, number)


def test_each_kind_is_numbered_from_one(log):
    assert issue_report(log, MAJOR, sitrep()) == "MIN-GAO-SITREP-2016-0001"
    assert issue_report(log, MAJOR, sitrep("2016-06-01")) == "MIN-GAO-SITREP-2016-0002"
    handover = ReportOrder(ReportKind.HANDOVER)
    assert issue_report(log, MAJOR, handover) == "MIN-GAO-HANDOVER-2016-0001"
    log.clock = lambda: datetime(2017, 1, 1, tzinfo=UTC)
    assert issue_report(log, MAJOR, sitrep()) == "MIN-GAO-SITREP-2017-0001"


def test_a_draft_says_so_on_every_page_and_an_issued_report_its_number(log, tmp_path):
    draft = make_report(log, sitrep())
    path = tmp_path / "sitrep.pdf"
    path.write_bytes(draft.pdf)
    for page in PdfReader(path).pages:
        assert "DRAFT" in page.extract_text()
    number = issue_report(log, MAJOR, sitrep())
    write_issued(log, number, path)
    for page in PdfReader(path).pages:
        assert number in page.extract_text()
        assert "DRAFT" not in page.extract_text()
    assert "SITREP 1" in text_of(path)


def test_it_prints_again_byte_for_byte_whatever_was_logged_since(log, tmp_path):
    moments = (AT + timedelta(milliseconds=passed) for passed in count())
    log.clock = lambda: next(moments)
    number = issue_report(log, MAJOR, sitrep())
    with log.reading() as session:
        first = issued_pdf(session, number)
    log.clock = lambda: AT + timedelta(hours=1)
    acts.log(log, MAJOR, AMBUSH)
    log.close()
    again = open_logbook(log.path)
    with again.reading() as session:
        assert issued_pdf(session, number) == first
        order = issued_order(session, number)
    again.clock = lambda: order.query.as_of
    assert make_report(again, order).pdf == first  # made anew, it is the same too
    again.close()


def test_what_was_ordered_is_remembered(log):
    order = sitrep(
        to="Force Headquarters",
        info="Sector East",
        language=Language.FRENCH,
        paper=Paper.LETTER,
        precedence=Precedence.PRIORITY,
        classification=Sensitivity.STRICTLY_CONFIDENTIAL,
        answer="Quiet in the north.",
    )
    number = issue_report(log, MAJOR, order)
    with log.reading() as session:
        kept = issued_order(session, number)
        assert kept == replace(order, number=number, query=replace(order.query, as_of=AT))
        following = order_like_last(session, sitrep("2016-06-01"))
        assert (following.to, following.info) == ("Force Headquarters", "Sector East")
        assert following.language is Language.FRENCH
        assert following.answer == ""
        flash = ReportOrder(ReportKind.FLASH, incident="x")
        assert order_like_last(session, flash) == flash
    assert issued(log, number).classification is Sensitivity.STRICTLY_CONFIDENTIAL


def test_a_correction_is_a_new_issue_that_names_what_it_replaces(log, tmp_path):
    first = issue_report(log, MAJOR, sitrep())
    second = issue_report(log, MAJOR, sitrep(replaces=first))
    path = tmp_path / "second.pdf"
    write_issued(log, second, path)
    assert "CORRECTED COPY" in text_of(path)
    assert f"Corrects and replaces {first}" in text_of(path)
    assert issued(log, second).replaces == first
    with pytest.raises(Refused, match="another kind"):
        issue_report(log, MAJOR, ReportOrder(ReportKind.HANDOVER, replaces=first))
    with pytest.raises(Refused, match="No report MIN-X was issued"):
        issue_report(log, MAJOR, sitrep(replaces="MIN-X"))


def test_the_number_is_taken_by_whoever_issues_first(log):
    """Another window issues one of the kind while this one is made: it is made again."""
    made = []

    def make(order):
        made.append(order.number)
        if len(made) == 1:
            issue_report(log, MAJOR, sitrep())
        return acts.Frozen(order.number.encode(), {}, Sensitivity.UNCLASSIFIED)

    number = acts.issue_report(log, MAJOR, sitrep(), make)
    assert (
        made
        == ["MIN-GAO-SITREP-2016-0001", "MIN-GAO-SITREP-2016-0002"]
        == [
            made[0],
            number,
        ]
    )
    with log.reading() as session:
        assert [one.serial for one in issued_reports(session, ReportKind.SITREP)] == [2, 1]
        assert issued_pdf(session, number) == number.encode()


def test_a_report_that_can_not_be_made_takes_no_number(log):
    with pytest.raises(Refused):
        issue_report(log, MAJOR, ReportOrder(ReportKind.FLASH, incident="nobody"))
    with log.reading() as session:
        assert issued_reports(session) == []


def test_the_journal_vouches_for_it(log):
    issue_report(log, MAJOR, sitrep())
    assert verify(log).problem == ""


def test_the_command_issues_and_writes_what_it_issued(sample, tmp_path, capsys):
    out = tmp_path / "sitrep.pdf"
    command = ["report", str(sample.path), "sitrep", str(out), "--period", "2016-05-31"]
    assert main([*command, "--issue", "--to", "Force Headquarters"]) == 0
    number = capsys.readouterr().out.strip()
    assert "-SITREP-" in number
    assert "Force Headquarters" in text_of(out)
    with sample.reading() as session:
        assert issued_pdf(session, number) == out.read_bytes()
