"""A visit as one page of HTML that stands alone: no script, no other file."""

from collections.abc import Iterable, Iterator
from html import escape

from ischia import charts
from ischia.care.intake import Intake
from ischia.care.pathway import FirstVisit
from ischia.documents._chart import visit_chart
from ischia.documents._plan_bar import plan_bar
from ischia.documents._plan_paper import CHART_KEY
from ischia.documents._plan_records import Finding, Home, Part, Session, Sheet, Told
from ischia.documents._plan_sheet import plan_sheet
from ischia.documents._plan_style import PLAN_STYLE
from ischia.documents._words import DISPOSITION_COLOURS, POSITION_WORDS, language
from ischia.knowledge import Knowledge
from ischia.quantities import MAX_PRESSURE


def visit_page(
    intake: Intake, visit: FirstVisit, *, knowledge: Knowledge, said: tuple[str, ...] = ()
) -> str:
    """Return a visit as an HTML page: cautions, timeline, body, home care, and why.

    Where there is no plan the page says why not and what to do. What was read in a source is
    tagged with it; what is our own default is tagged as that. What was ``said`` of how the plan
    came about, of the course or of changes, stands first.
    """
    sheet = plan_sheet(intake, visit, knowledge=knowledge, said=said)
    chart = visit_chart(intake, visit, knowledge=knowledge, has_key=False)
    main = _plan(sheet, sheet.session, chart) if sheet.session else _refusal(sheet, chart)
    title = f"Session plan for {sheet.patient}, {sheet.on.isoformat()}"
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{PLAN_STYLE}",
            f":root {{ --tone: {DISPOSITION_COLOURS[sheet.disposition]}; }}</style></head><body>",
            _header(sheet),
            f"<main>{''.join(main)}</main>",
            f"<footer>{_footer(sheet)}</footer></body></html>\n",
        ]
    )


def _header(sheet: Sheet) -> str:
    told = ""
    if session := sheet.session:
        told = f"{session.minutes} minutes, {session.hands_on_minutes} with hands on"
        if session.minutes < session.booked_minutes:
            told += f" ({session.booked_minutes} booked)"
        told = f"<p>{escape(told)} · {escape(session.style)}</p>"
    who = f'<p class="who"><b>{escape(sheet.patient)}</b><br>{sheet.on.isoformat()}</p>'
    return f"<header><div><h1>{escape(sheet.headline)}</h1>{told}</div>{who}</header>"


def _footer(sheet: Sheet) -> str:
    said = sheet.session.proof if sheet.session else "This is no diagnosis."
    return f"{escape(said)} Ischia, knowledge {sheet.knowledge_version}."


def _plan(sheet: Sheet, session: Session, chart: str) -> Iterator[str]:
    if sheet.said:
        yield _section("How this plan came about", [_list(sheet.said)])
    yield _section("Before and during", _cautions(sheet, session))
    yield _section("Session", _session(session, chart))
    yield _section("Home care", _home_care(session.home))
    if session.tell:
        yield _section("To tell the client", [_list(session.tell)])
    course = [f"<p>{escape(session.course)}</p>", _told_list(session.course_why)]
    yield _section("Course", course)
    yield _section("Why this plan, and how sure", _why(session), style="long")


def _refusal(sheet: Sheet, chart: str) -> Iterator[str]:
    now = [f'<p class="now">{escape(sheet.what_now)}</p>'] if sheet.what_now else []
    now += [_list(sheet.said)] if sheet.said else []
    now += _wish(sheet)
    now += [_finding(one) for one in sheet.findings]
    yield _section("What to do", [*now, "<p><b>There is no session plan.</b></p>"])
    if sheet.questions:
        yield _section("Before anyone is cleared, ask", [_list(sheet.questions, "do")])
    elif sheet.n_unanswered:
        told = f"{sheet.n_unanswered} more questions are unanswered."
        yield f'<p class="soft">{told} They change nothing about this.</p>'
    yield _section("Where it hurts", [_figure(chart)])


def _section(title: str, body: Iterable[str], *, style: str = "") -> str:
    mark = f' class="{style}"' if style else ""
    return f"<section{mark}><h2>{escape(title)}</h2>{''.join(body)}</section>"


def _figure(chart: str) -> str:
    return f'<div class="figure">{chart}<p>{CHART_KEY}</p></div>'


def _list(sentences: Iterable[str], style: str = "") -> str:
    mark = f' class="{style}"' if style else ""
    return f"<ul{mark}>{''.join(f'<li>{escape(one)}</li>' for one in sentences)}</ul>"


def _tag(told: Told) -> str:
    """Return what a sentence rests on: a source, or a default of ours told apart."""
    if told.sources:
        return f'<span class="tag wide">Evidence: {escape(", ".join(told.sources))}</span>'
    return f'<span class="tag ours">{escape(told.default.capitalize())}</span>'


