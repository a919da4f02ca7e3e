"""Whatever is changed behind the program's back is found, and the first bad entry is named."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import AMBUSH
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import acts
from db.errors import Stopped
from db.journal import COLUMNS, digest
from db.position import Position
from db.projection import TABLES
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.store import open_logbook
from db.verification import rebuild_rows, verify
from db.vocabulary import LinkKind, PlaceKind, ReportKind, Sensitivity

ROOT = Path(__file__).parent.parent
NAMES = [table.name for table in TABLES]
TEXT_COLUMNS = [name for name in COLUMNS if name != "seq"]


def tampered(path, *statements):
    """Change the file with another SQLite tool, the triggers dropped; it keeps no foreign keys."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for verb in ("update", "delete"):
            other.execute(f"DROP TRIGGER IF EXISTS journal_refuses_{verb}")
        for statement, *values in statements:
            assert other.execute(statement, values).rowcount, "nothing was changed: no test"


def verdict_of(path):
    book = open_logbook(path)
    try:
        return verify(book)
    finally:
        book.close()


def command(name, path):
    return subprocess.run(
        [sys.executable, "main.py", name, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def log_file(sample, author):
    """The sample with one of everything that can hang on an incident."""
    first, second = newest_two(sample)
    acts.attach(sample, author, first.incident_uid, "crater.jpg", b"not really a photo")
    acts.link(sample, author, first.incident_uid, second.number, LinkKind.FOLLOWS)
    acts.remark(sample, author, first.incident_uid, "Road open.", "commander", "1430Z")
    acts.add_place(sample, author, "Wabaria bridge", Position(16.22, -0.01), PlaceKind.PLACE)
    frozen = acts.Frozen(b"%PDF-1.4 not really", {"answer": "Quiet."}, Sensitivity.CONFIDENTIAL)
    order = ReportOrder(ReportKind.FLASH, incident=first.incident_uid)
    acts.issue_report(sample, author, order, lambda _order: frozen)
    sample.close()
    return sample.path


def newest_two(book):
    with book.reading() as session:
        return IncidentQuery().page(session, 0, 2)


def test_untouched_logbook_verifies(sample):
    verdict = verify(sample)
    assert verdict.problem == ""
    assert verdict.entries > 50
    assert len(verdict.head) == 64


def test_progress_reaches_the_end(sample):
    told = []
    verify(sample, lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] == verify(sample).entries


@pytest.mark.parametrize("name", COLUMNS)
def test_command_names_the_entry_whose_byte_was_changed(log_file, name):
    """One byte of any column: exit 1, the entry by number, and a remedy."""
    changed = "seq + 1000" if name == "seq" else f"'x' || substr(coalesce({name}, ''), 2)"
    tampered(log_file, (f"UPDATE journal SET {name} = {changed} WHERE seq = 20",))
    ran = command("verify", log_file)
    gone = name in ("station", "seq")  # then the next one says which is missing
    named = "GAO 21: entries before it are missing: expected number 20" if gone else "GAO 20:"
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert f"Entry {named}" in ran.stderr
    assert "Keep it" in ran.stderr


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_any_changed_byte_of_any_column_of_any_entry_is_found(sample_file, tmp_path, data):
    path = Path(shutil.copy(sample_file, tmp_path / "changed.watch"))
    with closing(sqlite3.connect(path)) as other:
        name = data.draw(st.sampled_from(TEXT_COLUMNS))
        known = f"SELECT seq, CAST({name} AS BLOB) FROM journal WHERE {name} IS NOT NULL"
        seq, old = data.draw(st.sampled_from(other.execute(known).fetchall()))
    if not old:
        return
    place = data.draw(st.integers(0, len(old) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != old[place]))
    new = old[:place] + bytes([byte]) + old[place + 1 :]
    tampered(path, (f"UPDATE journal SET {name} = CAST(? AS TEXT) WHERE seq = ?", new, seq))
    problem = verdict_of(path).problem
    assert f" {seq}: " in problem or name == "station"
    assert problem


@pytest.mark.parametrize("name", TEXT_COLUMNS)
def test_same_bytes_as_another_type_are_found(log_file, name):
    tampered(
        log_file,
        (f"UPDATE journal SET {name} = CAST(coalesce({name}, '') AS BLOB) WHERE seq = 20",),
    )
    problem = verdict_of(log_file).problem
    assert "GAO 20: " in problem or (name == "station" and "expected number 20" in problem)


def test_deleted_entry_is_found(log_file):
    with closing(sqlite3.connect(log_file)) as other:
        (last,) = other.execute("SELECT hash FROM journal WHERE seq = 19").fetchone()
    tampered(log_file, ("DELETE FROM journal WHERE seq = 20",))
    verdict = verdict_of(log_file)
    assert verdict.problem.startswith("Entry GAO 21: entries before it are missing")
    assert (verdict.entries, verdict.head) == (19, last)


def test_deleted_first_entry_is_found(log_file):
    tampered(log_file, ("DELETE FROM journal WHERE seq = 1",))
    assert verdict_of(log_file).problem.startswith("Entry GAO 2:")


def test_deleted_last_entry_is_found_by_its_rows(log_file):
    """The chain alone can't show that its end is gone; the rows still do."""
    tampered(log_file, ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",))
    assert verdict_of(log_file).problem


def test_swapped_entries_are_found(log_file):
    tampered(
        log_file,
        ("UPDATE journal SET seq = -1 WHERE seq = 20",),
        ("UPDATE journal SET seq = 20 WHERE seq = 21",),
        ("UPDATE journal SET seq = 21 WHERE seq = -1",),
    )
    assert verdict_of(log_file).problem.startswith("Entry GAO 20:")


def test_inserted_entry_is_found(log_file):
    """Even with a hash that is right for its own columns."""
    with closing(sqlite3.connect(log_file)) as other:
        other.row_factory = sqlite3.Row
        row = dict(other.execute("SELECT * FROM journal WHERE seq = 20").fetchone())
        last = other.execute("SELECT max(seq) FROM journal").fetchone()[0]
    row |= {"seq": last + 1, "uid": "00000000-0000-4000-8000-000000000000"}
    row["hash"] = digest(row)
    marks = ", ".join("?" * len(COLUMNS))
    tampered(log_file, (f"INSERT INTO journal VALUES ({marks})", *(row[name] for name in COLUMNS)))
    problem = verdict_of(log_file).problem
    assert problem == f"Entry GAO {last + 1}: it does not follow the entry before it."


@pytest.mark.parametrize(
    ("table", "name"),
    [(table.name, name) for table in TABLES for name in table.columns.keys() if name != "id"],  # noqa: SIM118
)
def test_any_changed_row_is_found(log_file, table, name):
    """A number grown, a text or time with a letter behind it, a nothing made something."""
    with closing(sqlite3.connect(log_file)) as other:
        typed = {row[1]: row[2] for row in other.execute(f"PRAGMA table_info({table})")}[name]
    is_number = typed.split("(")[0] in ("INTEGER", "FLOAT", "BOOLEAN")
    grown = f"coalesce({name}, 0) + 1000" if is_number else f"coalesce({name}, '') || 'x'"
    only = f"entry = (SELECT max(entry) FROM {table})"
    if table == "casualty":
        only += " AND ordinal = 0"
    tampered(
        log_file,
        ("PRAGMA ignore_check_constraints = ON",),
        (f"UPDATE {table} SET {name} = {grown} WHERE {only}",),
    )
    verdict = verdict_of(log_file)
    assert verdict.problem
    assert "main.py rebuild FILE" in verdict.remedy


@pytest.mark.parametrize("table", NAMES)
def test_deleted_row_is_found(log_file, table):
    tampered(log_file, (f"DELETE FROM {table} WHERE entry = (SELECT max(entry) FROM {table})",))
    assert verdict_of(log_file).problem


@pytest.mark.parametrize("table", NAMES)
def test_row_that_no_entry_accounts_for_is_found(log_file, table):
    with closing(sqlite3.connect(log_file)) as other:
        names = [row[1] for row in other.execute(f"PRAGMA table_info({table})")]
    told = ", ".join(
        {"entry": "'from nowhere'", "id": "NULL", "superseded_at": "'2016'"}.get(
            name, f"{name} || 'x'" if name in ("uid", "number", "code", "rank") else name
        )
        if name not in ("serial", "revision")
        else f"{name} + 1000"
        for name in names
    )
    tampered(log_file, (f"INSERT INTO {table} SELECT {told} FROM {table} LIMIT 1",))
    assert verdict_of(log_file).problem


def rows_of(path):
    with closing(sqlite3.connect(path)) as other:
        return {
            table: other.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in NAMES
        }


@pytest.mark.parametrize(
    "statement",
    ["UPDATE attachment_content SET data = data || x'00'", "DELETE FROM attachment_content"],
)
def test_an_attachment_changed_or_taken_away_is_found(log_file, statement):
    tampered(log_file, (statement,))
    verdict = verdict_of(log_file)
    assert "crater.jpg is not as it was kept" in verdict.problem
    assert "last backup" in verdict.remedy


def test_rebuilding_gives_back_the_same_rows(log_file):
    before = rows_of(log_file)
    tampered(
        log_file,
        ("DELETE FROM casualty",),
        ("UPDATE incident_revision SET summary = 'nothing happened', superseded_at = NULL",),
    )
    book = open_logbook(log_file)
    assert rebuild_rows(book).problem == ""
    assert verify(book).problem == ""
    book.close()
    assert rows_of(log_file) == before


def test_rows_are_rebuilt_even_where_a_file_is_lost_and_the_file_is_named(log_file):
    tampered(log_file, ("DELETE FROM attachment_content",), ("DELETE FROM attachment",))
    book = open_logbook(log_file)
    assert rebuild_rows(book).problem == ""
    assert "crater.jpg is not as it was kept" in verify(book).problem
    book.close()


def test_verifying_can_be_stopped_between_two_attachments(log_file):
    told = []
    verify(book := open_logbook(log_file), lambda done, _of: told.append(done))
    entries = max(told)

    def stop(done, _of):
        if done == entries:
            stop.seen += 1
        if stop.seen == 2:  # the entries are done: what is left are the files
            raise Stopped

    stop.seen = 0
    with pytest.raises(Stopped):
        verify(book, stop)
    book.close()


def test_rows_are_not_rebuilt_from_a_broken_chain(log_file):
    tampered(log_file, ("UPDATE journal SET officer = 'Z.' WHERE seq = 20",))
    before = rows_of(log_file)
    book = open_logbook(log_file)
    assert "GAO 20" in rebuild_rows(book).problem
    book.close()
    assert rows_of(log_file) == before


def test_chain_of_a_clock_that_ran_backwards_verifies(book, author, clock):
    uid = acts.log(book, author, AMBUSH).subject
    clock.tick(days=-400)
    acts.amend(book, author, uid, {"damage": "One truck."}, "second report")
    acts.strike(book, author, uid, "logged in error")
    assert verify(book).problem == ""


def test_acts_of_one_moment_verify(book, author, second):
    """The clock stands: every act on the incident bears the same millisecond."""
    uid = acts.log(book, author, AMBUSH).subject
    acts.verify(book, second, uid)
    acts.close(book, author, uid)
    acts.reopen(book, author, uid, "new report")
    acts.close_watch(book, author)
    acts.open_watch(book, second)
    assert verify(book).problem == ""


def test_the_command_that_verify_names_writes_the_rows_anew(log_file):
    tampered(log_file, ("UPDATE incident_revision SET killed = 99",))
    assert "main.py rebuild FILE" in command("verify", log_file).stderr
    assert "chain and rows whole" in command("rebuild", log_file).stdout
    assert verdict_of(log_file).problem == ""


def test_the_command_rebuilds_nothing_from_a_journal_that_was_changed(log_file):
    tampered(log_file, ("UPDATE journal SET officer = 'Z.' WHERE seq = 20",))
    ran = command("rebuild", log_file)
    assert (ran.returncode, "GAO 20" in ran.stderr) == (1, True)
