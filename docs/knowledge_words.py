"""Criteria and answers in words a therapist can read aloud."""

from collections.abc import Iterator, Mapping

from ischia import anatomy
from ischia.knowledge import Count, Criterion, Is, Knowledge, Not, Pain, Value

COURSE_WORDS = {"new": "new", "worse": "worse", "unchanged": "unchanged", "better": "easing"}
DAYS_A_MONTH, DAYS_A_YEAR = 30, 365


def in_words(criterion: Criterion, known: Knowledge, depth: int = 0) -> Iterator[str]:
    """Yield a criterion as lines of a nested list."""
    pad = "  " * depth
    if isinstance(criterion, Count) and len(criterion.parts) > 1:
        n, of = criterion.n, len(criterion.parts)
        head = "any of these" if n == 1 else "all of these" if n == of else f"at least {n} of these"
        yield f"{pad}- {head}:"
        for part in criterion.parts:
            yield from in_words(part, known, depth + 1)
    elif isinstance(criterion, Count):
        yield from in_words(criterion.parts[0], known, depth)
    elif isinstance(criterion, Not) and isinstance(criterion.part, Count):
        yield f"{pad}- but not:"
        yield from in_words(criterion.part, known, depth + 1)
    elif isinstance(criterion, Not):
        yield f"{pad}- but not: {_leaf(criterion.part, known)}"
    else:
        yield f"{pad}- {_leaf(criterion, known)}"


def _leaf(criterion: Criterion, known: Knowledge) -> str:
    match criterion:
        case Is():
            return _yes(criterion, known)
        case Value():
            return _value(criterion, known)
        case Pain():
            places = _either([anatomy.body()[site].label for site in criterion.sites])
            strong = f", {criterion.at_least} of 10 or more" if criterion.at_least > 1 else ""
            return f"pain marked at {places}{strong}"
        case _:
            raise TypeError(f"no words for {type(criterion).__name__}")


def _yes(criterion: Is, known: Knowledge) -> str:
    parts = [f"yes to “{known.questions[criterion.question].text}”"]
    if criterion.course:
        parts.append(_either([COURSE_WORDS[one] for one in criterion.course]))
    if criterion.within_days is not None:
        parts.append(f"begun within the last {_days(criterion.within_days)}")
    if criterion.beyond_days is not None:
        parts.append(f"begun more than {_days(criterion.beyond_days)} ago")
    if criterion.examined is not None:
        seen = "examined" if criterion.examined else "not examined"
        parts.append(f"{seen} by a doctor")
    return ", ".join(parts)


def _value(criterion: Value, known: Knowledge) -> str:
    question = known.questions[criterion.question]
    if criterion.among:
        labels = {choice.id: choice.label for choice in question.choices}
        return f"“{question.text}” answered with {_either([labels[w] for w in criterion.among])}"
    what = "age" if question.id == "age" else f"“{question.text}”"
    bounds = []
    if criterion.at_least is not None:
        bounds.append(f"{criterion.at_least} or more")
    if criterion.at_most is not None:
        bounds.append(f"{criterion.at_most} or less")
    return f"{what} {' and '.join(bounds)}"


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _days(days: int) -> str:
    if days >= DAYS_A_YEAR and days % DAYS_A_YEAR == 0:
        return f"{days // DAYS_A_YEAR} year{'s' if days > DAYS_A_YEAR else ''}"
    if days > DAYS_A_MONTH and days % DAYS_A_MONTH == 0:
        return f"{days // DAYS_A_MONTH} months"
    return f"{days} days"


def answer_words(question_id: str, value: object) -> str:
    """Return an answer of a vignette as a few words."""
    name = question_id.replace("_", " ")
    if question_id == "pain_map" and isinstance(value, list):
        return "pain at " + ", ".join(_mark(one) for one in value) if value else "no pain marked"
    if isinstance(value, Mapping):
        extra = {key: told for key, told in value.items() if key not in {"answer", "where"}}
        told = ", ".join(_detail(key, one) for key, one in extra.items())
        said = _plain(value.get("answer"))
        return f"{name}: {said}" + (f" ({told})" if told else "")
    if isinstance(value, list):
        return f"{name}: {', '.join(_plain(one) for one in value) or 'none'}"
    return f"{name}: {_plain(value)}"


def _mark(mark: Mapping[str, object]) -> str:
    site = anatomy.body()[str(mark["site"])].label
    return f"{site} ({mark.get('intensity', '')} of 10)"


def _detail(key: str, value: object) -> str:
    if key == "since":
        return f"for {_days(value)}" if isinstance(value, int) else f"since {value}"
    if key == "examined":
        return "examined" if value in (True, "yes") else "not examined"
    return COURSE_WORDS.get(str(value), str(value))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return " ".join(_plain(one) for one in value.values())
    return str(value).replace("_", " ").replace("|", "/")
