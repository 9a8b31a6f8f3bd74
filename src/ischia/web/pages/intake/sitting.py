"""Who sits at a form: somebody with a client's link, or a person at the tablet.

The pages of an intake and of a check-in are the same views; the sitting says which it is.
"""

import zoneinfo
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from attrs import frozen
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from ischia.web.access import Actor, actor, source
from ischia.web.clock import now, today
from ischia.web.queries import check_in_form, form, own
from ischia.web.records.states import LinkPurpose
from ischia.web.services import answering, checking_in, links
from ischia.web.services.answering import Sent

KEYS = {
    LinkPurpose.INTAKE: ("link", "device"),
    LinkPurpose.CHECK_IN: ("check_link", "check_device"),
}
"""Where a session keeps the link that was opened, and the browser's secret."""
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

    is_check_in = False

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

    def send(self) -> None:
        """Send what was answered; the link has done its work."""
        answering.send_intake(self.visit, source=self.source, at=now())


@frozen
class AfterSession(Sitting):
    """A client who answers a check-in by link."""

    link: Any = None

    is_check_in = True

    def address(self, name: str, **parts: object) -> str:
        """Return the address of a page of the check-in."""
        return reverse(f"check_{name}", kwargs=parts)

    def pages(self) -> list[form.Page]:
        """Return the pages of the check-in in the client's language."""
        return check_in_form.pages(self.link, on=self.day, language=self.visit.client.language)

    def save(self, sent: Sent) -> None:
        """Store answers."""
        checking_in.answer(self.link, sent, source=self.source, on=self.day, at=now())

    def send(self) -> None:
        """Send the check-in into the course."""
        checking_in.send(self.link, source=self.source, on=self.day, at=now())


Sat = Callable[..., HttpResponse]


def sitting(view: Sat) -> Sat:
    """Hand a view the sitting, whichever way it was reached."""

    @wraps(view)
    def seated(
        request: HttpRequest,
        visit_id: UUID | None = None,
        *,
        few: bool = False,
        purpose: LinkPurpose = LinkPurpose.INTAKE,
        **parts: object,
    ) -> HttpResponse:
        if visit_id is not None:
            by = actor(request)
            visit = own.visit(visit_id, by=by)
            seat = Sitting(visit, by, by.source, today(), few)
        else:
            link = _opened(request, purpose)
            if link is None:
                return closed(request)
            # A client is no person of the practice, and it is the practice's day that counts.
            timezone.activate(zoneinfo.ZoneInfo(link.visit.practice.time_zone))
            seat = Sitting(link.visit, None, source(request), today())
            if purpose is LinkPurpose.CHECK_IN:
                seat = AfterSession(link.visit, None, source(request), today(), link=link)
        with translation.override(CODES.get(seat.visit.client.language, "en-gb")):
            return view(request, seat, **parts)

    return seated


def _opened(request: HttpRequest, purpose: LinkPurpose) -> Any:  # noqa: ANN401 -- pages touch no table
    """Return the link of this purpose that this browser opened, if it still lives."""
    link_id, device = (request.session.get(key, "") for key in KEYS[purpose])
    return links.held(UUID(link_id), purpose=purpose, device=device, at=now()) if link_id else None


def after_session(view: Sat) -> Sat:
    """Put a page of the form for a check-in, or open a link to one."""

    @wraps(view)
    def checking(request: HttpRequest, **parts: object) -> HttpResponse:
        return view(request, purpose=LinkPurpose.CHECK_IN, **parts)

    return checking


def in_few_words(view: Sat) -> Sat:
    """Put a form in few words, with pictures."""

    @wraps(view)
    def short(request: HttpRequest, **parts: object) -> HttpResponse:
        return view(request, few=True, **parts)

    return short


def closed(request: HttpRequest) -> HttpResponse:
    """Answer alike for unknown, used, replaced and expired links."""
    return render(request, "intake/closed.html", status=410)
