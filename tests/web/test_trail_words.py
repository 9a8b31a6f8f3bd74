"""Each action that any code writes into the trail has words: the list is read from the code."""

import ast
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import translation

from ischia.web.audit.models import Deed, TrailRow, write
from ischia.web.people.roles import Role
from ischia.web.queries import course_log, trail_words, who_looked
from ischia.web.queries.check_in_form import NO_EFFECT
from ischia.web.records.states import OPENING_REASONS, CourseKind, Due
from ischia.web.services import checking_in, links
from ischia.web.services.answering import Sent
from ischia.web.services.giving_again import OfVisit
from ischia.web.urls import ROUTES
from tests.web.conftest import AT, DAY, House, signed_in
from tests.web.test_checklist import SOURCES
from tests.web.test_client_and_day import had_a_session

WRITERS = {"note_deed", "note_link_deed", "Deed"}
# What stands in an action beside fixed words, and what it may be.
PARTS = {
    "made.kind": set(CourseKind),
    "reason": set(OPENING_REASONS),
    "route.name": {one.name for one in ROUTES if one.roles},
    "page.value": set(OfVisit),
}


class Reading:
    """What the actions in one module may be, read from its text."""

    def __init__(self, path: Path) -> None:
        self.path, self.tree = path, ast.parse(path.read_text(encoding="utf-8"))
        self.functions = [one for one in ast.walk(self.tree) if isinstance(one, ast.FunctionDef)]

    def written(self) -> Iterator[str]:
        for function in self.functions:
            for call in _calls(function):
                if _name(call) in WRITERS:
                    yield from self.values(call.args[0], function)

    def values(self, told: ast.expr, function: ast.FunctionDef) -> set[str]:
        """Return every text an expression may be; a form this does not know is a failure."""
        match told:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp():
                return self.values(told.body, function) | self.values(told.orelse, function)
            case ast.JoinedStr():
                found = {""}
                for part in told.values:
                    ends = self.part(part, function)
                    found = {start + end for start in found for end in ends}
                return found
            case ast.Name(id=name):
                return self.named(name, function)
        pytest.fail(f"{self.path.name}: an action is written in a form this test cannot read")

    def part(self, part: ast.expr, function: ast.FunctionDef) -> set[str]:
        if not isinstance(part, ast.FormattedValue):
            return self.values(part, function)
        told = ast.unparse(part.value)
        return {str(one) for one in PARTS.get(told) or self.values(part.value, function)}

    def named(self, name: str, function: ast.FunctionDef) -> set[str]:
        """Return what a name holds: what is assigned to it, or what callers give."""
        given = [
            one.value
            for one in ast.walk(function)
            if isinstance(one, ast.Assign) and name in map(ast.unparse, one.targets)
        ]
        if given:
            ends = [end for one in given for end in _ends(one) if ast.unparse(end) != name]
            return set().union(*(self.values(end, function) for end in ends))
        place = [one.arg for one in function.args.args].index(name)
        found = set()
        for caller in self.functions:
            for call in _calls(caller):
                if _name(call) == function.name:
                    found |= self.values(call.args[place], caller)
        assert found, (self.path.name, function.name)
        return found


def _ends(told: ast.expr) -> list[ast.expr]:
    return [*_ends(told.body), *_ends(told.orelse)] if isinstance(told, ast.IfExp) else [told]


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (one for one in ast.walk(function) if isinstance(one, ast.Call))


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def written() -> set[str]:
    """Return every action that a row of the trail may say."""
    read = [Reading(one) for one in SOURCES if one.name != "trail.py" or "services" not in str(one)]
    return {action for one in read for action in one.written()}


WRITTEN = written()


def test_the_code_is_read_whole():
    assert len(WRITTEN) > 130
    assert {
        "note.signed",
        "course.new_signs.by_link",
        "refused.people",
        "sign_in.slowed",
    } <= WRITTEN
    assert {f"client.opened.{one}" for one in OPENING_REASONS} <= WRITTEN
    assert {"session.conflict", "session.other_tablet", "session.received"} <= WRITTEN


@pytest.mark.parametrize("action", sorted(WRITTEN))
def test_s50_each_action_written_anywhere_has_words(action: str):
    said = trail_words.said(action)
    assert said
    assert "." not in said
    assert "_" not in said
    plain = action.removesuffix(".by_link")
    known = {**trail_words.OF_CLIENT, **trail_words.OF_PRACTICE}
    if not plain.startswith(("client.opened.", "refused.")):
        with translation.override("en"):
            assert said == known[plain]


def test_no_words_stand_for_what_nothing_writes_and_none_say_two_things():
    known = {**trail_words.OF_CLIENT, **trail_words.OF_PRACTICE}
    assert len(known) == len(trail_words.OF_CLIENT) + len(trail_words.OF_PRACTICE)
    assert set(known) == {
        one.removesuffix(".by_link")
        for one in WRITTEN
        if not one.startswith(("client.opened.", "refused."))
    }
    assert len(set(known.values())) == len(known)


def test_a_row_by_link_says_the_same_as_by_a_persons_hand_and_that_it_was_by_link(ours: House):
    had_a_session(ours)
    by = ours.actor()
    _, link = links.make_check_in(ours.client.id, Due.WEEK, by=by, at=AT)
    told = {name: "no" for name, _ in course_log.signs()}
    told |= {next(iter(told)): "yes", "pain_now": 4, "effect": NO_EFFECT}
    checking_in.answer(link, Sent(uuid4(), told), source="::1", on=DAY, at=AT)
    checking_in.send(link, source="::1", on=DAY, at=AT)
    rows = TrailRow.objects.filter(client_id=ours.client.id, action__endswith=".by_link")
    assert set(rows.values_list("action", flat=True)) <= WRITTEN
    assert "course.new_signs.by_link" in rows.values_list("action", flat=True)
    looks = who_looked.of_client(ours.client.id, by=by).looks
    told_of = [one.what for one in looks if one.who == "By the client's link"]
    assert "Kept a check-in that told of new signs" in told_of
    page = signed_in(ours.people[Role.OWNER]).get(f"/clients/{ours.client.id}/trail/")
    assert "Kept a check-in that told of new signs" in page.content.decode()


def test_the_whole_trail_is_in_words_with_its_own_word_beside(ours: House):
    browser = signed_in(ours.people[Role.AUDITOR])
    browser.get("/clients/")
    page = browser.get("/trail/").content.decode()
    assert "Was refused a page, by role: clients" in page
    assert ">refused.clients</code>" in page
    assert "Added the client" in page


def test_what_nobody_did_by_hand_is_not_said_to_be_by_link(ours: House):
    write(Deed("practice.restored", practice_id=ours.practice.id), at=AT)
    page = signed_in(ours.people[Role.OWNER]).get("/trail/").content.decode()
    assert "<td>Ischia</td><td>Brought the practice back from a backup" in page
