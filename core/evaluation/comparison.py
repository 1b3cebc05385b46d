"""Two models on one set of songs: who is right where the other is wrong, and whether by chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.errors import RunError
from core.evaluation.paired import judged_on
from core.evaluation.predictions import labelled
from core.evaluation.published import Published, in_words
from core.metrics import mcnemar, paired_difference_interval
from core.training.run import Results

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.05  # below this p-value a difference is called more than chance
SMALLEST, LARGEST = 0.001, 0.99  # p-values beyond are not told apart


def p_in_words(p_value: float) -> str:
    """A p-value as people write it: no more digits than it can bear.

    Examples
    --------
    >>> [p_in_words(p) for p in (0.000607, 0.0391, 0.2134, 1.0)]
    ['p < 0.001', 'p = 0.039', 'p = 0.21', 'p > 0.99']
    """
    if p_value < SMALLEST:
        return f"p < {SMALLEST:g}"
    if p_value > LARGEST:
        return f"p > {LARGEST:g}"
    return f"p = {p_value:.3f}" if p_value < 0.1 else f"p = {p_value:.2f}"


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two models on the songs that both were judged on.

    Attributes
    ----------
    a, b : str
        Their names.
    songs : DataFrame
        ``track_id``, ``label``, ``predicted_a``, ``predicted_b`` of each song.
    test : dict
        Of `core.metrics.mcnemar`: ``b`` songs only A got right, ``c`` only B.
    difference : tuple of float
        95 % interval of accuracy A minus accuracy B, −1 to 1.
    """

    a: str
    b: str
    songs: "pd.DataFrame"
    test: dict[str, Any]
    difference: tuple[float, float]

    @property
    def verdict(self) -> str:
        """The outcome in plain words."""
        only_a, only_b = self.test["b"], self.test["c"]
        counts = f"only {self.a} is right on {only_a} songs, only {self.b} on {only_b}"
        chance = p_in_words(self.test["p_value"])
        if self.test["p_value"] >= LEVEL:
            return f"{counts}. Chance alone could explain such a difference ({chance})."
        better = self.a if only_a > only_b else self.b
        return f"{counts}. {better} is better, by more than chance alone would explain ({chance})."

    def disagreements(self) -> "pd.DataFrame":
        """Songs that one got right and the other wrong."""
        right_a = self.songs.label == self.songs.predicted_a
        right_b = self.songs.label == self.songs.predicted_b
        return self.songs[right_a != right_b].reset_index(drop=True)


def compare(a: Results, b: Results) -> Comparison:
    """McNemar's test between two checkpoints or runs.

    Raises
    ------
    RunError
        When one was not judged yet, or when they were judged on different songs, as after draws
        of a split from different seeds; then one may have been trained on what the other is
        judged on.

    Examples
    --------
    >>> from core.training.checkpoint import Checkpoint
    >>> cnn, mlp = (Checkpoint.load(name) for name in ("zheng-dual-cnn", "zheng-baseline"))
    >>> found = compare(cnn, mlp)
    >>> found.test["b"] > found.test["c"], found.difference[0] > 0
    (True, True)
    """
    tables = [a.predictions(), b.predictions()]
    for result, table in zip((a, b), tables, strict=True):
        if table is None:
            raise RunError(f"{result.name} has not been judged yet, so it cannot be compared.")
        if not result.recipe.task.exclusive:
            raise RunError(
                f"{result.name} tells {result.recipe.task.title.lower()}; McNemar's test counts "
                "songs that are right or wrong, and needs networks that tell one class."
            )
    left, right = (labelled(table) for table in tables if table is not None)
    if set(left.track_id) != set(right.track_id):
        raise RunError(
            f"{a.name} and {b.name} were judged on different songs ({len(left)} and {len(right)}, "
            f"{len(set(left.track_id) & set(right.track_id))} in common). McNemar's test needs one "
            "set that neither was trained on: train both with the same split and seed."
        )
    both = left.merge(right, on=["track_id", "label"], suffixes=("_a", "_b"))
    correct_a, correct_b = both.label == both.predicted_a, both.label == both.predicted_b
    return Comparison(
        a.name,
        b.name,
        both[["track_id", "label", "predicted_a", "predicted_b"]],
        mcnemar(correct_a, correct_b),
        paired_difference_interval(correct_a, correct_b),
    )


def summary(
    reports: Mapping[str, dict[str, Any]], seeds: Mapping[str, Published | None]
) -> "pd.DataFrame":
    """One row per report, by the name of its network: its figures and what they were had on.

    Shares are in per cent. `seeds` says of a network what its recipe
    reaches over seeds, where that is known.

    Examples
    --------
    >>> from core.training.checkpoint import Checkpoint
    >>> checkpoint = Checkpoint.load("zheng-dual-cnn")
    >>> table = summary({checkpoint.name: checkpoint.report()}, {})
    >>> table.loc[0, ["network", "side", "data"]].tolist()
    ['zheng-dual-cnn', 'test', 'gtzan']
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "network": name,
                "right": 100 * report["headline"]["value"],
                "95 % interval": "{:.0f} to {:.0f} %".format(
                    100 * report["headline"]["low"], 100 * report["headline"]["high"]
                ),
                "mean over seeds": in_words(seeds.get(name)),
                "macro F1": 100 * report["scores"]["macro_f1"],
                "among first two": 100 * report["scores"]["top2"],
                **judged_on(report),
            }
            for name, report in reports.items()
        ]
    )
