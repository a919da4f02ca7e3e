"""Commands on an encrypted logbook: where the passphrase comes from, and that nobody sees it."""

import os
import re
import shutil
import sys

import pytest
from conftest import PASSPHRASE
from test_command_line import LINE, NO_OVERRIDE, ROOT, run

SECRET = b"Patrol ambushed north of Gao"


@pytest.fixture
def variable(monkeypatch):
    monkeypatch.setenv("WATCHKEEPER_PASSPHRASE", PASSPHRASE)


def test_commands_take_the_passphrase_from_the_variable(variable, tmp_path):
    path = tmp_path / "gao.watch"
    station = ("--mission", "MIN", "--station", "GAO", "--theatre", "MLI", "--officer", "Maj. A.")
    assert run("new", path, *station, "--encrypted").returncode == 0
    assert run("log", path, fed=LINE).out.strip().endswith("-0001")
    assert "chain and rows whole" in run("verify", path).out
    assert run("export", path, tmp_path / "o.csv").returncode == 0
    assert SECRET not in path.read_bytes()
    assert b"SQLite" not in path.read_bytes()


def test_a_command_upgrades_an_encrypted_logbook(variable, old_locked):
    ran = run("verify", old_locked)
    assert ran.returncode == 0
    assert "before-upgrade-1" in ran.err
    assert b"SQLite format 3" not in old_locked.read_bytes()


def test_a_command_encrypts_a_plain_logbook_beside_it(variable, sample_file, tmp_path):
    out = tmp_path / "locked.watch"
    ran = run("encrypt", sample_file, out)
    assert ran.returncode == 0
    assert "delete it yourself" in ran.err
    assert "chain and rows whole" in run("verify", out).out


def test_a_wrong_variable_is_told_and_never_printed(locked, monkeypatch):
    monkeypatch.setenv("WATCHKEEPER_PASSPHRASE", "another passphrase")
    ran = run("verify", locked)
    assert ran.returncode == 1
    assert "does not open" in ran.err
    assert "another passphrase" not in ran.err + ran.out
    assert len(ran.err.splitlines()) == 1  # SQLCipher itself says nothing


def test_without_terminal_and_variable_it_is_said_what_to_do(locked, monkeypatch):
    monkeypatch.delenv("WATCHKEEPER_PASSPHRASE", raising=False)
    if shutil.which("setsid") is None:
        pytest.skip("no setsid to leave the terminal with")
    ran = run("verify", locked, fed=f"{PASSPHRASE}\n", before=["setsid", "-w"])
    assert (ran.returncode, ran.out) == (1, "")
    assert "set WATCHKEEPER_PASSPHRASE for a script" in ran.err


def at_a_terminal(*arguments, typed):
    """Run a command at a terminal of its own, answer each prompt; return its end and its words."""
    pid, terminal = pytest.importorskip("pty").fork()  # Windows has none
    if pid == 0:
        os.execv(sys.executable, [sys.executable, str(ROOT / "main.py"), *map(str, arguments)])
    shown, answers = b"", list(typed)
    while True:
        try:
            got = os.read(terminal, 1000)
        except OSError:  # so Linux says that the other side has gone
            break
        shown += got
        if not got:
            break
        if answers and got.rstrip(b" ").endswith(b":"):
            os.write(terminal, f"{answers.pop(0)}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


def test_at_a_terminal_the_passphrase_is_asked_and_not_shown(locked, monkeypatch):
    monkeypatch.delenv("WATCHKEEPER_PASSPHRASE", raising=False)
    ended, shown = at_a_terminal("verify", locked, typed=[PASSPHRASE])
    assert ended == 0
    assert "chain and rows whole" in shown
    assert PASSPHRASE not in shown


@pytest.mark.parametrize(
    ("typed", "ended", "told"),
    [
        ([PASSPHRASE, PASSPHRASE], 0, "Made"),
        ([PASSPHRASE, "another one of them"], 1, "The two are not the same"),
        (["short"], 1, "at least 12 characters"),
    ],
)
def test_a_new_passphrase_is_asked_twice(sample_file, tmp_path, monkeypatch, typed, ended, told):
    monkeypatch.delenv("WATCHKEEPER_PASSPHRASE", raising=False)
    out = tmp_path / "locked.watch"
    was, shown = at_a_terminal("encrypt", sample_file, out, typed=typed)
    assert (was, told in shown, out.exists()) == (ended, True, ended == 0)
    assert "loses the log" in shown


def test_at_a_terminal_it_is_seen_how_far_the_copy_is(sample_file, tmp_path, monkeypatch):
    monkeypatch.setenv("WATCHKEEPER_PASSPHRASE", PASSPHRASE)
    ended, shown = at_a_terminal("encrypt", sample_file, tmp_path / "locked.watch", typed=[])
    assert ended == 0
    assert re.search(r"\r\d+ %\r", shown)


@pytest.mark.parametrize("protected", ["medium", "file"])
def test_a_read_only_medium_is_read(locked, variable, protected):
    locked.chmod(0o444)
    if protected == "medium":
        locked.parent.chmod(0o555)
    bound = ["setpriv", f"--bounding-set={NO_OVERRIDE}", f"--inh-caps={NO_OVERRIDE}"]
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root overrides permission bits, and setpriv is not here to stop it")
    before = bound if os.geteuid() == 0 else []
    try:
        assert run("verify", locked, before=before).returncode == 0
        assert "can only be read" in run("log", locked, fed=LINE, before=before).err
    finally:
        locked.parent.chmod(0o755)
