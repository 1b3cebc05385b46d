"""How the shapes of a spectrum move: modulations over time and frequency at once.

Texture tells of each band how fast it swells and fades. Which bands do so together, and which one
after the other, it does not; yet that is what tells a glide from a trill and a strummed chord from
a struck one. A wavelet along the bands, broad or narrow, sees a shape wherever it is centred, and a
spectrum over time of what it sees tells how fast that shape comes and goes, and whether it rises or
falls in pitch. That is joint time-frequency scattering (Andén, Lostanlen and Mallat, 2019), its
wavelets over time being bands of a Fourier transform, on the loudness of mel bands.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar, Literal

import numpy as np

from core.features.filters import mel_bank
from core.features.mel import MelComputation
from core.features.mfcc import cepstrum
from core.features.normalisation import power_to_db
from core.features.spec import FEATURES, StepSpec
from core.features.spectrum import Computation, Framing
from core.features.texture import (
    FAINTEST,
    N_BANDS,
    N_GROUPS,
    N_MFCC,
    N_ONSET_RATES,
    N_REGISTERS,
    RATE,
    RHYTHM,
    WINDOW,
    fade,
    mean_and_deviation,
    modulations,
    onset_rates,
    spread,
    steps,
    windows_around,
)

FRAMING = Framing(n_fft=2048, hop_length=512)
HIGHEST = 7_500.0  # Hz: a file of 16 kHz has all of it
COMPRESSION = 1e3  # log10(COMPRESSION power + 1) stands for loudness
SCALES = {2: 4, 4: 8, 8: 16, 16: 16}
"""Half a cycle of each wavelet, in bands, and how far the centres of two lie apart."""


@lru_cache(maxsize=1)
def wavelets() -> tuple[np.ndarray, np.ndarray]:
    """Their even and their odd parts, float32 [n_wavelets, N_BANDS] each.

    A cycle each way under a Hann window; the even part has no mean, so that what all
    bands do alike is not seen. Beyond the last band it is as in the last.
    """
    rows = [
        _wavelet(scale, centre)
        for scale, apart in SCALES.items()
        for centre in np.arange(N_BANDS % apart / 2 + apart / 2 - 0.5, N_BANDS, apart)
    ]
    stacked = np.array(rows, dtype=np.float32)
    return stacked[:, 0], stacked[:, 1]


def _wavelet(scale: int, centre: float) -> np.ndarray:
    """The even and the odd part of one, [2, N_BANDS]."""
    at = np.arange(-2 * scale, N_BANDS + 2 * scale)
    phase = np.pi * (at - centre) / scale
    window = np.where(np.abs(phase) < 2 * np.pi, 0.5 + 0.5 * np.cos(phase / 2), 0) / (2 * scale)
    even = window * np.cos(phase)
    even -= window * (even.sum() / window.sum())
    parts = np.stack([even, window * np.sin(phase)])
    inside = parts[:, 2 * scale : 2 * scale + N_BANDS].copy()
    inside[:, 0] += parts[:, : 2 * scale].sum(axis=1)
    inside[:, -1] += parts[:, 2 * scale + N_BANDS :].sum(axis=1)
    return inside


N_WAVELETS = len(wavelets()[0])

PARTS = {
    "loudness": N_BANDS,
    "its deviation": N_BANDS,
    "its skewness": N_BANDS,
    "softest": N_BANDS,
    "loudest": N_BANDS,
    "rhythm": N_GROUPS * (len(RHYTHM) - 1),
    "onsets": N_REGISTERS * N_ONSET_RATES,
    "MFCC": N_MFCC,
    "deviation": N_MFCC,
    "of changes": N_MFCC,
    "rising shapes": N_WAVELETS * (len(RHYTHM) - 1),
    "falling shapes": N_WAVELETS * (len(RHYTHM) - 1),
}
"""What its numbers are, in their order, and how many of each."""

BY_LIBROSA = """from core.features.modulation import moving

