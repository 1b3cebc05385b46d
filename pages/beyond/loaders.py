"""What the pages of this section read and compute of pieces, kept between reruns and bounded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.bars import BarEvidence, bar_evidence
from core.analysis.neighbours import nearest
from core.audio import encode_wav
from core.features import Roll, Stft, extract
from core.inference import Prediction, inputs_of_notes, predict
from core.symbolic import Notes, example, read_midi, render
from core.training.checkpoint import Checkpoint

ROLL = Roll(frames_per_second=16)
SPECTRUM = Stft(sample_rate=11025, n_fft=2048, hop_length=512)


@dataclass(frozen=True)
class Piece:
    """Notes under an id that tells them apart, and a title."""

    id: str
    title: str
    notes: Notes


@st.cache_resource(max_entries=1, show_spinner=False)
def uploads() -> dict[str, bytes]:
    """The bytes of the last uploads, by the server's id of each."""
    return Bounded()


class Bounded(dict[str, bytes]):
    """The last few files, so that visitors do not fill the memory."""

    MOST = 64

    def __setitem__(self, key: str, value: bytes) -> None:
        super().__setitem__(key, value)
        while len(self) > self.MOST:
            del self[next(iter(self))]


@st.cache_resource(ttl=3600, max_entries=32, show_spinner="Reading the notes …")
def read(raw: bytes) -> Notes:
    """The notes of a file."""
    return read_midi(raw)


@st.cache_resource(ttl=3600, max_entries=32, show_spinner="Composing …")
def composed(style: str) -> Notes:
    """A minute that the project composes."""
    return example(style, seconds=60.0)


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


def nearest_pieces(prediction: Prediction, n: int = 8) -> pd.DataFrame | None:
    """The pieces that lie nearest by what the network's head sees; None without a table of them."""
    table = Checkpoint.load(prediction.checkpoint).songs()
    if table is None:
        return None
    vectors = table.filter(regex=r"^e\d+$").to_numpy()
    places, distances = nearest(vectors, prediction.embedding, n)
    found = table.iloc[places]
    return pd.DataFrame({
        "Composer": found.label.str.capitalize(), "Piece": found.track_id,
        "Side of the split": found.side, "Distance": np.round(distances, 1),
    })  # fmt: skip
