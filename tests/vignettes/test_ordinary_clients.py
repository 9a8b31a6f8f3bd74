from pathlib import Path

import pytest
import yaml

from ischia.quantities import Disposition
from tests.vignettes.ordinary import screened

CLIENTS = yaml.safe_load((Path(__file__).parent / "ordinary_clients.yaml").read_text())
NAMES = [client["name"] for client in CLIENTS]


@pytest.mark.parametrize("client", CLIENTS, ids=NAMES)
def test_an_ordinary_client_is_not_sent_away(client):
    clearance = screened(client["answers"])
    expected = Disposition.from_slug(client["expect"])
    stricter = [(one.id, one.tier.slug) for one in clearance.findings if one.tier > expected]
    assert clearance.disposition is expected, stricter
    assert clearance.permits_treatment


@pytest.mark.parametrize("client", CLIENTS, ids=NAMES)
def test_whoever_is_limited_hears_what_may_still_be_done(client):
    clearance = screened(client["answers"])
    bound = [one for one in clearance.findings if one.kind == "precautions"]
    assert all(one.meanwhile for one in bound)
    assert bound or clearance.disposition is not Disposition.PROCEED_MODIFIED
