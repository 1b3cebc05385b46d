"""Choices that a seed makes."""

from typing import TypeVar

import numpy as np

T = TypeVar("T")


def one_of(rng: np.random.Generator, *options: T) -> T:
    """One of `options`, each as likely as the others."""
    return options[int(rng.integers(len(options)))]


def perhaps(rng: np.random.Generator, probability: float) -> bool:
    """True in `probability` of all draws."""
    return bool(rng.random() < probability)
