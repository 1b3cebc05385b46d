"""The runs of a sweep, one after the other in this process; what is done is not done again."""

from collections.abc import Iterable, Iterator

from core.jobs.evaluations import judge_side
from core.jobs.process import requeue
from core.jobs.worker import work
from core.training.material import Material, prepare
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.sweep import runs_by_recipe


def sweep(recipes: Iterable[Recipe], *, side: str, aloud: bool = False) -> Iterator[Run]:
    """Train and judge a run of each recipe, or find the one that there is.

    A finished one is left as it is, one that was cut short goes on after its last whole epoch, and
    one that another process works on is passed over. A failed run leaves its reason in its folder,
    and the others go on; one that is asked to stop ends the sweep, which may be started again.
    Runs with the same dataset, task and features share what was loaded of it.

    Parameters
    ----------
    recipes : iterable of Recipe
    side : str
        ``"validation"`` or ``"test"``: of each run's split, what it is judged on.
    aloud : bool
        Whether to log to stderr besides each run's ``log.txt``.

    Yields
    ------
    Run
        Each in turn, when there is no more to do for it.
    """
    shelf: dict[tuple[str, ...], Material] = {}
    here = runs_by_recipe()
    for recipe in recipes:
        run = here.get(recipe.to_toml())
        if run is None or not (run.status().live or run.status().state == "finished"):
            run = requeue(run) if run else Run.create(recipe)
            work(run, material=_material(recipe, shelf), aloud=aloud)
        state = run.status().state
        if state == "finished" and (run.report() or {}).get("side") != side:
            judge_side(run, side=side)
        yield run
        if state == "stopped":
            return


def _material(recipe: Recipe, shelf: dict[tuple[str, ...], Material]) -> Material:
    """What the recipe is trained on, opened when it is asked for the first time."""
    keys = [spec.key for spec in recipe.features]
    name = (recipe.data.dataset, recipe.task.model_dump_json(), *keys)
    if name not in shelf:
        shelf[name] = prepare(recipe)
    return shelf[name]
