"""What several networks that tell one class said of the songs that they were judged on."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from core.metrics import bootstrap_means, cohen_kappa, holm, mcnemar

if TYPE_CHECKING:
    import pandas as pd

ENDS = (0.025, 0.975)  # of 95 % intervals
FEWEST = 10  # songs in common, from which on agreement is told


@dataclass(frozen=True, eq=False)
class ClassAnswers:
    """Songs by networks; a song is known by its dataset and its id.

    Attributes
    ----------
    labels : Series
        The true class of each song, as the first network has it that was judged on it.
    predicted : DataFrame
        A column per network: the class it named; missing where it was not judged on the song.
    right : DataFrame
        1 where it named the class that it holds to be true, 0 where not, NaN where not judged.
    """

    labels: "pd.Series"
    predicted: "pd.DataFrame"
    right: "pd.DataFrame"

    @property
    def names(self) -> list[str]:
        """Of the networks."""
        return list(self.predicted.columns)

    def same_songs(self, a: str, b: str) -> bool:
        """Whether both were judged on one set of songs, which neither was trained on."""
        return self.predicted[a].notna().equals(self.predicted[b].notna())


def answers_of(judged: Mapping[str, "pd.DataFrame"]) -> ClassAnswers:
    """Put the predictions of several networks side by side.

    Parameters
    ----------
    judged : mapping of name to DataFrame
        ``dataset``, ``track_id``, ``label`` and ``predicted`` of each song.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"dataset": ["d"], "track_id": ["a"], "label": ["pop"]})
    >>> answers_of({name: table.assign(predicted=name) for name in ("pop", "jazz")}).right.values
    array([[1., 0.]])
    """
    import pandas as pd

    tables = {name: table.set_index(["dataset", "track_id"]) for name, table in judged.items()}
    predicted = pd.concat({name: table.predicted for name, table in tables.items()}, axis=1)
    truth = pd.concat({name: table.label for name, table in tables.items()}, axis=1)
    right = (predicted == truth).astype(float).where(predicted.notna())
    return ClassAnswers(truth.bfill(axis=1).iloc[:, 0], predicted, right)


def standings(answers: ClassAnswers) -> "pd.DataFrame":
    """How often each is right, the best first: ``network, n, value, low, high``, 0 to 1.

    The interval is bootstrapped over songs. Of networks that were judged on the same songs it draws
    the same ones, see `core.metrics.bootstrap_means`.
    """
    import pandas as pd

    rows = []
    for name in answers.names:
        right = answers.right[name].dropna()
        low, high = np.quantile(bootstrap_means(right), ENDS)
        rows.append((name, len(right), right.mean(), low, high))
    table = pd.DataFrame(rows, columns=["network", "n", "value", "low", "high"])
    return table.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def pairs(answers: ClassAnswers) -> "pd.DataFrame":
    """Every two networks that were judged on the same songs, against each other.

    Columns: ``a, b``; ``n`` songs; ``only_a, only_b``, on how many only one is right;
    ``difference, low, high`` of accuracy A minus B (paired bootstrap over songs, 95 %, −1 to 1);
    McNemar's ``p_value``, and ``corrected`` by Holm's method for all of these pairs.
    """
    import pandas as pd

    rows = []
    for a, b in combinations(answers.names, 2):
        if not answers.same_songs(a, b):
            continue
        both = answers.right[[a, b]].dropna().to_numpy()
        test = mcnemar(both[:, 0] == 1, both[:, 1] == 1)
        difference = both[:, 0] - both[:, 1]
        low, high = np.quantile(bootstrap_means(difference), ENDS)
        rows.append((a, b, len(both), test["b"], test["c"], difference.mean(), low, high,
                     test["p_value"]))  # fmt: skip
    columns = ["a", "b", "n", "only_a", "only_b", "difference", "low", "high", "p_value"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(corrected=holm(table.p_value.astype(float)))


def agreement(answers: ClassAnswers) -> tuple[np.ndarray, np.ndarray]:
    """Cohen's kappa of every two networks, and of how many songs both spoke.

    Returns
    -------
    kappa : float array [shape=(n_networks, n_networks)]
        NaN where they have fewer than ten songs in common.
    n_common : int array [shape=(n_networks, n_networks)]
    """
    n = len(answers.names)
    kappa, n_common = np.full((n, n), np.nan), np.zeros((n, n), dtype=int)
    for i in range(n):
        for j in range(n):
            both = answers.predicted.iloc[:, [i, j]].dropna().to_numpy()
            n_common[i, j] = len(both)
            if len(both) >= FEWEST:
                kappa[i, j] = cohen_kappa(both[:, 0].astype(str), both[:, 1].astype(str))
    return kappa, n_common


def missed_by_all(answers: ClassAnswers) -> "pd.DataFrame":
    """Songs on which two networks or more were asked and none was right, most asked first.

    Columns: ``dataset, track_id, label, n_judged``; ``predicted``, the commonest wrong answer, and
    ``n_predicted``, by how many.
    """
    n_judged = answers.predicted.notna().sum(axis=1)
    missed = answers.predicted[(n_judged > 1) & (answers.right.sum(axis=1) == 0)]
    counts = [row.dropna().value_counts() for _, row in missed.iterrows()]
    table = missed.index.to_frame(index=False).assign(
        label=answers.labels[missed.index].to_numpy(),
        n_judged=n_judged[missed.index].to_numpy(),
        predicted=[str(each.index[0]) for each in counts],
        n_predicted=[int(each.iloc[0]) for each in counts],
    )
    return table.sort_values(["n_judged", "n_predicted"], ascending=False, ignore_index=True)
