"""The filters: what each asks, alone and with the others, by hand and against a plain reading."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from conftest import AMBUSH, MAJOR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db import acts
from db.errors import Refused
from db.models import Attachment, Casualty, IncidentRevision
from db.pages import Pages
from db.periods import PERIODS
from db.query import IncidentQuery
from db.suggestions import names_in
from db.vocabulary import (
    COUNTS_NOWHERE,
    DONE,
    INJURED,
    KILLED,
    Category,
    Credibility,
    EventType,
    Harm,
    Outcome,
    Reliability,
    Status,
    TargetClass,
)
from db.wording import in_words
from exports.csv import write_csv
from tests.generator import FIRST, GROUPS, YEARS, generate

SMALL = 260  # more than a page
LATER = FIRST + YEARS + timedelta(days=1)


def losses(**told):
    row = {"category": "un_contingent", "outcome": "killed", "cause": "malicious_act", "count": 1}
    return [{**row, **told}]


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A generated logbook with what the generator leaves out: files, follow-ups, open numbers."""
    book = generate(tmp_path_factory.mktemp("busy") / "busy.watch", SMALL)
    book.clock = lambda: LATER
    with book.reading() as session:
        uids = [row.incident_uid for row in IncidentQuery().counted().stream(session)]
    for step, uid in enumerate(uids[::9]):
        book.clock = lambda step=step: LATER + timedelta(hours=step)
        acts.attach(book, MAJOR, uid, f"photo-{step}.txt", b"photo %d" % step)
    told = (
        {"casualties": losses(count="?")},
        {"casualties": losses(count="?", category="civilian")},
        {"casualties": losses(count="?", outcome="abducted")},
        {"casualties": losses(outcome="abducted", count=3)},
        {"casualties": losses(outcome="missing")},
        {"follow_up_due": "010600Z JAN 18"},
    )
    for step, uid in enumerate(uids[1::7]):
        book.clock = lambda step=step: LATER + timedelta(hours=step)
        acts.amend(book, MAJOR, uid, told[step % len(told)], "second report")
        if step % 4 == 3:
            acts.close(book, MAJOR, uid)
    yield book
    book.close()


def questions():
    """Any question that the filter bar can ask."""

    def some(values):
        return st.frozensets(st.sampled_from(list(values)), max_size=3)

    def now_and_then(strategy):
        return st.one_of(st.none(), st.none(), strategy)

    moments = now_and_then(st.integers(0, 110).map(lambda part: FIRST + YEARS * part / 100))
    return st.builds(
        IncidentQuery,
        since=moments,
        before=moments,
        types=st.one_of(st.just(frozenset()), some(EventType)),
        targets=st.one_of(st.just(frozenset()), some([*TargetClass, ""])),
        statuses=st.one_of(st.just(frozenset()), some(Status)),
        harms=some(Harm),
        reliability=now_and_then(st.sampled_from(list(Reliability))),
        credibility=now_and_then(st.sampled_from(list(Credibility))),
        groups=some([*filter(None, GROUPS), ""]),
        with_attachment=st.booleans(),
        to_follow_up=st.booleans(),
        counted_only=st.booleans(),
        as_of=now_and_then(
            st.integers(-2, 60).map(lambda step: LATER + timedelta(hours=step))
            | st.integers(0, 100).map(lambda part: FIRST + YEARS * part / 100)
        ),
    )


@pytest.fixture(scope="module")
def told(busy):
    """Every revision, casualty row and file of the log, read without any question."""
    with busy.reading() as session:
        people = {}
        for row in session.scalars(select(Casualty)):
            people.setdefault(row.entry, []).append(row)
        files = {}
        for row in session.scalars(select(Attachment)):
            files.setdefault(row.incident_uid, []).append(row.recorded_at)
        session.expunge_all()
        revisions = session.scalars(select(IncidentRevision)).all()
        session.expunge_all()
    return revisions, people, files


def has_harm(row, people, harm):
    """Whether one of the casualty rows tells of it; a number not known yet is not nil."""
    wanted = {
        Harm.ANY: [*KILLED, *INJURED, Outcome.MISSING, Outcome.ABDUCTED],
        Harm.UN_KILLED: KILLED,
        Harm.ABDUCTED: [Outcome.ABDUCTED],
    }[harm]
    return any(
        one.outcome in wanted
        and (one.best is None or one.best > 0)
        and (harm is not Harm.UN_KILLED or Category(one.category).is_un)
        for one in people.get(row.entry, ())
    )


def answers(query, row, people, files):
    """Whether a revision answers the question, read off its columns one by one."""
    at = query.as_of
    if at is None:
        known = row.superseded_at is None
    else:
        known = row.recorded_at <= at and (row.superseded_at is None or row.superseded_at > at)
    attached = [when for when in files.get(row.incident_uid, ()) if at is None or when <= at]
    return (
        known
        and (query.since is None or row.occurred >= query.since)
        and (query.before is None or row.occurred < query.before)
        and (not query.types or row.type in query.types)
        and (not query.targets or (row.target or "") in query.targets)
        and (not query.statuses or row.status in query.statuses)
        and (not query.harms or any(has_harm(row, people, harm) for harm in query.harms))
        and (query.reliability is None or str(row.reliability) <= str(query.reliability))
        and (query.credibility is None or int(row.credibility) <= int(query.credibility))
        and (not query.groups or (row.perpetrator or "") in query.groups)
        and (not query.with_attachment or bool(attached))
        and (not query.to_follow_up or (bool(row.follow_up_due) and row.status not in DONE))
        and (not query.counted_only or row.status not in COUNTS_NOWHERE)
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=questions())
def test_count_table_csv_and_a_plain_reading_agree(busy, told, tmp_path, query):
    revisions, people, files = told
    wanted = {row.entry for row in revisions if answers(query, row, people, files)}
    rows = Pages(busy, query)
    paged = [rows[place].entry for place in range(len(rows))]
    assert set(paged) == wanted
    assert len(paged) == len(wanted)
    with busy.reading() as session:
        assert query.count(session) == len(wanted)
    assert write_csv(busy, query, tmp_path / "out.csv") == len(wanted)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _row in csv.DictReader(file)) == len(wanted)


