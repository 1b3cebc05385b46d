"""Averages over a clip: the 26 means of the classic baseline, and the 57 columns of its table.

The table is the one that is published with GTZAN: librosa's defaults at 22,050 Hz.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np

from core.features.chroma import Chroma
from core.features.filters import mel_bank
from core.features.mel import MelComputation
from core.features.mfcc import cepstrum
from core.features.normalisation import power_to_db
from core.features.separation import part_statistics
from core.features.spec import FEATURES, SoundSpec
from core.features.spectrum import Block, Computation, Framing
from core.features.tempo import tempo
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
PARTS = tuple(
    f"{part}_{of}" for part in ("harmony", "perceptr") for of in ("mean", "var")
)  # harmonic and percussive, as the published table spells them

CLASSIC26 = tuple(f"{name}_mean" for name in (*FRAMEWISE, *MFCCS))
CLASSIC25 = tuple(name for name in CLASSIC26 if name != "rms_mean")
TABLE57 = (
    *(f"{name}_{of}" for name in FRAMEWISE for of in ("mean", "var")),
    *PARTS,
    "tempo",
    *(f"{name}_{of}" for name in MFCCS for of in ("mean", "var")),
)
COLUMNS = {"classic26": CLASSIC26, "classic25": CLASSIC25, "table57": TABLE57}
"""By name; ``classic25`` are the means that Fard takes, which tell nothing of loudness."""


SERIES_BY_LIBROSA = """chroma_stft = librosa.feature.chroma_stft(y=y, sr={rate})
rms = librosa.feature.rms(y=y)
spectral_centroid = librosa.feature.spectral_centroid(y=y, sr={rate})
spectral_bandwidth = librosa.feature.spectral_bandwidth(y=y, sr={rate})
rolloff = librosa.feature.spectral_rolloff(y=y, sr={rate})
zero_crossing_rate = librosa.feature.zero_crossing_rate(y)
series = [{framewise}]
mfcc = librosa.feature.mfcc(y=y, sr={rate}, n_mfcc={n_mfcc})
"""

MEANS_BY_LIBROSA = "averages = np.array([x.mean() for x in (*series, *mfcc)])"

TABLE_BY_LIBROSA = """series += librosa.effects.hpss(y)
averages = np.array(
    [
        *(of(x) for x in series for of in (np.mean, np.var)),
        *librosa.feature.tempo(y=y, sr={rate}),
        *(of(x) for x in mfcc for of in (np.mean, np.var)),
    ]
)"""

CURVES_BY_LIBROSA = "average_curves = np.vstack([series[0].mean(axis=0), *series[1:], mfcc])"


@FEATURES.register("averages")
class Averages(SoundSpec, frozen=True):
    """One number per column for a whole clip, in the order of `column_names`."""

    title: ClassVar[str] = "Averages"

    kind: Literal["averages"] = "averages"
    columns: Literal["classic26", "classic25", "table57"] = "classic26"

    @property
    def of_table(self) -> tuple[str, ...]:
        """As the published table spells them."""
        return column_names(self)

    def begin(self, n_samples: int) -> Computation:
        return _AveragesComputation(self, n_samples)

    def by_librosa(self) -> str:
        columns = column_names(self)
        end = TABLE_BY_LIBROSA if "tempo" in columns else MEANS_BY_LIBROSA
        framewise = [name for name in FRAMEWISE if f"{name}_mean" in columns]
        return _code(self, framewise, end)


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

    def by_librosa(self) -> str:
        return _code(self, FRAMEWISE, CURVES_BY_LIBROSA)


def _code(spec: SoundSpec, framewise: Sequence[str], end: str) -> str:
    """The series by librosa, and at the end what is made of those named in `framewise`."""
    return (SERIES_BY_LIBROSA + end).format(
        rate=spec.sample_rate, framewise=", ".join(framewise), n_mfcc=N_MFCC
    )


def curve_rows(spec: Averages) -> list[int] | None:
    """Which rows of `AverageCurves` have the values of `spec` as their means.

    None where some are no means of curves: variances, the tempo, what harmonics and percussion do.

    Examples
    --------
    >>> curve_rows(Averages(columns="classic25"))[:3], curve_rows(Averages(columns="table57"))
    ([0, 2, 3], None)
    """
    names = column_names(spec)
    return [CLASSIC26.index(name) for name in names] if {*names} <= {*CLASSIC26} else None


def column_names(spec: Averages) -> tuple[str, ...]:
    """Names of the values, spelt as in the published table.

    Examples
    --------
    >>> column_names(Averages())[:3], len(column_names(Averages(columns="table57")))
    (('chroma_stft_mean', 'rms_mean', 'spectral_centroid_mean'), 57)
    """
    return COLUMNS[spec.columns]


class _CurvesComputation(MelComputation):
    def __init__(self, spec: SoundSpec, n_samples: int) -> None:
        bank = mel_bank(spec.sample_rate, FRAMING.n_fft, N_MELS)
        super().__init__(n_samples, FRAMING, "hann", bank)
        n_frames = FRAMING.n_frames(n_samples)
        self.sample_rate = spec.sample_rate
        self.shape = np.empty((3, n_frames), np.float32)  # centroid, bandwidth, rolloff in Hz
        self.chroma = Chroma(spec.sample_rate, FRAMING, n_frames)

    def set_samples(self, y: np.ndarray) -> None:
        self.y = y

    def add_block(self, block: Block) -> None:
        super().add_block(block)
        self.chroma.add_block(block)
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
        """The columns that the classic 26, and with them every prediction, do without."""
        parts = part_statistics(self.y).ravel().tolist()
        beat = tempo(decibels.T, sample_rate=self.sample_rate)
        return dict(zip(PARTS, parts, strict=True)) | {"tempo": beat}
