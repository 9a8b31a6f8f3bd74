"""The words of the form in the client's language, and the few words of its short form."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen
from django.utils.translation import pgettext

from ischia import anatomy
from ischia.knowledge import Question, shipped
from ischia.speech import UnsaidError
from ischia.web.speech import spoken

LANGUAGES = ("en", "ko", "vi")


CHART = (
    "View", "Tools", "Mark", "Draw", "Erase", "Undo", "Mirror", "Larger", "Smaller", "Compare",
    "zoom in", "zoom out", "Chosen place", "Front", "Back", "Left side", "Right side", "Low back",
    "Soles", "Feet from above", "places on the body", "Left", "Right", "left", "right",
    "Where does it hurt?",
    (
        "Touch a place, or draw on it. Arrow keys walk over the body; the keys 1 to 9 say how "
        "strong, 0 takes it away."
    ),
    "How strong, 0 to 10:", "What it feels like", "not said", "ache", "burning", "numb",
    "shooting", "stiff", "tingling", "Take this mark away", "All marks", "pain {n} of 10",
)  # fmt: skip
"""What the body chart says, in English."""


@frozen
class Words:
    """What stands on a page for one question.

    Parameters
    ----------
    brief, hint
        What is read at once; the hint names dangers of its own.
    full, help
        The whole question in English, one touch away.
    choices
        (id, label) of each choice.
    lang
        The language of brief, hint and choices.
    english
        The same in English, for the therapist beside a client who reads another language.
    picture
        Name of the drawing beside a row; empty for none.
    """

    brief: str
    hint: str
    full: str
    help: str
    choices: tuple[tuple[str, str], ...]
    lang: str
    english: str = ""
    picture: str = ""


def chart() -> str:
    """Return the chart's words and places in the language of the page; empty in English.

    As JSON. Each word has its English as its key; one without a translation is left out.
    """
    told = {one: pgettext("chart", one) for one in CHART}
    told |= {one.label: spoken().known(one.label) for one in anatomy.body().leaves()}
    other = {key: one for key, one in told.items() if key != one}
    return json.dumps(other, ensure_ascii=False) if other else ""


def names() -> list[tuple[str, str]]:
    """Return each language with its own name."""
    return [(one, str(_few(one)["name"])) for one in LANGUAGES]


def draft_name(language: str) -> str:
    """Return the English name of a language whose words nobody has read yet; else nothing."""
    values = _few(language)
    return "" if values["read_by"] else str(values["english"])


def group_label(group: Mapping[str, Any], *, language: str, few: bool) -> str:
    """Return what a page is called."""
    if language == "en" and not few:
        return str(group["label"])
    return str(_few(language)["groups"].get(group["id"], group["label"]))


def words(question: Question, *, language: str, few: bool) -> Words:
    """Return the words of a question: in few words for the short form and in translation."""
    has_few = (few or language != "en") and question.id in _few(language)["questions"]
    picture = _few("en")["pictures"].get(question.id, "") if few else ""
    if not has_few:
        return Words(
            brief=question.brief,
            hint=question.help if question.help_open else "",
            full=question.text if question.short else "",
            help="" if question.help_open else question.help,
            choices=tuple((one.id, one.label) for one in question.choices),
            lang="en",
            picture=picture,
        )
    told = _few(language)
    labels = told["choices"].get(question.id, {})
    return Words(
        brief=told["questions"][question.id],
        hint=told["help"].get(question.id, ""),
        full=question.text,
        help=question.help,
        choices=tuple((one.id, labels.get(one.id, one.label)) for one in question.choices),
        lang=language,
        english="" if language == "en" else question.brief,
        picture=picture,
    )


def in_page(words: Words) -> Words:
    """Return a question's English words in the page's language, where it has them all."""
    speech = spoken()
    if speech.is_english or words.lang != "en":
        return words
    strict = evolve(speech, is_strict=True)
    say = strict.known
    try:
        return evolve(
            words,
            brief=say(words.brief),
            hint=say(words.hint) if words.hint else "",
            choices=tuple((one, say(label)) for one, label in words.choices),
            lang=speech.language,
        )
    except UnsaidError:
        return words


def _few(language: str) -> Mapping[str, Any]:
    return shipped().practice_values(f"few_words_{language}")
