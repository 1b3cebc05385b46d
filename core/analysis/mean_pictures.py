"""The mean picture of many songs, beside which one song shows what is unusual about it."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from core.datasets import AudioDataset, Dataset, Track
from core.datasets.contents import content_hash
from core.errors import DatasetError
from core.features import Cqt, Mel, Mfcc, cached
from core.features.spec import FrameSpec
from core.training.recipe import Recipe

SHARE = 0.25  # of the songs: a frame that fewer have is left out of their mean
USUAL = (Mfcc(), Mel(), Cqt())
Progress = Callable[[int, int], None]  # called with the songs done and the songs in all


def raw_pictures(recipe: Recipe) -> list[FrameSpec]:
    """The pictures of sound that a network gets, then MFCC, mel and CQT where it gets none.

    They are not normalised: a song's own mean is what a mean over songs is to show.
    """
    heard = [spec for spec in recipe.features if isinstance(spec, FrameSpec)]
    others = [spec for spec in USUAL if spec.kind not in {each.kind for each in heard}]
    return [spec.model_copy(update={"normalise": "none"}) for spec in (*heard, *others)]


def mean_picture(
    dataset: Dataset,
    tracks: Sequence[Track],
    spec: FrameSpec,
    *,
    progress: Progress = lambda n_done, n: None,
) -> np.ndarray:
    """Mean over songs, frame by frame, kept for the next time.

    Parameters
    ----------
    dataset : Dataset
    tracks : sequence of Track
        At least one, each with a sound file.
    spec : FrameSpec
        Which picture.
    progress : callable
        Called before each song where the mean is not at hand.

    Returns
    -------
    mean : float32 array [shape=(n_bins, n_frames)]
        As many frames as at least a quarter of the songs have.

    Raises
    ------
    DatasetError
        Where there is no song, or one has no sound.
    """
    if not tracks:
        raise DatasetError(f"There is no song of {dataset.title} to take the mean of.")
    parts = sorted(_content(dataset, track) for track in tracks)
    key = hashlib.sha256("\n".join(("mean picture", *parts)).encode()).hexdigest()
    return cached(key, spec, lambda: _mean(dataset, tracks, spec, progress))


def _content(dataset: Dataset, track: Track) -> str:
    if not isinstance(dataset, AudioDataset):
        raise DatasetError(f"{track.id} has no sound file, so there is no picture of it.")
    return f"{content_hash(dataset.file(track))}:{track.start}:{track.seconds}"


def _mean(
    dataset: Dataset, tracks: Sequence[Track], spec: FrameSpec, progress: Progress
) -> np.ndarray:
    total, count = np.zeros((0, 0)), np.zeros(0, dtype=int)
    for n_done, track in enumerate(tracks):
        progress(n_done, len(tracks))
        (values,) = dataset.features(track, [spec])
        n_bins, n_frames = values.shape
        if n_frames > len(count):
            longer = np.zeros((n_bins, n_frames))
            longer[: len(total), : len(count)] = total
            total, count = longer, np.pad(count, (0, n_frames - len(count)))
        total[:, :n_frames] += values
        count[:n_frames] += 1
    enough = count >= SHARE * len(tracks)
    return (total[:, enough] / count[enough]).astype(np.float32)
