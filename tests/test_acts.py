"""Every act of an officer: what it changes, when it is refused; a refusal leaves nothing."""

import json
from datetime import UTC, datetime

import pytest
from conftest import AMBUSH
from sqlalchemy import select

from db import acts
from db.creation import create_logbook
from db.current import author_named, officers_of, open_watch_of, state_of, station_of
from db.errors import AlreadyExists, BadContent, LogbookError, NoSuchFile, Refused
from db.journal import Author
from db.models import Act, JournalEntry
from db.query import IncidentQuery, Order
from db.verification import verify
from db.vocabulary import Status


@pytest.fixture
def logged(book, author):
    return acts.log(book, author, AMBUSH).subject


def standing(book):
    """The rows of the table, oldest number first."""
    with book.reading() as session:
        return {row.number: row for row in IncidentQuery().stream(session)}


def entries(book):
    return verify(book).entries


def state(book, uid):
    with book.reading() as session:
        return state_of(session, uid)


@pytest.fixture
def unchanged(book):
    """Whatever the test is refused, the journal is no longer for it, and still whole."""
    yield lambda: entries(book)
    assert verify(book).problem == ""


def test_new_logbook_has_its_station_and_its_officer_on_watch(book):
    with book.reading() as session:
        station, watch = station_of(session), open_watch_of(session)
    assert (station.mission, station.code, station.theatre) == ("MIN", "GAO", {"MLI"})
    assert str(watch.author) == "Maj. A."


def test_codes_are_taken_in_capitals(tmp_path, author):
    book = create_logbook(
        tmp_path / "x.watch", mission=" min ", station="gao", theatre="mli ner", author=author
    )
    with book.reading() as session:
        station = station_of(session)
    assert (station.mission, station.code, station.theatre) == ("MIN", "GAO", {"MLI", "NER"})
    book.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"mission": "M"},
        {"mission": "TOO LONG"},
        {"station": ""},
        {"station": "GÃO"},
        {"theatre": "MALI"},
        {"theatre": " "},
        {"author": Author("Maj.", " ", "duty officer")},
    ],
)
def test_logbook_without_proper_codes_is_refused_and_leaves_no_file(tmp_path, author, wrong):
    right = {"mission": "MIN", "station": "GAO", "theatre": "MLI", "author": author}
    with pytest.raises(Refused):
        create_logbook(tmp_path / "x.watch", **{**right, **wrong})
    assert list(tmp_path.iterdir()) == []


def test_logbook_is_never_made_over_a_file(tmp_path, author):
    path = tmp_path / "x.watch"
    path.write_text("dear diary")
    with pytest.raises(AlreadyExists):
        create_logbook(path, mission="MIN", station="GAO", theatre="MLI", author=author)
    assert path.read_text() == "dear diary"


def test_logbook_in_no_folder_is_refused_in_words(tmp_path, author):
    with pytest.raises(LogbookError) as refused:
        create_logbook(
            tmp_path / "none" / "x.watch",
            mission="MIN",
            station="GAO",
            theatre="MLI",
            author=author,
        )
    assert isinstance(refused.value, NoSuchFile)


def test_officer_is_enrolled_once(book, author, unchanged):
    before = unchanged()
    with pytest.raises(Refused, match="enrolled already"):
        acts.enrol(book, author)
    assert unchanged() == before
    with book.reading() as session:
        assert [str(officer) for officer in officers_of(session)] == ["Capt. B.", "Maj. A."]


def test_watch_is_handed_over_in_writing(book, author, second, clock):
    with pytest.raises(Refused, match=r"Maj\. A\. has the watch"):
        acts.open_watch(book, second)
    clock.tick(hours=8)
    acts.close_watch(book, author)
    with pytest.raises(Refused, match="No watch is open"):
        acts.close_watch(book, author)
    acts.open_watch(book, second)
    with book.reading() as session:
        watch = open_watch_of(session)
    assert (str(watch.author), watch.opened_at) == ("Capt. B.", clock.at)


def test_author_is_the_one_named_or_the_one_on_watch(book, author, second):
    assert author_named(book) == author
    assert author_named(book, "Capt. B.") == second
    with pytest.raises(Refused, match=r"No officer Gen\. Z\."):
        author_named(book, "Gen. Z.")
    acts.close_watch(book, author)
    with pytest.raises(Refused, match="No watch is open"):
        author_named(book)


def test_logged_incident_gets_number_region_and_totals(book, author):
    change = acts.log(book, author, AMBUSH)
    row = standing(book)["MIN-GAO-2016-0001"]
    assert change.act is Act.LOG
    assert change.number == row.number
    assert (row.region, row.killed, row.killed_un, row.injured) == ("Gao", 2, 2, 0)
    assert row.status is Status.INITIAL
    assert row.occurred == datetime(2016, 5, 31, 14, 30, tzinfo=UTC)


