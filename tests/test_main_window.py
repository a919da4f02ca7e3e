"""The main window, driven by keys and clicks: table, detail, acts, filters, exports, watch."""

import csv

import pytest
from keyboard import put_up_window
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPlainTextEdit

from db.query import IncidentQuery, Order
from gui.actions import ACTIONS, WINDOW_ACTIONS
from gui.ask import AskDialog
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.notices import Toast
from gui.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot, theme, sample, settings):
    return put_up_window(sample, theme, qtbot, settings)


def shown(window, column="number"):
    """Return the words of a column, row by row, as the table shows them."""
    model = window.log.view.incidents
    place = [one.name for one in model.columns].index(column)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def select(window, number):
    window.log.view.select(shown(window).index(number))


def told(window):
    """Return all that the detail pane says."""
    return " ".join(label.text() for label in window.log.detail.findChildren(QLabel))


def press(qtbot, window, key):
    """Press a key in the table, as somebody who works in it."""
    window.activateWindow()
    window.log.view.setFocus()
    qtbot.waitUntil(window.log.view.hasFocus)
    qtbot.keyClick(window.log.view, key)


def answer_dialog(
    qtbot, typed, press=Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier
):
    """When the dialog opens: type into its fields in turn, then press the key."""

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        editors = dialog.findChildren(QLineEdit) + dialog.findChildren(QPlainTextEdit)
        for editor, text in zip(editors, typed, strict=False):
            editor.setFocus()
            editor.selectAll()
            qtbot.keyClicks(editor, text)
        qtbot.keyClick(dialog, press, modifier)
        while dialog.isVisible():  # the first time it warns that what is typed goes
            dialog.reject()

    QTimer.singleShot(20, act)


def test_newest_incident_comes_first_and_the_line_above_says_what_is_shown(window):
    assert shown(window)[0] == "MIN-GAO-2016-0025"
    assert len(shown(window)) == 25
    assert window.log.result.count.text() == "25 incidents"
    assert "18 killed, 13 of them UN" in window.log.result.facts.text()


def test_struck_incidents_stay_visible(window):
    assert "Struck" in shown(window, "status")


def test_clicking_a_header_sorts_and_shift_adds_a_second_key(qtbot, window):
    header = window.log.view.header
    names = [one.name for one in window.log.view.incidents.columns]

    def click(name, modifier):
        section = names.index(name)
        spot = QPoint(header.sectionViewportPosition(section) + 8, 10)
        with qtbot.waitSignal(window.log.answered):
            qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifier, spot)

    click("killed", Qt.KeyboardModifier.NoModifier)
    assert shown(window, "killed")[:3] == ["6", "5", "3"]
    click("target", Qt.KeyboardModifier.ShiftModifier)
    assert window.log.query.order == (Order("killed", True), Order("target", False))
    assert window.log.result.beside.text() == "Sorted by Killed, then Target"
    click("killed", Qt.KeyboardModifier.NoModifier)
    assert window.log.query.order == (Order("killed", False),)


def test_a_question_asked_before_the_totals_of_the_former_is_not_lost(qtbot, window):
    """The totals follow the rows after a moment, in which somebody may go on."""
    soon = QTimer(window, singleShot=True, interval=5)
    soon.timeout.connect(lambda: window.log.sort((Order("killed", True),)))
    window.log.view.incidents.modelReset.connect(soon.start, Qt.ConnectionType.SingleShotConnection)
    window.log.sort((Order("summary"),))
    qtbot.waitUntil(lambda: shown(window, "killed")[:3] == ["6", "5", "3"])
    qtbot.waitUntil(lambda: window.log.result.beside.text() == "Sorted by Killed")


