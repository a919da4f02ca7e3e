"""Wrong input is refused at the field it stands in, and nothing of it reaches the log."""

import json

import pytest
from conftest import AMBUSH
from keyboard import entries, press_alt, put_up_form, said, save, write, write_in
from PySide6.QtWidgets import QApplication
from test_command_line import run

from db import acts
from db.errors import BadContent
from db.verification import verify
from gui.desk import Desk

ONE = {"category": "civilian", "outcome": "killed", "best": 1}
WRONG = [
    ("casualties", [{**ONE, "best": "two"}], "row 1, best: “two” is not a number of people"),
    ("casualties", [{**ONE, "best": "1x"}], "row 1, best: “1x” is not a number of people"),
    ("casualties", [{**ONE, "best": "1O"}], "row 1, best: “1O” is not a number of people"),
    ("casualties", [ONE, {**ONE, "best": "-3"}], "row 2, best: “-3” is not a number of people"),
    ("casualties", [{**ONE, "best": -3}], "row 1, best: “-3” is not a number of people"),
    ("casualties", [{**ONE, "best": 1.5}], "row 1, best: “1.5” is not a number of people"),
    ("casualties", [{**ONE, "best": "٣"}], "row 1, best: “٣” is not a number of people"),
    ("casualties", [{**ONE, "low": 5, "best": 1}], "row 1: low 5, best 1, high 1 are not in order"),
    ("casualties", [{**ONE, "best": 5, "high": 4}], "low 5, best 5, high 4 are not in order"),
    (
        "casualties",
        "un mil 2li 1x",
        "“1x” is not known. Use k, dow, si, li, m, a, r, d: 1k = 1 kil",
    ),
    ("casualties", "-3 civ k", "“-3” is not known"),
    ("casualties", "8-5-10 civ k", "low 8, best 5, high 10 are not in order"),
    ("casualties", "2 k", "Whose are the 2?"),
    ("casualties", "five TCD k", "“five” is not known"),
    ("reported", "311400Z MAY 16", "is before the incident occurred"),
    ("occurred_to", "311400Z MAY 16", "is before the incident began"),
    ("occurred", "311530Z MAY 16", "is in the future"),
    ("occurred", "05/06/2016", "05/06/2016 may be 05 JUN 16 or 06 MAY 16"),
    ("position", "30N YF 12345 12345", "lies at sea, 527 km from land: check the zone and the"),
    ("position", {"latitude": 0, "longitude": 0}, "lies at sea, 574 km from land"),
    ("position", "ZD 15836 04274", "The zone is missing."),
]


@pytest.mark.parametrize(("name", "typed", "reason"), WRONG)
def test_an_act_is_refused_with_the_field_named(name, typed, reason, book, author):
    before = verify(book).head
    with pytest.raises(BadContent) as refusal:
        acts.log(book, author, {**AMBUSH, name: typed})
    (told,) = refusal.value.problems.items()
    assert told[0] == name
    assert reason in told[1]
    assert entries(book) == 0
    assert verify(book).head == before


def test_the_command_line_names_the_field_too(tmp_path):
    path = tmp_path / "gao.watch"
    station = ("--mission", "MIN", "--station", "GAO", "--theatre", "MLI")
    assert run("new", path, *station, "--officer", "Maj. A.").returncode == 0
    fed = "".join(json.dumps({**AMBUSH, name: typed}) + "\n" for name, typed, _reason in WRONG)
    ran = run("log", path, fed=fed)
    assert ran.returncode == 1
    for name, _typed, _reason in WRONG:
        assert f"{name}: " in ran.err
    assert run("verify", path).returncode == 0


@pytest.fixture
def desk(book):
    return Desk(book)


@pytest.fixture
def form(desk, theme, qtbot):
    """A new incident that lacks nothing to be logged; the cursor in its type."""
    form = put_up_form(desk, theme, qtbot)
    form.begin_new()
    write_in(7, "Shots at the gate.")
    write_in(1, "1430Z")
    write("direct")
    return form


@pytest.mark.parametrize(
    ("number", "name", "typed", "reason"),
    [
        (6, "casualties", "un mil 2li 1x", "“1x” is not known"),
        (6, "casualties", "-1 civ k", "“-1” is not known"),
        (6, "casualties", "8-5-10 civ k", "low 8, best 5, high 10 are not in order"),
        (6, "casualties", "two civ k", "“two” is not known"),
        (4, "position", "0 0", "Lies at sea, 574 km from land"),
        (4, "position", "ZD 15836 04274", "The zone is missing"),
        (1, "occurred", "2460", "No hour 24."),
    ],
)
def test_the_form_refuses_it_and_goes_to_the_field(form, book, number, name, typed, reason):
    press_alt(str(number))
    write(typed)
    save()
    assert reason in said(form, name)
    assert form.cells[name].isAncestorOf(QApplication.focusWidget())
    assert entries(book) == 0


def test_the_form_refuses_a_time_of_report_before_the_incident(form, book):
    press_alt("T")
    form.cells["reported"].editor.setFocus()
    write("1400Z")
    save()
    assert said(form, "reported") == "Is before the incident occurred"
    assert entries(book) == 0


def test_a_region_that_the_position_contradicts_is_doubted_naming_both(form):
    write_in(4, "30QZD 15836 04274")
    press_alt("T")
    form.cells["region"].editor.setFocus()
    write("Kidal")
    press_alt("7")
    assert said(form, "region") == "Kidal was chosen, but the position lies in Gao"
