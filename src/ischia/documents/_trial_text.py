"""A trial in one client as text: as it is written down, and as it is judged."""

from typing import Any

from ischia.care import course
from ischia.care.course import Finding, Judged, Trial


def trial_file(trial: Trial) -> str:
    """Return the file that is written down before the first session."""
    order = ", ".join(course.order_words(trial))
    return (
        "# A trial in one client. Keep this file as it is; after each session add its rating,\n"
        "# 0 to 10, higher is worse, null where it is missing. It is judged once, at the end.\n"
        "ischia: trial/1\n"
        f"technique: {trial.technique}\n"
        f"seed: {trial.seed}\n"
        f"pairs: {trial.n_blocks}\n"
        f"written_on: {trial.written_on.isoformat()}\n"
        f"order: [{order}]\n"
        "ratings: []\n"
    )


def trial_text(trial: Trial, found: Judged, *, n_told: int, name: str) -> str:
    """Return what a trial allows to be said, and what the next session is.

    Parameters
    ----------
    n_told
        Ratings in the file, missing ones too.
    name
        The technique as people read it.
    """
    left, on = trial.n_sessions - n_told, trial.written_on.isoformat()
    lines = [
        f"Does adding {name} help? Written down on {on}, seed {trial.seed}",
        f"Rated: {found.n_rated} of {trial.n_sessions} sessions",
        "",
        _says(found, is_done=not left),
    ]
    if left:
        lines.append(f"Next session: {course.order_words(trial)[n_told]} {name}.")
    if found.n_rated:
        lines.append(
            f"What it adds to a rating: {found.effect:+.1f}, between {found.low:+.1f} and "
            f"{found.high:+.1f}, drawn towards nothing; below 0 is less pain."
        )
    if found.p is not None:
        lines.append(f"Of the orders that could have been drawn {found.p:.0%} show as much.")
    if found.more_sessions:
        lines.append(
            f"About {found.more_sessions} more rated sessions would tell a difference of one "
            "point, four times in five."
        )
    return "\n".join(lines) + "\n"


def _says(found: Judged, *, is_done: bool) -> str:
    if found.finding is Finding.HELPS:
        return "It helps this client: chance is no likely reason."
    if found.finding is Finding.HARMS:
        return "It makes it worse for this client: chance is no likely reason. Leave it out."
    if is_done:
        return "Cannot tell: what was rated may be chance."
    return "Cannot tell yet: nothing is claimed before the planned end."


def trial_json(trial: Trial, found: Judged) -> dict[str, Any]:
    """Return a judged trial as data."""
    return {
        "technique": trial.technique,
        "seed": trial.seed,
        "pairs": trial.n_blocks,
        "written_on": trial.written_on.isoformat(),
        "order": list(course.order_words(trial)),
        "finding": found.finding.value,
        "effect": round(found.effect, 3),
        "low": round(found.low, 3),
        "high": round(found.high, 3),
        "p": None if found.p is None else round(found.p, 4),
        "n_rated": found.n_rated,
        "more_sessions": found.more_sessions,
    }
