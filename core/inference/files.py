"""Files that the user of a shell names: sounds, tables of averages, arrays."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, decode_file
from core.errors import DatasetError
from core.features import Averages, column_names
from core.inference.default import default_network
from core.inference.inputs import inputs_of_arrays, inputs_of_notes
from core.inference.predicting import open_checkpoint, predict
from core.inference.prediction import Prediction
from core.symbolic import SUFFIXES, read_midi_file

IDS = ("track_id", "filename", "id")  # columns that may name a row
Predictions = Iterator[tuple[str, Prediction]]


def predict_file(path: Path, source: str | Path | None = None) -> Prediction:
    """What a network, by default `default_network`, says of a sound file.

    Its `seconds` count the decoding too.
    """
    began = time.perf_counter()
    audio = decode_file(path, sample_rate=SAMPLE_RATE, mono=True)
    return replace(predict(audio, source or default_network()), seconds=time.perf_counter() - began)


def predict_items(path: Path, source: str | Path) -> Predictions:
    """What a network says of a file, whatever it holds: names of its items, and predictions.

    A sound is one item, without a name. A ``.csv`` is a table of averages, of which each row is
    one (named after its ``track_id``, ``filename`` or ``id``, else by its number, from 1). A
    ``.mid`` is one piece. A ``.npy`` is one array, [n_rows, n_steps] or [n_values], for networks
    with a single feature.

    Raises
    ------
    EarshotError
        Where it cannot be read, or is not what the network takes.
    """
    reader = READERS.get(path.suffix.lower(), _sound)
    yield from reader(path, source)


def _sound(path: Path, source: str | Path) -> Predictions:
    yield "", predict_file(path, source)


def _rows(path: Path, source: str | Path) -> Predictions:
    import pandas as pd

    checkpoint, _ = open_checkpoint(source)
    specs = [spec for spec in checkpoint.recipe.features if isinstance(spec, Averages)]
    if len(specs) != len(checkpoint.recipe.features):
        kinds = ", ".join(spec.kind for spec in checkpoint.recipe.features)
        raise DatasetError(f"A table holds averages; {checkpoint.name} takes {kinds}.")
    try:
        table = pd.read_csv(path)
    except (OSError, ValueError) as error:  # pandas' own errors are ValueErrors too
        raise DatasetError(f"{path.name} is no table in UTF-8: {error}.") from error
    columns = [column_names(spec) for spec in specs]
    missing = {name for names in columns for name in names} - set(table.columns)
    if missing:
        raise DatasetError(f"{path.name} lacks the columns {', '.join(sorted(missing)[:5])}.")
    named = next((column for column in IDS if column in table), None)
    for i, row in enumerate(table.to_dict("records"), start=1):
        inputs = inputs_of_arrays(
            [_numbers(path, i, [row[n] for n in names]) for names in columns], checkpoint
        )
        yield str(row[named] if named else i), predict(inputs, checkpoint)


def _numbers(path: Path, i: int, values: list[object]) -> np.ndarray:
    try:
        return np.array(values, np.float32)
    except (TypeError, ValueError) as error:
        raise DatasetError(f"{path.name}, row {i}: {error}.") from None


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
