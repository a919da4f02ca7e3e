"""The power goes at any moment: what was printed is in the file, and the log is whole."""

import json
import os
import random
import secrets
import subprocess
import sys
import time
from pathlib import Path

from conftest import AMBUSH, MAJOR

from db.creation import create_logbook
from db.query import IncidentQuery
from db.store import open_logbook
from db.verification import verify

ROOT = Path(__file__).parent.parent
KILLS = 100
AT_ONCE = 2
LINE = json.dumps({**AMBUSH, "narrative": "Fed while the power fails. " * 4}).encode() + b"\n"
LINES = 120
FED = LINE * LINES
MOST_WAITED_FOR = 20  # numbers seen before the kill; more would only cost time


def test_nothing_printed_is_lost_when_the_process_is_killed(tmp_path):
    """SIGKILL at 100 random moments of `log`: no number is lost, no serial is missing."""
    seed = int(os.environ.get("POWER_CUT_SEED") or secrets.randbits(32))
    sys.stdout.write(f"POWER_CUT_SEED={seed}\n")  # shown if the test fails
    chance = random.Random(seed)
    assert len(FED) < 64 * 1024, "a pipe holds no more, and writing would wait for the dead"
    logs = {new_logbook(tmp_path / f"{place}.watch"): set() for place in range(AT_ONCE)}
    cut_short = 0
    for _round in range(KILLS // AT_ONCE):
        feeding = {path: fed(path) for path in logs}
        for path, printed in {path: killed(one, chance) for path, one in feeding.items()}.items():
            cut_short += len(printed) < LINES
            assert not printed & logs[path], "a number was given twice"
            logs[path] |= printed
            assert_whole(path, logs[path])
    assert cut_short == KILLS, "some were killed after they had done all their work"


def new_logbook(path):
    create_logbook(path, mission="MIN", station="GAO", theatre="MLI", author=MAJOR).close()
    return path


def fed(path):
    """Start `log` on the logbook with a pipe full of lines, and leave the pipe open."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "main.py", "log", path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    process.stdin.write(FED)
    return process


def killed(process, chance):
    """Kill at a random moment after a random number of lines; return every number printed."""
    out = b""
    for _number in range(chance.randrange(MOST_WAITED_FOR)):
        out += process.stdout.readline()
    time.sleep(chance.uniform(0, 0.01))
    process.kill()
    out += process.stdout.read()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    whole, _newline, _half = out.decode().rpartition("\n")
    return set(whole.split())


def assert_whole(path, printed):
    book = open_logbook(path)
    assert verify(book).problem == ""
    with book.reading() as session:
        rows = list(IncidentQuery().stream(session))
    book.close()
    numbers = {row.number for row in rows}
    assert printed <= numbers
    assert {int(number.split("-")[-1]) for number in numbers} == set(range(1, len(rows) + 1))
