"""The log extract: every entry of the journal in a period, once, in order, and nothing left out."""

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import select

from db import acts
from db.errors import Stopped
from db.journal import head
from db.models import JournalEntry
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.time import read_period
from db.vocabulary import EventType, LinkKind, ReportKind
from exports.reports.content import Tone
from exports.reports.make import issue_report, make_report
from tests.conftest import AMBUSH, CAPTAIN, MAJOR
from tests.generator import FIRST, YEARS, generate
from tests.paper import write_period

MARKUP = 'Car <b>bold</b> & <para> &amp; "quoted" <br/> </font> 5 < 6'
ARABIC = "هجوم على القافلة شمال غاو"
LONG = f"{'Word for word. ' * 1_331} the very last words."  # some 20,000 characters
MAY_31 = IncidentQuery(*read_period("2016-05-31"))


def extract(book, query=MAY_31, **order):
    return make_report(book, ReportOrder(ReportKind.LOG, query, **order)).content


def text_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def said(entry):
    """Return all that an entry says, as one string."""
    return "".join(span.text for prose in (*entry.told, entry.details) for span in prose)


def squeezed(text):
    return "".join(text.split())


def journal(book, since, before):
    with book.reading() as session:
        found = select(JournalEntry).where(
            JournalEntry.recorded_at >= since, JournalEntry.recorded_at < before
        )
        return [
            (str(entry.seq), entry.hash[:8])
            for entry in session.scalars(found.order_by(JournalEntry.seq))
        ]


@pytest.fixture
def day(book, clock):
    """The logbook after a day with one act of nearly every kind."""
    uid = acts.log(book, MAJOR, AMBUSH).subject
    clock.tick(minutes=5)
    acts.amend(book, MAJOR, uid, {"target": "civilians"}, "seen by daylight")
    acts.remark(book, MAJOR, uid, "Convoy went on.", "convoy commander", "1500Z")
    acts.attach(book, MAJOR, uid, "photo.jpg", b"light")
    other = acts.log(book, MAJOR, {**AMBUSH, "summary": "The same once more."})
    acts.link(book, MAJOR, uid, other.number, LinkKind.RELATED)
    acts.verify(book, CAPTAIN, uid)
    acts.strike(book, MAJOR, other.subject, "logged twice")
    acts.wrote_report(book, MAJOR, "sitrep", "sitrep.pdf", "ab" * 32)
    acts.relieve(book, MAJOR, CAPTAIN, "Two drafts are left.")
    return book


def test_a_day_is_told_act_by_act(day):
    assert [(entry.seq, entry.act) for entry in extract(day).entries] == [
        ("1", "Logbook created"),
        ("2", "Officer enrolled"),
        ("3", "Assumed the watch"),
        ("4", "Officer enrolled"),
        ("5", "Logged"),
        ("6", "Amended"),
        ("7", "Remark"),
        ("8", "Attached"),
        ("9", "Logged"),
        ("10", "Linked"),
        ("11", "Verified"),
        ("12", "Struck"),
        ("13", "Report written"),
        ("14", "Closed the watch"),
        ("15", "Assumed the watch"),
    ]


def test_each_entry_says_all_that_was_recorded(day):
    told = {entry.seq: said(entry) for entry in extract(day).entries}
    assert "Mission MIN, station GAO, theatre MLI" in told["1"]
    assert told["6"] == "Target: UN military CiviliansReason: seen by daylight"
    assert told["7"] == "Convoy went on.Heard: 311500Z MAY 16Source: convoy commander"
    assert "photo.jpg · 5 bytes" in told["8"]
    assert told["10"] == "Related to · MIN-GAO-2016-0002"
    assert told["11"] == "Status: Updated 1 Verified"
    assert told["12"].endswith("Reason: logged twice")
    assert "sitrep.pdf" in told["13"]
    assert "Properly relieved by Capt. B." in told["14"]
    assert "Two drafts are left." in told["14"]


def test_the_watches_stand_with_what_was_recorded_during_them(day):
    made = extract(day)
    assert [(one.officer, one.until, one.entries) for one in made.keepers] == [
        ("Maj. A.", "311505Z MAY 16", "15"),
        ("Capt. B.", "on watch", "10"),
    ]


def test_what_was_struck_since_reads_as_no_longer_true(sample):
    made = extract(sample, IncidentQuery(*read_period("2016-05-01/2016-06-30")))
    struck = [entry for entry in made.entries if entry.state == "STRUCK SINCE"]
    assert [entry.incident for entry in struck] == ["MIN-GAO-2016-0018"]
    assert {span.tone for span in (*struck[0].told[0], *struck[0].details)} == {Tone.WAS}


def test_what_was_struck_later_still_stands_as_known_before(book, clock):
    uid = acts.log(book, MAJOR, AMBUSH).subject
    clock.tick(hours=1)
    acts.strike(book, MAJOR, uid, "logged in error")
    before = IncidentQuery(MAY_31.since, MAY_31.before, as_of=clock.at - timedelta(minutes=1))
    assert extract(book, before).entries[-1].told[0][0].tone is Tone.PLAIN
    assert extract(book).entries[-2].told[0][0].tone is Tone.WAS


def test_the_extract_says_how_much_it_holds(sample, tmp_path):
    path = tmp_path / "log.pdf"
    made = write_period(
        sample, ReportKind.LOG, IncidentQuery(*read_period("2016-05-01/2016-06-30")), path
    )
    held = {fact.label: fact.value for fact in made.content.held}
    with sample.reading() as session:
        newest = head(session, "GAO")
    assert held == {
        "Entries": "47",
        "First entry": "14",
        "Last entry": "60",
        "Left out": "0",
        "Newest entry": "60",
        "Chain head": newest.hash,
    }
    last = PdfReader(path).pages[-1].extract_text()
    assert f"Pages\n{len(PdfReader(path).pages)}\n" in last
    assert newest.hash in squeezed(last)


