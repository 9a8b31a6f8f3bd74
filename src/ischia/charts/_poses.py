"""Exercises and self-care as small clear pictures: one jointed figure, bent as a table says."""

from functools import cache
from importlib.resources import files
from math import atan2, cos, pi, radians, sin
from typing import Any, Final

import yaml
from attrs import frozen

from ischia.anatomy import Point
from ischia.charts import _colours as colours
from ischia.charts import _pen as pen
from ischia.charts._props import props

Place = tuple[float, float]

LOW, CHEST, NECK = 235.0, 255.0, 158.0
THIGH, SHANK, FOOT = 400.0, 395.0, 165.0
UPPER, FORE, HAND = 270.0, 235.0, 90.0
TOP_CLOTH: Final = "#5f8f93"
SHORTS: Final = "#3f5f66"
_UNIT = 10
_LINE = 90
_NOSE = 0.96


@frozen
class _Limb:
    """A tapering piece of the body between two joints, with its widths."""

    start: Place
    end: Place
    wide: float
    narrow: float
    fill: str


@cache
def _poses() -> dict[str, list[dict[str, Any]]]:
    text = files("ischia.charts").joinpath("data/poses.yaml").read_text(encoding="utf-8")
    poses: dict[str, list[dict[str, Any]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return poses


def pictured_exercises() -> tuple[str, ...]:
    """Return the ids of the exercises that have a picture."""
    return tuple(_poses())


def exercise_picture(exercise: str, *, title: str, tone: str = "light") -> str:
    """Draw an exercise as one flat SVG image, one or two frames.

    Parameters
    ----------
    exercise
        Id of an exercise, one of :func:`pictured_exercises`.
    title
        Its name in words, read out in place of the picture.
    tone
        Skin tone.

    Raises
    ------
    KeyError
        When the exercise has no picture.
    """
    parts, x = [pen.element("title", title)], 0
    tallest = 0
    for frame in _poses()[exercise]:
        drawn, (left, top, right, _) = _frame(frame, colours.TONE[tone])
        shift = x - left
        parts.append(pen.element("g", drawn, transform=f"translate({shift} 0)"))
        x += right - left + 500
        tallest = min(tallest, top)
    box = f"-150 {tallest - 200} {x - 500 + 300} {-tallest + 500}"
    return pen.element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=box,
        class_="exercise",
    )


def _frame(frame: dict[str, Any], tone: colours.Tone) -> tuple[str, tuple[int, int, int, int]]:
    (neck, *trunk), shoulder, head = _trunk(frame, tone)
    pelvis = trunk[0].start
    far = _shaded(tone)
    leg = _leg(pelvis, frame["leg"], tone.skin, SHORTS)
    far_leg = _leg(pelvis, frame.get("far_leg", frame["leg"]), far, "#34505a")
    arm = _arm(shoulder, frame["arm"], tone.skin)
    far_arm = _arm(shoulder, frame.get("far_arm", frame["arm"]), far)
    behind, between, front = props(frame)
    groups = [far_arm, far_leg, [neck], [*trunk, *leg], arm]
    drawn = [_solid(group, tone.ink) for group in groups]
    face = _head(head, frame["trunk"][2], tone)
    picture = "".join([behind, *drawn[:2], between, drawn[2], face, *drawn[3:], front])
    return picture, _bounds([*(limb for group in groups for limb in group)], head, frame)


def _shaded(tone: colours.Tone) -> str:
    """Return the skin of the far limbs: a step towards the shade."""
    mix = [
        round(int(tone.skin[i : i + 2], 16) * 0.8 + int(tone.shade[i : i + 2], 16) * 0.2)
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in mix)


def _step(start: Place, segment: float | list[float], length: float) -> Place:
    angle, share = segment if isinstance(segment, list) else (segment, 1.0)
    turn = radians(angle)
    return start[0] + length * share * cos(turn), start[1] + length * share * sin(turn)


def _trunk(frame: dict[str, Any], tone: colours.Tone) -> tuple[list[_Limb], Place, Place]:
    low, chest, head = frame["trunk"]
    pelvis: Place = (float(frame["pelvis"][0]), float(frame["pelvis"][1]))
    middle = _step(pelvis, low, LOW)
    neck = _step(middle, chest, CHEST)
    shoulder = _step(middle, chest, CHEST - 62)
    crown = _step(neck, head, NECK)
    limbs = [
        _Limb(_step(middle, chest, CHEST - 40), crown, 46, 42, tone.skin),
        _Limb(pelvis, middle, 104, 92, SHORTS),
        _Limb(_step(pelvis, low, 90), middle, 98, 90, TOP_CLOTH),
        _Limb(middle, shoulder, 92, 98, TOP_CLOTH),
        _Limb(shoulder, _step(middle, chest, CHEST - 40), 98, 84, TOP_CLOTH),
    ]
    return limbs, shoulder, crown


def _leg(hip: Place, segments: list[Any], skin: str, cloth: str) -> list[_Limb]:
    thigh, shank, foot = segments
    knee = _step(hip, thigh, THIGH)
    ankle = _step(knee, shank, SHANK)
    toe = _step(ankle, foot, FOOT)
    half = ((hip[0] + knee[0]) / 2, (hip[1] + knee[1]) / 2)
    return [
        _Limb(hip, knee, 92, 58, skin),
        _Limb(knee, ankle, 58, 36, skin),
        _Limb(ankle, toe, 38, 24, skin),
        _Limb(hip, half, 96, 80, cloth),
    ]


def _arm(shoulder: Place, segments: list[Any], skin: str) -> list[_Limb]:
    upper, fore, *hand = segments
    elbow = _step(shoulder, upper, UPPER)
    wrist = _step(elbow, fore, FORE)
    palm = _step(wrist, hand[0] if hand else fore, HAND)
    sleeve = ((shoulder[0] * 0.5 + elbow[0] * 0.5), (shoulder[1] * 0.5 + elbow[1] * 0.5))
    return [
        _Limb(shoulder, elbow, 52, 40, skin),
        _Limb(elbow, wrist, 40, 28, skin),
        _Limb(wrist, palm, 30, 22, skin),
        _Limb(shoulder, sleeve, 56, 50, TOP_CLOTH),
    ]


def _solid(limbs: list[_Limb], ink: str) -> str:
    """Draw limbs as one body: all outlines first, then all fills over them."""
    shapes = [(pen.closed((_capsule(limb),)), limb.fill) for limb in limbs]
    rim = "".join(pen.path(data) for data, _ in shapes)
    lines = pen.element("g", rim, fill=ink, stroke=ink, stroke_width=_LINE, stroke_linejoin="round")
    return lines + "".join(pen.path(data, fill=fill) for data, fill in shapes)


def _capsule(limb: _Limb) -> tuple[Point, ...]:
    (x0, y0), (x1, y1) = limb.start, limb.end
    angle = atan2(y1 - y0, x1 - x0)
    points = []
    for centre, radius, first in (((x1, y1), limb.narrow, -pi / 2), ((x0, y0), limb.wide, pi / 2)):
        for i in range(13):
            turn = angle + first + pi * i / 12
            points.append((centre[0] + radius * cos(turn), centre[1] + radius * sin(turn)))
    return tuple(paper(point) for point in points)


def paper(place: Place) -> Point:
    """Return a place of the pose in the picture's whole tenths, y downwards."""
    return round(place[0] * _UNIT), round(-place[1] * _UNIT)


def _head(centre: Place, angle_deg: float, tone: colours.Tone) -> str:
    """Draw a plain head; a small nose tells which way the face looks."""
    along, face = radians(angle_deg), radians(angle_deg - 90)
    ring = []
    for i in range(48):
        turn = 2 * pi * i / 48
        up, out = 112 * sin(turn), 90 * cos(turn)
        if cos(turn) > _NOSE:
            out += 16
        ring.append(
            paper(
                (
                    centre[0] + up * cos(along) + out * cos(face),
                    centre[1] + up * sin(along) + out * sin(face),
                )
            )
        )
    return pen.path(
        pen.closed((tuple(ring),)),
        fill=tone.skin,
        stroke=tone.ink,
        stroke_width=_LINE // 2,
        stroke_linejoin="round",
    )


def _bounds(limbs: list[_Limb], head: Place, frame: dict[str, Any]) -> tuple[int, int, int, int]:
    places = [end for limb in limbs for end in (limb.start, limb.end)]
    places += [(head[0] - 120, head[1] + 130), (head[0] + 120, head[1] + 130)]
    places += [(x, 0.0) for x in frame.get("floor", ())]
    places += [tuple(p) for arrow in frame.get("arrows", ()) for p in arrow]
    if "chair" in frame:
        places += [(-330.0, 0.0), (330.0, 0.0)]
    xs = [round(x * _UNIT) for x, _ in places]
    ys = [round(-y * _UNIT) for _, y in places]
    return min(xs) - 900, min(ys) - 300, max(xs) + 900, 0
