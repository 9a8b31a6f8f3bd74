"""``trial plan TECHNIQUE | judge FILE``: whether adding a technique helps this client."""

import json
import sys
from argparse import Namespace
from datetime import date, timedelta
from pathlib import Path

from ischia import documents
from ischia.care import course
from ischia.cli._input import text_of
from ischia.cli._intakes import DONE
from ischia.cli._writing import write
from ischia.errors import Defect, InputError
from ischia.knowledge import shipped


def run(arguments: Namespace, *, today: date) -> int:
    """Write a trial down, or judge one; return the exit status."""
    on = arguments.on or today
    return _plan(arguments, on=on) if arguments.what == "plan" else _judge(arguments, on=on)


def _plan(arguments: Namespace, *, on: date) -> int:
    known = shipped().techniques
    defects = []
    if arguments.name not in known:
        accepted = f"an id, such as {', '.join(list(known)[:3])}; ischia knowledge list techniques"
        defects.append(Defect("TECHNIQUE", "is not known", accepted, arguments.name))
    if arguments.seed is None or arguments.seed < 0:
        accepted = "a whole number that anyone may see, such as --seed 20260302"
        defects.append(Defect("--seed", "is missing or below 0", accepted))
    if arguments.output and Path(arguments.output).exists():
        what = "stands there already; a trial is written down once"
        defects.append(Defect("-o", what, "a new file"))
    if not course.LEAST_PAIRS <= arguments.pairs <= course.MOST_PAIRS:
        accepted = f"{course.LEAST_PAIRS} to {course.MOST_PAIRS} pairs of sessions"
        defects.append(Defect("--pairs", "is out of range", accepted, arguments.pairs))
    if defects:
        raise InputError("ischia trial", defects)
    trial = course.plan_trial(
        arguments.name, seed=arguments.seed, n_blocks=arguments.pairs, written_on=on
    )
    write(documents.trial_file(trial), arguments.output)
    if arguments.output:
        print(f"Written down: {trial.n_sessions} sessions. Keep the file.", file=sys.stderr)
    return DONE


def _judge(arguments: Namespace, *, on: date) -> int:
    trial, ratings = course.parse_trial(
        text_of(arguments.name), source=arguments.name, today=on + timedelta(days=1)
    )
    found = course.judge_trial(trial, ratings=ratings)
    if arguments.format == "json":
        told = json.dumps(documents.trial_json(trial, found), indent=2) + "\n"
    else:
        technique = shipped().techniques.get(trial.technique)
        name = technique.label.lower() if technique else trial.technique
        told = documents.trial_text(trial, found, n_told=len(ratings), name=name)
    write(told, arguments.output)
    return DONE
