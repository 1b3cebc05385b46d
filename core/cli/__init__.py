"""The command line: everything a page can do. Heavy libraries are imported by the commands."""

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.library import library_app
from core.cli.maps import maps_app
from core.cli.published import published_app
from core.cli.recreate import recreate_app
from core.cli.reports import summary
from core.cli.runs import runs_app
from core.cli.saliency import saliency_app
from core.cli.searches import searches_app
from core.cli.sweeps import sweeps_app
from core.cli.words import WRONG_USAGE, JsonOption, exit_on_error, given, one_line
from core.errors import EarshotError

if TYPE_CHECKING:
    from core.inference import Prediction
    from core.training.checkpoint import Checkpoint

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Earshot: what neural networks hear in music.",
)
datasets_app = typer.Typer(no_args_is_help=True, help="Datasets on this machine.")
app.add_typer(datasets_app, name="datasets")
app.add_typer(runs_app)
app.add_typer(sweeps_app)
app.add_typer(published_app)
app.add_typer(searches_app)
app.add_typer(library_app, name="library")
app.add_typer(recreate_app, name="recreate")
app.add_typer(maps_app)
app.add_typer(saliency_app)


class Side(StrEnum):
    """What a trained run may be judged on."""

    validation = "validation"
    test = "test"


@app.command()
def predict(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Sounds, MIDI (.mid); tables of averages (.csv), arrays (.npy).",
            show_default=False,
        ),
    ],
    checkpoint: Annotated[
        str | None,
        typer.Option(
            help="A shipped checkpoint, a run, or a folder; by default the best that is here."
        ),
    ] = None,
    as_json: JsonOption = False,
    over_time: Annotated[
        bool, typer.Option("--over-time", help="Also the answers over time.")
    ] = False,
) -> None:
    """Tell what a network says of each file. Exit code 1 if one of them could not be read.

    With --json also why: the seconds that speak most for the answer, the nearest training songs.
    """
    from core.inference import network_for, open_checkpoint, predict_items

    with exit_on_error(WRONG_USAGE):
        for name in {checkpoint or network_for(file) for file in files}:
            open_checkpoint(name)
    failed = False
    for file in files:
        try:
            opened, _ = open_checkpoint(checkpoint or network_for(file))
            for item, prediction in predict_items(file, opened.path):
                about = {"file": str(file)} | ({"row": item} if item else {})
                if as_json:
                    plain = prediction.as_dict(over_time=over_time) | reasons(prediction, opened)
                    typer.echo(json.dumps(about | plain))
                else:
                    typer.echo(in_words(" ".join(about.values()), prediction, over_time))
        except EarshotError as error:
            typer.echo(one_line(f"{file}: {error}"), err=True)
            failed = True
    if failed:
        raise typer.Exit(1)


def reasons(prediction: "Prediction", checkpoint: "Checkpoint") -> dict[str, Any]:
    """``why``, as plain values; None where no reason can be told."""
    from core.analysis import why

    found = why(prediction, checkpoint)
    return {"why": found and found.as_dict()}


def in_words(about: str, prediction: "Prediction", over_time: bool) -> str:
    """A prediction in one line; with `over_time` one more for each of its windows."""
    detail = f"  [{prediction.detail}]" if prediction.detail else ""
    why = f"  ({prediction.reason})" if prediction.reason else ""
    note = f"  {prediction.note}" if prediction.note else ""
    lines = [f"{one_line(about)}: {prediction.verdict}{detail}{why}{note}"]
    if over_time:
        windows = zip(prediction.times, prediction.verdicts(), strict=True)
        lines += [f"  {time:8.2f} {prediction.clock}  {verdict}" for time, verdict in windows]
    return "\n".join(lines)


@app.command()
def train(
    recipe: Annotated[str, typer.Argument(help="A shipped recipe's name or a TOML file.")],
    seed: Annotated[int | None, typer.Option(help="Instead of the recipe's seed.")] = None,
    dataset: Annotated[str | None, typer.Option(help="Instead of the recipe's dataset.")] = None,
    split: Annotated[str | None, typer.Option(help="Instead of the recipe's split.")] = None,
    epochs: Annotated[int | None, typer.Option(help="Instead of the recipe's number.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="RECIPE is the name of a run that is to go on.")
    ] = False,
    background: Annotated[bool, typer.Option("--background", help="Queue it and return.")] = False,
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
        jobs.spawn(run)
    else:
        work(run.name, aloud=True)


@app.command(hidden=True)
def work(name: str, aloud: bool = False) -> None:
    """Do what a queued run asks for, with this whole process."""
    from core import jobs
    from core.training.run import Run

    with exit_on_error():
        status = jobs.work(Run.load(name), aloud=aloud)
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


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(help="Every sound file below it.")],
    recipe: Annotated[str, typer.Option(help="Whose features.")] = "zheng-dual-cnn",
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per core.")] = 0,
) -> None:
    """Compute the features of a folder's songs into the cache, on all cores."""
    from core.datasets.extraction import extract_folder
    from core.training.recipe import Recipe

    with exit_on_error(WRONG_USAGE):
        specs = Recipe.load(recipe).features
        outcomes = extract_folder(folder, specs, n_workers=workers or os.cpu_count() or 1)
    failed, beside_the_bar = 0, "\n" if sys.stderr.isatty() else ""
    with typer.progressbar(outcomes, length=len(outcomes), file=sys.stderr) as bar:
        for file, error in bar:
            if error:
                typer.echo(beside_the_bar + one_line(f"{file}: {error}"), err=True)
                failed += 1
    if failed:
        raise typer.Exit(1)


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
    """Remember where a dataset lies: `gtzan`, or any name for a folder with one subfolder each."""
    from core import datasets

    with exit_on_error():
        dataset = datasets.add_dataset(name, path)
    typer.echo(f"{name}: {len(dataset.tracks)} tracks, {len(dataset.names)} classes.")
    for track, reason in dataset.left_out.items():
        typer.echo(f"left out {track}: {one_line(reason)}", err=True)