@pytest.mark.parametrize(
    "asked",
    [
        *({"harms": frozenset({harm})} for harm in Harm),
        {"reliability": Reliability.B},
        {"credibility": Credibility.PROBABLY_TRUE},
        {"groups": frozenset({"AQIM"})},
        {"groups": frozenset({""})},
        {"with_attachment": True},
        {"to_follow_up": True},
    ],
    ids=str,
)
def test_every_filter_finds_some_and_leaves_some_out_and_is_said(busy, told, asked):
    """So that the comparison above is one: each filter cuts this log in two."""
    query = IncidentQuery(**asked)
    revisions, people, files = told
    with busy.reading() as session:
        whole, found = IncidentQuery().count(session), query.count(session)
    assert 0 < found < whole
    assert found == sum(answers(query, row, people, files) for row in revisions)
    assert in_words(query) not in ("", in_words(IncidentQuery()))


def test_the_sentence_says_every_part_of_the_question():
    query = IncidentQuery(
        since=datetime(2016, 5, 18, tzinfo=UTC),
        types=frozenset({EventType.EXP}),
        harms=frozenset({Harm.UN_KILLED, Harm.ABDUCTED}),
        reliability=Reliability.C,
        credibility=Credibility.POSSIBLY_TRUE,
        groups=frozenset({"AQIM", ""}),
        stations=frozenset({"GAO"}),
        with_attachment=True,
        to_follow_up=True,
        text="convoy",
        as_of=datetime(2016, 6, 1, 12, tzinfo=UTC),
    )
    assert in_words(query) == (
        "from 180000Z MAY 16; Explosive; Abducted + UN killed; AQIM + no group named; GAO; "
        "source C or better; information 3 or better; with attachment; "
        "follow-up due, not closed; “convoy”; as known at 011200Z JUN 16"
    )


def test_a_number_that_nobody_knows_yet_is_not_nil(book, author):
    acts.log(book, author, {**AMBUSH, "casualties": losses(count="?")})
    acts.log(book, author, {**AMBUSH, "casualties": losses(count="?", category="civilian")})
    acts.log(book, author, {**AMBUSH, "casualties": losses(count=0)})
    with book.reading() as session:
        assert IncidentQuery(harms=frozenset({Harm.UN_KILLED})).count(session) == 1
        assert IncidentQuery(harms=frozenset({Harm.ANY})).count(session) == 2


def test_a_file_attached_later_was_not_there_before(book, author, clock):
    uid = acts.log(book, author, AMBUSH).subject
    before = clock.at
    clock.tick(hours=1)
    acts.attach(book, author, uid, "crater.txt", b"one metre")
    query = IncidentQuery(with_attachment=True)
    with book.reading() as session:
        assert query.count(session) == 1
        assert replace(query, as_of=before).count(session) == 0
        assert replace(query, as_of=clock.at).count(session) == 1


def begun(book, words, at):
    with book.reading() as session:
        return PERIODS[words](session, at)


def test_a_period_up_to_now_moves_with_the_clock(book, clock):
    first = begun(book, "last 72 h", clock.at)
    assert first == clock.at - timedelta(hours=72)
    assert begun(book, "last 72 h", clock.at + timedelta(hours=5)) == first + timedelta(hours=5)


def test_this_watch_begins_when_it_was_assumed(book, author, second, clock):
    assumed = clock.at
    clock.tick(hours=8)
    relieved = clock.at
    acts.relieve(book, author, second, "")
    clock.tick(hours=2)
    assert begun(book, "this watch", clock.at) == relieved
    assert begun(book, "this watch", relieved - timedelta(hours=1)) == assumed
    acts.close_watch(book, second)
    with pytest.raises(Refused, match="No watch is open"):
        begun(book, "this watch", clock.at + timedelta(hours=1))


def test_the_last_sitrep_is_the_newest_that_was_known_then(book, author, clock):
    with pytest.raises(Refused, match="No SITREP"):
        begun(book, "since the last SITREP", clock.at)
    written = []
    for kind in ("sitrep", "sitrep", "flash"):
        clock.tick(hours=6)
        written.append(clock.at)
        acts.wrote_report(book, author, kind, f"{kind}.pdf", "0" * 64)
    clock.tick(hours=1)
    assert begun(book, "since the last SITREP", clock.at) == written[1]
    assert begun(book, "since the last SITREP", written[1] - timedelta(hours=1)) == written[0]


def test_names_are_leapt_along_each_once(busy):
    with busy.reading() as session:
        rows = list(IncidentQuery().stream(session))
        assert names_in(session, "perpetrator") == tuple(sorted(set(filter(None, GROUPS))))
        assert names_in(session, "station") == tuple(sorted({row.number[4:7] for row in rows}))
