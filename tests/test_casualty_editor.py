"""Casualties are typed as rows, by keyboard, and come back as the log keeps them."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyboard import CONTROL, press, press_alt, put_up, put_up_form, said, write, write_row
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from db.casualties import read_casualties
from db.errors import NotUnderstood
from db.vocabulary import Age, Category, Cause, Outcome, Sex
from gui.casualty_editor import CasualtyEditor
from gui.casualty_row import wrong_cells
from gui.desk import Desk
from gui.finding import FindBox
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
    """The editor with the cursor in its quick line."""
    editor = put_up(CasualtyEditor(theme), qtbot)
    editor.setFocus()
    return editor


@pytest.fixture
def in_a_row(editor):
    """The editor with the cursor in the first cell of an empty row."""
    press(Qt.Key.Key_Down)
    return editor


def test_a_row_is_typed_with_a_few_letters_per_cell(in_a_row):
    write_row("un con", "tcd", "kil", "mal", "2")
    assert read_casualties(in_a_row.rows()) == read_casualties(
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


def test_a_question_mark_is_a_number_nobody_knows_yet(in_a_row):
    write_row("civ", "", "serious", "", "?")
    (row,) = read_casualties(in_a_row.rows())
    assert row["best"] is None
    assert totals_in_words([row]) == "? injured"


def test_an_untouched_row_is_no_row(in_a_row):
    in_a_row.set_usual_cause("malicious_act")
    assert in_a_row.rows() == []


def test_a_cause_that_was_typed_alone_is_not_dropped(in_a_row):
    in_a_row.set_usual_cause("malicious_act")
    write_row("", "", "", "acc")
    assert in_a_row.rows() == [{"cause": "accident"}]


def test_the_usual_cause_follows_the_type_until_one_is_typed(in_a_row):
    in_a_row.set_usual_cause("malicious_act")
    write_row("un con", "", "kil")
    assert in_a_row.rows()[0]["cause"] == "malicious_act"
    in_a_row.set_usual_cause("")
    assert "cause" not in in_a_row.rows()[0]
    write_row("illness")
    in_a_row.set_usual_cause("malicious_act")
    in_a_row.set_usual_cause("")
    assert in_a_row.rows()[0]["cause"] == "illness"


def test_a_kept_cause_is_not_changed_by_another_type(editor):
    kept = read_casualties([{"category": "civilian", "outcome": "killed", "best": 1}])
    editor.show_rows(kept)
    editor.set_usual_cause("malicious_act")
    assert read_casualties(editor.rows()) == kept


def test_rows_are_added_and_removed_by_keyboard(in_a_row):
    write_row("un con", "", "kil", "", "1")
    press(Qt.Key.Key_Plus, CONTROL)
    write_row("civ", "", "light", "", "3")
    assert [row["category"] for row in in_a_row.rows()] == ["un_contingent", "civilian"]
    press(Qt.Key.Key_Minus, CONTROL)
    assert [row["category"] for row in in_a_row.rows()] == ["un_contingent"]
    press(Qt.Key.Key_Minus, CONTROL)
    assert in_a_row.rows() == []
    write("1 civ k")  # the cursor stands in the quick line again
    assert [row["category"] for row in in_a_row.rows()] == ["civilian"]


def test_the_cells_that_cannot_be_read_are_marked(in_a_row):
    write_row("un con", "chad", "kil", "", "1x")
    in_a_row.show_problems()
    marked = {
        child.accessibleName()
        for child in in_a_row.findChildren(object)
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


def test_enter_makes_rows_of_the_quick_line(editor):
    editor.set_usual_cause("malicious_act")
    write("un mil 2li 1k")
    assert editor.told() == "2 UN contingent lightly injured; 1 UN contingent killed"
    press(Qt.Key.Key_Return)
    assert editor.held()["quick"] == ""
    assert [(row["best"], row["outcome"], row["cause"]) for row in editor.rows()] == [
        ("2", "lightly_injured", "malicious_act"),
        ("1", "killed", "malicious_act"),
    ]
    write("5 TCD k")  # the cursor is still in the quick line
    press(Qt.Key.Key_Return)
    assert editor.rows()[2]["nationality"] == "TCD"


def test_what_is_left_in_the_quick_line_counts_already(editor):
    editor.set_usual_cause("malicious_act")
    write("3 un mil si")
    assert read_casualties(editor.rows())[0]["cause"] == "malicious_act"


def test_leaving_the_quick_line_makes_rows_of_it(editor, qtbot):
    write("3 un mil si")
    press(Qt.Key.Key_Down)
    assert editor.held()["quick"] == ""
    assert [row["best"] for row in editor.rows()] == ["3"]


def test_a_quick_line_that_cannot_be_read_stays_and_is_an_error(editor):
    write("un mil 2li 1x")
    press(Qt.Key.Key_Return)
    assert editor.held() == {"rows": [], "quick": "un mil 2li 1x"}
    assert editor.told() == ""  # the field says why, and says it once
    with pytest.raises(NotUnderstood, match="“1x” is not known"):
        read_casualties(editor.rows())


def test_a_number_with_a_question_mark_is_said_to_be_kept_as_certain(editor):
    write("10? civ li")
    assert "for a range type 8-10-12" in editor.told()


def visible_cells(editor):
    lines = editor.findChildren(QLineEdit)
    return {line.accessibleName() for line in lines if line.isVisible()}


def test_low_and_high_are_folded_away_until_a_range_is_typed(editor):
    write("2 civ k")
    press(Qt.Key.Key_Return)
    assert "Low, row 1" not in visible_cells(editor)
    write("5-8-10 civ li")
    press(Qt.Key.Key_Return)
    assert {"Low, row 2", "High, row 2"} <= visible_cells(editor)


def test_a_draft_gives_back_all_that_was_typed_to_the_letter(editor, theme, qtbot):
    editor.set_usual_cause("malicious_act")
    write("2 TCD k")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    write_row("un c", "chad")
    press(Qt.Key.Key_Plus, CONTROL)
    write_row("civ", "", "", "", "1x")
    held = json.loads(json.dumps(editor.held()))
    restored = put_up(CasualtyEditor(theme), qtbot)
    restored.restore({**held, "quick": "un mil 2l"})
    assert restored.held() == {**held, "quick": "un mil 2l"}
    assert "chad" in str(held)
    assert "1x" in str(held)
    restored.restore({})
    assert restored.held() == {}


@pytest.fixture
def form(book, theme, qtbot):
    form = put_up_form(Desk(book), theme, qtbot)
    form.begin_new()
    return form


def test_the_words_of_a_row_are_seen_whole_in_the_form(form):
    """The form gives the rows its whole width: half of it cuts “Seriously injured”."""
    form.resize(1366 - 62, 720)
    press_alt("6")
    write("3 un mil si")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    cells = form.cells["casualties"].editor.table.findChildren(FindBox)
    shown = {cell.text(): cell for cell in cells if cell.isVisible()}
    assert {"UN contingent", "Seriously injured"} <= shown.keys()
    for words, cell in shown.items():
        assert cell.fontMetrics().horizontalAdvance(words) < cell.width() - 20, words


def test_why_a_quick_line_cannot_be_read_is_said_once(form):
    press_alt("6")
    write("un mil 2li 1x")
    reasons = [label for label in form.findChildren(QLabel) if "“1x” is not known" in label.text()]
    assert [label.isVisible() for label in reasons].count(True) == 1


def test_the_field_says_how_the_line_reads_and_then_the_totals(form):
    press_alt("6")
    write("2 TCD k, un mil 3li")
    assert said(form, "casualties").startswith("2 UN contingent (Chad) killed")
    press(Qt.Key.Key_Return)
    assert said(form, "casualties") == "2 killed, 3 injured"


def test_a_wrong_cell_is_judged_when_the_rows_are_left(form):
    """The rows lie apart from their line, but belong to the same field."""
    press_alt("6")
    press(Qt.Key.Key_Down)
    write_row("un con", "", "kil", "", "1x")
    assert not form.cells["casualties"].is_wrong()
    press_alt("7")
    assert form.cells["casualties"].is_wrong()
