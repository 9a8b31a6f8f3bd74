import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 500, 50
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "handler", "processor"}


def test_lock_files_name_no_address():
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text(), lock.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_stay_readable(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    assert not FORBIDDEN_NAMES & set(re.split(r"[_.]", path.stem))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert length <= LONGEST_FUNCTION, node.name


def packages() -> list[str]:
    found = []
    for init in (ROOT / "src").rglob("__init__.py"):
        name = ".".join(init.parent.relative_to(ROOT / "src").parts)
        if "__all__" in init.read_text():
            found.append(name)
    return sorted(found)


@pytest.mark.parametrize("name", packages())
def test_what_a_package_exports_is_sorted_and_exists(name):
    module = importlib.import_module(name)
    exported = list(module.__all__)
    by_case = sorted(exported, key=lambda word: (not word.isupper(), word[0].islower(), word))
    assert exported == by_case
    assert all(hasattr(module, word) for word in exported)


@pytest.mark.parametrize(
    ("made", "only_in"),
    [("Clearance", "care/screening/_screen.py"), ("SessionPlan", "care/planning/")],
)
def test_only_one_stage_makes_a_safety_bearing_record(made, only_in):
    callers = {
        str(path.relative_to(ROOT / "src/ischia"))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == made
    }
    assert callers
    assert all(caller.startswith(only_in) for caller in callers), callers
