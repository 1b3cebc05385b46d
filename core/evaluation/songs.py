"""What a checkpoint knows of every song of its dataset, as numbers that may be shipped."""

from collections.abc import Callable

import numpy as np

from core import paths
from core.datasets import open_dataset
from core.features import Averages, column_names
from core.training.checkpoint import Checkpoint
from core.training.windows import forward, song_windows


def describe_songs(
    checkpoint: Checkpoint, *, progress: Callable[[int, int], None] = lambda n_done, n: None
) -> None:
    """Write ``songs.parquet``: per song its side, the 26 averages and the embedding.

    The embedding is the mean over windows of what the model's head sees. Columns: ``track_id``,
    ``label``, ``side``, the averages by name, ``e000``, ``e001``, … `progress` is called before
    each song with the number of songs done and of all. Of pictures, which have no averages, nothing
    is written.
    """
    import pandas as pd

    recipe = checkpoint.recipe
    dataset = open_dataset(recipe.data.dataset)
    if not dataset.can_give(Averages):
        return
    split = dataset.split(recipe.data.split, recipe.seed)
    model = checkpoint.model()
    averages = Averages()
    rows = []
    n_songs = len(split.train) + len(split.validation) + len(split.test)
    for side in ("train", "validation", "test"):
        for track in split.side(side):
            progress(len(rows), n_songs)
            *features, means = dataset.features(track, [*recipe.features, averages])
            _, embeddings = forward(model, song_windows(features, recipe))
            embedding = embeddings.mean(dim=0).numpy()
            rows.append(
                {"track_id": track.id, "label": track.label, "side": side}
                | dict(zip(column_names(averages), means, strict=True))
                | {f"e{i:03d}": value for i, value in enumerate(embedding)}
            )
    table = pd.DataFrame(rows)
    numbers = table.columns[3:]
    table[numbers] = table[numbers].astype(np.float32)
    paths.write_whole(checkpoint.path / "songs.parquet", table.to_parquet(index=False))
