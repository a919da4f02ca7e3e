"""The table of actions: no key twice, every key on the help page, every key of the form works."""

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from db.drafts import drafts_of
from gui.action_book import ActionBook
from gui.actions import ACTIONS, JUMPS, KEYS, WINDOW_ACTIONS, key_of
from gui.desk import Desk
from gui.help import KeysDialog
from gui.keys import key_words, sequences
from tests.keyboard import entries, press_alt, put_up_form, write

WINDOW = list(WINDOW_ACTIONS)
FORM = [spec for spec in ACTIONS if spec.place == "form"]


@pytest.fixture
def desk(book):
    return Desk(book)


@pytest.fixture
def form(desk, theme, qtbot):
    form = put_up_form(desk, theme, qtbot)
    form.begin_new()
    return form


@pytest.fixture
def done():
    return []


@pytest.fixture
def book_of_actions(qtbot, theme, done):
    window, table = QWidget(), QWidget()
    table.setParent(window)
    qtbot.addWidget(window)
    actions = ActionBook(theme, window, table, lambda spec: done.append(spec.name))
    yield actions
    window.close()


def press_sequence(sequence):
    combination = sequence[0]
    QTest.keyClick(QApplication.focusWidget(), combination.key(), combination.keyboardModifiers())


def test_names_and_keys_stand_for_one_action_each():
    assert len({spec.name for spec in ACTIONS}) == len(ACTIONS)
    apart = {"log", "map", "form", "report"}  # of these at most one has the keyboard
    bound = [
        (set(map(str, map(QKeySequence.toString, sequences(spec.key)))), spec.place)
        for spec in ACTIONS
        if spec.key
    ]
    for (keys, place), (others, elsewhere) in combinations(bound, 2):
        assert not keys & others or (place != elsewhere and {place, elsewhere} <= apart)


@pytest.mark.parametrize("spec", [s for s in ACTIONS if s.key], ids=lambda spec: spec.name)
def test_qt_understands_every_key(spec):
    for sequence in sequences(spec.key):
        assert sequence.count() == 1
        assert sequence[0].key() != Qt.Key.Key_unknown
    assert key_words(spec.key) == spec.key


def test_letters_alone_are_keys_of_table_and_map_only():
    """A letter that worked in the whole window would be swallowed where somebody types.

    The figures of the report page are not: a line that has the keyboard takes them first.
    """
    alone = [spec for spec in ACTIONS if len(spec.key) == 1]
    assert all(spec.place in ("log", "map", "report") for spec in alone)
    assert all(spec.key.isdigit() for spec in alone if spec.place == "report")


def test_the_help_page_shows_every_key_beside_its_action(qtbot, theme):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = KeysDialog(theme, parent)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    for spec in ACTIONS:
        if spec.key:
            assert (spec.text.rstrip("…"), spec.key) in pairwise(words)


def test_the_help_page_fits_the_smallest_screen_in_the_largest_text(qtbot, theme):
    parent = QWidget()
    qtbot.addWidget(parent)
    for scale in (100, 110, 125):
        theme.use("light", scale)
        dialog = KeysDialog(theme, parent)
        assert dialog.width() <= 1366
        assert dialog.height() <= dialog.screen().availableSize().height()
    theme.use("light", 100)


def test_an_incident_is_needed_for_what_is_done_to_one(book_of_actions):
    book_of_actions.offer(selected=False, may_write=True, on_watch=True)
    names = {spec.name for spec in book_of_actions.possible()}
    at_now = [spec for spec in WINDOW if spec.only != "past"]
    assert names == {spec.name for spec in at_now if not spec.on_incident}
    book_of_actions.offer(selected=True, may_write=True, on_watch=True)
    assert list(book_of_actions.possible()) == [spec for spec in WINDOW if spec.only != "past"]


def test_a_log_that_can_only_be_read_is_not_written(book_of_actions):
    book_of_actions.offer(selected=True, may_write=False, on_watch=True)
    names = {spec.name for spec in book_of_actions.possible()}
    assert {"write_csv", "write_flash", "copy_number", "search_log"} <= names
    assert not names & {"new_incident", "amend", "remark", "attach", "link", "add_place"}


