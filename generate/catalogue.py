"""Gather every word of the pages, the papers and the entries for their translators.

    python -m generate.catalogue           # writes the templates and the list for scripts
    python -m generate.catalogue compile   # writes the .mo beside each .po, or those of a folder

Django says what a template holds; Babel reads that, Python and JavaScript. Neither needs the
gettext programs of a system. A test holds the committed files to what this would write.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from generate.spoken import Said, of_knowledge, of_papers

WEB = Path(__file__).parents[1] / "src/ischia/web"
LOCALE = WEB / "locale"
TEMPLATE, SCRIPTS = LOCALE / "django.pot", LOCALE / "scripts.json"
SPOKEN = WEB.parent / "locale"
PAPERS, KNOWLEDGE = SPOKEN / "papers.pot", SPOKEN / "knowledge.pot"
_SOURCES = {TEMPLATE: "the pages", PAPERS: "the papers", KNOWLEDGE: "the entries of knowledge"}
_PYTHON = {
    "_": None, "gettext": None, "gettext_noop": None, "gettext_lazy": None, "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}  # fmt: skip
_SCRIPT = {"saying": None, "sayings": (1, 2)}
_DATE = re.compile(r"[A-Za-z](?:[ ,.:/-]+[A-Za-z])*")


def messages() -> Iterator[Said]:
    """Return every message with its context, file and line."""
    yield from _of_templates()
    yield from _of_python()
    yield from _of_scripts()
    yield from _of_vocabularies()


def _of_templates() -> Iterator[Said]:
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- wants settings

    for path in sorted((WEB / "pages").rglob("*.html")):
        text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        flat = "\n".join(line.strip() for line in text.splitlines())
        yield from _found("python", flat, _PYTHON, path)


def _of_python() -> Iterator[Said]:
    for path in sorted(WEB.rglob("*.py")):
        yield from _found("python", path.read_text(encoding="utf-8"), _PYTHON, path)


def _of_scripts() -> Iterator[Said]:
    for path in sorted((WEB / "static/ischia").glob("*.js")):
        yield from _found("javascript", path.read_text(encoding="utf-8"), _SCRIPT, path)


def _of_vocabularies() -> Iterator[Said]:
    """Return the closed vocabularies of the documents, which the pages translate, and the chart."""
    from ischia.documents import DISPOSITION_WORDS, POSITION_WORDS  # noqa: PLC0415 -- as above
    from ischia.web.queries.wording import CHART  # noqa: PLC0415 -- as above

    for word in (*DISPOSITION_WORDS.values(), *POSITION_WORDS.values()):
        yield word, None, "src/ischia/documents/_words.py", 0
    for word in CHART:
        yield word, "chart", "src/ischia/web/queries/wording.py", 0


def _found(kind: str, text: str, keywords: dict[str, object], path: Path) -> Iterator[Said]:
    where = str(path.relative_to(WEB.parents[2]))
    lines = extract(kind, io.BytesIO(text.encode()), keywords=keywords, options={})
    for number, message, _, context in lines:
        if isinstance(message, str) and not message:
            continue
        yield message, context, where, number


def catalogue(path: Path = TEMPLATE) -> Catalog:
    """Return the template of every translation: each message with the files it stands in."""
    gathered = {TEMPLATE: messages, PAPERS: of_papers, KNOWLEDGE: of_knowledge}[path]
    found = Catalog(project="Ischia", version="", charset="utf-8", fuzzy=False)
    places: dict[tuple[object, str | None], set[str]] = {}
    for message, context, where, _ in gathered():
        places.setdefault((message, context), set()).add(where)
    for (message, context), files in sorted(places.items(), key=_order):
        one = message if isinstance(message, str) else message[0]
        notes = ["Format of a date: order and marks, see Django's date filter."]
        found.add(
            message,
            context=context,
            locations=[(name, 0) for name in sorted(files)],
            auto_comments=notes if path == TEMPLATE and is_date(one) else [],
        )
    return found


def _order(entry: tuple[tuple[object, str | None], set[str]]) -> tuple[str, ...]:
    (message, context), files = entry
    return min(files), str(message), context or ""


def is_date(message: str) -> bool:
    """Return whether a message is the format of a date, such as ``j M, H:i``."""
    return bool(_DATE.fullmatch(message)) and len(message) > 1


def template(path: Path = TEMPLATE) -> str:
    """Return the catalogue as a file of gettext, without the day it was made."""
    out = io.BytesIO()
    write_po(out, catalogue(path), omit_header=True, include_lineno=False, width=100)
    head = (
        f"# Every word of {_SOURCES[path]}: "
        f"copy to LANGUAGE/LC_MESSAGES/{path.stem}.po and translate.\n"
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return head + out.getvalue().decode()


def scripts() -> str:
    """Return the messages of the scripts, which pages in another language hand to them."""
    said = {message for message, _, _, _ in _of_scripts()}
    one = sorted(message for message in said if isinstance(message, str))
    many = sorted(message for message in said if not isinstance(message, str))
    return json.dumps({"one": one, "many": many}, ensure_ascii=False, indent=1) + "\n"


def compile_all(folder: Path) -> None:
    """Write the compiled words of each language beside their source."""
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as made:
            write_mo(made, read_po(source))


def main() -> None:
    """Write what is asked for."""
    import os  # noqa: PLC0415 -- only the command sets the environment

    import django  # noqa: PLC0415 -- only the command sets Django up

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ischia.web.settings")
    os.environ.setdefault("ISCHIA_SECRET_KEY", "words" * 12)
    django.setup()
    if sys.argv[1:2] == ["compile"]:
        for folder in [Path(one) for one in sys.argv[2:]] or [LOCALE, SPOKEN]:
            compile_all(folder)
        return
    SPOKEN.mkdir(exist_ok=True)
    for path in _SOURCES:
        path.write_text(template(path), encoding="utf-8")
    SCRIPTS.write_text(scripts(), encoding="utf-8")


if __name__ == "__main__":
    main()
