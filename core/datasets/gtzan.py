"""GTZAN Genre Collection (Tzanetakis and Cook, 2002): ten genres, clips of 30 s.

Two layouts are read: the usual ``genres_original/<genre>/*.wav|au``, and a ``manifest.csv`` beside
the audio, which also knows artists and copies (the faults are those found by Sturm, 2013).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.datasets import DATASETS, locations
from core.datasets.base import Split, Track
from core.datasets.folder import FolderDataset, leave_out_broken, scan
from core.datasets.manifest import names_of, open_manifest
from core.datasets.splits import draw, published
from core.errors import DatasetError

OF_MANIFEST = ("artist", "fault-filtered")


@dataclass
class Gtzan(FolderDataset):
    """GTZAN with the splits of the literature; `filtered` holds the fault-filtered sides by id."""

    about = (
        "The part of the GTZAN Genre Collection (Tzanetakis and Cook, 2002) that could be had. The "
        "clips are not part of this project; the tables here hold what the project computed from "
        "them: averages and embeddings by clip id."
    )
    limits = (
        "Most clips of disco, hiphop, pop and reggae last 2 to 3 s, so the model knows few "
        "recordings of them.",
        "GTZAN is small, old and faulty (Sturm, 2013): it says little about music after 2002 or "
        "from outside the USA and Europe, and clips of one artist lie on both sides of a random "
        "split.",
        "A genre is a habit of speech, not a fact of sound. Probabilities under 0.5 are shown as "
        '"unsure".',
        "Silence, noise and speech are not among the classes.",
    )

    filtered: dict[str, str] = field(default_factory=dict)

    def split(self, name: str, seed: int) -> Split:
        """Draw a split. ``fault-filtered`` is one published division, whatever the seed."""
        if name in OF_MANIFEST and name not in self.split_names():
            raise DatasetError(
                f"The split {name!r} needs a manifest.csv beside the audio that tells "
                "the artist and the fault-filtered side of each clip."
            )
        return super().split(name, seed)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """``artist`` and ``fault-filtered`` only where a manifest tells artists and faults."""
        published_ones: dict[str, Callable[[int], Split]] = {}
        if any(track.artist for track in self.tracks):
            published_ones["artist"] = lambda seed: draw(
                "artist", self.tracks, seed=seed, group=artist_group
            )
        if self.filtered:
            published_ones["fault-filtered"] = lambda _: published(
                "fault-filtered", self.tracks, self.filtered
            )
        first, *others = super().splits().items()
        return dict([first, *published_ones.items(), *others])


def artist_group(track: Track) -> str:
    """Unknown artists of a genre may be one person, so they stay together."""
    return track.artist or f"unknown {track.label}"


@DATASETS.register("gtzan")
def open_gtzan() -> Gtzan:
    """GTZAN from where it was added; DatasetError says how to add it."""
    place = locations.locate("gtzan")
    if (place / "manifest.csv").exists():
        return from_manifest(place)
    if (place / "genres_original").is_dir():
        place = place / "genres_original"
    tracks, left_out = leave_out_broken(scan(place))
    return Gtzan("gtzan", "GTZAN", tracks, names_of(tracks), left_out)


def from_manifest(place: Path) -> Gtzan:
    """Read ``manifest.csv``: clip_id, file, genre, seconds; artist, title, copies if known."""
    optional = ("duplicate_group", "fault_filtered")
    found = open_manifest(place, label="genre", group="duplicate_group", optional=optional)
    rows = found.rows
    sides = {"train": "train", "valid": "validation", "test": "test"}
    unknown = set(rows.fault_filtered) - {"", *sides}
    if unknown:
        raise DatasetError(
            f"In {place / 'manifest.csv'}, fault_filtered holds {min(map(str, unknown))!r}. "
            f"Known: {', '.join(sides)}, or nothing."
        )
    return Gtzan(
        "gtzan",
        "GTZAN",
        found.tracks,
        found.names,
        found.left_out,
        durations=found.durations,
        filtered={
            r.clip_id: sides[r.fault_filtered] for r in rows.itertuples() if r.fault_filtered
        },
    )
