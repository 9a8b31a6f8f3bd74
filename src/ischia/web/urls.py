"""Every address there is, with who may open it."""

from ischia.web.access import Route, patterns
from ischia.web.api import clients as data
from ischia.web.api import twins as data_twins
from ischia.web.pages.account import keys, locking, own, practice, staff
from ischia.web.pages.account import views as account
from ischia.web.pages.client import booking, details, opening
from ischia.web.pages.client import views as client
from ischia.web.pages.course import check_in_link, telling
from ischia.web.pages.course import views as course
from ischia.web.pages.health import contact
from ischia.web.pages.health import views as health
from ischia.web.pages.intake import views as intake
from ischia.web.pages.intake.cover import open_link
from ischia.web.pages.intake.geometry import geometry
from ischia.web.pages.intake.sitting import after_session, in_few_words
from ischia.web.pages.letter import views as letter
from ischia.web.pages.note import views as note
from ischia.web.pages.plan import views as plan
from ischia.web.pages.player import code
from ischia.web.pages.player import views as player
from ischia.web.pages.player.worker import worker
from ischia.web.pages.today import views as today
from ischia.web.pages.trail import views as trail
from ischia.web.pages.visit import deciding
from ischia.web.pages.visit import views as visit
from ischia.web.people.roles import BOOKING, CLINICAL, EVERYONE, TRAIL, Role

_BOTH, _POST = ("GET", "POST"), ("POST",)
_VISIT = "visits/<uuid:visit_id>/"
_FEW, _AFTER = in_few_words, after_session
_OWNER = frozenset({Role.OWNER})

