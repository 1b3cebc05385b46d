"""What the pages of this section read and compute of pieces, kept between reruns and bounded."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.bars import BarEvidence, bar_evidence
from core.analysis.neighbours import nearest
from core.audio import encode_wav
from core.features import Roll, Stft, extract
from core.inference import Prediction, inputs_of_notes, predict
from core.symbolic import example, render
from core.training.checkpoint import Checkpoint
from pages.shared.pieces import Piece

ROLL = Roll(frames_per_second=16)
N_NEAREST = 8
SPECTRUM = Stft(sample_rate=11025, n_fft=2048, hop_length=512)


@st.cache_resource(ttl=3600, max_entries=32, show_spinner="Composing …")
def composed(style: str) -> Piece:
    """A minute that the project composes."""
    return Piece(f"example~{style}", style.capitalize(), example(style, seconds=60.0))


def _by_id(piece: Piece) -> str:
    return piece.id


KEYED: dict[str | type, Callable[[Any], Any]] = {Piece: _by_id}


@st.cache_resource(ttl=3600, max_entries=8, show_spinner="Playing it …", hash_funcs=KEYED)
def heard(piece: Piece) -> tuple[bytes, np.ndarray, np.ndarray]:
    """A piece as a WAV, its roll, and its spectrogram in dB below the loudest."""
    audio = render(piece.notes)
    wav = encode_wav(audio)
    low = render(piece.notes, sample_rate=SPECTRUM.sample_rate)
    (spectrum,) = extract(low.mono(), specs=[SPECTRUM])
    return wav, ROLL.of(piece.notes), spectrum - spectrum.max()


@st.cache_resource(ttl=3600, max_entries=64, show_spinner="Asking …", hash_funcs=KEYED)
def asked(piece: Piece, name: str, version: str) -> Prediction:
    """What a network says of a piece."""
    checkpoint = Checkpoint.load(name)
    return predict(inputs_of_notes(piece.notes, [checkpoint.recipe]), checkpoint)


@st.cache_resource(
    ttl=3600, max_entries=16, show_spinner="Leaving out one bar after another …", hash_funcs=KEYED
)
def evidence(piece: Piece, name: str, version: str) -> BarEvidence:
    """Which of its bars speak for whom."""
    return bar_evidence(piece.notes, Checkpoint.load(name))


@st.cache_resource(ttl=3600, max_entries=64, show_spinner=False, hash_funcs=KEYED)
def nearest_pieces(piece: Piece, name: str, version: str) -> pd.DataFrame | None:
    """The pieces that lie nearest by what the network's head sees; None without a table of them."""
    table = Checkpoint.load(name).songs()
    if table is None:
        return None
    vectors = table.filter(regex=r"^e\d+$").to_numpy()
    places, distances = nearest(vectors, asked(piece, name, version).embedding, N_NEAREST)
    found = table.iloc[places]
    return pd.DataFrame({
        "Composer": found.label.str.capitalize(), "Piece": found.track_id,
        "Side of the split": found.side, "Distance": np.round(distances, 1),
    })  # fmt: skip
