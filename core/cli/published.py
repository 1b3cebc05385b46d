"""Commands on published figures: gather them from runs, and recompute them."""

from collections.abc import Sequence

import typer

from core.cli.words import exit_on_error, one_line

published_app = typer.Typer()


@published_app.command()
def report() -> None:
    """Write docs/results.csv and docs/results.md from the reports of runs.

    Every finished, judged run of a shipped recipe, whatever its seed and split, becomes a row; rows
    of runs that are no longer here stay. Exit code 1 if a run and its row say different things.
    """
    from core.evaluation import gather, write_measured, write_results_page

    with exit_on_error():
        found = gather()
        write_measured(found.rows)
        write_results_page(found.rows)
    typer.echo(f"docs/results.csv has {len(found.rows)} rows, {found.n_new} of them new.")
    _print_wrong(found.conflicts)


@published_app.command()
def verify() -> None:
    """Recompute every published figure of every shipped network from its predictions.

    And docs/results.md from docs/results.csv. One line on stderr for each figure that differs, and
    exit code 1 if there is one.
    """
    from core.evaluation import wrong_figures, wrong_results
    from core.training.checkpoint import Checkpoint, checkpoint_names

    wrong = []
    for name in checkpoint_names():
        with exit_on_error():
            found = wrong_figures(Checkpoint.load(name))
        typer.echo(f"{name:28} {f'{len(found)} differ' if found else 'as its predictions say'}")
        wrong += found
    with exit_on_error():
        wrong += wrong_results()
    _print_wrong(wrong)


def _print_wrong(lines: Sequence[str]) -> None:
    """Each on stderr; exit code 1 if there is one."""
    for line in lines:
        typer.echo(one_line(line), err=True)
    if lines:
        raise typer.Exit(1)
