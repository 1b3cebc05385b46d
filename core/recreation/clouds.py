"""Where songs lie before and after they were recreated: clouds on principal components."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.analysis.pca import Pca, fit_pca
from core.analysis.songs import SongPoints, plain
from core.features import Averages, column_names
from core.recreation.judging import NOISE, ORIGINAL, VERSIONS

if TYPE_CHECKING:
    import pandas as pd

VERSION_OF = "~"  # between a song and a version of it


@dataclass(frozen=True, eq=False)
class Clouds:
    """Songs and their recreations on the components of the songs.

    Attributes
    ----------
    songs : DataFrame
        As given, of the genres and versions that were asked for.
    coordinates : float array [shape=(n_rows, n_components)]
        Of each row.
    pca : Pca
        Fitted to the originals alone, standardised.
    """

    songs: "pd.DataFrame"
    coordinates: NDArray[np.float64]
    pca: Pca

    def moved(self, genre: str, version: str) -> float:
        """How far the middle of a genre's songs moves when they are recreated.

        In multiples of the songs' own spread: their root mean square distance from that middle.
        Over all components, which is over all standardised averages.
        """
        before, after = self._points(genre, ORIGINAL), self._points(genre, version)
        middle = before.mean(axis=0)
        spread = np.sqrt(((before - middle) ** 2).sum(axis=1).mean())
        return float(np.linalg.norm(after.mean(axis=0) - middle) / spread)

    def _points(self, genre: str, version: str) -> NDArray[np.float64]:
        chosen = (self.songs.genre == genre) & (self.songs.version == version)
        return self.coordinates[chosen.to_numpy()]


def as_points(songs: "pd.DataFrame") -> SongPoints:
    """Songs that were kept aside and what was made of them, as rows of 26 averages.

    Each version is an item of its own: ``"blues.00001"`` of the class ``"blues"``, and
    ``"blues.00001~dense"`` of the class ``"blues, dense"``.

    Parameters
    ----------
    songs : DataFrame
        As of `core.recreation.published.read_songs`; of `VERSIONS` all but noise, which is the same
        for every song of a genre.
    """
    columns = list(column_names(Averages()))
    part = songs[songs.version.isin(VERSIONS) & (songs.version != NOISE)].reset_index(drop=True)
    whole = part.version == ORIGINAL
    table = part[["track_id", "genre"]].assign(
        track_id=part.track_id.where(whole, part.track_id + VERSION_OF + part.version),
        label=part.genre.where(whole, part.genre + ", " + part.version),
        side="test",
    )[["track_id", "label", "side"]]
    return SongPoints(table, part[columns].to_numpy(np.float64), tuple(map(plain, columns)))


def clouds(songs: "pd.DataFrame", genres: Sequence[str], version: str) -> Clouds:
    """The clouds of some genres, as they are and in one `version`.

    Parameters
    ----------
    songs : DataFrame
        As of `core.recreation.published.read_songs`.
    """
    columns = list(column_names(Averages()))
    part = songs[songs.genre.isin(genres) & songs.version.isin([ORIGINAL, version])]
    pca = fit_pca(part[part.version == ORIGINAL][columns].to_numpy(float))
    return Clouds(part, pca.project(part[columns].to_numpy(float)), pca)
