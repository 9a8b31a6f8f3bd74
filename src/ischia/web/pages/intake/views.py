"""The intake form: by the client's own link, or on the therapist's tablet."""

import zoneinfo
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from attrs import frozen
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from ischia.care.intake import written_none
from ischia.errors import InputError
from ischia.web.access import Actor, actor, source
from ischia.web.clock import now, today
from ischia.web.pages.intake import parsing
from ischia.web.queries import consent, form, own, practice, wording
from ischia.web.services import answering, consenting, links, own_account, speaking
from ischia.web.services.answering import Sent
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal

LINK, DEVICE = "link", "device"
CODES = {"ko": "ko", "vi": "vi"}
"""The language of the pages for each language of a client; English for any other."""


@frozen
class Sitting:
    """Somebody filling in the form of one visit: by link, or a person at the tablet."""

    visit: Any
    by: Actor | None
    source: str
    day: date
    few: bool = False

    def address(self, name: str, **parts: object) -> str:
        """Return the address of a page of this form for whoever sits at it."""
        if self.by is None:
            return reverse(f"form_{name}", kwargs=parts)
        kind = "short" if self.few else "tablet"
        return reverse(f"{kind}_{name}", kwargs={"visit_id": self.visit.id, **parts})

    def pages(self) -> list[form.Page]:
        """Return the pages of this form in the client's language."""
        return form.pages(
            self.visit,
            by_client=self.by is None,
            on=self.day,
            language=self.visit.client.language,
            few=self.few,
        )

    def save(self, sent: Sent) -> None:
        """Store answers."""
        if self.by is None:
            answering.by_link(self.visit, sent, source=self.source, on=self.day, at=now())
        else:
            answering.by_person(
                self.visit.id, sent, observed=False, on=self.day, by=self.by, at=now()
            )


Sat = Callable[..., HttpResponse]


def sitting(view: Sat) -> Sat:
    """Hand a view the sitting, whichever way it was reached."""

    @wraps(view)
    def seated(
        request: HttpRequest, visit_id: UUID | None = None, *, few: bool = False, **parts: object
    ) -> HttpResponse:
        if visit_id is not None:
            by = actor(request)
            visit = own.visit(visit_id, by=by)
            seat = Sitting(visit, by, by.source, today(), few)
        else:
            link_id, device = request.session.get(LINK), request.session.get(DEVICE, "")
            link = links.held(UUID(link_id), device=device, at=now()) if link_id else None
            if link is None:
                return _closed(request)
            # A client is no person of the practice, and it is the practice's day that counts.
            timezone.activate(zoneinfo.ZoneInfo(link.visit.practice.time_zone))
            seat = Sitting(link.visit, None, source(request), today())
        with translation.override(CODES.get(seat.visit.client.language, "en-gb")):
            return view(request, seat, **parts)

    return seated


def in_few_words(view: Sat) -> Sat:
    """Put a form in few words, with pictures."""

    @wraps(view)
    def short(request: HttpRequest, **parts: object) -> HttpResponse:
        return view(request, few=True, **parts)

    return short


def _closed(request: HttpRequest) -> HttpResponse:
    """Answer alike for unknown, used, replaced and expired links."""
    return render(request, "intake/closed.html", status=410)


def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the cover of a form; only a person's POST opens it."""
    link = links.find(token, at=now())
    if link is None:
        return _closed(request)
    device = request.COOKIES.get(_device_cookie(), "") or links.new_device()
    is_known = links.is_device(link, device) or _is_same_browser(request, link.id)
    spoken = request.GET.get("in") or request.POST.get("language") or link.visit.client.language
    context = {
        "needs_fact": links.needs_fact(link) and not is_known,
        "can_show_fact": links.can_show_fact(link),
        "number": practice.emergency_number(link.visit),
        "cover_languages": wording.names(),
        "language": spoken,
    }
    if request.method == "POST":
        if _is_same_browser(request, link.id) or _taken(request, link, device):
            speaking.speak(link.visit, spoken, by=None, source=source(request), at=now())
            return redirect("form_start")
        context["failed"] = True
    status = 422 if request.method == "POST" else 200
    with translation.override(CODES.get(spoken, "en-gb")):
        response = render(request, "intake/cover.html", context, status=status)
    response.set_cookie(
        _device_cookie(),
        device,
        max_age=links.LIFE,
        secure=settings.IS_OPEN,
        httponly=True,
        samesite="Lax",
    )
    return response


def _device_cookie() -> str:
    """Return the cookie of a browser's secret, which it has before it opens a link."""
    return "__Host-form" if settings.IS_OPEN else "form"


def _taken(request: HttpRequest, link: Any, device: str) -> bool:  # noqa: ANN401 -- pages touch no table
    told = request.POST
    has_it = links.take(
        link,
        device=device,
        born_on=_day(told.get("born_on", "")),
        filled_by=told.get("filled_by", ""),
        source=source(request),
        at=now(),
    )
    if has_it:
        request.session.cycle_key()
        if place := request.session.get("place"):  # a person of the practice is signed in here
            own_account.moved(UUID(place), key=str(request.session.session_key))
        request.session[LINK], request.session[DEVICE] = str(link.id), device
        request.session.set_expiry(links.LIFE)
    return has_it


def _is_same_browser(request: HttpRequest, link_id: UUID) -> bool:
    if request.session.get(LINK) != str(link_id):
        return False
    return links.held(link_id, device=request.session.get(DEVICE, ""), at=now()) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
    problems: list[str] = []
    if request.method == "POST":
        problems = _kept(request, seat, pages[names.index(group)])
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
    return render(request, "intake/page.html", context, status=422 if problems else 200)


def _kept(request: HttpRequest, seat: Sitting, asked: form.Page) -> list[str]:
    """Store what differs from what is stored; return what could not be read."""
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
        return []
    try:
        seat.save(Sent(uuid4(), values))
    except InputError as refused:
        return [refusal(one) for one in refused.defects]
    return []


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
        return JsonResponse({"saved": False, "problem": problem}, status=422)
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
    if request.method == "POST":
        answering.send_intake(seat.visit, source=seat.source, at=now())
        request.session.flush()
        return redirect("form_thanks")
    return render(request, "intake/end.html", _frame(seat) | {"left": left})


def thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you and what to do when something changes."""
    return render(request, "intake/thanks.html")
