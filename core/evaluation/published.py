"""The project's own figures over seeds, beside those that the papers report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core import paths
from core.metrics import mean_interval

if TYPE_CHECKING:
    import pandas as pd

# Zheng, Xing and Huang draw one random split, 6:2:2, and report accuracy on validation and test:
# 74.5 and 75.0 % for the CNN, 62.0 and 51.0 % for the baseline. The test figures stand here.
REPORTED = {
    ("zheng-dual-cnn", "random-622"): 0.750,
    ("zheng-dual-cnn-paper", "random-622"): 0.750,
    ("zheng-baseline", "random-622"): 0.510,
}


@dataclass(frozen=True)
class Published:
    """One recipe on one split over seeds.

    Attributes
    ----------
    recipe, split : str
    values : tuple of float
        Test accuracy of each seed, 0 to 1.
    mean, low, high : float
        Mean over the seeds and its 95 % t-interval.
    reported : float or None
        Test accuracy that the paper gives for the same system and kind of split.
    """

    recipe: str
    split: str
    values: tuple[float, ...]
    mean: float
    low: float
    high: float
    reported: float | None

    def spread(self) -> dict[str, Any]:
        """The same as `core.figures.comparison.spread_figure` draws it."""
        return {
            "name": f"{self.recipe}, {self.split}",
            "values": self.values,
            "mean": self.mean,
            "low": self.low,
            "high": self.high,
            "reported": self.reported,
        }


def published_results() -> list[Published]:
    """A row per recipe of the paper and split with two seeds or more in ``results.csv``.

    Examples
    --------
    >>> "zheng-dual-cnn" in {row.recipe for row in published_results()}
    True
    """
    papers = {recipe for recipe, _ in REPORTED}
    return [row for row in _all_results() if row.recipe in papers]


def over_seeds(recipe: str, split: str) -> Published | None:
    """What a recipe reached on a split over seeds; None where that was not tried.

    Examples
    --------
    >>> found = over_seeds("zheng-dual-cnn", "random-622")
    >>> len(found.values) > 1, found.low < found.mean < found.high
    (True, True)
    """
    rows = (row for row in _all_results() if (row.recipe, row.split) == (recipe, split))
    return next(rows, None)


def published_draws() -> "pd.DataFrame":
    """Each training of the shipped recipes that was tested: ``recipe, split, seed, accuracy``.

    Examples
    --------
    >>> "artist" in set(published_draws().split)
    True
    """
    import pandas as pd

    columns = ["recipe", "split", "seed", "accuracy"]
    file = paths.checkpoints() / "results.csv"
    if not file.exists():
        return pd.DataFrame(columns=columns)
    table = pd.read_csv(file)
    return table.loc[table.side == "test", columns].reset_index(drop=True)


def _all_results() -> list[Published]:
    rows = []
    for (split, recipe), group in published_draws().groupby(["split", "recipe"], sort=True):
        if len(group) > 1:
            values = tuple(group.sort_values("seed").accuracy)
            found = mean_interval(values)
            rows.append(
                Published(recipe, split, values, found["mean"], found["low"], found["high"],
                          REPORTED.get((recipe, split)))
            )  # fmt: skip
    return rows


def published_table(rows: Sequence[Published]) -> "pd.DataFrame":
    """The same in words, one row each.

    Examples
    --------
    >>> row = Published("mine", "honest", (0.7, 0.8), 0.75, 0.7, 0.8, None)
    >>> published_table([row]).loc[0, ["system", "ours"]].tolist()
    ['mine', '75.0 %']
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "system": row.recipe,
                "split": row.split,
                "ours": f"{100 * row.mean:.1f} %",
                "95 % interval of the mean": f"{100 * row.low:.1f} to {100 * row.high:.1f} %",
                "draws": len(row.values),
                "paper reports": f"{100 * row.reported:.1f} %" if row.reported else "–",
            }
            for row in rows
        ]
    )
