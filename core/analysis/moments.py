"""Principal components of more items than memory holds: one pass over them, part by part."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.analysis.pca import Pca, in_order, varying

MOST_VALUES = 8192  # of an item: the products of all pairs then take half a gigabyte


@dataclass(eq=False)
class Moments:
    """How many items there were, their mean, and how their values vary together.

    Parts are joined as Chan, Golub and LeVeque (1983) do, which loses no digits where a mean is
    large against its spread, as sums of squares would.

    Attributes
    ----------
    n : int
    mean : float array [shape=(n_values,)]
    products : float array [shape=(n_values, n_values)]
        Sums of products of deviations from the mean: n − 1 times the covariance.
    """

    n: int = 0
    mean: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    products: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))

    def add(self, values: NDArray[np.floating]) -> None:
        """One part of the items, [n_items, n_values].

        Raises
        ------
        ValueError
            Where items have another number of values than those before, more than `MOST_VALUES`,
            or one that is not finite.
        """
        values = np.asarray(values, dtype=np.float64)
        self._check(values)
        if not len(values):
            return
        mean = values.mean(axis=0)
        centred = values - mean
        products = centred.T @ centred
        if self.n:
            apart, n = mean - self.mean, self.n + len(values)
            products += self.products + np.outer(apart, apart) * (self.n * len(values) / n)
            mean = self.mean + apart * (len(values) / n)
        self.n, self.mean, self.products = self.n + len(values), mean, products

    def _check(self, values: NDArray[np.float64]) -> None:
        if values.ndim != 2 or not 1 <= values.shape[1] <= MOST_VALUES:
            raise ValueError(
                f"Items are [n_items, n_values] with 1 to {MOST_VALUES:,} values; "
                f"these are {list(values.shape)}."
            )
        if self.n and values.shape[1] != len(self.mean):
            raise ValueError(
                f"Items before had {len(self.mean)} values; these have {values.shape[1]}."
            )
        if not np.isfinite(values).all():
            raise ValueError("PCA needs finite numbers; some are NaN or infinite.")

    def pca(self, *, standardise: bool = True) -> Pca:
        """The principal components of all items so far, as `core.analysis.fit_pca` has them.

        Raises
        ------
        ValueError
            On fewer than two items, or where all are the same.
        """
        if self.n < 2:
            raise ValueError(f"PCA needs 2 items or more; there are {self.n}.")
        covariance = self.products / (self.n - 1)
        spread = np.sqrt(covariance.diagonal())
        varies = varying(self.mean, spread)
        scale = np.where(varies, spread, 1.0) if standardise else np.ones_like(spread)
        between = np.where(np.outer(varies, varies), covariance / np.outer(scale, scale), 0.0)
        variance, vectors = np.linalg.eigh(between)
        variance, components = np.maximum(variance[::-1], 0.0), vectors.T[::-1]
        return in_order(self.mean, scale, components, variance)


def fit_pca_in_parts(
    parts: Iterable[NDArray[np.floating]], *, standardise: bool = True
) -> tuple[Pca, int]:
    """Principal components of items that come in parts, of which one is in memory at a time.

    Parameters
    ----------
    parts : iterable of float arrays [shape=(n_items, n_values)]
    standardise : bool
        As `core.analysis.fit_pca`.

    Returns
    -------
    pca : Pca
    n : int
        How many items there were.

    Examples
    --------
    >>> parts = (np.array([[x, 2.0 * x]]) for x in range(5))
    >>> pca, n = fit_pca_in_parts(parts)
    >>> np.abs(pca.share).round(6).tolist(), n
    ([1.0, 0.0], 5)
    """
    moments = Moments()
    for part in parts:
        moments.add(part)
    return moments.pca(standardise=standardise), moments.n
