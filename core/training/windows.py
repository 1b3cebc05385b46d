"""A track as windows: the passages a network takes in training, and those it judges a track by."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from core.features import FeatureSpec
from core.models.base import Network
from core.training.recipe import Recipe

EPSILON = 1e-6  # below this spread a window is constant, and its z-score zero
OVERLAP = 0.5  # share of a window that the next one hears again
MAX_BATCH = 64  # windows per forward pass: bounds memory on long songs


def looped(n_steps: int, first: int, length: int) -> np.ndarray:
    """Step numbers [length] from `first` on, starting over at the end of a short track.

    Examples
    --------
    >>> looped(5, first=3, length=4).tolist()
    [3, 4, 0, 1]
    """
    return (first + np.arange(length)) % n_steps


def window_starts(n_steps: int, length: int, hop: int) -> np.ndarray:
    """First steps of windows that cover the track; the last one ends with the track.

    Examples
    --------
    >>> window_starts(10, length=4, hop=2).tolist(), window_starts(9, length=4, hop=4).tolist()
    ([0, 2, 4, 6], [0, 4, 5])
    """
    if n_steps <= length:
        return np.zeros(1, dtype=int)
    starts = np.arange(0, n_steps - length + 1, hop)
    return starts if starts[-1] == n_steps - length else np.append(starts, n_steps - length)


def cut_windows(feature: np.ndarray, starts: np.ndarray, length: int) -> Tensor:
    """[n_rows, n_steps] -> (n_windows, n_rows, length).

    Examples
    --------
    >>> cut_windows(np.arange(6.0)[np.newaxis], np.array([0, 3]), length=3).tolist()
    [[[0.0, 1.0, 2.0]], [[3.0, 4.0, 5.0]]]
    """
    n_steps = feature.shape[-1]
    pieces = [feature[..., looped(n_steps, start, length)] for start in starts]
    return torch.from_numpy(np.stack(pieces).astype(np.float32, copy=False))


def join_windows(windows: Tensor, starts: np.ndarray, n_steps: int) -> np.ndarray:
    """Windows (n_windows, n_rows, length) as one [n_rows, n_steps]: means where they overlap.

    Of a track that is shorter than a window, which is repeated in it, the first repetition.

    Examples
    --------
    >>> windows = torch.tensor([[[1.0, 1.0, 1.0]], [[2.0, 2.0, 2.0]]])
    >>> join_windows(windows, np.array([0, 2]), n_steps=5).tolist()
    [[1.0, 1.0, 1.5, 2.0, 2.0]]
    """
    n = min(windows.shape[-1], n_steps)
    total, count = np.zeros((windows.shape[1], n_steps)), np.zeros(n_steps)
    for start, window in zip(starts, windows[:, :, :n].numpy(), strict=True):
        total[:, start : start + n] += window
        count[start : start + n] += 1
    return (total / count).astype(np.float32)


def renormalise(batch: Sequence[Tensor], specs: Sequence[FeatureSpec]) -> list[Tensor]:
    """Z-score each window as its feature's spec does a clip: by row, or as a whole."""
    axes = {"rows": (-1,), "whole": (-2, -1)}
    out = []
    for x, spec in zip(batch, specs, strict=True):
        over = axes.get(getattr(spec, "normalise", "none"))
        if over is not None:
            x = x - x.mean(dim=over, keepdim=True)
            n = x[0].numel() if len(over) == 2 else x.shape[-1]
            spread = torch.linalg.vector_norm(x, dim=over, keepdim=True) / n**0.5
            x /= spread.clamp_min(EPSILON)
        out.append(x)
    return out


def n_steps_of(features: Sequence[np.ndarray], specs: Sequence[FeatureSpec]) -> int:
    """Steps that all of a track's sequences have; sample rates of their own can differ by one."""
    return min(x.shape[-1] for x, spec in zip(features, specs, strict=True) if spec.sequence)


def places_of_windows(
    features: Sequence[np.ndarray], recipe: Recipe, *, overlap: float = OVERLAP
) -> tuple[np.ndarray, int]:
    """First steps of the windows of `track_windows` [n_windows], and how many steps each has."""
    length, n_steps = recipe.window_steps, n_steps_of(features, recipe.features)
    if length is None or recipe.evaluation.over == "whole":
        length = max(length or 0, n_steps)
    return window_starts(n_steps, length, max(1, round(length * (1 - overlap)))), length


def track_windows(
    features: Sequence[np.ndarray], recipe: Recipe, *, overlap: float = OVERLAP
) -> list[Tensor]:
    """What the network gets to judge one track: one tensor per feature, (n_windows, …).

    With a whole window, or ``evaluation.over = "whole"``, there is one window, the track (one that
    is shorter than a window is repeated to its length). What is no sequence (averages, pictures) is
    the same for all windows.
    """
    if not recipe.sequential:
        return [torch.from_numpy(np.array(x, dtype=np.float32))[None] for x in features]
    starts, length = places_of_windows(features, recipe, overlap=overlap)
    batch = [
        cut_windows(x, starts, length)
        if spec.sequence
        else torch.from_numpy(np.array(x, dtype=np.float32)).expand(len(starts), *x.shape)
        for x, spec in zip(features, recipe.features, strict=True)
    ]
    return renormalise(batch, recipe.features) if recipe.evaluation.normalise_windows else batch


def tracks_together(
    features: Sequence[Sequence[np.ndarray]], targets: Tensor, recipe: Recipe
) -> Iterator[tuple[list[Tensor], list[int], Tensor]]:
    """Tracks as a network judges them, short ones several at a time: a call costs time of its own.

    Yields
    ------
    windows : list of Tensor (n_windows, …)
        One per feature, of all tracks of a group, which follow one another.
    counts : list of int
        How many windows each track of the group has.
    targets : Tensor (n_tracks, n_outputs)
        Those of the group.
    """
    group: list[list[Tensor]] = []
    for place, each in enumerate(features):
        windows = track_windows(each, recipe, overlap=0.0)
        if group and not _fits_in(group, windows):
            yield _joined(group, targets[place - len(group) : place])
            group = []
        group.append(windows)
    yield _joined(group, targets[len(targets) - len(group) :])


def _fits_in(group: list[list[Tensor]], windows: list[Tensor]) -> bool:
    """Whether a track's windows have the shapes of the group's, and are not too many with them."""
    alike = all(a.shape[1:] == b.shape[1:] for a, b in zip(group[0], windows, strict=True))
    return alike and sum(len(x[0]) for x in group) + len(windows[0]) <= MAX_BATCH


def _joined(group: list[list[Tensor]], targets: Tensor) -> tuple[list[Tensor], list[int], Tensor]:
    return [torch.cat(x) for x in zip(*group, strict=True)], [len(x[0]) for x in group], targets


@torch.inference_mode()
def forward(model: Network, batch: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Outputs (n_windows, n_outputs, …) and embeddings (n_windows, dimensions, …), by parts."""
    outputs, embeddings = [], []
    for first in range(0, len(batch[0]), MAX_BATCH):
        embedding = model.embed(*(x[first : first + MAX_BATCH] for x in batch))
        embeddings.append(embedding.float())
        outputs.append(model.head(embedding).float())
    return torch.cat(outputs), torch.cat(embeddings)


def track_embedding(embeddings: Tensor) -> np.ndarray:
    """One vector [dimensions] for a track: the mean over its windows, and over steps if any."""
    means = embeddings.mean(dim=0)  # (dimensions, …)
    return means.reshape(len(means), -1).mean(dim=1).numpy()
