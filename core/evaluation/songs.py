"""What a checkpoint knows of every song of its dataset, as numbers that may be shipped."""

from collections.abc import Callable, Iterator

import numpy as np

from core import paths
from core.datasets import open_dataset
from core.evaluation.passes import passes
from core.features import Averages, column_names
from core.training.checkpoint import Checkpoint
from core.training.division import divide
from core.training.windows import track_embedding

SIDES = ("train", "validation", "test")
WEIGHTS = "weights"
"""What the table calls the SHA-256 of the weights that its embeddings are of."""


def describe_songs(
    checkpoint: Checkpoint, *, progress: Callable[[int, int], None] = lambda n_done, n: None
) -> None:
    """Write ``songs.parquet``: per track its side, the 26 averages if it has any, the embedding.

    The embedding is the mean over windows of what the network's head sees. Columns: ``track_id``,
    ``label``, ``side``, the averages by name, ``e000``, ``e001``, … Its attributes name the weights
    by their SHA-256. `progress` is called before each track with the number of tracks done and of
    all.
    """
    import pandas as pd

    recipe = checkpoint.recipe
    dataset = open_dataset(recipe.data.dataset)
    beside = [Averages()] if dataset.can_give(Averages) else []
    columns = [name for averages in beside for name in column_names(averages)]
    split = divide(checkpoint, dataset)
    model = checkpoint.model()
    tracks = [(track, side) for side in SIDES for track in split.side(side)]
    means: list[np.ndarray] = []  # [n_averages] of the tracks that went in so far

    def features() -> Iterator[list[np.ndarray]]:
        for i, (track, _) in enumerate(tracks):
            progress(i, len(tracks))
            found = dataset.features(track, [*recipe.features, *beside])
            means.append(np.concatenate([*found[len(recipe.features) :], []]))
            yield found[: len(recipe.features)]

    rows = [
        {"track_id": track.id, "label": track.label, "side": side}
        | dict(zip(columns, means[i], strict=True))
        | {f"e{k:03d}": value for k, value in enumerate(track_embedding(one.embeddings))}
        for i, ((track, side), one) in enumerate(
            zip(tracks, passes(model, features(), recipe), strict=True)
        )
    ]
    table = pd.DataFrame(rows)
    numbers = table.columns[3:]
    table[numbers] = table[numbers].astype(np.float32)
    table.attrs[WEIGHTS] = checkpoint.weights()
    paths.write_whole(checkpoint.path / "songs.parquet", table.to_parquet(index=False))
