"""Computed features on disk, named by the content of the sound and the key of the spec."""

import contextlib
import os
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core import paths, sealed
from core.features.spec import FeatureSpec

RECENT = 3600.0
"""Seconds for which what was used counts as in use: within them no file is marked again."""

asked: Counter[str] = Counter()
"""How often this process found a feature here (``hits``) and how often not (``misses``)."""


def cached(content_hash: str, spec: FeatureSpec, compute: Callable[[], np.ndarray]) -> np.ndarray:
    """A feature from the cache; computed and filed first where it is not there.

    When it was used last is the file's time, by which `make_room` goes.

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
    if feature is not None:
        _mark_used(path)
    else:
        sealed.write_array(path, np.ascontiguousarray(compute(), dtype=np.float32))
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


def make_room(most_bytes: int, *, in_use_since: float) -> int:
    """Remove features, those that nobody used for longest first, until the others fit.

    Whoever has one open keeps it: the system frees its bytes when the last reader has gone.

    Parameters
    ----------
    most_bytes : int
        That the features may take; more only where all that is left is in use.
    in_use_since : float
        Seconds since 1970: what was used since then stays.

    Returns
    -------
    int
        Bytes that were removed.
    """
    found = []
    for file in (paths.cache() / "features").glob("*/*"):
        with contextlib.suppress(FileNotFoundError):  # another process has just removed it
            about = file.stat()
            found.append((about.st_mtime, about.st_size, file))
    removed, surplus = 0, sum(size for _, size, _ in found) - most_bytes
    for used, size, file in sorted(found):
        if removed >= surplus or used >= in_use_since:
            break
        file.unlink(missing_ok=True)
        removed += size
    return removed


def _mark_used(path: Path) -> None:
    with contextlib.suppress(OSError):  # gone, or in a folder that is only read
        if time.time() - path.stat().st_mtime > RECENT:
            os.utime(path)


def _open(path: Path) -> np.ndarray | None:
    """The feature in a file; None where there is none, or a damaged one."""
    feature = sealed.open_array(path)
    return feature if feature is not None and feature.dtype == np.float32 else None
