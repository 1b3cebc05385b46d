"""Commands for whoever runs a server."""

import typer

from core.cli.words import WRONG_USAGE, exit_on_error

service_app = typer.Typer()


@service_app.command()
def clean() -> None:
    """Remove visitors' music and runs that are old, or too many: EARSHOT_KEEP_DAYS and _DISK_MB."""
    from core.service import Service
    from core.service.cleaning import clean as remove

    with exit_on_error(WRONG_USAGE):
        service = Service.from_environment()
    with exit_on_error():
        for line in remove(service):
            typer.echo(line)
