"""Each field has an editor; what the log keeps comes out of it as it went in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyboard import press, put_up
from PySide6.QtCore import Qt

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
def made(theme, qtbot):
    """Return a function that makes the editor of a field by its name and shows it."""

    def make(name):
        editor = editor_for(field_named(IncidentRevision, name), theme)
        put_up(editor.widget, qtbot).setFocus()
        return editor

    return make


def test_what_the_log_keeps_comes_back_unchanged(theme, desk):
    around = desk.circumstances()
    assert set(EVERYTHING) == {field.name for field in TYPED}
    for field in TYPED:
        editor = editor_for(field, theme)
        editor.show(EVERYTHING[field.name])
        assert not editor.is_changed(), field.name
        assert editor.raw() == EVERYTHING[field.name], field.name
    assert understand(EVERYTHING, around).content == EVERYTHING


def test_what_the_form_shows_reads_as_what_the_log_keeps(theme, desk):
    """Written out and read again, nothing differs but what the words leave out."""
    shown = {**EVERYTHING, "occurred": "2016-05-31T14:30:00.000Z", "tags": ["gate", "vbied"]}
    typed = {}
    for field in TYPED:
        editor = editor_for(field, theme)
        editor.show(shown[field.name])
        typed[field.name] = editor.typed()
    read = understand(typed, desk.circumstances()).content
    assert read["position"]["latitude"] == pytest.approx(16.2988, abs=1e-3)
    del read["position"], shown["position"]
    assert read == shown


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_text_comes_back_unchanged(theme, data):
    field = data.draw(st.sampled_from([f for f in TYPED if f.kind in (Kind.LINE, Kind.TEXT)]))
    kept = data.draw(TEXTS)
    editor = editor_for(field, theme)
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
