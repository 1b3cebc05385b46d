"""What was said of each track, as the task of a run understands it."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def output_names(table: "pd.DataFrame") -> list[str]:
    """What the columns of ``predictions.parquet`` are about, in their order."""
    return [column.removeprefix("p_") for column in table if column.startswith("p_")]


def truths_and_answers(table: "pd.DataFrame") -> tuple[np.ndarray, np.ndarray]:
    """What is true and what was said, [n_tracks, n_outputs] each."""
    names = output_names(table)
    return (
        table[[f"y_{name}" for name in names]].to_numpy(),
        table[[f"p_{name}" for name in names]].to_numpy(),
    )


def labelled(table: "pd.DataFrame") -> "pd.DataFrame":
    """Predictions of classes with the true one (`label`) and the most probable (`predicted`)."""
    names = np.array(output_names(table))
    truths, answers = truths_and_answers(table)
    return table.assign(label=names[truths.argmax(axis=1)], predicted=names[answers.argmax(axis=1)])
