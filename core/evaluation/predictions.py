"""What was said of each track, as the task of a run understands it."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def output_names(table: "pd.DataFrame") -> list[str]:
    """What the columns of ``predictions.parquet`` are about, in their order.

    Examples
    --------
    >>> import pandas as pd
    >>> output_names(pd.DataFrame({"y_jazz": [1], "y_rock": [0], "p_jazz": [0.2], "p_rock": [0.8]}))
    ['jazz', 'rock']
    """
    return [column.removeprefix("p_") for column in table if column.startswith("p_")]


def truths_and_answers(table: "pd.DataFrame") -> tuple[np.ndarray, np.ndarray]:
    """What is true and what was said, [n_tracks, n_outputs] each.

    Examples
    --------
    >>> import pandas as pd
    >>> truths, answers = truths_and_answers(pd.DataFrame({"y_jazz": [1.0], "p_jazz": [0.2]}))
    >>> truths.tolist(), answers.tolist()
    ([[1.0]], [[0.2]])
    """
    names = output_names(table)
    return (
        table[[f"y_{name}" for name in names]].to_numpy(),
        table[[f"p_{name}" for name in names]].to_numpy(),
    )


def labelled(table: "pd.DataFrame") -> "pd.DataFrame":
    """Predictions of classes with the true one (`label`) and the most probable (`predicted`).

    Examples
    --------
    >>> import pandas as pd
    >>> truth = {"y_jazz": [1.0], "y_rock": [0.0]}
    >>> probabilities = {"p_jazz": [0.2], "p_rock": [0.8]}
    >>> table = pd.DataFrame({"track_id": ["a"]} | truth | probabilities)
    >>> labelled(table)[["label", "predicted"]].values.tolist()
    [['jazz', 'rock']]
    """
    names = np.array(output_names(table))
    truths, answers = truths_and_answers(table)
    return table.assign(label=names[truths.argmax(axis=1)], predicted=names[answers.argmax(axis=1)])
