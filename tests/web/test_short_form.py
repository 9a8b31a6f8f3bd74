"""The form in few words: short rows, the whole question one touch away, the rest later."""

from django.urls import reverse

from ischia.knowledge import shipped
from ischia.web.people.roles import Role
from ischia.web.queries import form
from ischia.web.services import consenting
from tests.web.conftest import AT, DAY, House, signed_in

QUESTIONS = shipped().questions


def test_a_page_shows_the_short_text_and_holds_the_whole_one(ours: House):
    consenting.by_person(ours.visit.id, "answers", given=True, by=ours.actor(), at=AT)
    address = reverse("tablet_page", args=[ours.visit.id, "danger_circulation"])
    page = signed_in(ours.people[Role.OWNER]).get(address).content.decode()
    calf = QUESTIONS["calf_signs"]
    assert f'<span aria-hidden="true">{calf.short}</span>' in page
    assert f'<span class="spoken">{calf.text}</span>' in page
    assert page.count(calf.help) == 1


def test_the_clients_first_form_leaves_out_what_can_wait_and_the_next_asks_it(ours: House):
    def asked(*, by_client: bool) -> set[str]:
        pages = form.pages(ours.visit, by_client=by_client, on=DAY)
        return {one.question.id for page in pages for one in page.questions}

    waits = {one.id for one in QUESTIONS.values() if not one.first}
    assert not asked(by_client=True) & waits
    assert waits <= asked(by_client=False)
    ours.visit.is_first = False
    assert waits <= asked(by_client=True)
