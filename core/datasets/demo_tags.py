"""Tags of the demo songs, from their scores; three in ten are left out, as if nobody had told."""

import zlib
from typing import ClassVar

import numpy as np

from core.datasets import DATASETS
from core.datasets.base import Track
from core.datasets.demo import SECONDS, DemoDataset, demo_tracks, durations
from core.demo_music.drums import Drum
from core.demo_music.score import Score

UNKNOWN = 0.3  # share of the tags that nobody told
FAST = 115.0  # beats per minute and more
DRIVEN = 1.0  # distortion of a part beyond it is heard
ROOMY = 1.8  # s that the reverb takes to fall by 60 dB, and more
OLD = 6000.0  # Hz; a tape that ends below it sounds old
SWUNG = 0.55  # where in a beat its second half begins, and later; 0.5 is even

TAGS = ("distorted", "drums", "fast", "old tape", "roomy", "swing", "three beats")


class DemoTags(DemoDataset):
    """The demo songs with tags."""

    task = "multi_label"
    about: ClassVar[str] = (
        f"{DemoDataset.about} Their tags come from their scores; 30 % of them are left out at "
        "random, as if nobody had told."
    )


@DATASETS.register("demo-tags")
def open_demo_tags() -> DemoTags:
    """The songs of the demo set, each with those of its `TAGS` that are known."""
    tracks = demo_tracks(known_tags)
    return DemoTags(
        "demo-tags", "Demo, tags (synthetic)", tracks, TAGS,
        synthetic=True, durations=durations(tracks),
    )  # fmt: skip


def known_tags(score: Score, track: Track) -> dict[str, float]:
    """Those tags of a song that somebody told: 1 where it has the tag, 0 where it has not."""
    rng = np.random.default_rng(zlib.crc32(f"{track.id} tags".encode()))
    known = rng.random(len(TAGS)) >= UNKNOWN
    pairs = zip(tags_of(score).items(), known, strict=True)
    return {name: float(has) for (name, has), is_known in pairs if is_known}


def tags_of(score: Score) -> dict[str, bool]:
    """Which of `TAGS` are true of a song."""
    audible = [
        part
        for part in score.parts
        if any(60 * note.start / score.bpm < SECONDS for note in part.notes)
    ]
    has = (
        any(part.drive > DRIVEN for part in audible),
        any(isinstance(part.voice, Drum) for part in audible),
        score.bpm >= FAST,
        score.mix.bandwidth < OLD,
        score.mix.reverb >= ROOMY,
        score.swing >= SWUNG,
        score.beats_per_bar == 3,
    )
    return dict(zip(TAGS, has, strict=True))
