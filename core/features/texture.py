"""What a sound is like over some seconds: statistics of its timbre and of its rhythm.

A *texture window* (Tzanetakis and Cook, 2002) is long enough to tell one instrumentation from
another, and short against a song. What is counted in it: how loud each band is and how it is spread
(Lidy and Rauber, 2005), how fast each band swells and fades (their rhythm patterns; Panagakis et
al., 2009), how often something begins, the cepstrum, and the shape of the spectrum.
"""

from functools import lru_cache
from typing import ClassVar, Literal

import numpy as np

from core.features.filters import mel_bank, window_samples
from core.features.mel import MelComputation
from core.features.mfcc import cepstrum
from core.features.normalisation import power_to_db
from core.features.spec import FEATURES, StepSpec
from core.features.spectrum import Block, Computation, Framing
from core.features.timbre import centroid_and_bandwidth, chunk_sums, rolloff
from core.features.waveform import zero_crossing_rate

FRAMING = Framing(n_fft=1024, hop_length=512)
RATE = 22_050  # Hz
FRAMES_A_SECOND = RATE / FRAMING.hop_length
N_BANDS = 80
N_GROUPS = 20  # of bands, whose rhythm is told apart
N_REGISTERS = 4  # of bands, whose beginnings are told apart
N_MFCC = 20
WINDOW = 128
"""Frames in a texture window, 3 s: its modulations are multiples of a third of a Hz."""
COMPRESSION = 1e4  # log10(COMPRESSION power + 1) stands for loudness
QUANTILES = (0.1, 0.9)
RHYTHM = (1, 2, 3, 4, 5, 7, 9, 13, 17, 24, 34, 46, 64)
"""Where bands of modulation begin and end, in multiples of `FRAMES_A_SECOND` / `WINDOW`."""
N_ONSET_RATES = 40  # up to 13 Hz, one by one
FAINTEST = 1e-2  # modulation; fainter ones are alike
SMALLEST = 1e-4  # deviation of a band that has none
STEPS_AT_ONCE = 64  # keeps an hour of sound in little memory

N_SHAPES = 4  # centroid, bandwidth, rolloff, zero crossings

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
    "shape": N_SHAPES,
    "of shape": N_SHAPES,
}
"""What its numbers are, in their order, and how many of each."""

BY_LIBROSA = """from core.features.texture import FRAMING, textures

y = y * ({level:g} / np.sqrt(np.mean(np.square(y, dtype=np.float64))))
power = np.abs(librosa.stft(y, n_fft=1024, hop_length=512)) ** 2
mel = librosa.feature.melspectrogram(S=power, sr={rate}, n_fft=1024, n_mels=80)
of_spectrum = dict(S=np.sqrt(power), sr={rate}, n_fft=1024)
shape = [
    librosa.feature.spectral_centroid(**of_spectrum)[0],
    librosa.feature.spectral_bandwidth(**of_spectrum)[0],
    librosa.feature.spectral_rolloff(**of_spectrum)[0],
    librosa.feature.zero_crossing_rate(y, frame_length=1024, hop_length=512)[0],
]
texture = textures(mel.T, np.array(shape).T, hop_seconds={hop:g})"""


@FEATURES.register("texture")
class Texture(StepSpec, frozen=True):
    """868 numbers for each 3 s of sound, every `hop_seconds`: [868, n_steps]."""

    title: ClassVar[str] = "Texture"

    kind: Literal["texture"] = "texture"
    sample_rate: Literal[22050] = RATE  # type: ignore[assignment]

    def begin(self, n_samples: int) -> Computation:
        return _TextureComputation(self, n_samples)

    def by_librosa(self) -> str:
        return BY_LIBROSA.format(rate=self.sample_rate, level=self.level, hop=self.hop_seconds)


class _TextureComputation(MelComputation):
    def __init__(self, spec: Texture, n_samples: int) -> None:
        super().__init__(n_samples, FRAMING, "hann", mel_bank(RATE, FRAMING.n_fft, N_BANDS))
        self.spec = spec
        self.shape = np.empty((FRAMING.n_frames(n_samples), N_SHAPES), np.float32)

    def set_samples(self, y: np.ndarray) -> None:
        self.y = y
        self.gain = self.spec.gain(y)

    def add_block(self, block: Block) -> None:
        super().add_block(block)
        sums = chunk_sums(block.magnitude)
        bins = (*centroid_and_bandwidth(sums), rolloff(block.magnitude, sums))
        self.shape[block.rows, :3] = np.transpose(bins) * (RATE / FRAMING.n_fft)

    def finish(self) -> np.ndarray:
        self.shape[:, 3] = zero_crossing_rate(self.y, FRAMING)
        return textures(self.gain**2 * self.mel, self.shape, self.spec.hop_seconds)


