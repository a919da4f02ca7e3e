"""What a search found is marked where it is read; the search box says what it understood."""

import pytest
from conftest import AMBUSH
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import QApplication

from db import acts
from db.query import IncidentQuery
from db.search import understand_search
from gui.buttons import Segmented
from gui.desk import Desk
from gui.detail_pane import DetailPane
from gui.filter_bar import FilterBar
from gui.style import apply
from gui.theme import MARK
from gui.widgets import WrapLabel, marked

GROUND = QColor("#fdf1d6")


def marks_of(typed):
    return understand_search(typed).marks


@pytest.fixture
def pane(qtbot, theme, book, author):
    """The pane with an incident and a remark on it, searched for `menaka` and `"a<b"`."""
    told = {"summary": "Patrol at MÉNAKA; a<b & c.", "narrative": "Two\nlines  to Menaka."}
    uid = acts.log(book, author, {**AMBUSH, **told, "place": "Ménaka", "position": ""}).subject
    acts.remark(book, author, uid, "Menaka is quiet.")
    made = DetailPane(theme, Desk(book))
    qtbot.addWidget(made)
    made.resize(346, 1400)
    with qtbot.waitExposed(made):
        made.show()
    made.show_incident(uid, marks_of('menaka "a<b"'))
    qtbot.waitUntil(lambda: not (made._soon.isActive() or made._next.isActive()))
    QApplication.processEvents()
    yield made
    made.finish()


def hits(pane, ground):
    """Return every piece that stands on the ground, as its label shows it."""
    found = []
    for label in pane.findChildren(WrapLabel):
        if label.isVisible() and ground.name() in label.text():
            pieces = label.text().split(f'<span style="background-color: {ground.name()}">')[1:]
            found += [piece.split("</span>")[0] for piece in pieces]
    return found


def test_hits_are_marked_in_summary_facts_narrative_and_remarks(pane, theme):
    assert sorted(hits(pane, theme[MARK])) == sorted(
        [
            *("MÉNAKA", "a&lt;b"),  # the summary
            "Ménaka",  # the place
            *("Menaka", "Menaka"),  # the narrative and the remark
            *("MÉNAKA", "a&lt;b"),  # the first report in the chronology
        ]
    )


def test_marks_stay_when_the_chronology_is_narrowed_and_follow_the_theme(qtbot, qapp, pane, theme):
    before = theme[MARK]
    pane.findChild(Segmented).choose("remarks")
    QApplication.processEvents()
    assert hits(pane, before).count("MÉNAKA") == 1
    theme.use("dark")
    apply(qapp, theme)
    qtbot.waitUntil(lambda: len(hits(pane, theme[MARK])) == 7)
    assert hits(pane, before) == []


def test_without_a_search_every_text_is_plain(qtbot, pane, theme):
    pane.show_incident(pane.uid)
    qtbot.waitUntil(lambda: not (pane._soon.isActive() or pane._next.isActive()))
    QApplication.processEvents()
    assert hits(pane, theme[MARK]) == []


def test_what_is_marked_reads_as_before_its_spaces_and_markup_too(qapp):
    text = "Two\nlines  of <b>bold</b> &amp; a mine."
    document = QTextDocument()
    document.setHtml(marked(text, marks_of("mine"), GROUND))
    assert document.toPlainText() == text
    assert marked(text, marks_of("convoy"), GROUND) == ""


@given(text=st.text(st.sampled_from("ab <>&\"'\n"), max_size=30))
def test_no_text_becomes_markup(qapp, text):
    document = QTextDocument()
    document.setHtml(marked(f"{text}. Mine", marks_of("mine a"), GROUND))
    assert document.toPlainText() == f"{text}. Mine"


def test_the_search_box_says_what_it_understood_where_that_is_not_what_is_seen(qtbot, theme, book):
    bar = FilterBar(theme, Desk(book))
    qtbot.addWidget(bar)
    assert "phrases" in bar.search.toolTip()
    bar.search_for("convoy  fire")
    assert "phrases" in bar.search.toolTip()
    bar.search_for('mine OR <b> -"training"')
    understood = 'Understood: mine OR b, without "training"'
    assert bar.search.accessibleDescription() == understood
    assert "&quot;training&quot;" in bar.search.toolTip()
    assert bar.query(IncidentQuery()).text == 'mine OR <b> -"training"'
