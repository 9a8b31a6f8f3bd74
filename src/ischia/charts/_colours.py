"""Colours of the chart: the tokens of the house, as plain values for SVG attributes."""

from typing import Final

from attrs import frozen

INK: Final = "#2f2420"
INK_SOFT: Final = "#6b5a50"
HAND: Final = "#1f6f78"
STOP: Final = "#8e1b1b"
EARLIER: Final = "#4b3f9e"
PAPER: Final = "#ffffff"
PATTERN: Final = "#3f1010"

PAIN: Final = (
    "#eef3ee",
    "#fbe3d6",
    "#f9d2c0",
    "#f6c0aa",
    "#f2ab93",
    "#ec957d",
    "#e37d68",
    "#d56455",
    "#c34a43",
    "#aa3130",
    "#8e1b1b",
)
"""Pain 0 to 10; each step is darker than the one before, so it reads in grey."""

MUSCLE: Final = {"muscle": "#b5473c", "deep": "#7a4a3a", "tendon": "#b9a48e"}

DERMATOME: Final = {
    "L1": "#f2a65a",
    "L2": "#f3d26b",
    "L3": "#a9cf7a",
    "L4": "#6fbfae",
    "L5": "#7aa7dd",
    "S1": "#a98bd4",
    "S2": "#e59bbd",
}

ZONE: Final = "#3f7f86"


@frozen
class Tone:
    """A skin: its fill, its shade, its lines, the borders of sites on it."""

    skin: str
    shade: str
    ink: str
    shade_opacity: str = "0.085"
    border: str = "#5b4034"


TONE: Final = {
    "light": Tone("#f4e6da", "#9a6a4c", "#5b4034"),
    "medium": Tone("#e3c1a0", "#8a5532", "#4f3526", "0.10"),
    "brown": Tone("#bb8a63", "#5c3318", "#3c2518", "0.13", "#2a1710"),
    "dark": Tone("#8a5f45", "#3a1d0e", "#2a1911", "0.16", "#f4e6da"),
}
