"""What must hold of the few words of the short form, in each language that has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from ischia.errors import Defect
from ischia.knowledge._entries import Knowledge

FEW = 6
LANGUAGES = ("en", "ko", "vi")


def wording_defects(knowledge: Knowledge) -> Iterator[Defect]:
    """Yield each question, choice or page of the short form that a language leaves out."""
    for language in LANGUAGES:
        entry = knowledge.practice.get(f"few_words_{language}")
        if entry is not None:
            where = f"practice/few_words_{language}.yaml"
            yield from _gaps(entry.values, knowledge, where)
            if language == "en":
                yield from _long(entry.values, where)


def _gaps(values: Mapping[str, Any], knowledge: Knowledge, where: str) -> Iterator[Defect]:
    asked = [
        one
        for one in knowledge.questions.values()
        if one.asked_by == "client" and (one.door or one.rescreen)
    ]
    told, labels = values["questions"], values["choices"]
    needed = {one.id: told.get(one.id) for one in asked}
    needed |= {one.group: values["groups"].get(one.group) for one in asked}
    needed |= {f"help of {one.id}": values["help"].get(one.id) for one in asked if one.help_open}
    needed |= {
        f"{one.id}.{choice.id}": labels.get(one.id, {}).get(choice.id)
        for one in asked
        for choice in one.choices
    }
    for name, words in needed.items():
        if not words:
            yield Defect(f"{where}: {name}", "it has no words here", "a few words")
    for name in sorted(told.keys() - knowledge.questions.keys()):
        yield Defect(f"{where}: {name}", "there is no such question", "a question id")


def _long(values: Mapping[str, Any], where: str) -> Iterator[Defect]:
    for name, words in values["questions"].items():
        if len(words.split()) > FEW:
            yield Defect(f"{where}: {name}", "this is too long to be few words", f"at most {FEW}")
