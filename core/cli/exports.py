"""A command that takes a network out of Earshot."""

from pathlib import Path
from typing import Annotated

import typer

from core.cli.words import WRONG_USAGE, exit_on_error

exports_app = typer.Typer()


@exports_app.command()
def export(
    checkpoint: Annotated[str, typer.Argument(help="A shipped checkpoint, a run, or a folder.")],
    to: Annotated[Path, typer.Option(help="The file to write, such as model.onnx.")],
) -> None:
    """Write a network as ONNX, checked against PyTorch, with what it takes in its metadata."""
    from core.inference.export import export as export_network
    from core.training.checkpoint import Checkpoint

    with exit_on_error(WRONG_USAGE):
        opened = Checkpoint.load(checkpoint)
    with exit_on_error():
        done = export_network(opened, to)
    typer.echo(f"{done.path}: differs from PyTorch by {done.error:.1e} of its largest output.")
