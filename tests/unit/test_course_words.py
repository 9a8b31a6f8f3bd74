"""How often and when to look back, as every document says it."""

import pytest

from ischia.care.planning import CourseProposal
from ischia.documents._words import course_words

SAID = [
    (("single", (1, 1), 1, 0), "A single visit: nothing is planned after it."),
    (("weekly", (6, 10), 4, 4), "Weekly, 6 to 10 sessions; look back after 4 sessions or 4 weeks."),
    (("weekly", (1, 3), 1, 1), "Weekly, 1 to 3 sessions; look back after 1 session or 1 week."),
    (("weekly", (1, 1), 1, 0), "Weekly, 1 session; look back after 1 session."),
    (("every_second_week", (2, 2), 0, 0), "Every second week, 2 sessions."),
]


@pytest.mark.parametrize(("figures", "sentence"), SAID)
def test_a_course_is_said_with_one_and_many_right_and_no_zero(
    figures: tuple[str, tuple[int, int], int, int], sentence: str
):
    assert course_words(CourseProposal(*figures, why=())) == sentence
