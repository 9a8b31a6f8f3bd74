"""What the form after a session offers: the parts of that session, and what was said so far."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen

from ischia.web.queries import course_log, course_words, happened, snapshots
from ischia.web.queries.course_log import Entry
from ischia.web.records.models import Visit
from ischia.web.records.states import DONE_STATES, CourseKind, SnapshotKind


@frozen
class Part:
    """One place or technique of a session, with what is ticked for it."""

    id: str
    label: str
    is_site: bool
    helped: bool
    too_hard: bool
    disliked: bool


@frozen
class SaidForm:
    """The form, filled with the last word that was kept or with what was typed.

    Parameters
    ----------
    said
        Id, words and whether it is ticked, for the session as a whole.
    last
        The word that stands; ``n_earlier`` were kept before it.
    """

    parts: tuple[Part, ...]
    said: tuple[tuple[str, str, bool], ...]
    words: str
    last: Entry | None
    last_words: tuple[str, ...]
    n_earlier: int


@frozen
class Ticked:
    """What is ticked, from the record or as it was typed."""

    helped: frozenset[str] = frozenset()
    too_hard: frozenset[str] = frozenset()
    disliked: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    words: str = ""


def form(visit: Visit, typed: Ticked | None = None) -> SaidForm | None:
    """Return the form of one session; ``None`` while it has not taken place."""
    if visit.state not in DONE_STATES:
        return None
    log = course_log.of(visit.client_id)
    last = course_log.said_of(log, visit.id)
    ticked = typed or _kept(last)
    return SaidForm(
        parts=tuple(_parts(visit, ticked)),
        said=tuple(
            (key, course_words.said_word(key), key in ticked.said) for key in course_words.SAID
        ),
        words=ticked.words,
        last=last,
        last_words=tuple(course_words.sentences(last)) if last else (),
        n_earlier=max(sum(_is_of(one, visit.id) for one in log) - 1, 0),
    )


def _is_of(entry: Entry, visit_id: UUID) -> bool:
    return entry.kind is CourseKind.SAID and entry.visit_id == visit_id


def _kept(last: Entry | None) -> Ticked:
    if last is None:
        return Ticked()
    body = last.body
    return Ticked(
        frozenset(body["helped"]), frozenset(body["too_hard"]), frozenset(body["disliked"]),
        frozenset(body["said"]), body["words"],
    )  # fmt: skip


def _parts(visit: Visit, ticked: Ticked) -> Iterable[Part]:
    plan = snapshots.last(visit, SnapshotKind.PLAN)
    segments = plan.body["session"]["segments"] if plan and plan.body.get("session") else []
    done = happened.given(happened.told(visit), plan)
    kept = ticked.helped | ticked.too_hard | ticked.disliked
    for key in ("site", "technique"):
        were = {part[key] for part in done} | kept
        for one in dict.fromkeys(part[key] for part in segments if part["site"] and part[key]):
            if one not in were:
                continue
            yield Part(
                id=one,
                label=course_words.name(one),
                is_site=key == "site",
                helped=one in ticked.helped,
                too_hard=one in ticked.too_hard,
                disliked=one in ticked.disliked,
            )
