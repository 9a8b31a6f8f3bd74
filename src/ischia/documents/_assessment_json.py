"""The JSON of ``assess``."""

from typing import Any

from ischia.care.assessment import Assessment
from ischia.documents._screening_json import reasons_json


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as plain data: clues for and against, never a probability."""
    return {
        "patterns": [
            {
                "id": match.id,
                "label": match.label,
                "fits": match.fits,
                "clues_for": reasons_json(match.clues_for),
                "clues_against": reasons_json(match.clues_against),
                "open_questions": list(match.open_questions),
            }
            for match in assessment.patterns
        ],
        "scores": [
            {
                "instrument": score.instrument,
                "value": score.value,
                "band": score.band,
                "sources": list(score.sources),
            }
            for score in assessment.scores
        ],
        "mechanism": assessment.mechanism,
        "irritability": assessment.irritability,
        "chronicity": assessment.chronicity,
    }
