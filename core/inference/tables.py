"""Tables for networks that take rows: which columns, whose numbers, and all answers at once."""

from collections.abc import Mapping

import numpy as np

from core.errors import DatasetError
from core.inference.predicting import open_checkpoint
from core.tables import Numbers, Table, numbers_of
from core.training.checkpoint import Checkpoint


def columns_taken(checkpoint: Checkpoint) -> tuple[str, ...]:
    """The columns of a table that a network takes, each once.

    Raises
    ------
    DatasetError
        Where one of its features is of no table.
    """
    specs = checkpoint.recipe.features
    if not all(spec.of_table for spec in specs):
        kinds = ", ".join(spec.kind for spec in specs)
        raise DatasetError(f"{checkpoint.name} takes no rows of a table: its features are {kinds}.")
    return tuple(dict.fromkeys(name for spec in specs for name in spec.of_table))


def numbers_taken(
    table: Table, checkpoint: Checkpoint, places: Mapping[str, str | None]
) -> Numbers:
    """The numbers of a table that a network takes.

    Parameters
    ----------
    table : Table
    checkpoint : Checkpoint
    places : mapping of str to str or None
        As of `numbers_of`, for each of `columns_taken`: all of what lacks are gaps.

    Raises
    ------
    DatasetError
        Names the rows and columns whose cells are no such numbers; a gap is one, unless the network
        says what it makes of gaps.
    """
    numbers = numbers_of(table, places).checked(table.title)
    full = {n for spec in checkpoint.recipe.features if not spec.gaps for n in spec.of_table}
    for place, name in enumerate(numbers.columns):
        gaps = np.flatnonzero(np.isnan(numbers.values[:, place]))
        if name in full and len(gaps):
            raise DatasetError(
                f"{table.title}, row {gaps[0] + 1}, column {name!r}: nothing is there, and "
                f"{checkpoint.name} needs every value."
            )
    return numbers


def row_answers(numbers: Numbers, checkpoint: Checkpoint) -> np.ndarray:
    """What a network says of each row [n_rows, n_outputs], calibrated."""
    import torch

    from core.training.windows import forward

    _, model = open_checkpoint(checkpoint.path)
    rows = list(numbers.rows())
    arrays = [np.stack([s.of_row(row) for row in rows]) for s in checkpoint.recipe.features]
    outputs, _ = forward(model, [torch.from_numpy(array) for array in arrays])
    return checkpoint.recipe.task.answers(outputs, outputs, checkpoint.calibration).numpy()
