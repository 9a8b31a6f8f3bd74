"""What can be shown on the body: plain records that other stages' results are turned into."""

from typing import Final

from attrs import Attribute, field, frozen

from ischia import anatomy
from ischia.errors import Defect, InputError
from ischia.quantities import Side
from ischia.speech import ENGLISH, Speech, marked

QUALITIES: Final = (
    marked("ache"),
    marked("burning"),
    marked("numb"),
    marked("shooting"),
    marked("stiff"),
    marked("tingling"),
)
"""Words for pain that have their own pattern; any other word is drawn plain."""

DIRECTIONS: Final = ("up", "down", "out", "in", "across", "circles", "hold")
"""Ways a stroke may run: towards the head, the feet, the outside, the middle; to and fro."""

LAYERS: Final = ("sites", "muscles", "dermatomes", "zones", "careful", "landmarks", "labels")

TONES: Final = ("light", "medium", "brown", "dark")


@frozen
class Mark:
    """Pain at a site: 0 (none) to 10 (worst imaginable), and the client's word for it.

    ``site`` may be a group: then every place in it is marked.
    """

    site: str
    side: Side
    intensity: int
    quality: str = ""


@frozen
class Hatch:
    """A place hands stay away from or are limited at, and why in a few words."""

    site: str
    side: Side
    reason: str = ""


@frozen
class Stroke:
    """A planned part as drawn: numbered in the order of the session, with its direction.

    Parameters
    ----------
    site, side
        Where.
    label
        The technique in words, shown in the key.
    number
        Its place in the session, from 1.
    direction
        One of :data:`DIRECTIONS`.
    """

    site: str
    side: Side
    label: str
    number: int
    direction: str = "up"


@frozen
class Chart:
    """A picture of the body and what is on it.

    Parameters
    ----------
    body
        One of :data:`ischia.anatomy.BODIES`.
    views
        Some of :data:`ischia.anatomy.VIEWS`, in reading order.
    marks, earlier
        Pain today; pain at the visit to compare with (drawn as dashed outlines).
    drawings
        Free-hand lines.
    hatches, strokes
        Restrictions; planned parts.
    layers
        Some of :data:`LAYERS`; ``only`` narrows muscles, dermatomes and zones to some ids;
        ``labels`` names muscles and landmarks beside the close-up of the low back.
    tone
        Skin tone, one of :data:`TONES`.
    key
        Whether a key of colours, patterns and numbers stands below.
    title
        What the picture shows, for whoever hears it read out.
    speech
        The language of its words; the title is handed in in it.
    """

    body: str = "neutral-medium"
    views: tuple[str, ...] = ("front", "back")
    marks: tuple[Mark, ...] = ()
    earlier: tuple[Mark, ...] | None = None
    drawings: tuple[anatomy.Drawing, ...] = ()
    hatches: tuple[Hatch, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    layers: frozenset[str] = frozenset({"sites"})
    only: frozenset[str] = frozenset()
    tone: str = "light"
    key: bool = True
    title: str = "Body chart"
    speech: Speech = ENGLISH
    _checked: None = field(init=False, default=None, repr=False, eq=False)

    @_checked.validator
    def _check(self, _attribute: "Attribute[None]", _value: None) -> None:
        defects = [*self._unknown_words(), *self._unknown_places()]
        if defects:
            raise InputError("body chart", defects)

    def _unknown_words(self) -> list[Defect]:
        asked = [
            ("body", (self.body,), anatomy.BODIES),
            ("views", self.views, anatomy.VIEWS),
            ("layers", sorted(self.layers), LAYERS),
            ("tone", (self.tone,), TONES),
            ("strokes.direction", [s.direction for s in self.strokes], DIRECTIONS),
            ("drawings.view", [d.view for d in self.drawings], anatomy.VIEWS),
        ]
        return [
            Defect(where, "this word is not known here", ", ".join(known), word)
            for where, words, known in asked
            for word in words
            if word not in known
        ]

    def _unknown_places(self) -> list[Defect]:
        sites = anatomy.body()
        defects = []
        for where in ("marks", "earlier", "hatches", "strokes"):
            for i, thing in enumerate(getattr(self, where) or ()):
                if thing.site not in sites:
                    accepted = "a site id of the body"
                    defects.append(Defect(f"{where}[{i}].site", "not a site", accepted, thing.site))
        for where in ("marks", "earlier"):
            for i, mark in enumerate(getattr(self, where) or ()):
                if not 0 <= mark.intensity <= 10:  # noqa: PLR2004 -- the scale of the field
                    found = Defect(f"{where}[{i}].intensity", "out of range", "0 to 10")
                    defects.append(found)
        return defects
