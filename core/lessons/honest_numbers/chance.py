"""What chance alone does to an accuracy: simulated test sides, beside what theory says of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.metrics import accuracy_interval, mcnemar, paired_difference_interval

if TYPE_CHECKING:
    import pandas as pd

MAX_SONGS = 100_000
SIGNIFICANT = 0.05


@dataclass(frozen=True, eq=False)
class Sides:
    """Many test sides of `n_songs` drawn from one world in which `accuracy` is true.

    `right` [n_sides] is how many songs were told right on each; `low` and `high` [n_sides] are
    Wilson's bounds, 0 to 1, that each side alone would report.
    """

    accuracy: float
    n_songs: int
    right: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Accuracy on each side, 0 to 1."""
        return self.right / self.n_songs

    @property
    def covered(self) -> NDArray[np.bool_]:
        """Whether each side's interval holds the true accuracy."""
        return (self.low <= self.accuracy) & (self.accuracy <= self.high)


def simulate_sides(
    accuracy: float, n_songs: int, *, n_sides: int = 1000, confidence: float = 0.95, seed: int = 0
) -> Sides:
    """Draw `n_sides` test sides on which each song is told right with probability `accuracy`.

    Parameters
    ----------
    accuracy : float
        True accuracy, 0 to 1.
    n_songs : int
        Songs of a test side, 1 to `MAX_SONGS`.
    confidence : float
        Of the intervals, 0 to 1, exclusive.
    """
    _check(accuracy, n_songs)
    right = np.random.default_rng(seed).binomial(n_songs, accuracy, n_sides)
    counts, place = np.unique(right, return_inverse=True)
    bounds = np.array([accuracy_interval(int(k), n_songs, confidence) for k in counts])
    low, high = bounds[place].T
    return Sides(accuracy, n_songs, right, low, high)


def coverage(accuracy: float, n_songs: int, confidence: float = 0.95) -> float:
    """How often Wilson's interval holds the true accuracy, exactly: a sum over the binomial."""
    from scipy.stats import binom

    _check(accuracy, n_songs)
    counts = np.arange(n_songs + 1)
    bounds = np.array([accuracy_interval(int(k), n_songs, confidence) for k in counts])
    holds = (bounds[:, 0] <= accuracy) & (accuracy <= bounds[:, 1])
    return float(binom.pmf(counts[holds], n_songs, accuracy).sum())


def half_width(accuracy: float, n_songs: float, confidence: float = 0.95) -> float:
    """Half of Wilson's interval where `accuracy` was measured on `n_songs`, 0 to 1."""
    from scipy.special import ndtri

    z = float(ndtri((1 + confidence) / 2))
    spread = accuracy * (1 - accuracy) / n_songs + z**2 / (4 * n_songs**2)
    return z * float(np.sqrt(spread)) / (1 + z**2 / n_songs)


def songs_needed(accuracy: float, margin: float, confidence: float = 0.95) -> int:
    """The fewest songs with which Wilson's interval is no wider than ± `margin`, 0 to 1.

    About ``z**2 * accuracy * (1 - accuracy) / margin**2``: half the margin takes four times the
    songs.
    """
    from scipy.optimize import brentq

    _check(accuracy, 1)
    if not 0 < margin < 0.5:
        raise EarshotError(f"A margin of {margin} is not between 0 and 0.5, exclusive.")
    if half_width(accuracy, 1, confidence) <= margin:
        return 1
    n = brentq(lambda n: half_width(accuracy, n, confidence) - margin, 1, 1e12, xtol=1e-6)
    return int(np.ceil(round(float(n), 6)))


# ---- two models ---------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Comparisons:
    """Two models compared on many test sides.

    `differences` [n_sides] is accuracy B less accuracy A, -1 to 1; `p_values` [n_sides] McNemar's.
    """

    differences: NDArray[np.float64]
    p_values: NDArray[np.float64]

    @property
    def found(self) -> NDArray[np.bool_]:
        """On which sides the test calls the difference real, at `SIGNIFICANT`."""
        return self.p_values < SIGNIFICANT


