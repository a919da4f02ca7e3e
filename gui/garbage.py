"""Garbage is collected on the window's thread alone.

Python looks for cycles on whichever thread happens to allocate. On one of a pool it would delete
the widgets that stand in a cycle, beside the window's thread that may be painting them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


def collect() -> None:
    """Collect the oldest generation that is due, as Python does by itself."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return


class Collector(QObject):
    """Collects from time to time, in the place of Python itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(collect)
        self._timer.start()
