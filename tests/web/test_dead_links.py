"""Links that open nothing look alike and take alike, whatever is wrong with them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from ischia.web.people.models import Invitation
from ischia.web.people.tickets import digest_of
from ischia.web.records.models import ClientLink, Visit
from ischia.web.records.states import Due, VisitState
from ischia.web.services import links, pace
from tests.web.conftest import AT, House
from tests.web.test_closing_the_loop import had_a_session

PAST, SOON = AT - timedelta(days=1), AT + timedelta(days=1)


def kept(house: House, token: str, **more: object) -> str:
    given = {"visit": house.visit, "created_at": AT, "expires_at": SOON} | more
    ClientLink.objects.create(token_digest=digest_of(token), **given)
    return token


def of_a_visit_that_is_over(house: House) -> str:
    Visit.objects.filter(id=house.visit.id).update(state=VisitState.SIGNED)
    return kept(house, "over")


DEAD: dict[str, Callable[[House], str]] = {
    "unknown": lambda _: "no-such-token",
    "too long": lambda _: "x" * 600,
    "expired": lambda house: kept(house, "expired", expires_at=PAST),
    "used or replaced": lambda house: kept(house, "used", ended_at=PAST),
    "closed by wrong facts": lambda house: kept(house, "facts", wrong_facts=9),
    "of another purpose": lambda house: kept(house, "check", purpose="check_in"),
    "of a visit that is over": of_a_visit_that_is_over,
}


def looked_at(where: str) -> tuple[int, bytes, frozenset[str], int]:
    """Return what a stranger can tell: status, page, headers; and the number of statements."""
    Browser().get(where)  # templates are read once
    pace.DEAD.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = Browser().get(where)
    headers = frozenset(f"{name}: {value}" for name, value in answer.items())
    assert not answer.cookies
    return answer.status_code, answer.content, headers, len(asked)


def test_s13_dead_links_of_a_client_look_alike_and_take_the_same_statements(ours: House):
    seen = {name: looked_at(f"/c/{make(ours)}/") for name, make in DEAD.items()}
    assert len(set(seen.values())) == 1, {name: one[3] for name, one in seen.items()}
    assert seen["unknown"][0] == 410
    assert seen["unknown"][3] == 1


def test_s13_dead_links_to_a_check_in_do_too(ours: House):
    had_a_session(ours)
    made = {
        "unknown": "none",
        "an intake's": links.make(ours.visit.id, by=ours.actor(), at=AT),
        "expired": kept(ours, "late", purpose="check_in", expires_at=PAST),
        "replaced": links.make_check_in(ours.client.id, Due.DAY, by=ours.actor(), at=AT)[0],
    }
    links.make_check_in(ours.client.id, Due.WEEK, by=ours.actor(), at=AT)
    assert len({looked_at(f"/k/{token}/") for token in made.values()}) == 1


def test_s13_dead_invitations_do_too(ours: House):
    person = ours.people["therapist"]
    for token, more in (("late", {"expires_at": PAST}), ("used", {"ended_at": PAST})):
        given = {"person": person, "token_digest": digest_of(token), "made_at": AT}
        given |= {"expires_at": SOON, **more}
        Invitation.objects.create(**given)
    assert len({looked_at(f"/join/{token}/") for token in ("none", "late", "used")}) == 1


@pytest.mark.parametrize("act", ["post", "head"])
def test_s13_they_look_alike_however_they_are_asked(act: str, ours: House):
    tokens = [make(ours) for make in DEAD.values()]
    seen = {getattr(Browser(), act)(f"/c/{token}/").content for token in tokens}
    assert len(seen) == 1
