"""A few histories of ``benchmarks/web_offline_packet.py``: no old packet begins a session."""

import sys
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import web_offline_packet as packets


def test_hz26_no_packet_opens_past_its_life_or_from_before_it_was_kept(chromium: Browser):
    page = packets.tablet(chromium)
    found = packets.histories(page, 120, np.random.default_rng(26))
    assert found.wrong == []
    assert found.seen["clock running on: packets asked for"] > 100
    assert found.seen["clock set back: packets asked for"] > 50
    page.close()
