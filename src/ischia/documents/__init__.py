"""Results as people and programs read them: JSON and text; one place for their words."""

from ischia.documents._assessment_json import assessment_json
from ischia.documents._course_json import course_json
from ischia.documents._course_text import course_text
from ischia.documents._screening_json import restriction_json, screening_json
from ischia.documents._screening_text import assessment_text, screening_text
from ischia.documents._words import DISPOSITION_WORDS, place_words, restriction_words

__all__ = [
    "DISPOSITION_WORDS",
    "assessment_json",
    "assessment_text",
    "course_json",
    "course_text",
    "place_words",
    "restriction_json",
    "restriction_words",
    "screening_json",
    "screening_text",
]
