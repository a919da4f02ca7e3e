"""Saved views in the window: kept and chosen by keys, and the last one comes back at the start."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from keyboard import CONTROL, SHIFT, press, put_up_window, write
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import event
from test_views import ASKED

from db.asked import Asked, Shown, as_data
from db.query import IncidentQuery, Order
from db.regions import regions_of
from db.store import open_logbook
from db.views import View, keep_last, last_view, save_view, view_named, views_of
from db.vocabulary import EventType
from gui.ask import AskDialog
from gui.settings import Settings

EXPLOSIVE = IncidentQuery(types=frozenset({EventType.EXP}), text="convoy")


@pytest.fixture
def kept(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot, theme, sample, kept):
    return put_up_window(sample, theme, qtbot, kept)


@pytest.fixture
def reopen(qtbot, theme, sample, kept, window):
    """Close the window, and open one anew on the same logbook."""

    def reopen():
        window.close()
        return put_up_window(sample, theme, qtbot, kept)

    return reopen


def chip(window):
    return window.log.result.view_chip


def ask(qtbot, window, query, moving=""):
    with qtbot.waitSignal(window.log.answered):
        window.log.take(Asked(query, moving))


def show(qtbot, window, name):
    with qtbot.waitSignal(window.log.answered):
        window._views.show(name)


def save_as(qtbot, window, name):
    in_dialog(lambda: write(name), confirm)
    press(Qt.Key.Key_B, CONTROL | SHIFT)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def names_in(book):
    with book.reading() as session:
        return [view.name for view in views_of(session)]


def in_dialog(*steps):
    """Do the steps, one after the other, in the dialog that opens next; return what it said."""
    said = []

    def do():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, do)
            return
        for step in steps:
            step()
        said.extend(box.said() for box in dialog._fields.values() if box.said())
        dialog.done(0)

    QTimer.singleShot(20, do)
    return said


def confirm():
    press(Qt.Key.Key_Return, CONTROL)


def test_a_view_is_saved_and_chosen_by_keys_alone(qtbot, window, sample):
    ask(qtbot, window, EXPLOSIVE, "last 30 days")
    in_dialog(lambda: write("Convoys hit"), confirm)
    press(Qt.Key.Key_B, CONTROL | SHIFT)
    assert chip(window).value() == "Convoys hit"
    with sample.reading() as session:
        view = view_named(session, "Convoys hit")
    assert view.data["period"] == "last 30 days"
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.clear()
    assert chip(window).value() == ""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(Qt.Key.Key_B, CONTROL)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
    assert chip(window).value() == "Convoys hit"
    assert window.log.query.types == EXPLOSIVE.types
    assert window.log.filters.search.text() == "convoy"
    assert window.log.filters.period.value() == "last 30 days"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ASKED)
def test_any_question_comes_back_from_the_filter_bar(window, asked):
    """All but the blanks around a text, which ask for nothing."""
    window.log._rows.drop()
    window.log.take(asked)
    again = window.log.asked()
    text = asked.query.text.strip()
    shown = window.log.filters.search.text().strip()
    assert shown == text or not asked.query.text.isprintable()
    expected = as_data(asked) | {"text": text}
    told = as_data(again) | {"text": text}
    expected.pop("columns", None)
    told.pop("columns")
    assert told == expected


def test_a_view_that_was_changed_says_so_until_it_is_as_kept_again(qtbot, window, sample):
    save_view(sample, View("Explosive", as_data(Asked(EXPLOSIVE))), "")
    show(qtbot, window, "Explosive")
    assert chip(window).value() == "Explosive"
    with qtbot.waitSignal(window.log.answered):
        window.log.sort((Order("killed", True),))
    assert chip(window).value() == "changed: Explosive"
    with qtbot.waitSignal(window.log.answered):
        window.log.sort(EXPLOSIVE.order)
    assert chip(window).value() == "Explosive"
    chip(window).setFocus()
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Delete)
    assert chip(window).value() == ""
    assert window.log.query == IncidentQuery()


def test_a_name_is_wanted_and_one_that_is_taken_asks_again(qtbot, window, sample):
    save_view(sample, View("Mine", {"text": "old"}), "")
    said = in_dialog(confirm)
    window._views.save_view()
    assert said == ["a view needs a name"]
    ask(qtbot, window, EXPLOSIVE)
    said = in_dialog(lambda: write("Mine"), confirm)
    window._views.save_view()
    assert "Press again to replace it" in said[0]
    in_dialog(lambda: write("Mine"), confirm, confirm)
    window._views.save_view()
    with sample.reading() as session:
        assert view_named(session, "Mine").data["types"] == ["EXP"]


def test_a_view_in_force_is_renamed_and_thrown_away(qtbot, window, sample):
    for name in ("A", "B"):
        save_view(sample, View(name, as_data(Asked(EXPLOSIVE))), "")
    show(qtbot, window, "B")
    in_dialog(lambda: press(Qt.Key.Key_Tab), lambda: write("C"), confirm)
    window._views.rename_view()
    assert names_in(sample) == ["A", "C"]
    assert chip(window).value() == "C"
    in_dialog(confirm)
    window._views.delete_view()
    assert names_in(sample) == ["A"]
    assert chip(window).value() == ""
    assert window.log.query.types == EXPLOSIVE.types  # what is seen stays


def test_columns_come_by_name_in_their_order_and_width(qtbot, window, sample):
    data = as_data(Asked(EXPLOSIVE)) | {
        "columns": [["severity", 0], ["number", 0], ["region", 133], ["moon", 50], ["summary", 0]]
    }
    save_view(sample, View("Short", data), "")
    show(qtbot, window, "Short")
    shown = window.log.view.columns_shown()
    assert shown == (
        *(Shown("severity"), Shown("number")),
        *(Shown("region", 133), Shown("summary")),
    )


def test_views_go_to_another_logbook_in_one_file(qtbot, window, sample, tmp_path, monkeypatch):
    save_view(sample, View("Convoys", {"text": "convoy"}), "")
    path = tmp_path / "views.watchviews"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    in_dialog(confirm)
    window._views.export_views()
    qtbot.waitUntil(path.exists)
    assert json.loads(path.read_text("utf-8"))["views"][0]["name"] == "Convoys"
    window._views.import_views()
    assert names_in(sample) == ["Convoys", "Convoys (2)"]
    path.write_text("{", "utf-8")
    window._views.import_views()
    assert "not JSON" in window.voice.banner.accessibleName()
    assert "Nothing was imported" in window.voice.banner.accessibleName()
    assert len(names_in(sample)) == 2


def test_the_palette_finds_a_view_by_its_name(qtbot, window, sample):
    save_view(sample, View("Convoys", as_data(Asked(EXPLOSIVE))), "")
    window.new_incident()
    window.open_palette()
    write("convo")
    with qtbot.waitSignal(window.log.answered):
        press(Qt.Key.Key_Return)
    assert window.log.query.text == "convoy"
    assert window.log.isVisible()


def test_the_last_view_comes_back_and_is_the_first_question(qtbot, window, sample, reopen):
    save_view(sample, View("Explosive", as_data(Asked(EXPLOSIVE))), "")
    show(qtbot, window, "Explosive")
    with qtbot.waitSignal(window.log.answered):
        window.log.sort((Order("killed", True),))
    asked = []
    event.listen(sample.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    again = reopen()
    pages = [one for one in asked if "LIMIT" in one and "incident_revision.summary" in one]
    assert ["incident_revision.type IN" in one for one in pages].count(True) == 1
    assert "incident_revision.type IN" in pages[0]  # what is due is counted after it
    assert again.log.query.types == EXPLOSIVE.types
    assert again.log.query.order == (Order("killed", True),)
    assert again.log.filters.chips["types"].value() == "Explosive"
    assert again.log.filters.search.text() == "convoy"
    qtbot.waitUntil(lambda: chip(again).value() == "changed: Explosive")


def test_a_view_comes_back_on_the_map_if_it_was_saved_there(qtbot, window, sample):
    ask(qtbot, window, EXPLOSIVE)
    press(Qt.Key.Key_2, CONTROL)
    save_as(qtbot, window, "convoys")
    assert window.log.on_map
    press(Qt.Key.Key_1, CONTROL)
    save_as(qtbot, window, "as a list")
    for name, on_map in (("convoys", True), ("as a list", False), ("convoys", True)):
        show(qtbot, window, name)
        assert window.log.on_map is on_map
        assert window.log.view.isVisible() is not on_map
        assert window.rail.map.isChecked() is on_map
    assert window.log.map.view.hasFocus()


def test_a_view_of_before_there_was_a_choice_is_a_table(qtbot, window, sample):
    save_view(sample, View("old", {"text": "convoy"}), "")
    press(Qt.Key.Key_2, CONTROL)
    show(qtbot, window, "old")
    assert not window.log.on_map
    assert window.log.view.isVisible()


def test_who_left_on_the_map_begins_on_it(qtbot, window, reopen):
    press(Qt.Key.Key_2, CONTROL)
    again = reopen()
    assert again.log.on_map
    assert again.log.map.isVisible()
    assert again.rail.map.isChecked()
    press(Qt.Key.Key_1, CONTROL)
    assert again.log.detail.isVisible()
    again.close()


def test_a_log_that_was_only_looked_at_is_left_as_it_was(sample, window):
    window.close()
    with sample.reading() as session:
        assert last_view(session) == {}


def test_a_medium_that_can_only_be_read_opens_and_closes(qtbot, window, sample, theme, kept):
    ask(qtbot, window, EXPLOSIVE)
    window.close()
    sample.path.chmod(0o400)
    book = open_logbook(sample.path)
    book.read_only = True  # root may write all the same
    again = put_up_window(book, theme, qtbot, kept)
    assert again.log.query.types == EXPLOSIVE.types
    in_dialog(lambda: write("Mine"), confirm)
    again._views.save_view()
    with qtbot.waitSignal(again.log.answered):
        again.log.filters.clear()
    again.close()
    book.close()


def test_what_a_newer_version_left_shows_the_whole_log_and_says_so(qtbot, sample, theme, kept):
    keep_last(sample, {"types": ["EXP"], "weather": "dust", "view": "Newer"}, "")
    window = put_up_window(sample, theme, qtbot, kept)
    assert window.log.query == IncidentQuery()
    assert "weather dust" in window.voice.banner.accessibleName()
    assert chip(window).value() == ""


def test_a_group_that_nobody_names_any_more_stays_in_the_question(qtbot, window, sample):
    query = IncidentQuery(groups=frozenset({"Nobody's & Co"}), regions=frozenset({""}))
    ask(qtbot, window, query)
    bar = window.log.filters
    assert window.log.query.groups == query.groups
    assert bar.chips["groups"].value() == "Nobody's & Co"
    assert bar.chips["regions"].value() == "no region"
    bar.menus["regions"].fill()
    offered = [action.data() for action in bar.menus["regions"].actions()]
    theatre = window._desk.station.theatre
    assert offered == [*(region.name for region in regions_of(theatre)), ""]


def test_columns_of_one_log_are_those_of_the_next(qtbot, theme, window, book, kept):
    names = [column.name for column in window.log.view.incidents.columns]
    window.log.view.setColumnHidden(names.index("region"), False)
    window.close()
    other = put_up_window(book, theme, qtbot, kept)
    assert not other.log.view.isColumnHidden(names.index("region"))
