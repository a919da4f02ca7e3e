"""Land is read on one thread while another makes room for the dots: the map of a start does so."""

import subprocess
import sys
from pathlib import Path

import pytest

FIRST_OF_ALL = """
import sys, threading, time
from db.basemap import Box, layer, outlines_in
from db.regions import region_at

faults = []

def read():
    try:
        {land}
    except BaseException as fault:
        faults.append(fault)

def halt(event, told):
    if event == "import" and told[0] == "numpy.__config__" and reader.ident is None:
        reader.start()
        time.sleep(0.5)  # of the other thread, to come as far as it can

reader = threading.Thread(target=read)
sys.addaudithook(halt)
import numpy
reader.join()
assert reader.ident and not faults, faults
assert numpy.arange(2).sum() == 1
print("both were there")
"""


@pytest.mark.parametrize(
    "land", ['layer("countries")', "region_at(16.27, -0.04)", "outlines_in(Box(-1, 15, 1, 17))"]
)
def test_land_is_read_while_another_thread_is_half_way_through_numpy(land):
    run = subprocess.run(
        [sys.executable, "-c", FIRST_OF_ALL.format(land=land)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parent.parent,
    )
    assert run.stdout == "both were there\n", run.stderr
