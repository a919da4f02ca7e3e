"""Each field has an editor; what the log keeps comes out of it as it went in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyboard import CONTROL, SHIFT, press, put_up, write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.casualties import read_casualties
from db.content import TYPED, understand
from db.fields import Kind, field_named
from db.models import IncidentRevision
from db.vocabulary import Attribution, EventType, Subtype, TargetClass, Term
from gui.desk import Desk
from gui.editors import MOST_LINES, editor_for
from gui.finding import found, offers_of
from gui.form_sections import in_rows
from gui.understanding import understood

# A content that holds every field, as the log keeps it.
EVERYTHING = {
    "occurred": "2016-05-31T14:30:12.345Z",
    "type": "EXP",
    "subtype": "vbied",
    "target": "un_military",
    "place": "Gao",
    "position": {"latitude": 16.298812345, "longitude": -0.044712345, "digits": 8},
    "casualties": read_casualties(
        [{"category": "civilian", "outcome": "killed", "low": 1, "best": 2, "high": 4}]
    ),
    "summary": "VBIED at the gate.",
    "occurred_to": "2016-05-31T14:45:00.000Z",
    "time_precision": "hour",
    "reported": "2016-05-31T14:50:00.000Z",
    "region": "Gao",
    "location_precision": "2",
    "place_type": "camp_or_base",
    "route": "RN17 km 4",
    "bearing": "3 km N of Gao",
    "further_targets": ["civilians", "un_police"],
    "intent": "deliberate",
    "context": "raid",
    "own_unit": "Unit 3",
    "own_task": "guard",
    "attribution": "claimed",
    "perpetrator": "Al-Mourabitoun",
    "group_type": "other_armed_group",
    "attribution_basis": "their channel",
    "claimed_by": "Al-Mourabitoun",
    "claim_channel": "radio",
    "claimed_at": "2016-05-31T14:55:00.000Z",
    "means": "vehicle_borne_ied",
    "effect": "casualties",
    "convoy": "two trucks, one escort",
    "position_hit": "second of three",
    "initiation": "pressure",
    "crater": "2 m wide",
    "ecm": "yes",
    "secondary_device": "unknown",
    "eod": "no",
    "fire_direction": "from the NE",
    "fire_distance": "300 m",
    "weapons": "two PKM",
    "rounds_incoming": "about 40",
    "rounds_own": "NIL",
    "sequence": "VBIED,\nthen small arms.",
    "own_action": "Camp stood to.",
    "use_of_force": "NIL",
    "casevac": "Two by road.",
    "damage": "Gate destroyed.",
    "narrative": "First\n\n<b>second</b> & \u0627\u0644 \U0001f600",
    "situation": "Calm.",
    "source": "gate guard, radio",
    "reliability": "B",
    "credibility": "2",
    "assessment": "A test of the gate.",
    "follow_up_due": "2016-06-01T06:00:00.000Z",
    "sensitivity": "confidential",
    "tags": ["gate, north", "vbied"],
}


@pytest.fixture
def desk(book):
    return Desk(book)


@pytest.fixture
def made(theme, desk, qtbot):
    """Return a function that makes the editor of a field by its name and shows it."""

    def make(name):
        if name == "place":
            desk.circumstances().gazetteer.load()  # or it is read in the background
        editor = editor_for(field_named(IncidentRevision, name), theme, desk.circumstances)
        put_up(editor.widget, qtbot).setFocus()
        return editor

    return make


def test_what_the_log_keeps_comes_back_unchanged(theme, desk):
    around = desk.circumstances()
    assert set(EVERYTHING) == {field.name for field in TYPED}
    for field in TYPED:
        editor = editor_for(field, theme, desk.circumstances)
        editor.show(EVERYTHING[field.name])
        assert not editor.is_changed(), field.name
        assert editor.raw() == EVERYTHING[field.name], field.name
    assert understand(EVERYTHING, around).content == EVERYTHING


def test_what_the_form_shows_reads_as_what_the_log_keeps(theme, desk):
    """Written out and read again, nothing differs but what the words leave out."""
    shown = {**EVERYTHING, "occurred": "2016-05-31T14:30:00.000Z", "tags": ["gate", "vbied"]}
    typed = {}
    for field in TYPED:
        editor = editor_for(field, theme, desk.circumstances)
        editor.show(shown[field.name])
        typed[field.name] = editor.typed()
    read = understand(typed, desk.circumstances()).content
    assert read["position"]["latitude"] == pytest.approx(16.2988, abs=1e-3)
    del read["position"], shown["position"]
    assert read == shown


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_text_comes_back_unchanged(theme, desk, data):
    field = data.draw(st.sampled_from([f for f in TYPED if f.kind in (Kind.LINE, Kind.TEXT)]))
    kept = data.draw(TEXTS)
    editor = editor_for(field, theme, desk.circumstances)
    editor.show(kept)
    assert editor.raw() == kept
    assert not editor.is_changed()


@pytest.mark.parametrize(
    ("typed", "terms", "first"),
    [
        ("ied road", Subtype, "roadside_ied_unknown"),
        ("un", TargetClass, "un_military"),
        ("unk", TargetClass, "unknown"),
        ("civ", TargetClass, "civilians"),
        ("exp", EventType, "EXP"),
        ("UN_POLICE", TargetClass, "un_police"),
    ],
)
def test_a_few_letters_find_the_term(typed, terms, first):
    assert found(typed, offers_of(terms))[0].value == first


@pytest.mark.parametrize("terms", [Subtype, TargetClass, EventType])
def test_every_label_finds_its_term(terms: type[Term]):
    for offer in offers_of(terms):
        assert offer in found(offer.label, offers_of(terms))


def test_nothing_is_found_in_nothing():
    assert found("", offers_of(TargetClass)) == []
    assert found("zzz", offers_of(TargetClass)) == []


def test_delete_takes_a_choice_back_to_not_reported(made):
    editor = made("attribution")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert editor.typed() == Attribution.SUSPECTED
    press(Qt.Key.Key_Delete)
    assert editor.typed() == ""
    assert not editor.is_changed()


def test_further_targets_are_ticked_by_keyboard_in_their_order(made):
    editor = made("further_targets")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Space)
    assert editor.typed() == ["un_police", "un_military"]


def test_a_text_grows_with_its_lines_and_no_further(made):
    widget = made("narrative").widget
    small = widget.height()
    widget.setPlainText("\n".join("abcdef"))
    assert widget.height() > small
    widget.setPlainText("\n" * MOST_LINES)
    tall = widget.height()
    widget.setPlainText("\n" * 10 * MOST_LINES)
    assert widget.height() == tall


def test_a_long_text_is_counted_near_its_limit(desk):
    summary, around = field_named(IncidentRevision, "summary"), desk.circumstances()
    assert understood(summary, "x" * 10, around) == ("hint", summary.help)
    assert understood(summary, "x" * 590, around) == ("hint", "590 of 600 characters")
    state, words = understood(summary, "x" * 601, around)
    assert state == "error"
    assert "601" in words


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("occurred", "31 MAY 16", "Tue 31 May 2016, time of day unknown"),
        ("type", "EXP", "EXP  Explosive"),
        ("type", "vbied", "EXP  VBIED"),
        ("reliability", "B", "Usually reliable"),
        ("attribution", "claimed", "A claim is not responsibility"),
        ("place", "Nowhere at all", "Not in the gazetteer; kept as typed"),
    ],
)
def test_the_line_below_says_what_was_understood(desk, name, typed, words):
    known = field_named(IncidentRevision, name)
    assert understood(known, typed, desk.circumstances())[1] == words


def test_fields_side_by_side_keep_their_order_but_for_wide_ones():
    rows = in_rows(TYPED)
    assert sorted(f.order for row in rows for f in row) == [f.order for f in TYPED]
    assert {len(row) for row in rows} == {1, 2}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("occurred", "3114"),  # a line
        ("position", "30QZD 1"),
        ("place", "Gao nor"),  # the line with the gazetteer
        ("type", "ied ro"),  # a closed list
        ("perpetrator", "some gr"),  # an open one
        ("own_unit", "Unit "),
        ("summary", "Half a wo"),  # paragraphs
        ("narrative", "First\n\n  second "),
    ],
)
def test_a_text_is_restored_to_the_letter_however_far_it_was_typed(made, name, typed):
    editor = made(name)
    editor.restore(typed)
    assert editor.held() == typed
    assert editor.is_touched()


@pytest.mark.parametrize(
    ("name", "held"),
    [("attribution", "claimed"), ("further_targets", ["un_police", "civilians"])],
)
def test_a_choice_is_restored(made, name, held):
    editor = made(name)
    editor.restore(held)
    assert (editor.held(), editor.typed()) == (held, held)


@pytest.mark.parametrize(
    "name", ["occurred", "position", "place", "perpetrator", "own_unit", "summary", "narrative"]
)
def test_typing_is_undone_and_done_again(made, name):
    editor = made(name)
    write("Seen")
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.held() == ""
    press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert editor.held() == "Seen"


def test_a_choice_written_out_is_undone_to_the_letters_typed(made):
    editor = made("target")
    write("civ")
    editor.widget.settle()
    assert editor.held() == "Civilians"
    assert QApplication.activePopupWidget() is not None or editor.widget.listed() == []
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.held() == "civ"


def test_a_choice_taken_from_the_list_is_undone(made):
    editor = made("target")
    write("un")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert editor.typed() == "un_police"
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.held() == "un"


def test_escape_shuts_the_list_and_keeps_the_typing(made):
    editor = made("target")
    write("un")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert editor.held() == "un"
    assert editor.widget.listed() == []


def test_a_line_without_a_list_draws_no_mark_of_one(made):
    box = made("own_unit").widget
    assert box.textMargins().right() == 0
    box.offer(offers_of(TargetClass), is_open=True)
    assert box.textMargins().right() > 0