def test_searching_narrows_and_escape_brings_everything_back(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = window.log.filters.search
    with qtbot.waitSignal(window.log.answered):
        qtbot.keyClicks(search, "aguelhok")
    assert shown(window) == ["MIN-GAO-2016-0008"]
    assert window.log.result.count.text() == "1 of 25 incidents"
    with qtbot.waitSignal(window.log.answered):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert len(shown(window)) == 25


def test_nothing_found_says_so_and_offers_to_clear_the_filters(qtbot, window):
    with qtbot.waitSignal(window.log.answered):
        qtbot.keyClicks(window.log.filters.search, "no such place")
    assert window.log._body.currentIndex() == 2
    with qtbot.waitSignal(window.log.answered):
        window.log.filters.clear()
    assert window.log._body.currentIndex() == 0


def test_the_selected_incident_stays_selected_when_the_order_changes(qtbot, window):
    select(window, "MIN-GAO-2016-0008")
    uid = window.log.detail.uid
    with qtbot.waitSignal(window.log.answered):
        window.log.sort((Order("summary"),))
    assert window.log.view.uid() == uid == window.log.detail.uid


def test_detail_shows_old_values_struck_with_the_reason(qtbot, window):
    select(window, "MIN-GAO-2016-0008")
    qtbot.waitUntil(lambda: "<s>5 UN contingent (Chad) killed" in told(window))
    assert "A sixth soldier of the contingent died; notified by the sector." in told(window)


def test_a_remark_is_added_with_one_key_from_the_table(qtbot, window, sample):
    select(window, "MIN-GAO-2016-0021")
    answer_dialog(qtbot, ["medical officer", "010600Z JUN 16", "Fourth wounded soldier flown out."])
    with qtbot.waitSignal(window.log.answered):
        press(qtbot, window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: "Fourth wounded soldier flown out." in told(window))


def test_verifying_ones_own_content_is_refused_with_the_remedy(qtbot, window):
    select(window, "MIN-GAO-2016-0024")  # written by the officer on watch
    press(qtbot, window, Qt.Key.Key_V)
    banner = window.voice.banner
    assert "wrote the latest content" in banner.accessibleName()
    assert "second person" in banner.accessibleName()


def test_striking_needs_a_reason_and_then_strikes(qtbot, window):
    select(window, "MIN-GAO-2016-0024")
    answer_dialog(qtbot, [""])
    press(qtbot, window, Qt.Key.Key_S)
    assert shown(window, "status")[1] == "Initial"
    answer_dialog(qtbot, ["Reported to the wrong station."])
    with qtbot.waitSignal(window.log.answered):
        press(qtbot, window, Qt.Key.Key_S)
    assert shown(window, "status")[1] == "Struck"


def test_marking_a_duplicate_names_the_incident_that_stays(qtbot, window):
    select(window, "MIN-GAO-2016-0024")
    answer_dialog(qtbot, ["MIN-GAO-2016-0005", "Same protest."])
    with qtbot.waitSignal(window.log.answered):
        press(qtbot, window, Qt.Key.Key_D)
    assert shown(window, "status")[1] == "Duplicate"


def test_single_letter_keys_do_nothing_while_somebody_types(qtbot, window):
    select(window, "MIN-GAO-2016-0024")
    with qtbot.waitSignal(window.log.answered):
        qtbot.keyClicks(window.log.filters.search, "vsr")
    assert window.log.filters.search.text() == "vsr"


def test_copying_the_number_puts_it_into_the_clipboard(qtbot, window):
    select(window, "MIN-GAO-2016-0021")
    window.log.view.setFocus()
    qtbot.keyClick(window.log.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "MIN-GAO-2016-0021"


def test_a_new_incident_is_logged_and_selected(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = window.form
    assert form.isVisible()
    for name, text in (("occurred", "010700Z JUN 16"), ("summary", "Two shots near the bridge.")):
        editor = form.findChild(object, name)
        editor.setFocus()
        qtbot.keyClicks(editor, text)
    kind = form.findChild(object, "type")
    kind.setFocus()
    qtbot.keyClicks(kind, "direct")
    qtbot.keyClick(kind, Qt.Key.Key_Tab)
    with qtbot.waitSignal(window.log.answered, timeout=5000):
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert any("Two shots near the bridge." in words for words in shown(window, "summary"))
    assert window.log.isVisible()


def test_the_csv_holds_the_rows_of_the_table_in_their_order(qtbot, window, tmp_path, monkeypatch):
    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    with qtbot.waitSignal(window.log.answered):
        window.log.sort((Order("summary"),))
    window.write_csv()
    qtbot.waitUntil(target.exists, timeout=5000)
    with target.open(encoding="utf-8-sig", newline="") as file:
        numbers = [row["number"] for row in csv.DictReader(file)]
    assert numbers == shown(window)


def test_an_export_that_cannot_be_written_says_so_and_keeps_the_old_file(
    qtbot, window, tmp_path, monkeypatch
):
    missing = tmp_path / "no folder" / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(missing), ""))
    window.write_csv()
    qtbot.waitUntil(lambda: window.voice.banner is not None, timeout=5000)
    assert "There is no folder" in window.voice.banner.accessibleName()


def test_verifying_the_journal_tells_the_result(qtbot, window):
    window._actions.trigger("verify_chain")
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)), timeout=10_000)
    words = " ".join(label.text() for label in window.findChildren(Toast)[-1].findChildren(QLabel))
    assert "60 entries, chain and rows whole" in words


