"""A finished run of a recipe: the one that there is, or one trained now."""

from core.jobs import execute, requeue
from core.training.recipe import Recipe
from core.training.run import Run, list_runs


def trained(recipe: Recipe) -> Run:
    """A finished run of exactly this recipe; one that was cut off goes on from its last epoch."""
    same = [run for run in list_runs() if not run.fault() and run.recipe == recipe]
    finished = [run for run in same if run.status().state == "finished"]
    if finished:
        return finished[0]
    run = requeue(same[0]) if same else Run.create(recipe)
    execute(run)
    return run