# Each address is looked for from above: what is asked for often stands first.
ROUTES = (
    Route("", "today", today.show, EVERYONE),
    Route("trail/", "trail", trail.show, TRAIL),
    Route("data/clients/", "data_clients", data.many, BOOKING, _BOTH),
    Route("data/clients/twins/", "data_twins", data_twins.likely, BOOKING),
    Route("data/clients/<uuid:client_id>/", "data_client", data.one, BOOKING),
    Route("alive", "alive", health.alive, None),
    Route("ready", "ready", health.ready, None),
    Route(".well-known/security.txt", "security_txt", contact.security_txt, None),
    Route("body.json", "body_geometry", geometry, None),
    Route("worker.js", "worker", worker, None),
    Route("player/<slug:code>/<slug:name>.js", "player_code", code.module, None),
    Route("set-up/", "set_up", account.set_up, None, _BOTH),
    Route("sign-in/", "sign_in", account.sign_in, None, _BOTH),
    Route(
        "sign-out/", "sign_out", account.sign_out, EVERYONE, _POST,
        needs_second=False, while_locked=True,
    ),
    Route(
        "second-factor/", "second_factor", account.second_factor, EVERYONE, _BOTH,
        needs_second=False,
    ),
    Route("passkey/ask/", "passkey_ask", keys.ask, None, _POST),
    Route("passkey/show/", "passkey_show", keys.show, None, _POST),
    Route(
        "lock/", "lock", locking.lock, EVERYONE, _POST,
        needs_second=False, while_locked=True, by_hand=False,
    ),
    Route(
        "unlock/", "unlock", locking.unlock, EVERYONE, _BOTH,
        needs_second=False, while_locked=True, by_hand=False,
    ),
    Route("still-here/", "still_here", locking.still_here, EVERYONE, _POST),
    Route("account/", "own_account", own.show, EVERYONE),
    Route("account/password/", "own_password", own.password, EVERYONE, _POST),
    Route("account/app/", "own_app", own.app, EVERYONE, _BOTH, needs_proof=True),
    Route("account/codes/", "own_codes", own.codes, EVERYONE, _POST, needs_proof=True),
    Route("account/others/", "own_others", own.end_others, EVERYONE, _POST),
    Route(
        "account/passkeys/begin/", "passkey_begin", keys.begin, EVERYONE, _POST,
        needs_proof=True,
    ),
    Route("account/passkeys/add/", "passkey_add", keys.add, EVERYONE, _POST, needs_proof=True),
    Route(
        "account/passkeys/<uuid:key_id>/", "passkey_remove", own.remove_key, EVERYONE, _POST,
        needs_proof=True,
    ),
    Route("join/", "join", staff.join, None, _BOTH),
    Route("join/<str:token>/", "join_link", staff.follow, None),
    Route("people/", "people", staff.people, _OWNER, _BOTH, needs_proof=True),
    Route(
        "people/<uuid:person_id>/", "person_change", staff.change, _OWNER, _POST,
        needs_proof=True,
    ),
    Route(
        "people/<uuid:person_id>/link/", "person_link", staff.again, _OWNER, _POST,
        needs_proof=True,
    ),
    Route("practice/", "practice", practice.change, _OWNER, _BOTH, needs_proof=True),
    Route("many/<uuid:burst_id>/", "burst_seen", today.burst_seen, _OWNER, _POST),
    Route("clients/", "clients", client.find, BOOKING),
    Route("clients/new/", "client_add", client.add, BOOKING, _BOTH),
    Route("clients/<uuid:client_id>/", "client", client.show, BOOKING),
    Route("clients/<uuid:client_id>/details/", "client_details", details.change, BOOKING, _BOTH),
    Route("clients/<uuid:client_id>/open/", "client_open", opening.ask, CLINICAL, _BOTH),
    Route("clients/<uuid:client_id>/visits/", "client_book", booking.book, BOOKING, _POST),
    Route(
        "clients/<uuid:client_id>/visits/<uuid:visit_id>/", "visit_change", booking.change,
        BOOKING, _BOTH,
    ),
    Route("clients/<uuid:client_id>/trail/", "client_trail", trail.of_client, _OWNER),
    Route("clients/<uuid:client_id>/course/", "course", course.show, CLINICAL),
    Route(
        "clients/<uuid:client_id>/course/decide/", "course_decide", course.decide, CLINICAL, _POST
    ),
    Route(
        "clients/<uuid:client_id>/course/answer/", "course_answer", course.answer, CLINICAL, _POST
    ),
    Route(
        "clients/<uuid:client_id>/check-in/", "check_in", telling.check_in, CLINICAL, _BOTH
    ),
    Route(
        "clients/<uuid:client_id>/check-in/link/", "check_link", check_in_link.make, CLINICAL, _POST
    ),
    Route("k/<str:token>/", "check_cover", _AFTER(open_link), None, _BOTH),
    Route("check-in/", "check_start", _AFTER(intake.start), None, _BOTH),
    Route("check-in/language/", "check_language", _AFTER(intake.language), None, _POST),
    Route("check-in/end/", "check_end", _AFTER(intake.end), None, _BOTH),
    Route("check-in/thanks/", "check_thanks", _AFTER(intake.thanks), None),
    Route("check-in/<slug:group>/", "check_page", _AFTER(intake.page), None, _BOTH),
    Route("check-in/<slug:group>/save/", "check_save", _AFTER(intake.save), None, _POST),
    Route("c/<str:token>/", "form_cover", open_link, None, _BOTH),
    Route("form/", "form_start", intake.start, None, _BOTH),
    Route("form/language/", "form_language", intake.language, None, _POST),
    Route("form/end/", "form_end", intake.end, None, _BOTH),
    Route("form/thanks/", "form_thanks", intake.thanks, None),
    Route("form/<slug:group>/", "form_page", intake.page, None, _BOTH),
    Route("form/<slug:group>/save/", "form_save", intake.save, None, _POST),
    Route(_VISIT, "visit", visit.show, CLINICAL),
    Route(f"{_VISIT}link/", "visit_link", visit.make_link, CLINICAL, _POST),
    Route(f"{_VISIT}answer/", "visit_save", visit.save, CLINICAL, _POST),
    Route(f"{_VISIT}screen/", "visit_screen", visit.screen, CLINICAL, _POST),
    Route(f"{_VISIT}result/", "result", visit.result, CLINICAL),
    Route(f"{_VISIT}result/<uuid:snapshot_id>/", "past_result", visit.past_result, CLINICAL),
    Route(f"{_VISIT}finding/", "finding", deciding.find, CLINICAL, _POST),
    Route(f"{_VISIT}hold-back/", "hold_back", deciding.hold_back, CLINICAL, _POST),
    Route(
        f"{_VISIT}hold-back/undo/", "hold_back_undo", deciding.take_back, CLINICAL, _POST
    ),
    Route(f"{_VISIT}lift/", "limit_lift", visit.lift, CLINICAL, _POST),
    Route(f"{_VISIT}put-back/", "limit_put_back", visit.put_back, CLINICAL, _POST),
    Route(f"{_VISIT}letter/", "letter_write", letter.write, CLINICAL, _POST),
    Route(f"{_VISIT}letter/<uuid:snapshot_id>/", "letter", letter.show, CLINICAL),
    Route(f"{_VISIT}letter/<uuid:snapshot_id>/paper/", "letter_paper", letter.paper, CLINICAL),
    Route(f"{_VISIT}read-back/", "read_back", visit.read_back, CLINICAL, _POST),
    Route(f"{_VISIT}consent/", "visit_consent", plan.agree, CLINICAL, _POST),
    Route(f"{_VISIT}form/", "tablet_start", intake.start, CLINICAL, _BOTH),
    Route(f"{_VISIT}form/language/", "tablet_language", intake.language, CLINICAL, _POST),
    Route(f"{_VISIT}form/end/", "tablet_end", intake.end, CLINICAL, _BOTH),
    Route(f"{_VISIT}form/<slug:group>/", "tablet_page", intake.page, CLINICAL, _BOTH),
    Route(f"{_VISIT}form/<slug:group>/save/", "tablet_save", intake.save, CLINICAL, _POST),
    Route(f"{_VISIT}short/", "short_start", _FEW(intake.start), CLINICAL, _BOTH),
    Route(f"{_VISIT}short/language/", "short_language", _FEW(intake.language), CLINICAL, _POST),
    Route(f"{_VISIT}short/end/", "short_end", _FEW(intake.end), CLINICAL, _BOTH),
    Route(f"{_VISIT}short/<slug:group>/", "short_page", _FEW(intake.page), CLINICAL, _BOTH),
    Route(
        f"{_VISIT}short/<slug:group>/save/", "short_save", _FEW(intake.save), CLINICAL, _POST
    ),
    Route(f"{_VISIT}plan/", "plan", plan.show, CLINICAL),
    Route(f"{_VISIT}plan/make/", "plan_make", plan.make, CLINICAL, _POST),
    Route(f"{_VISIT}plan/stopped/", "plan_stopped", plan.stopped, CLINICAL),
    Route(f"{_VISIT}plan/change/", "plan_change", plan.change, CLINICAL, _POST),
    Route(f"{_VISIT}plan/undo/", "plan_undo", plan.undo, CLINICAL, _POST),
    Route(f"{_VISIT}plan/lengths/", "plan_lengths", plan.lengths, CLINICAL),
    Route(f"{_VISIT}plan/home/", "plan_home", plan.home, CLINICAL),
    Route(f"{_VISIT}plan/minutes/", "plan_minutes", plan.lengthen, CLINICAL, _POST),
    Route(f"{_VISIT}plan/adopt/", "plan_adopt", plan.adopt, CLINICAL, _POST),
    Route(f"{_VISIT}session/", "player", player.show, CLINICAL, while_locked=True, by_hand=False),
    Route(f"{_VISIT}session/packet/", "player_packet", player.bring, CLINICAL, _BOTH),
    Route(
        f"{_VISIT}session/events/", "player_events", player.receive, CLINICAL, _POST,
        while_locked=True, by_hand=False,
    ),
    Route(f"{_VISIT}note/", "note", note.show, CLINICAL),
    Route(f"{_VISIT}note/paper/", "note_paper", note.paper, CLINICAL),
    Route(f"{_VISIT}note/edit/", "note_edit", note.edit, CLINICAL, _POST),
    Route(f"{_VISIT}note/add/", "note_add", note.add_to, CLINICAL, _POST),
    Route(f"{_VISIT}said/", "said", telling.said, CLINICAL, _BOTH),
)  # fmt: skip

urlpatterns = patterns(ROUTES, check=opening.asks_why)
handler404 = "ischia.web.pages.failure.not_found"
handler500 = "ischia.web.pages.failure.broken"
