"""What the command line accepts; the words stay stable."""

import argparse
from datetime import date


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a date like 2026-11-21 is needed") from None


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``ischia``."""
    top = argparse.ArgumentParser(
        prog="ischia",
        description="Plan, record and measure massage for people with back and hip pain.",
        epilog="Exit: 0 done; 1 our fault; 2 input refused; 3 no massage now; 4 no lawful plan.",
    )
    top.add_argument("--version", action="store_true", help="print the version")
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND")
    for verb, text in (
        ("screen", "who needs a doctor first, and today's limits"),
        ("assess", "which pain pattern the answers behave like"),
        ("plan", "a session plan, or why there is none"),
    ):
        one = verbs.add_parser(verb, help=text)
        _intake_arguments(one, plan=verb == "plan")
    chart = verbs.add_parser("chart", help="the body chart as SVG: complaint, limits, strokes")
    _common_arguments(chart)
    _course_arguments(verbs.add_parser("course", help="the course over weeks, and what is next"))
    knowledge = verbs.add_parser("knowledge", help="look into what is known")
    knowledge.add_argument("what", choices=("check", "list", "show"))
    knowledge.add_argument("name", nargs="?", help="a kind to list, an id to show")
    instrument = verbs.add_parser("instrument", help="measures; check a wording, score answers")
    instrument.add_argument("what", choices=("list", "check", "score"))
    instrument.add_argument("name", nargs="?", metavar="ID", help="the instrument")
    instrument.add_argument("rest", nargs="*", metavar="FILE or ANSWER")
    instrument.add_argument("--wording", metavar="FILE", help="show answers beside their items")
    _trial_arguments(verbs.add_parser("trial", help="does adding a technique help this client?"))
    schema = verbs.add_parser("schema", help="JSON Schema of a file")
    schema.add_argument("name", choices=("intake", "history", "screen", "assess", "plan"))
    _serve_arguments(verbs.add_parser("serve", help="the practice in the browser"))
    for verb, text in (
        ("backup", "the practice as one sealed file, also while it is served"),
        ("restore", "a backup, into a folder without a practice"),
        ("recovery-key", "what opens the backups; into a file outside the data folder"),
        ("change-key", "the practice under a new key, after a backup into FILE"),
    ):
        _folder_arguments(verbs.add_parser(verb, help=text), verb)
    return top


def _folder_arguments(one: argparse.ArgumentParser, verb: str) -> None:
    one.add_argument("file", metavar="FILE", nargs="?" if verb in {"backup", "restore"} else None)
    one.add_argument("--data", metavar="DIR", help="data folder (or ISCHIA_DATA_DIR)")
    if verb in {"backup", "restore"}:
        one.add_argument("--noted", action="store_true", help="it was done with other tools, now")
    if verb == "restore":
        one.add_argument("--key", metavar="KEYFILE", help="the recovery key")
        one.add_argument("--rehearse", action="store_true", help="only try it, and remove it")


def _serve_arguments(one: argparse.ArgumentParser) -> None:
    one.add_argument("--demo", action="store_true", help="an invented practice of 40 clients")
    one.add_argument("--lan", action="store_true", help="for phones and tablets here, over TLS")
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--data", metavar="DIR", help="data folder (or ISCHIA_DATA_DIR)")


def _course_arguments(one: argparse.ArgumentParser) -> None:
    one.add_argument("history", help="YAML or JSON, one client; - for standard input")
    one.add_argument("--format", choices=("text", "json", "html"), default="text")
    one.add_argument("--on", type=_day, help="the day of the review (default the last entry's)")
    one.add_argument(
        "--range", action="store_true", help="show the range of the next ratings (practitioners)"
    )
    one.add_argument("-o", dest="output", metavar="FILE", help="write there")


def _trial_arguments(one: argparse.ArgumentParser) -> None:
    one.add_argument("what", choices=("plan", "judge"))
    one.add_argument("name", metavar="TECHNIQUE or FILE", help="what to add; the trial's file")
    one.add_argument("--seed", type=int, help="open seed of the order; anyone can draw it again")
    one.add_argument("--pairs", type=int, default=7, help="pairs of sessions, 6 to 14 (default 7)")
    one.add_argument("--format", choices=("text", "json"), default="text")
    one.add_argument("--on", type=_day, help="the day (default today)")
    one.add_argument("-o", dest="output", metavar="FILE", help="write there")


def _intake_arguments(one: argparse.ArgumentParser, *, plan: bool) -> None:
    _common_arguments(one)
    forms = ("text", "json", "html", "pdf") if plan else ("text", "json")
    one.add_argument("--format", choices=forms, default="text")
    if plan:
        one.add_argument("--minutes", type=int, help="overrides the visit's minutes")
        one.add_argument("--history", help="the course so far: plan the next visit from it")
        one.add_argument(
            "--change",
            nargs="+",
            default=[],
            metavar="WORD",
            help="change the plan: less:lumbar, not_there:calf, minutes:45 and others",
        )
        one.add_argument(
            "--home",
            nargs="?",
            const="en",
            metavar="LANGUAGE",
            help="the client's home sheet in their language (en, ko, vi); --format pdf or html",
        )
        one.add_argument(
            "--alternatives", action="store_true", help="the plan for 30, 45, 60, 75 and 90 minutes"
        )


def _common_arguments(one: argparse.ArgumentParser) -> None:
    one.add_argument("intake", help="YAML or JSON; .jsonl for many; - for standard input")
    one.add_argument("--on", type=_day, help="the day of screening (default today)")
    one.add_argument("--timing", action="store_true", help="print timings to standard error")
    one.add_argument("-o", dest="output", metavar="FILE", help="write there")
