"""The intake form, page by page: consent, questions, the end."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext

from ischia.care.intake import written_none
from ischia.errors import InputError
from ischia.web.clock import now
from ischia.web.pages.intake import parsing
from ischia.web.pages.intake.sitting import CODES, Sitting, sitting
from ischia.web.queries import consent, form, practice, wording
from ischia.web.rates import TooOftenError
from ischia.web.records.states import LinkPurpose
from ischia.web.services import consenting, speaking
from ischia.web.services.answering import Sent
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal


@sitting
def start(request: HttpRequest, seat: Sitting) -> HttpResponse:
    """Ask for consent to keep the answers, then go to the first page not done."""
    if not consent.stands(seat.visit, "answers"):
        if request.method == "POST" and request.POST.get("agree") == "yes":
            if seat.by is None:
                consenting.by_link(seat.visit, source=seat.source, at=now())
            else:
                consenting.by_person(seat.visit.id, "answers", given=True, by=seat.by, at=now())
        else:
            context = _frame(seat) | {"text": gettext(consenting.TEXTS["answers"])}
            status = 422 if request.method == "POST" else 200
            return render(request, "intake/consent.html", context, status=status)
    pages = seat.pages()
    waiting = next((page for page in pages if not page.is_done), None)
    if waiting is None:
        return redirect(seat.address("end"))
    return redirect(seat.address("page", group=waiting.id))


def _draft_told() -> str:
    """Return what the therapist beside a client should know, in the practice's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(
            "draft, not yet read by a native speaker. In full shows the English; read the answers "
            "back."
        )


def _frame(seat: Sitting) -> dict[str, Any]:
    draft = wording.draft_name(seat.visit.client.language)
    return {
        "number": practice.emergency_number(seat.visit),
        "by_client": seat.by is None,
        "visit": seat.visit,
        "client_name": seat.visit.client.name if seat.by else "",
        "start_address": seat.address("start"),
        "language_address": seat.address("language"),
        "languages": wording.names(),
        "language": seat.visit.client.language,
        "few": seat.few,
        "is_check_in": seat.is_check_in,
        "draft": draft,
        "draft_told": _draft_told() if draft else "",
    }


@sitting
def page(request: HttpRequest, seat: Sitting, group: str) -> HttpResponse:
    """Show one group of questions; POST keeps the whole page and goes on."""
    if not consent.stands(seat.visit, "answers"):
        return redirect(seat.address("start"))
    pages = seat.pages()
    names = [one.id for one in pages]
    if group not in names:
        return redirect(seat.address("start"))
    problems, status = list[str](), 200
    if request.method == "POST":
        problems, status = _kept(request, seat, pages[names.index(group)])
        if not problems:
            return redirect(_next(seat, request, group))
        pages = seat.pages()
    elif seat.by is not None:
        note_deed("answers.read", by=seat.by, at=now(), client_id=seat.visit.client_id)
    at = names.index(group)
    context = _frame(seat) | {
        "page": pages[at],
        "position": at + 1,
        "total": len(pages),
        "share": round(100 * sum(one.is_done for one in pages) / len(pages)),
        "save_address": seat.address("save", group=group),
        "problems": problems,
        "has_before": at > 0,
        "chart_words": wording.chart(),
        **form.choices(),
    }
    return render(request, "intake/page.html", context, status=status)


def _kept(request: HttpRequest, seat: Sitting, asked: form.Page) -> tuple[list[str], int]:
    """Store what differs from what is stored; return what was refused, and the status of that."""
    values = {}
    for one in asked.questions:
        if not parsing.was_touched(one.question, request.POST):
            continue
        said = parsing.answer(one.question, request.POST)
        held = one.told or one.value
        if said is not None and said != held:
            values[one.question.id] = said
    if request.POST.get("none_of") == asked.id:
        values = _none_of(asked, frozenset(request.POST.getlist("seen"))) | values
    if not values:
        return [], 200
    try:
        seat.save(Sent(uuid4(), values))
    except InputError as refused:
        return [refusal(one) for one in refused.defects], _status(refused)
    return [], 200


