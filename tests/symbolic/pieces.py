"""A folder of small pieces laid out as the composers' dataset is."""

from pathlib import Path

import numpy as np

from core.symbolic import Notes, write_midi

COMPOSERS = ("high", "low")


def piece(place: float, seed: int, n: int = 240) -> Notes:
    """Notes drawn around a pitch, one after another."""
    rng = np.random.default_rng(seed)
    onset = np.cumsum(rng.choice([0.1, 0.2, 0.4], n))
    pitch = np.clip(rng.normal(place, 5, n).round(), 0, 127)
    rows = np.stack([onset, rng.uniform(0.1, 0.4, n), pitch, rng.integers(30, 100, n)], axis=1)
    return Notes.of_rows(rows, np.zeros(1))


def lay_out(place: Path, n_train: int = 10, n_dev: int = 2) -> Path:
    """``train`` and ``dev`` of two composers; the first two pieces of each are the same file."""
    for side, n in (("train", n_train), ("dev", n_dev)):
        for k, (name, pitch) in enumerate(zip(COMPOSERS, (76, 48), strict=True)):
            folder = place / side / name
            folder.mkdir(parents=True)
            for i in range(n):
                seed = 1000 * (side == "dev") + 100 * k + max(i, 1)
                (folder / f"{name}-{side}-{i}.mid").write_bytes(write_midi(piece(pitch, seed)))
    return place
