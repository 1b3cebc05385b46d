"""Averages of 3 s slices of songs, and the side on which each song fell: what a lesson splits."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from core import paths
from core.datasets import open_dataset
from core.datasets.base import slices
from core.datasets.folder import SLICE_SECONDS, FolderDataset
from core.errors import CheckpointError, DatasetError
from core.features import Averages, column_names
from core.training.checkpoint import Checkpoint
from core.training.run import Results

if TYPE_CHECKING:
    import pandas as pd

FILE = "slices.parquet"
MOST_SLICES = 6  # of a song, from its start: enough to show a leak, and a small file
HONEST = ("random-622", "artist")
SEEDS = range(5)


def describe_slices(
    checkpoint: Checkpoint, *, progress: Callable[[int, int], None] = lambda n_done, n: None
) -> None:
    """Write ``slices.parquet``: the 26 averages of the first slices of each song of the dataset.

    Columns: ``track_id``, ``label``, ``start`` (s), the averages by name (float32), and for each
    honest split that the dataset knows and each of `SEEDS` the side of the song, as in
    ``random-622_0``. Nothing that tells a song's title or artist. `progress` is called before each
    song with the number of songs done and of all.

    Raises
    ------
    DatasetError
        When the dataset is a table, whose songs cannot be sliced.
    """
    import pandas as pd

    dataset = open_dataset(checkpoint.recipe.data.dataset)
    if not isinstance(dataset, FolderDataset):
        raise DatasetError(f"{dataset.title} is a table; only songs with sound can be sliced.")
    averages = Averages()
    rows = []
    for n_done, track in enumerate(dataset.tracks):
        progress(n_done, len(dataset.tracks))
        for piece in slices(track, SLICE_SECONDS, dataset.seconds(track))[:MOST_SLICES]:
            (means,) = dataset.features(piece, [averages])
            rows.append(
                {"track_id": track.id, "label": track.label, "start": np.float32(piece.start)}
                | dict(zip(column_names(averages), means, strict=True))
            )
    table = pd.DataFrame(rows)
    for name in HONEST:
        if name in dataset.split_names():
            for seed in SEEDS:
                table[f"{name}_{seed}"] = _sides(dataset, name, seed, table.track_id)
    paths.write_whole(checkpoint.path / FILE, table.to_parquet(index=False))


def read_slices(result: Results) -> "pd.DataFrame":
    """The table that `describe_slices` wrote; CheckpointError where there is none."""
    import pandas as pd

    file = result.path / FILE
    if not file.is_file():
        raise CheckpointError(
            f"{result.name} has no {FILE}. Write it with `{__name__}.describe_slices`, which needs "
            "the dataset's sounds."
        )
    return pd.read_parquet(file)


def _sides(dataset: FolderDataset, name: str, seed: int, songs: "pd.Series") -> "pd.Categorical":
    """The side of each song, by track id, in one draw of a split."""
    import pandas as pd

    split = dataset.split(name, seed)
    sides = ["train", "validation", "test"]
    side_of = {track.id: side for side in sides for track in split.side(side)}
    return pd.Categorical([side_of[song] for song in songs], categories=sides)
