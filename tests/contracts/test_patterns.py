"""Every regular expression there is, and that none takes more than its share of steps (S31).

A pattern that people's words meet takes steps in proportion to their length: twice the text, at
most about twice the steps. What only our own files meet may take more, never without end.
"""

import ast
import contextlib
import re
from pathlib import Path

import pytest

import ischia
from ischia.care.screening import _second_words
from ischia.knowledge import shipped
from tests.contracts.steps import Pattern, TooManyStepsError

SRC = Path(ischia.__file__).parent
OWN_FILES = {
    "web/settled.py": "templates and translations, when the server starts",
    "documents/_home_sheet.py": "our own drawings",
    "documents/_paper.py": "our own drawings",
    "documents/_plan_paper.py": "our own drawings",
    "web/static/ischia/passkey.js": "base64 by the browser, two signs at its end",
}
"""Modules whose patterns meet no word that anybody types, and what they meet."""
BUILT = {"care/screening/_second_words.py": 2}
"""Modules that build patterns as they run, and how many calls do; tested below, word for word."""
TAKES = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in TAKES
    ]


def flags(call: ast.Call) -> int:
    names = [ast.unparse(one) for one in call.args[1:] + [word.value for word in call.keywords]]
    return sum(getattr(re, one.removeprefix("re.")) for one in names if one.startswith("re."))


def written(call: ast.Call) -> str:
    """Return a pattern as it stands; one that is matched is tried at the start alone."""
    text = call.args[0].value
    return rf"\A(?:{text})" if call.func.attr in {"match", "fullmatch"} else text


PYTHON = sorted(path for path in SRC.rglob("*.py") if "import re\n" in path.read_text("utf-8"))
WRITTEN = [
    (path.relative_to(SRC).as_posix(), written(call), flags(call))
    for path in PYTHON
    for call in calls(path)
    if isinstance(call.args[0], ast.Constant)
]
SCRIPTS = sorted(
    path for folder in ("web", "charts") for path in (SRC / folder).rglob("*.js")
    if not path.name.endswith(".min.js")
)  # fmt: skip
# After what a division never follows, a slash begins a pattern.
_SIGN = r"(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])"
LITERAL = re.compile(rf"(?:[(=,:!&|]\s*|return )/((?!\*){_SIGN}+)/[gimsuy]*")
IN_SCRIPTS = [
    (path.relative_to(SRC).as_posix(), found[1], 0)
    for path in SCRIPTS
    for found in LITERAL.finditer(path.read_text(encoding="utf-8"))
]
IN_PAGES = [
    (path.relative_to(SRC).as_posix(), found[1], 0)
    for path in sorted(SRC.rglob("*.html"))
    for found in re.finditer(r' pattern="([^"]*)"', path.read_text(encoding="utf-8"))
]


def growth(pattern: Pattern, n: int, *, most: int = 50_000) -> float:
    """Return by how much the steps grow at most when the text is twice as long."""
    worst = 0.0
    for short, long in zip(pattern.hostile(n), pattern.hostile(2 * n), strict=True):
        few, many = pattern.steps(short, most=most), pattern.steps(long, most=most)
        worst = max(worst, many / max(few, 2 * n))
    return worst


LINEAR, CUBIC = 2.7, 9.0


def test_s31_every_pattern_is_looked_at():
    built: dict[str, int] = {}
    for path in sorted(SRC.rglob("*.py")):
        where, source = path.relative_to(SRC).as_posix(), path.read_text(encoding="utf-8")
        assert not re.search(r"from re import|import re as|import regex|RegexValidator", source)
        assert not re.search(r"__regex|__iregex|REGEXP|re_path", source), where  # in a database
        n = sum(not isinstance(call.args[0], ast.Constant) for call in calls(path))
        built |= {where: n} if n else {}
    assert built == BUILT
    for path in SCRIPTS:
        assert "RegExp(" not in path.read_text(encoding="utf-8"), path
    assert len(WRITTEN) > 20
    assert len(IN_SCRIPTS) > 8
    assert set(OWN_FILES) <= {where for where, _, _ in WRITTEN + IN_SCRIPTS}


@pytest.mark.parametrize(
    ("where", "text", "flags"), WRITTEN + IN_SCRIPTS + IN_PAGES, ids=lambda one: str(one)[:60]
)
def test_s31_no_pattern_takes_more_than_its_share_of_steps(where: str, text: str, flags: int):
    if where in OWN_FILES:
        assert growth(Pattern(text, flags), 12) < CUBIC
        return
    assert growth(Pattern(text, flags), 32) < LINEAR


WATCHED = sorted({(word, how) for _, word, how in _second_words._watched(shipped())})  # noqa: SLF001 -- all of them


def test_s31_the_pattern_of_each_watched_word_takes_its_share_of_steps():
    assert len(WATCHED) > 500
    for word, how in WATCHED:
        built = _second_words._pattern(word, how)  # noqa: SLF001 -- as above
        pattern = Pattern(built.pattern, built.flags & re.IGNORECASE)
        for pump in (f"{word[:-1]} -", "\u0301", "-"):
            texts = (word[:-1] + (pump * n)[:n] + "!" for n in (12, 24))
            few, many = (pattern.steps(text, most=20_000) for text in texts)
            assert many <= LINEAR * max(few, 24), (word, how, pump)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (r"(a+)+$", 0), (r"(a|a)*b", 0), (r"(\w|\d)*!", 0), (r"(a*)*b", 0), (r"(.*,)*x$", 0),
        (r"\s*x\s*$", 0), (r"\w+=", 0), ("a[\u0300-\u036f]*[\\W_]+b", 0),
        (r"^(\w+\s?)*$", re.MULTILINE),
    ],
)  # fmt: skip
def test_s31_a_pattern_that_runs_away_is_noticed(text: str, flags: int):
    with contextlib.suppress(TooManyStepsError):
        assert growth(Pattern(text, flags), 32) > LINEAR


@pytest.mark.parametrize(
    ("text", "said", "flags"),
    [
        (r"a+b", "aaab", 0), (r"a+?b", "aab", 0), (r"(?:ab|a)c", "ac", 0), (r"[^a-c]x", "dx", 0),
        (r"^b$", "a\nb", re.MULTILINE), (r"\bsay", "I say", 0), (r"A[L]", "al", re.IGNORECASE),
        (r"a*+a", "aaa", 0), (r"(?<=ab)c", "abc", 0), (r"(?!b)\w\d{2,3}", "a12", 0),
        (r"a(?=b)", "ac", 0),
        (r"\W\D\S", "-a1", 0), (r".", "\n", 0), (r"(?>a+)ab", "aaab", 0),
    ],
)  # fmt: skip
def test_the_matcher_that_counts_finds_what_pythons_own_finds(text: str, said: str, flags: int):
    assert Pattern(text, flags).is_in(said) is (re.search(text, said, flags) is not None)
