"""The handover on paper: one line that says it all, the lists, and two places to sign."""

import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from db import acts
from db.drafts import DraftKept, keep
from db.errors import LogbookError, Stopped
from db.handover import MOST
from tests.conftest import MAJOR
from tests.paper import write_handover

ARABIC = "هجوم على القافلة شمال غاو"


def text_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "handover.pdf"


@pytest.fixture
def told(book):
    """Log an incident with those fields."""

    def log(**fields):
        plain = {"occurred": "311430Z MAY 16", "type": "OTH", "summary": "something"}
        return acts.log(book, MAJOR, {**plain, **fields}).subject

    return log


def test_the_sample_is_handed_over_number_by_number(sample, path):
    sample.clock = lambda: datetime(2016, 6, 8, 18, 0, tzinfo=UTC)
    assert write_handover(sample, path) == ()
    text = text_of(path)
    for words in (
        "Watch handover 081800Z JUN 16",
        "Watch since 010602Z JUN 16, Maj. A.: 3 new, 3 amended, 15 unverified, 6 follow-ups due.",
        "Watch Maj. A. (duty officer)",
        "GAO-0023 INITIAL 010640Z JUN 16 Hoax, Gao 0 0 Suspicious object",
        "GAO-0021 VERIFIED 312045Z MAY 16 VBIED, Gao 1 13 Vehicle-borne IED",
        "15 in the whole log; here those of this watch",
        "201200Z MAY 16 OVERDUE GAO-0008",
        "NIL. No draft is left.",
        "NIL. No report was written.",
        "Remarks since the watch was taken: NIL.",
        "Handed over Maj. A. duty officer DTG Taken over Rank and name Appointment DTG",
    ):
        assert words in text, words
    assert "MIN-GAO HANDOVER DRAFT" in text


def test_an_empty_watch_says_so_in_words(book, path):
    write_handover(book, path)
    text = text_of(path)
    assert "0 new, 0 amended, 0 unverified, 0 follow-ups due." in text
    for words in (
        "NIL. Nothing was logged.",
        "NIL. Nothing logged before was amended, reopened or struck.",
        "NIL. Everything of this watch is verified.",
        "NIL. No follow-up is due.",
    ):
        assert words in text, words


def test_to_whom_it_goes_what_it_corrects_and_who_approved_it_are_told(book, path):
    number = "MIN-GAO-HANDOVER-2016-0001"
    typed = {"to": "sector east", "info": "sector north", "reference": "order 7"}
    write_handover(book, path, **typed, approved="Col. C.", replaces=number)

    for words in (
        "To sector east",
        "Info sector north",
        f"Corrects and replaces {number}; order 7",
        "Approved Col. C.",
    ):
        assert words in text_of(path)


def test_one_follow_up_is_no_follow_ups(told, book, path):
    told(follow_up_due="011200Z JUN 16")
    write_handover(book, path)
    assert "1 new, 0 amended, 1 unverified, 1 follow-up due." in text_of(path)
    assert "011200Z JUN 16 open GAO-0001" in text_of(path)


def test_drafts_and_reports_are_listed(book, path, clock):
    typed = {"place": "Gao", "summary": "Shots at the gate", "casualties": [1]}
    keep(book, DraftKept("one", None, typed, "", clock.at, clock.at, str(MAJOR)))
    keep(book, DraftKept("two", "one", {}, "", clock.at, clock.at, ""))
    acts.wrote_report(book, MAJOR, "flash", "flash-0021.pdf", "ab" * 32)
    write_handover(book, path)
    text = text_of(path)
    assert "311500Z MAY 16 Maj. A. new incident Gao · Shots at the gate" in text
    assert "311500Z MAY 16 nobody on watch amendment n/k" in text
    assert "311500Z MAY 16 Maj. A. FLASH flash-0021.pdf" in text


def test_a_number_nobody_knows_is_not_zero(told, book, path):
    told()
    write_handover(book, path)
    assert "Other n/k n/k something" in text_of(path)


def test_the_highest_sensitivity_listed_stands_on_every_page(told, book, path):
    told()
    told(sensitivity="confidential")
    write_handover(book, path)
    for page in PdfReader(path).pages:
        assert page.extract_text().count("CONFIDENTIAL") == 2


@pytest.mark.parametrize(
    "typed", ["<b>bold</b> & <para> &amp; 5 < 6", "\U0001fae8", ARABIC, "x" * 600, "ⵜⴰⵎⴰⵣⵉⵖⵜ"]
)
def test_whatever_was_typed_it_is_written(told, book, path, typed):
    told(summary=typed, place=typed[:100], follow_up_due="011200Z JUN 16")
    missing = write_handover(book, path)
    assert missing == (("U+1FAE8",) if typed == "\U0001fae8" else ())
    assert typed.startswith(("x", ARABIC, "\U0001fae8")) or typed in text_of(path)
    assert "End of text" in text_of(path)


def test_what_is_not_listed_is_counted(told, book, path):
    for _number in range(MOST + 1):
        told()
    write_handover(book, path)
    assert f"{MOST + 1} in all; {MOST} listed, the log has the rest" in text_of(path)


def test_the_same_log_at_the_same_moment_gives_the_same_bytes(sample, tmp_path):
    sample.clock = lambda: datetime(2016, 6, 30, tzinfo=UTC)
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        write_handover(sample, path)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_file_is_sound(sample, path):
    write_handover(sample, path)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_stopping_keeps_the_old_file(book, path):
    path.write_bytes(b"yesterday's")

    def stop(done, of):
        raise Stopped

    with pytest.raises(Stopped):
        write_handover(book, path, stop)
    assert path.read_bytes() == b"yesterday's"


def test_a_place_that_is_not_there_is_said_with_its_remedy(book, tmp_path):
    with pytest.raises(LogbookError) as told:
        write_handover(book, tmp_path / "nowhere" / "handover.pdf")
    assert told.value.remedy