def test_serials_begin_anew_each_year_and_go_on_without_gaps(book, author, clock):
    numbers = [acts.log(book, author, AMBUSH).number for _time in range(2)]
    with pytest.raises(BadContent):
        acts.log(book, author, {**AMBUSH, "type": "XYZ"})
    numbers.append(acts.log(book, author, AMBUSH).number)
    clock.at = datetime(2017, 1, 1, tzinfo=UTC)
    numbers += [acts.log(book, author, AMBUSH).number for _time in range(2)]
    assert [number[8:] for number in numbers] == [
        "2016-0001",
        "2016-0002",
        "2016-0003",
        "2017-0001",
        "2017-0002",
    ]


def test_struck_incident_keeps_its_number(book, author, logged):
    acts.strike(book, author, logged, "logged twice")
    assert acts.log(book, author, AMBUSH).number == "MIN-GAO-2016-0002"
    assert standing(book)["MIN-GAO-2016-0001"].status is Status.STRUCK


def test_ten_thousandth_serial_is_no_shorter_than_its_number(book, author, logged):
    """The serial is at least four digits; it does not wrap."""
    with book.engine.begin() as connection:  # stand-in for 9,999 incidents
        connection.exec_driver_sql("UPDATE incident SET serial = 9999")
    assert acts.log(book, author, AMBUSH).number == "MIN-GAO-2016-10000"


def test_bad_content_logs_nothing_and_names_every_field(book, author, unchanged):
    before = unchanged()
    with pytest.raises(BadContent) as refused:
        acts.log(book, author, {"type": "XYZ", "occurred": "320000Z MAY 16", "colour": "red"})
    assert list(refused.value.problems) == ["colour", "occurred", "type", "summary"]
    assert unchanged() == before
    assert standing(book) == {}


def test_amendment_replaces_what_changed_and_keeps_the_rest(book, author, logged, clock):
    clock.tick(hours=1)
    acts.amend(book, author, logged, {"damage": "One truck.", "place": ""}, "second report")
    now = state(book, logged)
    assert now.status is Status.UPDATED
    assert now.content["damage"] == "One truck."
    assert "place" not in now.content
    assert now.content["summary"] == AMBUSH["summary"]
    assert standing(book)["MIN-GAO-2016-0001"].updates == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_amendment_strike_and_reopening_need_a_reason(book, author, logged, unchanged, reason):
    acts.close(book, author, logged)
    before = unchanged()
    for refused in (
        lambda: acts.amend(book, author, logged, {"damage": "NIL"}, reason),
        lambda: acts.strike(book, author, logged, reason),
        lambda: acts.reopen(book, author, logged, reason),
        lambda: acts.remark(book, author, logged, reason),
    ):
        with pytest.raises((Refused, BadContent)):
            refused()
    assert unchanged() == before


def test_amendment_that_changes_nothing_is_refused(book, author, logged):
    with pytest.raises(Refused, match="Nothing was changed"):
        acts.amend(book, author, logged, AMBUSH, "same again")


def test_required_field_can_be_corrected_but_not_taken_back(book, author, logged):
    for name in ("occurred", "type", "summary"):
        with pytest.raises(BadContent) as refused:
            acts.amend(book, author, logged, {name: ""}, "a slip")
        assert refused.value.problems[name] == "is required"


def test_second_person_verifies(book, author, second, logged):
    with pytest.raises(Refused, match="second person"):
        acts.verify(book, author, logged)
    acts.verify(book, second, logged)
    assert state(book, logged).status is Status.VERIFIED
    with pytest.raises(Refused, match="verified already"):
        acts.verify(book, second, logged)


def test_author_of_the_amendment_is_the_one_who_may_not_verify(book, author, second, logged):
    acts.amend(book, second, logged, {"damage": "One truck."}, "second report")
    with pytest.raises(Refused):
        acts.verify(book, second, logged)
    acts.verify(book, author, logged)


def test_amending_a_verified_incident_takes_the_verification_back(book, author, second, logged):
    acts.verify(book, second, logged)
    acts.amend(book, author, logged, {"damage": "One truck."}, "second report")
    assert state(book, logged).status is Status.UPDATED
    acts.verify(book, second, logged)


def test_closed_incident_is_reopened_with_a_reason(book, author, second, logged):
    with pytest.raises(Refused, match="not closed"):
        acts.reopen(book, author, logged, "new report")
    acts.close(book, author, logged)
    with pytest.raises(Refused, match="closed already"):
        acts.close(book, author, logged)
    with pytest.raises(Refused, match="closed already"):
        acts.verify(book, second, logged)
    acts.reopen(book, author, logged, "new report")
    assert state(book, logged).status is Status.REOPENED


def test_struck_incident_takes_remarks_only(book, author, second, logged):
    acts.strike(book, author, logged, "logged twice")
    for refused in (
        lambda: acts.amend(book, author, logged, {"damage": "NIL"}, "why"),
        lambda: acts.verify(book, second, logged),
        lambda: acts.close(book, author, logged),
        lambda: acts.reopen(book, author, logged, "why"),
        lambda: acts.strike(book, author, logged, "why"),
        lambda: acts.mark_duplicate(book, author, logged, "MIN-GAO-2016-0001"),
    ):
        with pytest.raises((Refused, BadContent)):
            refused()
    change = acts.remark(book, second, logged, "  See 0002.  ")
    assert change.number == "MIN-GAO-2016-0001"


