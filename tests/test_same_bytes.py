"""The same log gives the same reports, byte for byte: made twice, reopened, in other processes."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from db.store import open_logbook
from db.vocabulary import Language, ReportKind
from exports.reports.make import make_report, report_text
from tests.test_plain_text import NOW, ordered

ROOT = Path(__file__).parent.parent


def digests(log, kind, language):
    """Return the SHA-256 of the report as PDF and as text."""
    made = make_report(log, ordered(log, kind, language=language))
    text = report_text(made.content, kind).encode()
    return sha256(made.pdf).hexdigest(), sha256(text).hexdigest()


def french_digests(path):
    """Return those of every kind in French, from the logbook opened at one moment."""
    log = open_logbook(path, clock=lambda: NOW)
    try:
        return {kind: digests(log, kind, Language.FRENCH) for kind in ReportKind}
    finally:
        log.close()


@pytest.mark.parametrize("kind", ReportKind)
def test_a_report_made_twice_and_from_the_logbook_reopened_is_the_same(sample, kind):
    sample.clock = lambda: NOW
    first = digests(sample, kind, Language.ENGLISH)
    assert digests(sample, kind, Language.ENGLISH) == first

    sample.close()
    again = open_logbook(sample.path, clock=lambda: NOW)
    assert digests(again, kind, Language.ENGLISH) == first
    again.close()


def test_processes_that_hash_differently_make_the_same_reports(sample):
    sample.close()
    told = {in_a_process(sample.path, seed) for seed in ("1", "2")}

    assert len(told) == 1
    assert len(told.pop().splitlines()) == len(ReportKind)


def in_a_process(path, seed):
    """Return what another process makes of the logbook, with that seed for its hashes."""
    return subprocess.run(
        [sys.executable, "-m", "tests.test_same_bytes", str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout


if __name__ == "__main__":
    for named, found in french_digests(Path(sys.argv[1])).items():
        print(named, *found)  # noqa: T201
