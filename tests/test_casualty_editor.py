"""Casualties are typed as rows, by keyboard, and come back as the log keeps them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyboard import CONTROL, press, put_up, write_row
from PySide6.QtCore import Qt

from db.casualties import read_casualties
from db.vocabulary import Age, Category, Cause, Outcome, Sex
from gui.casualty_editor import CasualtyEditor, wrong_cells
from gui.understanding import totals_in_words

COUNT = st.one_of(st.none(), st.integers(0, 500))


@st.composite
def kept_rows(draw):
    best = draw(COUNT)
    low = draw(st.none() if best is None else st.integers(0, best))
    high = draw(COUNT if best is None else st.integers(best, 900))
    return {
        "category": str(draw(st.sampled_from(Category))),
        "nationality": draw(st.sampled_from([None, "TCD", "TGO", "CHN"])),
        "outcome": str(draw(st.sampled_from(Outcome))),
        "cause": str(draw(st.sampled_from(Cause))),
        "sex": str(draw(st.sampled_from(Sex))),
        "age": str(draw(st.sampled_from(Age))),
        "low": low,
        "best": best,
        "high": high,
    }


@pytest.fixture
def editor(theme, qtbot):
    editor = put_up(CasualtyEditor(theme), qtbot)
    editor.setFocus()
    return editor


def test_a_row_is_typed_with_a_few_letters_per_cell(editor):
    write_row("un con", "tcd", "kil", "mal", "2")
    assert read_casualties(editor.rows()) == read_casualties(
        [
            {
                "category": "un_contingent",
                "nationality": "TCD",
                "outcome": "killed",
                "cause": "malicious_act",
                "best": "2",
            }
        ]
    )


def test_a_question_mark_is_a_number_nobody_knows_yet(editor):
    write_row("civ", "", "serious", "", "?")
    (row,) = read_casualties(editor.rows())
    assert row["best"] is None
    assert totals_in_words([row]) == "? injured"


def test_an_untouched_row_is_no_row(editor):
    editor.set_usual_cause("malicious_act")
    assert editor.rows() == []


def test_a_cause_that_was_typed_alone_is_not_dropped(editor):
    editor.set_usual_cause("malicious_act")
    write_row("", "", "", "acc")
    assert editor.rows() == [{"cause": "accident"}]


def test_the_usual_cause_follows_the_type_until_one_is_typed(editor):
    editor.set_usual_cause("malicious_act")
    write_row("un con", "", "kil")
    assert editor.rows()[0]["cause"] == "malicious_act"
    editor.set_usual_cause("")
    assert "cause" not in editor.rows()[0]
    write_row("illness")
    editor.set_usual_cause("malicious_act")
    editor.set_usual_cause("")
    assert editor.rows()[0]["cause"] == "illness"


def test_a_kept_cause_is_not_changed_by_another_type(editor):
    kept = read_casualties([{"category": "civilian", "outcome": "killed", "best": 1}])
    editor.show_rows(kept)
    editor.set_usual_cause("malicious_act")
    assert read_casualties(editor.rows()) == kept


def test_rows_are_added_and_removed_by_keyboard(editor):
    write_row("un con", "", "kil", "", "1")
    press(Qt.Key.Key_Plus, CONTROL)
    write_row("civ", "", "light", "", "3")
    assert [row["category"] for row in editor.rows()] == ["un_contingent", "civilian"]
    press(Qt.Key.Key_Minus, CONTROL)
    assert [row["category"] for row in editor.rows()] == ["un_contingent"]
    press(Qt.Key.Key_Minus, CONTROL)
    assert editor.rows() == []
    write_row("un pol")  # the cursor stands in the row that is left
    assert editor.rows() == [{"category": "un_police"}]


def test_the_cells_that_cannot_be_read_are_marked(editor):
    write_row("un con", "chad", "kil", "", "1x")
    editor.show_problems()
    marked = {
        child.accessibleName()
        for child in editor.findChildren(object)
        if child.property("state") == "error"
    }
    assert marked == {"Nationality, row 1", "Number, row 1"}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"category": "civilian", "outcome": "killed", "best": "1"}, set()),
        ({"outcome": "killed", "best": "1"}, {"category"}),
        ({"category": "civilian", "outcome": "killed"}, {"best"}),
        ({"category": "martian", "outcome": "killed", "best": "1"}, {"category"}),
        (
            {"category": "civilian", "outcome": "killed", "low": "5", "best": "1"},
            {"low", "best", "high"},
        ),
    ],
)
def test_the_wrong_cells_of_a_row_are_told(row, wrong):
    assert wrong_cells(row) == wrong


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(kept_rows(), max_size=4))
def test_kept_rows_come_back_as_they_were(editor, rows):
    editor.show_rows(rows)
    assert read_casualties(editor.rows()) == rows


def test_totals_leave_out_what_was_not_reported():
    rows = read_casualties(
        [
            {"category": "civilian", "outcome": "killed", "best": 2},
            {"category": "civilian", "outcome": "killed", "best": "?"},
            {"category": "un_contingent", "outcome": "lightly_injured", "best": 3},
        ]
    )
    assert totals_in_words(rows) == "2+ killed, 3 injured"
