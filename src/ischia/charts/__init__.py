"""Pictures of the body: pure Python to flat SVG."""

from ischia.charts._clashes import Clash, clashes
from ischia.charts._component import component_data, component_fallback, component_script
from ischia.charts._key import key_rows
from ischia.charts._moving import FigureDrawn, StrokeDrawn, figure_drawn, stroke_drawn
from ischia.charts._poses import exercise_picture, pictured_exercises
from ischia.charts._records import (
    DIRECTIONS,
    LAYERS,
    QUALITIES,
    TONES,
    Chart,
    Hatch,
    Mark,
    Stroke,
)
from ischia.charts._sheet import body_chart

__all__ = [
    "DIRECTIONS",
    "LAYERS",
    "QUALITIES",
    "TONES",
    "Chart",
    "Clash",
    "FigureDrawn",
    "Hatch",
    "Mark",
    "Stroke",
    "StrokeDrawn",
    "body_chart",
    "clashes",
    "component_data",
    "component_fallback",
    "component_script",
    "exercise_picture",
    "figure_drawn",
    "key_rows",
    "pictured_exercises",
    "stroke_drawn",
]
