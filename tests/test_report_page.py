"""The page of reports: what is ordered, seen, issued, listed and saved, by keys and clicks."""

import hashlib
from io import BytesIO

import pytest
from keyboard import put_up_window
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from db import acts
from db.reports import issued_order, issued_pdf, issued_reports
from db.vocabulary import Language, ReportKind
from db.words import speak
from gui.report_page import ReportPage
from gui.settings import Settings
from tests.conftest import AMBUSH
from tests.keyboard import CONTROL, SHIFT, answer, press, write


@pytest.fixture
def window(qtbot, theme, book, author, clock, tmp_path):
    """A log with two incidents of the day before, as a watch sees it that has to report."""
    acts.log(book, author, AMBUSH)
    acts.log(book, author, {**AMBUSH, "summary": "Shots at the camp gate; nobody hit."})
    clock.tick(days=1)
    window = put_up_window(book, theme, qtbot, Settings(tmp_path / "settings.ini"))
    window.log.view.select(0)
    return window


@pytest.fixture
def page(window, qtbot):
    """The page with yesterday's SITREP on it."""
    press(Qt.Key.Key_4, CONTROL)
    ready(window._reports.page, qtbot)
    return window._reports.page


def ready(page, qtbot):
    """Wait until what is seen is what is ordered."""
    qtbot.waitUntil(lambda: not page.preview.is_old() and page._shown is not None, timeout=20_000)
    return words(page)


def words(page):
    return " ".join(page.preview.text().split())


def in_pdf(pdf):
    return " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages).split())


def fill(editor, text):
    editor.setFocus()
    editor.selectAll()
    write(text)


def issue(page, qtbot, book):
    """Issue what is seen and return its number."""
    before = len(issued(book))
    answer()
    press(Qt.Key.Key_I, CONTROL)
    qtbot.waitUntil(lambda: len(issued(book)) > before, timeout=20_000)
    qtbot.waitUntil(lambda: page.number() == issued(book)[0].number)
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    return page.number()


def issued(book):
    with book.reading() as session:
        return issued_reports(session)


def test_the_report_of_yesterday_is_seen_as_it_would_be_issued(page):
    assert page.choice.since.text() == "310000Z MAY 16"
    assert page.choice.before.text() == "010000Z JUN 16"
    assert page.preview.document.pageCount() >= 1
    assert "Daily situation report" in words(page)
    assert "2 incidents" in words(page)
    assert "DRAFT" in words(page)
    assert page.preview.pdf.startswith(b"%PDF")
    assert page.foot.issue.words() == "Issue as SITREP 1"
    assert "2 incidents are still INITIAL" in page.foot.note.text()


@pytest.mark.parametrize(
    ("key", "title"),
    [
        (Qt.Key.Key_4, "Weekly situation report"),
        (Qt.Key.Key_5, "Casualty list"),
        (Qt.Key.Key_6, "Period assessment"),
        (Qt.Key.Key_7, "Watch handover"),
        (Qt.Key.Key_8, "Log extract"),
    ],
)
def test_a_figure_chooses_the_kind(page, qtbot, key, title):
    press(key)
    assert title.casefold() in ready(page, qtbot).casefold()


def test_a_figure_that_is_typed_into_a_field_chooses_nothing(page, qtbot):
    fill(page.choice.lines["to"], "Sector 5")
    assert page.choice.kinds.kind() is ReportKind.SITREP
    assert "Sector 5" in ready(page, qtbot)


def test_the_arrows_choose_the_kind_too(page, qtbot):
    page.choice.kinds.setFocus()
    press(Qt.Key.Key_Down)
    assert page.choice.kinds.kind() is ReportKind.WEEKLY
    press(Qt.Key.Key_Up)
    assert page.choice.kinds.kind() is ReportKind.SITREP


def test_the_flash_is_of_the_selected_incident(window, qtbot):
    window.log.view.setFocus()
    press(Qt.Key.Key_P)
    page = window._reports.page
    assert page.choice.incident.text() == "MIN-GAO-2016-0002"
    assert "camp gate" in ready(page, qtbot)


