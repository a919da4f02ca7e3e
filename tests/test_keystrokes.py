"""From the call to the issued Flash without the mouse: the camp at Gao, 31 May 2016."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from keyboard import answer, put_up_window
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.current import state_of
from db.reports import issued_pdf
from gui.settings import Settings

MOST = 120  # keystrokes, beyond the text of summary and names
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SUMMARY = "VBIED at the gate of the UN camp, then small arms. Camp stood to."


class Typist:
    """Presses keys where they would go, and counts them."""

    def __init__(self, window):
        self._window, self.keys = window, 0

    def write(self, text):
        self.keys += len(text)
        self.write_freely(text)

    def write_freely(self, text):
        """Type a summary or a name: not counted."""
        QTest.keyClicks(QApplication.focusWidget() or self._window, text)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget() or self._window, key, modifier)


@pytest.fixture
def window(qtbot, theme, book, clock, tmp_path):
    clock.at = datetime(2016, 5, 31, 21, 0, tzinfo=UTC)
    made = put_up_window(book, theme, qtbot, Settings(tmp_path / "s.ini"))
    yield made
    made.close()


def type_the_attack(typist):
    typist.press(Qt.Key.Key_N, CONTROL)
    typist.write("312045Z")
    typist.press(Qt.Key.Key_2, ALT)
    typist.write("svbied")
    typist.press(Qt.Key.Key_3, ALT)
    typist.write_freely("Gao")
    typist.press(Qt.Key.Key_4, ALT)
    typist.write("30qzc19659910")
    typist.press(Qt.Key.Key_5, ALT)
    typist.write("un mil")
    typist.press(Qt.Key.Key_6, ALT)
    typist.write("chn 1k 3si 10li")
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_7, ALT)
    typist.write_freely(SUMMARY)


def test_the_attack_at_gao_is_logged_and_flashed_in_few_keys(qtbot, window, book, capsys):
    typist = Typist(window)
    type_the_attack(typist)
    typist.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    page = window._reports.page
    qtbot.waitUntil(page.foot.issue.isEnabled, timeout=20_000)
    assert page.foot.issue.words() == "Issue as FLASH 1"
    answer()
    typist.press(Qt.Key.Key_I, CONTROL)
    typist.keys += 1  # the answer: yes
    qtbot.waitUntil(lambda: bool(page.number()), timeout=20_000)
    with capsys.disabled():
        print(f"\n{typist.keys} keystrokes beyond summary and names (at most {MOST})")  # noqa: T201
    assert typist.keys <= MOST
    assert not list(book.path.parent.glob("*.pdf"))  # nothing goes out unseen
    with book.reading() as session:
        flash = PdfReader(BytesIO(issued_pdf(session, "MIN-GAO-FLASH-2016-0001")))
    text = " ".join(flash.pages[0].extract_text().split())
    for words in (
        "MIN-GAO-FLASH-2016-0001",
        "312045Z MAY 16",
        "30Q ZC 1965 9910",
        "UN contingent",
        SUMMARY,
    ):
        assert words in text
    with book.reading() as session:
        content = state_of(session, window.log.detail.uid).content
    assert (content["type"], content["subtype"]) == ("EXP", "svbied")
    assert content["target"] == "un_military"
    assert [(row["best"], row["outcome"]) for row in content["casualties"]] == [
        (1, "killed"),
        (3, "seriously_injured"),
        (10, "lightly_injured"),
    ]
    assert {row["nationality"] for row in content["casualties"]} == {"CHN"}
