"""Commands on published figures: gather them from runs, and recompute them."""

import sys
from collections.abc import Callable, Sequence
from typing import Annotated

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

    And docs/results.md from docs/results.csv, docs/recreation.csv from its songs. One line on
    stderr for each figure that differs, and exit code 1 if there is one.
    """
    from core.evaluation import wrong_figures, wrong_results
    from core.recreation.published import wrong_reclassified
    from core.synthesis.generators import generator_names
    from core.training.checkpoint import Checkpoint, checkpoint_names

    wrong = []
    for name in (*checkpoint_names(), *generator_names()):
        with exit_on_error():
            found = wrong_figures(Checkpoint.load(name))
        typer.echo(f"{name:28} {f'{len(found)} differ' if found else 'as its predictions say'}")
        wrong += found
    with exit_on_error():
        wrong += [*wrong_results(), *wrong_reclassified()]
    _print_wrong(wrong)


@published_app.command()
def elsewhere(
    checkpoint: Annotated[str, typer.Argument(help="A shipped checkpoint or a judged run.")],
) -> None:
    """Judge a network on the datasets outside and nonmusic, of which it learned nothing.

    Writes two rows into docs/results.csv in the place of its earlier ones, and docs/results.md.
    """
    from core.evaluation import judge_elsewhere, read_measured, write_measured, write_results_page
    from core.training.checkpoint import Checkpoint

    with exit_on_error():
        found = judge_elsewhere(Checkpoint.load(checkpoint), progress=in_place("songs"))
        rows = {row.of: row for row in (*read_measured(), *found)}
        write_measured(rows.values())
        write_results_page(rows.values())
    for row in found:
        typer.echo(f"{row.recipe}  {row.dataset}  {row.figure} {row.value:.3f} of {row.n}")


@published_app.command()
def robustness(
    checkpoint: Annotated[str, typer.Argument(help="A shipped checkpoint or a run.")],
    dataset: Annotated[
        str, typer.Option(help="Whose songs, as far as it did not learn them; its own by default.")
    ] = "",
    songs: Annotated[int, typer.Option(min=1, help="At most so many.")] = 150,
) -> None:
    """Measure how a network bears codecs, levels, rooms and cuts, and sounds that are no music.

    Writes docs/robustness.csv, docs/not-music.csv and, of both, docs/results.md.
    """
    from core.analysis.robustness import measure_robustness, measure_unfooled
    from core.evaluation import read_measured, write_borne, write_results_page, write_unfooled
    from core.evaluation.robust import robustness_table, unfooled_table
    from core.training.checkpoint import Checkpoint

    with exit_on_error():
        loaded = Checkpoint.load(checkpoint)
        unfooled = measure_unfooled(loaded)
        rows = measure_robustness(loaded, dataset, most_songs=songs, progress=in_place("songs"))
        write_unfooled(unfooled)
        write_borne(rows)
        write_results_page(read_measured())
    for row in (*robustness_table(rows), *unfooled_table([unfooled])):
        typer.echo("  ".join(row.values()))


@published_app.command()
def deletion(
    checkpoint: Annotated[str, typer.Argument(help="A shipped checkpoint or a run.")],
    songs: Annotated[int, typer.Option(min=2, help="At most so many of its test side.")] = 40,
) -> None:
    """Measure whether what saliency points at matters: the network's answer without it.

    Writes docs/saliency.csv and, of it, docs/results.md.
    """
    from core.analysis.deletion import measure_deletion
    from core.evaluation import read_measured, write_results_page
    from core.evaluation.deletions import deletions_table, write_deletions
    from core.training.checkpoint import Checkpoint

    with exit_on_error():
        loaded = Checkpoint.load(checkpoint)
        rows = measure_deletion(loaded, most_songs=songs, progress=in_place("songs"))
        write_deletions(rows)
        write_results_page(read_measured())
    for row in deletions_table(rows):
        typer.echo("  ".join(row.values()))


def in_place(items: str) -> Callable[[int, int], None]:
    """What tells progress on one line of a terminal, and nothing elsewhere."""

    def print_progress(n_done: int, n: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{n_done} of {n} {items}", err=True, nl=False)

    return print_progress


def _print_wrong(lines: Sequence[str]) -> None:
    """Each on stderr; exit code 1 if there is one."""
    for line in lines:
        typer.echo(one_line(line), err=True)
    if lines:
        raise typer.Exit(1)
