"""Every two of several networks as cells of a matrix: how far one leads, how far they agree."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.confusion import Matrix
from core.figures.networks import letters
from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, EMPTY, cell_colour

if TYPE_CHECKING:
    import pandas as pd

SURE = "✱"
"""Marks a difference that is more than chance explains."""


def lead_matrix(
    names: Sequence[str], pairs: "pd.DataFrame", *, level: float, p_values: Sequence[str]
) -> Matrix:
    """By how many percentage points the network of a row leads that of a column.

    Parameters
    ----------
    names : sequence of str
        In the order of the rows; cells are named by their `letters`.
    pairs : DataFrame
        ``a, b, difference, low, high, corrected`` of `core.evaluation.answers.pairs`. Two networks
        that are not in it stay empty.
    level : float
        Below this corrected p-value a cell is marked.
    p_values : sequence of str [n_pairs]
        The p-value of each of `pairs` in words.
    """
    n, place = len(names), {name: i for i, name in enumerate(names)}
    text = [["" if i == j else "–" for j in range(n)] for i in range(n)]
    colours = [[EMPTY] * n for _ in range(n)]
    hover = [[_nothing_shared(names[i], names[j]) for j in range(n)] for i in range(n)]
    most = max([abs(each) for each in pairs.difference], default=0.0) or 1.0
    for pair, p_value in zip(pairs.itertuples(), p_values, strict=True):
        i, j, sure = place[str(pair.a)], place[str(pair.b)], float(pair.corrected) < level
        for row, column, sign in ((i, j, 1), (j, i, -1)):
            low, points, high = sorted(
                100 * sign * each for each in (pair.low, pair.difference, pair.high)
            )
            text[row][column] = _signed(points) + SURE * sure
            colours[row][column] = cell_colour(
                SERIES_COLOURS[0 if points > 0 else 1], abs(points) / 100 / most
            )
            hover[row][column] = (
                f"{names[row]} against {names[column]}: {_signed(points)} percentage points "
                f"({_signed(low)} to {_signed(high)}), {p_value}"
            )
    short = tuple(letters(names).values())
    return Matrix(short, text, colours, hover, titles=("This one", "leads that one by"))


def agreement_matrix(
    names: Sequence[str], kappa: NDArray[np.floating], n_common: NDArray[np.integer]
) -> Matrix:
    """Cohen's kappa of every two networks, and of how many songs both spoke.

    Parameters
    ----------
    names : sequence of str
    kappa, n_common : arrays [shape=(n, n)]
        NaN where kappa is not known.
    """
    n, known = len(names), np.isfinite(kappa)

    def hover(i: int, j: int) -> str:
        both = f"{names[i]} and {names[j]}, {n_common[i, j]} songs in common"
        return f"{both}: κ = {kappa[i, j]:.2f}" if known[i, j] else f"{both}: too few to tell"

    return Matrix(
        tuple(letters(names).values()),
        text=[["" if i == j else f"{kappa[i, j]:.2f}" if known[i, j] else "–" for j in range(n)]
              for i in range(n)],
        colours=[[cell_colour(ACCENT, max(0.0, float(kappa[i, j])))
                  if i != j and known[i, j] else EMPTY for j in range(n)] for i in range(n)],
        hover=[[names[i] if i == j else hover(i, j) for j in range(n)] for i in range(n)],
        titles=("This one", "and that one"),
    )  # fmt: skip


def _nothing_shared(a: str, b: str) -> str:
    return a if a == b else f"{a} and {b} were judged on other songs"


def _signed(points: float) -> str:
    return f"{points:+.0f}".replace("-", "−") if round(points) else "0"
