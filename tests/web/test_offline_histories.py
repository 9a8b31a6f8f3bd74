"""A few histories of ``benchmarks/web_offline.py``: what a tablet missed is always noticed."""

import sys
from pathlib import Path

import numpy as np

from tests.web.conftest import AT, House
from tests.web.test_the_visit import begun

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import web_offline_law as law


def test_hz26_no_late_conflict_goes_unnoticed_whatever_clock_and_network_do(ours: House):
    begun(ours)
    ran = law.Ran(ours.actor(), ours.visit.id, AT)
    found = law.histories(ran, 60, np.random.default_rng(26))
    assert found.wrong == []
    conflicts = [n for name, n in found.seen.items() if name.endswith("late conflicts")]
    assert sum(conflicts) >= 10