def _status(refused: InputError) -> int:
    return 429 if isinstance(refused, TooOftenError) else 422


def _none_of(asked: form.Page, seen: frozenset[str]) -> dict[str, Any]:
    """Return a no to each row that was on the screen and left open; to nothing else."""
    return {
        one.question.id: written_none(one.question)
        for one in asked.open_questions
        if one.value is None and one.question.has_none and one.question.id in seen
    }


def _next(seat: Sitting, request: HttpRequest, group: str) -> str:
    found = seat.pages()
    pages = [one.id for one in found]
    at = pages.index(group) if group in pages else -1
    if request.POST.get("go") == "back":
        return seat.address("page", group=pages[max(at - 1, 0)])
    seen = request.POST.getlist("seen")
    if at >= 0 and any(
        one.value is None and one.question.id not in seen for one in found[at].open_questions
    ):  # an answer opened a row that nobody has seen yet
        return seat.address("page", group=group)
    if at + 1 < len(pages):
        return seat.address("page", group=pages[at + 1])
    return seat.address("end")


@sitting
def save(request: HttpRequest, seat: Sitting, group: str) -> HttpResponse:
    """Store one answer at once; say which questions of the page are asked now."""
    if not consent.stands(seat.visit, "answers"):
        return JsonResponse({"saved": False, "problem": "consent"}, status=409)
    pages = {one.id: one for one in seat.pages()}
    questions = (
        {one.question.id: one.question for one in pages[group].questions} if group in pages else {}
    )
    question = questions.get(request.POST.get("question", ""))
    try:
        event = UUID(request.POST.get("event", ""))
        if question is None:
            raise ValueError  # noqa: TRY301 -- the same answer for both
        seat.save(Sent(event, {question.id: parsing.answer(question, request.POST)}))
    except InputError as refused:
        problem = " ".join(refusal(one) for one in refused.defects)
        return JsonResponse({"saved": False, "problem": problem}, status=_status(refused))
    except ValueError:
        return JsonResponse({"saved": False, "problem": gettext("not a question here")}, status=422)
    after = {one.id: one for one in seat.pages()}
    shown = [one.question.id for one in after[group].open_questions] if group in after else []
    return JsonResponse({"saved": True, "shown": shown})


@sitting
def language(request: HttpRequest, seat: Sitting) -> HttpResponse:
    """Put the client's own pages in another language."""
    chosen = request.POST.get("language", "")
    speaking.speak(seat.visit, chosen, by=seat.by, source=seat.source, at=now())
    back = request.POST.get("group", "")
    if back in {one.id for one in seat.pages()}:
        return redirect(seat.address("page", group=back))
    return redirect(seat.address("start"))


@sitting
def end(request: HttpRequest, seat: Sitting) -> HttpResponse:
    """Let the client send the form; say what happens next, the same to everyone."""
    pages = seat.pages()
    left = [one for one in pages if not one.is_done]
    if seat.by is not None:
        return redirect("visit", visit_id=seat.visit.id)
    context = _frame(seat) | {"left": [(one, seat.address("page", group=one.id)) for one in left]}
    if request.method == "POST":
        try:
            seat.send()
        except InputError as refused:
            context["problems"] = [refusal(one) for one in refused.defects]
            return render(request, "intake/end.html", context, status=422)
        request.session.flush()
        return redirect(f"{seat.address('thanks')}?in={seat.visit.client.language}")
    return render(request, "intake/end.html", context)


def thanks(request: HttpRequest, *, purpose: LinkPurpose = LinkPurpose.INTAKE) -> HttpResponse:
    """Say thank you and what to do when something changes."""
    context = {"is_check_in": purpose is LinkPurpose.CHECK_IN}
    with translation.override(CODES.get(request.GET.get("in", ""), "en-gb")):
        return render(request, "intake/thanks.html", context)