def textures(mel: np.ndarray, shape: np.ndarray, hop_seconds: float = 1.0) -> np.ndarray:
    """Statistics of the window around each step, float32 [868, n_steps].

    In this order: of each band's loudness the means, deviations, skewnesses and quantiles; of each
    group of bands its modulations, slow to fast; of each register the rates of its onsets; of each
    cepstral coefficient the means, deviations and deviations of its changes; the means and
    deviations of the shape.

    Parameters
    ----------
    mel : np.ndarray [shape=(n_frames, 80)]
        Power in mel bands.
    shape : np.ndarray [shape=(n_frames, 4)]
        Centroid, bandwidth and rolloff in Hz, and the zero-crossing rate, 0 to 1.
    hop_seconds : float
        From one step to the next.
    """
    loudness = np.log10(COMPRESSION * mel + 1).astype(np.float32)
    coefficients = cepstrum(power_to_db(mel), N_MFCC)
    octaves = np.concatenate([np.log(shape[:, :3] + 1), shape[:, 3:]], axis=1)
    n_steps = 1 + int((len(mel) - 1) / (FRAMES_A_SECOND * hop_seconds))
    starts = np.round(np.arange(n_steps) * FRAMES_A_SECOND * hop_seconds).astype(int)
    parts = []
    for first in range(0, n_steps, STEPS_AT_ONCE):
        some = starts[first : first + STEPS_AT_ONCE]
        bands, cepstra, shapes = (_windows(x, some) for x in (loudness, coefficients, octaves))
        parts.append(
            np.concatenate(
                [
                    _spread(bands),
                    _modulations(bands),
                    _onset_rates(bands),
                    *_mean_and_deviation(cepstra),
                    np.diff(cepstra).std(axis=2),
                    *_mean_and_deviation(shapes),
                ],
                axis=1,
            )
        )
    return np.ascontiguousarray(np.concatenate(parts).T, dtype=np.float32)


def _windows(frames: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """[n_frames, n_rows] -> [n_steps, n_rows, WINDOW]; beyond both ends the clip is mirrored."""
    at = starts[:, np.newaxis] + np.arange(WINDOW) - WINDOW // 2
    at %= 2 * len(frames)  # there and back again, and so on
    at = np.where(at < len(frames), at, 2 * len(frames) - 1 - at)
    return np.ascontiguousarray(frames[at].transpose(0, 2, 1))


def _mean_and_deviation(windows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return windows.mean(axis=2), windows.std(axis=2)


def _spread(bands: np.ndarray) -> np.ndarray:
    """How the loudness of each band is spread over time: [n_steps, 5 N_BANDS]."""
    mean, deviation = _mean_and_deviation(bands)
    deviation += SMALLEST
    z = (bands - mean[:, :, np.newaxis]) / deviation[:, :, np.newaxis]
    skewness = (z * z * z).mean(axis=2)
    return np.concatenate([mean, deviation, skewness, *np.quantile(bands, QUANTILES, axis=2)], 1)


def _modulations(bands: np.ndarray) -> np.ndarray:
    """How strongly groups of bands swell and fade, slow to fast, in logarithms."""
    groups = bands.reshape(len(bands), N_GROUPS, -1, WINDOW).mean(axis=2)
    strengths = _strengths(groups)
    sums = np.add.reduceat(strengths[:, :, : RHYTHM[-1]], RHYTHM[:-1], axis=2)
    means = sums / np.diff(RHYTHM).astype(np.float32)
    return np.log(means + FAINTEST).reshape(len(bands), -1)


def _onset_rates(bands: np.ndarray) -> np.ndarray:
    """How strongly registers begin anew at each rate, in logarithms."""
    rises = np.maximum(np.diff(bands), 0)
    registers = rises.reshape(len(bands), N_REGISTERS, -1, WINDOW - 1).mean(axis=2)
    return np.log(_strengths(registers)[:, :, 1 : 1 + N_ONSET_RATES] + FAINTEST).reshape(
        len(bands), -1
    )


def _strengths(curves: np.ndarray) -> np.ndarray:
    """Magnitudes of the spectra of curves, their means taken off, through a Hann window."""
    import scipy.fft

    centred = curves - curves.mean(axis=2, keepdims=True)
    return np.abs(scipy.fft.rfft(centred * _fade(curves.shape[2]), axis=2))


@lru_cache(maxsize=4)
def _fade(n: int) -> np.ndarray:
    return window_samples("hann", n)
