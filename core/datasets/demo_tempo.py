"""The tempo of the demo songs, from their scores; of songs without drums, nobody told it."""

from typing import ClassVar

from core.datasets import DATASETS
from core.datasets.base import Track
from core.datasets.demo import DemoDataset, demo_tracks, durations
from core.datasets.demo_tags import tags_of
from core.demo_music.score import Score


class DemoTempo(DemoDataset):
    """The demo songs with their tempo."""

    task = "regression"
    about: ClassVar[str] = (
        f"{DemoDataset.about} Their tempo comes from their scores; of songs without drums it "
        "counts as unknown."
    )


@DATASETS.register("demo-tempo")
def open_demo_tempo() -> DemoTempo:
    """The songs of the demo set, those with drums with their tempo in beats per minute."""
    tracks = demo_tracks(known_tempo)
    return DemoTempo(
        "demo-tempo", "Demo, tempo (synthetic)", tracks, ("tempo",),
        synthetic=True, durations=durations(tracks), units={"tempo": "beats per minute"},
    )  # fmt: skip


def known_tempo(score: Score, track: Track) -> dict[str, float]:
    """The tempo of a song that has drums."""
    return {"tempo": score.bpm} if tags_of(score)["drums"] else {}
