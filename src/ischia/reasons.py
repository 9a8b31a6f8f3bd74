"""Reasons: why a stage decided what it decided, in a form any face can word."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen


def _frozen_params(params: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(params))


@frozen
class Reason:
    """Why: a stable code, its parameters and the sources behind it.

    Parameters
    ----------
    code
        Stable and documented, for example ``site.complaint``. The phrase for people
        stands in knowledge, by language, under this code.
    params
        What the phrase needs: ids, whole numbers, words of our own; never free text.
    sources
        Ids of knowledge entries of kind ``sources``; empty means "our default".
    """

    code: str
    params: Mapping[str, object] = field(factory=dict, converter=_frozen_params)
    sources: tuple[str, ...] = ()
