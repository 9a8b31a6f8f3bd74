"""Names of muscles, zones, careful places and landmarks."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml


@cache
def names(kind: str) -> Mapping[str, str]:
    """Return the English names of one kind by id.

    Parameters
    ----------
    kind
        ``muscles``, ``zones``, ``careful`` (why hands are careful there) or ``landmarks``.
    """
    text = files("ischia.anatomy").joinpath("data/names.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=yaml.CSafeLoader)[kind])
