"""Files that the user of a shell names: sounds, tables, arrays."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, decode_file
from core.datasets.song_table import titled
from core.errors import DatasetError
from core.inference.default import default_network
from core.inference.inputs import inputs_of_arrays, inputs_of_notes, too_few
from core.inference.predicting import open_checkpoint, predict
from core.inference.prediction import Prediction
from core.inference.tables import columns_taken, numbers_taken
from core.symbolic import SUFFIXES, read_midi_file
from core.tables import Table, matched, read_table_file
from core.training.checkpoint import Checkpoint

IDS = ("track_id", "filename", "id")  # columns that may name a row
MOST_NAMED = 20  # columns of a table in a message
Predictions = Iterator[tuple[str, Prediction]]


def predict_file(path: Path, source: str | Path | None = None) -> Prediction:
    """What a network, by default `default_network`, says of a sound file.

    Its `seconds` count the decoding too.
    """
    began = time.perf_counter()
    audio = decode_file(path, sample_rate=SAMPLE_RATE, mono=True)
    return replace(predict(audio, source or default_network()), seconds=time.perf_counter() - began)


def predict_rows(path: Path, source: str | Path) -> Predictions:
    """What a network says of what is no sound: names of the items of a file, and predictions.

    A ``.csv`` is a table with the columns that the network takes, of which each row is one (named
    after its ``track_id``, ``filename`` or ``id``, else by artist and title, else by its number,
    from 1). Rows that hold no such values are left out, and told of after the others. A ``.mid`` is
    one piece, without a name. A ``.npy`` is one array without a name, [n_rows, n_steps] or
    [n_values], for networks with a single feature.

    Raises
    ------
    EarshotError
        Where it cannot be read, or is not what the network takes.
    """
    yield from READERS[path.suffix.lower()](path, source)


def _rows(path: Path, source: str | Path) -> Predictions:
    checkpoint, _ = open_checkpoint(source)
    wanted = columns_taken(checkpoint)  # says so where it takes no table
    table = read_table_file(path)
    places = matched(wanted, table.columns)
    if missing := [name for name, column in places.items() if column is None]:
        raise DatasetError(_lacking(table, checkpoint, missing))
    numbers = numbers_taken(table, checkpoint, places)
    bad = {fault.row for fault in numbers.faults}
    for number, (name, row) in enumerate(zip(_names(table), numbers.rows(), strict=True), start=1):
        if number not in bad:
            arrays = [spec.of_row(row) for spec in checkpoint.recipe.features]
            yield name, predict(inputs_of_arrays(arrays, checkpoint), checkpoint)
    numbers.checked(path.name)


def _lacking(table: Table, checkpoint: Checkpoint, missing: list[str]) -> str:
    """What a table has instead of columns that are missing, and what to do."""
    may_be_empty = all(spec.gaps for spec in checkpoint.recipe.features)
    return (
        f"{table.title} lacks {len(missing)} of the {len(columns_taken(checkpoint))} columns that "
        f"{checkpoint.name} takes: {', '.join(missing)}. It has: "
        f"{', '.join(table.columns[:MOST_NAMED])}{', …' * (len(table.columns) > MOST_NAMED)}. "
        "Give them these names"
        f"{'; a column of which nothing is known may be empty' if may_be_empty else ''}."
    )


def _names(table: Table) -> list[str]:
    """What each row of a table is called."""
    column = next((column for column in IDS if column in table.columns), None)
    names = table.column(column) if column else titled(table)
    return [name or str(number) for number, name in enumerate(names, start=1)]


def _array(path: Path, source: str | Path) -> Predictions:
    checkpoint, _ = open_checkpoint(source)
    try:
        array = np.load(path, allow_pickle=False)
        numbers = np.asarray(array, np.float32)
    except (OSError, ValueError, TypeError, EOFError) as error:
        raise DatasetError(f"{path.name} is no array of numbers: {error}.") from error
    yield "", predict(inputs_of_arrays([numbers], checkpoint), checkpoint)


def _midi(path: Path, source: str | Path) -> Predictions:
    checkpoint, _ = open_checkpoint(source)
    notes = read_midi_file(path)
    inputs = inputs_of_notes(notes, [checkpoint.recipe])
    yield "", predict(replace(inputs, doubt=inputs.doubt or too_few(notes)), checkpoint)


READERS: dict[str, Callable[[Path, str | Path], Predictions]] = {
    ".csv": _rows,
    ".npy": _array,
    **dict.fromkeys(SUFFIXES, _midi),
}
"""How files that are no sound are read, by how their names end."""
