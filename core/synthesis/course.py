"""How a genre moves through the narrow place of its generator, and new ways like it.

The way of the training songs is described by a linear process of first order (Yule, 1927; Walker,
1931): each step is the one before, drawn to the mean, and a push at random. Drawn anew, with
pushes as large as a temperature says, it is a way that no song went.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core import paths
from core.errors import CheckpointError

FILE = "course.safetensors"  # beside a generator's weights
LEAST = 1e-6  # share of the mean variance that every direction has at least
RETURN = 0.9  # correlation of a bar with the one before
JOIN_STEPS = 6  # in which a bar turns into the next: without, its spectrum leaps there


@dataclass(frozen=True, eq=False)
class Course:
    """A stationary process x(t) = m + A (x(t - 1) - m) + e(t).

    Attributes
    ----------
    mean : float array [shape=(width,)]
        m.
    step : float array [shape=(width, width)]
        A; its eigenvalues lie inside the unit circle.
    covariance : float array [shape=(width, width)]
        Of x at any one time.
    """

    mean: NDArray[np.float64]
    step: NDArray[np.float64]
    covariance: NDArray[np.float64]

    def drawn(
        self, n_steps: int, *, temperature: float = 1.0, seed: int = 0, bar_steps: int = 0
    ) -> NDArray[np.float64]:
        """A new way [width, n_steps].

        Parameters
        ----------
        n_steps : int
        temperature : float
            0 stays at the mean, 1 moves as far as the training songs do, 2 twice as far.
        seed : int
            The same seed gives the same way.
        bar_steps : int
            Length of a bar, which comes back changed: each is correlated with the one before by
            `RETURN`, and is as far from the mean as ever. 0 is no bars.
        """
        rng = np.random.default_rng(seed)
        length = bar_steps or n_steps
        bar = self._bar(length + JOIN_STEPS, rng)
        way = bar
        while len(way) < n_steps:
            bar = RETURN * bar + np.sqrt(1 - RETURN**2) * self._bar(len(bar), rng)
            way = joined(way, bar)
        return (self.mean + temperature * way[:n_steps]).T

    def _bar(self, n_steps: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """The process without its mean [n_steps, width], from a stationary start."""
        pushes = self.covariance - self.step @ self.covariance @ self.step.T
        start, push = _root(self.covariance), _root(pushes)
        way = rng.standard_normal((n_steps, len(self.mean)))
        way[0] = start @ way[0]
        for t in range(1, n_steps):
            way[t] = self.step @ way[t - 1] + push @ way[t]
        return way

    def save(self, folder: Path) -> None:
        """Write it beside the weights of its generator."""
        from safetensors.numpy import save

        paths.write_whole(folder / FILE, save({k: v.copy() for k, v in vars(self).items()}))

    @classmethod
    def load(cls, folder: Path) -> "Course":
        """The course of the generator in `folder`; CheckpointError where there is none."""
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            return cls(**load_file(folder / FILE))
        except (OSError, SafetensorError, TypeError) as error:
            raise CheckpointError(
                f"{folder.name} cannot make anything new: {FILE} cannot be read ({error}). "
                "`python -m core recreate learn RUN` writes it."
            ) from error


def joined(way: NDArray[np.float64], bar: NDArray[np.float64]) -> NDArray[np.float64]:
    """A way [n_steps, width] and a bar that begins in its last `JOIN_STEPS`.

    One turns into the other so that both together vary as much as each does.

    Examples
    --------
    >>> joined(np.full((8, 1), 1.0), np.zeros((8, 1)))[:, 0].round(2).tolist()
    [1.0, 1.0, 0.97, 0.9, 0.78, 0.62, 0.43, 0.22, 0.0, 0.0]
    """
    turn = np.linspace(0, np.pi / 2, JOIN_STEPS + 2)[1:-1, np.newaxis]
    both = np.cos(turn) * way[-JOIN_STEPS:] + np.sin(turn) * bar[:JOIN_STEPS]
    return np.concatenate([way[:-JOIN_STEPS], both, bar[JOIN_STEPS:]])


def fit_course(ways: Sequence[NDArray[np.floating]]) -> Course:
    """The process that has the mean, the covariance and the steps of `ways`.

    By the Yule-Walker equations with sums over all steps, which never give a process that runs
    away.

    Parameters
    ----------
    ways : sequence of float arrays [shape=(width, any number of steps)]

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> x = np.zeros((1, 5000))
    >>> for t in range(1, 5000):
    ...     x[:, t] = 0.8 * x[:, t - 1] + rng.standard_normal()
    >>> fit_course([x + 3]).step.round(1).tolist()
    [[0.8]]
    """
    steps = np.concatenate(ways, axis=1).astype(np.float64)
    mean = steps.mean(axis=1)
    centred = [way - mean[:, np.newaxis] for way in ways]
    covariance = np.sum([way @ way.T for way in centred], axis=0) / steps.shape[1]
    covariance += LEAST * np.trace(covariance) / len(mean) * np.eye(len(mean))
    lagged = np.sum([way[:, 1:] @ way[:, :-1].T for way in centred], axis=0) / steps.shape[1]
    return Course(mean, np.linalg.solve(covariance, lagged.T).T, covariance)


def _root(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """A matrix whose product with its transpose is the covariance, or nearly."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    return vectors * np.sqrt(np.maximum(values, 0))
