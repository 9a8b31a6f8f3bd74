"""What the page says the lists of words find is what they find, on sentences held out from them."""

from pathlib import Path

import pytest
import yaml

from benchmarks import watched_words
from ischia.knowledge import shipped

ROOT = Path(__file__).parents[2]
HELD_OUT = yaml.safe_load(watched_words.DATA.read_text(encoding="utf-8"))
TRIED = (ROOT / "tests" / "vignettes" / "watched_sentences.yaml").read_text(encoding="utf-8")
LISTS = {one: entry for one, entry in shipped().practice.items() if one.startswith("watch_words")}


def test_the_page_has_what_the_lists_find_today():
    """Fails when a list changes: run `benchmarks/watched_words.py --write` and read it."""
    found = [watched_words.measure(one, shipped()) for one in watched_words.NAMES]
    page = (ROOT / "docs" / "reference" / "watched_words.md").read_text(encoding="utf-8")
    assert "\n".join(watched_words.report(found)) in page


@pytest.mark.parametrize("language", watched_words.NAMES)
def test_each_language_has_sentences_for_the_same_dangers_and_ordinary_ones(language: str):
    assert len(LISTS) == len(watched_words.NAMES) == len(HELD_OUT)
    told = HELD_OUT[language]
    assert told["dangers"].keys() == HELD_OUT["en"]["dangers"].keys()
    assert set(told["dangers"]) <= {row["asks"] for row in LISTS["watch_words"].values["watch"]}
    assert len(told["ordinary"]) >= 12


def test_no_sentence_is_one_that_the_lists_were_tried_on_before():
    every = [
        one
        for told in HELD_OUT.values()
        for one in (
            *told["ordinary"],
            *(each for both in told["dangers"].values() for each in both),
        )
    ]
    assert len(every) == len(set(every)) > 400
    assert [one for one in every if f'"{one}"' in TRIED] == []
