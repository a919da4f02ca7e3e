"""The incident table shows the answer to its query, and reads no more than it must."""

import pytest
from conftest import AMBUSH
from PySide6.QtCore import Qt
from sqlalchemy import event

from db import acts
from db.pages import PAGE, Pages
from db.query import IncidentQuery, Order
from gui.columns import COLUMNS
from gui.incident_table import IncidentTableModel

COUNT = PAGE + 30


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