def test_the_flash_of_one_incident_corrects_none_of_another(window, qtbot, book):
    window.log.view.setFocus()
    press(Qt.Key.Key_P)
    page = window._reports.page
    ready(page, qtbot)
    first = issue(page, qtbot, book)
    press(Qt.Key.Key_I, CONTROL)
    ready(page, qtbot)
    assert page.choice.order().replaces == first
    press(Qt.Key.Key_Escape)
    window.log.view.select(1)
    press(Qt.Key.Key_P)
    ready(page, qtbot)
    assert page.choice.order().replaces == ""


def test_chosen_incidents_make_a_report_of_them_alone(window, qtbot):
    window.log.view.setFocus()
    press(Qt.Key.Key_P, SHIFT)
    page = window._reports.page
    text = ready(page, qtbot)
    assert "1 chosen incident" in text
    page.choice.only.click()
    assert "2 incidents" in ready(page, qtbot)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_issued(page, qtbot, book):
    fill(page.choice.before, "300000Z MAY 16")
    qtbot.waitUntil(lambda: page.choice._boxes["before"]._whole.text() != "")
    assert "not after the beginning" in page.choice._boxes["before"]._whole.text()
    assert page.preview.is_old()
    assert not page.foot.issue.isEnabled()
    press(Qt.Key.Key_I, CONTROL)
    assert issued(book) == []
    fill(page.choice.before, "010000Z JUN 16")
    ready(page, qtbot)
    assert page.choice._boxes["before"]._whole.text() == ""


def test_a_report_on_no_incident_asks_which(page, qtbot):
    press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: "Which incident?" in page.choice._boxes["incident"]._whole.text())
    page.choice.incident.setFocus()
    write("1")
    press(Qt.Key.Key_Escape)
    assert "Special incident report" in ready(page, qtbot)


def test_the_answer_is_proposed_and_an_own_one_is_issued(page, qtbot, book):
    proposed = page.choice.answer.toPlainText()
    assert proposed.startswith("2 incidents.")
    fill(page.choice.answer, "Quiet but for one ambush.")
    assert "Quiet but for one ambush." in ready(page, qtbot)
    number = issue(page, qtbot, book)
    with book.reading() as session:
        assert "Quiet but for one ambush." in in_pdf(issued_pdf(session, number))
        assert issued_order(session, number).answer == "Quiet but for one ambush."


def test_the_proposal_comes_back(page, qtbot):
    proposed = page.choice.answer.toPlainText()
    fill(page.choice.answer, "Something else.")
    ready(page, qtbot)
    page.choice._proposal.click()
    ready(page, qtbot)
    assert page.choice.answer.toPlainText() == proposed


def test_what_is_typed_for_a_kind_is_there_when_one_comes_back(page, qtbot):
    fill(page.choice.lines["reference"], "Order 7")
    press(Qt.Key.Key_Tab)
    page.choice.kinds.setFocus()
    press(Qt.Key.Key_5)
    assert page.choice.lines["reference"].text() == ""
    press(Qt.Key.Key_3)
    assert page.choice.lines["reference"].text() == "Order 7"


@pytest.fixture
def in_french():
    """Words are French, as in a window whose language that is."""
    speak(Language.FRENCH)
    yield
    speak(Language.ENGLISH)


def test_a_report_begins_in_the_language_of_the_window(in_french, page, qtbot):
    assert page.choice.language.value() == Language.FRENCH
    assert "Rapport de situation quotidien" in words(page)


def test_a_report_speaks_as_the_last_of_its_kind_did(page, qtbot, book):
    (french,) = (b for b in page.choice.language.findChildren(QPushButton) if "Fr" in b.text())
    QTest.mouseClick(french, Qt.MouseButton.LeftButton)
    page.choice.kinds.setFocus()
    assert "Rapport de situation quotidien" in ready(page, qtbot)
    press(Qt.Key.Key_5)
    assert "Casualty list" in ready(page, qtbot)
    press(Qt.Key.Key_3)
    assert "Rapport de situation quotidien" in ready(page, qtbot)
    issue(page, qtbot, book)
    press(Qt.Key.Key_3)
    assert "Rapport de situation quotidien" in ready(page, qtbot)
    assert page.choice.order().language is Language.FRENCH


