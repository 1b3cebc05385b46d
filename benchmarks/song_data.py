"""What boosted trees reach on the published table of songs, with and without what gives it away.

    python -m benchmarks.song_data [mended | fine | found] [SEED ...]

A row for each seed, which draws its own split, and their mean: on the thirteen columns with
durations mended, on these and what `earshot-song-table` sees beside them (`fine`), and on durations
as they were found, minutes and milliseconds mixed, which tell where a song was taken from.
"""

import sys

import numpy as np
import torch

from core.datasets import open_dataset
from core.datasets.base import Track
from core.datasets.song_table import SongTable
from core.datasets.spotify_genres import AS_FOUND, NAME
from core.features import Columns
from core.models import build
from core.tables import DESCRIPTORS
from core.training.recipe import Recipe

RECIPE, SPLIT = "earshot-song-table", "80-10-10"
SEEDS = (0, 1, 2, 3, 4)
MENDED = tuple(each.name for each in DESCRIPTORS)


def main() -> None:
    """Grow and ask the trees of each seed."""
    what, *seeds = sys.argv[1:] or ["fine"]
    recipe, dataset = Recipe.load(RECIPE), open_dataset(NAME)
    if not isinstance(dataset, SongTable) or not isinstance(recipe.features[0], Columns):
        raise SystemExit(f"{NAME} is no table here.")
    found = tuple(AS_FOUND if name == "duration_ms" else name for name in MENDED)
    specs = {
        "mended": Columns(columns=MENDED),
        "fine": recipe.features[0],
        "found": Columns(columns=found),
    }
    figures = []
    for seed in map(int, seeds or SEEDS):
        figures.append(accuracy(dataset, specs[what], recipe, seed))
        print(f"{what}, seed {seed}: {figures[-1]:.4f}", flush=True)
    print(f"mean {np.mean(figures):.4f}")


def accuracy(dataset: SongTable, spec: Columns, recipe: Recipe, seed: int) -> float:
    """The share of a split's test songs that trees grown on its training side name rightly."""
    split = dataset.split(SPLIT, seed)
    rows, asked = rows_of(dataset, spec, split.train), rows_of(dataset, spec, split.test)
    n_outputs = len(dataset.names)
    model = build(
        recipe.model.name, recipe.model.options, inputs=[(rows.shape[1],)], n_outputs=n_outputs
    ).eval()
    labels = [dataset.label_index(track) for track in split.train]
    model.fit_targets([list(rows)], np.eye(n_outputs, dtype=np.float32)[labels], seed)
    said = [model(part).argmax(dim=1) for part in torch.from_numpy(asked).split(256)]
    truths = [dataset.label_index(track) for track in split.test]
    return float(np.mean(torch.cat(said).numpy() == truths))


def rows_of(dataset: SongTable, spec: Columns, tracks: tuple[Track, ...]) -> np.ndarray:
    """What the trees are given of some songs, float32 [n_tracks, n_values]."""
    return np.stack([spec.of_row(dataset.rows[track.id]) for track in tracks])


if __name__ == "__main__":
    main()
