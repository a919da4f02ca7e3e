"""Opens the map of a logbook and moves about in it: how soon it is drawn, how long a frame takes.

`python -m tests.bench_map LOGBOOK`. A frame is one movement of the mouse or the wheel and the
painting that follows it; the floor paints one picture of that size in a bare window. It prints
name, ours, floor and bar of each, in ms.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

FRAMES = 120  # of each sort of movement
FRAME_MS, FIRST_MS = 1000 / 30, 500.0
NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton


def movements(path: Path) -> Iterator[tuple[str, float, float, float]]:
    """Yield name, ours, floor and bar in ms: of the first drawing, then of frames."""
    application = QApplication.instance() or QApplication([])
    window = _window(application, path)
    begun = time.perf_counter()
    window.show_map()
    view = window.log.map.view
    _until(lambda: view.dots is not None and view.is_drawn)
    first = (time.perf_counter() - begun) * 1000
    _settle(300)
    floor = statistics.median(_bare(view.size()))
    yield "map: first drawing", first, floor, FIRST_MS
    for name, move in (("pan", _pan), ("zoom", _zoom)):
        times = [_frame(view, move, number) for number in range(FRAMES)]
        view.mouseReleaseEvent(_mouse(QMouseEvent.Type.MouseButtonRelease, QPointF(-1, -1), NONE))
        yield f"map: a frame of a {name}, median", statistics.median(times), floor, FRAME_MS
        yield f"map: a frame of a {name}, worst of {FRAMES}", max(times), floor, FRAME_MS
        _settle(800)
    window.show_log()  # what is shown at the end comes back at the next start, which is measured
    window.close()


def _window(application: QApplication, path: Path) -> QWidget:
    from db.passphrase import passphrase_of
    from exports import exporters
    from gui.app import Program, settings_here

    program = Program(application, settings_here(), exporters())
    program.open(path, passphrase_of(path))
    window = program.window
    window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
    window.resize(1366, 768)
    _until(lambda: window.log.result.count.text() != "")
    _settle(1500)  # what is made while nobody waits
    _KEPT.append(program)
    return window


_KEPT: list[object] = []  # else the program goes with the function that made it


def _pan(view: QWidget, number: int) -> None:
    """Drag to and fro over the whole width, so that new land comes into sight."""
    if number == 0:
        press = _mouse(QMouseEvent.Type.MouseButtonPress, QPointF(600, 300), LEFT)
        view.mousePressEvent(press)
    along = abs(number % 80 - 40) * 20
    view.mouseMoveEvent(_mouse(QMouseEvent.Type.MouseMove, QPointF(200 + along, 300), LEFT))


def _zoom(view: QWidget, number: int) -> None:
    turned = 120 if number % 60 < 30 else -120
    at = QPointF(500, 300)
    view.wheelEvent(
        QWheelEvent(
            at, at, QPoint(), QPoint(0, turned // 2), NONE,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )
    )  # fmt: skip


def _frame(view: QWidget, move: Callable[[QWidget, int], None], number: int) -> float:
    begun = time.perf_counter()
    move(view, number)
    view.repaint()
    taken = (time.perf_counter() - begun) * 1000
    _settle(max(1, round(FRAME_MS - taken)))
    return taken


def _bare(size) -> Iterator[float]:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.gray)
    target = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    for _number in range(FRAMES):
        begun = time.perf_counter()
        with QPainter(target) as painter:
            painter.drawImage(QRect(QPoint(), size), image)
        yield (time.perf_counter() - begun) * 1000


def _mouse(kind: QMouseEvent.Type, at: QPointF, button: Qt.MouseButton) -> QMouseEvent:
    return QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)


def _until(done: Callable[[], bool]) -> None:
    while not done():
        _settle(5)


def _settle(milliseconds: int) -> None:
    """Let events and background work run; `QTest.qWait` would keep the threads from theirs."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    print(json.dumps(list(movements(Path(sys.argv[1])))), flush=True)  # noqa: T201