def test_without_a_watch_it_is_asked_who_is_typing(qtbot, window):
    window._actions.trigger("close_watch")
    assert window.status._watch.text() == "nobody"
    select(window, "MIN-GAO-2016-0024")
    answer_dialog(qtbot, [], Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    press(qtbot, window, Qt.Key.Key_V)
    assert shown(window, "status")[1] == "Initial"
    answer_dialog(qtbot, [])
    press(qtbot, window, Qt.Key.Key_V)
    assert window._desk.typist is not None
    answer_dialog(qtbot, [])
    window.assume_watch()
    assert window._desk.typist is None
    assert window._desk.watch is not None


def test_columns_keep_their_width_order_and_choice_over_a_restart(
    qtbot, theme, sample, settings, window
):
    names = [one.name for one in window.log.view.incidents.columns]
    region, status = names.index("region"), names.index("status")
    window.log.view.setColumnHidden(region, False)
    window.log.view.setColumnWidth(status, 133)
    window.log.view.header.moveSection(window.log.view.header.visualIndex(status), 2)
    window.close()
    again = put_up_window(sample, theme, qtbot, settings)
    assert not again.log.view.isColumnHidden(region)
    assert again.log.view.columnWidth(status) == 133
    assert again.log.view.header.visualIndex(status) == 2


def test_every_action_has_something_that_does_it(window):
    for spec in WINDOW_ACTIONS:
        assert any(hasattr(doer, spec.name) for doer in window._doers), spec.name


def test_no_key_stands_for_two_actions():
    for place in {spec.place for spec in ACTIONS}:
        keys = [spec.key for spec in ACTIONS if spec.key and spec.place in ("window", place)]
        assert len(keys) == len(set(keys))


def test_space_hides_and_shows_the_detail(qtbot, window):
    window.log.view.setFocus()
    qtbot.keyClick(window.log.view, Qt.Key.Key_Space)
    assert not window.log.detail.isVisible()
    qtbot.keyClick(window.log.view, Qt.Key.Key_Space)
    assert window.log.detail.isVisible()


def test_an_export_that_breaks_is_shown_as_our_fault(qtbot, theme, sample, settings, tmp_path):
    def broken(*_given):
        raise KeyError("ours")

    window = MainWindow(theme, Desk(sample), settings, {"csv": broken})
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.broke) as told:
        window._exporting.start("csv", IncidentQuery(), tmp_path / "x.csv")
    assert isinstance(told.args[0], KeyError)


def test_a_handover_leaves_the_selected_incident_selected(qtbot, window):
    select(window, "MIN-GAO-2016-0008")
    uid = window.log.view.uid()
    with qtbot.waitSignal(window.log.answered):
        window._actions.trigger("close_watch")
    assert window.log.view.uid() == uid


def test_a_struck_incident_is_not_opened_for_amendment(window):
    select(window, "MIN-GAO-2016-0018")
    window._actions.trigger("amend")
    assert window.log.isVisible()
    assert "struck or a duplicate" in window.voice.banner.accessibleName()


def test_what_is_typed_in_a_dialog_goes_with_the_second_escape_only(qtbot, window):
    dialog = AskDialog(window._theme, "Remark", "", "Add", lambda _typed: None, parent=window)
    dialog.add("text", "Text", QPlainTextEdit())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog._fields["text"].editor, "Convoy left at 0600Z.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "throws away" in dialog._problem.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_matrix_shows_whoever_was_released_or_is_not_counted_any_more(qtbot, window):
    select(window, "MIN-GAO-2016-0011")
    qtbot.waitUntil(lambda: "Released" in told(window))
    assert "<s>2</s>" in told(window)  # abducted, as first told


def test_the_question_of_the_table_is_the_question_of_the_export(window):
    with window._desk.book.reading() as session:
        assert IncidentQuery().count(session) == len(shown(window))
