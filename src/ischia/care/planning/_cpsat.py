"""A second exact solver, for tests and benchmarks: the same problem in CP-SAT's words.

The only file that imports ortools, and it imports it late: loading takes about a second.
"""

from typing import Any

from ischia.care.planning._problem import Layout, Problem


def best_value(asked: Problem, *, seconds: float = 60.0) -> int | None:
    """Return the proved best value over all layouts; ``None`` when no layout has any.

    Raises
    ------
    TimeoutError
        When the proof is not done in time.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- a second to load

    if not asked.layouts:
        return None
    model: Any = cp_model.CpModel()
    chosen = [model.new_bool_var(f"layout {layout.index}") for layout in asked.layouts]
    model.add_exactly_one(chosen)
    terms: list[Any] = []
    for layout, here in zip(asked.layouts, chosen, strict=True):
        terms.append(layout.fixed * here)
        _add_layout(model, asked, layout, here, terms)
    model.maximize(sum(terms))
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise TimeoutError("The second solver found no proof in time.")
    return int(round(solver.objective_value))  # noqa: RUF046 -- typed Any


def _add_layout(
    model: Any,  # noqa: ANN401 -- ships no types
    asked: Problem,
    layout: Layout,
    here: Any,  # noqa: ANN401 -- as above
    terms: list[Any],
) -> None:
    taken = []
    for item in layout.items:
        options = [(option, model.new_bool_var("")) for option in item.options]
        total = sum(var for _, var in options)
        if item.must:
            model.add(total == here)
        else:
            model.add(total <= here)
        taken += options
    terms += [option.value * var for option, var in taken]
    model.add(sum(option.minutes * var for option, var in taken) <= layout.minutes)
    for index, most in enumerate(asked.capacities):
        model.add(sum(option.uses[index] * var for option, var in taken) <= most)
