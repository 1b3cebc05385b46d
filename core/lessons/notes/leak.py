"""One classifier on passages of pieces, divided by passages and by pieces: what leaks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.demo_music import STYLES
from core.once import once
from core.symbolic import Notes, example

SECONDS = 60.0  # of a piece
TEST_SHARE = 0.2


@dataclass(frozen=True, eq=False)
class Passages:
    """Passages of pieces: `values` [n, n_values] of each, its `label` and its `piece` [n]."""

    values: NDArray[np.float64]
    label: NDArray[np.intp]
    piece: NDArray[np.intp]


@dataclass(frozen=True)
class Leak:
    """Accuracies, 0 to 1, and the share of test passages whose nearest is of the same piece."""

    by_passage: float
    by_piece: float
    same_piece: float


@once(maxsize=16)
def compose_pieces(n_pieces: int, styles: tuple[str, ...] = STYLES) -> list[tuple[int, Notes]]:
    """`n_pieces` of each style, each from a seed of its own, with the number of its style."""
    return [
        (label, example(style, seed=seed, seconds=SECONDS))
        for label, style in enumerate(styles)
        for seed in range(n_pieces)
    ]


def passages_of(pieces: Sequence[tuple[int, Notes]], length: int) -> Passages:
    """All whole passages of `length` notes: how often each key is struck, and how hard and long."""
    rows, labels, places = [], [], []
    for place, (label, notes) in enumerate(pieces):
        for start in range(0, len(notes) - length + 1, length):
            rows.append(described(notes.only(slice(start, start + length))))
            labels.append(label)
            places.append(place)
    return Passages(np.stack(rows), np.array(labels), np.array(places))


def described(notes: Notes) -> NDArray[np.float64]:
    """Shares of the 128 keys, and means and deviations of velocity and duration."""
    keys = np.bincount(notes.pitch, minlength=128) / len(notes)
    loud, long = notes.velocity / 127, np.minimum(notes.duration, 4) / 4
    return np.concatenate([keys, [loud.mean(), loud.std(), long.mean(), long.std()]])


@once(maxsize=16)
def composed_passages(n_pieces: int, length: int) -> Passages:
    """`passages_of` what `compose_pieces` composes; nobody may change them."""
    return passages_of(compose_pieces(n_pieces), length)


def measure_leak(found: Passages, seed: int) -> Leak:
    """Nearest neighbour, on a fifth of the passages and on a fifth of the pieces, drawn by seed."""
    rng = np.random.default_rng(seed)
    shuffled = rng.random(len(found.label)) < TEST_SHARE
    pieces = np.unique(found.piece)
    tested = rng.permutation(pieces)[: max(1, round(TEST_SHARE * len(pieces)))]
    parted = np.isin(found.piece, tested)
    near = _nearest(found, shuffled)
    same = found.piece[near] == found.piece[shuffled]
    return Leak(
        float(np.mean(found.label[near] == found.label[shuffled])),
        float(np.mean(found.label[_nearest(found, parted)] == found.label[parted])),
        float(same.mean()),
    )


def _nearest(found: Passages, test: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Of each test passage the nearest of the others."""
    train = np.flatnonzero(~test)
    a, b = found.values[test], found.values[train]
    squares = (a**2).sum(1)[:, None] + (b**2).sum(1) - 2 * a @ b.T
    return train[squares.argmin(axis=1)]
