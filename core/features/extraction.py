"""From samples to features, in one pass."""

from collections.abc import Callable, Sequence

import numpy as np

from core.audio import Audio, resample
from core.errors import AudioError, RecipeError
from core.features.spec import FeatureSpec, SoundSpec
from core.features.spectrum import run

LOUDEST = 1e6
"""Largest amplitude that is analysed: its power still fits a float32. Full scale is 1."""


def extract(
    y: np.ndarray,
    *,
    specs: Sequence[FeatureSpec],
    progress: Callable[[float], None] | None = None,
) -> list[np.ndarray]:
    """Compute features of one clip; spectra that several of them need are computed once.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples, floating point, at the specs' sample rate.
    specs : sequence of FeatureSpec
        What to compute; all of one sample rate.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    list of np.ndarray
        In the order of `specs`: float32 [n_bins, n_frames] or [n_values].

    Raises
    ------
    AudioError
        If there is no sample, or one that is not finite or louder than `LOUDEST`.
    RecipeError
        If a feature is none of sound.
    ValueError
        If `y` is not one-dimensional floating point, or the sample rates differ.

    Examples
    --------
    >>> from core.features import Cqt, Mel
    >>> from core.signals import tones
    >>> mel, cqt = extract(tones([440], seconds=1), specs=[Mel(), Cqt()])
    >>> mel.shape, cqt.shape
    ((128, 44), (84, 44))
    >>> int(cqt.mean(axis=1).argmax())  # A4 is 45 semitones above C1
    45
    """
    y = _checked(y)
    requested = [of_sound(spec) for spec in specs]
    rates = sorted({spec.sample_rate for spec in requested})
    if len(rates) > 1:
        raise ValueError(f"Specs of one call share a sample rate; these have {rates} Hz.")
    computations = [spec.begin(len(y)) for spec in requested]
    run(y, computations, progress)
    return [computation.finish() for computation in computations]


def extract_at_any_rate(audio: Audio, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
    """As `extract`, of a sound at any rate with any channels: every spec hears its own rate.

    Examples
    --------
    >>> from core.features import Mel
    >>> from core.signals import tones
    >>> audio = Audio.from_mono(tones([440], seconds=1, sample_rate=48_000), 48_000)
    >>> [mel.shape for mel in extract_at_any_rate(audio, [Mel(), Mel(sample_rate=16_000)])]
    [(128, 44), (128, 32)]
    """
    rates = dict.fromkeys(of_sound(spec).sample_rate for spec in specs)
    found: dict[str, np.ndarray] = {}
    for rate in rates:
        alike = [spec for spec in specs if of_sound(spec).sample_rate == rate]
        arrays = extract(resample(audio, rate).mono(), specs=alike)
        found.update(zip((spec.key for spec in alike), arrays, strict=True))
    return [found[spec.key] for spec in specs]


def of_sound(spec: FeatureSpec) -> SoundSpec:
    """The spec itself; RecipeError if it is none of sound.

    Examples
    --------
    >>> from core.features import Mel
    >>> of_sound(Mel(n_mels=40)).sample_rate
    22050
    """
    if not isinstance(spec, SoundSpec):
        raise RecipeError(
            f"{spec.title} ({spec.kind}) cannot be computed from sound. Choose a network that "
            "hears."
        )
    return spec


def _checked(y: np.ndarray) -> np.ndarray:
    """The samples as contiguous float32, or an error that says what is wrong with them."""
    y = np.asarray(y)
    if y.ndim != 1:
        raise ValueError(f"Samples are mono [n_samples]; these have the shape {y.shape}.")
    if not np.issubdtype(y.dtype, np.floating):
        raise ValueError(f"Samples are floating point, -1 to 1; these are {y.dtype}.")
    if len(y) < 1:
        raise AudioError("There is no sound: 0 samples, at least 1 is needed.")
    low, high = float(y.min()), float(y.max())  # NaN where any sample is
    if not (np.isfinite(low) and np.isfinite(high)):
        raise AudioError("The sound holds samples that are not finite numbers.")
    if max(-low, high) > LOUDEST:
        raise AudioError(f"The sound's amplitude is {max(-low, high):g}; at most {LOUDEST:g}.")
    return np.ascontiguousarray(y, dtype=np.float32)
