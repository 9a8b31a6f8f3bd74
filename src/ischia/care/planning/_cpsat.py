"""A second exact solver, for tests and benchmarks: the same problem in CP-SAT's words.

The only file that imports ortools, and it imports it late: loading takes about a second.
"""

from typing import Any

from ischia.care.planning._problem import Layout, Problem


def best_value(asked: Problem, *, seconds: float = 60.0) -> int | None:
    """Return the proved best value over all layouts; ``None`` when no layout has any.

    Each layout is a model of its own: one model of them all took a hundred times as long. A
    later layout must beat what this solver proved for an earlier one. Nothing of the planner's
    answer goes in, neither as hint nor as bound, and symmetry is not broken.

    Parameters
    ----------
    seconds
        Most work, in the solver's deterministic seconds: the same on a busy machine.

    Raises
    ------
    TimeoutError
        When the proofs are not done within it.
    """
    best: int | None = None
    for layout in sorted(asked.layouts, key=_at_most, reverse=True):
        value, spent = _better(layout, asked, best, seconds)
        seconds -= spent
        best = best if value is None else value
    return best


def _at_most(layout: Layout) -> int:
    """Return what the layout would be worth without any capacity: only the order hangs on it."""
    most = (max((one.value for one in item.options), default=0) for item in layout.items)
    return layout.fixed + sum(most)


def _better(
    layout: Layout, asked: Problem, held: int | None, seconds: float
) -> tuple[int | None, float]:
    """Return the proved best value of a layout, none unless it beats ``held``, and the time."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- a second to load

    model: Any = cp_model.CpModel()
    taken = []
    for item in layout.items:
        options = [(option, model.new_bool_var("")) for option in item.options]
        total = sum(var for _, var in options)
        model.add(total == 1 if item.must else total <= 1)
        taken += options
    model.add(sum(option.minutes * var for option, var in taken) <= layout.minutes)
    for index, most in enumerate(asked.capacities):
        model.add(sum(option.uses[index] * var for option, var in taken) <= most)
    value = sum(option.value * var for option, var in taken)
    if held is not None:
        model.add(value >= held + 1 - layout.fixed)
    model.maximize(value)
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_deterministic_time = max(seconds, 0.0)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None, solver.response_proto.deterministic_time
    if status != cp_model.OPTIMAL:
        raise TimeoutError("The second solver found no proof in time.")
    found = int(round(solver.objective_value))  # noqa: RUF046 -- typed Any
    return layout.fixed + found, solver.response_proto.deterministic_time
