"""Start: read the arguments, do one thing, answer with one clear message on trouble."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ischia import __version__
from ischia.cli._arguments import parser
from ischia.cli._writing import silence
from ischia.errors import Defect, InputError, IschiaError
from ischia.writing import not_written

_OUR_FAULT, _REFUSED = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``ischia``; return the exit status.

    0 done; 1 our fault; 2 the input was refused; 3 no massage now; 4 no lawful plan.
    """
    top = parser()
    asked = top.parse_args(arguments)
    if asked.verb is None and not asked.version:
        top.print_help()
        return _REFUSED
    try:
        status = _do(asked)
        sys.stdout.flush()
    except InputError as refused:
        print(f"ischia: {refused}", file=sys.stderr)
        print("Nothing was changed. Put these right and run the same command.", file=sys.stderr)
        return _REFUSED
    except BrokenPipeError:
        silence()
        return 0
    except OSError as fault:
        silence()
        print(f"ischia: {InputError('this machine', [_refused(fault)])}", file=sys.stderr)
        print("What was printed may end early; run the same command then.", file=sys.stderr)
        return _REFUSED
    except IschiaError as ours:
        print(f"ischia: {ours}", file=sys.stderr)
        return _OUR_FAULT
    return status


def _refused(fault: OSError) -> Defect:
    """Return what the system refused: a file it names, else what is printed."""
    where = Path(fault.filename).name if isinstance(fault.filename, str) else "the output"
    return not_written(where, fault)


def _do(asked: Namespace) -> int:
    if asked.version:
        print(f"ischia {__version__}")
        return 0
    if asked.verb in {"knowledge", "schema"}:
        from ischia.cli import _knowledge  # noqa: PLC0415 -- start quickly

        verb = _knowledge.knowledge if asked.verb == "knowledge" else _knowledge.schema
        return verb(asked)
    if asked.verb == "instrument":
        from ischia.cli import _instrument  # noqa: PLC0415 -- start quickly

        return _instrument.run(asked)
    if asked.verb in {"course", "trial"}:
        from ischia.cli import _course, _trial  # noqa: PLC0415 -- start quickly

        run = _course.run if asked.verb == "course" else _trial.run
        return run(asked, today=_today())
    if asked.verb in {"serve", "backup", "restore", "recovery-key", "change-key"}:
        from ischia.web import serving  # noqa: PLC0415 -- only these need the web

        return {
            "serve": serving.serve,
            "backup": serving.backup,
            "restore": serving.restore,
            "recovery-key": serving.make_key,
            "change-key": serving.change_key,
        }[asked.verb](asked)
    from ischia.cli import _intakes  # noqa: PLC0415 -- start quickly

    return _intakes.run(asked, today=_today())


def _today() -> date:
    return date.today()  # noqa: DTZ011, TID251 -- the face has the clock