def simulate_comparisons(
    *, better: float, disagree: float, n_songs: int, n_sides: int = 1000, seed: int = 0
) -> Comparisons:
    """Draw test sides on which only one of two models is right on a share `disagree` of songs.

    Parameters
    ----------
    better : float
        True difference of their accuracies, B less A: within ± `disagree`.
    disagree : float
        Share of songs that one of them tells right and the other wrong, 0 to 1.
    """
    _check(disagree, n_songs)
    if abs(better) > disagree:
        raise EarshotError(
            f"Models that disagree on {100 * disagree:g} % of songs cannot differ by "
            f"{100 * better:g} points. Raise the disagreement, or lower the difference."
        )
    only_b, only_a = (disagree + better) / 2, (disagree - better) / 2
    shares = [only_a, only_b, max(0.0, 1 - disagree)]
    counts = np.random.default_rng(seed).multinomial(n_songs, shares, n_sides)
    pairs, place = np.unique(counts[:, :2], axis=0, return_inverse=True)
    values = np.array([mcnemar_of(int(a), int(b)) for a, b in pairs])
    return Comparisons((counts[:, 1] - counts[:, 0]) / n_songs, values[place.reshape(-1)])


def mcnemar_of(only_a: int, only_b: int) -> float:
    """McNemar's p-value from how many songs only A, and only B, told right."""
    if only_a + only_b == 0:
        return 1.0
    right_a = np.repeat([True, False], [only_a, only_b])
    return float(mcnemar(right_a, ~right_a)["p_value"])


@dataclass(frozen=True)
class PairedComparison:
    """Two models on one test side: accuracies, who alone was right how often, and whether by luck.

    `low` to `high` is the 95 % interval of accuracy B less accuracy A (Newcombe, 1998).
    """

    n_songs: int
    accuracy_a: float
    accuracy_b: float
    only_a: int
    only_b: int
    p_value: float
    low: float
    high: float


def compare_paired(judged_a: "pd.DataFrame", judged_b: "pd.DataFrame") -> PairedComparison:
    """Compare what two models said: their ``predictions.parquet``, of the same songs.

    Raises
    ------
    EarshotError
        When they did not judge the same songs.
    """
    a, b = (judged.sort_values("track_id") for judged in (judged_a, judged_b))
    if list(a.track_id) != list(b.track_id):
        raise EarshotError("Two models can only be compared on the same test songs.")
    right_a, right_b = ((each.label == each.predicted).to_numpy(bool) for each in (a, b))
    test = mcnemar(right_a, right_b)
    low, high = paired_difference_interval(right_b, right_a)
    return PairedComparison(
        len(a), float(right_a.mean()), float(right_b.mean()), test["b"], test["c"],
        test["p_value"], low, high,
    )  # fmt: skip


# ---- the best of many ---------------------------------------------------------------------------


def best_of(
    k: int, *, accuracy: float, n_songs: int, n_trials: int = 1000, seed: int = 0
) -> NDArray[np.float64]:
    """The best test accuracy of `k` variants that are all equally good, in each of `n_trials`.

    Every variant is judged on a test side of its own, so that they do not err alike; variants
    judged on one side that agree on most songs gain less.
    """
    _check(accuracy, n_songs)
    if k < 1:
        raise EarshotError(f"The best of {k} variants cannot be taken; 1 is the least.")
    right = np.random.default_rng(seed).binomial(n_songs, accuracy, (n_trials, k))
    return right.max(axis=1) / n_songs


def expected_best(k: int, *, accuracy: float, n_songs: int) -> float:
    """Mean of `best_of`, exactly: the sum over x of P(some variant tells x songs or more right)."""
    from scipy.stats import binom

    _check(accuracy, n_songs)
    below = binom.cdf(np.arange(n_songs), n_songs, accuracy)  # P(fewer than x), x = 1 … n_songs
    return float((1 - below**k).sum() / n_songs)


def expected_best_normal(k: int, *, accuracy: float, n_songs: int) -> float:
    """The same by the normal approximation: Blom's (1958) for the largest of k normal numbers."""
    from scipy.special import ndtri

    sigma = np.sqrt(accuracy * (1 - accuracy) / n_songs)
    return float(accuracy + sigma * ndtri((k - 0.375) / (k + 0.25)))


def _check(accuracy: float, n_songs: int) -> None:
    if not 0 <= accuracy <= 1:
        raise EarshotError(f"A share of {accuracy} is not within 0 and 1.")
    if not 1 <= n_songs <= MAX_SONGS:
        raise EarshotError(f"{n_songs} songs are not within 1 and {MAX_SONGS:,}.")
