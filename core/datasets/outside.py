"""Real music that is not GTZAN, under GTZAN's ten names, from many sources."""

from dataclasses import dataclass

from core.datasets import DATASETS, locations
from core.datasets.base import Track
from core.datasets.folder import FolderDataset, leave_out_broken
from core.datasets.manifest import read_manifest


@dataclass
class Outside(FolderDataset):
    """Tracks of one source are one group, for a network would learn an uploader's codec."""

    about = (
        "Songs from some fifty sources, none of them GTZAN. Their labels are names of folders and "
        "files, lists, or the artist's genre: weaker than those of a curated set."
    )
    limits = (
        "Rock and pop, rock and metal overlap as they do in the world.",
        "A third is rock and a quarter pop; blues, disco and reggae have fewer than fifteen each.",
    )


@DATASETS.register("outside")
def open_outside() -> Outside:
    """From ``manifest.csv``: clip_id, file, genre, seconds, source; artist and title if known."""
    place = locations.locate("outside")
    rows = read_manifest(place, {"genre", "source"}, ("artist", "title"))
    tracks, left_out = leave_out_broken(
        [
            Track(r.clip_id, r.genre, place / r.file, r.source, r.artist, r.title)
            for r in rows.itertuples()
        ]
    )
    names = tuple(sorted({track.label for track in tracks}))
    durations = dict(zip(rows.clip_id, rows.seconds, strict=True))
    return Outside("outside", "Music outside GTZAN", tracks, names, left_out, durations=durations)
