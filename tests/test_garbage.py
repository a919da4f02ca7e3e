"""What stands in a cycle goes on the window's thread, whoever made the garbage."""

from PySide6.QtCore import QThread

from gui.task import Task, pool_of

MANY = 50_000  # more than Python lets pass without a look


class Kept:
    """Stands in a cycle of its own, as a dialog does with its handlers."""

    def __init__(self, gone_on):
        self.itself, self.gone_on = self, gone_on

    def __del__(self):
        self.gone_on.append(QThread.isMainThread())


def test_a_cycle_goes_on_the_windows_thread_though_another_makes_the_garbage(qtbot, qapp):
    gone_on = []
    Kept(gone_on)
    task = Task(lambda _task: [[] for _number in range(MANY)], qapp)
    with qtbot.waitSignal(task.done) as kept:
        task.start(pool_of(task))
    assert len(kept.args[0]) == MANY
    qtbot.waitUntil(lambda: gone_on != [])
    assert gone_on == [True]
