"""A task works off the window's thread, says how far it is, and can be stopped."""

import threading

import pytest
from PySide6.QtCore import QThreadPool

from db.errors import Refused
from gui.task import Task


@pytest.fixture
def pool(qapp):
    made = QThreadPool()
    yield made
    made.waitForDone()


def test_work_runs_on_another_thread_and_its_result_arrives(qtbot, pool):
    task = Task(lambda _task: threading.get_ident())
    with qtbot.waitSignal(task.done) as done:
        task.start(pool)
    assert done.args[0] != threading.get_ident()


def test_a_cancelled_task_stops_at_its_next_report(qtbot, pool):
    def work(task):
        for step in range(1_000_000):
            task.report(step, 1_000_000)

    task = Task(work)
    task.cancel()
    with qtbot.waitSignal(task.stopped):
        task.start(pool)


def test_what_the_world_says_and_faults_of_ours_arrive_apart(qtbot, pool):
    def refused(_task):
        raise Refused("No.", "Ask again.")

    def faulty(_task):
        raise KeyError("ours")

    one, other = Task(refused), Task(faulty)
    with qtbot.waitSignal(one.failed) as failed:
        one.start(pool)
    with qtbot.waitSignal(other.broke) as broke:
        other.start(pool)
    assert failed.args[0].remedy == "Ask again."
    assert isinstance(broke.args[0], KeyError)
