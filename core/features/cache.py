"""Computed features on disk, named by the content of the sound and the key of the spec."""

import logging
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core import paths
from core.features.spec import FeatureSpec

logger = logging.getLogger(__name__)

asked: Counter[str] = Counter()
"""How often this process found a feature here (``hits``) and how often not (``misses``)."""


def cached(content_hash: str, spec: FeatureSpec, compute: Callable[[], np.ndarray]) -> np.ndarray:
    """A feature from the cache; computed and filed first where it is not there.

    Two processes may ask for the same feature at once: both compute, both write a whole file of
    their own, and the last rename wins with the same bytes.

    Parameters
    ----------
    content_hash : str
        Names the sound, not its file: letters, digits, ``-`` and ``_``, at most 128.
    spec : FeatureSpec
        Names the feature.
    compute : callable
        Makes it: float32 [n_bins, n_frames] or [n_values].

    Returns
    -------
    np.ndarray
        Memory-mapped and read-only.

    Raises
    ------
    ValueError
        If `content_hash` holds anything else, such as a path.

    Examples
    --------
    >>> from core.features import Mfcc
    >>> mfcc = cached("example", Mfcc(), lambda: np.zeros((84, 3)))
    >>> mfcc.shape, mfcc.dtype.name, mfcc.flags.writeable
    ((84, 3), 'float32', False)
    """
    path = cache_path(content_hash, spec)
    feature = _open(path)
    asked["hits" if feature is not None else "misses"] += 1
    if feature is None:
        computed = np.ascontiguousarray(compute(), dtype=np.float32)
        with paths.whole_file(path) as file:
            np.save(file, computed, allow_pickle=False)
        feature = _open(path)
    if feature is None:
        raise OSError(f"The feature cache at {path.parent} does not keep what is written to it.")
    return feature


def cache_path(content_hash: str, spec: FeatureSpec) -> Path:
    """Where a feature is kept."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,128}", content_hash):
        raise ValueError(
            f"A content hash is 1 to 128 letters, digits, - or _, not {content_hash[:200]!r}."
        )
    return paths.cache() / "features" / spec.key / f"{content_hash}.npy"


def _open(path: Path) -> np.ndarray | None:
    """The array in a file; None where there is no file, or a damaged one."""
    try:
        feature = np.load(path, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        return None
    except (ValueError, EOFError, OSError) as error:
        logger.warning("Computing again what %s should hold: %s", path, error)
        return None
    return feature if feature.dtype == np.float32 else None
