"""Two hands on one record: a few rounds of ``benchmarks/web_races.py``, on either database."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from ischia.web.audit.models import first_break
from ischia.web.queries import own
from tests.web.conftest import AT, House, made_ready

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import web_races_laws as laws
from web_races_made import Ready

ROUNDS = {"start": 16, "writers": 6, "tablets": 5}


@pytest.mark.parametrize("law", sorted(laws.LAWS))
def test_hz20_hz32_hz41_two_hands_on_one_record_lose_nothing(law: str, committed: House):
    made_ready(committed)
    ready = Ready(committed.actor(), committed.visit.id, AT)
    found = laws.LAWS[law](ready, ROUNDS[law], np.random.default_rng(20261121))
    assert found.wrong == []
    assert sum(found.seen.values()) >= ROUNDS[law]
    assert first_break() is None


def test_whoever_waits_for_a_row_lets_its_foreign_keys_be_looked_at():
    """See ``own.hold``: without ``no_key`` two commits of PostgreSQL may wait for each other."""
    source = Path(own.__file__).parents[1]
    found = [
        (path.name, told)
        for path in sorted(source.rglob("*.py"))
        for told in re.findall(r"select_for_update\((.*?)\)", path.read_text(encoding="utf-8"))
    ]
    assert len(found) > 8
    assert [one for one in found if "no_key=True" not in one[1]] == []
