"""What leaves the page of reports: files, text for the radio, paper."""
# ruff: noqa: F811  (fixtures are found by their names)

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import delete

from db import acts
from db.models import Act, IssuedReport, JournalEntry
from db.reports import issued_pdf, missing_told
from exports.reports.make import issued_text
from gui.notices import Toast
from gui.printing import print_pages
from tests.conftest import AMBUSH
from tests.keyboard import CONTROL, press
from tests.test_report_page import fill, in_pdf, issue, page, ready, window  # noqa: F401


def test_an_issued_report_is_saved_again_byte_for_byte(page, qtbot, book, tmp_path, monkeypatch):
    number = issue(page, qtbot, book)
    target = tmp_path / "again.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(target.exists)
    with book.reading() as session:
        assert target.read_bytes() == issued_pdf(session, number)


def test_a_draft_is_saved_as_it_is_seen_and_noted(page, qtbot, book, tmp_path, monkeypatch):
    target = tmp_path / "draft.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    seen = page.preview.pdf
    press(Qt.Key.Key_S, CONTROL)

    def noted():
        with book.reading() as session:
            return session.query(JournalEntry).filter_by(act=Act.REPORT).count()

    qtbot.waitUntil(lambda: noted() == 1)
    assert target.read_bytes() == seen


@pytest.fixture
def helicopters(window, author, qtbot):
    """The page on which a character stands that no font has."""
    acts.log(window._desk.book, author, {**AMBUSH, "summary": "Shots at the 🚁; nobody hit."})
    press(Qt.Key.Key_4, CONTROL)
    page = window._reports.page
    ready(page, qtbot)
    return page


def test_what_no_font_has_is_told_when_a_draft_is_seen_and_saved(
    helicopters, qtbot, tmp_path, monkeypatch
):
    target = tmp_path / "draft.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(Qt.Key.Key_S, CONTROL)
    (told,) = toasts(helicopters, qtbot)
    assert told == "Written: draft.pdf no font has U+1F681; printed as codes"
    assert "no font has U+1F681" in helicopters.preview._facts.text()
    assert "⟨U+1F681⟩" in in_pdf(target.read_bytes())


def test_what_no_font_has_is_told_when_a_report_is_issued_and_saved_again(
    helicopters, qtbot, book, tmp_path, monkeypatch
):
    number = issue(helicopters, qtbot, book)
    (told,) = toasts(helicopters, qtbot)
    assert told == f"Issued as {number} no font has U+1F681; printed as codes"
    assert "no font has U+1F681" in helicopters.preview._facts.text()
    target = tmp_path / "again.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: len(toasts(helicopters, qtbot)) == 2)
    told = toasts(helicopters, qtbot)[1]
    assert told == "Written: again.pdf no font has U+1F681; printed as codes"


def test_what_is_told_of_many_characters_stays_within_the_window(window, qtbot):
    codes = [f"U+{code:04X}" for code in range(0x4E00, 0x4F00)]
    window.voice.tell("Issued", missing_told(codes))
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)))
    (toast,) = window.findChildren(Toast)
    assert toast.geometry().right() < toast.parentWidget().width()
    assert codes[-1] in toast.accessibleName()


def copied(page, qtbot):
    """Press the key that copies, and return what is in the clipboard then."""
    clipboard = QApplication.clipboard()
    with qtbot.waitSignal(clipboard.dataChanged, timeout=20_000):
        press(Qt.Key.Key_M, CONTROL)
    return clipboard.text()


def toasts(page, qtbot):
    """Return what the note at the bottom says, once there is one."""
    qtbot.waitUntil(lambda: bool(page.window().findChildren(Toast)))
    return [toast.accessibleName() for toast in page.window().findChildren(Toast)]


def test_a_draft_is_copied_as_text_with_the_answer_of_the_officer(page, qtbot):
    fill(page.choice.answer, "Quiet but for one ambush.")
    ready(page, qtbot)
    text = copied(page, qtbot)
    lines = text.splitlines()
    assert "DRAFT" in text
    assert "Quiet but for one ambush." in text
    assert "Patrol ambushed north of Gao" in " ".join(text.split())
    assert max(map(len, lines)) <= 69
    (told,) = toasts(page, qtbot)
    assert "Daily situation report" in told
    assert f"{len(lines)} lines" in told


def test_an_issued_report_is_copied_as_it_went_out(page, qtbot, book, author):
    number = issue(page, qtbot, book)
    acts.log(book, author, {**AMBUSH, "summary": "Logged later."})
    QTest.mouseClick(page.foot.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: number in QApplication.clipboard().text())
    text = QApplication.clipboard().text()
    assert text == issued_text(book, number)
    assert "DRAFT" not in text
    assert "Logged later" not in text
    assert any(number in told for told in toasts(page, qtbot))


def test_what_is_not_seen_is_not_copied(page, qtbot):
    QApplication.clipboard().setText("before")
    fill(page.choice.since, "tomorrow")
    page.choice.kinds.setFocus()
    press(Qt.Key.Key_M, CONTROL)
    assert not page.foot.copy.isEnabled()
    page.finish()
    page.window()._background.finish()
    assert QApplication.clipboard().text() == "before"


def test_a_text_that_can_not_be_made_is_told_and_the_clipboard_left(page, qtbot, book):
    number = issue(page, qtbot, book)
    QApplication.clipboard().setText("before")
    with book.writing() as session:  # as if the medium had lost it
        session.execute(delete(IssuedReport))
    press(Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(lambda: page.window().voice.banner is not None)
    assert number in page.window().voice.banner.accessibleName()
    assert QApplication.clipboard().text() == "before"


def test_every_page_is_printed_on_a_sheet_of_its_size(page, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    count = page.preview.document.pageCount()
    print_pages(page.preview.document, printer, range(count))
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == count
    box = printed.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
