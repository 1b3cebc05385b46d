"""The command that trains every combination of some values of a recipe."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.reports import figure
from core.cli.words import WRONG_USAGE, JsonOption, exit_on_error, one_line

if TYPE_CHECKING:
    from core.training.run import Run

sweeps_app = typer.Typer()

SetOption = Annotated[
    list[str],
    typer.Option("--set", metavar="KEY=VALUE,…", help="Of the recipe; repeat it for more keys."),
]


@sweeps_app.command()
def sweep(
    recipe: Annotated[
        str, typer.Argument(help="A shipped recipe's name or a TOML file.", show_default=False)
    ] = "",
    settings: SetOption = [],  # noqa: B006 - Typer copies it
    seeds: Annotated[int, typer.Option(min=1, help="Each, from the recipe's seed on.")] = 1,
    test: Annotated[
        bool, typer.Option("--test", help="Judge on the test side. Choose nothing by it.")
    ] = False,
    study: Annotated[
        str, typer.Option(metavar="URL", help="A database that machines share; URL#NAME.")
    ] = "",
    join: Annotated[
        str,
        typer.Option(metavar="URL#NAME", help="Work on what another machine began; no recipe."),
    ] = "",
    csv: Annotated[Path | None, typer.Option(help="Write the table there, too.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Train every combination of some values over seeds, and tell each one's mean.

    Each is a run like any other. Started again, it skips what is finished and goes on with what was
    cut short. Ctrl-C stops after the current batch. Machines that name one database share the runs.
    """
    from core import jobs, paths
    from core.training.material import check
    from core.training.recipe import Recipe
    from core.training.sweep import as_csv, cells, parse_settings

    if bool(recipe) is bool(join) or bool(recipe) is not bool(settings):
        typer.echo("Error: name a recipe and --set its values, or --join a study.", err=True)
        raise typer.Exit(WRONG_USAGE)
    with exit_on_error(WRONG_USAGE):
        if join:
            planned = jobs.Sweep.join(join)
        else:
            known, varied = Recipe.load(recipe), parse_settings(settings)
            check([each for cell in cells(known, varied, n_seeds=seeds) for each in cell.recipes])
            side = "test" if test else "validation"
            planned = jobs.Sweep.open(known, varied, n_seeds=seeds, side=side, study=study)
    planned.expect_work()
    with exit_on_error(), planned.working() as worker:
        done = enumerate(planned.work(worker), start=1)
        bad = sum([print_run(run, n_done, len(planned.recipes)) for n_done, run in done])
    rows = planned.rows()
    if csv:
        with exit_on_error():
            paths.write_whole(csv, as_csv(rows))
    for row in rows:
        typer.echo(json.dumps(row) if as_json else in_words(row, list(planned.settings)))
    if bad:
        raise typer.Exit(1)


def print_run(run: "Run", n_done: int, n: int) -> bool:
    """One line on stderr for a run that came to its end; whether it is not finished."""
    status = run.status()
    message = one_line(f"{n_done}/{n} {run.name} {status.state} {status.message}")
    typer.echo(message, err=True)
    return status.state != "finished"


def in_words(row: dict[str, Any], keys: list[str]) -> str:
    """A row of the table as a line: its settings, then its figure over seeds."""
    settings = "  ".join(f"{key}={row[key]}" for key in keys)
    interval = f" ({figure(row['low'])} to {figure(row['high'])})" if row["low"] is not None else ""
    over_all = row["over_all_tracks"]
    more = f", over all {figure(over_all)}" if over_all is not None else ""
    return (
        f"{settings}  {row['side']} {row['figure']} {figure(row['mean'])}{interval}, "
        f"{row['n']} seeds{more}"
    )
