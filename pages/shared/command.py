"""``earshot``: alone the app, with a command the command line (`core.cli`)."""

import typer

from core.cli import app

OPTIONS = {"allow_extra_args": True, "ignore_unknown_options": True}


def main() -> None:
    """What the installed command does."""
    app.callback(invoke_without_command=True, no_args_is_help=False)(open_app)
    app.command(context_settings=OPTIONS)(serve)
    app(prog_name="earshot")


def open_app(context: typer.Context) -> None:
    """Earshot: what neural networks hear in music. Alone it opens the app."""
    if context.invoked_subcommand is None:
        _serve([])


def serve(context: typer.Context) -> None:
    """Open the app; options are Streamlit's: earshot serve --server.port=9000."""
    _serve(context.args)


def _serve(options: list[str]) -> None:
    from pages.shared.serve import serve as start

    start(options)
