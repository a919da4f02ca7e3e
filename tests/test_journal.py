"""The journal: canonical, hashed, chained, and never with a clock that runs backwards."""

import hashlib
import json
import unicodedata
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import sqlcipher3.dbapi2
from conftest import AMBUSH
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from db import acts
from db.current import history_of
from db.errors import LogbookError
from db.journal import COLUMNS, GENESIS, BrokenChain, canonical, chained, digest, head
from db.models import Act

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=10,
)


def stored(book):
    with book.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM journal ORDER BY seq")
        return [dict(row) for row in rows.mappings()]


def test_canonical_form_has_no_spaces_and_sorted_keys():
    assert canonical({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'


def test_composed_and_decomposed_letters_are_the_same():
    assert canonical({"e\u0301": "e\u0301"}) == canonical({"é": "é"}) == '{"é":"é"}'


@given(VALUES)
def test_canonical_form_of_what_was_read_back_is_itself(value):
    once = canonical(value)
    assert canonical(json.loads(once)) == once
    assert unicodedata.is_normalized("NFC", once)


def test_hash_can_be_computed_with_nothing_of_ours(book):
    """SHA-256 of the JSON of all other columns: keys sorted, no spaces, UTF-8."""
    for row in stored(book):
        printed = row.pop("hash")
        told = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(told.encode()).hexdigest() == printed


def test_every_entry_names_the_hash_before_it(book, author):
    acts.log(book, author, AMBUSH)
    rows = stored(book)
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["previous_hash"] == GENESIS
    for before, row in pairwise(rows):
        assert row["previous_hash"] == before["hash"]


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "hash"])
def test_hash_covers_every_column(book, name):
    row = stored(book)[0]
    assert digest({**row, name: "another"}) != row["hash"]


def test_payload_holds_the_whole_content_not_a_delta(book, author):
    uid = acts.log(book, author, AMBUSH).subject
    acts.amend(book, author, uid, {"damage": "One truck."}, "second report")
    content = json.loads(stored(book)[-1]["payload"])["content"]
    assert content["summary"] == AMBUSH["summary"]
    assert content["damage"] == "One truck."


def test_time_of_the_chain_never_runs_backwards(book, author, clock):
    """The entry keeps the newest moment of the chain, and says what the clock said."""
    before = clock.at
    clock.tick(days=-1)
    uid = acts.log(book, author, {**AMBUSH, "occurred": "291430Z MAY 16"}).subject
    entry = stored(book)[-1]
    assert entry["recorded_at"] == "2016-05-31T15:00:00.000Z"
    assert json.loads(entry["payload"])["clock"] == "2016-05-30T15:00:00.000Z"
    clock.at = before
    clock.tick(hours=1)
    acts.close(book, author, uid)
    assert "clock" not in json.loads(stored(book)[-1]["payload"])


def test_times_are_kept_to_the_millisecond_in_utc(book, author, clock):
    clock.at = datetime(2016, 5, 31, 15, 0, 1, 234_999, tzinfo=UTC)
    acts.log(book, author, AMBUSH)
    assert stored(book)[-1]["recorded_at"] == "2016-05-31T15:00:01.234Z"


def test_head_of_no_chain_is_genesis(book):
    with book.reading() as session:
        assert head(session, "NONE") == (0, GENESIS, None)
        assert head(session, "GAO").seq == 4


def test_whole_chain_is_walked_in_order(book, author):
    acts.log(book, author, AMBUSH)
    with book.reading() as session:
        entries = list(chained(session))
    assert [entry.act for entry in entries] == [
        Act.CREATE,
        Act.ENROL,
        Act.OPEN_WATCH,
        Act.ENROL,
        Act.LOG,
    ]
    assert not any(isinstance(entry, BrokenChain) for entry in entries)


@pytest.mark.parametrize("statement", ["UPDATE journal SET reason = 'x'", "DELETE FROM journal"])
def test_triggers_refuse_to_change_the_journal(book, statement):
    other = sqlcipher3.dbapi2.connect(str(book.path))
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="never changed"):
        other.execute(statement)
    other.close()


def test_insert_or_replace_does_not_slip_past_the_triggers(book):
    """REPLACE deletes without a DELETE trigger; the chain shows it."""
    other = sqlcipher3.dbapi2.connect(str(book.path), isolation_level=None)
    row = list(other.execute("SELECT * FROM journal WHERE seq = 2").fetchone())
    row[COLUMNS.index("officer")] = "Z."
    marks = ", ".join("?" * len(row))
    other.execute(f"INSERT OR REPLACE INTO journal VALUES ({marks})", row)
    other.close()
    with book.reading() as session:
        assert list(chained(session))[-1].seq == 2


def test_history_tells_every_act_on_an_incident(book, author, second, clock):
    uid = acts.log(book, author, AMBUSH).subject
    clock.tick(minutes=5)
    acts.remark(book, second, uid, "Helicopter asked for.")
    clock.tick(minutes=5)
    acts.amend(book, author, uid, {"damage": "One truck."}, "second report")
    with book.reading() as session:
        told = [(past.act, str(past.author), past.reason) for past in history_of(session, uid)]
        known = history_of(session, uid, as_of=datetime(2016, 5, 31, 15, 5, tzinfo=UTC))
    assert told == [
        (Act.LOG, "Maj. A.", None),
        (Act.REMARK, "Capt. B.", None),
        (Act.AMEND, "Maj. A.", "second report"),
    ]
    assert [past.act for past in known] == [Act.LOG, Act.REMARK]


def test_fault_of_ours_is_not_told_as_one_of_the_world(book):
    """A statement that SQLite can't read is a bug, and stays a bug."""
    with pytest.raises(Exception, match="no such column") as raised, book.reading() as session:
        session.execute(text("SELECT nonsense FROM journal"))
    assert not isinstance(raised.value, LogbookError)
