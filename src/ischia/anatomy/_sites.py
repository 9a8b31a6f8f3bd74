"""The tree of body sites: one list of ids for knowledge, intake, screening, planning, charts."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml
from attrs import frozen

from ischia.errors import Defect, KnowledgeError
from ischia.quantities import Side

_FIELDS = frozenset({"id", "label", "parent", "paired", "views", "careful"})


@frozen
class Site:
    """A place on the body.

    Parameters
    ----------
    id
        Stable, never reused.
    label
        English words a client understands.
    parent
        Id of the group this site belongs to; ``None`` for the whole body only.
    paired
        Whether there is a left and a right one.
    views
        Views of the chart in which the site is drawn; empty for a group.
    careful
        Why hands are always careful there; empty where there is no standing reason.
    """

    id: str
    label: str
    parent: str | None = None
    paired: bool = False
    views: tuple[str, ...] = ()
    careful: str = ""

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return the sides this site exists on."""
        return (Side.LEFT, Side.RIGHT) if self.paired else (Side.MIDLINE,)


@frozen
class Body:
    """All sites, parents before children."""

    sites: dict[str, Site]
    _ancestry: dict[str, frozenset[str]]

    def __contains__(self, site_id: object) -> bool:
        return site_id in self.sites

    def __getitem__(self, site_id: str) -> Site:
        return self.sites[site_id]

    def __iter__(self) -> Iterator[Site]:
        return iter(self.sites.values())

    def leaves(self) -> tuple[Site, ...]:
        """Return the sites that are places on the skin, in file order."""
        return tuple(site for site in self if site.views)

    def within(self, site_id: str, group_id: str) -> bool:
        """Return whether ``site_id`` is ``group_id`` or lies inside it."""
        return group_id in self._ancestry[site_id]

    def touch(self, one: str, other: str) -> bool:
        """Return whether one site lies inside the other, either way round.

        Work on a foot touches its toes, and work on toes touches the foot: a limit on
        either binds both.
        """
        return self.within(one, other) or self.within(other, one)


@cache
def body() -> Body:
    """Return the body's sites, read once.

    Raises
    ------
    KnowledgeError
        When the table breaks its own rules.
    """
    text = files("ischia.anatomy").joinpath("data/sites.yaml").read_text(encoding="utf-8")
    return read_sites(text)


def read_sites(text: str) -> Body:
    """Read a table of sites (YAML) and check that it is one tree.

    Raises
    ------
    KnowledgeError
        Lists unknown fields, repeated ids and parents that do not stand above their child.
    """
    rows = yaml.load(text, Loader=yaml.CSafeLoader)
    defects: list[Defect] = []
    sites: dict[str, Site] = {}
    ancestry: dict[str, frozenset[str]] = {}
    for row in rows:
        site_id = str(row.get("id"))
        where = f"sites.{site_id}"
        if extra := sorted(set(row) - _FIELDS):
            defects.append(Defect(where, f"unknown field {extra[0]}", ", ".join(sorted(_FIELDS))))
            continue
        if site_id in sites:
            defects.append(Defect(where, "this id stands twice", "each id once"))
            continue
        parent = row.get("parent")
        if (parent is None) == bool(sites) or (parent is not None and parent not in sites):
            defects.append(Defect(where, "its parent does not stand above it", "a site above"))
            continue
        sites[site_id] = Site(**{**row, "views": tuple(row.get("views", ()))})
        ancestry[site_id] = frozenset({site_id}) | (ancestry[parent] if parent else frozenset())
    if defects:
        raise KnowledgeError("anatomy/data/sites.yaml", defects)
    return Body(sites=sites, ancestry=ancestry)
