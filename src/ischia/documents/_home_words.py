"""Headings of the home sheet in the client's language; what to do stays as the knowledge has it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import frozen


@frozen
class HomeWords:
    """The headings in one language.

    Parameters
    ----------
    day
        How a day is written there; its places are ``day``, ``month``, ``month_name``, ``year``.
    note
        Says that the rest is in English, where it is.
    """

    title: str
    how_much: str
    stop: str
    help: str
    now: str
    today: str
    day: str
    note: str = ""

    def written(self, on: date) -> str:
        """Return a day as people read it in this language."""
        name = f"{on:%B}"
        return self.day.format(day=on.day, month=on.month, month_name=name, year=on.year)


HOME_WORDS: Final[Mapping[str, HomeWords]] = MappingProxyType(
    {
        "en": HomeWords(
            title="At home",
            how_much="How much",
            stop="Stop when",
            help="When to get help",
            now="Call the emergency number now",
            today="Go to an emergency department today",
            day="{day} {month_name} {year}",
        ),
        "ko": HomeWords(
            title="집에서 하기",
            how_much="얼마나",
            stop="이럴 때는 멈추세요",
            help="도움을 받아야 할 때",
            now="지금 바로 응급 전화를 하세요",
            today="오늘 응급실로 가세요",
            day="{year}년 {month}월 {day}일",
            note="설명은 영어로 되어 있습니다. 모르는 것은 물어보세요.",
        ),
        "vi": HomeWords(
            title="Tập ở nhà",
            how_much="Bao nhiêu",
            stop="Dừng lại khi",
            help="Khi nào cần giúp đỡ",
            now="Gọi số cấp cứu ngay",
            today="Đến khoa cấp cứu hôm nay",
            day="ngày {day} tháng {month} năm {year}",
            note="Phần giải thích bằng tiếng Anh. Có gì không hiểu, xin hãy hỏi.",
        ),
    }
)

NOW: Final = (
    "for crushing chest pain, trouble breathing, a drooping face, sudden weakness, or a leg "
    "suddenly cold and pale."
)
TODAY: Final = "if you are numb between the legs, cannot pass or hold water, or both legs go weak."
EASY: Final = "Some discomfort is fine: up to 4 of 10, and gone by the next morning."
