"""Results as people and programs read them: JSON, text, page, paper; their words once."""

from ischia.documents._asking import Asked, AskedPage, asked_pages, asked_words
from ischia.documents._assessment_json import assessment_json
from ischia.documents._chart import part_stroke, visit_chart
from ischia.documents._clash_words import clash_words
from ischia.documents._course_chart import course_chart
from ischia.documents._course_json import course_json
from ischia.documents._course_page import course_page
from ischia.documents._course_text import course_text
from ischia.documents._course_words import decided, kept_step, next_line
from ischia.documents._home_sheet import HomeSheet, home_page, home_paper, kept_home_paper
from ischia.documents._kept_cautions import kept_cautions
from ischia.documents._lengths_sheet import lengths_page, lengths_paper
from ischia.documents._letter import Letter, LetterHead, referral_letter, refers
from ischia.documents._letter_paper import letter_chart, letter_paper
from ischia.documents._limit_words import kept_lift, kept_limit, restriction_words
from ischia.documents._next_visit import (
    kept_change,
    next_brief_json,
    next_visit_json,
    next_visit_said,
    next_visit_text,
)
from ischia.documents._note_paper import Addition, NoteSheet, note_paper
from ischia.documents._plan_changes import (
    lengths_json,
    lengths_text,
    revised_json,
    revised_said,
    revised_text,
)
from ischia.documents._plan_json import evidence_json, visit_json
from ischia.documents._plan_page import visit_page
from ischia.documents._plan_paper import visit_paper
from ischia.documents._plan_text import visit_text
from ischia.documents._reasons import kept_reason, reason_json, reason_text
from ischia.documents._schema import schema
from ischia.documents._screening_json import restriction_json, screening_json
from ischia.documents._screening_text import assessment_text, screening_text
from ischia.documents._trial_text import trial_file, trial_json, trial_text
from ischia.documents._words import (
    DISPOSITION_WORDS,
    POSITION_WORDS,
    place_words,
)

__all__ = [
    "DISPOSITION_WORDS",
    "POSITION_WORDS",
    "Addition",
    "Asked",
    "AskedPage",
    "HomeSheet",
    "Letter",
    "LetterHead",
    "NoteSheet",
    "asked_pages",
    "asked_words",
    "assessment_json",
    "assessment_text",
    "clash_words",
    "course_chart",
    "course_json",
    "course_page",
    "course_text",
    "decided",
    "evidence_json",
    "home_page",
    "home_paper",
    "kept_cautions",
    "kept_change",
    "kept_home_paper",
    "kept_lift",
    "kept_limit",
    "kept_reason",
    "kept_step",
    "lengths_json",
    "lengths_page",
    "lengths_paper",
    "lengths_text",
    "letter_chart",
    "letter_paper",
    "next_brief_json",
    "next_line",
    "next_visit_json",
    "next_visit_said",
    "next_visit_text",
    "note_paper",
    "part_stroke",
    "place_words",
    "reason_json",
    "reason_text",
    "referral_letter",
    "refers",
    "restriction_json",
    "restriction_words",
    "revised_json",
    "revised_said",
    "revised_text",
    "schema",
    "screening_json",
    "screening_text",
    "trial_file",
    "trial_json",
    "trial_text",
    "visit_chart",
    "visit_json",
    "visit_page",
    "visit_paper",
    "visit_text",
]
