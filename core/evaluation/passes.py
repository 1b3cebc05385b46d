"""Tracks through a network, as they are judged."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from core.models.base import Network
from core.training.recipe import Recipe
from core.training.windows import MAX_BATCH, forward, track_windows


@dataclass(frozen=True, eq=False)
class Passed:
    """A track that went through a network.

    Attributes
    ----------
    windows : list of Tensor (n_windows, …)
        One per feature.
    outputs, embeddings : Tensor (n_windows, …)
    milliseconds : float
        Of the forward pass; of several tracks at once, each one's share.
    """

    windows: list[Tensor]
    outputs: Tensor
    embeddings: Tensor
    milliseconds: float


def passes(
    model: Network, features: Iterable[Sequence[np.ndarray]], recipe: Recipe
) -> Iterator[Passed]:
    """Put tracks through a network: sequences one by one, rows and pictures many at a time.

    Parameters
    ----------
    model : Network
    features : iterable of sequences of np.ndarray
        Of each track, as the recipe names them; taken as they are needed.
    recipe : Recipe
    """
    every, size = iter(features), 1 if recipe.sequential else MAX_BATCH
    while group := [track_windows(each, recipe) for each in islice(every, size)]:
        began = time.perf_counter()
        outputs, embeddings = forward(model, [torch.cat(x) for x in zip(*group, strict=True)])
        milliseconds = 1000 * (time.perf_counter() - began) / len(group)
        counts = [len(windows[0]) for windows in group]
        parts = zip(group, outputs.split(counts), embeddings.split(counts), strict=True)
        yield from (Passed(*part, milliseconds) for part in parts)
