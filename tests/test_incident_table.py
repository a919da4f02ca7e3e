"""The incident table shows the answer to its query, and reads no more than it must."""

from threading import Lock

import pytest
from conftest import AMBUSH
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView
from sqlalchemy import event

from db import acts
from db.errors import Refused
from db.numbers import Numbered
from db.pages import PAGE, Pages
from db.query import IncidentQuery, Order
from gui.ask import NumberBox
from gui.columns import COLUMNS
from gui.finding import FindBox, Offer
from gui.incident_table import ROW, IncidentTableModel
from gui.incident_view import IncidentView
from gui.tags_box import TagsBox
from tests.generator import generate

COUNT = PAGE + 30
LONG = 10_000


@pytest.fixture
def full(book, author):
    """A logbook of a page and a bit."""
    for number in range(COUNT):
        acts.log(book, author, {**AMBUSH, "summary": f"Incident {number:04}"})
    return book


@pytest.fixture
def model(qapp, full):
    made = IncidentTableModel()
    made.answer(Pages(full, IncidentQuery(order=(Order("number", descending=True),))))
    return made


def test_model_keeps_qts_contract(model, qtmodeltester):
    """Qt's own checker finds no inconsistent index, parent or count."""
    qtmodeltester.check(model, force_py=True)


def test_an_empty_model_keeps_it_too(qapp, qtmodeltester):
    qtmodeltester.check(IncidentTableModel(), force_py=True)


def test_rows_are_in_the_querys_order_across_a_page_boundary(model):
    numbers = [model.index(row, 1).data() for row in (0, PAGE - 1, PAGE, COUNT - 1)]
    assert [int(number[-4:]) for number in numbers] == [COUNT, COUNT - PAGE + 1, COUNT - PAGE, 1]


def test_asking_resets_the_view_once(model, full, qtbot):
    with qtbot.waitSignal(model.modelReset):
        model.answer(Pages(full, IncidentQuery(text="Incident 0000")))
    assert model.rowCount() == 1


def test_painting_a_page_reads_it_once(model, full):
    statements = []
    event.listen(full.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    for row in range(PAGE):
        for column in range(model.columnCount()):
            model.index(row, column).data(Qt.ItemDataRole.DisplayRole)
    assert len([one for one in statements if one.startswith("SELECT")]) == 1


def test_every_column_has_words_for_every_row_of_the_sample(sample):
    with sample.reading() as session:
        rows = IncidentQuery().page(session, 0, 100)
    for column in COLUMNS:
        for row in rows:
            assert isinstance(column.text(row), str)


def test_unknown_is_a_question_mark_nil_is_nought_and_not_reported_is_empty(sample):
    killed = next(column for column in COLUMNS if column.name == "killed")
    with sample.reading() as session:
        rows = {row.number: row for row in IncidentQuery().stream(session)}
    assert killed.text(rows["MIN-GAO-2016-0012"]) == "?"
    assert killed.text(rows["MIN-GAO-2016-0024"]) == "0"
    assert killed.text(rows["MIN-GAO-2016-0018"]) == ""


@pytest.fixture
def lines(theme):
    """Each line that offers a list, with a list."""
    found = FindBox(theme, [Offer("a", "Alpha"), Offer("b", "Bravo")])
    found._list(found._offers)
    numbers = NumberBox(lambda _typed: [Numbered("uid", "MIN-GAO-2016-0001", None, None, "Shots")])
    numbers._offer("1")
    yield found, numbers, TagsBox(["convoy", "night"])
    for line in (found, numbers):
        line.close()


@pytest.mark.parametrize("which", range(3))
def test_lists_that_a_line_offers_keep_qts_contract(lines, qtmodeltester, which):
    """They are Qt's own models, filled by us."""
    model = lines[which].findChild(QStringListModel)
    assert model.rowCount() > 0
    qtmodeltester.check(model, force_py=True)


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    book = generate(tmp_path_factory.mktemp("long") / "long.watch", LONG)
    yield book
    book.close()


@pytest.fixture
def view(qtbot, theme, long):
    view = IncidentView(theme)
    qtbot.addWidget(view)
    view.resize(900, 600)
    rows = Pages(long, IncidentQuery())
    rows.fetch([0])
    view.answer(rows, None)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.incidents.finish()


@pytest.fixture
def pages_read(long):
    """Which offsets are asked for."""
    offsets = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        if "LIMIT" in statement:
            offsets.append(parameters[-1])

    event.listen(long.engine, "before_cursor_execute", note)
    yield offsets
    event.remove(long.engine, "before_cursor_execute", note)


def in_sight(view):
    """Return the rows that are seen, and whether all of them were read."""
    rows = range(view.rowAt(0), view.rowAt(view.viewport().height() - 1) + 1)
    return rows, all(view.incidents.held(row) is not None for row in rows)


def test_the_scroll_bar_goes_to_the_end_and_reads_nothing_in_between(qtbot, view, pages_read):
    bar = view.verticalScrollBar()
    for part in range(1, 41):  # as a hand drags it, painted at every step
        bar.setValue(bar.maximum() * part // 40)
        view.viewport().repaint()
    qtbot.waitUntil(lambda: in_sight(view)[1])
    view.incidents.finish()
    assert in_sight(view)[0][-1] == LONG - 1
    assert len(pages_read) <= 3
    assert max(pages_read) <= 2 * PAGE  # found from the end


def test_painting_waits_for_no_page(qtbot, view, pages_read):
    """What is not read yet is painted as quiet bars; the page comes when it comes."""
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    held = view.incidents._pool
    held.setMaxThreadCount(1)
    gate = Lock()
    with gate:
        held.start(lambda: gate.acquire() and gate.release())
        view.viewport().repaint()
        assert not in_sight(view)[1]
        assert pages_read == []
        assert view.incidents.index(in_sight(view)[0][0], 1).data(ROW) is None
    qtbot.waitUntil(lambda: in_sight(view)[1])


def test_rows_beyond_the_edge_of_a_page_are_read_before_they_are_seen(qtbot, view):
    row = PAGE - 40
    view.scrollTo(view.incidents.index(row, 1), QAbstractItemView.ScrollHint.PositionAtBottom)
    view.viewport().repaint()
    qtbot.waitUntil(lambda: view.incidents.held(PAGE) is not None)


def test_a_row_far_away_is_chosen_once_it_is_read(qtbot, view):
    """Until then no incident is: an act must not meet the one that was chosen before."""
    told = []
    view.chosen.connect(told.append)
    with qtbot.waitSignals([view.chosen, view.chosen]):
        qtbot.keyClick(view, Qt.Key.Key_End)
    assert told == ["", view.incidents.row(LONG - 1).incident_uid]
    assert view.uid() == told[-1]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    assert view.uid() == told[-1] == view.incidents.row(0).incident_uid


def test_the_words_of_a_cell_can_be_had_at_once(view):
    """A screen reader asks for them, and waits."""
    assert view.incidents.index(LONG // 2, 1).data()


def test_letters_look_for_no_row(qtbot, view, pages_read):
    """Qt would read the whole log for a row that begins so."""
    qtbot.keyClicks(view, "zzz")
    assert view.currentIndex().row() == 0
    assert len(pages_read) <= 1


def test_a_page_that_cannot_be_read_is_told_once(qtbot, view, long, monkeypatch):
    def fails(*_given):
        raise Refused("The disk is gone.", "Look for it.")

    monkeypatch.setattr(IncidentQuery, "page", fails)
    with qtbot.waitSignal(view.incidents.failed) as told:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 3)
    assert "The disk is gone." in str(told.args[0])
    assert view.incidents._task is None
