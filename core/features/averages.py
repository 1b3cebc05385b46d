"""Averages over a clip: the 26 means of the classic baseline, and the 57 columns of its table.

The table is the one that is published with GTZAN: librosa's defaults at 22,050 Hz.
"""

from typing import ClassVar, Literal

import numpy as np

from core.features.chroma import Chroma
from core.features.filters import mel_bank
from core.features.mfcc import cepstrum
from core.features.normalisation import power_to_db
from core.features.separation import separate
from core.features.spec import FEATURES, SoundSpec
from core.features.spectrum import Block, Computation, Framing
from core.features.tempo import onset_strength, tempo
from core.features.timbre import centroid_and_bandwidth, chunk_sums, rolloff
from core.features.waveform import rms, zero_crossing_rate

FRAMING = Framing(n_fft=2048, hop_length=512)
N_MELS = 128
N_MFCC = 20
FRAMEWISE = (
    "chroma_stft",
    "rms",
    "spectral_centroid",
    "spectral_bandwidth",
    "rolloff",
    "zero_crossing_rate",
)
MFCCS = tuple(f"mfcc{k}" for k in range(1, N_MFCC + 1))
PARTS = ("harmony", "perceptr")  # as the published table spells them

CLASSIC26 = tuple(f"{name}_mean" for name in (*FRAMEWISE, *MFCCS))
CLASSIC25 = tuple(name for name in CLASSIC26 if name != "rms_mean")
TABLE57 = (
    *(f"{name}_{of}" for name in (*FRAMEWISE, *PARTS) for of in ("mean", "var")),
    "tempo",
    *(f"{name}_{of}" for name in MFCCS for of in ("mean", "var")),
)
COLUMNS = {"classic26": CLASSIC26, "classic25": CLASSIC25, "table57": TABLE57}
"""By name; ``classic25`` are the means that Fard takes, which tell nothing of loudness."""


@FEATURES.register("averages")
class Averages(SoundSpec, frozen=True):
    """One number per column for a whole clip, in the order of `column_names`."""

    title: ClassVar[str] = "Averages"

    kind: Literal["averages"] = "averages"
    columns: Literal["classic26", "classic25", "table57"] = "classic26"

    def begin(self, n_samples: int) -> Computation:
        return _AveragesComputation(self, n_samples)


@FEATURES.register("average-curves")
class AverageCurves(SoundSpec, frozen=True):
    """What the classic 26 average, over time: [26, n_frames], whose mean over frames they are.

    With them the averages of any stretch of a song cost one mean, not another analysis.
    """

    title: ClassVar[str] = "Curves of the averages"

    sequence: ClassVar[bool] = True

    kind: Literal["average-curves"] = "average-curves"

    @property
    def step_seconds(self) -> float:
        """Time from one frame to the next, s."""
        return FRAMING.hop_length / self.sample_rate

    def begin(self, n_samples: int) -> Computation:
        return _CurvesComputation(self, n_samples)


def column_names(spec: Averages) -> tuple[str, ...]:
    """Names of the values, spelt as in the published table."""
    return COLUMNS[spec.columns]


class _CurvesComputation(Computation):
    framing = FRAMING
    window = "hann"

    def __init__(self, spec: SoundSpec, n_samples: int) -> None:
        n_frames = FRAMING.n_frames(n_samples)
        self.sample_rate = spec.sample_rate
        self.bank = mel_bank(spec.sample_rate, FRAMING.n_fft, N_MELS)
        self.mel = np.empty((n_frames, N_MELS), np.float32)
        self.shape = np.empty((3, n_frames), np.float32)  # centroid, bandwidth, rolloff in Hz
        self.chroma = Chroma(spec.sample_rate, FRAMING, n_frames)

    def hear(self, y: np.ndarray) -> None:
        self.y = y

    def take(self, block: Block) -> None:
        self.bank.apply(block.power, self.mel[block.rows])
        self.chroma.take(block)
        sums = chunk_sums(block.magnitude)
        bins = (*centroid_and_bandwidth(sums), rolloff(block.magnitude, sums))
        self.shape[:, block.rows] = np.multiply(bins, self.sample_rate / FRAMING.n_fft)

    def finish(self) -> np.ndarray:
        chroma, *others = self.series(power_to_db(self.mel))
        return np.stack([chroma.mean(axis=1), *others]).astype(np.float32)

    def series(self, decibels: np.ndarray) -> list[np.ndarray]:
        """What is averaged: [n_frames, 12] for the chroma, [n_frames] for all others.

        Parameters
        ----------
        decibels : np.ndarray [shape=(n_frames, n_mels)]
            Of the mel power.
        """
        return [
            self.chroma.finish(self.y),
            rms(self.y, FRAMING),
            *self.shape,
            zero_crossing_rate(self.y, FRAMING),
            *cepstrum(decibels, N_MFCC).T,
        ]


class _AveragesComputation(_CurvesComputation):
    def __init__(self, spec: Averages, n_samples: int) -> None:
        super().__init__(spec, n_samples)
        self.columns = column_names(spec)

    def finish(self) -> np.ndarray:
        decibels = power_to_db(self.mel)
        names = (*FRAMEWISE, *MFCCS)
        series = dict(zip(names, self.series(decibels), strict=True))
        values = self._parts_and_tempo(decibels) if "tempo" in self.columns else {}
        for column in self.columns:
            name, _, of = column.rpartition("_")
            if name in series:
                statistic = np.mean if of == "mean" else np.var
                values[column] = float(statistic(series[name], dtype=np.float64))
        return np.array([values[column] for column in self.columns], np.float32)

    def _parts_and_tempo(self, decibels: np.ndarray) -> dict[str, float]:
        """The columns that the classic 26 do without."""
        parts = separate(self.y, FRAMING)
        hop = FRAMING.hop_length
        onsets = onset_strength(decibels, n_fft=FRAMING.n_fft, hop_length=hop)
        return {
            "harmony_mean": parts.harmonic[0],
            "harmony_var": parts.harmonic[1],
            "perceptr_mean": parts.percussive[0],
            "perceptr_var": parts.percussive[1],
            "tempo": tempo(onsets, sample_rate=self.sample_rate, hop_length=hop),
        }
