"""Commands on runs: what there is, what was said of it, what differs, and its end."""

import json
from typing import Annotated

import typer

from core.cli.words import WRONG_USAGE, JsonOption, exit_on_error, given, one_line

runs_app = typer.Typer()


@runs_app.command()
def runs(
    tag: Annotated[str | None, typer.Option(help="Only those with this tag.")] = None,
    as_json: JsonOption = False,
) -> None:
    """All runs, newest first, with their state, their figures and what was said of them."""
    from dataclasses import asdict

    from core.cli.reports import brief
    from core.training.about import about as description_of
    from core.training.machine import MACHINES, machines
    from core.training.run import list_runs

    for run in list_runs():
        description = description_of(run)
        if tag and tag not in description.tags:
            continue
        status, fault = run.status(), run.fault()
        state, message = ("unreadable", fault) if fault else (status.state, status.message)
        report = None if fault else run.report()
        if as_json:
            fields = {"name": run.name} | asdict(status) | {"state": state, "message": message}
            where = MACHINES.dump_python(machines(run), mode="json")
            typer.echo(
                json.dumps(fields | asdict(description) | {"machines": where, "report": report})
            )
        else:
            progress = f"{status.epoch}/{status.n_epochs}"
            words = " ".join(
                [*filter(None, [description.title]), *(f"#{tag}" for tag in description.tags)]
            )
            figures = brief(report) if report else ""
            rest = one_line(f"{figures} {words} {message}")
            typer.echo(f"{one_line(run.name):44} {state:10} {progress:>8}  {rest}".rstrip())


@runs_app.command()
def about(
    run: str,
    title: Annotated[str | None, typer.Option(help="What lists and pages call it.")] = None,
    note: Annotated[str | None, typer.Option(help="Anything that is worth knowing.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help='Instead of its tags; may be repeated; "" is none.')
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Give a run a title, a note or tags; without options, tell them. Its name stays."""
    from dataclasses import asdict

    from core.training.about import about as description_of
    from core.training.about import update_about
    from core.training.run import Run

    words = given(title=title, note=note, tags=[each for each in tag if each] if tag else None)
    with exit_on_error(WRONG_USAGE):
        found = Run.load(run)
        description = update_about(found, **words) if words else description_of(found)
    if as_json:
        typer.echo(json.dumps({"name": run} | asdict(description)))
    else:
        typer.echo(
            "\n".join(
                [
                    f"title: {description.title}",
                    f"tags:  {', '.join(description.tags)}",
                    description.note,
                ]
            )
        )


@runs_app.command()
def delete(
    names: Annotated[list[str], typer.Argument(metavar="RUN...", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
) -> None:
    """Delete runs with all that came of them. One that trains or is judged has to end first."""
    from core import jobs
    from core.training.about import called
    from core.training.run import Run

    with exit_on_error(WRONG_USAGE):
        chosen = [Run.load(name) for name in names]
    for run in chosen:
        if yes or typer.confirm(f"Delete {called(run)} for good?", err=True):
            with exit_on_error():
                jobs.delete(run)


@runs_app.command()
def diff(
    names: Annotated[
        list[str],
        typer.Argument(metavar="RECIPE...", help="Runs, checkpoints, recipes or TOML files."),
    ],
    as_json: JsonOption = False,
) -> None:
    """What differs between the recipes of runs, key by key."""
    from core.training.differences import differences, recipe_of

    with exit_on_error(WRONG_USAGE):
        rows = differences([recipe_of(name) for name in names])
    for key, values in rows.items():
        if as_json:
            typer.echo(json.dumps({"key": key} | dict(zip(names, values, strict=True))))
        else:
            texts = ("–" if value is None else str(value) for value in values)
            typer.echo(f"{key:32} " + " ".join(f"{text:24}" for text in texts).rstrip())


@runs_app.command()
def stop(run: str) -> None:
    """Ask a run to stop; within 5 s it does, and keeps its best weights."""
    from core import jobs
    from core.training.run import Run

    with exit_on_error():
        jobs.stop(Run.load(run))
