"""The items nearest to one item."""

import numpy as np
from numpy.typing import NDArray


def nearest(
    items: NDArray[np.floating], one: NDArray[np.floating], n: int = 5
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Places and Euclidean distances of the `n` items nearest to `one`, nearest first.

    Parameters
    ----------
    items : float array [shape=(n_items, n_values)]
    one : float array [shape=(n_values,)]
    n : int
        At most this many.

    Examples
    --------
    >>> items = np.array([[0.0, 0.0], [3.0, 4.0], [1.0, 0.0]])
    >>> places, distances = nearest(items, np.zeros(2), n=2)
    >>> places.tolist(), distances.tolist()
    ([0, 2], [0.0, 1.0])
    """
    items, one = np.asarray(items, dtype=np.float64), np.asarray(one, dtype=np.float64)
    if items.ndim != 2 or one.shape != items.shape[1:]:
        raise ValueError(
            f"`one` must have as many values as the items; {list(one.shape)} against "
            f"{list(items.shape)}."
        )
    distances = np.linalg.norm(items - one, axis=1)
    order = np.argsort(distances, kind="stable")[:n]
    return order, distances[order]
