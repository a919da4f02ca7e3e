"""Rows in the clipboard: text, CSV and a table, with the columns and the order of the screen."""

import csv
import io
from html.parser import HTMLParser

import pytest
from conftest import AMBUSH
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db import acts
from exports import exporters
from gui import view_acts
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.settings import Settings
from tests.keyboard import CONTROL, NONE, SHIFT, press


@pytest.fixture
def window(qtbot, theme, book, author, tmp_path):
    for summary in ("=1+1 shots heard", "Two\nlines & <b>more</b>", "Quiet\tsince"):
        last = acts.log(book, author, {**AMBUSH, "summary": summary}).subject
    acts.strike(book, author, last, "another incident")
    window = MainWindow(theme, Desk(book), Settings(tmp_path / "settings.ini"), exporters())
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.log.answered):
        window.resize(1366, 768)
        window.show()
    window.activateWindow()
    window.log.view.setFocus()
    qtbot.waitUntil(window.log.view.hasFocus)
    return window


def mark_all(window):
    window.log.view.select(0)
    for _row in range(window.log.view.incidents.rowCount() - 1):
        press(Qt.Key.Key_Down, SHIFT)


def shown(window):
    return [column.label for column in window.log.view.shown_columns()]


class Cells(HTMLParser):
    """Reads a table as a spreadsheet would."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.struck = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            assert tag == "th" or "@" in dict(attrs)["style"]
        elif tag == "br":
            self.rows[-1][-1] += "\n"
        self.struck += tag == "s"

    def handle_data(self, data):
        self.rows[-1][-1] += data


def test_the_rows_are_copied_by_keys_in_three_forms_that_agree(window):
    mark_all(window)
    press(Qt.Key.Key_R, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    table = list(csv.reader(io.StringIO(bytes(data.data("text/csv")).decode(), newline="")))
    assert table[0] == shown(window)
    assert len(table) == 4
    assert [line.split("\t") for line in data.text().split("\n")] == [
        [" ".join(cell.split()) for cell in line] for line in table
    ]
    assert Cells(data.html()).rows == table


def test_no_cell_is_a_formula_and_struck_rows_are_struck(window):
    mark_all(window)
    press(Qt.Key.Key_R, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    cells = Cells(data.html())
    assert "'=1+1 shots heard" in [row[-1] for row in cells.rows]
    assert cells.struck > 0
    assert "Struck" in data.text()


def test_a_hidden_status_is_copied_all_the_same(window):
    view = window.log.view
    place = [column.name for column in view.incidents.columns].index("status")
    view.setColumnHidden(place, True)
    mark_all(window)
    press(Qt.Key.Key_R, CONTROL)
    assert "Status" not in shown(window)
    assert "Struck" in QGuiApplication.clipboard().text()


def test_copy_takes_the_number_of_one_and_the_rows_of_several(window):
    window.log.view.select(1)
    press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == window.log.view.incidents.row(1).number
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_C, CONTROL)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 3


def test_columns_are_copied_in_the_order_to_which_they_were_moved(window):
    header = window.log.view.header
    header.moveSection(header.visualIndex(1), 4)
    mark_all(window)
    press(Qt.Key.Key_R, CONTROL)
    head = QGuiApplication.clipboard().text().split("\n")[0].split("\t")
    assert head == shown(window)
    assert head[0] != "No."


def test_too_many_rows_are_refused_with_the_way_to_do_it(window, monkeypatch):
    monkeypatch.setattr(view_acts, "MOST", 2)
    mark_all(window)
    press(Qt.Key.Key_R, CONTROL)
    assert "Ctrl+E" in window.voice.banner.accessibleName()


def test_an_act_is_on_the_row_with_the_cursor(window):
    mark_all(window)
    press(Qt.Key.Key_Up, NONE)
    assert len(window.log.view.selected_rows()) == 1
    assert window.log.detail.uid == window.log.view.uid()
