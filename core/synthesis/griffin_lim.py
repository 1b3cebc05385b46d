"""Sound from magnitudes alone: the phases are found by going back and forth (Griffin, Lim, 1984).

A sound is made from the magnitudes and a guess of the phases; its own spectra overlap, and so have
phases that fit one another a little better. They become the next guess. The fast variant
(Perraudin, Balazs and Sondergaard, 2013) steps beyond each guess in the direction in which it
moved.

A lesson waits for it at every turn of a knob: in float32 a round takes half as long as one of
``librosa.griffinlim``, which comes no nearer.
"""

from collections.abc import Callable

import numpy as np

from core.errors import EarshotError
from core.features.filters import WINDOW_COSINES
from core.features.inverse import samples, spectra
from core.features.spectrum import Framing

MOMENTUM = 0.99
"""How far each round steps beyond where it arrived, as the authors of the fast variant advise."""

MOST_ROUNDS = 1000


def griffin_lim(
    magnitude: np.ndarray,
    *,
    n_samples: int,
    n_fft: int = 2048,
    hop_length: int = 512,
    window: str = "hann",
    n_rounds: int = 16,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> np.ndarray:
    """A sound whose spectrogram comes near to `magnitude`.

    Parameters
    ----------
    magnitude : np.ndarray [shape=(1 + n_fft // 2, n_frames)]
        Not negative; frames are centred, as `core.features.Stft` and librosa have them.
    n_samples : int
        Length of the sound, which decides n_frames: ``1 + n_samples // hop_length`` if n_fft is
        even.
    n_fft, hop_length : int
        In samples; the hop is at most half the frame, else there is nothing to agree upon.
    window : str
        A name in `core.features.filters.WINDOW_COSINES`: "hann", "hamming".
    n_rounds : int
        0 to `MOST_ROUNDS`; with 0 the phases stay as random as they begin.
    seed : int
        Of the first phases.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32.

    Raises
    ------
    EarshotError
        If the shape does not fit, a magnitude is negative or not finite, or a value is out of
        range.

    Examples
    --------
    >>> from core.signals import tones
    >>> magnitude = np.abs(spectra(tones([1000], seconds=1), Framing(2048, 512))).T
    >>> y = griffin_lim(magnitude, n_samples=22_050)
    >>> int(np.abs(np.fft.rfft(y)).argmax())  # a bin is 1 Hz
    1000
    """
    framing = Framing(n_fft, hop_length)
    target = _checked(magnitude, n_samples, framing, window, n_rounds)
    turns = np.random.default_rng(seed).random(target.shape, np.float32) * np.float32(2 * np.pi)
    ahead = np.exp(1j * turns)  # complex64 [n_frames, n_bins]
    before = np.zeros((), np.complex64)
    for done in range(n_rounds):
        y = samples(_with_phases(target, ahead), framing, n_samples, window)
        projected = spectra(y, framing, window)
        ahead = projected - before
        ahead *= np.float32(MOMENTUM)
        ahead += projected
        before = projected
        if progress is not None:
            progress((done + 1) / n_rounds)
    return samples(_with_phases(target, ahead), framing, n_samples, window)


def _with_phases(magnitude: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Spectra of this magnitude with the phases of others; all are [n_frames, n_bins]."""
    return of * (magnitude / np.maximum(np.abs(of), np.float32(1e-12)))


def _checked(
    magnitude: np.ndarray, n_samples: int, framing: Framing, window: str, n_rounds: int
) -> np.ndarray:
    """The magnitudes, float32 [n_frames, n_bins], or an error that says what does not fit."""
    if window not in WINDOW_COSINES:
        raise EarshotError(f"No window {window!r}. Known: {', '.join(WINDOW_COSINES)}.")
    if not 1 <= framing.hop_length <= framing.n_fft // 2:
        raise EarshotError(
            f"hop_length = {framing.hop_length} must be 1 to {framing.n_fft // 2}, half of n_fft, "
            "so that frames overlap and can agree on phases."
        )
    if not 0 <= n_rounds <= MOST_ROUNDS:
        raise EarshotError(f"n_rounds = {n_rounds} must be 0 to {MOST_ROUNDS}.")
    if n_samples < 1:
        raise EarshotError(f"A sound needs at least 1 sample, not {n_samples}.")
    shape = (framing.n_bins, framing.n_frames(n_samples))
    if magnitude.shape != shape:
        raise EarshotError(
            f"{n_samples} samples have a spectrogram of {shape[0]} bins and {shape[1]} frames; "
            f"these magnitudes have the shape {magnitude.shape}."
        )
    low, high = float(magnitude.min()), float(magnitude.max())
    if not (low >= 0 and np.isfinite(high)):
        raise EarshotError("Magnitudes must be finite and not negative.")
    return np.ascontiguousarray(magnitude.T, np.float32)
