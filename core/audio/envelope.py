"""The outline of a waveform, small enough to draw."""

import numpy as np


def peaks(samples: np.ndarray, n_columns: int) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and highest sample in each of `n_columns` equal stretches of time.

    Parameters
    ----------
    samples : np.ndarray [shape=(n_samples,)]
        One channel, at least one sample.
    n_columns : int > 0
        Columns to draw. A sound of fewer samples gets one column per sample.

    Returns
    -------
    low, high : np.ndarray [shape=(min(n_columns, n_samples),)]
        Every sample counts in exactly one column, so that no click goes missing.

    Raises
    ------
    ValueError
        If `samples` is not one channel of at least one sample, or `n_columns` is below 1.

    Examples
    --------
    >>> low, high = peaks(np.array([0.1, -0.3, 0.5, 0.2]), n_columns=2)
    >>> low.tolist(), high.tolist()
    ([-0.3, 0.2], [0.1, 0.5])
    """
    if samples.ndim != 1 or samples.size == 0:
        raise ValueError(f"samples must be one channel, not empty; got shape {samples.shape}")
    if n_columns < 1:
        raise ValueError(f"n_columns must be at least 1, not {n_columns}")
    n_columns = min(n_columns, samples.size)
    starts = np.arange(n_columns) * samples.size // n_columns
    return np.minimum.reduceat(samples, starts), np.maximum.reduceat(samples, starts)
