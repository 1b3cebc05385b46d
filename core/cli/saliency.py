"""`saliency`: what a network looked at in a song, as a table, a picture and a sound."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.published import in_place
from core.cli.words import WRONG_USAGE, exit_on_error
from core.errors import EarshotError

if TYPE_CHECKING:
    from core.analysis.saliency import Saliency
    from core.audio import Audio

saliency_app = typer.Typer()


@saliency_app.command()
def saliency(
    file: Annotated[Path, typer.Argument(help="A sound.", show_default=False)],
    checkpoint: Annotated[
        str, typer.Option(help="A network that sees spectrograms.")
    ] = "zheng-dual-cnn",
    answer: Annotated[
        str | None, typer.Option(help="Which of its answers; by default its own.")
    ] = None,
    method: Annotated[
        str, typer.Option(help="“integrated gradients” or “Grad-CAM”.")
    ] = "integrated gradients",
    untrained: Annotated[
        bool, typer.Option("--untrained", help="Of a network of that build that learned nothing.")
    ] = False,
    out: Annotated[Path, typer.Option(help="A folder; made where there is none.")] = Path(),
) -> None:
    """Tell what in a sound speaks for an answer: the seconds, a picture, and what is left of it.

    Writes FILE's name with .saliency.csv (a row each frame, a column each semitone), .png (red for,
    blue against) and .wav (only what speaks for it). Of a longer song, the minute around its
    strongest seconds.
    """
    from core.analysis.saliency import look, output_of, raw_features
    from core.analysis.telling import most_telling, part_of
    from core.audio import SAMPLE_RATE, decode_file
    from core.inference import predict
    from core.training.checkpoint import Checkpoint

    percent_done = in_place("per cent")
    with exit_on_error(WRONG_USAGE):
        opened = Checkpoint.load(checkpoint)
        output = output_of(opened, answer) if answer else None
    with exit_on_error():
        audio = decode_file(file, sample_rate=SAMPLE_RATE, mono=True)
        prediction = predict(audio, opened)
        if prediction.refused:
            raise EarshotError(f"{file.name}: {prediction.reason}")
        found = look(
            raw_features(audio, opened.recipe), opened,
            int(prediction.overall.argmax()) if output is None else output,
            method=method, untrained=untrained, part=part_of(prediction),
            progress=lambda share: percent_done(round(100 * share), 100),
        )  # fmt: skip
        write(found, audio, out, file.stem)
    for each in most_telling(found):
        typer.echo(f"{each.start:6.1f} to {each.end:.1f} s  {100 * each.share:.0f} %  {found.name}")
    if found.completeness:
        typer.echo(found.completeness)


def write(found: "Saliency", audio: "Audio", folder: Path, stem: str) -> None:
    """A saliency as a table, a picture and what is left of its sound, in `folder`."""
    from core.analysis.frequencies import BANDS
    from core.analysis.telling import smoothed
    from core.audio import SAMPLE_RATE, Audio, encode_wav
    from core.figures.saliency import panel_png, saliency_panel
    from core.paths import write_whole
    from core.synthesis.masking import only

    picture, first = smoothed(found), round(found.start * SAMPLE_RATE)
    y = audio.mono()[first:][: round(picture.shape[1] * found.step * SAMPLE_RATE)]
    kept = only(y, picture, frequencies=BANDS, step=found.step, sample_rate=SAMPLE_RATE)
    panel = saliency_panel(picture, step=found.step, title=found.name)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{stem}.saliency.csv", found.as_csv())
    write_whole(folder / f"{stem}.saliency.png", panel_png(panel))
    sound = encode_wav(Audio.from_mono(kept, SAMPLE_RATE))
    write_whole(folder / f"{stem}.saliency.wav", sound)
