"""An encrypted logbook: nothing of it can be read without its passphrase, and all goes as ever."""

import os
import shutil
import unicodedata
from contextlib import closing

import pytest
import sqlcipher3.dbapi2
from conftest import AMBUSH, MAJOR, PASSPHRASE
from sqlalchemy import Engine, event, text

import db.encryption
from db import acts
from db.cipher import Key
from db.creation import create_logbook
from db.drafts import DraftKept, drafts_of, keep
from db.encryption import encrypted_copy
from db.errors import (
    AlreadyExists,
    Damaged,
    Locked,
    NotALogbook,
    OlderVersion,
    Refused,
    Stopped,
    WrongPassphrase,
)
from db.figures import figures
from db.query import IncidentQuery
from db.store import SCHEMA, engine_for, open_logbook
from db.upgrade import upgrade_logbook
from db.verification import rebuild_rows, verify
from exports.files import replacing

SECRET = b"Patrol ambushed north of Gao"


@pytest.fixture
def opened(locked, clock):
    book = open_logbook(locked, clock, PASSPHRASE)
    yield book
    book.close()


def keep_draft(book):
    typed = {"summary": SECRET.decode()}
    keep(book, DraftKept("one", None, typed, "", book.clock(), book.clock(), str(MAJOR)))


def files_beside(path):
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def left_by_a_crash(book, place):
    """Return a copy of a logbook whose last entries still wait in its write-ahead log."""
    place.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{book.path}{ending}", place)
    assert (place / f"{book.path.name}-wal").stat().st_size > 0
    return place / book.path.name


def test_nothing_of_the_log_stands_on_the_disk_in_plain_text(opened):
    acts.log(opened, MAJOR, AMBUSH)
    keep_draft(opened)
    on_disk = files_beside(opened.path)
    assert {opened.path.name, f"{opened.path.name}-wal"} <= set(on_disk)
    assert len(on_disk[f"{opened.path.name}-wal"]) > 0
    for content in on_disk.values():
        for told in (SECRET, b"Patrol", b"SQLite format 3", b"CREATE TABLE", b"incident"):
            assert told not in content


def test_a_plain_logbook_would_be_read_by_anybody(book, author):
    """What the test above looks for is there to be found."""
    acts.log(book, author, AMBUSH)
    book.close()
    assert SECRET in book.path.read_bytes()


def test_any_sqlcipher_opens_it_with_the_passphrase_alone(locked):
    with closing(sqlcipher3.dbapi2.connect(str(locked))) as file:
        file.execute("PRAGMA key = '{}'".format(unicodedata.normalize("NFC", PASSPHRASE)))
        assert file.execute("SELECT count(*) FROM incident").fetchone() == (1,)


def test_without_its_passphrase_it_says_that_it_is_encrypted(locked):
    before = files_beside(locked)
    for nothing in (None, ""):
        with pytest.raises(Locked, match=r"is encrypted\. Enter its passphrase\."):
            open_logbook(locked, passphrase=nothing)
    assert files_beside(locked) == before


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(locked):
    before = files_beside(locked)
    with pytest.raises(WrongPassphrase, match="no way round a forgotten passphrase") as refused:
        open_logbook(locked, passphrase="another passphrase")
    assert "another passphrase" not in str(refused.value)
    assert files_beside(locked) == before


def test_a_wrong_passphrase_leaves_even_what_a_crash_left_behind(opened, tmp_path):
    acts.log(opened, MAJOR, AMBUSH)
    crashed = left_by_a_crash(opened, tmp_path / "crashed")
    before = files_beside(crashed)
    with pytest.raises(WrongPassphrase):
        open_logbook(crashed, passphrase="another passphrase")
    after = files_beside(crashed)
    after.pop(f"{crashed.name}-shm", None)  # an index of the log beside it, of no account
    assert after == before
    book = open_logbook(crashed, passphrase=PASSPHRASE)
    with book.reading() as session:
        assert IncidentQuery().count(session) == 2
    book.close()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_passphrase_is_the_same_however_its_accents_are_typed(locked, form):
    typed = unicodedata.normalize(form, PASSPHRASE)
    open_logbook(locked, passphrase=typed).close()


