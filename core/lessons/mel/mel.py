"""The mel scale, in the two formulas that are in use, and what one frame gives to a mel filter."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.errors import EarshotError
from core.features.filters import hz_to_mel, mel_to_hz, window_samples
from core.features.spectrum import Framing, frames_between

_AT_1_KHZ = 1000 / 15  # Slaney counts 15 steps up to 1000 Hz, where others count 1000 mel


@dataclass(frozen=True)
class MelScale:
    """A formula of the mel scale, 1000 mel at 1000 Hz: from Hz to mel, and back."""

    name: str
    mel: Callable[[np.ndarray], np.ndarray]
    hz: Callable[[np.ndarray], np.ndarray]


OSHAUGHNESSY = MelScale(
    "O'Shaughnessy",
    mel=lambda hz: 2595 * np.log10(1 + np.asarray(hz, float) / 700),
    hz=lambda mel: 700 * (10 ** (np.asarray(mel, float) / 2595) - 1),
)
"""O'Shaughnessy (1987), as HTK and most textbooks have it: logarithmic all the way."""

SLANEY = MelScale(
    "Slaney",
    mel=lambda hz: hz_to_mel(hz) * _AT_1_KHZ,
    hz=lambda mel: mel_to_hz(np.asarray(mel, float) / _AT_1_KHZ),
)
"""Slaney (1998), as librosa and this project's features have it: straight up to 1 kHz."""

MEL_SCALES = {scale.name: scale for scale in (OSHAUGHNESSY, SLANEY)}


def equal_steps(n: int, highest: float, scale: MelScale) -> np.ndarray:
    """Ends of `n` equal steps in mel from 0 to `highest` Hz, in Hz, [n + 1]."""
    if n < 1 or highest <= 0:
        raise EarshotError(f"Steps must be at least 1 ({n}) and end above 0 Hz ({highest:g}).")
    return scale.hz(np.linspace(0, scale.mel(np.array(highest)), n + 1))


def same_step(low: float, step: float, high: float, scale: MelScale) -> float:
    """How far above `high` is as many mel as `low` + `step` is above `low`, all in Hz."""
    mels = scale.mel(np.array([low, low + step, high]))
    return float(scale.hz(mels[2] + mels[1] - mels[0])) - high


def frame_power(
    y: np.ndarray, frame: int, *, n_fft: int = 2048, hop_length: int = 512, window: str = "hann"
) -> np.ndarray:
    """The power spectrum of one frame of a clip, as `core.features.Stft` has it before decibels.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono, float32.
    frame : int
        From 0; centred at ``frame * hop_length`` samples.

    Returns
    -------
    np.ndarray [shape=(1 + n_fft // 2,)]
        Squared magnitudes, float32.

    Raises
    ------
    EarshotError
        If there is no such frame.
    """
    import scipy.fft

    framing = Framing(n_fft, hop_length)
    n_frames = framing.n_frames(len(y))
    if not 0 <= frame < n_frames:
        raise EarshotError(f"There is no frame {frame}; this sound has {n_frames}, from 0 on.")
    samples = frames_between(y, framing, frame, frame + 1)[0] * window_samples(window, n_fft)
    return np.abs(scipy.fft.rfft(samples)) ** 2


def frame_at(seconds: float, n_frames: int, *, hop_length: int, sample_rate: int) -> int:
    """The frame whose middle is nearest to a time in s, 0 to n_frames - 1."""
    return int(np.clip(round(seconds * sample_rate / hop_length), 0, n_frames - 1))
