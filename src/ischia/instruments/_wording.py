"""Wording of a questionnaire that the user brings, because its licence is theirs."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from ischia.errors import Defect, InputError
from ischia.instruments._catalogue import catalogue
from ischia.reading import parse_json, parse_yaml


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
        An instrument that does not ship, or another number of items than it has.

    Examples
    --------
    >>> read_wording("title: T\nitems: [a, b, c]", instrument="peg").items
    ('a', 'b', 'c')
    """
    document = parse_json(text) if text.lstrip().startswith("{") else parse_yaml(text)
    if document.defects:
        raise InputError(source, document.defects)
    data = document.data if isinstance(document.data, Mapping) else {}
    is_fhir = data.get("resourceType") == "Questionnaire"
    raw = data.get("item" if is_fhir else "items")
    items = tuple(_questions(raw)) if is_fhir else tuple(_texts(raw))
    defects = []
    entry = catalogue().get(instrument)
    if entry is None:
        accepted = ", ".join(catalogue())
        defects.append(Defect("instrument", "no instrument of that id ships", accepted))
    elif not entry.min_items <= len(items) <= entry.n_items:
        accepted = f"{entry.n_items} items with words"
        what = "holds another number of items than the instrument"
        defects.append(Defect("item" if is_fhir else "items", what, accepted, len(items)))
    if defects:
        raise InputError(source, defects)
    return Wording(instrument, str(data.get("title", "")), items)


def _texts(raw: object) -> list[str]:
    return [one for one in raw if isinstance(one, str)] if isinstance(raw, list) else []


def _questions(raw: object) -> list[str]:
    found: list[str] = []
    for item in raw if isinstance(raw, Sequence) and not isinstance(raw, str) else ():
        if not isinstance(item, Mapping):
            continue
        if item.get("type") not in {"group", "display"} and isinstance(item.get("text"), str):
            found.append(item["text"])
        found += _questions(item.get("item"))
    return found
