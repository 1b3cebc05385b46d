"""Pieces to be asked about: uploads, and what the project composes; kept between reruns."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.bars import BarEvidence, bar_evidence
from core.analysis.neighbours import nearest
from core.audio import encode_wav
from core.demo_music import STYLES
from core.demo_music.palette import PIANO
from core.features import NotesSpec, Roll, Stft, extract
from core.inference import Prediction, inputs_of_notes, predict
from core.symbolic import Notes, example, read_midi, render
from core.training.checkpoint import Checkpoint
from pages.shared import address, loaders
from pages.shared.uploads import read_upload

DATASET = "composers"
ENDINGS = ["mid", "midi", "kar"]
ROLL = Roll(frames_per_second=16)
SPECTRUM = Stft(sample_rate=11025, n_fft=2048, hop_length=512)
SHORTEST = 20  # notes that a network can be asked about


@dataclass(frozen=True)
class Piece:
    """Notes under an id that tells them apart, and a title."""

    id: str
    title: str
    notes: Notes


def pick_piece(key: str) -> Piece:
    """The visitor's own MIDI, else the example that was chosen."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        sent = st.file_uploader("A MIDI file of your own", type=ENDINGS, key=f"{key}-midi")
    with right:
        style = st.selectbox(
            "or an example that this project composes",
            STYLES,
            key=address.keep("example", "waltz", address.one_of(STYLES), name="the example"),
            format_func=lambda name: name.replace("_", " ").capitalize(),
        )
    held = f"{key}-uploaded"
    if sent is None:
        st.session_state.pop(held, None)
        return Piece(f"example-{style}", style.capitalize(), _example(style))
    if st.session_state.get(held, ("",))[0] != sent.file_id:
        raw = read_upload(sent)
        _uploads()[sent.file_id] = raw
        st.session_state[held] = (sent.file_id, sent.name)
    raw = _uploads().get(sent.file_id, b"")
    digest = hashlib.sha256(raw).hexdigest()[:16]
    return Piece(digest, sent.name, _read(raw))


@st.cache_resource(max_entries=1, show_spinner=False)
def _uploads() -> dict[str, bytes]:
    return Bounded()


class Bounded(dict[str, bytes]):
    """The last few files, so that visitors do not fill the memory."""

    MOST = 64

    def __setitem__(self, key: str, value: bytes) -> None:
        super().__setitem__(key, value)
        while len(self) > self.MOST:
            del self[next(iter(self))]


@st.cache_resource(ttl=3600, max_entries=32, show_spinner="Reading the notes …")
def _read(raw: bytes) -> Notes:
    return read_midi(raw)


@st.cache_resource(ttl=3600, max_entries=32, show_spinner="Composing …")
def _example(style: str) -> Notes:
    return example(style, seconds=60.0)


def networks() -> dict[str, str]:
    """Names of the networks that know composers, with their titles."""
    found = [
        choice.name for choice in loaders.classifiers() if choice.recipe.data.dataset == DATASET
    ]
    return loaders.titles(sorted(found, key=lambda name: (not name.startswith("earshot"), name)))


def _by_id(piece: Piece) -> str:
    return piece.id


KEYED: dict[str | type, Callable[[Any], Any]] = {Piece: _by_id}


@st.cache_resource(ttl=3600, max_entries=8, show_spinner="Playing it …", hash_funcs=KEYED)
def heard(piece: Piece) -> tuple[bytes, np.ndarray, np.ndarray]:
    """A piece as a WAV, its roll and its spectrogram."""
    audio = render(piece.notes)
    wav = encode_wav(audio)
    low = render(piece.notes, sample_rate=SPECTRUM.sample_rate)
    return wav, ROLL.of(piece.notes), extract(low.mono(), specs=[SPECTRUM])[0]


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
    found = table.iloc[places][["label", "track_id", "side"]].reset_index(drop=True)
    return found.assign(distance=np.round(distances, 2))


def strongest_bars(
    found: BarEvidence, chosen: list[str], classes: list[str]
) -> list[dict[str, object]]:
    """For each composer chosen, the bars that speak loudest."""
    return [
        {
            "Composer": name.capitalize(),
            "From bar": int(found.bars[place]),
            "At (s)": round(float(found.edges[place]), 1),
            "Log-odds": round(float(found.odds[place, classes.index(name)]), 2),
        }
        for name in chosen
        for place in found.strongest(classes.index(name), n=3)
    ]


def reads_notes(name: str) -> bool:
    """Whether a network takes notes, and not sound."""
    return all(isinstance(spec, NotesSpec) for spec in loaders.results(name).recipe.features)


def seconds(piece: Piece) -> float:
    """How long the sound of a piece lasts: its last note dies away."""
    return piece.notes.seconds + PIANO.release


def judged(name: str) -> str:
    """How a network was judged, with its interval, and whether its split leaks."""
    report = loaders.results(name).report()
    if report is None:
        return "Not judged yet."
    headline = report["headline"]
    leaking = " :material/warning: Its split leaks." if report.get("leaky") else ""
    return (
        f"Right in {100 * headline['value']:.0f} % of {report['n']} "
        f"({100 * headline['low']:.0f} to {100 * headline['high']:.0f} %), "
        f"split {report.get('split', '')}, seed {report.get('seed', 0)}.{leaking}"
    )
