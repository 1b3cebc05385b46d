"""Principal components taken away: coordinates as CSV or Parquet, components as JSON."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core import paths
from core.analysis.moments import fit_pca_in_parts
from core.analysis.pca import Pca
from core.analysis.songs import component_names
from core.analysis.tables import TableFile
from core.errors import DatasetError

if TYPE_CHECKING:
    import pyarrow as pa


def fit_table(
    table: TableFile, columns: Sequence[str], *, standardise: bool = True
) -> tuple[Pca, int]:
    """Principal components of the rows of a file that are whole, in one pass over it.

    Returns
    -------
    pca : Pca
    n : int
        How many rows are whole.
    """
    parts = (part.values[part.whole] for part in table.parts(columns))
    try:
        return fit_pca_in_parts(parts, standardise=standardise)
    except ValueError as error:
        raise DatasetError(f"{table.title}: {error}") from None


def projected(
    table: TableFile, pca: Pca, columns: Sequence[str], texts: Sequence[str], n_components: int
) -> "Iterator[pa.Table]":
    """Coordinates of the rows that are whole, part by part, with their number and some texts."""
    for part in table.parts(columns, texts):
        there = np.flatnonzero(part.whole)
        row_texts = {name: [words[i] for i in there] for name, words in part.texts.items()}
        yield coordinate_table(
            {"row": part.first + there + 1} | row_texts,
            pca.project(part.values[there])[:, :n_components],
        )


def coordinate_table(told: dict[str, Any], coordinates: NDArray[np.floating]) -> "pa.Table":
    """What is told of each item, and its coordinates [n_items, n_components]."""
    import pyarrow as pa

    names = component_names(coordinates.shape[1])
    return pa.table(told | dict(zip(names, np.ascontiguousarray(coordinates.T), strict=True)))


def write_coordinates(file: Path, parts: "Iterable[pa.Table]") -> int:
    """Write parts one after another to a ``.csv`` or ``.parquet``, whole or not at all; the rows.

    Raises
    ------
    DatasetError
        Where the file has another ending.
    """
    if file.suffix not in (".csv", ".parquet"):
        raise DatasetError(f"Coordinates are written as .csv or .parquet, not as {file.name!r}.")
    n_rows, writer = 0, None
    with contextlib.ExitStack() as stack:
        target = stack.enter_context(paths.whole_file(file))
        for part in parts:
            writer = writer or stack.enter_context(_writer(file.suffix, target, part.schema))
            writer.write_table(part)
            n_rows += len(part)
    return n_rows


def _writer(suffix: str, target: Any, schema: "pa.Schema") -> Any:
    import pyarrow.parquet as pq
    from pyarrow import csv

    return (
        pq.ParquetWriter(target, schema) if suffix == ".parquet" else csv.CSVWriter(target, schema)
    )


def plain_components(
    pca: Pca, names: Sequence[str], *, n_items: int, standardised: bool, n_components: int
) -> dict[str, Any]:
    """A `Pca` as plain values for JSON: all that is needed to place other items.

    Coordinates are ``(values - mean) / scale`` times the transposed ``components``.
    """
    kept = slice(n_components)
    return {
        "n_items": n_items,
        "standardised": standardised,
        "names": list(names),
        "mean": pca.mean.tolist(),
        "scale": pca.scale.tolist(),
        "variance": pca.variance[kept].tolist(),
        "share": pca.share[kept].tolist(),
        "components": pca.components[kept].tolist(),
        "loadings": pca.loadings()[kept].tolist(),
    }
