"""Wording of a questionnaire that the user brings, because its licence is theirs."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from ischia.errors import Defect, InputError
from ischia.instruments._catalogue import catalogue
from ischia.reading import Reader, parse_json, parse_yaml


@frozen
class Wording:
    """The words of one instrument, as its licence holder brought them.

    Parameters
    ----------
    items
        One text an item, in the order in which :func:`~ischia.instruments.score` takes answers.
    """

    instrument: str
    title: str
    items: tuple[str, ...] = field(repr=False)


def read_wording(text: str, *, instrument: str, source: str = "questionnaire") -> Wording:
    r"""Read the wording of an instrument from a FHIR Questionnaire or from YAML.

    YAML holds ``title`` and a list of ``items``; a FHIR Questionnaire (JSON) holds items
    with ``text``, in groups or not, of which displays are left out.

    Raises
    ------
    InputError
        What is no questionnaire, an instrument that does not ship, or another number of items
        than it has.

    Examples
    --------
    >>> read_wording("title: T\nitems: [a, b, c]", instrument="peg").items
    ('a', 'b', 'c')
    """
    text = text.removeprefix("\ufeff")
    document = parse_json(text) if text.lstrip().startswith("{") else parse_yaml(text)
    if document.defects:
        raise InputError(source, document.defects)
    is_fhir = isinstance(document.data, Mapping) and "resourceType" in document.data
    title, items, defects = (_of_fhir if is_fhir else _of_ours)(document.data)
    entry = catalogue().get(instrument)
    if entry is None:
        accepted = ", ".join(catalogue())
        defects.append(Defect("instrument", "no instrument of that id ships", accepted))
    elif not defects and not entry.min_items <= len(items) <= entry.n_items:
        what = f"holds another number of items than the instrument: {len(items)} with words"
        defects.append(Defect("item" if is_fhir else "items", what, f"{entry.n_items}"))
    if defects:
        raise InputError(source, defects)
    return Wording(instrument, title, tuple(items))


def _of_fhir(data: Mapping[str, object]) -> tuple[str, list[str], list[Defect]]:
    if data["resourceType"] != "Questionnaire":
        what = "is another FHIR resource"
        return "", [], [Defect("resourceType", what, "a Questionnaire, one to a file")]
    return str(data.get("title", "")), _questions(data.get("item")), []


def _of_ours(data: object) -> tuple[str, list[str], list[Defect]]:
    if not isinstance(data, Mapping):
        accepted = "a FHIR Questionnaire (JSON), or YAML with title and items"
        return "", [], [Defect("the file", "holds no questionnaire", accepted)]
    reader = Reader(data, "", [])
    title, items = reader.text("title", ""), reader.words("items")
    reader.close()
    blank = [n for n, item in enumerate(items) if not item.strip()]
    for n in blank:
        reader.refuse(f"items[{n}]", "holds no words", "the words of the item")
    return title, list(items), reader.defects


def _questions(raw: object) -> list[str]:
    found: list[str] = []
    for item in raw if isinstance(raw, Sequence) and not isinstance(raw, str) else ():
        if not isinstance(item, Mapping):
            continue
        text = item.get("text")
        if item.get("type") not in {"group", "display"} and isinstance(text, str) and text.strip():
            found.append(text)
        found += _questions(item.get("item"))
    return found
