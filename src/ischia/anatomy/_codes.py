"""Codes of other systems for our sites, where a source gives one."""

from functools import cache
from importlib.resources import files

import yaml
from attrs import frozen


@frozen
class Code:
    """A code of another system for one of our sites.

    Parameters
    ----------
    system, code, display
        For example ``snomed``, ``56459004``, ``Foot``. SNOMED CT needs a licence in countries
        that are not its members: ask before sending one out.
    match
        ``same``, or ``broader`` where the code means more than the site.
    source
        Where code and name were read.
    """

    system: str
    code: str
    display: str
    match: str
    source: str


@cache
def codes() -> dict[str, Code]:
    """Return the codes by site id; most sites have none."""
    text = files("ischia.anatomy").joinpath("data/codes.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    found = {}
    for row in raw["codes"]:
        site = row.pop("site")
        found[site] = Code(**{**row, "source": raw["sources"][row["source"]]})
    return found
