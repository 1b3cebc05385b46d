"""The project's own figures over seeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING, Any

from core.evaluation.measured import Measured, read_measured, recipe_key
from core.evaluation.papers import Part, paper_of, papers
from core.metrics import mean_interval
from core.training.recipe import Recipe, recipe_names

if TYPE_CHECKING:
    import pandas as pd

ALL_SONGS = ", all songs"  # of what is counted, for a chart


@dataclass(frozen=True)
class Published:
    """One recipe on one split over seeds.

    Attributes
    ----------
    recipe, split : str
    counted : str
        ``"test"``, tracks that were not learned, ``"over_all_tracks"``, or of those that were not
        learned ``"music"`` or ``"fooled"``, as `Measured` has them.
    values : tuple of float
        The headline of each seed; accuracy lies within 0 and 1.
    mean : float
    low, high : float
        95 % t-interval of the mean over seeds; of one seed alone the interval over its tracks. NaN
        where that is not known.
    """

    recipe: str
    split: str
    counted: Part
    values: tuple[float, ...]
    mean: float
    low: float
    high: float

    @property
    def reported(self) -> float | None:
        """The (lowest) figure of its paper, where it can be held against this one."""
        paper = paper_of(self.recipe)
        if paper is None or paper.counted != self.counted or self.split not in paper.splits:
            return None
        return min(paper.figures, default=None)

    def spread(self) -> dict[str, Any]:
        """The same as `core.figures.comparison.spread_figure` draws it."""
        return {
            "name": f"{self.recipe}, {self.split}{ALL_SONGS * (self.counted != 'test')}",
            "values": self.values,
            "mean": self.mean,
            "low": self.low,
            "high": self.high,
            "reported": self.reported,
        }


def current_rows(rows: Iterable[Measured]) -> list[Measured]:
    """The rows of test sides, of the shipped recipes as they are.

    Examples
    --------
    >>> rows = current_rows(read_measured())
    >>> {row.side for row in rows}
    {'test'}
    """
    keys = {name: recipe_key(Recipe.load(name)) for name in recipe_names()}
    return [row for row in rows if row.side == "test" and keys.get(row.recipe) == row.recipe_key]


def over_seeds(recipe: str, split: str) -> Published | None:
    """What a recipe reached on a split over seeds; None where fewer than two were tried.

    Examples
    --------
    >>> found = over_seeds("zheng-dual-cnn", "random-622")
    >>> len(found.values) > 1, found.low < found.mean < found.high
    (True, True)
    """
    found = spread(current_rows(read_measured()), recipe, split)
    return found if found and len(found.values) > 1 else None


def published_draws() -> "pd.DataFrame":
    """Each training of the shipped recipes that was tested: ``recipe, split, seed, accuracy``.

    Examples
    --------
    >>> "artist" in set(published_draws().split)
    True
    """
    import pandas as pd

    rows = [
        (row.recipe, row.split, row.seed, row.value)
        for row in current_rows(read_measured())
        if row.figure == "accuracy"
    ]
    return pd.DataFrame(rows, columns=["recipe", "split", "seed", "accuracy"])


def over_splits(*splits: str) -> list[Published]:
    """The recipes of papers that were tried with two seeds or more on each of some splits.

    Examples
    --------
    >>> [found.split for found in over_splits("random-622", "artist")][:2]
    ['random-622', 'artist']
    """
    rows = current_rows(read_measured())
    every = [
        [found for split in splits if (found := spread(rows, recipe, split))]
        for paper in papers()
        for recipe in paper.recipes
    ]
    whole = (each for each in every if len(each) == len(splits))
    return [found for each in whole if all(len(f.values) > 1 for f in each) for found in each]


def spread(
    rows: Iterable[Measured], recipe: str, split: str, counted: Part = "test"
) -> Published | None:
    """One figure of a recipe on a split over the seeds that are among `rows`; None without any.

    Examples
    --------
    >>> row = Measured("mine", "", "gtzan", "artist", 0, "test", "single_label", "accuracy", 10,
    ...                value=0.7, low=0.4, high=0.9)
    >>> spread([row], "mine", "artist").low
    0.4
    """
    column = "value" if counted == "test" else counted
    matching = [
        (row.seed, value, row)
        for row in rows
        if (row.recipe, row.split) == (recipe, split)
        and (value := getattr(row, column)) is not None
    ]
    values = tuple(value for _, value, _ in sorted(matching, key=lambda each: each[0]))
    if not matching:
        return None
    if len(matching) > 1:
        found = mean_interval(values)
        return Published(recipe, split, counted, values, found["mean"], found["low"], found["high"])
    ((_, value, row),) = matching
    ends = (row.low, row.high) if counted == "test" else (None, None)
    low, high = (nan if end is None else end for end in ends)
    return Published(recipe, split, counted, values, value, low, high)


def in_words(found: Published | None, *, percent: bool = True) -> str:
    """``"75.0 % (70 to 80)"``: the mean and its 95 % interval; ``"–"`` where it is not known.

    Without `percent` as it is: ``"0.750 (0.70 to 0.80)"``.

    Examples
    --------
    >>> in_words(Published("mine", "honest", "test", (0.7, 0.8), 0.75, 0.7, 0.8))
    '75.0 % (70 to 80)'
    """
    if found is None:
        return "–"
    mean = f"{100 * found.mean:.1f} %" if percent else f"{found.mean:.3f}"
    if isnan(found.low):
        return mean
    if percent:
        return f"{mean} ({100 * found.low:.0f} to {100 * found.high:.0f})"
    return f"{mean} ({found.low:.2f} to {found.high:.2f})"
