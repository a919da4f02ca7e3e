"""The commands, run as a newcomer runs them: what they print, where, and how they end."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from conftest import AMBUSH
from sqlalchemy import event

from db import acts
from db.content import TYPED
from db.errors import (
    Damaged,
    DiskFull,
    InUse,
    LogbookError,
    NewerVersion,
    NoSuchFile,
    NotALogbook,
    ReadOnly,
)
from db.store import open_logbook
from db.verification import verify

ROOT = Path(__file__).parent.parent
NO_OVERRIDE = "-dac_override,-dac_read_search"
LINE = json.dumps(AMBUSH)


def run(*arguments, fed=None, before=()):
    """Run a command and return what became of it; no traceback is ever shown."""
    if isinstance(fed, str):
        fed = fed.encode()
    ran = subprocess.run(
        [*before, sys.executable, ROOT / "main.py", *map(str, arguments)],
        input=fed,
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    ran.out, ran.err = ran.stdout.decode(), ran.stderr.decode()
    assert "Traceback" not in ran.err, ran.err
    return ran


def refused(*arguments, **given):
    """Run a command that the world says no to: exit 1, nothing on standard output."""
    ran = run(*arguments, **given)
    assert (ran.returncode, ran.out) == (1, "")
    return ran.err


@pytest.fixture
def log_file(sample):
    sample.close()
    return sample.path


@pytest.fixture
def fresh(book):
    book.close()
    return book.path


def bytes_of(path):
    """Everything the file holds, its write-ahead log folded in."""
    with closing(sqlcipher3.dbapi2.connect(str(path))) as other:
        made = list(other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        return made, [list(other.execute(f'SELECT * FROM "{name}"')) for name, _sql in made]


def test_new_logbook_logs_and_verifies(tmp_path):
    path = tmp_path / "gao.watch"
    said = run("new", path, "--mission", "MIN", "--station", "GAO", "--theatre", "MLI",
               "--officer", "Maj. A.")  # fmt: skip
    assert (said.returncode, said.out) == (0, "")
    logged = run("log", path, fed=LINE)
    assert logged.returncode == 0
    assert logged.out.startswith("MIN-GAO-")
    assert logged.out.endswith("-0001\n")
    assert run("verify", path).out.startswith("4 entries, chain and rows whole; head ")


def test_new_logbook_needs_its_options():
    ran = run("new", "x.watch", "--mission", "MIN")
    assert ran.returncode == 2
    assert "--station" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["log"],
        ["figures", "x.watch"],
        ["figures", "x.watch", "--period", "May"],
        ["figures", "x.watch", "--period", "2016-05-31/2016-05-01"],
        ["figures", "x.watch", "--period", "2016-05-31", "--as-of", "soon"],
        ["export", "x.watch"],
        ["report", "x.watch", "novel", "x.pdf", "--period", "2016-05-31"],
        ["verify", "x.watch", "extra"],
    ],
)
def test_wrong_arguments_end_with_2(arguments):
    ran = run(*arguments)
    assert ran.returncode == 2
    assert "usage:" in ran.err


def test_help_lists_the_commands_and_every_field():
    for command in ("new", "sample", "log", "report", "export", "figures", "verify"):
        assert command in run("--help").out
    told = run("log", "--help").out
    for known in TYPED:
        assert f"  {known.name} " in told
    assert "un_contingent" in run("log", "--help").out or "category" in told
    assert "roadside_ied" in told


def test_sample_is_made_and_never_twice(tmp_path):
    path = tmp_path / "s.watch"
    assert run("sample", path).returncode == 0
    before = bytes_of(path)
    assert "Choose another name" in refused("sample", path)
    assert bytes_of(path) == before


def test_refused_lines_are_named_and_the_rest_goes_on(fresh):
    lines = [
        LINE,
        "",
        "{not json",
        '["a list"]',
        json.dumps({**AMBUSH, "colour": "red", "casualties": [{"category": "civilian"}]}),
        json.dumps({**AMBUSH, "occurred": None}),
        b"\xff\xfe".decode("latin-1"),
        LINE,
        "1" * 5000,
        json.dumps({**AMBUSH, "summary": "\ud83d"}),
        "[" * 100_000,
        LINE,
    ]
    fed = "\n".join(lines).encode("utf-8")
    ran = run("log", fresh, fed=fed)
    assert ran.returncode == 1
    assert [number[-4:] for number in ran.out.split()] == ["0001", "0002", "0003"]
    told = ran.err.splitlines()
    assert told[0].startswith("line 3: refused: not JSON")
    assert told[1] == "line 4: refused: not an object in braces"
    assert told[2] == "line 5: refused: colour: there is no such field"
    assert told[3].startswith("line 5: refused: casualties: row 1, outcome: is required")
    assert told[4] == "line 6: refused: occurred: is required"
    assert told[5].startswith("line 7: refused: not JSON")
    assert told[6].startswith("line 9: refused: not JSON")
    assert told[7].startswith("line 10: refused: summary: half a character")
    assert told[8].startswith("line 11: refused: not JSON")
    assert told[9].startswith("8 lines were refused")
    assert run("verify", fresh).returncode == 0


def test_bytes_that_are_no_utf_8_are_refused_by_line(fresh):
    ran = run("log", fresh, fed=b"\xff\xfe{}\n" + LINE.encode())
    assert ran.returncode == 1
    assert ran.err.startswith("line 1: refused: not JSON")
    assert ran.out.endswith("0001\n")


def test_byte_order_mark_empty_lines_and_carriage_returns_do_no_harm(fresh, tmp_path):
    source = tmp_path / "lines.jsonl"
    source.write_bytes(b"\xef\xbb\xbf" + LINE.encode() + b"\r\n\r\n  \r\n" + LINE.encode())
    ran = run("log", fresh, source)
    assert (ran.returncode, ran.err) == (0, "")
    assert len(ran.out.split()) == 2


def test_doubt_is_told_and_the_line_is_logged(fresh):
    ran = run("log", fresh, fed=json.dumps({**AMBUSH, "region": "Kidal"}))
    assert ran.returncode == 0
    assert ran.err.startswith("line 1: doubtful: region:")


def test_lines_from_a_file_that_is_missing(fresh, tmp_path):
    assert "Nothing was logged" in refused("log", fresh, tmp_path / "none.jsonl")


def test_another_officer_may_write_if_enrolled(fresh):
    assert run("log", fresh, "--officer", "Capt. B.", fed=LINE).returncode == 0
    assert "Name an enrolled officer" in refused("log", fresh, "--officer", "X.", fed=LINE)


def test_reader_that_goes_away_is_no_fault_of_ours(log_file):
    """`main.py log FILE | head -1` ends quietly, and what was logged stays."""
    piped = f"{sys.executable} {ROOT / 'main.py'} log {log_file} | head -1"
    ran = subprocess.run(
        piped, shell=True, input=f"{LINE}\n".encode() * 200, capture_output=True, check=False
    )
    assert b"Traceback" not in ran.stderr
    assert run("verify", log_file).returncode == 0


def test_figures_of_the_sample_as_json(log_file):
    told = json.loads(run("figures", log_file, "--period", "2016-05-18/2016-05-31", "--json").out)
    assert told["period"] == {"from": "2016-05-18", "to": "2016-05-31"}
    assert set(told["incidents"]) == {"total", "by_type", "by_region", "by_target", "by_status"}
    assert set(told["left_out"]) == {"struck", "duplicate"}
    assert run("figures", log_file, "--period", "2016-05-31").out.count("\n") > 1


def test_export_says_how_many_and_where(log_file, tmp_path):
    out = tmp_path / "out.csv"
    ran = run("export", log_file, out, "--period", "2016-05-18/2016-05-31")
    assert ran.returncode == 0
    assert str(out) in ran.out
    assert "Choose a folder that exists" in refused("export", log_file, tmp_path / "no" / "o.csv")


@pytest.mark.parametrize("command", ["verify", "log", "figures", "export"])
def test_missing_file_has_its_remedy(tmp_path, command):
    more = {"figures": ["--period", "2016-05-31"], "export": [tmp_path / "o.csv"]}.get(command, [])
    assert "Check the name" in refused(command, tmp_path / "none.watch", *more, fed="")
    assert list(tmp_path.iterdir()) == []


def other_database(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (name)")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"dear diary"),
        lambda path: path.write_bytes(b"SQLite format 3\0" + b"junk" * 500),
        lambda path: path.mkdir(),
        other_database,
    ],
    ids=["empty", "text", "half_a_header", "folder", "another_database"],
)
def test_what_is_no_logbook_is_left_as_it_is(tmp_path, make):
    path = tmp_path / "x.watch"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotALogbook) as said:
        open_logbook(path)
    assert said.value.remedy
    refused("verify", path)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_logbook_of_a_newer_version_is_left_as_it_is(log_file):
    with closing(sqlite3.connect(log_file)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    before = bytes_of(log_file)
    with pytest.raises(NewerVersion):
        open_logbook(log_file)
    assert "Install the newer version" in refused("log", log_file, fed=LINE)
    assert bytes_of(log_file) == before


def test_logbook_in_use_is_not_written(fresh, book, author):
    """Another process holds it: the line is not lost in silence, and nothing is half written."""
    before = bytes_of(fresh)
    with closing(sqlcipher3.dbapi2.connect(str(fresh), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "in use by another process" in refused("log", fresh, fed=LINE)
        with pytest.raises(InUse):
            acts.log(book, author, AMBUSH)
        assert run("verify", fresh).returncode == 0  # reading goes on
        other.execute("ROLLBACK")
    assert bytes_of(fresh) == before
    assert run("log", fresh, fed=LINE).returncode == 0


@pytest.fixture
def as_user(log_file):
    """What to put before a command so that permission bits bind root too."""
    if os.geteuid() != 0:
        yield []
    elif not shutil.which("setpriv"):
        pytest.skip("root overrides permission bits, and setpriv is not here to stop it")
    else:
        yield ["setpriv", f"--bounding-set={NO_OVERRIDE}", f"--inh-caps={NO_OVERRIDE}"]
    log_file.parent.chmod(0o755)


@pytest.mark.parametrize("protected", ["medium", "file"])
def test_read_only_logbook_is_read_but_not_written(log_file, as_user, protected):
    log_file.chmod(0o444)
    if protected == "medium":
        log_file.parent.chmod(0o555)
    before = log_file.read_bytes()
    assert run("verify", log_file, before=as_user).returncode == 0
    said = refused("log", log_file, fed=LINE, before=as_user)
    assert "can only be read" in said
    assert "Copy the logbook" in said
    assert log_file.read_bytes() == before


def test_new_logbook_on_a_read_only_medium_is_refused(log_file, as_user):
    log_file.parent.chmod(0o555)
    assert "Choose another folder" in refused(
        "sample", log_file.parent / "new.watch", before=as_user
    )


def test_full_disk_loses_nothing(book, author):
    """The page limit of SQLite stands for the disk: the act fails whole, room makes it go on."""
    first = acts.log(book, author, AMBUSH)
    with book.engine.connect() as connection:
        limit = connection.exec_driver_sql("PRAGMA page_count").scalar() + 2
    book.engine.dispose()
    event.listen(
        book.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {limit}")
    )
    with pytest.raises(DiskFull) as said:
        acts.log(book, author, {**AMBUSH, "narrative": "x" * 100_000})
    assert "Free some space" in said.value.remedy
    assert verify(book).problem == ""
    book.engine.dispose()
    limit *= 10
    assert acts.log(book, author, AMBUSH).number[-1] == "2"
    assert first.number[-1] == "1"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_full_disk_keeps_the_older_export(log_file, tmp_path, monkeypatch):
    out = tmp_path / "out.csv"
    out.write_text("older")
    (tmp_path / ".out.csv.part").symlink_to("/dev/full")
    said = refused("export", log_file, out)
    assert os.strerror(errno.ENOSPC) in said
    assert out.read_text() == "older"


@pytest.mark.parametrize("page", range(1, 12))
def test_damaged_logbook_is_told_and_not_made_worse(log_file, page):
    """A run of pages overwritten: every command says so, none writes, none shows a traceback."""
    size = 4096
    whole = log_file.read_bytes()
    step = len(whole) // size // 12
    start = page * step * size
    log_file.write_bytes(whole[:start] + b"\xa5" * size * step + whole[start + size * step :])
    said = refused("verify", log_file)
    assert "backup" in said or "rebuild" in said
    ran = run("figures", log_file, "--period", "2016-05-18/2016-05-31")
    assert ran.returncode in (0, 1)
    assert run("log", log_file, fed=LINE).returncode in (0, 1)


def test_truncated_logbook_is_told(log_file):
    log_file.write_bytes(log_file.read_bytes()[:-100_000])
    said = refused("verify", log_file)
    assert "damaged" in said
    assert "Copy the file" in said


def test_every_error_of_the_world_has_its_remedy():
    kinds = LogbookError.__subclasses__()
    assert {NoSuchFile, NotALogbook, NewerVersion, InUse, ReadOnly, DiskFull, Damaged} <= set(kinds)
    assert str(LogbookError("It broke.", "Mend it.")) == "It broke. Mend it."


def test_an_export_never_replaces_a_logbook(log_file, tmp_path):
    before, named = bytes_of(log_file), log_file.rename(tmp_path / "named.pdf")
    asked = ("--period", "2016-05-31")
    assert "is a logbook" in refused("export", named, named)
    assert "is a logbook" in refused("report", named, "sitrep", named, *asked)
    assert bytes_of(named) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no question mark in a name")
def test_a_name_with_signs_of_an_address_is_a_name_like_others(tmp_path):
    odd = tmp_path / "a?mode=memory&x=1 #2 %41.watch"
    assert run("sample", odd).returncode == 0
    assert "chain and rows whole" in run("verify", odd).out
    assert sorted(path.name for path in tmp_path.iterdir()) == [odd.name]


def test_a_clock_that_no_place_has_is_refused(tmp_path):
    path = tmp_path / "new.watch"
    given = ("--mission", "MIN", "--station", "GAO", "--theatre", "MLI", "--officer", "Maj. A.")
    assert "No place is 2000 minutes off" in refused("new", path, *given, "--utc-offset", "2000")
    assert not path.exists()
