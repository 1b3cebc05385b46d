"""Real sounds that are no music: speech, environment, town, animals."""

from dataclasses import dataclass

from core.datasets import DATASETS, locations
from core.datasets.base import Track
from core.datasets.folder import FolderDataset, leave_out_broken
from core.datasets.manifest import read_manifest


@dataclass
class Nonmusic(FolderDataset):
    """Tracks of one source are one group."""

    items = "sounds"
    about = "Recordings of speech, environment, town and animals, from some dozen sources."
    limits = ("Instruments that are tried out, and rooms with music in them, are not among them.",)


@DATASETS.register("nonmusic")
def open_nonmusic() -> Nonmusic:
    """From ``manifest.csv``: clip_id, file, kind, seconds, source."""
    place = locations.locate("nonmusic")
    rows = read_manifest(place, {"kind", "source"})
    tracks, left_out = leave_out_broken(
        [Track(r.clip_id, r.kind, place / r.file, r.source) for r in rows.itertuples()]
    )
    names = tuple(sorted({track.label for track in tracks}))
    durations = dict(zip(rows.clip_id, rows.seconds, strict=True))
    return Nonmusic("nonmusic", "Sounds, not music", tracks, names, left_out, durations=durations)