def test_a_plain_logbook_needs_no_passphrase_and_heeds_none(sample_file):
    book = open_logbook(sample_file, passphrase=PASSPHRASE)
    assert not book.is_encrypted
    book.close()


def test_other_files_are_no_logbooks_whatever_the_passphrase(tmp_path):
    other = tmp_path / "notes.watch"
    for content in (b"", b"dear diary " * 4096, bytes(range(256)) * 8, os.urandom(5000)):
        other.write_bytes(content)
        with pytest.raises(NotALogbook):
            open_logbook(other, passphrase=PASSPHRASE)
        assert other.read_bytes() == content


def test_an_encrypted_file_of_another_program_is_no_logbook(tmp_path):
    other = tmp_path / "other.watch"
    key = Key.of_new_file(PASSPHRASE)
    engine = engine_for(other, key)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
    engine.dispose()
    before = files_beside(other)
    with pytest.raises(NotALogbook, match="not a Watchkeeper logbook"):
        open_logbook(other, passphrase=PASSPHRASE)
    assert files_beside(other) == before


def test_a_short_passphrase_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(Refused, match="at least 12 characters"):
        create_logbook(
            tmp_path / "gao.watch",
            mission="MIN",
            station="GAO",
            theatre="MLI",
            author=MAJOR,
            passphrase="elevenchars",
        )
    assert not list(tmp_path.iterdir())


def test_its_sorts_stay_in_memory(opened):
    with opened.reading() as session:
        assert session.execute(text("PRAGMA temp_store")).scalar() == 2


def test_neither_key_nor_passphrase_stands_in_a_log(locked, tmp_path, caplog):
    caplog.set_level("DEBUG", logger="sqlalchemy")
    out = tmp_path / "out.watch"
    encrypted_copy(locked, out, "another passphrase", PASSPHRASE)
    open_logbook(locked, passphrase=PASSPHRASE).close()
    assert "FROM alembic_version" in caplog.text  # so it would be heard
    for key in (Key.of_file(PASSPHRASE, locked), Key.of_file("another passphrase", out)):
        told = caplog.text + repr(key)
        for secret in (key.raw.hex(), repr(key.raw), PASSPHRASE, "another passphrase"):
            assert secret not in told


