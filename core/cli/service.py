"""Commands for whoever runs a server."""

import typer

from core.cli.words import WRONG_USAGE, exit_on_error

service_app = typer.Typer()


@service_app.command()
def clean() -> None:
    """Remove what is old or too much: EARSHOT_KEEP_DAYS, EARSHOT_DISK_MB and EARSHOT_CACHE_MB.

    These are visitors' music and runs, and features that were computed, which are computed again
    where they are needed.
    """
    from core.datasets.zipped import MB
    from core.service import Service
    from core.service.cleaning import clean as remove
    from core.service.cleaning import clean_cache

    with exit_on_error(WRONG_USAGE):
        service = Service.from_environment()
    with exit_on_error():
        for line in remove(service):
            typer.echo(line)
        if removed := clean_cache(service):
            typer.echo(f"features of {removed / MB:.0f} MB, not used for longest")
