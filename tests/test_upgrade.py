"""An older logbook is upgraded on a copy, which takes its place only when it verifies."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

import main
from db.errors import Damaged, DiskFull, InUse, LogbookError, OlderVersion, Stopped
from db.figures import figures
from db.query import IncidentQuery
from db.store import SCHEMA, open_logbook
from db.upgrade import upgrade_logbook
from db.verification import verify

OLD = Path(__file__).parent / "logbooks" / "0001.watch"


@pytest.fixture
def old(tmp_path):
    return Path(shutil.copy(OLD, tmp_path / "gao.watch"))


def schema_of(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def test_an_older_logbook_is_not_opened_as_it_is(old):
    with pytest.raises(OlderVersion, match="0001"):
        open_logbook(old)


def test_upgrading_keeps_the_old_file_and_every_entry(old):
    before = old.read_bytes()
    kept = upgrade_logbook(old)
    assert schema_of(old) == SCHEMA
    assert schema_of(kept) == "0001"
    assert kept.read_bytes() == before
    book = open_logbook(old)
    verdict = verify(book)
    with book.reading() as session:
        total = figures(session, IncidentQuery()).total
    book.close()
    assert (verdict.problem, verdict.entries) == ("", 60)
    assert total > 10
    assert sorted(path.name for path in old.parent.iterdir()) == [old.name, kept.name]


def test_a_second_upgrade_keeps_both_old_files(old):
    shutil.copy(old, old.with_name("again.watch"))
    first = upgrade_logbook(old)
    shutil.copy(old.with_name("again.watch"), old)
    assert upgrade_logbook(old) != first


def test_upgrading_stopped_midway_changes_nothing(old):
    before = old.read_bytes()

    def stop(_done, _of):
        raise Stopped

    with pytest.raises(Stopped):
        upgrade_logbook(old, stop)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_a_logbook_that_does_not_verify_is_left_as_it_is(old):
    with closing(sqlite3.connect(old)) as file:
        file.execute("UPDATE incident_revision SET summary = 'x' WHERE id = 3")
        file.commit()
    before = old.read_bytes()
    with pytest.raises(Damaged, match="rows made from it were changed"):
        upgrade_logbook(old)
    assert old.read_bytes() == before


HOLD = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
file.execute("PRAGMA journal_mode = WAL")
file.execute("SELECT count(*) FROM journal").fetchone()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_logbook_in_use_by_another_process_is_left_as_it_is(old):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLD, old], **pipes) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(InUse):
            upgrade_logbook(old)
        other.stdin.close()
    assert schema_of(old) == "0001"
    upgrade_logbook(old)


def test_a_command_upgrades_what_it_is_given_and_says_so(old, capsys):
    assert main.main(["verify", str(old)]) == 0
    told = capsys.readouterr().err
    assert "older Watchkeeper" in told
    assert "before-upgrade-1" in told


WRITE = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], timeout=0.1)
file.execute("CREATE TABLE written_meanwhile (n)")
"""


def test_nobody_writes_in_the_old_file_while_its_copy_is_verified(old):
    told = []

    def write(_done, _of):
        other = [sys.executable, "-c", WRITE, old]
        told.append(subprocess.run(other, capture_output=True, text=True, check=False).stderr)

    upgrade_logbook(old, write)
    assert "locked" in told[0]


@pytest.mark.parametrize("pages", [40, 90])
def test_a_full_disk_stops_the_upgrade_and_nothing_is_left_on_it(old, pages):
    """The copy itself, of 84 pages, or the first migration is told what a full disk tells."""

    def fill(file, _record):
        file.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", fill)
    try:
        with pytest.raises(DiskFull):
            upgrade_logbook(old)
    finally:
        event.remove(Engine, "connect", fill)
    assert [path.name for path in old.parent.iterdir()] == [old.name]
    assert schema_of(old) == "0001"


def test_of_two_upgrades_at_once_the_first_is_done_and_the_second_told_to_wait(old):
    told = []

    def again(_done, _of):
        with pytest.raises(InUse) as refused:
            upgrade_logbook(old)
        told.append(refused.value.remedy)

    kept = upgrade_logbook(old, again)
    assert "Close it there" in told[0]
    assert sorted(path.name for path in old.parent.iterdir()) == [old.name, kept.name]
    assert schema_of(old) == SCHEMA


def test_who_could_not_read_the_old_file_can_not_read_the_new_one(old):
    old.chmod(0o600)
    upgrade_logbook(old)
    assert old.stat().st_mode & 0o777 == 0o600


def test_a_link_to_a_logbook_keeps_pointing_to_it(old):
    link = old.with_name("link.watch")
    link.symlink_to(old)
    upgrade_logbook(link)
    assert link.is_symlink()
    assert schema_of(old) == SCHEMA


def test_a_place_that_can_not_be_taken_leaves_everything_as_it_was(old, monkeypatch):
    before = old.read_bytes()

    def refuse(_self, _target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LogbookError, match="Permission denied"):
        upgrade_logbook(old)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]
