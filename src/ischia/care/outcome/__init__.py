"""What changed, told against chance and beside what usually happens without massage."""

from ischia.care.outcome._change import Change, Dated, Verdict, change
from ischia.care.outcome._usual import UsualCourse, usual_course

__all__ = [
    "Change",
    "Dated",
    "UsualCourse",
    "Verdict",
    "change",
    "usual_course",
]
