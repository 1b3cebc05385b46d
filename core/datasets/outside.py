"""Real music that is not GTZAN, under GTZAN's ten names, from many sources."""

from dataclasses import dataclass

from core.datasets import DATASETS, locations
from core.datasets.folder import FolderDataset
from core.datasets.manifest import open_manifest


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
    found = open_manifest(locations.locate("outside"), label="genre", group="source")
    return Outside(
        "outside", "Music outside GTZAN", found.tracks, found.names, found.left_out,
        durations=found.durations,
    )  # fmt: skip
