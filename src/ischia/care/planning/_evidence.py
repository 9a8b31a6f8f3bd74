"""Which claims speak of a part: those of its technique and pattern that fit the place."""

from collections.abc import Mapping
from typing import Any

from ischia import anatomy
from ischia.care.planning._brief import Brief
from ischia.knowledge import Knowledge, Technique


def evidence(
    technique: Technique, site: str, asked: Brief, *, knowledge: Knowledge
) -> tuple[str, ...]:
    """Return the ids of claims that say how sure this technique is, for this complaint here.

    A trial of long-lasting back pain says nothing of a new one, of a leg or of a nerve: what a
    claim speaks of stands in practice ``evidence_fit``. What is known of the pattern, whatever
    the technique, follows. None means that the part is our default.
    """
    fit = knowledge.practice_values("evidence_fit")
    of_pattern = asked.pattern.claims if asked.pattern is not None else ()
    told = (*technique.claims, *(one for one in of_pattern if fit.get(one, {}).get("pattern")))
    return tuple(one for one in dict.fromkeys(told) if _speaks(fit.get(one, {}), site, asked))


def _speaks(of: Mapping[str, Any], site: str, asked: Brief) -> bool:
    body = anatomy.body()
    return (
        ("chronicity" not in of or asked.chronicity in of["chronicity"])
        and ("styles" not in of or asked.style in of["styles"])
        and ("nerve" not in of or of["nerve"] is asked.nerve)
        and ("sites" not in of or any(body.within(site, named) for named in of["sites"]))
    )
