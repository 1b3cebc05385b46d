"""Is it what mattered? What a network says once the cells that saliency points at are gone.

The deletion test after Samek et al. (2017), and beside it the check of Adebayo et al. (2018): what
the same method shows of a network that learned nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.analysis.robustness import unlearned
from core.analysis.saliency import METHODS, lacking_pictures, methods_of, raw_specs
from core.analysis.seen import Seen, windows_of
from core.datasets import Dataset, Track, open_dataset
from core.errors import DatasetError
from core.evaluation.deletions import Deletion
from core.evaluation.robust import weights_key
from core.inference import open_checkpoint
from core.training.checkpoint import Checkpoint

if TYPE_CHECKING:
    from torch import Tensor

    from core.models.base import Network

SHARE = 0.2  # of the cells of all pictures of a window
N_DRAWS = 3  # of cells at random, of each song
MOST_SONGS = 40
SECONDS = 5.0  # of the middle of each song: a window of most networks
SEED = 0
Cells = list["Tensor"]  # bool, which are gone; of each feature (n_windows, n_rows, n_frames)


@dataclass(frozen=True)
class Without:
    """The probability of one class of one song, 0 to 1: whole, and without a fifth of its cells.

    Those that are most salient, some at random, as many in the shape of the salient ones but
    elsewhere, and those that are most salient to an untrained network.

    `likeness` is the rank correlation of the saliency with the untrained network's.
    """

    before: float
    salient: float
    random: float
    moved: float
    untrained: float
    likeness: float


def measure_deletion(
    checkpoint: Checkpoint,
    *,
    most_songs: int = MOST_SONGS,
    progress: Callable[[int, int], None] = lambda n_done, n: None,
) -> list[Deletion]:
    """The deletion test on songs of its test side, for each method that there is for a network.

    Parameters
    ----------
    checkpoint : Checkpoint
        Of a network that tells one class out of several, by spectrograms.
    most_songs : int
        Of more, so many are drawn, always the same.
    progress : callable
        Called before each song with the number of songs done and of all.

    Raises
    ------
    DatasetError
        Where it is not such a network, or its dataset is not here.
    """
    recipe = checkpoint.recipe
    if not recipe.task.exclusive or lacking_pictures(recipe):
        raise DatasetError(
            f"{checkpoint.name} does not tell classes by spectrograms, so no probability of a "
            "class can fall when a part of them is gone."
        )
    dataset = open_dataset(recipe.data.dataset)
    songs = unlearned(checkpoint, dataset.name, most_songs)
    _, network = open_checkpoint(checkpoint.path)
    found: dict[str, list[Without]] = {method: [] for method in methods_of(network)}
    for n_done, track in enumerate(songs):
        progress(n_done, len(songs))
        seen = middle(dataset, track, checkpoint)
        for method, rows in found.items():
            rows.append(without(checkpoint, seen, method, seed=n_done))
    return [_row(checkpoint, method, rows) for method, rows in found.items()]


def middle(dataset: Dataset, track: Track, checkpoint: Checkpoint) -> Seen:
    """The windows of the middle of a song."""
    recipe = checkpoint.recipe
    raw = dataset.features(track, raw_specs(recipe))
    centre = raw[0].shape[1] * (recipe.step_seconds or 1.0) / 2
    return windows_of(raw, recipe, (centre - SECONDS / 2, centre + SECONDS / 2))


def without(checkpoint: Checkpoint, seen: Seen, method: str, *, seed: int = 0) -> Without:
    """What a network says of the most probable class, with and without parts of what it saw."""
    rng = np.random.default_rng((SEED, seed))
    _, network = open_checkpoint(checkpoint.path)
    whole = answer(checkpoint, network, seen.inputs)
    output = int(whole.argmax())
    maps = METHODS[method](network, seen, output, lambda share: None).maps
    blank = METHODS[method](checkpoint.untrained(), seen, output, lambda share: None).maps
    salient = most_salient(maps, rng)

    def left(cells: Cells) -> float:
        return float(answer(checkpoint, network, deleted(seen.inputs, cells))[output])

    return Without(
        before=float(whole[output]),
        salient=left(salient),
        random=float(np.mean([left(at_random(maps, rng)) for _ in range(N_DRAWS)])),
        moved=float(np.mean([left(moved(salient, rng)) for _ in range(N_DRAWS)])),
        untrained=left(most_salient(blank, rng)),
        likeness=_likeness(maps, blank),
    )


def answer(checkpoint: Checkpoint, network: "Network", inputs: Sequence["Tensor"]) -> np.ndarray:
    """Calibrated probabilities [n_classes] of a song, mean over its windows."""
    from core.training.windows import forward

    outputs, _ = forward(network, inputs)
    task = checkpoint.recipe.task
    return task.answers(outputs, outputs, checkpoint.calibration).mean(dim=0).numpy()


def deleted(inputs: Sequence["Tensor"], cells: Cells) -> list["Tensor"]:
    """Inputs whose cells are their picture's mean where they are to be gone."""
    from core.analysis.attribution import baselines_of

    triples = zip(inputs, baselines_of(inputs), cells, strict=True)
    return [base.where(gone, x) for x, base, gone in triples]


