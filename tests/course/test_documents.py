import json
import re
from pathlib import Path

import pytest

from ischia.care import course
from ischia.cli import main
from ischia.documents import course_json, course_page, course_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "course_easing.yaml"


def reviewed(**options):
    return course.review(course.parse_history(EXAMPLE.read_text(encoding="utf-8")), **options)


def test_a_change_stands_beside_what_usually_happens():
    text = course_text(reviewed())
    assert "now 4, 3 better (43 %). This reaches the" in text
    assert "5.1 to 3.3 (2.9 to 3.8) of 10 by week 6 [costa2012]" in " ".join(text.split())


def test_each_usual_course_is_told_once():
    assert course_text(reviewed()).count("[costa2012]") == 1


def test_the_range_is_off_until_the_practice_switches_it_on():
    assert reviewed().ranges == ()
    assert "Range of the next" not in course_text(reviewed())
    assert "no promise" in course_text(reviewed(is_range_shown=True))


def test_the_same_review_gives_the_same_json():
    one, other = (json.dumps(course_json(reviewed(is_range_shown=True))) for _ in range(2))
    assert one == other


def test_the_json_holds_decision_measures_and_timeline():
    found = course_json(reviewed())
    assert found["decision"]["step"] == "taper"
    assert found["decision"]["why"][0]["sources"] == ["ostelo2008"]
    assert [one["measure"] for one in found["measures"]][:2] == ["pain_now", "pain_average"]
    assert [event["on"] for event in found["timeline"]] == sorted(
        event["on"] for event in found["timeline"]
    )


def test_a_missed_check_in_is_shown_and_called_normal():
    assert "Check-ins not answered: 1 (normal)." in course_text(reviewed())


@pytest.mark.parametrize("word", ["guarantee", "cure", "alarm", "diagnos"])
def test_no_promise_and_no_diagnosis_is_written(word):
    assert word not in course_text(reviewed(is_range_shown=True)).lower()


def test_the_page_draws_the_ratings_and_says_them_in_words():
    page = course_page(reviewed())
    assert page.count('role="img"') == 2
    assert page.index("<main>") < page.index("<h1>") < page.index("</main>")
    assert "Ratings by week: week 0: 7; week 1: 6; week 2: 6; week 3: 5; week 4: 4" in page
    assert "<script" not in page


def test_the_page_escapes_what_a_client_wrote():
    text = EXAMPLE.read_text(encoding="utf-8").replace("soreness where", "<b>soreness</b> where")
    page = course_page(course.review(course.parse_history(text)))
    assert "<b>soreness" not in page
    assert "&lt;b&gt;soreness" in page


FLAT = EXAMPLE.with_name("course_flat.yaml")


def test_leg_and_back_each_stand_beside_their_own_usual_course():
    text = course_text(course.review(course.parse_history(FLAT.read_text(encoding="utf-8"))))
    assert "rated for the back, average pain went from 5.6" in " ".join(text.split())
    assert "rated for the leg, average pain went from 5.2" in " ".join(text.split())


def test_the_measure_the_course_is_judged_by_is_drawn_first_and_the_activity_beside_it():
    page = course_page(course.review(course.parse_history(FLAT.read_text(encoding="utf-8"))))
    assert re.findall(r'id="chart-(\w+)-title"', page) == ["leg_pain", "activity"]


BARE = """ischia: history/1
patient: c-1
started_on: 2026-03-02
complaint: {kind: KIND, chronicity: acute}
"""


@pytest.mark.parametrize("document", [course_text, course_page])
def test_where_neither_pain_nor_activity_was_rated_it_says_so(document):
    bare = BARE.replace("KIND", "low_back")
    other = f"{bare}measures: [{{on: 2026-03-02, rmdq: 18}}]\n"
    pain = f"{bare}measures: [{{on: 2026-03-02, pain_now: 5}}]\n"
    told = [
        " ".join(document(course.review(course.parse_history(one))).split())
        for one in (bare, other, pain)
    ]
    assert ["Nothing has been rated." in one for one in told] == [True, False, False]
    assert ["rate one of them" in one for one in told] == [True, True, False]


def test_massage_by_own_wish_has_no_number_of_visits():
    wish = course.review(course.parse_history(BARE.replace("KIND", "own_wish")))
    assert "as many more as the client wishes" in course_text(wish)
    assert "rate one of them" not in course_text(wish)


def test_no_words_stand_where_something_is_drawn():
    page = course_page(reviewed(is_range_shown=True))
    for chart in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        places = re.findall(r'<text [^>]*y="([\d.]+)"[^>]*>(.*?)<', chart)
        [key] = [float(y) for y, words in places if words == "ratings"]
        others = [words for y, words in places if float(y) < key and not words.isdecimal()]
        assert len(others) == 2
        assert others[0].endswith("is better")
        assert others[1] == "weeks since the start"


def test_weeks_count_from_where_a_course_was_taken_up_again():
    text = EXAMPLE.read_text(encoding="utf-8") + "taken_up_on: [2026-03-16]\n"
    page = course_page(course.review(course.parse_history(text)))
    assert "Ratings by week: week 0: 6; week 1: 5; week 2: 4; week 3: 4. 4 sessions." in page


def test_a_day_before_the_course_is_refused(capsys):
    assert main(["course", str(EXAMPLE), "--on", "2026-03-01"]) == 2
    assert "--on: lies before the course began" in capsys.readouterr().err


@pytest.mark.parametrize(("on", "is_told"), [("2026-05-04", False), ("2026-05-05", True)])
def test_a_step_that_rests_on_old_ratings_says_so(on, is_told, capsys):
    for form in ("text", "html"):
        assert main(["course", str(EXAMPLE), "--on", on, "--format", form]) == 0
        assert ("29 days old" in capsys.readouterr().out) is is_told


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_the_command_writes_a_review(form, capsys):
    assert main(["course", str(EXAMPLE), "--format", form]) == 0
    assert "c-1042" in capsys.readouterr().out


def test_the_command_says_no_massage_when_a_doctor_comes_first(tmp_path, capsys):
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        "2026-03-30, disposition: proceed", "2026-03-30, disposition: same_day"
    )
    path = tmp_path / "history.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["course", str(path)]) == 3
    assert "Send to a doctor" in capsys.readouterr().out


def test_the_command_refuses_two_clients_at_their_place(tmp_path, capsys):
    path = tmp_path / "history.yaml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("{id: v2,", "{id: v2, patient: c-9,")
    path.write_text(text, encoding="utf-8")
    assert main(["course", str(path)]) == 2
    assert "visits[1].patient: belongs to another client" in capsys.readouterr().err


def test_the_range_is_drawn_with_its_words_and_told_to_who_cannot_see_it():
    plain, page = course_page(reviewed()), course_page(reviewed(is_range_shown=True))
    assert "8 of 10 next ratings" in page
    assert "Range of the next ratings: in 1 week" in page
    assert "8 of 10 next ratings" not in plain


def test_the_page_is_drawn_in_black_and_greys_only():
    page = course_page(reviewed(is_range_shown=True))
    found = {one.lower() for one in re.findall(r"#[0-9a-fA-F]{3,6}\b", page)}
    assert found
    for one in found:
        digits = one[1:] if len(one) == 7 else "".join(2 * digit for digit in one[1:])
        assert digits[:2] == digits[2:4] == digits[4:], one
