"""The language of the window: chosen on the welcome page or by a command, spoken next time."""

import pytest
from keyboard import CONTROL, press, put_up, put_up_window, write
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit

from db.vocabulary import Language
from db.words import speak
from gui.app import speak_everywhere
from gui.keys import key_words, sequences
from gui.notices import Toast
from gui.settings import Settings
from gui.welcome import Welcome


@pytest.fixture
def file(tmp_path):
    """Where the settings are kept."""
    return tmp_path / "settings.ini"


@pytest.fixture
def next_start(file):
    """Speak what the settings say, as a start does, until the end of the test."""
    yield lambda: speak(Settings(file).language)
    speak(Language.ENGLISH)


def test_keys_and_the_dialogs_of_qt_speak_french(qapp, theme, qtbot, next_start):
    speak_everywhere(qapp, Language.FRENCH)
    assert key_words("Ctrl+Shift+Enter") == "Ctrl+Maj+Entrée"
    assert [key_words(key) for key in ("Space", "Left", "Ctrl+PgUp")] == [
        "Espace",
        "Gauche",
        "Ctrl+Page préc",
    ]
    assert sequences("Ctrl+Shift+Enter")[0] == QKeySequence("Ctrl+Maj+Entrée")
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    assert any("Coller" in action.text().replace("&", "") for action in menu.actions())
    menu.deleteLater()
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    assert key_words("Shift+Space") == "Shift+Space"


def listing(page, name):
    return next(box for box in page.findChildren(QComboBox) if box.accessibleName() == name)


def test_the_welcome_page_takes_a_language_for_the_next_start(qtbot, theme, file, next_start):
    page = put_up(Welcome(theme, Settings(file)), qtbot)
    choice = listing(page, "Language")
    assert choice.currentText() == "English"
    choice.setFocus()
    press(Qt.Key.Key_Down)
    assert "Français from the next start" in page.voice.banner.accessibleName()
    page.close()
    next_start()
    again = put_up(Welcome(theme, Settings(file)), qtbot)
    assert listing(again, "Langue").currentText() == "Français"
    listing(again, "Langue").setFocus()
    press(Qt.Key.Key_Up)
    assert "English" in again.voice.banner.accessibleName()
    assert Settings(file).language is Language.ENGLISH


def test_the_command_takes_the_next_language_and_the_first_after_the_last(
    qtbot, theme, book, file, next_start
):
    window = put_up_window(book, theme, qtbot, Settings(file))
    for language in (Language.FRENCH, Language.ENGLISH, Language.FRENCH):
        press(Qt.Key.Key_K, CONTROL)
        write("english or")
        press(Qt.Key.Key_Return)
        assert Settings(file).language is language
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        told = f"{language.label} from the next start"
        qtbot.waitUntil(
            lambda told=told: told in [one.accessibleName() for one in window.findChildren(Toast)]
        )
    window.close()
    next_start()
    again = put_up_window(book, theme, qtbot, Settings(file))
    assert again.rail.log.words() == "Journal"
    again.close()


@pytest.mark.parametrize("kept", ["de", "", "FR"])
def test_a_language_that_nobody_speaks_is_english(file, kept):
    file.write_text(f"[General]\nlanguage={kept}\n", encoding="utf-8")
    assert Settings(file).language is Language.ENGLISH
