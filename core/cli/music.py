"""Commands on one's own music: what is wrong with it, and a network for its classes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.cli.words import WRONG_USAGE, exit_on_error, one_line

music_app = typer.Typer()


@music_app.command()
def check(name: str) -> None:
    """Hear every song of a dataset and tell what is wrong. Exit code 1 if it cannot be learned."""
    from core.datasets import open_dataset
    from core.datasets.checking import check as check_songs
    from core.datasets.folder import FolderDataset
    from core.errors import DatasetError

    with exit_on_error(WRONG_USAGE):
        dataset = open_dataset(name)
        if not isinstance(dataset, FolderDataset):
            raise DatasetError(f"{dataset.title} has no songs of classes that could be checked.")
    with typer.progressbar(length=len(dataset.tracks), file=sys.stderr) as bar, exit_on_error():
        checked = check_songs(dataset, lambda *_: bar.update(1))
    typer.echo(", ".join(f"{label} {n}" for label, n in checked.n_songs.items()))
    for finding in checked.findings:
        typer.echo(f"{finding.title}. {one_line(finding.why)}")
        for each in finding.about:
            typer.echo(f"  {one_line(each)}")
    if not checked.trainable:
        raise typer.Exit(1)


@music_app.command()
def remove(
    name: str,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
) -> None:
    """Forget a dataset; songs that came as a zip file are deleted, a folder of yours is not."""
    from core.datasets import remove_dataset

    if yes or typer.confirm(f"Forget {name}?", err=True):
        with exit_on_error():
            remove_dataset(name)


@music_app.command()
def get(
    name: str,
    to: Annotated[Path | None, typer.Option(help="A folder; by default in EARSHOT_HOME.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="The licence is accepted already.")] = False,
) -> None:
    """Fetch a dataset from where it is published: gtzan, ballroom. Its licence is shown first."""
    from core import paths
    from core.datasets.getting import get as fetch
    from core.datasets.getting import terms

    with exit_on_error(WRONG_USAGE):
        typer.echo(terms(name))
    if yes or typer.confirm("Fetch it under these terms?", err=True):
        with exit_on_error():
            dataset = fetch(name, to or paths.home() / "datasets" / name)
        typer.echo(f"{name}: {len(dataset.tracks)} tracks, {len(dataset.names)} classes.")
