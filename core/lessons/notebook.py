"""What a reader takes away: the lines of Python that compute what is shown, and its numbers.

The code runs as it stands in a notebook that is opened in the project's folder.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.audio import SAMPLE_RATE
from core.demo_music import EXAMPLE_SECONDS, EXAMPLE_SEED
from core.features import SoundSpec
from core.features.by_librosa import IMPORTS
from core.features.normalisation import normalise_code
from core.lessons.excerpt import Excerpt

DOWNLOAD = "sound.wav"
"""What the excerpt is called when it is downloaded."""


@dataclass(frozen=True)
class Table:
    """Numbers to take away.

    `values` are [n_rows, n_columns]; `rows` [n_rows] is what each row stands for, called
    `row_name`; `columns` are the columns' names.
    """

    values: np.ndarray
    rows: np.ndarray
    row_name: str
    columns: Sequence[str]

    def csv(self) -> str:
        """As text: a line of names, then a line for each row."""
        import pandas as pd

        frame = pd.DataFrame(self.values, index=self.rows, columns=list(self.columns))
        return frame.to_csv(float_format="%.6g", index_label=self.row_name)

    def npy(self) -> bytes:
        """As a file for ``numpy.load``."""
        buffer = io.BytesIO()
        np.save(buffer, self.values, allow_pickle=False)
        return buffer.getvalue()


@dataclass(frozen=True, kw_only=True)
class Export:
    """What a step leaves to be taken away, beside its pictures.

    `code` computes what is shown, in lines that run as they stand in a notebook, and `by_librosa`
    the same without Earshot's features, where there is such a way. `tables` are its numbers and
    `sounds` its WAV files, both by name.
    """

    code: str
    by_librosa: str = ""
    tables: dict[str, Table] = field(default_factory=dict)
    sounds: dict[str, bytes] = field(default_factory=dict)

    @property
    def codes(self) -> dict[str, str]:
        """The ways to compute it, by the library that they use."""
        codes = {"Earshot": self.code, "librosa": self.by_librosa}
        return {library: code for library, code in codes.items() if code}


def feature_code(excerpt: Excerpt, specs: dict[str, tuple[SoundSpec, str]]) -> str:
    """Code that computes features in one pass, raw and normalised.

    Parameters
    ----------
    excerpt : Excerpt
        Of which sound. An upload or a recording is read from the file `DOWNLOAD`, which is the
        excerpt itself.
    specs : dict
        Name of each array, then its spec and how it is normalised.
    """
    kinds = ", ".join(sorted({type(spec).__name__ for spec, _ in specs.values()}))
    imports = [f"from core.features import {kinds}, extract, normalise"]
    calls = [f"    {_call(spec)}," for spec, _ in specs.values()]
    names = ", ".join(specs)
    computed = [f"specs = [\n{chr(10).join(calls)}\n]", f"{names} = extract(y, specs=specs)"]
    if len(specs) == 1:
        computed = [f"({names},) = extract(y, specs=[{calls[0].strip(' ,')}])"]
    scores = [f'{name}_z = normalise({name}, "{how}")' for name, (_, how) in specs.items()]
    return sound_code(excerpt, imports, [*computed, *scores])


def librosa_code(excerpt: Excerpt, specs: dict[str, tuple[SoundSpec, str]]) -> str:
    """The same as `feature_code` by librosa; each array is named after its kind."""
    lines = [spec.by_librosa() for spec, _ in specs.values()]
    scores = [f"{name}_z = {normalise_code(name, how)}" for name, (_, how) in specs.items()]
    return sound_code(excerpt, IMPORTS, [*lines, *scores])


def sound_code(excerpt: Excerpt, imports: Sequence[str], lines: Sequence[str]) -> str:
    """Code that makes `y`, float32 [n_samples] of `excerpt` at `SAMPLE_RATE`, and runs `lines`.

    `imports` are what `lines` need, a whole import statement each.
    """
    sound_imports, sound_lines = _sound_code(excerpt)
    return "\n".join([*sorted({*imports, *sound_imports}), "", *sound_lines, *lines])


def _sound_code(excerpt: Excerpt) -> tuple[list[str], list[str]]:
    """Imports, and the lines that end in `y`, float32 [n_samples] at `SAMPLE_RATE`."""
    source, _, name = excerpt.sound.id.partition("~")
    start, stop = excerpt.start, excerpt.stop
    cut = f"y = y[{start}:{stop}]  # {start / SAMPLE_RATE:.4g} to {stop / SAMPLE_RATE:.4g} s"
    if source == "example":
        synthesised = f'y = make_song("{name}", seed={EXAMPLE_SEED}, seconds={EXAMPLE_SECONDS:g})'
        return ["from core.demo_music import make_song"], [synthesised, cut]
    if source in ("upload", "recording"):
        note = f"# {DOWNLOAD} is the excerpt; its button is below"
        read = f'y = decode_file("{DOWNLOAD}", sample_rate={SAMPLE_RATE}, mono=True).mono()'
        return ["from core.audio import decode_file"], [note, read]
    return (
        ["from core.audio import Audio, resample", "from core.datasets import open_dataset"],
        [
            f"songs = open_dataset({source!r})",
            f"song = songs.audio(songs.track({name!r}))",
            "mono = Audio.from_mono(song.mono(), song.sample_rate)",
            f"y = resample(mono, {SAMPLE_RATE}).mono()",
            cut,
        ],
    )


def _call(spec: SoundSpec) -> str:
    """The spec as it is written in Python, with what differs from its defaults."""
    fields = type(spec).model_fields
    arguments = {
        name: value for name, value in spec.model_dump().items() if value != fields[name].default
    }
    return f"{type(spec).__name__}({', '.join(f'{k}={v!r}' for k, v in arguments.items())})"
