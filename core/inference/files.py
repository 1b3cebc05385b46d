"""Files that the user of a shell names: sounds, tables, arrays."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, decode_file
from core.errors import DatasetError
from core.inference.default import default_network
from core.inference.inputs import inputs_of_arrays, inputs_of_notes
from core.inference.predicting import open_checkpoint, predict
from core.inference.prediction import Prediction
from core.inference.tables import columns_taken, numbers_taken
from core.symbolic import SUFFIXES, read_midi_file
from core.tables import matched, read_table_file

IDS = ("track_id", "filename", "id")  # columns that may name a row
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
    after its ``track_id``, ``filename`` or ``id``, else by its number, from 1). A ``.mid`` is one
    piece, without a name. A ``.npy`` is one array without a name, [n_rows, n_steps] or [n_values],
    for networks with a single feature.

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
        raise DatasetError(f"{path.name} lacks the columns {', '.join(missing[:5])}.")
    numbers = numbers_taken(table, checkpoint, places)
    column = next((column for column in IDS if column in table.columns), None)
    names = table.column(column) if column else [str(i + 1) for i in range(len(table.rows))]
    for name, row in zip(names, numbers.rows(), strict=True):
        arrays = [spec.of_row(row) for spec in checkpoint.recipe.features]
        yield name, predict(inputs_of_arrays(arrays, checkpoint), checkpoint)


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
    yield "", predict(inputs_of_notes(read_midi_file(path), [checkpoint.recipe]), checkpoint)


READERS: dict[str, Callable[[Path, str | Path], Predictions]] = {
    ".csv": _rows,
    ".npy": _array,
    **dict.fromkeys(SUFFIXES, _midi),
}
"""How files that are no sound are read, by how their names end."""
