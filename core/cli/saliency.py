"""`saliency`: what a network looked at in a song, as a table, a picture and a sound."""

from pathlib import Path
from typing import Annotated

import typer

from core.cli.words import WRONG_USAGE, exit_on_error

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
    from core.analysis.frequencies import BANDS
    from core.analysis.saliency import look, output_of, raw_features
    from core.analysis.telling import most_telling, part_of, smoothed
    from core.audio import SAMPLE_RATE, Audio, decode_file, encode_wav
    from core.figures.saliency import panel_png, saliency_panel
    from core.inference import predict
    from core.paths import write_whole
    from core.synthesis.masking import only
    from core.training.checkpoint import Checkpoint

    with exit_on_error(WRONG_USAGE):
        opened = Checkpoint.load(checkpoint)
        output = output_of(opened, answer) if answer else None
    with exit_on_error():
        audio = decode_file(file, sample_rate=SAMPLE_RATE, mono=True)
        prediction = predict(audio, opened)
        start, end = part_of(prediction)
        found = look(
            raw_features(audio, opened.recipe), opened,
            int(prediction.overall.argmax()) if output is None else output,
            method=method, untrained=untrained, part=(start, end),
        )  # fmt: skip
        picture = smoothed(found)
        y = audio.mono()[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
        kept = only(y, picture, frequencies=BANDS, step=found.step, sample_rate=SAMPLE_RATE)
        panel = saliency_panel(picture, step=found.step, title=found.name)
        out.mkdir(parents=True, exist_ok=True)
        name = out / f"{file.stem}.saliency"
        write_whole(name.with_suffix(".saliency.csv"), found.as_csv())
        write_whole(name.with_suffix(".saliency.png"), panel_png(panel))
        write_whole(
            name.with_suffix(".saliency.wav"), encode_wav(Audio.from_mono(kept, SAMPLE_RATE))
        )
    for each in most_telling(found):
        typer.echo(f"{each.start:6.1f} to {each.end:.1f} s  {100 * each.share:.0f} %  {found.name}")
