"""Confusion matrices: what is labelled as what and what a network said, as cells to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, cell_colour

Unit = Literal["counts", "per cent"]
Cell = tuple[str, str]  # what it is labelled as, what the network said


@dataclass(frozen=True, eq=False)
class Matrix:
    """A row for each label, a column for each answer of a network, both in the order of `classes`.

    Attributes
    ----------
    classes : tuple of str
    text, colours, told : lists of str [n_classes][n_classes]
        What is written in each cell, the colour behind it, which lets the page through, and what is
        said of it.
    titles : tuple of str
        Of the rows and of the columns.
    """

    classes: tuple[str, ...]
    text: list[list[str]]
    colours: list[list[str]]
    hover: list[list[str]]
    titles: tuple[str, str] = ("Labelled as", "The network said")


def in_unit(confusion: NDArray[np.integer], unit: Unit) -> NDArray[np.float64]:
    """Counts [n_classes, n_classes] as they are, or as per cent of each row; empty rows are 0."""
    counts = np.asarray(confusion, dtype=np.float64)
    if unit == "counts":
        return counts
    return 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def in_favour(difference: NDArray[np.floating]) -> NDArray[np.float64]:
    """A difference of two matrices, A minus B, turned so that above 0 is good for A everywhere.

    More on the diagonal is better, more beside it is worse; so the signs beside it change.
    """
    difference = np.asarray(difference, dtype=np.float64)
    return np.where(np.eye(len(difference), dtype=bool), difference, 0.0 - difference)


def confusion_matrix(
    confusion: NDArray[np.integer],
    classes: Sequence[str],
    *,
    unit: Unit = "counts",
    items: str = "songs",
) -> Matrix:
    """How many `items` with each label got each answer: the more, the stronger the colour.

    Parameters
    ----------
    confusion : int array [shape=(n_classes, n_classes)]
    unit : str
        ``"counts"``, or ``"per cent"`` of the row.
    items : str
        What is counted.
    """
    counts = np.asarray(confusion)
    values = in_unit(counts, unit)
    strength = values / max(values.max(), 1.0)
    of = counts.sum(axis=1)
    return Matrix(
        classes=tuple(classes),
        text=[[f"{v:.0f}" if v else "" for v in row] for row in values],
        colours=[[cell_colour(ACCENT, s) for s in row] for row in strength],
        hover=[
            [f"{cell_title((label, answer))}: {counts[i, j]} of {of[i]} {items}"
             for j, answer in enumerate(classes)]
            for i, label in enumerate(classes)
        ],
    )  # fmt: skip


def difference_matrix(
    a: NDArray[np.floating],
    b: NDArray[np.floating],
    classes: Sequence[str],
    *,
    names: tuple[str, str] = ("A", "B"),
) -> Matrix:
    """How much better A does than B in each cell, in percentage points.

    Better is right more often on the diagonal, and making that mistake less often beside it. Above
    0 and in the first series colour A is better, below 0 and in the second B.

    Parameters
    ----------
    a, b : float array [shape=(n_classes, n_classes)]
        Per cent of each label's items, as of `in_unit`.
    names : tuple of str
        What A and B are called.
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    better = in_favour(a - b)
    strength = np.abs(better) / max(float(np.abs(better).max()), 1.0)

    def hover(i: int, j: int) -> str:
        value = better[i, j]
        who = f"{names[0] if value > 0 else names[1]} is better by {abs(value):.1f} points"
        each = f"{names[0]} {a[i, j]:.1f} %, {names[1]} {b[i, j]:.1f} %"
        return (
            f"{cell_title((classes[i], classes[j]))}: {each}; {who if value else 'no difference'}"
        )

    places = range(len(classes))
    return Matrix(
        classes=tuple(classes),
        text=[[f"{v:+.0f}".replace("-", "−") if round(v) else "" for v in row] for row in better],
        colours=[
            [cell_colour(SERIES_COLOURS[0 if better[i, j] > 0 else 1], strength[i, j])
             for j in places]
            for i in places
        ],
        hover=[[hover(i, j) for j in places] for i in places],
    )  # fmt: skip


def cell_title(cell: Cell) -> str:
    """``"Blues called country"``, ``"Blues, recognised"``."""
    label, answer = cell
    name = label[:1].upper() + label[1:]
    return f"{name}, recognised" if label == answer else f"{name} called {answer}"