def test_issuing_asks_once_numbers_and_shows_what_went_out(page, qtbot, book, author):
    fill(page.choice.lines["to"], "Force Headquarters")
    ready(page, qtbot)
    number = issue(page, qtbot, book)
    assert number == "MIN-GAO-SITREP-2016-0001"
    assert number in words(page)
    assert "DRAFT" not in words(page)
    (one,) = issued(book)
    assert one.author == str(author)
    assert hashlib.sha256(page.preview.pdf).hexdigest() == one.sha256
    press(Qt.Key.Key_3)
    ready(page, qtbot)
    assert page.choice.lines["to"].text() == "Force Headquarters"
    assert page.foot.issue.words() == "Issue as SITREP 2"


def test_whoever_says_no_issues_nothing(page, qtbot, book):
    asked = answer(Qt.Key.Key_Escape)
    press(Qt.Key.Key_I, CONTROL)
    assert asked == ["Issue as SITREP 1?"]
    assert issued(book) == []


def test_an_issued_report_is_corrected_by_another(page, qtbot, book):
    first = issue(page, qtbot, book)
    press(Qt.Key.Key_I, CONTROL)
    assert page.choice.replaces.currentData() == first
    text = ready(page, qtbot)
    assert f"Corrects and replaces {first}" in text
    second = issue(page, qtbot, book)
    assert "CORRECTED COPY" in words(page)
    assert issued(book)[0].replaces == first
    assert [page.issued.report(row).number for row in range(2)] == [second, first]
    page.issued.setFocus()
    press(Qt.Key.Key_Down)
    assert page.number() == first
    assert "CORRECTED COPY" not in words(page)


def test_without_an_issued_report_the_list_says_so(page):
    press(Qt.Key.Key_9)
    assert page.preview.is_old()
    assert not page.number()


def test_what_is_sought_is_found_and_counted(page, qtbot):
    press(Qt.Key.Key_F3)
    write("ambush")
    qtbot.waitUntil(lambda: page.preview._found.text() not in ("", "0 found"))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.preview._found.text().startswith("1 of "))
    press(Qt.Key.Key_F3)
    assert page.preview._found.text().startswith("2 of ")


def test_pages_are_turned_and_seen_nearer(page, qtbot):
    press(Qt.Key.Key_PageDown, CONTROL)
    qtbot.waitUntil(lambda: page.preview._place.text().startswith("2 of"))
    before = page.preview.view.width_factor()
    press(Qt.Key.Key_Plus, CONTROL)
    assert page.preview.view.zoomFactor() == pytest.approx(before * 1.25)
    press(Qt.Key.Key_0, CONTROL)
    assert page.preview.view.fits()


def test_the_past_is_reported_as_known_then_and_nothing_is_issued(window, page, qtbot, clock):
    moment = clock.at
    clock.tick(hours=2)
    window._desk.look_at(moment)
    page.begin(ReportKind.SITREP)
    assert page.choice.as_of.text() == "011500Z JUN 16"
    ready(page, qtbot)
    assert not page.foot.issue.isEnabled()


def test_what_is_written_meanwhile_is_in_the_draft(window, page, qtbot, book, author):
    again = {**AMBUSH, "occurred": "312000Z MAY 16", "summary": "A third one, at dusk."}
    window._desk.do(acts.log, author, again)
    qtbot.waitUntil(lambda: "3 incidents" in words(page), timeout=20_000)


def test_escape_leads_back_to_the_log(window, page):
    press(Qt.Key.Key_Escape)
    assert window.log.isVisible()
    assert isinstance(page, ReportPage)
    assert not page.isVisible()
