"""Commands on any number of songs: what a network says of them, and their features."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.words import (
    WRONG_USAGE,
    JsonOption,
    OnOption,
    WorkersOption,
    exit_on_error,
    one_line,
)
from core.errors import DatasetError, EarshotError

if TYPE_CHECKING:
    from core.bulk import Place, Row, TableWork
    from core.cli.telling import Telling

bulk_app = typer.Typer()
ToOption = Annotated[
    str,
    typer.Option(metavar="FOLDER", help="Keep rows there as Parquet; a folder or an address."),
]


@bulk_app.command()
def predict(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Sounds, folders, manifests (CSV or Parquet with a column named file), addresses "
            "(s3://, gs://, file://); MIDI (.mid); tables (.csv), arrays (.npy).",
            show_default=False,
        ),
    ],
    checkpoint: Annotated[
        str | None,
        typer.Option(
            help="A shipped checkpoint, a run, or a folder; by default the best that is here."
        ),
    ] = None,
    to: ToOption = "",
    on: OnOption = "local",
    workers: WorkersOption = 0,
    as_json: JsonOption = False,
    over_time: Annotated[
        bool, typer.Option("--over-time", help="Also the answers over time.")
    ] = False,
) -> None:
    """Tell what a network says of each song. Exit code 1 if one of them could not be read.

    With --json also why: the seconds that speak most for the answer, the nearest training songs.
    With --to each song is a row, a bad one with its reason; started again, it goes on where it was.
    """
    from core.bulk import Predicting
    from core.cli.telling import Telling
    from core.inference import default_network, network_for

    with exit_on_error(WRONG_USAGE):
        asked = Predicting.by(checkpoint or default_network())
        songs, others = sorted_out(sources, kept=bool(to))
    with exit_on_error():
        if to:
            bad = [keep(asked, songs, to, on, workers)]
        else:
            how = {"as_json": as_json, "over_time": over_time}
            bad = [
                tell_rows(file, Telling.by(checkpoint or network_for(file), **how))
                for file in others
            ]
            bad += [tell_songs(songs, Telling.by(asked.network, **how), on, workers)]
    if any(bad):
        raise typer.Exit(1)


def sorted_out(sources: list[str], *, kept: bool) -> "tuple[list[Place], list[Path]]":
    """The songs of all sources; apart from them MIDI, tables and arrays, which are no sound.

    Of rows that are kept, a source that is not there is wrong usage; else it is told in its turn.
    """
    from core.bulk import Place, is_manifest, places
    from core.inference.files import READERS

    songs: list[Place] = []
    others: list[Path] = []
    for source in sources:
        if os.path.isdir(source) and not kept:
            sounds, pieces = in_folder(source)
            songs, others = songs + sounds, others + pieces
        elif is_manifest(source) or "://" in source or kept:
            songs += places(source)
        elif Path(source).suffix.lower() in READERS:
            others.append(Path(source))
        else:
            songs.append(Place(source))
    return songs, others


def in_folder(folder: str) -> "tuple[list[Place], list[Path]]":
    """The sounds below a folder and the MIDI; DatasetError where it holds neither."""
    from core.bulk import places
    from core.datasets.folder import midi_files

    pieces = midi_files(Path(folder))
    try:
        return places(folder), pieces
    except DatasetError:
        if not pieces:
            raise
        return [], pieces


def tell_songs(songs: "list[Place]", telling: "Telling", on: str, workers: int) -> bool:
    """Print what is said of each song; whether one is bad."""
    from core.bulk import Rows, rows_of

    bad = False
    for place, row in rows_of(Rows(telling), songs, on=on, n_workers=workers):
        if row["error"]:
            typer.echo(one_line(f"{place.address}: {row['error']}"), err=True)
            bad = True
        else:
            typer.echo(telling.named({"file": place.address}, row["told"]))
    return bad


def tell_rows(file: Path, telling: "Telling") -> bool:
    """Print what is said of a piece, an array or each row of a table; whether it cannot be read."""
    from core.inference import predict_rows

    try:
        for name, prediction in predict_rows(file, telling.network):
            about = {"file": str(file)} | ({"row": name} if name else {})
            typer.echo(telling.named(about, telling.line(prediction)))
    except EarshotError as error:
        typer.echo(one_line(f"{file}: {error}"), err=True)
        return True
    return False


@bulk_app.command()
def extract(
    source: Annotated[
        str,
        typer.Argument(help="A folder, a manifest (CSV, Parquet), or an address such as s3://…"),
    ],
    recipe: Annotated[str, typer.Option(help="Whose features.")] = "zheng-dual-cnn",
    to: ToOption = "",
    on: OnOption = "local",
    workers: WorkersOption = 0,
) -> None:
    """Compute the features of many songs, into the cache or as rows.

    With --to each song is a row, a bad one with its reason; started again, it goes on where it was.
    """
    from core.bulk import Caching, Extracting, Rows, places, rows_of
    from core.training.recipe import Recipe

    with exit_on_error(WRONG_USAGE):
        specs = Recipe.load(recipe).features
        songs = places(source)
    with exit_on_error():
        if to:
            bad = keep(Extracting(specs), songs, to, on, workers)
        else:
            bad = tell_bad(
                rows_of(Rows(Caching(specs)), songs, on=on, n_workers=workers), len(songs)
            )
    if bad:
        raise typer.Exit(1)


def keep(work: "TableWork", songs: "list[Place]", to: str, on: str, workers: int) -> bool:
    """Keep a row for each song that has none yet; say what became of them, and if one is bad."""
    from core.bulk import A_PART, Kept, Results, rows_of

    results = Results(to, work.key)
    new = results.undone(songs)
    asked = rows_of(Kept(work, results), new, most=A_PART, on=on, n_workers=workers)
    bad = tell_bad(asked, len(new))
    known = len(songs) - len(new)
    typer.echo(f"{results.place}: {len(new)} new, {known} there already.")
    return bad


def tell_bad(rows: "Iterable[tuple[Place, Row]]", n_songs: int) -> bool:
    """Show progress, and print the reason of each bad song; whether there is one."""
    bad, beside_the_bar = False, "\n" if sys.stderr.isatty() else ""
    with typer.progressbar(rows, length=n_songs, file=sys.stderr) as bar:
        for place, row in bar:
            if row["error"]:
                typer.echo(beside_the_bar + one_line(f"{place.address}: {row['error']}"), err=True)
                bad = True
    return bad