def test_damage_is_told_as_in_a_plain_logbook(locked):
    content = bytearray(locked.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    locked.write_bytes(content)
    with pytest.raises(Damaged, match="damaged"):
        open_logbook(locked, passphrase=PASSPHRASE)


def test_drafts_search_verify_and_rebuild_go_as_ever(opened):
    keep_draft(opened)
    with opened.reading() as session:
        assert len(drafts_of(session)) == 1
        assert IncidentQuery(text="ambush").count(session) == 1
    assert rebuild_rows(opened).problem == ""
    assert verify(opened).problem == ""


def test_an_older_one_is_upgraded_and_stays_encrypted(old_locked):
    with pytest.raises(OlderVersion, match="0001"):
        open_logbook(old_locked, passphrase=PASSPHRASE)
    before = old_locked.read_bytes()
    seen = []

    def look(_done, _of):
        seen.append(
            {name for name, content in files_beside(old_locked).items() if b"SQLite" in content}
        )

    kept = upgrade_logbook(old_locked, look, PASSPHRASE)
    assert seen
    assert set().union(*seen) == set()
    assert kept.read_bytes() == before
    book = open_logbook(old_locked, passphrase=PASSPHRASE)
    with book.reading() as session:
        assert figures(session, IncidentQuery()).total > 10
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == SCHEMA
    assert verify(book).problem == ""
    book.close()
    assert sorted(files_beside(old_locked)) == [old_locked.name, kept.name]


@pytest.mark.parametrize("passphrase", [None, "another passphrase"])
def test_nobody_upgrades_what_he_can_not_open(old_locked, passphrase):
    before = files_beside(old_locked)
    with pytest.raises(Locked):
        upgrade_logbook(old_locked, passphrase=passphrase)
    assert files_beside(old_locked) == before


def test_an_encrypted_copy_holds_every_entry_and_leaves_the_plain_file(sample, tmp_path):
    head = verify(sample).head
    sample.close()
    before = sample.path.read_bytes()
    out = tmp_path / "locked.watch"
    encrypted_copy(sample.path, out, PASSPHRASE)
    assert sample.path.read_bytes() == before
    assert sorted(files_beside(out)) == [out.name, sample.path.name]
    book = open_logbook(out, passphrase=PASSPHRASE)
    assert book.is_encrypted
    assert (verify(book).problem, verify(book).head) == ("", head)
    book.close()


def test_a_copy_with_a_new_passphrase_is_opened_by_no_other(locked, tmp_path):
    out = tmp_path / "new.watch"
    with pytest.raises(Locked):
        encrypted_copy(locked, out, "another passphrase")
    encrypted_copy(locked, out, "another passphrase", PASSPHRASE)
    open_logbook(out, passphrase="another passphrase").close()
    with pytest.raises(WrongPassphrase):
        open_logbook(out, passphrase=PASSPHRASE)
    with pytest.raises(AlreadyExists):
        encrypted_copy(locked, out, "another passphrase", PASSPHRASE)


@pytest.fixture
def watchful(monkeypatch):
    """Let SQLite look up so often that a small logbook is seen being written."""
    monkeypatch.setattr(db.encryption, "STEPS_BETWEEN", 500)


def test_it_is_told_how_far_the_copy_is(sample, tmp_path, watchful):
    told = []
    encrypted_copy(
        sample.path, tmp_path / "x.watch", PASSPHRASE, progress=lambda *at: told.append(at)
    )
    parts = [done for done, _of in told]
    assert parts == sorted(parts)
    assert {of for _done, of in told} == {100}
    assert parts[0] < 50 <= parts[-1] <= 100


@pytest.mark.parametrize("reason", [Stopped, KeyboardInterrupt])
@pytest.mark.parametrize("at", [0, 50])
def test_a_copy_that_is_stopped_leaves_nothing(sample, tmp_path, watchful, reason, at):
    """While it is written, and while it is compared."""
    out = tmp_path / "locked.watch"
    before = files_beside(sample.path)

    def stop(done, _of):
        if done >= at:
            raise reason

    with pytest.raises(reason):
        encrypted_copy(sample.path, out, PASSPHRASE, progress=stop)
    assert not list(tmp_path.glob("locked*"))
    assert files_beside(sample.path)[sample.path.name] == before[sample.path.name]
    encrypted_copy(sample.path, out, PASSPHRASE)  # as if it had never been begun
    assert out.exists()


def lose_remarks(driver, _record):
    """Let every remark that is copied be lost in silence."""
    lost = (sqlcipher3.dbapi2.SQLITE_INSERT, "remark", "copy")
    ignore, ok = sqlcipher3.dbapi2.SQLITE_IGNORE, sqlcipher3.dbapi2.SQLITE_OK
    driver.set_authorizer(
        lambda act, name, _more, file, _by: ignore if (act, name, file) == lost else ok
    )


def test_a_copy_that_is_not_the_same_is_not_kept(sample, tmp_path):
    out = tmp_path / "locked.watch"
    event.listen(Engine, "connect", lose_remarks)
    try:
        with pytest.raises(Damaged, match="not the same"):
            encrypted_copy(sample.path, out, PASSPHRASE)
    finally:
        event.remove(Engine, "connect", lose_remarks)
    assert not list(tmp_path.glob("locked*"))


def test_an_export_never_replaces_an_encrypted_logbook(locked):
    with pytest.raises(AlreadyExists, match="is a logbook"), replacing(locked):
        raise AssertionError("it was let through")
