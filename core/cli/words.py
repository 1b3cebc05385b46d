"""What every command shares: how errors and bad usage are told, and options of one meaning."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from core.errors import EarshotError

WRONG_USAGE = 2

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
OnOption = Annotated[
    str,
    typer.Option(metavar="local|ray|ADDRESS", help="All cores, Ray started here, or a cluster."),
]
WorkersOption = Annotated[int, typer.Option(min=0, help="Songs at a time; 0 is one per core.")]
DevicesOption = Annotated[
    int, typer.Option(min=1, help="GPUs of each machine, or processes where it has none.")
]
NodesOption = Annotated[int, typer.Option(min=1, help="Machines, which share EARSHOT_HOME.")]
StrategyOption = Annotated[
    str, typer.Option(metavar="ddp|fsdp", help="Each device has all weights, or its share.")
]


@contextmanager
def exit_on_error(code: int = 1) -> Iterator[None]:
    """Turn an error meant for people into one line on stderr and exit code `code`."""
    try:
        yield
    except EarshotError as error:
        typer.echo(f"Error: {one_line(error)}", err=True)
        raise typer.Exit(code) from None
    except OSError as error:  # a home that cannot be written, a full disk
        where = f": {error.filename}" if error.filename else ""
        typer.echo(f"Error: {one_line(f'{error.strerror or error}{where}')}", err=True)
        raise typer.Exit(1) from None


def one_line(message: object) -> str:
    """A message without line breaks, so that each bad file takes one line on stderr."""
    return " ".join(str(message).split())


def given(**options: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}
