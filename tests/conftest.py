"""What the tests share: a fresh logbook with a clock of 2016, the sample, and a quiet end."""

import gc
import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import pytest
from hypothesis import settings

from db import acts
from db.creation import create_logbook
from db.encryption import encrypted_copy
from db.journal import Author
from db.sample import create_sample
from db.store import open_logbook

settings.register_profile("house", deadline=None, print_blob=True)  # a slow machine is no fault
settings.register_profile("thorough", settings.get_profile("house"), max_examples=5_000)
settings.load_profile("house")

LOGBOOKS = Path(__file__).parent / "logbooks"
MAJOR = Author("Maj.", "A.", "duty officer")
CAPTAIN = Author("Capt.", "B.", "watch officer")
PASSPHRASE = "Käse, Tür & four words"
AMBUSH = {
    "occurred": "311430Z MAY 16",
    "type": "DIR",
    "subtype": "ambush_of_convoy_or_patrol",
    "place": "Gao",
    "position": "30QZD1583604274",
    "target": "un_military",
    "casualties": [
        {
            "category": "un_contingent",
            "nationality": "TCD",
            "outcome": "killed",
            "cause": "malicious_act",
            "count": 2,
        }
    ],
    "summary": "Patrol ambushed north of Gao; two killed.",
}


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at

    def tick(self, **step):
        self.at += timedelta(**step)


@pytest.fixture
def clock():
    return Clock(datetime(2016, 5, 31, 15, 0, tzinfo=UTC))


@pytest.fixture
def author():
    """The officer on watch."""
    return MAJOR


@pytest.fixture
def second():
    """An officer who is enrolled too, and wrote nothing yet."""
    return CAPTAIN


@pytest.fixture
def book(tmp_path, clock):
    """A fresh logbook: mission MIN, station GAO, two officers, the first on watch."""
    fresh = create_logbook(
        tmp_path / "gao.watch",
        mission="MIN",
        station="GAO",
        theatre="MLI",
        author=MAJOR,
        clock=clock,
    )
    acts.enrol(fresh, CAPTAIN, by=MAJOR)
    yield fresh
    fresh.close()


@pytest.fixture
def locked(tmp_path, clock):
    """The path of an encrypted logbook with one incident, closed."""
    path = tmp_path / "locked.watch"
    fresh = create_logbook(
        path,
        mission="MIN",
        station="GAO",
        theatre="MLI",
        author=MAJOR,
        passphrase=PASSPHRASE,
        clock=clock,
    )
    acts.log(fresh, MAJOR, AMBUSH)
    fresh.close()
    return path


@pytest.fixture(scope="session")
def old_locked_file(tmp_path_factory):
    """A logbook of the first schema, encrypted; copy it."""
    out = tmp_path_factory.mktemp("old") / "old.watch"
    encrypted_copy(LOGBOOKS / "0001.watch", out, PASSPHRASE)
    return out


@pytest.fixture
def old_locked(old_locked_file, tmp_path):
    """A copy of that, for itself in its folder."""
    return Path(shutil.copy(old_locked_file, tmp_path / "old.watch"))


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample, made once; copy it, or read it only."""
    path = tmp_path_factory.mktemp("sample") / "sample.watch"
    create_sample(path).close()
    return path


@pytest.fixture
def sample(sample_file, tmp_path):
    """A copy of the sample, open."""
    opened = open_logbook(shutil.copy(sample_file, tmp_path / "sample.watch"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application, which collects garbage on this thread alone, as the program does."""
    from gui.garbage import Collector

    Collector(qapp)
    return qapp


@pytest.fixture
def theme(qapp):
    """The application dressed in the light theme."""
    from gui.style import apply
    from gui.theme import Theme

    light = Theme.load("light")
    apply(qapp, light)
    return light


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in left:
        thread.join(timeout=2)  # one that is about to end is not a leak
    assert not [thread for thread in left if thread.is_alive()]


@pytest.fixture(autouse=True)
def _garbage_is_collected():
    yield
    if not gc.isenabled():  # since the first test with windows
        from gui.garbage import collect

        collect()
