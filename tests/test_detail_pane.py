"""The detail pane shows one incident whole: its files, links, remarks and the map beside it."""

import pytest
from conftest import AMBUSH
from PySide6.QtCore import QBuffer, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPixmapCache
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from db import acts
from db.annexes import attachments_of, links_of
from db.current import history_of
from db.numbers import numbered
from db.query import IncidentQuery
from db.vocabulary import LinkKind
from gui.ask import AskDialog, NumberBox
from gui.buttons import Segmented, ThemedButton
from gui.desk import Desk
from gui.detail_pane import DetailPane
from gui.incident_acts import IncidentActs
from gui.place_map import PlaceMap

FOLLOWED, FOLLOWING = "MIN-GAO-2016-0008", "MIN-GAO-2016-0021"


@pytest.fixture
def uids(sample):
    """The sample's incidents by number."""
    with sample.reading() as session:
        found = IncidentQuery().page(session, 0, 50)
    return {one.number: one.incident_uid for one in found}


@pytest.fixture
def pane(qtbot, theme, sample):
    made = DetailPane(theme, Desk(sample))
    qtbot.addWidget(made)
    made.resize(346, 1400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.finish()


def show(qtbot, pane, uid):
    pane.show_incident(uid)
    qtbot.waitUntil(lambda: not (pane._soon.isActive() or pane._next.isActive()))
    QApplication.processEvents()  # a layout shows what it was given when it is next asked


def told(pane):
    labels = (label.text() for label in pane.findChildren(QLabel) if label.isVisible())
    return " ".join(labels)


def lines(pane):
    """The words of files and links, in their order."""
    buttons = (one for one in pane.findChildren(ThemedButton) if one.isVisible())
    return [one.words() for one in buttons if type(one).__name__ in ("_Tile", "_Line")]


def button(pane, words):
    found = (one for one in pane.findChildren(ThemedButton) if one.isVisible())
    return next(one for one in found if one.words().startswith(words))


def photo():
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#c81e1e"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize("number", [FOLLOWED, FOLLOWING, "MIN-GAO-2016-0022"])
def test_a_number_is_never_cut_and_facts_stand_in_one_column(qtbot, pane, uids, number):
    show(qtbot, pane, uids[number])
    labels = [label for label in pane.findChildren(QLabel) if label.isVisible()]
    (shown,) = [label for label in labels if label.text() == number]
    assert shown.width() >= shown.fontMetrics().horizontalAdvance(number)
    names = {"Occurred", "Place", "Place known", "Target", "Lat/lon"}
    edges = {label.geometry().right() for label in labels if label.text() in names}
    assert len(edges) == 1


def test_files_stand_with_name_size_and_sha256(qtbot, pane, sample, uids, author):
    uid = uids[FOLLOWED]
    acts.attach(sample, author, uid, "crater-01.jpg", b"x" * 2_202_010)
    acts.attach(sample, author, uid, "eod & more.pdf", b"%PDF")
    show(qtbot, pane, uid)
    assert lines(pane) == ["crater-01.jpg", "eod & more.pdf"]
    tile = button(pane, "crater-01")
    with sample.reading() as session:
        sha256 = attachments_of(session, uid)[0].sha256
    assert tile.accessibleName() == "crater-01.jpg, 2.1 MB"
    assert sha256 in tile.toolTip()
    assert sha256 in tile.accessibleDescription()


def test_enter_opens_a_file_and_ctrl_s_saves_a_copy(qtbot, pane, sample, uids, author):
    uid = uids[FOLLOWED]
    acts.attach(sample, author, uid, "eod.pdf", b"%PDF")
    show(qtbot, pane, uid)
    tile = button(pane, "eod")
    tile.setFocus()
    with qtbot.waitSignal(pane.opened) as opened:
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    with qtbot.waitSignal(pane.saving) as saving:
        qtbot.keyClick(tile, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert opened.args[0].name == saving.args[0].name == "eod.pdf"


def test_a_photo_gets_a_small_picture_and_a_broken_one_its_icon(qtbot, pane, sample, uids, author):
    QPixmapCache.clear()
    uid = uids[FOLLOWED]
    acts.attach(sample, author, uid, "broken.png", b"\x89PNG\r\n\x1a\nno more")
    acts.attach(sample, author, uid, "red.png", photo())
    show(qtbot, pane, uid)
    tile = button(pane, "red.png")
    qtbot.waitUntil(lambda: tile.grab().toImage().pixelColor(14, 15) == QColor("#c81e1e"))
    assert pane._thumbnails.picture(button(pane, "broken.png").file.sha256).isNull()


def test_a_link_leads_to_the_other_incident_from_both_sides(qtbot, pane, sample, uids, author):
    acts.link(sample, author, uids[FOLLOWING], FOLLOWED, LinkKind.FOLLOWS)
    show(qtbot, pane, uids[FOLLOWING])
    assert lines(pane)[0].startswith(f"Follows from {FOLLOWED} — IED")
    with qtbot.waitSignal(pane.went) as went:
        qtbot.mouseClick(button(pane, "Follows from"), Qt.MouseButton.LeftButton)
    assert went.args == [uids[FOLLOWED]]
    show(qtbot, pane, uids[FOLLOWED])
    with qtbot.waitSignal(pane.went) as went:
        qtbot.keyClick(button(pane, f"Followed by {FOLLOWING}"), Qt.Key.Key_Return)
    assert went.args == [uids[FOLLOWING]]


def test_the_chronology_tells_remarks_with_their_source_files_and_links(
    qtbot, pane, sample, uids, author
):
    uid = uids[FOLLOWED]
    acts.remark(sample, author, uid, "3 injured flown to Gao.", "Convoy commander")
    acts.attach(sample, author, uid, "eod.pdf", b"%PDF")
    acts.link(sample, author, uid, FOLLOWING, LinkKind.PART_OF)
    acts.wrote_report(sample, author, "flash", "flash-0008.pdf", "0" * 64, uid)
    show(qtbot, pane, uid)
    for words in (
        "3 injured flown to Gao.",
        "Source: Convoy commander",
        "Attached eod.pdf, 4 bytes",
        f"Part of {FOLLOWING}",
        "Report written: flash-0008.pdf",
        "Verified.",
    ):
        assert words in told(pane)
    pane.findChild(Segmented).choose("remarks")
    QApplication.processEvents()
    assert "Attached eod.pdf" in told(pane)
    assert "Verified." not in told(pane)


def test_a_map_stands_beside_a_known_place_only_and_waits_for_the_officer_to_stay(
    qtbot, theme, book, author
):
    near = acts.log(book, author, {**AMBUSH, "location_precision": "2"}).subject
    region = acts.log(book, author, {**AMBUSH, "location_precision": "4"}).subject
    pane = DetailPane(theme, Desk(book))
    qtbot.addWidget(pane)
    pane.resize(346, 800)
    pane.show()
    show(qtbot, pane, region)
    assert pane.findChild(PlaceMap) is None
    show(qtbot, pane, near)
    small = pane.findChild(PlaceMap)
    assert not small.isVisible()
    qtbot.waitUntil(small.isVisible)
    show(qtbot, pane, region)
    assert not small.isVisible()
    pane.finish()


def test_an_incident_is_linked_by_the_last_figures_of_its_number(qtbot, theme, sample, uids, pane):
    answer(qtbot, {QLineEdit: "8"}, kind="Follows from")
    acts_on(theme, sample, pane).link(uids[FOLLOWING])
    with sample.reading() as session:
        (link,) = links_of(session, uids[FOLLOWING])
    assert (link.number, link.words) == (FOLLOWED, "Follows from")


def test_a_number_that_no_incident_has_is_refused_in_the_dialog(qtbot, theme, sample, uids, pane):
    said = answer(qtbot, {QLineEdit: "999"})
    acts_on(theme, sample, pane).link(uids[FOLLOWING])
    assert "There is no incident 999" in said[0]
    with sample.reading() as session:
        assert links_of(session, uids[FOLLOWING]) == ()


def test_a_remark_is_asked_for_with_its_source(qtbot, theme, sample, uids, pane):
    answer(qtbot, {QPlainTextEdit: "Road is open.", QLineEdit: "Patrol 2"})
    acts_on(theme, sample, pane).remark(uids[FOLLOWED])
    with sample.reading() as session:
        remark = history_of(session, uids[FOLLOWED])[-1].payload
    assert (remark["text"], remark["source"]) == ("Road is open.", "Patrol 2")


def test_the_line_for_a_number_shows_what_each_incident_was(qtbot, theme, sample):
    def find(typed):
        with sample.reading() as session:
            return numbered(session, typed, 8)

    box = NumberBox(find)
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClicks(box, "8")
    offered = box.completer().model().index(0, 0).data()
    assert offered.startswith(f"{FOLLOWED} · IED")
    assert box.number() == FOLLOWED
    box.setText(offered)  # as a click in the list does
    assert box.number() == FOLLOWED
    box.completer().popup().hide()


def acts_on(theme, sample, window):
    return IncidentActs(theme, Desk(sample), None, window)  # nothing is attached here


def answer(qtbot, typed, kind=""):
    """When the dialog opens: type into its editors, confirm; returns what it said against it."""
    said = []

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AskDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        for editor_type, text in typed.items():
            editor = next(e for e in dialog.findChildren(editor_type) if e.isVisible())
            editor.setFocus()
            qtbot.keyClicks(editor, text)
        if kind:
            dialog.findChild(QComboBox).setCurrentText(kind)
        if QApplication.activePopupWidget():
            QApplication.activePopupWidget().hide()
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        if dialog.isVisible():
            said.append(" ".join(label.text() for label in dialog.findChildren(QLabel)))
            dialog.reject()
            dialog.reject()

    QTimer.singleShot(20, act)
    return said
