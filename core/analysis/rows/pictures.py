"""Pictures of a song flattened: mean and deviation of each row of its MFCC, mel or CQT."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from core.analysis.rows.base import SOURCES
from core.analysis.rows.computed import Computed
from core.features import Cqt, Mel, Mfcc
from core.features.cqt import frequencies
from core.features.filters import mel_edges

N_MFCC, N_MELS = 20, 64


def flattened(rows: Iterable[str]) -> tuple[str, ...]:
    """Names of the values that a picture comes to.

    Examples
    --------
    >>> flattened(["MFCC 1", "MFCC 2"])
    ('MFCC 1', 'MFCC 2', 'MFCC 1, its deviation', 'MFCC 2, its deviation')
    """
    names = tuple(rows)
    return (*names, *(f"{name}, its deviation" for name in names))


class Flattened(Computed):
    """The mean of each row over time, then the standard deviation of each."""

    def summary(self, feature: NDArray[np.floating]) -> NDArray[np.float64]:
        moments = (feature.mean(axis=1, dtype=np.float64), feature.std(axis=1, dtype=np.float64))
        return np.concatenate(moments)


class FromMfcc(Flattened):
    title = "MFCC"
    alike = (
        "Songs that lie near each other are alike in timbre: in the mean and the deviation of "
        f"each of {N_MFCC} MFCCs."
    )
    spec = Mfcc(n_mfcc=N_MFCC, window="hann", normalise="none")
    names = flattened(f"MFCC {k + 1}" for k in range(N_MFCC))


class FromMel(Flattened):
    title = "Mel bands"
    alike = (
        "Songs that lie near each other are alike in how loud each of "
        f"{N_MELS} mel bands is, and how it swells and fades."
    )
    spec = Mel(n_mels=N_MELS, normalise="none")
    names = flattened(f"{hertz:.0f} Hz" for hertz in mel_edges(N_MELS, 0.0, 11025.0)[1:-1])


class FromCqt(Flattened):
    title = "Constant Q"
    alike = (
        "Songs that lie near each other are alike in how loud each of the 84 semitones from C1 on "
        "is, and how it swells and fades."
    )
    spec = Cqt(normalise="none")
    names = flattened(f"{hertz:.1f} Hz" for hertz in frequencies(spec))


SOURCES.register("mfcc")(FromMfcc())
SOURCES.register("mel")(FromMel())
SOURCES.register("cqt")(FromCqt())
