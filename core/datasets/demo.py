"""Ten styles of synthetic music, made by the project from a seed: for trying, teaching, testing.

The styles overlap, as genres do. A third of the songs are clear cases; each of the others keeps its
notes and borrows from a neighbouring style some of its beat, tempo, instruments, room and ending
(`core.demo_music.crossover`, which says who neighbours whom, and why). A title tells
what a song borrows. So a network that learned the set well still errs, for the most part between
neighbours; on clear cases too, since it has met each style in its neighbour's clothes. The label is
always the style in which a song is written and begins: none is wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np

from core import paths
from core.audio import Audio, encode_wav, resample
from core.datasets import DATASETS
from core.datasets.base import Track, track_features
from core.datasets.folder import FolderDataset
from core.demo_music import STYLES, Crossover, compose_crossover, make_crossover
from core.demo_music.score import Score
from core.features import FeatureSpec

VERSION = 2  # raise when the music changes, so that old files are not taken for it
SONGS_PER_STYLE = 24
SECONDS = 12.0
TrackValues = Callable[[Score, Track], dict[str, float]]


class DemoDataset(FolderDataset):
    """The demo set, and what model cards say of it."""

    about: ClassVar[str] = (
        "Ten synthetic styles, made by this project from seeds. Two songs in three borrow some "
        "of beat, tempo, instruments, room and ending from a neighbouring style."
    )
    limits: ClassVar[tuple[str, ...]] = (
        "All of it was made by a program: figures say nothing about real recordings.",
        "A song that borrows all that it can is known by nothing but its notes before the ending.",
    )

    def file(self, track: Track) -> Path:
        """The file of a song, which is made when it is asked for the first time."""
        path = super().file(track)
        if not path.is_file():  # two processes may make it at once: the last one wins, whole
            style, _, seed = path.stem.rpartition(".")
            y = make_crossover(style, int(seed), seconds=self.durations[path.stem])
            paths.write_whole(path, encode_wav(Audio.from_mono(y)))
        return path

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """Cached features. Its own files need none of the care that a stranger's get."""
        self.file(track)  # so that it is there
        return track_features(track, specs, read=_samples)


@DATASETS.register("demo")
def open_demo() -> DemoDataset:
    """The demo set: 240 songs of 12 s, each of which is written once to the cache folder."""
    tracks = demo_tracks()
    return DemoDataset(
        "demo", "Demo (synthetic)", tracks, tuple(sorted(STYLES)),
        synthetic=True, durations=durations(tracks),
    )  # fmt: skip


def demo_tracks(track_values: TrackValues | None = None) -> tuple[Track, ...]:
    """The songs of the demo set, whether they are made already or not.

    `track_values` says from the score of a song what is known of it beside its style.
    """
    folder = paths.cache() / f"demo-v{VERSION}"
    tracks = tuple(
        _track(folder / style, style, seed) for style in STYLES for seed in range(SONGS_PER_STYLE)
    )
    if track_values is None:
        return tracks
    return tuple(replace(track, values=track_values(score_of(track), track)) for track in tracks)


@lru_cache(maxsize=512)
def score_of(track: Track) -> Score:
    """The score of a song of the demo set, composed again."""
    seed = int(track.id.rpartition(".")[2])
    return compose_crossover(track.label, seed, seconds=SECONDS)


def durations(tracks: Sequence[Track]) -> dict[str, float]:
    """Of each song by id, s: they are all of one length."""
    return {track.id: SECONDS for track in tracks}


@lru_cache(maxsize=2)  # slices of one song read it once
def _samples(path: Path, sample_rate: int) -> np.ndarray:
    import soundfile

    samples, own_rate = soundfile.read(path, dtype="float32", always_2d=True)
    return resample(Audio(samples.T, own_rate), sample_rate).samples


def _track(folder: Path, style: str, seed: int) -> Track:
    """A song of a style; its title tells what it borrows from where."""
    name, borrowed = f"{style}.{seed:02d}", str(Crossover.drawn(style, seed))
    title = f"synthetic {name}" + (f", with {borrowed}" if borrowed else "")
    return Track(name, style, folder / f"{name}.wav", title=title)
