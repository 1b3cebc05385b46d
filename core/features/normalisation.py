"""Z-scores of a feature, and decibels."""

import numpy as np

STD_FLOOR = 1e-2
"""Least standard deviation, in the feature's unit (dB), that a z-score divides by.

A silent or constant clip has none but rounding noise of about 1e-4; dividing by that would make
noise look like music. No recorded sound comes near the floor.
"""

POWER_FLOOR = 1e-10
"""Least power before the logarithm, librosa's ``amin``: -100 dB."""


def normalise(feature: np.ndarray, how: str) -> np.ndarray:
    """Z-score a feature over its clip.

    Parameters
    ----------
    feature : np.ndarray [shape=(n_bins, n_frames)]
        Any real feature.
    how : {"rows", "whole", "none"}
        Every row by its own mean and standard deviation, all by one, or not at all.

    Returns
    -------
    np.ndarray [shape=(n_bins, n_frames)]
        float32; zero where a row (or the whole) does not change, see `STD_FLOOR`.

    Raises
    ------
    ValueError
        If `how` is none of the three.

    Examples
    --------
    >>> normalise(np.array([[1.0, 3.0], [10.0, 30.0]]), "rows").tolist()
    [[-1.0, 1.0], [-1.0, 1.0]]
    """
    if how == "none":
        return np.ascontiguousarray(feature, dtype=np.float32)
    if how not in ("rows", "whole"):
        raise ValueError(f"A feature is normalised by rows, whole or none, not by {how!r}.")
    axis = 1 if how == "rows" else None
    mean = feature.mean(axis=axis, keepdims=True, dtype=np.float64).astype(np.float32)
    centred = np.ascontiguousarray(feature - mean, dtype=np.float32)
    variance = np.square(centred).mean(axis=axis, keepdims=True, dtype=np.float64)
    centred /= np.maximum(np.sqrt(variance), STD_FLOOR).astype(np.float32)
    return centred


def normalise_code(name: str, how: str) -> str:
    """What `normalise` does to the array `name` by "rows" or "whole", as an expression of NumPy.

    Examples
    --------
    >>> normalise_code("mel", "whole")
    '(mel - mel.mean()) / np.maximum(mel.std(), 0.01)'
    """
    over = "axis=1, keepdims=True" if how == "rows" else ""
    return f"({name} - {name}.mean({over})) / np.maximum({name}.std({over}), {STD_FLOOR})"


def restored(feature: np.ndarray, like: np.ndarray, how: str) -> np.ndarray:
    """Z-scores of `normalise` back in the unit of the clip that they were made from.

    Parameters
    ----------
    feature : np.ndarray [shape=(n_bins, n_frames)]
        Z-scores, or what is near to them.
    like : np.ndarray [shape=(n_bins, any number of frames)]
        The clip before it was normalised, whose mean and deviation are taken.
    how : {"rows", "whole", "none"}

    Returns
    -------
    np.ndarray [shape=(n_bins, n_frames)]
        float32.

    Examples
    --------
    >>> clip = np.array([[-30.0, -10.0], [-50.0, -70.0]])
    >>> bool(np.allclose(restored(normalise(clip, "rows"), clip, "rows"), clip))
    True
    """
    if how == "none":
        return np.ascontiguousarray(feature, dtype=np.float32)
    axis = 1 if how == "rows" else None
    mean = like.mean(axis=axis, keepdims=True, dtype=np.float64)
    deviation = np.maximum(like.std(axis=axis, keepdims=True, dtype=np.float64), STD_FLOOR)
    return (feature * deviation + mean).astype(np.float32)


def power_to_db(power: np.ndarray, *, top_db: float | None = 80.0) -> np.ndarray:
    """Power in dB re 1, no less than `POWER_FLOOR` and no more than `top_db` below the loudest.

    Examples
    --------
    >>> power_to_db(np.array([1.0, 0.1, 1e-20], np.float32)).tolist()
    [0.0, -10.0, -80.0]
    """
    decibels = np.maximum(power, np.float32(POWER_FLOOR))
    np.log10(decibels, out=decibels)
    decibels *= np.float32(10)
    if top_db is not None:
        np.maximum(decibels, decibels.max() - np.float32(top_db), out=decibels)
    return decibels
