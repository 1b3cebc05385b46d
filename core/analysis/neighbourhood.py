"""The songs that a network learned from, as it sums them up, and which of them lie near another."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.analysis.songs import columns_of
from core.errors import CheckpointError
from core.evaluation.songs import WEIGHTS
from core.once import once
from core.training.checkpoint import Checkpoint, version
from core.training.run import Results

MOST_COMPARED = 1000  # training songs, evenly chosen, whose own nearest is looked for
FARTHEST = 0.05  # the share of them that lies farther from its own nearest than what is "near"


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """Training songs as directions: standardised embeddings of unit length.

    Attributes
    ----------
    track_ids, labels : tuple of str
        Of the songs.
    directions : float array [shape=(n_songs, n_values)]
    mean, spread : float array [shape=(n_values,)]
        What embeddings are standardised by: those of the training songs.
    near : float
        The cosine similarity from which on a song is near: 95 % of the training songs have their
        own nearest no farther away.
    """

    track_ids: tuple[str, ...]
    labels: tuple[str, ...]
    directions: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    near: float

    @classmethod
    def of(
        cls,
        track_ids: tuple[str, ...],
        labels: tuple[str, ...],
        embeddings: NDArray[np.floating],
    ) -> "Neighbourhood":
        """From embeddings [n_songs, n_values] of two songs or more.

        Examples
        --------
        >>> songs = Neighbourhood.of(("a", "b"), ("pop", "rock"), np.array([[0.0, 1], [1, 0]]))
        >>> songs.similarities(np.array([1.0, 0.0])).round(6).tolist()
        [-1.0, 1.0]
        """
        values = np.asarray(embeddings, dtype=np.float64)
        mean, spread = values.mean(axis=0), values.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        directions = unit((values - mean) / spread)
        return cls(track_ids, labels, directions, mean, spread, usual_nearness(directions))

    def similarities(self, embedding: NDArray[np.floating]) -> NDArray[np.float64]:
        """Cosine similarity of an embedding [n_values] to each song, −1 to 1 [n_songs]."""
        return self.directions @ self.direction(embedding)

    def direction(self, embedding: NDArray[np.floating]) -> NDArray[np.float64]:
        """An embedding [n_values], or several [n, n_values], as the songs are kept."""
        return unit((embedding - self.mean) / self.spread)


def unit(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Vectors along the last axis, brought to length 1; zeros stay.

    Examples
    --------
    >>> unit(np.array([3.0, 4.0])).tolist()
    [0.6, 0.8]
    """
    length = np.linalg.norm(values, axis=-1, keepdims=True)
    return np.asarray(values / np.where(length > 0, length, 1.0), dtype=np.float64)


def usual_nearness(directions: NDArray[np.floating]) -> float:
    """The similarity to its own nearest that all but `FARTHEST` of the songs reach."""
    step = -(-len(directions) // MOST_COMPARED)
    chosen = np.arange(0, len(directions), step)
    similarities = directions[chosen] @ directions.T
    similarities[np.arange(len(chosen)), chosen] = -np.inf  # nobody is their own neighbour
    return float(np.quantile(similarities.max(axis=1), FARTHEST))


def neighbourhood_of(checkpoint: Checkpoint) -> Neighbourhood | None:
    """The training songs of a checkpoint; None where it carries none, as older ones do not.

    Raises
    ------
    CheckpointError
        Where its ``songs.parquet`` is of other weights, or holds what is no embedding.
    """
    if not (checkpoint.path / "songs.parquet").exists():
        return None
    return _kept(checkpoint.path, version(checkpoint.path), _changed(checkpoint.path))


@once(maxsize=8)
def _kept(path: Path, _version: str, _songs: int) -> Neighbourhood | None:
    results = Results(path)
    songs = results.songs()
    if songs is None:
        return None
    weights = Checkpoint(path).weights()
    if songs.attrs.get(WEIGHTS, weights) != weights:
        raise CheckpointError(
            f"songs.parquet of {results.name} was computed with other weights than lie beside it. "
            "Delete it, or compute it anew with `core.evaluation.describe_songs`."
        )
    training = songs[songs.side == "train"]
    embeddings = training[columns_of(songs, "embedding")].to_numpy(np.float64)
    if not np.isfinite(embeddings).all():
        raise CheckpointError(f"songs.parquet of {results.name} holds what is no number.")
    if len(training) < 2 or not embeddings.shape[1]:
        return None
    return Neighbourhood.of(tuple(training.track_id), tuple(training.label), embeddings)


def _changed(path: Path) -> int:
    return (path / "songs.parquet").stat().st_mtime_ns
