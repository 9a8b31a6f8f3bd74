"""Time zones as a person may choose them."""

import zoneinfo
from typing import Final

# Names of older rules, of machines and of no place: each has a name by a town, too.
_NO_PLACE: Final = ("Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/")


def zones(also: str = "") -> list[str]:
    """Return the zones that are called by a town, and ``also`` where there is such a one."""
    known = zoneinfo.available_timezones()
    towns = {one for one in known if "/" in one and not one.startswith(_NO_PLACE)}
    return sorted(towns | {"UTC"} | ({also} & known))
