from html.parser import HTMLParser

import pytest
from attrs import evolve

from ischia import documents
from ischia.documents._plan_bar import plan_bar
from ischia.documents._plan_records import Part
from ischia.knowledge import shipped
from ischia.quantities import Position
from tests.unit.test_plan_paper import EXAMPLES, asked, visit

KNOWN = shipped()
VOID = {"meta", "br"}


class Outline(HTMLParser):
    """Collects headings and checks that what opens closes."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.tags, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, _attrs):
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, _attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in {"h1", "h2"}:
            self.headings.append((self.open[-1], data))


def page(path):
    return documents.visit_page(asked(path), visit(path), knowledge=KNOWN)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_page_is_whole_and_needs_no_script_and_no_other_file(path):
    text = page(path)
    outline = Outline(text)
    assert outline.open == []
    assert [level for level, _ in outline.headings].count("h1") == 1
    assert {"header", "main", "footer"} <= set(outline.tags)
    assert not {"script", "link", "img", "iframe"} & set(outline.tags)
    assert "url(" not in text


def test_cautions_come_first_then_the_session_then_home_care():
    titles = [words for level, words in Outline(page(EXAMPLES[8])).headings if level == "h2"]
    assert titles[:3] == ["Before and during", "Session", "Home care"]
    assert titles[-1] == "Why this plan, and how sure"


def test_the_bar_says_how_the_client_lies_where_colours_are_lost():
    parts = (
        Part(0, 20, "Left flank", "Kneading", Position.SIDE_LYING_RIGHT, 2, 1),
        Part(20, 2, "Turn", "", Position.SIDE_LYING_LEFT, 0, 0),
        Part(22, 20, "Right flank", "Kneading", Position.SIDE_LYING_LEFT, 2, 2),
        Part(42, 2, "Foot", "Kneading", Position.SUPINE, 2, 3),
    )
    drawn = plan_bar(parts)
    assert drawn.index(">on the right side<") < drawn.index(">on the left side<")
    assert ">on the back<" not in drawn  # two minutes are too narrow for the words


def test_a_refusal_says_what_to_do_and_holds_no_plan():
    text = page(EXAMPLES[3])
    titles = [words for level, words in Outline(text).headings if level == "h2"]
    assert titles == ["What to do", "Where it hurts"]
    assert "Call the emergency number now" in text
    assert "Home care" not in text


def test_sources_and_our_defaults_are_told_apart():
    text = page(EXAMPLES[8])
    assert '<span class="tag wide">Evidence: cherkin2011' in text
    assert '<span class="tag ours">Practice default</span>' in text


def test_what_a_client_writes_is_text_and_never_markup():
    spoken = evolve(asked(EXAMPLES[8]), patient="<b>&x", words={"goal": "<script>1</script>"})
    text = documents.visit_page(spoken, visit(EXAMPLES[8]), knowledge=KNOWN)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "<b>&lt;b&gt;&amp;x</b>" in text
