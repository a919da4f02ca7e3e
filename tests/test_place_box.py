"""The line for a place lists what the gazetteer finds, and never takes a place by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from db import acts
from db.content import Circumstances
from db.current import gazetteer_of
from db.gazetteer import Gazetteer, Place
from db.vocabulary import PlaceKind
from gui.add_place import ask_for_place
from gui.ask import AskDialog
from gui.desk import Desk
from gui.place_box import ROWS, PlaceBox, matched_part
from tests.keyboard import put_up

MALI = frozenset({"MLI"})
NEAR = (16.27167, -0.04472)
KEYS = Qt.Key
OWN = tuple(
    Place(f"Zzyzx {letter}", 16.3 + place / 100, 0.0, "MLI", "Gao", 0, PlaceKind.CAMP)
    for place, letter in enumerate("abcdefghijk")
)


@pytest.fixture
def places():
    read = Gazetteer(MALI, NEAR, OWN)
    read.load()
    return read


@pytest.fixture
def form(theme):
    """A window with a line before and after the place, and keys of its own."""
    window = QWidget()
    window.before, window.after = QLineEdit(), QLineEdit()
    window.pressed = []
    for key in ("Esc", "Ctrl+Return", "Return", "Down"):
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.activated.connect(lambda key=key: window.pressed.append(key))
    return window


@pytest.fixture
def make(form, theme, qtbot):
    """Put a PlaceBox with a gazetteer into the form, and give it the keyboard."""

    def made(gazetteer):
        around = Circumstances(datetime(2016, 5, 31, tzinfo=UTC), timedelta(0), MALI, gazetteer)
        box = PlaceBox(theme, lambda: around)
        column = QVBoxLayout(form)
        for part in (form.before, box, form.after):
            column.addWidget(part)
        column.addStretch()
        form.resize(600, 500)
        put_up(form, qtbot)
        box.setFocus()
        return box

    return made


@pytest.fixture
def box(make, places):
    return make(places)


def press(box, *keys):
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(box, key)
        else:
            QTest.keyClick(box, key)


def names(box):
    return [found.place.name for found in box.listed()]


def test_typing_lists_places_and_at_most_eight(box):
    press(box, "zzy")
    assert names(box) == [place.name for place in OWN[:ROWS]]
    press(box, "zx b")
    assert names(box) == ["Zzyzx b"]


def test_nothing_typed_lists_nothing(box):
    press(box, "zzy", KEYS.Key_Backspace, KEYS.Key_Backspace, KEYS.Key_Backspace)
    assert box.listed() == ()
    press(box, KEYS.Key_Down)
    assert box.listed() == ()


def test_enter_takes_the_first_place_and_does_not_save_the_form(box, form):
    taken = []
    box.taken.connect(taken.append)
    press(box, "zzy", KEYS.Key_Return)
    assert taken == [OWN[0]]
    assert box.value() == "Zzyzx a"
    assert box.listed() == ()
    assert form.pressed == []


def test_arrows_choose_and_go_round(box):
    taken = []
    box.taken.connect(taken.append)
    press(box, "zzy", KEYS.Key_Down, KEYS.Key_Down, KEYS.Key_Up, KEYS.Key_Return)
    assert taken == [OWN[1]]
    press(box, KEYS.Key_Backspace, KEYS.Key_Up, KEYS.Key_Up)  # the line that adds, the last place
    press(box, KEYS.Key_Return)
    assert taken == [OWN[1], OWN[ROWS - 1]]


def test_escape_closes_the_list_only_and_keeps_the_text(box, form):
    press(box, "zzy", KEYS.Key_Escape)
    assert (box.value(), box.listed(), form.pressed) == ("zzy", (), [])
    press(box, KEYS.Key_Escape)
    assert form.pressed == ["Esc"]  # the next one is the form's


def test_keys_of_the_form_stay_the_forms(box, form):
    press(box, "zzy")
    QTest.keyClick(box, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.pressed == ["Ctrl+Return"]


@pytest.mark.parametrize(("keys", "text"), [((), "zzy"), ((KEYS.Key_Down,), "Zzyzx b")])
def test_tab_leaves_with_the_text_as_it_is_unless_an_arrow_chose(box, form, keys, text):
    taken = []
    box.taken.connect(taken.append)
    press(box, "zzy", *keys, KEYS.Key_Tab)
    assert box.value() == text
    assert len(taken) == len(keys)
    assert form.after.hasFocus()
    assert box.listed() == ()


def test_the_list_never_has_the_keyboard(box):
    press(box, "zzy", KEYS.Key_Down, "zx c")
    assert box.hasFocus()
    assert box.value() == "zzyzx c"
    assert names(box) == ["Zzyzx c"]


def test_a_click_takes_a_place(box, form):
    taken = []
    box.taken.connect(taken.append)
    press(box, "zzy")
    below = box.mapTo(form, QPoint(40, box.height() + 3 + 4 + 25 + 12))  # the second row
    popup = form.childAt(below)
    QTest.mouseClick(
        popup, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, popup.mapFrom(form, below)
    )
    assert taken == [OWN[1]]
    assert box.hasFocus()


def test_what_was_typed_comes_back_with_undo(box):
    press(box, "zzy", KEYS.Key_Return)
    box.undo()
    assert box.value() == "zzy"


def test_what_is_unknown_can_be_added(box):
    adding = []
    box.adding.connect(adding.append)
    press(box, "qqqqq", KEYS.Key_Return)
    assert (adding, box.value()) == ([], "qqqqq")  # Enter alone adds nothing
    press(box, KEYS.Key_Backspace, KEYS.Key_Down, KEYS.Key_Return)
    assert adding == ["qqqq"]
    QTest.keyClick(box, KEYS.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert adding == ["qqqq", "qqqq"]


def test_leaving_tells_what_stands_there(box):
    settled = []
    box.settled.connect(settled.append)
    press(box, " Gao ", KEYS.Key_Tab)
    assert settled == ["Gao"]


def test_a_kept_value_is_shown_without_a_list(box):
    box.set_value("Zzyzx a")
    assert (box.value(), box.listed()) == ("Zzyzx a", ())
    box.set_value("")
    assert box.value() == ""


def test_without_a_gazetteer_it_is_a_line_like_any_other(make, form):
    box = make(None)
    press(box, "zzy", KEYS.Key_Return)
    assert (box.value(), box.listed()) == ("zzy", ())


def test_the_gazetteer_is_read_in_the_background_while_one_types(make, qtbot):
    fresh = Gazetteer(MALI, NEAR, OWN)
    box = make(fresh)
    press(box, "zzy")
    loop = QEventLoop()
    look = QTimer(interval=5)
    look.timeout.connect(lambda: box.listed() and loop.quit())
    look.start()
    QTimer.singleShot(5000, loop.quit)
    loop.exec()
    assert fresh.is_loaded
    assert len(box.listed()) == ROWS


def test_what_was_taken_before_the_gazetteer_was_read_opens_no_list(make):
    fresh = Gazetteer(MALI, NEAR, OWN)
    box = make(fresh)
    box.take(OWN[0])
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()
    while not fresh.is_loaded:
        loop.processEvents()
    assert (box.value(), box.listed()) == ("Zzyzx a", ())


def test_the_list_follows_the_line_when_the_form_is_scrolled(qtbot, theme, places):
    around = Circumstances(datetime(2016, 5, 31, tzinfo=UTC), timedelta(0), MALI, places)
    area, inside = QScrollArea(), QWidget()
    box = PlaceBox(theme, lambda: around)
    column = QVBoxLayout(inside)
    column.addSpacing(200)
    column.addWidget(box)
    column.addSpacing(2000)
    area.setWidget(inside)
    area.resize(600, 700)
    put_up(area, qtbot)
    box.setFocus()
    press(box, "zzy")
    (popup,) = (each for each in area.findChildren(QWidget) if type(each).__name__ == "_Popup")
    former = popup.y()
    area.verticalScrollBar().setValue(100)
    assert popup.y() == former - 100


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        ("Gaouna", "gao", "Gao"),
        ("Sévaré", "seva", "Séva"),
        ("Camp Castor", "cas", "Cas"),
        ("Aguel-Hoc", "aguel h", "Aguel-H"),
        ("Timbuktu", "gao", ""),
        ("Gao", "", ""),
    ],
)
def test_the_letters_that_match_are_known(name, typed, part):
    start, end = matched_part(name, typed)
    assert name[start:end] == part


def answer(**typed):
    """Type into the dialog that comes up and confirm it; return what it then says, in a list."""
    said = []

    def type_in():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AskDialog)
        lines, (kinds,) = dialog.findChildren(QLineEdit), dialog.findChildren(QComboBox)
        for line, text in zip(lines, (typed.get("name"), typed.get("position")), strict=True):
            if text is not None:
                line.setText(text)
        kinds.setCurrentText(typed.get("kind", kinds.currentText()))
        dialog.confirm.click()
        if dialog.isVisible():
            said.extend(line.accessibleDescription() for line in lines)
            dialog.reject()
            dialog.reject()

    QTimer.singleShot(0, type_in)
    return said


@pytest.fixture
def desk(book, qapp):
    return Desk(book)


def test_a_local_place_is_added_in_one_step_and_completes(desk, theme, qtbot):
    with qtbot.waitSignal(desk.changed):
        answer(position="30QZD1583604274", kind="Checkpoint")
        place = ask_for_place(theme, desk, None, "Point Zulu", "")
    assert (place.name, place.kind, place.region) == ("Point Zulu", PlaceKind.CHECKPOINT, "Gao")
    (found,) = gazetteer_of(desk.book).complete("zulu").found
    assert found.place.kind is PlaceKind.CHECKPOINT
    assert found.place.latitude == pytest.approx(place.latitude)


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"name": " ", "position": "16.2 N 0.1 W"}, 0, "Give the name"),
        ({"name": "Here", "position": "ZD1583604274"}, 1, "zone is missing"),
        ({"name": "Here", "position": ""}, 1, "Type a grid"),
    ],
)
def test_what_can_not_be_read_is_said_at_its_field(desk, theme, typed, field, reason):
    said = answer(**typed)
    assert ask_for_place(theme, desk, None, "", "") is None
    assert reason in said[field]
    assert gazetteer_of(desk.book).named("here") == ()


def test_a_place_that_the_log_has_is_not_added_again(desk, theme, author):
    answer(position="16.2 N 0.1 W")
    assert ask_for_place(theme, desk, None, "Point Zulu", "")
    answer(position="16.3 N 0.1 W")
    assert ask_for_place(theme, desk, None, "point zulu", "") is None


def test_nobody_on_watch_adds_nothing(desk, theme, author):
    desk.do(acts.close_watch, author)
    answer(position="16.2 N 0.1 W")
    assert ask_for_place(theme, desk, None, "Point Zulu", "") is None
