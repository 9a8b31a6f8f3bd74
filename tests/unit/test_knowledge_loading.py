"""Every way an entry can be wrong is refused with file, field and what is accepted."""

from collections.abc import Mapping
from importlib.resources import files

import pytest
import yaml

from ischia.anatomy import read_sites
from ischia.errors import KnowledgeError
from ischia.knowledge import KINDS, load, shipped


def texts() -> dict[str, str]:
    root = files("ischia.knowledge").joinpath("data")
    return {
        f"{kind}/{entry.name}": entry.read_text(encoding="utf-8")
        for kind in KINDS
        for entry in sorted(root.joinpath(kind).iterdir(), key=lambda item: item.name)
    }


SHIPPED = texts()
FLAG = "red_flags/cauda_equina.yaml"
TECHNIQUE = "techniques/effleurage.yaml"
QUESTION = "questions/age.yaml"
WATCH = "practice/watch_words_ko.yaml"
CLAIM = "claims/pain-chronic-short.yaml"


def refused(path: str, text: str) -> str:
    with pytest.raises(KnowledgeError) as error:
        load({**SHIPPED, path: text}.items())
    return str(error.value)


def changed(path: str, change: Mapping[str, object]) -> str:
    data = yaml.safe_load(SHIPPED[path])
    for keys, value in change.items():
        place = data
        *path_to, last = [int(key) if key.isdigit() else key for key in keys.split(".")]
        for key in path_to:
            place = place[key]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return yaml.safe_dump(data)


def test_what_ships_loads_and_its_version_follows_every_byte():
    known = load(SHIPPED.items())
    assert known.version == shipped().version
    moved = load({**SHIPPED, QUESTION: SHIPPED[QUESTION] + "\n"}.items())
    assert moved.version != known.version


@pytest.mark.parametrize(
    ("path", "change", "part"),
    [
        (FLAG, {"id": "other"}, "the id is not the file's name. Accepted: cauda_equina"),
        (FLAG, {"lable": "x"}, "lable: this field is not known here"),
        (FLAG, {"label": None}, "label: this field is missing"),
        (FLAG, {"status": "done"}, "Accepted: draft, reviewed, retired"),
        (FLAG, {"rules": {}}, "a list is needed here"),
        (FLAG, {"rules.0.disposition": "stop"}, "this word is not known here"),
        (FLAG, {"rules.0.disposition": "ask_first"}, "asking follows from unknown answers"),
        (FLAG, {"rules.0.because.sources": ["nobody"]}, "there is no entry nobody"),
        (FLAG, {"rules.0.because": {"text": "x", "basis": "source"}}, "names its source"),
        (FLAG, {"rules.0.when": "nothing_asked"}, "there is no question nothing_asked"),
        (FLAG, {"rules.0.when": {"not": "saddle_numb"}}, "used the wrong way round"),
        (FLAG, {"rules.0.when": {"is": "age"}}, "it is not a yes-or-no question"),
        (FLAG, {"rules.0.when": {"value": "saddle_numb", "at_least": 1}}, "it is not a number"),
        (FLAG, {"rules.0.when": {"value": "sex", "among": ["cat"]}}, "not among its choices"),
        (FLAG, {"rules.0.when": {"is": "fever_now", "course": "new"}}, "it does not ask course"),
        (FLAG, {"rules.0.when": {"pain": ["tail"]}}, "a word is not known here"),
        (FLAG, {"rules.0.when": {"any": []}}, "a list of criteria is needed here"),
        (FLAG, {"rules.0.when": {"at_least": 9, "of": ["fever_now"]}}, "a whole number is needed"),
        (FLAG, {"rules.0.when": {"of": ["fever_now"]}}, "this field is missing. Accepted: 1 to 1"),
        (FLAG, {"rules.0.when": {"is": "fever_now", "any": ["fever_now"]}}, "exactly one head"),
        (FLAG, {"vignettes": []}, "there is no vignette fires"),
        (WATCH, {"values.watch.0.asks": "nothing_asked"}, "there is no such question"),
        (WATCH, {"values.watch.0.anywhere": ["a"]}, "words of two letters or more"),
        (WATCH, {"values.watch.0": {"asks": "fever_now"}}, "words of two letters or more"),
        (WATCH, {"values.watch.0.unless": ["kein"]}, "unless: this field is not known here"),
        (FLAG, {"vignettes.0.answers": []}, "a group of answers is needed here"),
        (FLAG, {"rules.0.restrictions": [{"kind": "cap"}]}, "a highest pressure or most minutes"),
        (FLAG, {"rules.0.restrictions": [{"kind": "require"}]}, "names what must be done"),
        (
            FLAG,
            {"rules.0.restrictions": [{"kind": "require", "measure": "sing"}]},
            "there is no entry sing",
        ),
        (
            FLAG,
            {"rules.0.restrictions": [{"kind": "forbid", "techniques": ["hugging"]}]},
            "there is no entry hugging",
        ),
        (TECHNIQUE, {"pressure": [3, 9]}, "a pair [least, most] is needed here"),
        (TECHNIQUE, {"claims": ["nothing"]}, "there is no entry nothing"),
        (TECHNIQUE, {"thumbs": "often"}, "yes or no is needed here"),
        (QUESTION, {"branch": "nothing_asked"}, "there is no question nothing_asked"),
        (CLAIM, {"sources": ["nobody"]}, "there is no entry nobody"),
        ("practice/weights.yaml", {"values": []}, "a group of named figures is needed here"),
        ("patterns/gtps.yaml", {"relevance": {"tail": 3}}, "this is not a site"),
        ("patterns/gtps.yaml", {"home_care": ["dancing"]}, "there is no entry dancing"),
    ],
)
def test_a_broken_entry_is_refused_with_its_place(path, change, part):
    message = refused(path, changed(path, change))
    assert part in message
    assert path in message


def test_evidence_rests_on_a_source_that_was_read():
    unread = next(one.id for one in shipped().sources.values() if not one.checked)
    because = {"text": "x", "basis": "source", "sources": [unread]}
    assert "rests on no checked source" in refused(
        FLAG, changed(FLAG, {"rules.0.because": because})
    )


def test_a_file_that_is_not_yaml_is_named():
    assert f"{FLAG}: line 2: this is not YAML" in refused(FLAG, "id: [")


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ("- {id: body, label: x}\n- {id: arm, parent: body, label: x, lenght: 2}\n", "lenght"),
        ("- {id: body, label: x}\n- {id: body, parent: body, label: x}\n", "stands twice"),
        ("- {id: body, label: x}\n- {id: arm, parent: leg, label: x}\n", "does not stand above it"),
        ("- {id: body, label: x}\n- {id: arm, label: x}\n", "does not stand above it"),
    ],
)
def test_a_broken_table_of_sites_is_refused(rows, part):
    with pytest.raises(KnowledgeError, match=part):
        read_sites(rows)
