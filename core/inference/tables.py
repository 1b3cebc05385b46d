"""Tables for networks that take rows: which columns, whose numbers, and all answers at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.errors import DatasetError
from core.features import SoundSpec
from core.inference.predicting import open_checkpoint
from core.tables import Fault, Numbers, Table, numbers_of, plain
from core.training.checkpoint import Checkpoint, checkpoint_names
from core.training.recipe import Recipe


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
        others = [name for name in checkpoint_names() if takes_rows(Checkpoint.load(name).recipe)]
        raise DatasetError(
            f"{checkpoint.name} takes no rows of a table: its features are {kinds}. Ask one that "
            f"does: {', '.join(others) or 'none is here'}."
        )
    return tuple(dict.fromkeys(name for spec in specs for name in spec.of_table))


def takes_rows(recipe: Recipe) -> bool:
    """Whether a network of this recipe takes rows of tables that nobody can compute from sound."""
    return all(spec.of_table and not isinstance(spec, SoundSpec) for spec in recipe.features)


def numbers_taken(
    table: Table, checkpoint: Checkpoint, places: Mapping[str, str | None]
) -> Numbers:
    """The numbers of a table that a network takes.

    A gap is a fault too, unless the network says what it makes of gaps.

    Parameters
    ----------
    table : Table
    checkpoint : Checkpoint
    places : mapping of str to str or None
        As of `numbers_of`, for each of `columns_taken`: all of what lacks are gaps.
    """
    numbers = numbers_of(table, places)
    full = {n for spec in checkpoint.recipe.features if not spec.gaps for n in spec.of_table}
    known = {(fault.row, fault.column) for fault in numbers.faults}
    empty = [
        Fault(row, places[name] or name, "", f"is no value, and {checkpoint.name} needs each")
        for place, name in enumerate(numbers.columns)
        for row in (np.flatnonzero(np.isnan(numbers.values[:, place])) + 1).tolist()
        if name in full and (row, places[name] or name) not in known
    ]
    faults = sorted((*numbers.faults, *empty), key=lambda fault: fault.row)
    return replace(numbers, faults=tuple(faults))


def row_answers(
    values: NDArray[np.floating], columns: Sequence[str], checkpoint: Checkpoint
) -> NDArray[np.floating]:
    """What a network says of each row [n_rows, n_outputs], calibrated.

    Parameters
    ----------
    values : float array [shape=(n_rows, n_columns)]
        NaN in gaps.
    columns : sequence of str
        What each column is; all of `columns_taken` are among them.
    checkpoint : Checkpoint
    """
    import torch

    from core.training.windows import forward

    _, model = open_checkpoint(checkpoint.path)
    by_name = dict(zip(columns, np.asarray(values).T, strict=True))
    arrays = [torch.from_numpy(spec.of_row(by_name)) for spec in checkpoint.recipe.features]
    outputs, _ = forward(model, arrays)
    return checkpoint.recipe.task.answers(outputs, outputs, checkpoint.calibration).numpy()


def known_truths(labels: Sequence[str], names: Sequence[str]) -> NDArray[np.intp]:
    """Which output each label is [n_labels], however it is spelt; −1 where it is none.

    Examples
    --------
    >>> known_truths(["hip hop", "Jazz"], ["HipHop", "Metal"]).tolist()
    [0, -1]
    """
    places = {plain(name): place for place, name in enumerate(names)}
    return np.array([places.get(plain(label), -1) for label in labels], np.intp)
