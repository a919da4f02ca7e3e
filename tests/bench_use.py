"""Uses a window as an officer would, and says how long he waited and how long it stood still.

`python -m tests.bench_use ours PATH` uses the program's own window on that logbook; with `bare` it
is a bare table over the bare driver, the floor. Each is sorted by every column, sent to rows by the
scroll bar, and narrowed by two facets; ours is scrolled, walked through and searched besides. All
the while a probe ticks every millisecond: how long it did not, the window's thread was blocked.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from db.models import SORT_KEYS
from db.passphrase import passphrase_of
from db.vocabulary import EventType
from exports import exporters
from gui.app import Program, settings_here
from gui.incident_view import IncidentView
from tests.bench_start import peak_kb
from tests.bench_table import BareTable

JUMPS = 50
FACETS = 10  # pairs of a type and a region
TYPED = "mortar -market kidal"
BETWEEN_MS = 60  # a quick typist, or the arrow key held down
PATIENCE_MS = 20_000
SIZE = 1600, 900


def main() -> None:
    """Use the window that the arguments name, `ours` or `bare`, on a logbook; print the times."""
    application = QApplication([])
    path, probe = Path(sys.argv[2]), Probe()
    window = Bare(path) if sys.argv[1] == "bare" else Ours(application, path)
    print(json.dumps({**use(window, probe), "peak_kb": peak_kb()}), flush=True)  # noqa: T201
    os._exit(0)


def use(window: "Ours | Bare", probe: "Probe") -> dict:
    """Return what was measured in the window, in ms."""
    chance = random.Random(4)
    told, blocked = {}, {}
    for name, times in (
        ("idle", lambda: settle(1000)),
        ("sort", window.sorts),
        ("jump", lambda: window.jumps(chance)),
        ("facets", lambda: window.facets(chance)),
        *window.others().items(),
    ):
        probe.longest()
        told[name] = times()
        settle(300)
        blocked[name] = probe.longest()
    return {**told, "blocked": blocked}


class Probe(QObject):
    """Ticks whenever the event loop is free, and knows the longest time that it was not."""

    def __init__(self) -> None:
        super().__init__()
        self._ticking = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._ticking.timeout.connect(self._tick)
        self._last, self._longest = time.perf_counter(), 0.0
        self._ticking.start()

    def longest(self) -> float:
        """Return the longest time between two ticks since this was last asked, in ms."""
        self._tick()
        longest, self._longest = self._longest, 0.0
        return longest * 1000

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now


class Painting:
    """Waits for the tables of a class to have painted what was asked for."""

    def __init__(self, kind: type[QTableView]) -> None:
        self._loop, self._is_there = QEventLoop(), lambda: False
        self._at: float | None = None
        paint = kind.paintEvent

        def painted(table: QTableView, event: object) -> None:
            paint(table, event)
            if self._at is None and self._is_there():
                self._at = time.perf_counter()
                self._loop.quit()

        kind.paintEvent = painted

    def ms_until(self, act: Callable[[], object], is_there: Callable[[], bool]) -> float:
        """Do something and return how long it took until `is_there`, once painted."""
        self._is_there, self._at = is_there, None
        begun = time.perf_counter()
        act()
        if self._at is None:
            wait(self._loop)
        return (self._at - begun) * 1000


class Ours:
    """The program's own window."""

    def __init__(self, application: QApplication, path: Path) -> None:
        self._painting = Painting(IncidentView)
        self._program = Program(application, settings_here(), exporters())
        self._program.open(path, passphrase_of(path))
        self.window, self.log = self._program.window, self._program.window.log
        self.view, self.header = self.log.view, self.log.view.header
        show(self.window)
        settle(3000)  # the pages that nobody waits for are made then, too
        self.rows = self.view.incidents.rowCount()

    def others(self) -> dict[str, Callable[[], object]]:
        """Return what else is done in the window, which the floor has nothing for."""
        return {"scroll": self._scroll, "walk": self._walk, "search": self._search}

    def sorts(self) -> dict[str, list[float]]:
        """Click on the header of every column, both ways; return the ms until the rows stood."""
        return {
            column.order: [self._sort(place, column.order) for _direction in range(2)]
            for place, column in enumerate(self.view.incidents.columns)
            if column.order
        }

    def jumps(self, chance: random.Random) -> list[float]:
        return [self._jump(top) for top in places(chance, self._bar.maximum())]

    def facets(self, chance: random.Random) -> dict[str, list[float]]:
        """Tick a type and a region; return the ms until the rows stood and until the count did."""
        both = []
        for kind, region in pairs(chance):
            self._tick("types", kind)
            settle(100)
            both.append(self._tick("regions", region))
            self.log.filters.clear()
            settle(200)
        rows, counts = zip(*both, strict=True)
        return {"rows": rows, "count": counts}

    def _tick(self, menu: str, value: str) -> tuple[float, float]:
        """Tick a choice of a filter's menu; return the ms until rows stood, and until counted."""
        counted, ended = QEventLoop(), []
        heard = self.log.answered.connect(
            lambda: (ended.append(time.perf_counter()), counted.quit())
        )
        begun = time.perf_counter()
        painted = self._painting.ms_until(
            lambda: tick(self.log.filters.menus[menu], value), self._newer()
        )
        if not ended:
            wait(counted)
        self.log.disconnect(heard)
        return painted, (ended[0] - begun) * 1000

    def _jump(self, top: int) -> float:
        taken = self._painting.ms_until(lambda: self._bar.setValue(top), self._is_whole)
        settle(150)  # somebody looks at them
        return taken

    def _sort(self, place: int, order: str) -> float:
        hidden = self.view.isColumnHidden(place)
        self.view.setColumnHidden(place, False)
        middle = self.header.sectionPosition(place) + self.header.sectionSize(place) // 2
        self.view.horizontalScrollBar().setValue(middle - self.view.viewport().width() // 2)
        settle(50)
        spot = self.header.viewport().rect().center()
        spot.setX(middle - self.header.offset())
        taken = self._painting.ms_until(
            lambda: QTest.mouseClick(
                self.header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), spot
            ),
            self._newer(order),
        )
        self.view.setColumnHidden(place, hidden)
        settle(150)
        return taken

    def _newer(self, order: str = "") -> Callable[[], bool]:
        """Return what says whether another answer stands, in that order, its rows read."""
        former = self.log.query
        return lambda: (
            self.log.query is not former
            and (not order or self.log.query.order[0].name == order)
            and self._is_whole()
        )

    def _is_whole(self) -> bool:
        """Say whether every row in sight was read."""
        last = self.view.rowAt(self.view.viewport().height() - 1)
        rows = range(self.view.rowAt(0), (last if last >= 0 else self.view.model().rowCount()) + 1)
        return all(self.view.incidents.held(row) is not None for row in rows)

    @property
    def _bar(self):
        return self.view.verticalScrollBar()

    def _scroll(self) -> None:
        """Turn the wheel for two seconds."""
        for _turn in range(120):
            self._bar.setValue(self._bar.value() + 3 * self.view.rowHeight(0))
            settle(16)

    def _walk(self) -> None:
        """Hold the arrow key down."""
        for _row in range(30):
            QTest.keyClick(self.view, Qt.Key.Key_Down)
            settle(BETWEEN_MS)

    def _search(self) -> None:
        for character in TYPED:
            QTest.keyClick(self.log.filters.search, character)
            settle(BETWEEN_MS)
        settle(1000)


