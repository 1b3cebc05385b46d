"""Choices that a seed makes."""

from typing import TypeVar

import numpy as np

T = TypeVar("T")


def one_of(rng: np.random.Generator, *things: T) -> T:
    """One of `things`, each as likely as the others."""
    return things[int(rng.integers(len(things)))]


def perhaps(rng: np.random.Generator, probability: float) -> bool:
    """True in `probability` of all draws."""
    return bool(rng.random() < probability)
