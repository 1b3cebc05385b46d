"""The command that finds principal components, of songs or of any table."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.words import WRONG_USAGE, JsonOption, exit_on_error, one_line

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from core.analysis import Pca
    from core.analysis.songs import SongPoints

maps_app = typer.Typer()

N_COMPONENTS = 10


@dataclass(frozen=True)
class Found:
    """Components, what they are of, and how the coordinates on so many of them are had."""

    model: "Pca"
    names: Sequence[str]
    n_items: int
    parts: "Callable[[int], Iterable[pa.Table]]"
    told: dict[str, Any]


ListOption = Annotated[str | None, typer.Option(help="Names, with commas between them.")]


@maps_app.command()
def pca(  # noqa: PLR0913 - each is an option
    rows: Annotated[
        str, typer.Argument(help="averages, averages-57, embedding, mfcc, mel, cqt; or a file.")
    ],
    of: Annotated[
        str, typer.Option(help="The network whose songs are the rows.")
    ] = "zheng-dual-cnn",
    genres: ListOption = None,
    side: Annotated[
        str | None, typer.Option(help="Of the split, with commas: train, validation, test.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(help="Of a file, with commas; by default all of numbers.")
    ] = None,
    label: Annotated[str | None, typer.Option(help="Of a file: the column of classes.")] = None,
    as_they_are: Annotated[
        bool, typer.Option("--as-they-are", help="Do not standardise the values.")
    ] = False,
    components: Annotated[int, typer.Option(min=1, help="How many are written.")] = N_COMPONENTS,
    tsne: Annotated[
        float | None,
        typer.Option(help="Of songs: also arrange them by t-SNE with this perplexity.", min=1),
    ] = None,
    coordinates: Annotated[
        Path | None, typer.Option(help="Write them there: .csv or .parquet.")
    ] = None,
    loadings: Annotated[Path | None, typer.Option(help="Write components there, as JSON.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Principal components of songs, or of the rows of a CSV or Parquet file of any size.

    Values are standardised unless told otherwise. Of songs, also how far each two genres lie apart.
    """
    from core import paths
    from core.analysis import export

    with exit_on_error(WRONG_USAGE):
        if Path(rows).suffix:
            found = _of_file(Path(rows), _split(columns), label, not as_they_are)
        else:
            found = _of_songs(rows, of, _split(genres), _split(side), not as_they_are, tsne)
        about = export.plain_components(
            found.model,
            found.names,
            n_items=found.n_items,
            standardised=not as_they_are,
            n_components=components,
        )
        if coordinates:
            export.write_coordinates(coordinates, found.parts(components))
        if loadings:
            paths.write_whole(loadings, json.dumps(about))
    typer.echo(json.dumps(about | found.told) if as_json else in_words(about, found.told))


@maps_app.command()
def rows(
    of: Annotated[
        str, typer.Argument(help="A network; the songs are its dataset's.")
    ] = "zheng-dual-cnn",
) -> None:
    """Compute what songs are compared by, for machines without their sounds: docs/rows."""
    from core.analysis.rows import source_names, source_of
    from core.analysis.rows.computed import Computed
    from core.cli.published import in_place
    from core.training.checkpoint import Checkpoint

    with exit_on_error(WRONG_USAGE):
        opened = Checkpoint.load(of)
        for source in map(source_of, source_names()):
            if isinstance(source, Computed):
                typer.echo(source.carry(opened, in_place(f"{source.title}, songs")))


@maps_app.command(hidden=True)
def compute(folder: Path) -> None:
    """Do what a folder of `core.jobs.computing` asks for."""
    # Read when NumPy is imported. Its threads wait for one another longer than they work on arrays
    # as small as t-SNE's: 1.4 ms a step with one, 20 ms with two.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from core.jobs.computing import compute as work

    with exit_on_error():
        ended = work(folder)
    if ended.state == "failed":
        typer.echo(f"Error: {one_line(ended.message)}", err=True)
        raise typer.Exit(1)


