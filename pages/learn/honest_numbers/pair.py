"""Two slices of songs of a dataset under one clock, where the dataset is on this machine."""

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Mel, extract
from core.figures.panels import Panel
from core.figures.spectrograms import mel_panel
from pages.shared import loaders
from pages.shared.player import player
from pages.shared.sounds import clip, clip_missing_note

if TYPE_CHECKING:
    import pandas as pd

HOP = 512


def play_pair(tested: "pd.Series", nearest: "pd.Series") -> None:
    """Two rows of the table of slices: what they are, and both in one player."""
    st.markdown(f"**Tested**: {_named(tested)}. **Nearest**: {_named(nearest)}.")
    dataset = loaders.results(loaders.BASELINE).recipe.data.dataset
    rows = {"Tested": tested, "Nearest": nearest}
    sounds = {name: clip(dataset, f"{row.track_id}@{row.start:g}") for name, row in rows.items()}
    available = {name: sound for name, sound in sounds.items() if sound is not None}
    if len(available) < len(sounds):
        st.info(clip_missing_note(dataset), icon=":material/library_music:")
        return
    n_samples = min(
        sound.audio.n_samples for sound in available.values()
    )  # a short clip is one slice
    parts = {name: sound.audio.mono()[:n_samples] for name, sound in available.items()}
    wavs = {name: encode_wav(Audio.from_mono(y)) for name, y in parts.items()}
    panels = [_panel(name, y) for name, y in parts.items()]
    player(wavs, panels, key="pair", duration=n_samples / SAMPLE_RATE, name="Two slices")


def _panel(name: str, y: np.ndarray) -> Panel:
    (mel,) = extract(y, specs=[Mel(normalise="none", hop_length=HOP)])
    top = float(mel.max())
    return mel_panel(mel - top, sample_rate=SAMPLE_RATE, hop_length=HOP, title=name, height=130)


def _named(row: "pd.Series") -> str:
    return f"{row.track_id} ({row.label}), from {row.start:g} s"
