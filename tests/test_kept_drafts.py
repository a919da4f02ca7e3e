"""What is being typed is kept in the logbook until it is logged or thrown away."""

import pytest
from conftest import AMBUSH

from db import acts
from db.drafts import DraftKept, discard, drafts_of, keep
from db.errors import Refused
from db.query import IncidentQuery


@pytest.fixture
def logged(book, author):
    return acts.log(book, author, AMBUSH).subject


def test_a_draft_saved_twice_is_logged_once(book, author, clock):
    draft = DraftKept("d-1", None, {"summary": "half"}, "", clock(), clock(), str(author))
    keep(book, draft)
    first = acts.log(book, author, AMBUSH, draft="d-1")
    assert acts.log(book, author, AMBUSH, draft="d-1") == first
    keep(book, draft)  # a late one, still under way when the incident was logged
    with book.reading() as session:
        assert IncidentQuery().count(session) == 1
        assert drafts_of(session) == ()
    assert first.subject == "d-1"


def test_what_only_the_second_window_says_of_a_draft_is_not_lost_in_silence(book, author):
    number = acts.log(book, author, AMBUSH, draft="d-1").number
    with pytest.raises(Refused, match=number) as refused:
        acts.log(book, author, {**AMBUSH, "summary": "Three killed."}, draft="d-1")
    assert "Amend that incident" in refused.value.remedy


def test_an_amendment_takes_its_draft_with_it(book, author, logged, clock):
    keep(book, DraftKept("d-2", logged, {}, "", clock(), clock(), str(author)))
    acts.amend(book, author, logged, {"summary": "Three killed."}, "recount", draft="d-2")
    with book.reading() as session:
        assert drafts_of(session) == ()


def test_drafts_are_kept_as_typed_and_thrown_away_one_by_one(book, author, clock):
    typed = {"occurred": "3114", "casualties": [{"best": "?", "category": "un mil"}]}
    for uid in ("d-1", "d-2"):
        keep(book, DraftKept(uid, None, typed, "", clock(), clock(), str(author)))
        clock.tick(minutes=1)
    keep(book, DraftKept("d-1", None, {"occurred": "31"}, "why", clock(), clock(), ""))
    with book.reading() as session:
        newest, other = drafts_of(session)
    assert (newest.uid, newest.typed, newest.reason) == ("d-1", {"occurred": "31"}, "why")
    assert (other.uid, other.typed) == ("d-2", typed)
    discard(book, "d-1")
    with book.reading() as session:
        assert [draft.uid for draft in drafts_of(session)] == ["d-2"]
