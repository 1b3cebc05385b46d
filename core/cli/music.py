"""Commands on one's own music: what is wrong with it, and a network for its classes."""

import sys
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
