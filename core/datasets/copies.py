"""Distorted copies of songs: what networks learn from beside the songs themselves."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.audio import SAMPLE_RATE, Audio, resample
from core.datasets.base import AudioDataset, Dataset, Track, cached_features, cut, decoded
from core.datasets.contents import content_hash
from core.errors import DatasetError
from core.features import FeatureSpec
from core.signals.drawn import VERSION, Distortion, distorted

SECONDS = 12.0
"""Of a copy: enough for a window, and quickly computed."""


def copy_features(
    dataset: Dataset, track: Track, distortion: Distortion, specs: Sequence[FeatureSpec]
) -> list[np.ndarray]:
    """Features of a passage of a track after a distortion, cached beside its own.

    Which passage, and how strong the distortion is, are drawn from what the file holds: the same
    on every machine.

    Raises
    ------
    DatasetError
        Where the dataset has no sound.
    """
    if not isinstance(dataset, AudioDataset):
        raise DatasetError(f"{dataset.title} has no sound that could be distorted.")
    path = dataset.file(track)
    own = f"{content_hash(path)}:{track.start}:{track.seconds}"
    part = f"{own}:{distortion}:{VERSION}:{SECONDS}"
    drawn = int(hashlib.sha256(part.encode()).hexdigest(), 16)

    def heard(sample_rate: int) -> np.ndarray:
        rng = np.random.default_rng(drawn)
        whole = cut(decoded(path, path.stat().st_mtime_ns, SAMPLE_RATE), SAMPLE_RATE, track)
        room = max(0.0, whole.shape[1] / SAMPLE_RATE - SECONDS)
        passage = replace(track, start=rng.uniform(0, room), seconds=SECONDS)
        audio = Audio.from_mono(cut(whole, SAMPLE_RATE, passage)[0])
        return resample(distorted(audio, distortion, rng), sample_rate).mono()

    return cached_features(part, specs, heard)
