"""What a screening left open, as it is asked: by page of the form, each question once."""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen
from django.utils.translation import get_language, gettext

from ischia.documents import Asked, AskedPage, asked_pages, asked_words
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.speech import Said, Speech, whole
from ischia.web.speech import spoken

_MOST_OPEN, _MOST_ALOUD = 12, 4


@frozen
class Page:
    """The open questions of one page of the form.

    Parameters
    ----------
    is_open
        Whether they are written out at once: few in all, or one of them half answered.
    """

    label: Said
    questions: tuple[Said, ...]
    is_open: bool


@frozen
class ToAsk:
    """What is still to be asked.

    Parameters
    ----------
    first
        What must be answered before anyone is cleared.
    too
        What could make the result more urgent, beside a result that stops already.
    rest
        What changes nothing about the result.
    """

    first: tuple[Page, ...] = ()
    too: tuple[Page, ...] = ()
    rest: tuple[Page, ...] = ()

    @property
    def n_rest(self) -> int:
        """Return how many questions change nothing."""
        return sum(len(page.questions) for page in self.rest)


def of(body: dict[str, Any]) -> ToAsk:
    """Return what a kept screening left to be asked.

    One kept before it was told apart what could make it more urgent has all of it there:
    what is not known to change nothing is never said to.
    """
    open_ = body["unanswered"]
    if Disposition.from_slug(body["disposition"]) <= Disposition.ASK_FIRST:
        return ToAsk(first=_pages(open_))
    worse = body.get("could_worsen", open_)
    asked = {_name(one) for one in worse}
    return ToAsk(too=_pages(worse), rest=_pages([o for o in open_ if _name(o) not in asked]))


def _name(one: str) -> str:
    return one.partition(".")[0]


def _pages(open_: Sequence[str]) -> tuple[Page, ...]:
    knowledge = shipped()
    known = [one for one in open_ if _name(one) in knowledge.questions]
    pages = asked_pages(known, knowledge=knowledge)
    n = sum(len(page.questions) for page in pages)
    speech, aloud = spoken(), n <= _MOST_ALOUD
    found = [
        Page(
            whole(_label(page), speech),
            tuple(whole(_words(one, aloud=aloud), speech) for one in page.questions),
            n <= _MOST_OPEN or any(one.details for one in page.questions),
        )
        for page in pages
    ]
    gone = dict.fromkeys(_name(one).replace("_", " ") for one in open_ if one not in known)
    if gone:
        label = Said(gettext("No longer on the form"), get_language() or "en")
        found.append(Page(label, tuple(Said(one) for one in gone), n <= _MOST_OPEN))
    return tuple(found)


def _label(page: AskedPage) -> Callable[[Speech], str]:
    return lambda speech: speech.known(page.label)


def _words(asked: Asked, *, aloud: bool) -> Callable[[Speech], str]:
    return lambda speech: asked_words(asked, aloud=aloud, speech=speech)
