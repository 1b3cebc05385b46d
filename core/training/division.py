"""Which track was on which side of a run's split, written down when it starts.

A split is drawn from what a dataset holds. With one song more it is drawn otherwise, and a network
would be judged on songs that it learned; so it is drawn once, and read from then on.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import paths
from core.datasets import Dataset, Split, Track
from core.errors import DatasetError
from core.training.run import Results

if TYPE_CHECKING:
    import pandas as pd

FILE = "split.parquet"
SIDES = ("train", "validation", "test")
NAMED = 3  # of the tracks that changed, so many are named


@dataclass(frozen=True)
class Changes:
    """What became of a dataset since a run divided it; ids of tracks.

    Attributes
    ----------
    gone, new, relabelled : tuple of str
        No longer there, on no side, and of another truth than they had.
    """

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    relabelled: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.relabelled)

    def __str__(self) -> str:
        """One sentence, or nothing."""
        parts = [
            f"{len(ids)} {what} ({', '.join(ids[:NAMED])}{', …' if len(ids) > NAMED else ''})"
            for what, ids in (
                ("gone", self.gone), ("new and on no side", self.new),
                ("with another truth", self.relabelled),
            )
            if ids
        ]  # fmt: skip
        return f"The dataset has changed since the run began: {', '.join(parts)}." if parts else ""


def divide(results: Results, dataset: Dataset) -> Split:
    """The run's split: as it was written down, else drawn now, as before there was such a file.

    Raises
    ------
    DatasetError
        When none of a side's tracks is there any more.
    """
    recipe, table = results.recipe, read(results)
    if table is None:
        return dataset.split(recipe.data.split, recipe.seed)
    by_id = {track.id: track for track in dataset.tracks}
    sides = {
        side: tuple(
            track
            for track_id in table.track_id[table.side == side]
            if (track := by_id.get(track_id) or piece(dataset, track_id)) is not None
        )
        for side in SIDES
    }
    for side, tracks in sides.items():
        if not tracks and (table.side == side).any():
            raise DatasetError(
                f"None of the {(table.side == side).sum()} {dataset.items} on the {side} side of "
                f"{results.name} is in {dataset.title} as it is here."
            )
    leaky = bool(table.leaky.iloc[0])
    return Split(recipe.data.split, recipe.seed, **sides, leaky=leaky)


def write_down(results: Results, split: Split, dataset: Dataset) -> None:
    """Keep which track is on which side (a published list may leave some out), and its truth."""
    import pandas as pd

    side_of = {track.id: side for side in SIDES for track in split.side(side)}
    tracks = {track.id: track for side in SIDES for track in split.side(side)}
    if not any("@" in track_id for track_id in tracks):  # slices stand for their songs
        tracks |= {track.id: track for track in dataset.tracks}
    table = pd.DataFrame(
        {
            "track_id": list(tracks),
            "side": [side_of.get(track_id, "") for track_id in tracks],
            "truth": [truth(track, dataset) for track in tracks.values()],
        }
    ).assign(leaky=split.leaky)
    table["fingerprint"] = fingerprint(dict(zip(table.track_id, table.truth, strict=True)))
    paths.write_whole(results.path / FILE, table.to_parquet(index=False))


def changes(results: Results, dataset: Dataset) -> Changes:
    """What became of `dataset` since it was divided; nothing where that was not written down."""
    table = read(results)
    if table is None:
        return Changes()
    then = dict(zip(table.track_id, table.truth, strict=True))
    songs = {track_id.rpartition("@")[0] or track_id for track_id in then}
    now = {track.id: truth(track, dataset) for track in dataset.tracks}
    now |= {i: truth(track, dataset) for i in then if (track := _find(dataset, now, i))}
    if fingerprint({i: now[i] for i in then if i in now}) == table.fingerprint.iloc[0]:
        gone, relabelled = (), ()
    else:
        gone = tuple(i for i in then if i not in now)
        relabelled = tuple(i for i, label in then.items() if now.get(i, label) != label)
    new = tuple(t.id for t in dataset.tracks if t.id not in then and t.id not in songs)
    return Changes(gone, new, relabelled)


def read(results: Results) -> "pd.DataFrame | None":
    """The table as written; None for a run of before it was."""
    import pandas as pd

    file = results.path / FILE
    return pd.read_parquet(file) if file.exists() else None


def piece(dataset: Dataset, track_id: str) -> Track | None:
    """A slice of a track, which is not among the dataset's own; None where it is not there."""
    try:
        return dataset.track(track_id)
    except DatasetError:
        return None


def truth(track: Track, dataset: Dataset) -> str:
    """A track's label, and its values where it has any; what is withheld, as a fingerprint."""
    values = " ".join(f"{name}={value:g}" for name, value in sorted(track.values.items()))
    told = " ".join(part for part in (track.label, values) if part)
    return fingerprint({track.id: told}) if dataset.withheld else told


def fingerprint(truths: dict[str, str]) -> str:
    """16 hex digits that change with any id and any truth."""
    lines = "\n".join(f"{track_id}\t{label}" for track_id, label in sorted(truths.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def _find(dataset: Dataset, known: dict[str, str], track_id: str) -> Track | None:
    return None if track_id in known or "@" not in track_id else piece(dataset, track_id)
