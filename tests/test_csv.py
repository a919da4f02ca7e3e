"""CSV: whatever was typed leaves unharmed, harms no spreadsheet, and is read back unchanged."""

import csv
from datetime import UTC, datetime

import pytest
from conftest import AMBUSH
from hypothesis import given
from hypothesis import strategies as st

from db import acts
from db.errors import LogbookError
from db.query import IncidentQuery
from db.spreadsheet import harmless
from exports.csv import HEAD, write_csv
from tests.generator import generate

HARD = [
    "=HYPERLINK('http://x')",
    "+223 70 00 00 00",
    "-1",
    "@SUM(A1)",
    "'quoted'",
    "''",
    "<b>bold</b> & <script>",
    'say "again", please; or\tnot',
    "🚁 helicopter",
    "كمين شمال كيدال",
    "ⴰⵣⵓⵍ ⴽⵉⴷⴰⵍ",
    "Sévaré / Ténenkou",
    "one\n\ntwo\n=three",
    "x" * 20_000,
    "0012",
    "1e5",
    "NULL",
]


def restored(cell):
    """The text from which `harmless` made the cell."""
    return cell[1:] if cell.startswith("'") else cell


class Stopped(Exception):
    """The officer cancelled."""


def exported(book, path, query=None):
    assert write_csv(book, query or IncidentQuery(), path) >= 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("text", HARD, ids=lambda text: text[:12])
def test_whatever_was_typed_is_read_back_unchanged(book, author, tmp_path, text):
    acts.log(book, author, {**AMBUSH, "narrative": text, "place": text[:200], "position": ""})
    (row,) = exported(book, tmp_path / "out.csv")
    assert restored(row["narrative"]) == text
    assert restored(row["place"]) == " ".join(text[:200].split())
    assert not row["narrative"].startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text())
def test_every_text_is_harmless_and_restored(text):
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert restored(cell) == text


def test_a_row_holds_every_field_times_in_utc_and_the_position(book, author, tmp_path):
    number = acts.log(book, author, {**AMBUSH, "tags": ["night", "=x"]}).number
    (row,) = exported(book, tmp_path / "out.csv")
    assert tuple(row) == HEAD
    assert restored(row["number"]) == number
    assert row["occurred"] == "2016-05-31T14:30:00.000Z"
    assert row["timezone"] == "UTC"
    assert row["position"] == "30QZD1583604274"
    assert (row["type"], row["status"], row["killed"]) == ("DIR", "initial", "2")
    assert (round(float(row["latitude"]), 4), round(float(row["longitude"]), 4)) == (
        16.2988,
        -0.0447,
    )
    assert row["tags"] == "night; =x"
    assert row["damage"] == ""


def test_not_reported_is_empty_and_none_is_nought(book, author, tmp_path):
    acts.log(book, author, {**AMBUSH, "casualties": []})
    acts.log(book, author, {**AMBUSH, "casualties": [], "effect": "none"})
    rows = exported(book, tmp_path / "out.csv", IncidentQuery(order=()))
    assert sorted(row["killed"] for row in rows) == ["", "0"]


def test_file_begins_with_a_byte_order_mark(book, tmp_path):
    write_csv(book, IncidentQuery(), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_rows_are_those_known_at_the_moment(sample, tmp_path):
    then = IncidentQuery(as_of=datetime(2016, 6, 1, 12, tzinfo=UTC))
    before, after = exported(sample, tmp_path / "a.csv", then), exported(sample, tmp_path / "b.csv")
    assert sum(int(row["killed_un"] or 0) for row in before) == 13
    assert sum(int(row["killed_un"] or 0) for row in after) == 13
    assert before != after


def test_stopped_export_leaves_the_older_file(tmp_path):
    book = generate(tmp_path / "long.watch", 600)  # it reports every 500 rows
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "out.csv").write_text("older")

    def stop(done, of):
        raise Stopped(f"{done} of {of}")

    with pytest.raises(Stopped, match="500 of 600"):
        write_csv(book, IncidentQuery(), folder / "out.csv", stop)
    book.close()
    assert [found.read_text() for found in folder.iterdir()] == ["older"]


def test_folder_that_is_missing_is_named(sample, tmp_path):
    with pytest.raises(LogbookError, match="There is no folder"):
        write_csv(sample, IncidentQuery(), tmp_path / "none" / "out.csv")
