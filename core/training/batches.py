"""Batches: random passages of memory-mapped features, and what training does to them."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from torch import Tensor

from core.training.recipe import Recipe, Seconds
from core.training.settings import Augmentation
from core.training.warping import warp
from core.training.windows import looped, n_steps_of, renormalise

Batch = tuple[list[Tensor], Tensor]

SHORTEST_LOOP_SECONDS = 2.0  # as short as the shortest clips of the part of GTZAN at hand


def batches(
    features: Sequence[Sequence[np.ndarray]],
    targets: np.ndarray,
    *,
    recipe: Recipe,
    rng: np.random.Generator,
    copies: Sequence[Sequence[Sequence[np.ndarray]]] = (),
    shares: np.ndarray | None = None,
) -> Iterator[Batch]:
    """One epoch: random passages of every track, one or as many as the recipe says, shuffled.

    Parameters
    ----------
    features : per track, one array per spec, [n_rows, n_steps] or [n_values]
    targets : float32 array [shape=(n_tracks, n_outputs)]
        As the network is to put them out; NaN where unknown, which mixing keeps unknown.
    rng : np.random.Generator
        The only source of chance, so that an epoch can be repeated.
    copies : per track, the features of each distorted copy
        Some tracks' turn falls to one of theirs, as the recipe says.
    shares : float array [shape=(n_tracks,)], optional
        How probable each track is whenever one is drawn; without it each has its turn.

    Yields
    ------
    inputs : list of Tensor (batch, …)
    expected : Tensor (batch, n_outputs, …)
        What the recipe's task expects to come out.
    """
    n_tracks, n = len(targets), len(targets) * recipe.training.passages
    order = rng.permutation(n) % n_tracks if shares is None else rng.choice(n_tracks, n, p=shares)
    size = recipe.training.batch_size
    for first in range(0, len(order), size):
        chosen = order[first : first + size]
        if len(chosen) == 1 and len(order) > 1:
            continue  # batch normalisation has no variance over one example
        turns = [_turn(features[i], copies[i] if copies else (), recipe, rng) for i in chosen]
        crops = [crop(turn, recipe, rng) for turn in turns]
        inputs = [torch.from_numpy(np.stack(parts)) for parts in zip(*crops, strict=True)]
        if recipe.evaluation.normalise_windows:
            inputs = renormalise(inputs, recipe.features)
        expected = recipe.task.expected(inputs, torch.from_numpy(targets[chosen]))
        yield augment(inputs, expected, recipe, rng)


def _turn(
    features: Sequence[np.ndarray],
    copies: Sequence[Sequence[np.ndarray]],
    recipe: Recipe,
    rng: np.random.Generator,
) -> Sequence[np.ndarray]:
    """A track as it is, or one of its copies."""
    if copies and rng.random() < recipe.augmentation.distorted_probability:
        return copies[int(rng.integers(len(copies)))]
    return features


def crop(
    features: Sequence[np.ndarray], recipe: Recipe, rng: np.random.Generator
) -> list[np.ndarray]:
    """The same random passage of each sequence [n_rows, window_steps]; the rest stays whole."""
    length = recipe.window_steps
    if length is None:
        return [np.asarray(x, dtype=np.float32) for x in features]
    steps = passage(n_steps_of(features, recipe.features), length, recipe, rng)
    return [
        np.asarray(x[..., steps] if spec.sequence else x, dtype=np.float32)
        for x, spec in zip(features, recipe.features, strict=True)
    ]


def passage(
    n_steps: int, length: int, recipe: Recipe, rng: np.random.Generator
) -> np.ndarray | slice:
    """Which steps of a track: `length` in a row, or fewer of them repeated."""
    if n_steps > length and rng.random() < recipe.augmentation.loop_probability:
        shortest = min(steps_in(SHORTEST_LOOP_SECONDS, recipe), length - 1)
        loop = int(rng.integers(shortest, length))
        return rng.integers(n_steps - loop + 1) + looped(loop, int(rng.integers(loop)), length)
    if n_steps > length:
        first = int(rng.integers(n_steps - length + 1))
        return slice(first, first + length)  # a view: it is copied once, into the batch
    return looped(n_steps, int(rng.integers(n_steps)), length)


def steps_in(seconds: float, recipe: Recipe) -> int:
    """How many steps of a recipe whose window is in seconds take `seconds`."""
    window, length = recipe.data.window, recipe.window_steps
    return round(seconds / window.seconds * length) if isinstance(window, Seconds) and length else 0


def augment(
    inputs: list[Tensor], expected: Tensor, recipe: Recipe, rng: np.random.Generator
) -> tuple[list[Tensor], Tensor]:
    """Masks, mirrored pictures, noise and mixup, each as the recipe says."""
    how = recipe.augmentation
    if recipe.sequential:
        inputs = mask(inputs, how, steps_in(how.time_mask_seconds, recipe), rng)
        inputs = warp(inputs, how, rng)
    if how.flip_probability > 0:
        inputs = flip(inputs, how.flip_probability, rng)
    if how.noise_std > 0:
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        for x in inputs:
            x.add_(torch.randn(x.shape, generator=generator), alpha=how.noise_std)
    if how.mixup_alpha > 0:
        inputs, expected = mixup(inputs, expected, how.mixup_alpha, rng)
    return inputs, expected


def mask(
    inputs: list[Tensor], how: Augmentation, time_frames: int, rng: np.random.Generator
) -> list[Tensor]:
    """Zero one stretch of time (the same in all features) and one of bins in each example.

    Zero is the mean of a normalised feature (SpecAugment, Park et al., 2019).
    """
    for i in range(len(inputs[0])):
        if time_frames > 0:
            width = int(rng.integers(time_frames + 1))
            first = int(rng.integers(inputs[0].shape[-1] - width + 1))
            for x in inputs:
                x[i, ..., first : first + width] = 0
        if how.frequency_mask_bins > 0:
            for x in inputs:
                width = int(rng.integers(min(how.frequency_mask_bins, x.shape[1]) + 1))
                first = int(rng.integers(x.shape[1] - width + 1))
                x[i, first : first + width] = 0
    return inputs


def flip(inputs: list[Tensor], probability: float, rng: np.random.Generator) -> list[Tensor]:
    """Mirror some pictures (batch, channels, rows, columns) left to right; sound stays."""
    mirrored = torch.from_numpy(rng.random(len(inputs[0])) < probability)
    return [
        torch.where(mirrored[:, None, None, None], x.flip(-1), x) if x.ndim == 4 else x
        for x in inputs
    ]


def mixup(
    inputs: list[Tensor], expected: Tensor, alpha: float, rng: np.random.Generator
) -> tuple[list[Tensor], Tensor]:
    """Blend each example with another one, sounds and truths alike (Zhang et al., 2018)."""
    n = len(expected)
    share = torch.from_numpy(rng.beta(alpha, alpha, n).astype(np.float32))
    other = torch.from_numpy(rng.permutation(n))

    def blend(x: Tensor) -> Tensor:
        weight = share.view(-1, *[1] * (x.ndim - 1))
        return torch.lerp(x[other], x, weight)

    return [blend(x) for x in inputs], blend(expected)


def prefetch(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same batches, each made while the one before is learned from.

    Of cached features, making them is 9 % of the processor time of demo-cnn's epochs, 5 % of
    zheng-dual-cnn's, and 2 % of fard-dense's and bijlani-mel-cnn-25's (one core, bfloat16 where
    they say so): one thread hides that where a second core is free, and more could gain nothing.
    The batches come in order from one generator, so an epoch is the same with it and without.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        following = thread.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = thread.submit(next, batches, None)
            yield batch
