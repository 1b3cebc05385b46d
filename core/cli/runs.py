"""Commands on runs: what there is, what was said of it, what differs, and its end."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.words import WRONG_USAGE, JsonOption, exit_on_error, given, one_line

if TYPE_CHECKING:
    from core.training.about import About
    from core.training.run import Run

runs_app = typer.Typer()


@runs_app.command()
def runs(
    tag: Annotated[str | None, typer.Option(help="Only those with this tag.")] = None,
    as_json: JsonOption = False,
) -> None:
    """All runs, newest first, with their state, their figures and what was said of them."""
    from core.training.about import about as description_of
    from core.training.run import list_runs

    everything = [(run, description_of(run)) for run in list_runs()]
    listed = [
        (run, description) for run, description in everything if not tag or tag in description.tags
    ]
    for run, description in listed:
        typer.echo(_as_json(run, description) if as_json else _as_line(run, description))
    if not listed:
        typer.echo(f"No run has the tag {tag}." if tag else "There are no runs yet.", err=True)


def _as_json(run: "Run", description: "About") -> str:
    from dataclasses import asdict

    from core.training.machine import MACHINES, machines

    state, message, report = _standing(run)
    fields = {"name": run.name} | asdict(run.status()) | {"state": state, "message": message}
    where = MACHINES.dump_python(machines(run), mode="json")
    return json.dumps(fields | asdict(description) | {"machines": where, "report": report})


def _as_line(run: "Run", description: "About") -> str:
    from core.cli.reports import brief

    state, message, report = _standing(run)
    status = run.status()
    words = " ".join([*filter(None, [description.title]), *(f"#{tag}" for tag in description.tags)])
    rest = one_line(f"{brief(report) if report else ''} {words} {message}")
    progress = f"{status.epoch}/{status.n_epochs}"
    return f"{one_line(run.name):44} {state:10} {progress:>8}  {rest}".rstrip()


def _standing(run: "Run") -> tuple[str, str, dict[str, Any] | None]:
    """State, message and report; of a run that cannot be read, the fault is its message."""
    if fault := run.fault():
        return "unreadable", fault, None
    status = run.status()
    return status.state, status.message, run.report()


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
