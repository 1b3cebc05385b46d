"""The commands that search the values of a recipe, and that go on with what a page has begun."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.words import WRONG_USAGE, JsonOption, exit_on_error, one_line

if TYPE_CHECKING:
    from optuna.trial import FrozenTrial

    from core.jobs import Search
    from core.training.run import Run

searches_app = typer.Typer()


@searches_app.command()
def search(
    recipe: Annotated[
        str, typer.Argument(help="A recipe with a table named search.", show_default=False)
    ] = "",
    trials: Annotated[int, typer.Option(min=1, help="Of the study in all.")] = 20,
    study: Annotated[
        str,
        typer.Option(metavar="NAME|URL", help="Its name, or a database that holds it; URL#NAME."),
    ] = "",
    join: Annotated[
        str,
        typer.Option(metavar="URL#NAME", help="Work on what another machine began; no recipe."),
    ] = "",
    save: Annotated[
        Path | None, typer.Option(help="Write the best trial's recipe there (TOML).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Search what the table named search of a recipe leaves open, by its validation side.

    Each trial is a run like any other; a hopeless one is pruned. Started again, the search goes on
    with what was cut short. Ctrl-C stops after the current batch. Machines that name one database
    share the trials.
    """
    from core import jobs, paths
    from core.training.recipe import Recipe

    if bool(recipe) is bool(join):
        typer.echo("Error: name a recipe, or with --join a study that was begun.", err=True)
        raise typer.Exit(WRONG_USAGE)
    with exit_on_error(WRONG_USAGE):
        if join:
            found = jobs.Search.join(join)
        else:
            found = jobs.Search.open(Recipe.load(recipe), n_trials=trials, study=study)
    found.expect_work()
    with exit_on_error(), found.working() as worker:
        bad = sum([print_trial(found, *each) for each in found.work(worker)])
    if as_json:
        for trial in found.trials():
            typer.echo(json.dumps(row(found, trial)))
    with exit_on_error():
        if not as_json:
            typer.echo(in_words(found))
        if save:
            paths.write_whole(save, found.winner(name_for(save)).to_toml())
    if bad:
        raise typer.Exit(1)


def print_trial(search: "Search", number: int, run: "Run") -> bool:
    """One line on stderr for a trial that came to its end; whether that was no good end."""
    trial, status = search.trials()[number], run.status()
    value = "" if trial.value is None else f" {trial.value:.3f}"
    settings = " ".join(f"{key}={value_text}" for key, value_text in trial.params.items())
    line = f"{number + 1}/{search.n_trials} {run.name} {status.state}{value} {settings}"
    typer.echo(one_line(f"{line} {status.message}"), err=True)
    return status.state not in ("finished", "pruned")


def name_for(file: Path) -> str:
    """What a recipe is called that is saved in `file`."""
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "tuned"


def row(search: "Search", trial: "FrozenTrial") -> dict[str, Any]:
    """A trial as plain values."""
    run = search.run_of(trial)
    return {
        "trial": trial.number + 1,
        "state": trial.state.name.lower(),
        "value": trial.value,
        "settings": search.recipe.search.settings(trial.params),
        "run": run.name if run else trial.user_attrs.get("run"),
        "why": trial.user_attrs.get("why", ""),
    }


def in_words(search: "Search") -> str:
    """The best trial in a line."""
    best = search.best()
    settings = "  ".join(f"{key}={value_text}" for key, value_text in best.params.items())
    figure = search.recipe.task.headline.name
    return f"best of {len(search.trials())}: trial {best.number + 1}, validation {figure} " + (
        f"{best.value:.3f}  {settings}"
    )


@searches_app.command(hidden=True)
def series(kind: str, name: str, worker: str) -> None:
    """Go on with a sweep or a search that a page has begun, as its `worker`."""
    from core import jobs

    kinds = {each.folder: each for each in (jobs.Sweep, jobs.Search)}
    with exit_on_error(WRONG_USAGE):
        found = kinds[kind].load(name)
    with exit_on_error(), found.working(worker) as claimed:
        for _ in found.work(claimed):
            pass  # the folders of its runs tell all
