"""Batches: random crops of memory-mapped features, and what training does to them."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from core.training.recipe import Augmentation, Recipe
from core.training.windows import looped, renormalise

SHORTEST_LOOP_SECONDS = 2.0  # as short as the shortest clips of the part of GTZAN at hand


def batches(
    features: Sequence[Sequence[np.ndarray]],
    labels: np.ndarray,
    *,
    recipe: Recipe,
    n_classes: int,
    rng: np.random.Generator,
) -> Iterator[tuple[list[Tensor], Tensor]]:
    """One epoch: every track once, in random order, as a random crop.

    Parameters
    ----------
    features : per track, one array per spec, [n_bins, n_frames] or [n_values]
    labels : int array [shape=(n_tracks,)]
    rng : np.random.Generator
        The only source of chance, so that an epoch can be repeated.

    Yields
    ------
    inputs : list of Tensor (batch, …)
    targets : Tensor (batch, n_classes), rows sum to 1
    """
    order = rng.permutation(len(labels))
    size = recipe.training.batch_size
    for first in range(0, len(order), size):
        chosen = order[first : first + size]
        if len(chosen) == 1 and len(order) > 1:
            continue  # batch normalisation has no variance over one example
        crops = [crop(features[i], recipe, rng) for i in chosen]
        inputs = [torch.from_numpy(np.stack(parts)) for parts in zip(*crops, strict=True)]
        if recipe.evaluation.normalise_windows:
            inputs = renormalise(inputs, recipe.features)
        targets = torch.zeros(len(chosen), n_classes)
        targets[torch.arange(len(chosen)), torch.from_numpy(labels[chosen])] = 1
        yield augment(inputs, targets, recipe, rng)


def crop(
    features: Sequence[np.ndarray], recipe: Recipe, rng: np.random.Generator
) -> list[np.ndarray]:
    """The same random passage of each feature [n_bins, crop_frames]; averages stay as they are."""
    length = recipe.crop_frames
    if length is None:
        return [np.asarray(x, dtype=np.float32) for x in features]
    n_frames = features[0].shape[1]
    shortest = min(round(SHORTEST_LOOP_SECONDS / recipe.data.crop_seconds * length), length - 1)
    if n_frames > length and rng.random() < recipe.augmentation.loop_probability:
        loop = int(rng.integers(shortest, length))
        frames = rng.integers(n_frames - loop + 1) + looped(loop, int(rng.integers(loop)), length)
    elif n_frames > length:
        first = int(rng.integers(n_frames - length + 1))
        frames = slice(first, first + length)  # a view: it is copied once, into the batch
    else:
        frames = looped(n_frames, int(rng.integers(n_frames)), length)
    return [np.asarray(x[:, frames], dtype=np.float32) for x in features]


def augment(
    inputs: list[Tensor], targets: Tensor, recipe: Recipe, rng: np.random.Generator
) -> tuple[list[Tensor], Tensor]:
    """Masks, mirrored pictures, noise and mixup, each as the recipe says."""
    how = recipe.augmentation
    if recipe.crop_frames is not None:
        frames = round(how.time_mask_seconds / recipe.data.crop_seconds * recipe.crop_frames)
        inputs = mask(inputs, how, frames, rng)
    if how.flip_probability > 0:
        inputs = flip(inputs, how.flip_probability, rng)
    if how.noise_std > 0:
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        for x in inputs:
            x.add_(torch.randn(x.shape, generator=generator), alpha=how.noise_std)
    if how.mixup_alpha > 0:
        inputs, targets = mixup(inputs, targets, how.mixup_alpha, rng)
    return inputs, targets


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
                x[i, :, first : first + width] = 0
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
    inputs: list[Tensor], targets: Tensor, alpha: float, rng: np.random.Generator
) -> tuple[list[Tensor], Tensor]:
    """Blend each example with another one, sounds and labels alike (Zhang et al., 2018)."""
    n = len(targets)
    share = torch.from_numpy(rng.beta(alpha, alpha, n).astype(np.float32))
    other = torch.from_numpy(rng.permutation(n))

    def blend(x: Tensor) -> Tensor:
        weight = share.view(-1, *[1] * (x.ndim - 1))
        return torch.lerp(x[other], x, weight)

    return [blend(x) for x in inputs], blend(targets)
