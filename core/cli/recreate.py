"""Commands on music that generators recreate, draw, blend or lead; and on what it is worth."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.published import in_place
from core.cli.words import WRONG_USAGE, exit_on_error

if TYPE_CHECKING:
    import numpy as np

    from core.audio import Audio

LEADER = "bijlani-mel-cnn-80"

recreate_app = typer.Typer(
    no_args_is_help=True, help="Music from what networks learned of a genre, and what it is worth."
)


class Kind(StrEnum):
    """The two networks of a genre."""

    lstm = "lstm"
    dense = "dense"


GenreOption = Annotated[str, typer.Option(help="Whose generator.", show_default=False)]
KindOption = Annotated[Kind, typer.Option(help="With an LSTM layer, or without one.")]
SecondsOption = Annotated[float, typer.Option(help="How long, s.")]
OutOption = Annotated[
    Path, typer.Option("--out", "-o", help="The sound: .wav or .flac.", show_default=False)
]


@recreate_app.command()
def song(
    file: Path,
    genre: GenreOption,
    out: OutOption,
    kind: KindOption = Kind.lstm,
    seconds: SecondsOption = 10.0,
) -> None:
    """Recreate the beginning of a song by what a generator learned of a genre."""
    from core.audio import decode_file
    from core.synthesis import generators, new_material

    with exit_on_error(WRONG_USAGE):
        name = generators.generator_name(genre, kind.value)
        made = new_material.through(decode_file(file), name, seconds=seconds)
        finish(made, name, out, genre)


@recreate_app.command()
def new(
    genre: GenreOption,
    out: OutOption,
    kind: KindOption = Kind.lstm,
    temperature: Annotated[float, typer.Option(help="0 is the mean, 1 as lively as songs.")] = 1.0,
    seed: Annotated[int, typer.Option(min=0, help="The same one gives the same sound.")] = 0,
    seconds: SecondsOption = 10.0,
) -> None:
    """Draw new material from a generator."""
    from core.synthesis import generators, new_material

    with exit_on_error(WRONG_USAGE):
        name = generators.generator_name(genre, kind.value)
        made = new_material.sample(name, temperature=temperature, seed=seed, seconds=seconds)
        finish(made, name, out, genre)


@recreate_app.command()
def morph(
    first: Annotated[str, typer.Argument(help="A genre, or the file of a song.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    out: OutOption,
    at: Annotated[float, typer.Option(help="0 is the first, 1 the second.")] = 0.5,
    kind: KindOption = Kind.lstm,
    seed: Annotated[int, typer.Option(min=0, help="Of what is drawn from genres.")] = 0,
    seconds: SecondsOption = 10.0,
) -> None:
    """Blend two genres as their generators draw them, two songs, or one of each."""
    from core.audio import decode_file
    from core.synthesis import generators, new_material
    from core.training.recipe import Recipe

    with exit_on_error(WRONG_USAGE):
        genres = generators.recreated_genres()
        spec = generators.mfcc_spec(Recipe.load("fard-recreate-lstm"))

        def end(of: str) -> "np.ndarray":
            if of not in genres:
                return new_material.beginning(decode_file(Path(of)), spec, seconds=seconds)
            name = generators.generator_name(of, kind.value)
            return new_material.sample(name, seed=seed, seconds=seconds)

        mixed = new_material.between(end(first), end(second), at)
        write(new_material.heard(mixed, spec, shown()), out)
        report(out, *(of for of in dict.fromkeys((first, second)) if of in genres))


@recreate_app.command()
def towards(
    file: Path,
    genre: GenreOption,
    out: OutOption,
    network: Annotated[
        str, typer.Option(help="Whose answer the sound follows; it sees mel or MFCC.")
    ] = LEADER,
    most_db: Annotated[float, typer.Option(help="How far a band may be raised or lowered.")] = 12.0,
    seconds: SecondsOption = 10.0,
) -> None:
    """Lead the beginning of a song towards a genre, by the gradient of a network's answer."""
    from core.audio import decode_file
    from core.synthesis.ascent import ascend
    from core.synthesis.new_material import cut

    with exit_on_error(WRONG_USAGE):
        start = cut(decode_file(file), seconds)
        write(ascend(start, genre, network, most_db=most_db, progress=shown()), out)
        report(out, genre, used=network)


@recreate_app.command()
def learn(run: Annotated[str, typer.Argument(help="A run of a generator.")]) -> None:
    """Learn how the training songs move through a generator, so that it can make new ones."""
    from core.synthesis.generators import learn_course, open_generator

    with exit_on_error():
        learn_course(open_generator(run))


@recreate_app.command()
def judge(
    genres: Annotated[
        list[str] | None, typer.Argument(help="All whose generators are shipped, by default.")
    ] = None,
) -> None:
    """Recreate songs that were kept aside and have them judged: docs/recreation.csv.

    And, as the control, songs of other genres through the generators of each. Only by shipped
    networks that did not learn them, and only songs that no generator learned.
    """
    from core.recreation.judging import judge_genre, judge_others
    from core.recreation.published import EVERY, publish, read_reclassified
    from core.synthesis.generators import recreated_genres

    with exit_on_error():
        for genre in genres or recreated_genres():
            publish(judge_genre(genre, in_place(f"{genre} songs")))
            publish(judge_others(genre, in_place(f"songs through {genre}")))
        rows = read_reclassified()
    for row in rows:
        if row.network == EVERY:
            typer.echo(f"{row.genre:12} {row.version:18} {row.accuracy:.3f} "
                       f"({row.low:.3f} to {row.high:.3f}) of {row.n} songs")  # fmt: skip


def finish(made: "np.ndarray", name: str, out: Path, genre: str) -> None:
    """Turn MFCC of a generator into a file, and tell what networks say of it."""
    from core.synthesis import generators, new_material

    spec = generators.mfcc_spec(generators.open_generator(name).recipe)
    write(new_material.heard(made, spec, shown()), out)
    report(out, genre)


def report(out: Path, *genres: str, used: str = "") -> None:
    """What networks say of a sound that was made, those that were not used in making it first."""
    from core.audio import decode_file
    from core.recreation.judges import JUDGED, opinions

    typer.echo(str(out))
    for genre in genres:
        for opinion in opinions(decode_file(out), genre, dataset=JUDGED, used=used):
            note = "  (it led the sound)" if opinion.used else ""
            typer.echo(f"  {opinion.network:24} {genre} {opinion.overall:.2f}, "
                       f"says {opinion.genre}{note}")  # fmt: skip
    typer.echo("  A network that says yes has not heard music: it says so to bare noise, too.")


def write(audio: "Audio", out: Path) -> None:
    """Write a sound as its file's name says; WAV where it says nothing."""
    from core import paths
    from core.audio import encode_flac, encode_wav

    encode = encode_flac if out.suffix.lower() == ".flac" else encode_wav
    paths.write_whole(out, encode(audio))


def shown() -> Callable[[float], None]:
    """What tells the share done on one line of a terminal."""
    tell = in_place("per cent")
    return lambda share: tell(round(100 * share), 100)
