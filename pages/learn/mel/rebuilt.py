"""Step: the sound that the first k coefficients describe, rebuilt."""

import time

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Mel, Mfcc, extract
from core.figures.panels import below_loudest
from core.figures.spectrograms import mel_panel
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, Table, sound_code
from core.synthesis import mel_from_mfcc, sound_from_mfcc
from pages.learn.mel.cosines import KEPT
from pages.learn.mel.frame import HOP
from pages.learn.parts.step import Step
from pages.shared.player import player

ROUNDS = Knob(
    "rounds", "Rounds", (0, 4, 8, 16, 32, 64), 16,
    "How often phases are improved. 0: as random as they begin.",
)  # fmt: skip


def show(excerpt: Excerpt, settings: Settings) -> Export:
    """Before and after, to see and to hear."""
    n_kept, n_rounds, y = settings["kept"], settings["rounds"], excerpt.samples()
    spec = Mfcc(n_mfcc=n_kept, normalise="none")
    like = Mel(n_mels=spec.n_mels, window=spec.window)
    began = time.perf_counter()
    with st.spinner("Finding phases …"):
        mel, coefficients = extract(y, specs=[like, spec])
        target = mel_from_mfcc(coefficients, n_mels=spec.n_mels)
        rebuilt = sound_from_mfcc(coefficients, spec=spec, n_samples=len(y), n_rounds=n_rounds)
    seconds = time.perf_counter() - began
    wavs = {"As recorded": excerpt.wav(), "Rebuilt": encode_wav(Audio.from_mono(rebuilt))}
    pictures = {"As recorded": mel, f"From the first {n_kept} coefficients": target}
    scale = below_loudest(mel)
    panels = [
        mel_panel(values, sample_rate=SAMPLE_RATE, hop_length=HOP, scale=scale, title=title)
        for title, values in pictures.items()
    ]
    player(wavs, panels, key="rebuilt", duration=excerpt.seconds, name=excerpt.sound.title)
    error = np.sqrt(np.square(target - mel).mean())
    with st.container(horizontal=True):
        st.metric("Numbers per second", f"{n_kept * SAMPLE_RATE / HOP:,.0f} of 22,050")
        st.metric("Picture off by", f"{error:.1f} dB", help="Root mean square of the difference")
    st.caption(f"{excerpt.describe()}. Picture and sound made in {1000 * seconds:.0f} ms.")
    times = [f"{k * HOP / SAMPLE_RATE:.6g} s" for k in range(mel.shape[1])]
    table = Table(target, np.arange(1, spec.n_mels + 1), "band", times)
    return Export(
        code=_code(excerpt, n_kept, n_rounds),
        tables={"Rebuilt mel": table},
        sounds={f"Rebuilt from {n_kept}": wavs["Rebuilt"]},
    )


def _code(excerpt: Excerpt, n_kept: int, n_rounds: int) -> str:
    imports = [
        "from core.features import Mfcc, extract",
        "from core.synthesis import mel_from_mfcc, sound_from_mfcc",
    ]
    lines = [
        f'spec = Mfcc(n_mfcc={n_kept}, normalise="none")',
        "(mfcc,) = extract(y, specs=[spec])",
        "mel = mel_from_mfcc(mfcc, n_mels=spec.n_mels)  # dB",
        f"rebuilt = sound_from_mfcc(mfcc, spec=spec, n_samples=len(y), n_rounds={n_rounds})",
    ]
    return sound_code(excerpt, imports, lines)


REBUILT = Step(
    file=__file__,
    show=show,
    knobs=(KEPT, ROUNDS),
)