y = y * ({level:g} / np.sqrt(np.mean(np.square(y, dtype=np.float64))))
mel = librosa.feature.melspectrogram(
    y=y, sr={rate}, n_fft=2048, hop_length=512, n_mels=80, fmax=7500
)
modulation = moving(mel.T, hop_seconds={hop:g})"""


@FEATURES.register("modulation")
class Modulation(StepSpec, frozen=True):
    """Numbers for each 3 s of sound below 7.5 kHz, every `hop_seconds`: [n_values, n_steps].

    Its texture, and how strongly shapes of its spectrum rise and fall in pitch, slow to fast.
    """

    title: ClassVar[str] = "Modulation"
    parts: ClassVar[Mapping[str, int]] = PARTS

    kind: Literal["modulation"] = "modulation"
    sample_rate: Literal[22050] = RATE  # type: ignore[assignment]

    def begin(self, n_samples: int) -> Computation:
        """A computation on a clip of `n_samples`, which shares spectra with others of its kind."""
        return _ModulationComputation(self, n_samples)

    def by_librosa(self) -> str:
        """The mel bands by librosa, and the rest by this module."""
        return BY_LIBROSA.format(rate=self.sample_rate, level=self.level, hop=self.hop_seconds)


class _ModulationComputation(MelComputation):
    def __init__(self, spec: Modulation, n_samples: int) -> None:
        bank = mel_bank(RATE, FRAMING.n_fft, N_BANDS, 0.0, HIGHEST)
        super().__init__(n_samples, FRAMING, "hann", bank)
        self.spec = spec

    def set_samples(self, y: np.ndarray) -> None:
        self.gain = self.spec.gain(y)

    def finish(self) -> np.ndarray:
        return moving(self.gain**2 * self.mel, self.spec.hop_seconds)


def moving(mel: np.ndarray, hop_seconds: float = 1.0) -> np.ndarray:
    """Statistics of the window around each step, float32 [n_values, n_steps], as `PARTS` has them.

    Parameters
    ----------
    mel : np.ndarray [shape=(n_frames, 80)]
        Power in mel bands.
    hop_seconds : float
        From one step to the next.
    """
    loudness = np.log10(COMPRESSION * mel + 1).astype(np.float32)
    coefficients = cepstrum(power_to_db(mel), N_MFCC)
    parts = [
        _of_windows(windows_around(loudness, some), windows_around(coefficients, some))
        for some in steps(len(mel), hop_seconds)
    ]
    return np.ascontiguousarray(np.concatenate(parts).T, dtype=np.float32)


def _of_windows(bands: np.ndarray, cepstra: np.ndarray) -> np.ndarray:
    """[n_steps, n_rows, WINDOW] each -> [n_steps, n_values]."""
    return np.concatenate(
        [
            spread(bands),
            modulations(bands),
            onset_rates(bands),
            *mean_and_deviation(cepstra),
            np.diff(cepstra).std(axis=2),
            *shapes(bands),
        ],
        axis=1,
    )


def shapes(bands: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How strongly shapes rise, and fall, at each rate, in logarithms: [n_steps, n] each.

    Parameters
    ----------
    bands : np.ndarray [shape=(n_steps, N_BANDS, WINDOW)]
        Loudness.
    """
    import scipy.fft

    even, odd = wavelets()
    centred = (bands - bands.mean(axis=2, keepdims=True)) * fade(WINDOW).astype(np.float32)
    seen = even @ centred + 1j * (odd @ centred)
    strengths = np.abs(scipy.fft.fft(seen, axis=2))
    rising = _by_rate(strengths[:, :, : RHYTHM[-1]])
    falling = _by_rate(strengths[:, :, -np.arange(RHYTHM[-1])])
    return rising, falling


def _by_rate(strengths: np.ndarray) -> np.ndarray:
    """Magnitudes [n_steps, n_wavelets, n_rates] -> logarithms of their means in bands of rate."""
    means = np.add.reduceat(strengths, RHYTHM[:-1], axis=2) / np.diff(RHYTHM)
    return np.log(means + FAINTEST / 2).reshape(len(strengths), -1).astype(np.float32)