def test_an_order_that_narrows_says_how_much_it_leaves_out(book, clock):
    acts.log(book, MAJOR, AMBUSH)
    acts.log(book, MAJOR, {**AMBUSH, "type": "IDF", "subtype": ""})
    made = extract(book, IncidentQuery(MAY_31.since, MAY_31.before, frozenset({EventType.IDF})))
    assert [entry.act for entry in made.entries].count("Logged") == 1
    assert len(made.entries) == 5  # four that are about no incident
    assert any("1 entry of the period is left out" in note for note in made.end_notes)


def test_an_empty_period_is_nil_in_words(sample, tmp_path):
    path = tmp_path / "log.pdf"
    made = write_period(sample, ReportKind.LOG, IncidentQuery(*read_period("2015-01-01")), path)
    assert made.content.answer == "NIL. Nothing was recorded in the period."
    assert "NIL. No watch was kept in the period." in text_of(path)


def test_a_late_entry_is_marked(book, clock):
    clock.tick(days=2)
    acts.log(book, MAJOR, AMBUSH)
    made = extract(book, IncidentQuery(*read_period("2016-06-02")))
    assert [entry.state for entry in made.entries] == ["LATE"]


def test_an_issued_report_is_an_entry_like_any_other(book):
    number = issue_report(book, MAJOR, ReportOrder(ReportKind.LOG, MAY_31))
    entry = extract(book).entries[-1]
    assert entry.act == "Report issued"
    assert number in said(entry)


@pytest.mark.parametrize("typed", [LONG, "x" * 20_000, MARKUP], ids=["long", "one word", "markup"])
def test_what_was_typed_comes_out_whole(book, tmp_path, typed):
    acts.log(book, MAJOR, {**AMBUSH, "narrative": typed, "own_action": "then the end"})
    path = tmp_path / "log.pdf"
    write_period(book, ReportKind.LOG, MAY_31, path)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    if typed is MARKUP:
        assert squeezed(typed) in squeezed("".join(pages))
    else:
        assert "".join(pages).count(typed[0]) >= typed.count(typed[0])
        assert len(pages) > 4


def test_arabic_is_printed_and_nothing_is_missing(book, tmp_path):
    acts.log(book, MAJOR, {**AMBUSH, "narrative": ARABIC, "place": ARABIC})
    made = write_period(book, ReportKind.LOG, MAY_31, tmp_path / "log.pdf")
    assert made.missing == ()


def test_forty_amendments_stand_each_with_old_and_new(book, clock, tmp_path):
    uid = acts.log(book, MAJOR, AMBUSH).subject
    for number in range(40):
        clock.tick(seconds=30)
        acts.amend(book, MAJOR, uid, {"route": f"Route {number}"}, f"reason {number}")
    path = tmp_path / "log.pdf"
    write_period(book, ReportKind.LOG, MAY_31, path)
    text = " ".join(text_of(path).split())
    assert "Route: [was not reported] Route 0 Reason: reason 0" in text
    for number in range(1, 40):
        assert f"Route: [was Route {number - 1}] Route {number} Reason: reason {number}" in text


def test_the_text_reads_in_the_order_of_the_journal(sample, tmp_path):
    path = tmp_path / "log.pdf"
    query = IncidentQuery(*read_period("2016-05-01/2016-06-30"))
    made = write_period(sample, ReportKind.LOG, query, path)
    text = squeezed(text_of(path))
    hashes = [entry.hash for entry in made.content.entries[:-1]]  # the last is the head as well
    places = [text.index(one) for one in hashes]
    assert places == sorted(places)
    assert all(text.count(one) == 1 for one in hashes)


def test_the_same_log_at_the_same_moment_gives_the_same_bytes(sample):
    sample.clock = lambda: datetime(2016, 6, 30, tzinfo=UTC)
    order = ReportOrder(ReportKind.LOG, IncidentQuery(*read_period("2016-05-01/2016-06-30")))
    assert make_report(sample, order).pdf == make_report(sample, order).pdf


@pytest.mark.parametrize("calls", [1, 20, 60, 75])
def test_it_can_be_stopped_anywhere(sample, calls):
    left = iter(range(calls - 1))

    def stop(done, total):
        assert 0 <= done <= total
        if next(left, None) is None:
            raise Stopped

    order = ReportOrder(ReportKind.LOG, IncidentQuery(*read_period("2016-05-01/2016-06-30")))
    with pytest.raises(Stopped):
        make_report(sample, order, stop)


def test_a_clock_that_was_set_back_is_told(book, clock):
    clock.tick(hours=-2)
    acts.log(book, MAJOR, {**AMBUSH, "occurred": "311200Z MAY 16"})
    assert "The machine's clock said 311300Z MAY 16." in said(extract(book).entries[-1])


@settings(max_examples=12)
@given(seed=st.integers(0, 99), first=st.floats(0, 1), length=st.floats(0, 1))
def test_every_entry_of_a_period_is_there_once(seed, first, length):
    with tempfile.TemporaryDirectory() as folder:
        book = generate(Path(folder) / "random.watch", 30, seed)
        since = FIRST + YEARS * first
        before = since + YEARS * length + timedelta(minutes=1)
        made = extract(book, IncidentQuery(since=since, before=before))
        assert [(one.seq, one.hash) for one in made.entries] == journal(book, since, before)
        with book.reading() as session:
            for one in session.scalars(select(JournalEntry).where(JournalEntry.act == "log")):
                shown = [said(entry) for entry in made.entries if entry.seq == str(one.seq)]
                content = json.loads(one.payload)["content"]
                assert all(content["narrative"] in text for text in shown)
        book.close()