def test_duplicate_names_the_incident_that_stays(book, author, logged):
    twin = acts.log(book, author, AMBUSH)
    for wrong in ("MIN-GAO-2016-0009", "MIN-GAO-2016-0002", ""):
        with pytest.raises(Refused, match="no other incident"):
            acts.mark_duplicate(book, author, twin.subject, wrong)
    acts.mark_duplicate(book, author, twin.subject, " min-gao-2016-0001 ", "same ambush")
    row = standing(book)[twin.number]
    assert (row.status, row.duplicate_of) == (Status.DUPLICATE, "MIN-GAO-2016-0001")
    with pytest.raises(Refused):
        acts.mark_duplicate(book, author, logged, twin.number)


@pytest.mark.parametrize("act", ["verify", "close"])
def test_act_on_no_incident_is_refused(book, second, act):
    with pytest.raises(Refused, match="no such incident"):
        getattr(acts, act)(book, second, "00000000-0000-4000-8000-000000000000")


def test_every_act_leaves_a_log_that_verifies(book, author, second, logged):
    acts.remark(book, second, logged, "Hélicoptère demandé.")
    acts.amend(book, author, logged, {"casualties": [], "tags": ["été", "🚁"]}, "nobody was hurt")
    acts.verify(book, second, logged)
    acts.close(book, author, logged)
    acts.reopen(book, author, logged, "new report")
    acts.strike(book, author, logged, "logged in error")
    assert verify(book).problem == ""


def test_taken_back_casualties_are_not_reported_rather_than_none(book, author, logged):
    acts.amend(book, author, logged, {"casualties": []}, "not known yet")
    assert standing(book)["MIN-GAO-2016-0001"].killed is None
    acts.amend(book, author, logged, {"effect": "none"}, "nobody was hurt")
    assert standing(book)["MIN-GAO-2016-0001"].killed == 0


def test_a_clock_set_back_does_not_reopen_an_old_year(book, author, clock):
    acts.log(book, author, AMBUSH)
    clock.at = datetime(2000, 1, 1, tzinfo=UTC)
    change = acts.log(book, author, {**AMBUSH, "occurred": "1999-12-31T10:00Z"})
    assert change.number == "MIN-GAO-2016-0002"


def test_relief_closes_one_watch_and_opens_the_next_as_one(book, author, second):
    acts.relieve(book, author, second)
    with book.reading() as session:
        watch = open_watch_of(session)
    assert watch.author == second
    assert verify(book).problem == ""


def test_nobody_relieves_himself_or_somebody_without_the_watch(book, author, second):
    for relieved, relief in ((author, author), (second, author)):
        with pytest.raises(Refused):
            acts.relieve(book, relieved, relief)
    with book.reading() as session:
        assert open_watch_of(session).author == author


def test_precision_follows_a_grid_that_is_given_later(book, author):
    uid = acts.log(book, author, {**AMBUSH, "position": None}).subject
    acts.amend(book, author, uid, {"position": "30QZD1583604274"}, "grid from the patrol")
    with book.reading() as session:
        content = state_of(session, uid).content
    assert content["location_precision"] == "1"
    acts.amend(book, author, uid, {"position": None, "place": None}, "another incident")
    with book.reading() as session:
        content = state_of(session, uid).content
    assert not {"region", "location_precision"} & content.keys()


def test_a_region_is_kept_by_its_own_name_however_it_is_typed(book, author):
    for typed in ("segou", "SÉGOU", "Ségou"):
        uid = acts.log(book, author, {**AMBUSH, "position": None, "region": typed}).subject
        with book.reading() as session:
            assert state_of(session, uid).content["region"] == "Ségou"


def test_damage_alone_does_not_say_that_nobody_was_hurt(book, author):
    for effect, killed in (("damage", None), ("failed", None), ("none", 0), (None, None)):
        acts.log(book, author, {**AMBUSH, "casualties": [], "effect": effect})
        with book.reading() as session:
            newest = IncidentQuery(order=(Order("number", descending=True),))
            assert newest.page(session, 0, 1)[0].killed == killed


def test_the_former_officer_leaves_word_for_the_relief(book, author, second):
    acts.relieve(book, author, second, "  Convoy due 0600Z. ")
    with book.reading() as session:
        closing = select(JournalEntry.payload).where(JournalEntry.act == Act.CLOSE_WATCH)
        told = json.loads(session.scalar(closing))
    assert told == {"relief": str(second), "note": "Convoy due 0600Z."}


def test_a_report_that_was_written_stands_in_the_log(book, author, logged):
    change = acts.wrote_report(book, author, "flash", "flash.pdf", "ab" * 32, logged)
    assert change.number == "MIN-GAO-2016-0001"
    assert verify(book).problem == ""
