"""Step: STFT and constant-Q of the same scale, one above the other."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Cqt, Stft, extract
from core.figures.panels import DECIBEL
from core.figures.spectrograms import cqt_panel, hertz, note_name, stft_panel
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import N_FFT, NOTES, PER_OCTAVE
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, Table, sound_code
from core.signals.melodies import major_scale, melody
from pages.learn.parts.step import Step
from pages.shared.player import player

SCALE, YOUR_SOUND = "a scale", "your sound"
NOTE_SECONDS, SCALE_OCTAVES = 0.3, 3
CQT_OCTAVES, HOP = 8, 256

SOURCE = Knob(
    "source", "Sound", (SCALE, YOUR_SOUND), SCALE, "The scale, or a sound of your choice.", few=True
)
SCALE_FROM = Knob(
    "from",
    "Scale from",
    tuple(NOTES),
    "C2",
    "Its lowest note; it rises for three octaves.",
    when=lambda settings: settings["source"] == SCALE,
)


def show(excerpt: Excerpt, settings: Settings) -> Export:
    """One sound, two pictures."""
    n_fft, b = settings["n_fft"], settings["per_octave"]
    notes = major_scale(NOTES[settings["from"]], SCALE_OCTAVES)
    y = excerpt.samples()
    if settings["source"] == SCALE:
        y = melody(notes, note_seconds=NOTE_SECONDS)
    specs = [
        Stft(n_fft=n_fft, hop_length=HOP),
        Cqt(n_bins=CQT_OCTAVES * b, bins_per_octave=b, hop_length=HOP, normalise="none"),
    ]
    stft, cqt = extract(y, specs=specs)
    panels = [
        stft_panel(
            stft - stft.max(), sample_rate=SAMPLE_RATE, hop_length=HOP, scale=DECIBEL,
            title=f"STFT, rows {SAMPLE_RATE / n_fft:.3g} Hz apart", height=260,
        ),
        cqt_panel(
            cqt, sample_rate=SAMPLE_RATE, hop_length=HOP, bins_per_octave=b,
            title=f"Constant-Q, {b} rows to the octave", height=260,
        ),
    ]  # fmt: skip
    wav = encode_wav(Audio.from_mono(y))
    player(wav, panels, key="side-by-side", duration=len(y) / SAMPLE_RATE, name="Two pictures")
    if settings["source"] == SCALE:
        st.caption(" ".join(_summary(pair, n_fft, b) for pair in (notes[:2], notes[-2:])))
    return Export(
        code=code(excerpt, settings),
        tables={"STFT": _table(stft, "bin"), "Constant-Q": _table(cqt, "bin")},
        sounds={"Scale": wav} if settings["source"] == SCALE else {},
    )


def _summary(pair: list[float], n_fft: int, b: int) -> str:
    low, high = pair
    rows = (high - low) * n_fft / SAMPLE_RATE
    keys = b * np.log2(high / low)
    return (
        f"{note_name(low)} and {note_name(high)}, {hertz(low)} and {hertz(high)}: {rows:.1f} rows "
        f"apart in the STFT, {keys:.0f} in constant Q."
    )


def _table(values: np.ndarray, name: str) -> Table:
    times = [f"{k * HOP / SAMPLE_RATE:.6g} s" for k in range(values.shape[1])]
    return Table(values, np.arange(len(values)), name, times)


def code(excerpt: Excerpt, settings: Settings) -> str:
    """Both transforms in Python."""
    n_fft, b, lowest = settings["n_fft"], settings["per_octave"], NOTES[settings["from"]]
    imports = ["from core.features import Cqt, Stft, extract"]
    lines = [
        f"cqt_spec = Cqt(n_bins={CQT_OCTAVES * b}, bins_per_octave={b}, hop_length={HOP}, "
        'normalise="none")',
        f"stft, cqt = extract(y, specs=[Stft(n_fft={n_fft}, hop_length={HOP}), cqt_spec])",
    ]
    if settings["source"] == YOUR_SOUND:
        return sound_code(excerpt, imports, lines)
    imports.append("from core.signals.melodies import major_scale, melody")
    setup = f"y = melody(major_scale({lowest!r}, {SCALE_OCTAVES}), note_seconds={NOTE_SECONDS})"
    return "\n".join([*imports, "", setup, *lines])


SIDE_BY_SIDE = Step(
    file=__file__,
    show=show,
    knobs=(SOURCE, SCALE_FROM, N_FFT, PER_OCTAVE),
    uses_sound=lambda settings: settings["source"] == YOUR_SOUND,
)
