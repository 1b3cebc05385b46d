"""Where a network looked, kept between reruns and visitors, and bounded."""

from dataclasses import dataclass

import streamlit as st

from core.analysis.frequencies import BANDS
from core.analysis.saliency import Saliency, look, raw_features
from core.analysis.telling import smoothed
from core.analysis.why import per_cent
from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.evaluation.deletions import Deletion, points, read_deletions
from core.evaluation.robust import of_shipped
from core.synthesis.masking import only
from core.training.checkpoint import Checkpoint, version
from pages.shared import loaders
from pages.shared.sound import Sound

WHOLE, KEPT = "The song", "Only what speaks for it"


@dataclass(frozen=True)
class Asked:
    """Which output of which checkpoint, by which method, over which part of a sound (s)."""

    name: str
    output: int
    method: str
    part: tuple[float, float]


def saliency_of(sound: Sound, asked: Asked, *, untrained: bool = False) -> Saliency:
    """As `core.analysis.saliency.look`."""
    return _saliency(sound, asked, version(loaders.results(asked.name).path), untrained)


def sounds_of(sound: Sound, asked: Asked) -> dict[str, bytes]:
    """The part of the sound that was looked at, and what of it speaks for the answer, as WAV."""
    return _sounds(sound, asked, version(loaders.results(asked.name).path))


@st.cache_resource(
    ttl=3600, max_entries=24, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def _saliency(sound: Sound, asked: Asked, files: str, untrained: bool) -> Saliency:
    checkpoint = Checkpoint.load(asked.name)
    words = "Looking into an untrained network …" if untrained else "Looking into the network …"
    place = st.empty()

    def show_progress(share: float) -> None:
        place.progress(min(share, 1.0), words)

    show_progress(0.0)
    found = look(
        raw_features(sound.audio, checkpoint.recipe), checkpoint, asked.output,
        method=asked.method, untrained=untrained, part=asked.part, progress=show_progress,
    )  # fmt: skip
    place.empty()
    return found


@st.cache_resource(
    ttl=3600, max_entries=12, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def _sounds(sound: Sound, asked: Asked, files: str) -> dict[str, bytes]:
    found = saliency_of(sound, asked)
    n_samples = round(found.bands.shape[1] * found.step * SAMPLE_RATE)
    y = sound.audio.mono()[round(found.start * SAMPLE_RATE) :][:n_samples]
    kept = only(y, smoothed(found), frequencies=BANDS, step=found.step, sample_rate=SAMPLE_RATE)
    return {name: encode_wav(Audio.from_mono(x, SAMPLE_RATE))
            for name, x in ((WHOLE, y), (KEPT, kept))}  # fmt: skip


def how_far_to_trust(name: str, method: str) -> str:
    """What the deletion test came to, in a sentence."""
    rows: list[Deletion] = of_shipped(read_deletions())
    row = next((row for row in rows if (row.checkpoint, row.method) == (name, method)), None)
    if row is None:
        return "Whether this points at what matters to this network was not measured."
    less = points(row.random - row.salient, row.random_low, row.random_high)
    verdict = (
        "It points at what matters" if row.passed else "It was not found to point at what matters"
    )
    return (
        f"{verdict}: in {row.n} songs, removing the most salient fifth took the probability of the "
        f"answer from {per_cent(row.before)} to {per_cent(row.salient)}, a fifth at random to "
        f"{per_cent(row.random)}: {less} points apart, with the 95 % interval."
    )
