"""How long a review of twelve visits takes (read, reviewed, drawn as a page), and a forecast.

python benchmarks/course_review.py
"""

import time
from datetime import date, timedelta

import numpy as np

from ischia.care import course
from ischia.documents import course_json, course_page, course_text

ROUNDS = 50
BEGIN = date(2026, 1, 5)


def history_of(n_visits: int) -> dict:
    """Return a history with a visit, five ratings and two check-ins a week."""
    days = [BEGIN + timedelta(weeks=n) for n in range(n_visits)]
    values = [8, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4]
    scores = dict.fromkeys(("pain_average", "pain_worst", "sleep", "stress"))
    return {
        "ischia": "history/1",
        "patient": "c-1",
        "started_on": BEGIN,
        "complaint": {"kind": "low_back", "chronicity": "persistent"},
        "measures": [
            {"on": day, "activity": 10 - value} | dict.fromkeys(scores, value)
            for day, value in zip(days, values, strict=True)
        ],
        "visits": [{"id": f"v{n}", "on": day, "minutes": 60} for n, day in enumerate(days)],
        "check_ins": [
            {"due_on": day + timedelta(days=after), "answered_on": day + timedelta(days=after)}
            | {"pain_now": 3, "new_signs": False}
            for day in days
            for after in (1, 3)
        ],
    }


def forecast() -> float:
    """Return the median seconds of one forecast."""
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        found = course.forecast([(0, 7), (7, 6), (14, 6), (21, 5), (28, 5)], 28)
        found.quantile(np.array([0.1, 0.5, 0.9])), found.mean
        spent.append(time.perf_counter() - begin)
    return sorted(spent)[ROUNDS // 2]


def main() -> None:
    data = history_of(12)
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        found = course.review(course.read_history(data), is_range_shown=True)
        reviewed = time.perf_counter()
        course_text(found), course_json(found), course_page(found)
        spent.append((reviewed - begin, time.perf_counter() - reviewed))
    spent.sort()
    review, drawn = spent[ROUNDS // 2]
    worst = max(review + drawn for review, drawn in spent)
    print(f"twelve visits: read and reviewed {1000 * review:.1f} ms, drawn {1000 * drawn:.1f} ms")
    print(f"one forecast from five ratings, mean and three quantiles: {1000 * forecast():.2f} ms")
    print(f"median of {ROUNDS}; slowest of all {1000 * worst:.1f} ms (asked: under 100 ms)")


if __name__ == "__main__":
    main()
