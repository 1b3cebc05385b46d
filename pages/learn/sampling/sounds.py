"""What the steps share: versions of a sound as files and as spectrograms that compare."""

from collections.abc import Mapping

import numpy as np

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Stft, extract
from core.figures.panels import ImagePanel, below_loudest
from core.figures.spectrograms import stft_panel

PLAYBACK_RATE = 44_100  # Hz, of test signals that are played
YOUR_SOUND = "your sound"
HOP = 512  # samples
Versions = Mapping[str, np.ndarray]


def files(versions: Versions, sample_rate: int) -> dict[str, bytes]:
    """Each version [n_samples] or [2, n_samples] as a WAV file; beyond ±1 it is clipped."""
    return {
        name: encode_wav(Audio(np.atleast_2d(y).astype(np.float32), sample_rate))
        for name, y in versions.items()
    }


def pictures(versions: Versions) -> dict[str, np.ndarray]:
    """The spectrogram of each version [n_samples] in dB, [n_bins, n_frames]."""
    spec = Stft(hop_length=HOP, normalise="none")
    return {name: extract(y, specs=[spec])[0] for name, y in versions.items()}


def panels(
    spectrograms: Mapping[str, np.ndarray], sample_rate: int, *, height: int
) -> list[ImagePanel]:
    """A panel for each spectrogram, from 0 Hz up, in colours that mean the same in all."""
    scale = below_loudest(*spectrograms.values())
    return [
        stft_panel(
            picture,
            sample_rate=sample_rate,
            hop_length=HOP,
            axis="linear",
            scale=scale,
            title=name,
            height=height,
        )
        for name, picture in spectrograms.items()
    ]


def close_up(y: np.ndarray, clicked: float | None, n_drawn: int) -> slice:
    """`n_drawn` samples from the moment clicked (s) on, else around the loudest."""
    first = np.argmax(np.abs(y)) - n_drawn // 2 if clicked is None else clicked * SAMPLE_RATE
    first = max(0, min(int(first), len(y) - n_drawn))
    return slice(first, min(first + n_drawn, len(y)))


def format_db(value: float) -> str:
    """A level in words: one decimal, a minus as printed in books, and silence by its name."""
    if not np.isfinite(value):
        return "silence" if value < 0 else "no noise"
    return f"{value:.1f} dB".replace("-", "−")
