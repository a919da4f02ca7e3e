"""What a person does at a form: keys only; and a look into the log afterwards."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.current import state_of
from db.query import IncidentQuery
from exports import exporters
from gui.ask import AskDialog
from gui.desk import Desk
from gui.incident_form import IncidentForm
from gui.main_window import MainWindow

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


def press(key, modifier=NONE):
    """Press a key where it would go: to the list that stands open, or to the focus."""
    QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key, modifier)


def press_alt(character):
    press(getattr(Qt.Key, f"Key_{character}"), ALT)


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def write_row(*words):
    """Type a word into each cell or field and go on with Tab."""
    for text in words:
        write(text)
        press(Qt.Key.Key_Tab)


def write_in(number, text):
    """Jump to a Flash field by its figure, type, and go on with Tab."""
    press_alt(number)
    write_row(text)


def save():
    press(Qt.Key.Key_Return, CONTROL)


def answer(key=Qt.Key.Key_Return):
    """Confirm the question that comes up next, or leave it."""
    asked = []

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        asked.append(dialog.windowTitle())
        QTest.keyClick(dialog, key, CONTROL if key == Qt.Key.Key_Return else NONE)

    QTimer.singleShot(20, act)
    return asked


def put_up(widget, qtbot):
    """Show a window and give it the keyboard."""
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def put_up_window(book, theme, qtbot, settings):
    """Open the main window on a logbook, as on a small laptop, its first answer shown."""
    window = MainWindow(theme, Desk(book), settings, exporters())
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.log.answered):
        window.resize(1366, 768)
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def put_up_form(desk, theme, qtbot, ask_who=lambda: False):
    form = IncidentForm(desk, theme, ask_who)
    form.resize(1304, 690)
    return put_up(form, qtbot)


def said(form, name):
    return form.cells[name].said()


def banners(form):
    shown = (child for child in form.findChildren(object) if type(child).__name__ == "Banner")
    return [banner.accessibleName() for banner in shown if banner.isVisible()]


def entries(book):
    with book.reading() as session:
        return IncidentQuery().count(session)


def content_of(book, uid):
    with book.reading() as session:
        return state_of(session, uid).content
