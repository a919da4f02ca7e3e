"""A handover counts what the watch did and left open, and lists no more than anybody reads."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from db import acts
from db.drafts import DraftKept, keep
from db.handover import MOST, handover_of
from db.vocabulary import Sensitivity, Status
from tests.conftest import CAPTAIN, MAJOR


@pytest.fixture
def handed(book):
    def read():
        with book.reading() as session:
            return handover_of(session, book.clock())

    return read


def log(book, clock, author=MAJOR, **fields):
    clock.tick(minutes=1)
    told = {"occurred": "311430Z MAY 16", "type": "OTH", "summary": "something"}
    return acts.log(book, author, {**told, **fields}).subject


def uids(rows):
    return [row.incident_uid for row in rows]


def test_a_fresh_watch_has_nothing_to_hand_over(handed, clock):
    handover = handed()
    assert handover.officer == MAJOR
    assert handover.since == clock.at
    assert handover.closed_at is None
    assert handover.reliefs == (CAPTAIN,)
    assert handover.counts == (0, 0, 0, 0, 0)
    assert not any((handover.fresh, handover.amended, handover.due, handover.reports))


def test_what_was_logged_before_the_watch_is_not_new(book, clock, handed):
    before = log(book, clock)
    clock.tick(minutes=1)
    acts.relieve(book, MAJOR, CAPTAIN)
    clock.tick(minutes=1)
    since = log(book, clock, CAPTAIN, occurred="311200Z MAY 16")
    handover = handed()
    assert handover.officer == CAPTAIN
    assert uids(handover.fresh) == [since]
    assert uids(handover.unverified) == [since]
    assert handover.counts.unverified == 2  # of the whole log
    assert before not in uids(handover.amended)


@pytest.mark.parametrize(
    "correct",
    [
        lambda book, uid: acts.amend(book, CAPTAIN, uid, {"summary": "else"}, "because"),
        lambda book, uid: acts.strike(book, CAPTAIN, uid, "because"),
        lambda book, uid: (acts.close(book, MAJOR, uid), acts.reopen(book, CAPTAIN, uid, "why")),
    ],
    ids=["amended", "struck", "reopened"],
)
def test_what_was_corrected_since_is_told_once(book, clock, handed, correct):
    old = log(book, clock)
    clock.tick(minutes=1)
    acts.relieve(book, MAJOR, CAPTAIN)
    new = log(book, clock, CAPTAIN)
    clock.tick(minutes=1)
    for uid in (old, new):
        correct(book, uid)
    handover = handed()
    assert uids(handover.fresh) == [new]
    assert uids(handover.amended) == [old]
    assert (handover.counts.fresh, handover.counts.amended) == (1, 1)
    assert handover.fresh[0].status is handover.amended[0].status is not Status.INITIAL


def test_verifying_and_remarking_amends_nothing(book, clock, handed):
    uid = log(book, clock)
    clock.tick(minutes=1)
    acts.relieve(book, MAJOR, CAPTAIN)
    acts.verify(book, CAPTAIN, uid)
    acts.remark(book, CAPTAIN, uid, "seen")
    acts.remark(book, CAPTAIN, uid, "and heard")
    assert handed().amended == ()
    assert handed().counts == (0, 0, 0, 0, 2)


def test_a_row_says_how_the_incident_stands_now(book, clock, handed):
    uid = log(book, clock, place="Gao")
    acts.amend(book, MAJOR, uid, {"summary": "better told"}, "heard more")
    (row,) = handed().fresh
    assert (row.summary, row.place, row.status, row.updates) == (
        *("better told", "Gao"),
        *(Status.UPDATED, 1),
    )


def test_what_is_due_within_a_day_or_overdue_is_told_first_due_first(book, clock, handed):
    later = log(book, clock, follow_up_due="011200Z JUN 16")
    overdue = log(book, clock, follow_up_due="301200Z MAY 16")
    log(book, clock, follow_up_due="021200Z JUN 16")
    closed = log(book, clock, follow_up_due="011100Z JUN 16")
    acts.close(book, MAJOR, closed)
    struck = log(book, clock, follow_up_due="011100Z JUN 16")
    acts.strike(book, MAJOR, struck, "not ours")
    assert uids(handed().due) == [overdue, later]
    assert handed().counts.due == 2


def test_drafts_and_reports_are_told(book, clock, handed):
    acts.wrote_report(book, MAJOR, "sitrep", "before.pdf", "00" * 32)
    clock.tick(minutes=1)
    acts.relieve(book, MAJOR, CAPTAIN)
    clock.tick(minutes=1)
    acts.wrote_report(book, CAPTAIN, "flash", "flash.pdf", "ab" * 32)
    keep(book, DraftKept("one", None, {"place": "Gao"}, "", clock.at, clock.at, str(CAPTAIN)))
    (report,) = handed().reports
    assert (report.kind, report.name, report.sha256) == ("flash", "flash.pdf", "ab" * 32)
    assert (report.author, report.recorded_at) == (CAPTAIN, clock.at)
    assert [draft.uid for draft in handed().drafts] == ["one"]


def test_a_closed_watch_is_still_handed_over(book, clock, handed):
    since = clock.at
    log(book, clock)
    clock.tick(minutes=1)
    acts.close_watch(book, MAJOR)
    closed = clock.at
    nobodys = log(book, clock)
    handover = handed()
    assert (handover.since, handover.closed_at) == (since, closed)
    assert handover.officer == MAJOR
    assert nobodys in uids(handover.fresh)


def test_the_sample_hands_over_what_its_last_watch_did(sample):
    with sample.reading() as session:
        handover = handover_of(session, sample.clock())
    assert [row.number[-4:] for row in handover.fresh] == ["0023", "0024", "0025"]
    assert [row.number[-4:] for row in handover.amended] == ["0008", "0021", "0022"]
    assert [row.number[-4:] for row in handover.unverified] == ["0022", "0023", "0024", "0025"]
    assert handover.counts == (3, 3, 15, 6, 0)


def test_a_long_watch_is_counted_whole_and_listed_in_part(book, clock, handed):
    for number in range(MOST + 3):
        log(book, clock, summary=f"no {number}", follow_up_due="311600Z MAY 16")
    handover = handed()
    assert len(handover.fresh) == len(handover.due) == MOST
    assert (handover.counts.fresh, handover.counts.due) == (MOST + 3, MOST + 3)
    assert "no 0" not in [row.summary for row in handover.fresh]  # the latest are listed


def test_it_asks_as_often_whatever_the_log_holds(book, clock, handed):
    def statements():
        seen = []

        def count(*told):
            seen.append(told[2])

        event.listen(book.engine, "before_cursor_execute", count)
        handed()
        event.remove(book.engine, "before_cursor_execute", count)
        return len(seen)

    few = statements()
    for _number in range(30):
        log(book, clock)
    clock.tick(minutes=1)
    acts.relieve(book, MAJOR, CAPTAIN)
    clock.at += timedelta(hours=1)
    assert statements() == few


@pytest.mark.parametrize("typed", [{"sensitivity": "confidential"}, {"summary": "a name"}])
def test_a_draft_is_as_sensitive_as_was_typed_or_as_what_it_amends(book, clock, handed, typed):
    about = None
    if "sensitivity" not in typed:
        about = log(book, clock, sensitivity="confidential")
        acts.close_watch(book, MAJOR)
        clock.tick(minutes=1)
        acts.open_watch(book, CAPTAIN)
    assert handed().sensitivity is Sensitivity.UNCLASSIFIED
    keep(book, DraftKept("d", about, typed, "", clock(), clock(), "Capt. B."))
    assert handed().sensitivity is Sensitivity.CONFIDENTIAL


def test_while_a_clock_set_back_catches_up_the_watch_before_keeps_its_own(book, clock, handed):
    log(book, clock)
    clock.tick(hours=-1)
    log(book, clock, occurred="311200Z MAY 16")
    acts.wrote_report(book, MAJOR, "flash", "flash-0001.pdf", "ab" * 32)
    acts.relieve(book, MAJOR, CAPTAIN)
    mine = log(book, clock, CAPTAIN, occurred="311200Z MAY 16")
    handover = handed()
    assert handover.officer == CAPTAIN
    assert uids(handover.fresh) == [mine]
    assert handover.reports == ()