class Bare:
    """A bare table over the bare driver."""

    def __init__(self, path: Path) -> None:
        self._painting = Painting(BareTable)
        self.view = BareTable(path)
        show(self.view)
        settle(500)

    def others(self) -> dict[str, Callable[[], object]]:
        return {}

    def sorts(self) -> dict[str, list[float]]:
        """Show the rows in every order, both ways."""
        return {name: list(map(self._sorted_by(name), ("ASC", "DESC"))) for name in SORT_KEYS}

    def _sorted_by(self, name: str) -> Callable[[str], float]:
        return lambda way: self._asked(lambda: self.view.sort_by(SORT_KEYS[name], way))

    def jumps(self, chance: random.Random) -> list[float]:
        self.view.sort_by(("occurred",), "DESC")
        bar = self.view.verticalScrollBar()
        settle(100)
        return [
            self._asked(lambda top=top: bar.setValue(top)) for top in places(chance, bar.maximum())
        ]

    def facets(self, chance: random.Random) -> dict[str, list[float]]:
        rows = [
            self._asked(lambda kind=kind, region=region: self.view.narrow(kind, region))
            for kind, region in pairs(chance)
        ]
        return {"rows": rows, "count": rows}  # it counts before it shows

    def _asked(self, act: Callable[[], object]) -> float:
        taken = self._painting.ms_until(act, lambda: True)
        settle(20)
        return taken


def places(chance: random.Random, last: int) -> list[int]:
    return [chance.randrange(last) for _jump in range(JUMPS)]


def pairs(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield pairs of a type and a region that some incidents have."""
    for _pair in range(FACETS):
        yield str(chance.choice(list(EventType))), chance.choice(("Gao", "Kidal", "Mopti"))


def tick(menu, value: str) -> None:
    """Tick one choice of a filter's menu, as a click on it does."""
    menu.fill()
    next(action for action in menu.actions() if action.data() == value).toggle()


def show(window: QWidget) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()


def settle(milliseconds: int) -> None:
    """Let events and background work run; `QTest.qWait` would keep the threads from theirs."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(loop: QEventLoop) -> None:
    """Run the loop until somebody ends it; TimeoutError if nobody does."""
    patience = QTimer(singleShot=True, interval=PATIENCE_MS)
    patience.timeout.connect(lambda: loop.exit(1))
    patience.start()
    if loop.exec():
        raise TimeoutError


if __name__ == "__main__":
    main()
