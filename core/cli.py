"""The command line: everything a page can do. Heavy libraries are imported by the commands."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import EarshotError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Earshot: what neural networks hear in music.",
)
datasets_app = typer.Typer(no_args_is_help=True, help="Datasets on this machine.")
app.add_typer(datasets_app, name="datasets")

DEFAULT_CHECKPOINT = "zheng-dual-cnn"
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@contextmanager
def told() -> Iterator[None]:
    """Turn an error meant for people into one line on stderr and exit code 1."""
    try:
        yield
    except EarshotError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from None


@app.command()
def predict(
    files: Annotated[list[Path], typer.Argument(help="Sound files.", show_default=False)],
    checkpoint: Annotated[
        str, typer.Option(help="A shipped checkpoint, a run, or a folder.")
    ] = DEFAULT_CHECKPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Tell the genre of each file. Exit code 1 if one of them could not be read."""
    from core.inference import open_checkpoint, predict_file

    with told():
        open_checkpoint(checkpoint)
    failed = False
    for file in files:
        try:
            prediction = predict_file(file, checkpoint)
        except EarshotError as error:
            typer.echo(f"{file}: {error}", err=True)
            failed = True
            continue
        if as_json:
            typer.echo(json.dumps({"file": str(file)} | prediction.as_dict()))
        else:
            why = f"  ({prediction.reason})" if prediction.reason else ""
            share = f"{prediction.genre} {100 * prediction.confidence:.0f} %"
            typer.echo(f"{file}: {prediction.verdict}  [{share}]{why}")
    if failed:
        raise typer.Exit(1)


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
    with told():
        from core import jobs
        from core.training.recipe import Recipe
        from core.training.run import Run

        if resume:
            run = jobs.requeue(Run.load(recipe))
        else:
            data = {k: v for k, v in {"dataset": dataset, "split": split}.items() if v}
            changes: dict[str, Any] = {"data": data} if data else {}
            changes |= {"training": {"epochs": epochs}} if epochs else {}
            changes |= {"seed": seed} if seed is not None else {}
            run = Run.create(Recipe.load(recipe).changed(**changes))
        typer.echo(run.name)
        if background:
            jobs.spawn(run)
        else:
            work(run.name)


@app.command(hidden=True)
def work(name: str) -> None:
    """Do what a queued run asks for, in this process."""
    with told():
        from core import jobs
        from core.training.run import Run

        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
        logging.getLogger("lightning_fabric").setLevel(logging.WARNING)
        jobs.execute(Run.load(name))


@app.command()
def evaluate(
    checkpoint: Annotated[str, typer.Argument(help="A run or a checkpoint.")],
    side: Annotated[str, typer.Option(help="validation or test.")] = "test",
    as_json: JsonOption = False,
) -> None:
    """Judge a run on one side of its split. Read the test side once: tune on validation."""
    with told():
        from core import evaluation
        from core.training.checkpoint import Checkpoint

        report = evaluation.evaluate(Checkpoint.load(checkpoint), side=side)
        if as_json:
            typer.echo(json.dumps(report))
            return
        low, high = report["accuracy_interval"]
        typer.echo(
            f"{report['dataset']}, {report['split']}, seed {report['seed']}, {side}, "
            f"{report['n']} songs{', LEAKING SPLIT' if report['leaky'] else ''}\n"
            f"accuracy {report['accuracy']:.3f}  (95 % interval {low:.3f} to {high:.3f})\n"
            f"macro F1 {report['macro_f1']:.3f}  top-2 {report['top2']:.3f}  "
            f"ECE {report['ece_before']:.3f} before, {report['ece']:.3f} after calibration"
        )


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(help="Every sound file below it.")],
    recipe: Annotated[str, typer.Option(help="Whose features.")] = DEFAULT_CHECKPOINT,
    workers: Annotated[int, typer.Option(help="Processes; 0 is one per core.")] = 0,
) -> None:
    """Compute the features of a folder's songs into the cache, on all cores."""
    from core.datasets.extraction import extract_folder

    with told():
        from core.training.recipe import Recipe

        specs = Recipe.load(recipe).features
        n_workers = workers or os.cpu_count() or 1
        failed = 0
        outcomes = extract_folder(folder, specs, n_workers=n_workers)
        with typer.progressbar(outcomes, length=len(outcomes), file=sys.stderr) as bar:
            for file, error in bar:
                if error:
                    typer.echo(f"\n{file}: {error}", err=True)
                    failed += 1
    if failed:
        raise typer.Exit(1)


@datasets_app.command("list")
def list_datasets(as_json: JsonOption = False) -> None:
    """What is known, and where it lies."""
    with told():
        from core.datasets import dataset_names, locations

        for name in dataset_names():
            place = "made by the program" if name == "demo" else str(locations.find(name) or "")
            if as_json:
                typer.echo(json.dumps({"name": name, "place": place}))
            else:
                typer.echo(f"{name:16} {place or 'not on this machine'}")


@datasets_app.command("add")
def add_dataset(name: str, path: Path) -> None:
    """Remember where a dataset lies: `gtzan`, or any name for a folder with one subfolder each."""
    with told():
        from core.datasets import locations, open_dataset

        locations.add(name, path)
        dataset = open_dataset(name)
        typer.echo(f"{name}: {len(dataset.tracks)} tracks, {len(dataset.classes)} classes.")
        for track, reason in dataset.left_out.items():
            typer.echo(f"left out {track}: {reason}", err=True)


@app.command()
def runs(as_json: JsonOption = False) -> None:
    """All runs, newest first."""
    with told():
        from dataclasses import asdict

        from core.training.run import list_runs

        for run in list_runs():
            status = run.status()
            if as_json:
                typer.echo(json.dumps({"name": run.name} | asdict(status)))
            else:
                progress = f"{status.epoch}/{status.n_epochs}"
                typer.echo(f"{run.name:44} {status.state:9} {progress:>8}  {status.message}")


@app.command()
def stop(run: str) -> None:
    """Ask a run to stop; it keeps its best weights."""
    with told():
        from core import jobs
        from core.training.run import Run

        jobs.stop(Run.load(run))
