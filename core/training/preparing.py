"""What comes before the first epoch: each song's features, with progress in the run's folder."""

import time

import numpy as np

from core.datasets import Dataset, Split, Track
from core.features import Averages
from core.training.run import Run

TELL_SECONDS = 0.5
FEW = 4  # songs whose pace tells nothing yet

Features = list[list[np.ndarray]]  # of each track, one array per spec of the recipe


class Stopped(Exception):
    """Somebody asked the run to stop."""


def load(run: Run, dataset: Dataset, split: Split) -> tuple[Features, Features]:
    """Features of the training and of the validation side, from the cache or computed now.

    Raises
    ------
    Stopped
        As soon as somebody asks for it.
    """
    tracks = (*split.train, *split.validation)
    began, told = time.monotonic(), 0.0
    features = []
    for n_ready, track in enumerate(tracks):
        if run.stop_asked():
            raise Stopped
        now = time.monotonic()
        if now - told > TELL_SECONDS:
            told = now
            left = (len(tracks) - n_ready) * (now - began) / n_ready if n_ready > FEW else None
            run.write_status(
                message="computing features, which are kept for the next time",
                n_ready=n_ready, n_songs=len(tracks), eta_seconds=left,
            )  # fmt: skip
        features.append(track_features(run, dataset, track))
    run.write_status(
        message="the first epoch is on its way", n_ready=len(tracks), n_songs=len(tracks),
        eta_seconds=None, preparing_seconds=run.status().prepared_for(time.time()),
    )  # fmt: skip
    return features[: len(split.train)], features[len(split.train) :]


def track_features(run: Run, dataset: Dataset, track: Track) -> list[np.ndarray]:
    """One track's features.

    The averages are computed along with them, for whoever describes the songs later: decoding the
    sound takes longer than both.
    """
    beside = [Averages()] if dataset.can_give(Averages) else []
    wanted = {spec.key: spec for spec in (*run.recipe.features, *beside)}
    arrays = dict(zip(wanted, dataset.features(track, list(wanted.values())), strict=True))
    return [arrays[spec.key] for spec in run.recipe.features]
