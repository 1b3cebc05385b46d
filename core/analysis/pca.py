"""Principal component analysis (Pearson, 1901; Hotelling, 1933), by singular values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONSTANT = 1e-9  # a column whose spread is below this share of its size does not vary


@dataclass(frozen=True, eq=False)
class Pca:
    """Directions in which items vary most.

    Attributes
    ----------
    mean, scale : float array [shape=(n_values,)]
        What is taken from each value, and what it is then divided by (1 where not standardised).
    components : float array [shape=(n_components, n_values)]
        Unit vectors, by falling variance. The largest entry of each is positive, so that the
        same data give the same picture.
    variance : float array [shape=(n_components,)]
        Variance along each, with n − 1 in the denominator.
    share : float array [shape=(n_components,)]
        The part of the whole variance, 0 to 1; sums to 1.
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    components: NDArray[np.float64]
    variance: NDArray[np.float64]
    share: NDArray[np.float64]

    def project(self, values: NDArray[np.floating]) -> NDArray[np.float64]:
        """Coordinates [n_items, n_components] of items [n_items, n_values]."""
        values = np.asarray(values, dtype=np.float64)
        if values.ndim != 2 or values.shape[1] != len(self.mean):
            raise ValueError(
                f"Items have {len(self.mean)} values here; these have the shape {values.shape}."
            )
        return (values - self.mean) / self.scale @ self.components.T

    def loadings(self) -> NDArray[np.float64]:
        """Correlation of each component with each standardised value.

        float [n_components, n_values], −1 to 1 when the values were standardised.
        """
        return self.components * np.sqrt(self.variance)[:, np.newaxis]


def fit_pca(values: NDArray[np.floating], *, standardise: bool = True) -> Pca:
    """Principal components of items.

    Parameters
    ----------
    values : float array [shape=(n_items, n_values)]
        At least two items, all finite.
    standardise : bool
        Divide each value by its standard deviation first, so that its unit does not decide (a
        centroid in Hz would outweigh all else). A value that does not vary stays 0.

    Raises
    ------
    ValueError
        On fewer than two items, numbers that are not finite, or items that are all the same.

    Examples
    --------
    Points on a line vary in one direction:

    >>> points = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 4.0]])
    >>> pca = fit_pca(points)
    >>> np.abs(pca.share).round(6).tolist()
    [1.0, 0.0]
    >>> pca.project(points)[:, 0].round(3).tolist()
    [-1.414, 0.0, 1.414]
    """
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2 or values.shape[0] < 2 or values.shape[1] < 1:
        raise ValueError(f"PCA needs [n_items ≥ 2, n_values ≥ 1]; this is {list(values.shape)}.")
    if not np.isfinite(values).all():
        raise ValueError("PCA needs finite numbers; some are NaN or infinite.")
    mean = values.mean(axis=0)
    spread = values.std(axis=0, ddof=1)
    varies = varying(mean, spread)
    scale = np.where(varies, spread, 1.0) if standardise else np.ones_like(spread)
    centred = np.where(varies, (values - mean) / scale, 0.0)
    _, singular, components = np.linalg.svd(centred, full_matrices=False)
    return in_order(mean, scale, components, singular**2 / (len(values) - 1))


def varying(mean: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which values [n_values] vary, by their means and standard deviations.

    Raises
    ------
    ValueError
        Where none does.
    """
    varies = spread > CONSTANT * np.maximum(np.abs(mean), np.finfo(float).tiny)
    if not varies.any():
        raise ValueError("All items are the same, so no direction varies more than another.")
    return varies


def in_order(
    mean: NDArray[np.float64],
    scale: NDArray[np.float64],
    components: NDArray[np.float64],
    variance: NDArray[np.float64],
) -> Pca:
    """Components by falling variance, each with its largest entry positive."""
    largest = np.abs(components).argmax(axis=1)
    signs = np.sign(components[np.arange(len(components)), largest])
    return Pca(mean, scale, components * signs[:, np.newaxis], variance, variance / variance.sum())