def test_only_a_watch_that_is_open_is_handed_over_or_closed(book_of_actions):
    book_of_actions.offer(selected=True, may_write=True, on_watch=False)
    missing = {spec.name for spec in WINDOW} - {s.name for s in book_of_actions.possible()}
    assert missing == {"hand_over", "close_watch", "back_to_now"}


def test_in_the_past_nothing_is_offered_that_is_about_now(book_of_actions):
    book_of_actions.offer(selected=True, may_write=False, on_watch=True, past=True)
    names = {spec.name for spec in book_of_actions.possible()}
    assert {"back_to_now", "known_at", "write_csv", "write_sitrep", "copy_number"} <= names
    assert not names & {"new_incident", "write_flash", "show_handover", "write_handover"}


def test_what_cannot_be_done_is_not_done(book_of_actions, done):
    book_of_actions.offer(selected=False, may_write=True, on_watch=True)
    book_of_actions.trigger("amend")
    book_of_actions.trigger("new_incident")
    assert done == ["new_incident"]


def test_the_menu_holds_every_action_of_the_window_under_its_title(book_of_actions, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = {
        (title.text(), action.text())
        for title in book_of_actions.menu(parent).actions()
        for action in title.menu().actions()
    }
    assert shown == {(spec.menu, spec.text) for spec in WINDOW}


def test_the_form_takes_its_keys_from_the_table(form):
    """Each field and each section that the type has answers to its key, and to no other."""
    for number, name in enumerate(JUMPS, start=1):
        press_alt(number)
        cell = form.cells[name]
        assert cell.isAncestorOf(QApplication.focusWidget()), name
        assert key_of(f"go_{name}") == f"Alt+{number}"
    shown = {cell.field.section for cell in form.cells.values() if cell.isVisibleTo(form)}
    for section, letter in KEYS.items():
        assert key_of(f"open_{section.name.lower()}") == f"Alt+{letter}"
        press_alt(letter)
        focused = QApplication.focusWidget()
        inside = {c.field.section for c in form.cells.values() if c.isAncestorOf(focused)}
        assert inside == {section} or section not in shown


@pytest.mark.parametrize("sequence", sequences(key_of("save")), ids=QKeySequence.toString)
def test_the_form_is_saved_with_either_enter(form, book, sequence):
    for number, text in ((1, "311430Z MAY 16"), (2, "other"), (7, "Shots heard.")):
        press_alt(number)
        write(text)
    press_sequence(sequence)
    assert entries(book) == 1


def test_escape_closes_the_form_and_keeps_the_draft(form, book, qtbot):
    press_alt(7)
    write("Shots heard.")
    with qtbot.waitSignal(form.closed):
        press_sequence(QKeySequence(key_of("leave")))
    with book.reading() as session:
        assert [draft.typed["summary"] for draft in drafts_of(session)] == ["Shots heard."]


@pytest.mark.parametrize("sequence", sequences(key_of("add_row")), ids=QKeySequence.toString)
def test_casualty_rows_come_and_go_by_their_keys(form, sequence):
    press_alt(6)
    rows = form.cells["casualties"].editor.rows
    before = len(rows())
    press_sequence(sequence)
    write("2")
    assert len(rows()) == before + 1
    press_sequence(QKeySequence(key_of("remove_row")))
    assert len(rows()) == before


def test_the_key_of_a_section_that_is_hidden_writes_no_letter(form):
    press_alt(2)
    write("ied road")
    press_alt("I")
    press_alt("F")  # Shooting, of which an explosion is not asked
    assert [name for name, cell in form.cells.items() if cell.input.typed() == "f"] == []


def test_a_field_that_is_left_with_its_list_open_looks_left(form):
    press_alt(2)
    write("ied")
    press_alt(3)
    labels = [label for label in form.findChildren(QLabel) if label.isVisible()]
    lit = [label.text() for label in labels if label.property("role") == "fieldFocus"]
    assert lit == ["3  Place"]