def _split(names: str | None) -> list[str] | None:
    return [name.strip() for name in names.split(",")] if names else None


def _of_file(file: Path, columns: list[str] | None, label: str | None, standardise: bool) -> Found:
    """Components of a file's rows, which are read twice and never held at once."""
    from core.analysis import export
    from core.analysis.tables import TableFile

    table = TableFile(file, str(file))
    chosen, texts = columns or list(table.numbers), [label] if label else list(table.texts)
    model, n_items = export.fit_table(table, chosen, standardise=standardise)
    parts = partial(export.projected, table, model, chosen, texts)
    return Found(model, chosen, n_items, parts, {})


def _of_songs(
    name: str,
    network: str,
    genres: list[str] | None,
    sides: list[str] | None,
    standardise: bool,
    perplexity: float | None,
) -> Found:
    """Components of the songs of a network's dataset, and how far their genres lie apart."""
    from core.analysis import export, fit_pca
    from core.analysis.rows import source_of
    from core.errors import DatasetError
    from core.training.checkpoint import Checkpoint

    source = source_of(name)
    with typer.progressbar(
        length=1, label=source.title, file=typer.get_text_stream("stderr")
    ) as bar:

        def progress(n_done: int, n: int) -> None:
            bar.length = n
            bar.update(n_done - bar.pos)

        everything = source.rows(Checkpoint.load(network), progress)
    try:
        points = everything.only(genres=genres, sides=sides)
        model = fit_pca(points.values, standardise=standardise)
        places = model.project(points.values)
        columns = {column: points.table[column].tolist() for column in points.table}
        if perplexity:
            columns |= neighbours(places, perplexity)
    except ValueError as error:
        raise DatasetError(str(error)) from None

    def parts(n_components: int) -> "list[pa.Table]":
        return [export.coordinate_table(columns, places[:, :n_components])]

    return Found(model, points.names, len(places), parts, separability(points, model))


def neighbours(places: "NDArray[np.floating]", perplexity: float) -> dict[str, Any]:
    """The two coordinates of each song by t-SNE; ValueError where it cannot arrange so many."""
    from core.analysis.tsne import N_STEPS, tsne_steps

    steps, error = tsne_steps(places, perplexity=perplexity), typer.get_text_stream("stderr")
    with typer.progressbar(steps, length=N_STEPS, label="t-SNE", file=error) as bar:
        *_, last = bar
    return {"t-SNE x": last[:, 0], "t-SNE y": last[:, 1]}


def separability(points: "SongPoints", model: "Pca") -> dict[str, Any]:
    """How far every two genres lie apart, on two components and on all, and what the paper says."""
    from dataclasses import asdict

    from core.analysis.claims import claims
    from core.analysis.separability import pairs_apart

    labels, places = points.table.label.to_numpy(str), model.project(points.values)
    spaces = {"two_components": places[:, :2], "all_components": places}
    return {
        name: {
            "pairs": [asdict(pair) for pair in pairs_apart(space, labels)],
            "claims": [asdict(c) | {"verdict": c.verdict} for c in claims(space, labels)],
        }
        for name, space in spaces.items()
    }


def in_words(about: dict[str, Any], told: dict[str, Any]) -> str:
    """Some lines: what was analysed, what the components hold, which genres lie apart."""
    how = "standardised" if about["standardised"] else "as they are"
    shares = ", ".join(f"{100 * share:.1f} %" for share in about["share"])
    lines = [
        f"{about['n_items']:,} rows of {len(about['names'])} values, {how}.",
        f"Components 1 to {len(about['share'])} hold {shares} of the variance.",
    ]
    for space, found in told.items():
        lines += [f"{space.replace('_', ' ')}:"] if found["pairs"] else []
        lines += [
            f"  {p['a']} and {p['b']}: silhouette {p['silhouette']:.2f}, {100 * p['nearer']:.0f} % "
            "nearer to their own mean"
            for p in found["pairs"]
        ]
        lines += [f"  that {c['text']} is {c['verdict']}: {c['told']}" for c in found["claims"]]
    return "\n".join(lines)
