"""Commands on the library of songs: fill it, look into it, ask it what is near."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.published import in_place
from core.cli.words import (
    WRONG_USAGE,
    JsonOption,
    OnOption,
    WorkersOption,
    exit_on_error,
    one_line,
)

if TYPE_CHECKING:
    from core.library import Building, Entry, Hit, Library, Reason, Wanted

library_app = typer.Typer(no_args_is_help=True, help="Songs on disk, and which lie near another.")
Range = Annotated[tuple[float, float] | None, typer.Option(metavar="FROM TO", show_default=False)]


@library_app.command("add")
def add_songs(
    source: Annotated[
        str,
        typer.Argument(help="A folder, a manifest (CSV, Parquet), an address, a dataset's name."),
    ],
    on: OnOption = "local",
    workers: WorkersOption = 0,
) -> None:
    """Describe every song of a folder, with all folders below it, of a bucket or of a dataset.

    Started again, it goes on where it was, and notices files that moved, changed or vanished.
    Ctrl-C stops it and keeps what there is. Exit code 1 if a file could not be read.
    """
    from core import library
    from core.library.words import ended_in_words

    with exit_on_error(WRONG_USAGE):
        place = str(Path(source).expanduser().resolve()) if os.path.exists(source) else source
        ended = library.add(place, on=on, n_workers=workers, progress=_tell)
    typer.echo(("\n" if sys.stderr.isatty() else "") + ended_in_words(ended))
    if ended.n_unreadable:
        _print_unreadable(library.Library(), ended.source)
        raise typer.Exit(1)


@library_app.command("list")
def list_songs(
    as_json: JsonOption = False,
    missing: Annotated[bool, typer.Option("--missing", help="Those whose file is gone.")] = False,
    unreadable: Annotated[
        bool, typer.Option("--unreadable", help="Those that could not be heard, and why.")
    ] = False,
) -> None:
    """Every song of the library, a line each."""
    from core.library import Library

    asked = "missing" if missing else "error != ''" if unreadable else "true"
    with exit_on_error():
        for entry in Library().entries(asked):
            typer.echo(json.dumps(plain(entry)) if as_json else line_of(entry))


@library_app.command("search")
def search_songs(
    song: Annotated[Path, typer.Argument(help="A sound file, in the library or not.")],
    at: Annotated[
        float | None, typer.Option(help="Only the 10 s around this moment, in s.")
    ] = None,
    n: Annotated[int, typer.Option(min=1, max=1000, help="So many songs.")] = 10,
    genre: Annotated[list[str] | None, typer.Option(help="Only these; repeat it.")] = None,
    tempo: Range = None,
    seconds: Range = None,
    playlist: Annotated[Path | None, typer.Option(help="Write the songs as M3U, too.")] = None,
    as_json: JsonOption = False,
) -> None:
    """The songs of the library that lie nearest to one, and what they share with it.

    TEMPO is in beats per minute.
    """
    from core import paths
    from core.library import Library, Wanted, as_m3u

    with exit_on_error():
        library = Library()
        found = _nearest(library, song, at, n, Wanted(tuple(genre or ()), tempo, seconds))
        if playlist:
            paths.write_whole(playlist, as_m3u(hit.entry for hit, _ in found))
    for hit, why in found:
        if as_json:
            told = {"similarity": hit.similarity, "why": why.sentence}
            typer.echo(json.dumps(plain(hit.entry) | told))
        else:
            typer.echo(one_line(f"{hit.similarity:.2f}  {line_of(hit.entry)}  {why.sentence}"))


def _nearest(
    library: "Library", song: Path, at: float | None, n: int, wanted: "Wanted"
) -> "list[tuple[Hit, Reason]]":
    """What lies near a file; EarshotError where it cannot be compared."""
    from core.audio import SAMPLE_RATE, decode_file
    from core.library import describe_sound, similar

    audio = decode_file(song, sample_rate=SAMPLE_RATE, mono=True)
    return similar(describe_sound(audio, library.network, at), library, n=n, wanted=wanted)


@library_app.command("remove")
def remove_songs(
    place: Annotated[
        str | None, typer.Argument(help="A file, a folder or a dataset.", show_default=False)
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="All whose file is gone.")] = False,
) -> None:
    """Forget songs; their files stay where they are."""
    from core.library import Library, below, quoted

    if (place is None) is not missing:
        typer.echo("Error: name a place, or say --missing.", err=True)
        raise typer.Exit(WRONG_USAGE)
    with exit_on_error():
        asked = "missing"
        if place is not None:
            asked = f"{below(str(Path(place).expanduser().absolute()))} OR source = {quoted(place)}"
        n = Library().remove(asked)
    typer.echo(f"{n} song{'s' * (n != 1)} forgotten.")


@library_app.command("precision")
def measure_precision_of(
    checkpoints: Annotated[
        list[str] | None,
        typer.Argument(help="Checkpoints or runs; by default all shipped.", show_default=False),
    ] = None,
) -> None:
    """How often the five nearest songs of gtzan are of the same genre, or by the same artist.

    Test songs against the train side, for embeddings, averages and chance: docs/neighbours.csv.
    Networks that learned all of gtzan are left out; name runs of theirs on other splits.
    """
    from core.analysis.precision import measure_precision, write_precision
    from core.training.checkpoint import Checkpoint, checkpoint_names

    with exit_on_error():
        opened = [Checkpoint.load(name) for name in checkpoints or checkpoint_names()]
        rows = {row.key: row for each in opened for row in measure_precision(each)}.values()
        write_precision(rows)
    for row in rows:
        told = f"genre {row.same_genre:.2f} (chance {row.genre_chance:.2f})"
        typer.echo(f"{row.of:24} {row.split}, seed {row.seed}, {row.n_asked} songs: {told}")


def line_of(entry: "Entry") -> str:
    """A song in one line."""
    if entry.error:
        return one_line(f"{entry.path}: {entry.error}")
    facts = [
        entry.genre,
        "" if entry.tempo is None else f"{entry.tempo:.0f} BPM",
        "" if entry.seconds is None else f"{entry.seconds:.0f} s",
        "missing" if entry.missing else "",
    ]
    return one_line(f"{entry.called}  [{', '.join(filter(None, facts))}]  {entry.path}")


def plain(entry: "Entry") -> dict[str, Any]:
    """A song as plain values for JSON, without its vectors."""
    return {k: v for k, v in vars(entry).items() if k not in ("vector", "averages")}


def _tell(now: "Building") -> None:
    """How far adding has come, on one line of a terminal, and nothing elsewhere."""
    in_place(f"files {now.state}" if now.state == "looking" else "songs")(now.n_done, now.n_songs)


def _print_unreadable(library: "Library", source: str) -> None:
    from core.library import quoted

    for entry in library.entries(f"error != '' AND source = {quoted(source)}"):
        typer.echo(line_of(entry), err=True)
