"""The command line: everything a page can do. Heavy libraries are imported by the commands."""

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.bulk import bulk_app
from core.cli.exports import exports_app
from core.cli.library import library_app
from core.cli.maps import maps_app
from core.cli.music import music_app
from core.cli.published import published_app
from core.cli.recreate import recreate_app
from core.cli.reports import summary
from core.cli.runs import runs_app
from core.cli.saliency import saliency_app
from core.cli.searches import searches_app
from core.cli.service import service_app
from core.cli.sweeps import sweeps_app
from core.cli.words import (
    WRONG_USAGE,
    DevicesOption,
    JsonOption,
    NodesOption,
    StrategyOption,
    exit_on_error,
    given,
    one_line,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Earshot: what neural networks hear in music.",
)
datasets_app = typer.Typer(no_args_is_help=True, help="Datasets on this machine.")
app.add_typer(datasets_app, name="datasets")
app.add_typer(bulk_app)
datasets_app.add_typer(music_app)
app.add_typer(runs_app)
app.add_typer(sweeps_app)
app.add_typer(published_app)
app.add_typer(searches_app)
app.add_typer(library_app, name="library")
app.add_typer(recreate_app, name="recreate")
app.add_typer(maps_app)
app.add_typer(saliency_app)
app.add_typer(exports_app)
app.add_typer(service_app)


class Side(StrEnum):
    """What a trained run may be judged on."""

    validation = "validation"
    test = "test"


@app.command()
def train(  # noqa: PLR0913 - each is an option
    recipe: Annotated[str, typer.Argument(help="A shipped recipe's name or a TOML file.")],
    seed: Annotated[int | None, typer.Option(help="Instead of the recipe's seed.")] = None,
    dataset: Annotated[str | None, typer.Option(help="Instead of the recipe's dataset.")] = None,
    split: Annotated[str | None, typer.Option(help="Instead of the recipe's split.")] = None,
    epochs: Annotated[int | None, typer.Option(help="Instead of the recipe's number.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="RECIPE is the name of a run that is to go on.")
    ] = False,
    background: Annotated[bool, typer.Option("--background", help="Queue it and return.")] = False,
    devices: DevicesOption = 1,
    nodes: NodesOption = 1,
    strategy: StrategyOption = "ddp",
) -> None:
    """Train a recipe. Ctrl-C stops after the current batch and keeps the best weights."""
    from core import jobs
    from core.training.material import check
    from core.training.recipe import Recipe
    from core.training.run import Run

    with exit_on_error(WRONG_USAGE):
        if resume:
            run = jobs.requeue(Run.load(recipe))
        else:
            changes: dict[str, Any] = {"data": given(dataset=dataset, split=split)}
            changes |= {"training": given(epochs=epochs)} | given(seed=seed)
            changed = Recipe.load(recipe).changed(**changes)
            check([changed])
            run = Run.create(changed)
    typer.echo(run.name)
    if background:
        jobs.spawn(run, *spread(devices, nodes, strategy))
    elif devices * nodes == 1:
        work(run.name, aloud=True)
    else:  # the others are started by the very command that this process runs
        sys.stdout.flush()
        options = [run.name, "--aloud", *spread(devices, nodes, strategy)]
        os.execv(sys.executable, [sys.executable, "-m", "core", "work", *options])


def spread(devices: int, nodes: int, strategy: str) -> list[str]:
    """What a training is spread over, as options; none for one device."""
    if devices * nodes == 1:
        return []
    return [f"--devices={devices}", f"--nodes={nodes}", f"--strategy={strategy}"]


@app.command(hidden=True)
def work(
    name: str,
    aloud: bool = False,
    devices: DevicesOption = 1,
    nodes: NodesOption = 1,
    strategy: StrategyOption = "ddp",
) -> None:
    """Do what a queued run asks for, with this whole process; or follow the one that does."""
    from core import jobs
    from core.training.run import Run

    with exit_on_error():
        run = Run.load(name)
        if devices * nodes == 1:
            status = jobs.work(run, aloud=aloud)
        else:
            from core.training.devices import Devices, following
            from core.training.following import follow

            asked = Devices(devices, nodes, strategy)
            if following():
                follow(run, asked)
                return
            status = jobs.work(run, aloud=aloud, devices=asked)
    if status.state == "failed":
        typer.echo(f"Error: {one_line(status.message)}", err=True)
        raise typer.Exit(1)


@app.command()
def evaluate(
    checkpoint: Annotated[str, typer.Argument(help="A run or a checkpoint.")],
    side: Annotated[Side, typer.Option(help="Of the split it was trained with.")] = Side.test,
    as_json: JsonOption = False,
) -> None:
    """Judge a run on one side of its split. Read the test side once: tune on validation.

    A shipped checkpoint is judged beside its folder, which keeps the figures it was shipped with.
    """
    import shutil
    import tempfile

    from core import jobs
    from core.evaluation import evaluate as judge
    from core.training.checkpoint import Checkpoint
    from core.training.run import Run, run_names

    with exit_on_error(WRONG_USAGE):
        chosen = Checkpoint.load(checkpoint)
    with exit_on_error():
        if chosen.name in run_names():
            report = jobs.judge_side(Run.load(chosen.name), side=side.value)
        else:
            with tempfile.TemporaryDirectory() as folder:
                copy = shutil.copytree(chosen.path, Path(folder) / chosen.name)
                report = judge(Checkpoint(copy), side=side.value)
    typer.echo(json.dumps(report) if as_json else summary(report))


@app.command()
def ship(
    run: Annotated[str, typer.Argument(help="A run that was judged on its test side.")],
    name: Annotated[str, typer.Argument(help="What it is to be called among the checkpoints.")],
) -> None:
    """Put a run among the shipped checkpoints, with a model card."""
    from core.evaluation import ship as ship_run
    from core.training.checkpoint import Checkpoint

    with exit_on_error():
        place = ship_run(Checkpoint.load(run), name)
    typer.echo(str(place))


@datasets_app.command("list")
def list_datasets(as_json: JsonOption = False) -> None:
    """What is known, and where it lies."""
    from core.datasets import dataset_names, locations

    with exit_on_error():
        places = {name: locations.find(name) for name in dataset_names()}
    for name, found in places.items():
        place = "made by the program" if locations.made_here(name) else str(found or "")
        if as_json:
            typer.echo(json.dumps({"name": name, "place": place}))
        else:
            typer.echo(f"{name:16} {place or 'not on this machine'}")


@datasets_app.command("add")
def add_dataset(name: str, path: Path) -> None:
    """Remember where a dataset lies: `gtzan`, or any name for a folder with one subfolder each.

    Of a zip file the folders are unpacked first.
    """
    from core import datasets

    with exit_on_error():
        dataset = datasets.add_dataset(name, path)
    typer.echo(f"{name}: {len(dataset.tracks)} tracks, {len(dataset.names)} classes.")
    for track, reason in dataset.left_out.items():
        typer.echo(f"left out {track}: {one_line(reason)}", err=True)
