"""Real sounds that are no music: speech, environment, town, animals."""

from dataclasses import dataclass

from core.datasets import DATASETS, locations
from core.datasets.folder import FolderDataset
from core.datasets.manifest import open_manifest


@dataclass
class Nonmusic(FolderDataset):
    """Tracks of one source are one group."""

    items = "sounds"
    about = "Recordings of speech, environment, town and animals, from some dozen sources."
    limits = ("Instruments that are tried out, and rooms with music in them, are not among them.",)


@DATASETS.register("nonmusic")
def open_nonmusic() -> Nonmusic:
    """From ``manifest.csv``: clip_id, file, kind, seconds, source."""
    found = open_manifest(locations.locate("nonmusic"), label="kind", group="source")
    return Nonmusic(
        "nonmusic", "Sounds, not music", found.tracks, found.names, found.left_out,
        durations=found.durations,
    )  # fmt: skip