def most_salient(maps: Sequence["Tensor"], rng: np.random.Generator) -> Cells:
    """The fifth of all cells of each window with the largest values; among equals by chance."""
    import torch

    together = torch.cat(list(maps), dim=1)
    values = together.flatten(1).numpy()
    shuffled = rng.permuted(np.tile(np.arange(values.shape[1]), (len(values), 1)), axis=1)
    ranks = np.argsort(-np.take_along_axis(values, shuffled, axis=1), axis=1, kind="stable")
    first = np.take_along_axis(shuffled, ranks[:, : round(SHARE * values.shape[1])], axis=1)
    gone = np.zeros(values.shape, bool)
    np.put_along_axis(gone, first, True, axis=1)
    rows = [x.shape[1] for x in maps]
    return list(torch.from_numpy(gone).reshape(together.shape).split(rows, dim=1))


def at_random(maps: Sequence["Tensor"], rng: np.random.Generator) -> Cells:
    """As many cells, whichever."""
    return most_salient([x.new_zeros(x.shape) for x in maps], rng)


def moved(cells: Cells, rng: np.random.Generator) -> Cells:
    """As many cells in the same shape, elsewhere in rows and time; what leaves comes in again."""
    return [
        gone.roll((int(rng.integers(gone.shape[1])), int(rng.integers(gone.shape[2]))), (1, 2))
        for gone in cells
    ]


def _row(checkpoint: Checkpoint, method: str, songs: Sequence[Without]) -> Deletion:
    means = {name: float(np.mean([getattr(song, name) for song in songs]))
             for name in Without.__dataclass_fields__}  # fmt: skip
    bounds = dict(_bounds(songs))
    return Deletion(
        checkpoint=checkpoint.name, weights=weights_key(checkpoint),
        dataset=checkpoint.recipe.data.dataset, method=method, n=len(songs), seconds=SECONDS,
        **{name: round(value, 4) for name, value in (means | bounds).items()},
    )  # fmt: skip


def _bounds(songs: Sequence[Without]) -> Iterator[tuple[str, float]]:
    """95 % intervals of how much more is lost with the salient cells: the paired bootstrap."""
    from core.evaluation.robust import BOUNDS
    from core.metrics.bootstrap import bootstrap_means

    for other in ("random", "moved", "untrained"):
        more = [getattr(song, other) - song.salient for song in songs]
        low, high = np.quantile(bootstrap_means(more), BOUNDS)
        yield from ((f"{other}_low", float(low)), (f"{other}_high", float(high)))


def _likeness(maps: Sequence["Tensor"], others: Sequence["Tensor"]) -> float:
    """Rank correlation of all cells (Spearman, 1904); 0 where one of the two is all the same."""
    import torch
    from scipy.stats import spearmanr

    a, b = (torch.cat(list(x), dim=1).flatten().numpy() for x in (maps, others))
    return float(spearmanr(a, b).statistic) if np.ptp(a) and np.ptp(b) else 0.0
