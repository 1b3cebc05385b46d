"""Songs of a dataset as points: their averages or their embeddings, ready for PCA."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from core.features import Averages, column_names

if TYPE_CHECKING:
    import pandas as pd

    from core.audio import Audio

Kind = Literal["averages", "embedding"]

PLAIN = {
    "chroma_stft_mean": "chroma: how many pitch classes sound",
    "rms_mean": "RMS: loudness",
    "spectral_centroid_mean": "centroid: brightness",
    "spectral_bandwidth_mean": "bandwidth: spread around it",
    "rolloff_mean": "rolloff: where treble ends",
    "zero_crossing_rate_mean": "zero crossings: noisiness",
    "mfcc1_mean": "MFCC 1: overall level",
    "mfcc2_mean": "MFCC 2: bass against treble",
    "mfcc3_mean": "MFCC 3: both against the middle",
}


@dataclass(frozen=True, eq=False)
class SongPoints:
    """Songs with their numbers.

    Attributes
    ----------
    table : DataFrame
        ``track_id``, ``label``, ``side`` of each song.
    values : float array [shape=(n_songs, n_values)]
    names : tuple of str
        What each value is, in plain words.
    """

    table: "pd.DataFrame"
    values: NDArray[np.float64]
    names: tuple[str, ...]

    def beside(self, coordinates: NDArray[np.floating]) -> "pd.DataFrame":
        """The table with the coordinates [n_songs, n_components] of its songs."""
        import pandas as pd

        names = component_names(coordinates.shape[1])
        return pd.concat([self.table, pd.DataFrame(coordinates, columns=names)], axis=1)

    def row(self, track_id: str) -> "pd.DataFrame":
        """The numbers of one song by what they are; DataFrame ``value`` [n_values]."""
        import pandas as pd

        (place,) = np.flatnonzero(self.table.track_id == track_id)[:1]
        return pd.DataFrame({"value": self.values[place]}, index=list(self.names))

    def at(self, places: "NDArray[np.intp] | slice") -> "SongPoints":
        """The songs at some places, counted from 0."""
        table = self.table.iloc[places].reset_index(drop=True)
        return SongPoints(table, self.values[places], self.names)

    def only(
        self, *, genres: Sequence[str] | None = None, sides: Sequence[str] | None = None
    ) -> "SongPoints":
        """The songs of some genres and sides of the split; all where none are named.

        Raises
        ------
        ValueError
            When fewer than three songs are left, which no plane needs finding for.
        """
        kept = np.ones(len(self.table), dtype=bool)
        kept &= True if genres is None else self.table.label.isin(genres).to_numpy()
        kept &= True if sides is None else self.table.side.isin(sides).to_numpy()
        if kept.sum() < 3:
            raise ValueError(f"{kept.sum()} songs are chosen; at least 3 are needed. Add a genre.")
        return self.at(np.flatnonzero(kept))


def component_names(n: int) -> list[str]:
    """``["component 1", …]``.

    Examples
    --------
    >>> component_names(2)
    ['component 1', 'component 2']
    """
    return [f"component {i + 1}" for i in range(n)]


def columns_of(songs: "pd.DataFrame", kind: Kind) -> list[str]:
    """The columns of ``songs.parquet`` that hold the averages or the embedding."""
    averages = column_names(Averages())
    if kind == "averages":
        return [name for name in averages if name in songs]
    return [name for name in songs.columns if name[0] == "e" and name[1:].isdigit()]


def plain(column: str) -> str:
    """A column's name in plain words.

    Examples
    --------
    >>> plain("mfcc7_mean"), plain("e0")
    ('MFCC 7', 'unit 1')
    """
    if column in PLAIN:
        return PLAIN[column]
    if column.startswith("mfcc"):
        return f"MFCC {column.removeprefix('mfcc').removesuffix('_mean')}"
    return f"unit {int(column[1:]) + 1}"


def averages_of(audio: "Audio") -> NDArray[np.float64]:
    """The 26 averages [26] of a sound, as in ``songs.parquet``."""
    from core.audio import SAMPLE_RATE, resample
    from core.features import extract

    (values,) = extract(resample(audio, SAMPLE_RATE).mono(), specs=[Averages()])
    return values.astype(np.float64)