def _told_list(told: Iterable[Told]) -> str:
    return f"<ul>{''.join(f'<li>{escape(one.text)} {_tag(one)}</li>' for one in told)}</ul>"


def _finding(one: Finding) -> str:
    told = " ".join(f"{escape(told.text)} {_tag(told)}" for told in one.told)
    meanwhile = f"<br><b>May be done:</b> {escape(one.meanwhile)}" if one.meanwhile else ""
    return f"<p><b>{escape(one.label)}.</b> {told}{meanwhile}</p>"


def _wish(sheet: Sheet) -> list[str]:
    if not sheet.wish:
        return []
    said = f'<span lang="{language(sheet.wish)}">{escape(sheet.wish)}</span>'
    return [f'<blockquote><span class="soft">In the client\'s words:</span> {said}</blockquote>']


def _cautions(sheet: Sheet, session: Session) -> Iterator[str]:
    yield from _wish(sheet)
    yield from (_finding(one) for one in sheet.findings)
    if sheet.open_findings:
        told = escape("; ".join(sheet.open_findings))
        yield f"<p><b>Not answered, so limited as if yes:</b> {told}.</p>"
    yield f'<div class="two"><div><h3>Do</h3>{_list(session.measures, "do")}</div>'
    if session.limits:
        yield f"<div><h3>Limits today</h3>{_list(session.limits, 'not')}</div>"
    yield "</div>"


def _session(session: Session, chart: str) -> Iterator[str]:
    yield plan_bar(session.parts)
    used = dict.fromkeys(one.position for one in session.parts if one.pressure and one.position)
    keys = [f'<li><i class="{one.value}"></i>{POSITION_WORDS[one]}</li>' for one in used]
    note = '<li class="soft">height: pressure 1 to 4; numbers: places on the picture</li>'
    yield f'<ul class="legend">{"".join(keys)}<li><i class="quiet"></i>no hands on</li>{note}</ul>'
    rows = "".join(_row(one) for one in session.parts)
    yield (
        '<div class="session"><table><thead><tr><th scope="col">Minute</th>'
        '<th scope="col">Min</th><th scope="col">Part</th><th scope="col">Pressure</th></tr>'
        f"</thead><tbody>{rows}</tbody></table>{_figure(chart)}</div>"
    )


def _row(part: Part) -> str:
    span = f"{part.start_min}\u2013{part.start_min + part.minutes}"
    if part.number and part.position:
        disc = f'<span class="disc {part.position.value}">{part.number}</span>'
        technique = f'<span class="soft">{escape(part.technique)}</span>'
        what = f"{disc}<b>{escape(part.words)}</b> {technique}"
        pressure = f"{part.pressure} of {MAX_PRESSURE}"
    else:
        what, pressure = f'<span class="soft">{escape(part.words)}</span>', ""
    cells = f'<td class="n soft">{span}</td><td class="n"><b>{part.minutes}</b></td>'
    return f'<tr>{cells}<th scope="row">{what}</th><td class="n">{pressure}</td></tr>'


def _home_care(home: tuple[Home, ...]) -> Iterator[str]:
    yield '<div class="home">'
    for one in home:
        picture = ""
        if one.exercise:
            picture = charts.exercise_picture(one.exercise, title=f"Picture: {one.label}")
        how = f"{escape(one.how)} {escape(one.dose)} {_tag(one.told)}"
        yield f"<div><h3>{escape(one.label)}</h3>{picture}<p>{how}</p></div>"
    yield "</div>"
    stops = dict.fromkeys(one.stop for one in home if one.stop)
    yield f"<h3>Stop signs</h3>{_list(stops, 'not')}"


def _why(session: Session) -> Iterator[str]:
    if session.pattern:
        told = f"The pain behaves like: {session.pattern} (clues, not a diagnosis)."
        yield f"<p>{escape(told)}</p>"
    yield '<h3>Place by place <span class="tag ours">Our defaults</span></h3><ul>'
    yield from (f"<li><b>{escape(place)}:</b> {escape(why)}</li>" for place, why in session.why)
    yield "</ul>"
    read = [one for one in session.claims if one.sources]
    others = [one for one in session.claims if not one.sources]
    if read:
        yield f"<h3>What was read in sources</h3>{_told_list(read)}"
    if others:
        yield f"<h3>Our reading, not evidence</h3>{_told_list(others)}"
    if session.left_out:
        yield "<h3>Left out, and why</h3><ul>"
        for why, things in session.left_out:
            yield f"<li><b>{escape(why.rstrip('.'))}:</b> {escape(', '.join(things))}</li>"
        yield "</ul>"
    if session.sources:
        named = (f"{name}: {label}" for name, label in session.sources)
        yield f"<details><summary>Sources</summary>{_list(named)}</details>"
    yield f"<details><summary>Our weights, not evidence</summary>{_list(session.weights)}</details>"
